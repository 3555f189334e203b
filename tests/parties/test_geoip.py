"""Places of addresses: whatever the database is called and holds."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

import forensics.parties.geoip
from forensics.errors import SourceError
from forensics.findings.limitations.of_databases import database_date
from forensics.model import ALWAYS, Case, Window
from forensics.parties.geoip import DatabaseInfo, GeoPlace, locate
from tests.support.draft_fixture import drafted
from tests.support.mmdb import BUILT, mmdb

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
        ("GeoLite2-Country", NL, GeoPlace("NL")),
        ("DBIP-Country-Lite (compat=GeoLite2-Country)", NL, GeoPlace("NL")),
        ("GeoLite2-City", {**NL, "city": {"names": {"en": "Example"}}}, GeoPlace("NL")),
        ("DBIP-City-Lite", NL, GeoPlace("NL")),
        ("GeoLite2-ASN", NETWORK, GeoPlace(None, 64496, "Example Net")),
        ("DBIP-ASN-Lite (compat=GeoLite2-ASN)", NETWORK, GeoPlace(None, 64496, "Example Net")),
        ("flat country", {"country_code": "nl"}, GeoPlace("NL")),
        (
            "flat country_asn",
            {"country": "NL", "country_name": "Netherlands", "asn": "AS64496", "as_name": "Example Net"},
            GeoPlace("NL", 64496, "Example Net"),
        ),
        ("flat asn", {"asn": 64496, "name": "Example Net"}, GeoPlace(None, 64496, "Example Net")),
        (
            "flat lite",
            {"country": "Netherlands", "country_code": "NL", "asn": "AS64496", "as_type": "isp"},
            GeoPlace("NL", 64496, None, "isp"),
        ),
        ("GeoIP2-ISP", {**NETWORK, "isp": "Example"}, GeoPlace(None, 64496, "Example Net")),
        ("GeoIP2-Connection-Type", {"connection_type": "Cellular"}, GeoPlace(network_type="Cellular")),
        (
            "GeoIP2-Enterprise",
            {**NL, "traits": {**NETWORK, "user_type": "government", "connection_type": "Corporate"}},
            GeoPlace("NL", 64496, "Example Net", "government"),
        ),
        ("GeoIP2-Anonymous-IP", {"is_hosting_provider": True, "is_tor_exit_node": True}, GeoPlace(network_type="tor")),
        ("GeoLite2-Country", {"registered_country": {"iso_code": "DE"}}, GeoPlace("DE")),
    ],
)
def test_every_kind_of_database_is_read(tmp_path: Path, kind: str, record: object, place: GeoPlace) -> None:
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
    assert places == {"192.0.2.7": GeoPlace("NL", 64496, "Example Net")}
    assert [info.path for info in infos] == [first.name, second.name, third.name]


@pytest.mark.parametrize(
    "address",
    ["192.0.2.7", "::ffff:192.0.2.7", "2002:c000:207::1", "64:ff9b::c000:207", "2001:DB8::1"],
)
def test_wrapped_addresses_are_found(tmp_path: Path, address: str) -> None:
    """IPv4 in IPv6 clothes, as a mapped address, through 6to4 or NAT64, has the IPv4 address's place."""
    path = database(tmp_path, "GeoLite2-Country", v4=NL, v6=NL)
    places, _ = locate([address], [path])
    assert places == {address: GeoPlace("NL")}


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
    assert places == {"2001:db8::1": GeoPlace("NL")}


def test_unknown_address_has_no_place(tmp_path: Path) -> None:
    """An address outside every network of a database is left out, not guessed."""
    path = database(tmp_path, "GeoLite2-Country", v4=NL)
    assert locate(["198.51.100.7"], [path])[0] == {}


def test_database_of_ipv4_is_not_asked_for_ipv6(tmp_path: Path) -> None:
    """An old database without IPv6 answers for IPv4 and knows nothing else."""
    path = database(tmp_path, "GeoLite2-Country", ip_version=4, v4=NL)
    assert locate(["192.0.2.7", "2001:db8::1"], [path])[0] == {"192.0.2.7": GeoPlace("NL")}


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
    assert places == {"192.0.2.7": GeoPlace(None, None, "Example Net")}


@pytest.mark.parametrize(
    "record",
    [
        {"country": {"iso_code": 7, "locales": "x"}, "country_code": "NL"},
        {"country": ["NL"], "registered_country": "DE", "country_code": "NL"},
        {"country": {}, "country_code": "NL", "traits": ["x"], "asn": "9" * 200, "as_name": {"en": "x"}},
    ],
)
def test_records_of_an_odd_shape_are_no_trouble(tmp_path: Path, record: object) -> None:
    """What does not fit is passed over, and what does is taken."""
    places, _ = locate(["192.0.2.7"], [database(tmp_path, "flat", v4=record)])
    assert places == {"192.0.2.7": GeoPlace("NL")}


def registry(monkeypatch: pytest.MonkeyPatch, **countries: str | None) -> list[str]:
    """Puts an address registry in place that knows these, and tells what it was asked."""
    asked: list[str] = []

    def country_code(addresses: list[str]) -> list[str | None]:
        asked.extend(addresses)
        return [countries.get(address.replace(".", "_")) for address in addresses]

    monkeypatch.setattr(forensics.parties.geoip, "_EXAMPLES", ())
    monkeypatch.setitem(sys.modules, "iptocc", SimpleNamespace(country_code=country_code))
    return asked


