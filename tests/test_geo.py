"""Places of addresses: whatever the database is called and holds."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forensics.errors import SourceError
from forensics.geo import DatabaseInfo, Place, locate
from tests.mmdb import BUILT, mmdb

NL = {"country": {"iso_code": "NL", "names": {"en": "Netherlands"}}, "registered_country": {"iso_code": "DE"}}
NETWORK = {"autonomous_system_number": 64496, "autonomous_system_organization": "Example Net"}


def database(folder: Path, kind: str, *, ip_version: int = 6, **networks: object) -> Path:
    """A database file of that type: `v4` is the record of 192.0.2.0/24, `v6` of 2001:db8::/32."""
    known = {"v4": "192.0.2.0/24", "v6": "2001:db8::/32"}
    path = folder / f"{kind.partition(' ')[0]}-{ip_version}.mmdb"
    content = {known[name]: record for name, record in networks.items()}
    path.write_bytes(mmdb(kind, content, ip_version=ip_version))
    return path


@pytest.mark.parametrize(
    ("kind", "record", "place"),
    [
        ("GeoLite2-Country", NL, Place("NL")),
        ("DBIP-Country-Lite (compat=GeoLite2-Country)", NL, Place("NL")),
        ("GeoLite2-City", {**NL, "city": {"names": {"en": "Example"}}}, Place("NL")),
        ("DBIP-City-Lite", NL, Place("NL")),
        ("GeoLite2-ASN", NETWORK, Place(None, 64496, "Example Net")),
        ("DBIP-ASN-Lite (compat=GeoLite2-ASN)", NETWORK, Place(None, 64496, "Example Net")),
        ("flat country", {"country_code": "nl"}, Place("NL")),
        (
            "flat country_asn",
            {"country": "NL", "country_name": "Netherlands", "asn": "AS64496", "as_name": "Example Net"},
            Place("NL", 64496, "Example Net"),
        ),
        ("flat asn", {"asn": 64496, "name": "Example Net"}, Place(None, 64496, "Example Net")),
    ],
)
def test_every_kind_of_database_is_read(tmp_path: Path, kind: str, record: object, place: Place) -> None:
    """Country, city, network and flat databases give the same three facts."""
    path = database(tmp_path, kind, v4=record)
    places, (info,) = locate(["192.0.2.7"], [path])
    assert places == {"192.0.2.7": place}
    assert info.type == kind


def test_databases_complete_each_other(tmp_path: Path) -> None:
    """Country from one, network from another; where two know the same fact, the first one counts."""
    first = database(tmp_path, "GeoLite2-Country", v4=NL)
    second = database(tmp_path, "GeoLite2-ASN", v4=NETWORK)
    third = database(tmp_path, "flat", v4={"country": "BE", "asn": 64497})
    places, infos = locate(["192.0.2.7"], [first, second, third])
    assert places == {"192.0.2.7": Place("NL", 64496, "Example Net")}
    assert [info.path for info in infos] == [first.name, second.name, third.name]


@pytest.mark.parametrize(
    "address",
    ["192.0.2.7", "::ffff:192.0.2.7", "2002:c000:207::1", "64:ff9b::c000:207", "2001:DB8::1"],
)
def test_wrapped_addresses_are_found(tmp_path: Path, address: str) -> None:
    """IPv4 in IPv6 clothes, as a mapped address, through 6to4 or NAT64, has the IPv4 address's place."""
    path = database(tmp_path, "GeoLite2-Country", v4=NL, v6=NL)
    places, _ = locate([address], [path])
    assert places == {address: Place("NL")}


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "127.0.0.1", "169.254.0.1", "224.0.0.1",
        "0.0.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "2002:a00:1::", "client.example.org", "unix:", "",
    ],
)  # fmt: skip
def test_private_and_reserved_have_no_place(tmp_path: Path, address: str) -> None:
    """Nothing is said about an address that is nobody's, even where a database has a record for it."""
    everywhere = ("0.0.0.0/1", "128.0.0.0/1", "2000::/3", "fd00::/8", "fe80::/10", "ff00::/8")
    path = tmp_path / "all.mmdb"
    path.write_bytes(mmdb("GeoLite2-Country", dict.fromkeys(everywhere, NL)))
    places, _ = locate([address, "2001:db8::1"], [path])
    assert places == {"2001:db8::1": Place("NL")}


def test_unknown_address_has_no_place(tmp_path: Path) -> None:
    """An address outside every network of a database is left out, not guessed."""
    path = database(tmp_path, "GeoLite2-Country", v4=NL)
    assert locate(["198.51.100.7"], [path])[0] == {}


def test_database_of_ipv4_is_not_asked_for_ipv6(tmp_path: Path) -> None:
    """An old database without IPv6 answers for IPv4 and knows nothing else."""
    path = database(tmp_path, "GeoLite2-Country", ip_version=4, v4=NL)
    assert locate(["192.0.2.7", "2001:db8::1"], [path])[0] == {"192.0.2.7": Place("NL")}


def test_report_names_type_build_and_hash(tmp_path: Path) -> None:
    """A reader of the report can tell which database was asked."""
    path = database(tmp_path, "GeoLite2-Country", v4=NL)
    built, digest = datetime.fromtimestamp(BUILT, UTC), hashlib.sha256(path.read_bytes()).hexdigest()
    assert locate([], [path]) == ({}, (DatabaseInfo(path.name, "GeoLite2-Country", built, digest),))


def test_no_database_is_no_error() -> None:
    """Without databases nothing has a place."""
    assert locate(["192.0.2.7"], []) == ({}, ())


def test_odd_values_are_not_taken(tmp_path: Path) -> None:
    """A country that is no code and a network that is no number are as good as none."""
    record = {"country": "Netherlands", "asn": "none", "as_name": "Example Net"}
    places, _ = locate(["192.0.2.7"], [database(tmp_path, "flat", v4=record)])
    assert places == {"192.0.2.7": Place(None, None, "Example Net")}


def test_missing_database_names_the_way_out(tmp_path: Path) -> None:
    """A path that does not exist, or is a folder, is an error with a hint."""
    for path in (tmp_path / "missing.mmdb", tmp_path):
        with pytest.raises(SourceError, match="cannot be opened") as caught:
            locate([], [path])
        assert caught.value.where == str(path)
        assert "parties.databases" in caught.value.hint


def test_database_of_something_else_is_refused(tmp_path: Path) -> None:
    """A database that can never answer is an error, not a silence."""
    path = database(tmp_path, "GeoIP2-Domain", v4={"domain": "example.org"})
    with pytest.raises(SourceError, match=r"GeoIP2-Domain.*neither countries nor networks"):
        locate([], [path])


def test_damage_anywhere_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    """Cut or overwritten at any place, a database gives an answer or a SourceError, nothing else."""
    whole = mmdb("GeoLite2-Country", {"192.0.2.0/24": NL})
    path = tmp_path / "damaged.mmdb"
    hints = []
    for at in range(0, len(whole), 7):
        for content in (whole[:at], whole[:at] + b"\xff" + whole[at + 1 :]):
            path.write_bytes(content)
            try:
                locate(["192.0.2.7"], [path])
            except SourceError as error:
                hints.append(error.hint)
    assert len(hints) > len(whole) // 7
    assert all(hints)