def test_registries_fill_in_where_no_database_has_a_country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database of the user comes first; only what it leaves open is asked, in its bare form."""
    asked = registry(monkeypatch, **{"198_51_100_7": "BE", "192_0_2_7": "BE", "203_0_113_9": "??"})
    path = database(tmp_path, "GeoLite2-Country", v4=NL)
    addresses = ["192.0.2.7", "2002:c633:6407::1", "203.0.113.9", "10.0.0.2", "host.example.org"]
    places, (_, info) = locate(addresses, [path], registry=True)
    assert places == {"192.0.2.7": GeoPlace("NL"), "2002:c633:6407::1": GeoPlace("BE")}
    assert asked == ["198.51.100.7", "203.0.113.9"]
    assert info.path == "iptocc"


def test_a_network_without_a_country_gets_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a database of networks says is kept."""
    registry(monkeypatch, **{"192_0_2_7": "NL"})
    places, _ = locate(["192.0.2.7"], [database(tmp_path, "GeoLite2-ASN", v4=NETWORK)], registry=True)
    assert places == {"192.0.2.7": GeoPlace("NL", 64496, "Example Net")}


def test_registries_are_asked_only_where_the_case_allows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither without leave, nor of addresses that nobody has."""
    asked = registry(monkeypatch)
    assert locate(["192.0.2.7"], []) == ({}, ())
    assert locate(["10.0.0.2", "::1"], [], registry=True) == ({}, ())
    assert asked == []


def test_addresses_of_examples_are_not_asked() -> None:
    """They are in no registry, so a case made of them does not hang on what is installed."""
    assert locate(["192.0.2.7", "2001:db8::1"], [], registry=True) == ({}, ())


def test_without_the_package_no_country_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra."""
    monkeypatch.setattr(forensics.parties.geoip, "_EXAMPLES", ())
    monkeypatch.setitem(sys.modules, "iptocc", None)
    assert locate(["192.0.2.7"], [], registry=True) == ({}, ())


@pytest.mark.parametrize("missing", ["maxminddb", "geoip2"])
def test_a_database_without_the_extra_is_told(missing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Never passed over as if no address had a place; the way out is the command that installs what is missing."""
    path = database(tmp_path, "GeoLite2-Country", v4=NL)
    monkeypatch.setattr(forensics.parties.geoip, "find_spec", lambda name: None if name == missing else name)
    with pytest.raises(SourceError, match="not installed") as caught:
        locate([], [path])
    assert (caught.value.where, "[geo]" in caught.value.hint) == (str(path), True)


def test_the_package_itself_is_asked_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its version, the time of its lists and its hash; addresses of examples have no country."""
    package = pytest.importorskip("iptocc")
    monkeypatch.setattr(forensics.parties.geoip, "_EXAMPLES", ())
    places, (info,) = locate(["192.0.2.7", "2001:db8::1"], [], registry=True)
    assert places == {}
    assert info.type.startswith("address registries (iptocc ")
    assert info.built is not None
    assert info.built.year >= 2026
    library = Path(package.iptocc.__file__)
    assert info.sha256 == hashlib.sha256(library.read_bytes()).hexdigest()


@pytest.mark.parametrize("timestamp", [{"timestamp": "2026-06-01T05:11:26.293935850Z"}, {}, None])
def test_the_time_of_a_package_is_that_of_its_parts(tmp_path: Path, timestamp: dict[str, str] | None) -> None:
    """A package without a list of its parts, or without a time in it, is of unknown age."""
    parts = tmp_path / "sboms" / "parts.json"
    library = tmp_path / "lib.so"
    parts.parent.mkdir()
    parts.write_text(json.dumps({"metadata": timestamp}), encoding="utf-8")
    library.write_bytes(b"library")
    files = [library.relative_to(tmp_path), *([] if timestamp is None else [parts.relative_to(tmp_path)])]
    package = SimpleNamespace(version="3.0", files=files, locate_file=lambda file: tmp_path / file)
    info = forensics.parties.geoip._of_package(package)  # type: ignore[arg-type]
    built = datetime(2026, 6, 1, 5, 11, 26, tzinfo=UTC) if timestamp else None
    digest = hashlib.sha256(b"library").hexdigest()
    assert info == DatabaseInfo("iptocc", "address registries (iptocc 3.0)", built, digest)


START = datetime(2026, 6, 8, tzinfo=UTC)
DAY = timedelta(days=1)
WINDOWS = (Window("two", START + 9 * DAY, START + 10 * DAY, ()), Window("one", START, START + DAY, ()))
BASE = DatabaseInfo("country.mmdb", "GeoLite2-Country", START, "ab" * 32)


@pytest.mark.parametrize(
    ("built", "days"),
    [
        (START - 90 * DAY, None),
        (START - 91 * DAY, "made on 2026-03-09, 91 days before the first window"),
        (START + 5 * DAY, None),
        (START + 100 * DAY, None),
        (START + 101 * DAY, "made on 2026-09-17, 91 days after the last window"),
        (None, "does not say when it was made"),
    ],
)
def test_a_database_far_from_the_event_is_told(built: datetime | None, days: str | None) -> None:
    """More than 90 days before the first window or after the last; the moment of the count plays no part."""
    case = Case(id="c", files=(), windows=WINDOWS, logs=())
    found = list(database_date(drafted(case, databases=[replace(BASE, built=built)])))
    assert len(found) == (1 if days else 0)
    assert not any(limit.incomplete for limit in found)
    assert all(days and days in limit.text and "GeoLite2-Country (country.mmdb)" in limit.text for limit in found)


def test_without_bounds_no_database_is_far() -> None:
    """A window of all time holds the time of every database."""
    case = Case(id="c", files=(), windows=(Window("window", *ALWAYS, ()),), logs=())
    assert list(database_date(drafted(case, databases=[BASE]))) == []


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
