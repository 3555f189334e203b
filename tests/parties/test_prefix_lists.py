"""Published lists of addresses, and what becomes of the claims of agents (counting.md 3.10)."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv4Network, ip_address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import forensics.parties.prefix_lists
from forensics.errors import SourceError
from forensics.model import PrefixFile
from forensics.parties.geoip import DatabaseInfo
from forensics.parties.prefix_lists import CLAIMS, PrefixList, read_ranges, vouch

GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
MADE = "2020-06-01T10:00:00.698177"
LIST = {"creationTime": MADE, "prefixes": [{"ipv4Prefix": "192.0.2.0/25"}, {"ipv6Prefix": "2001:db8:10::/64"}]}


def read(folder: Path, content: object, name: str = "googlebot", file: str = "list.json") -> PrefixList:
    """The list of that content: text or bytes as they are, anything else as JSON."""
    path = folder / file
    raw = content if isinstance(content, str | bytes) else json.dumps(content)
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    (found,) = read_ranges([PrefixFile(name, path)])
    return found


def holds(found: PrefixList, *addresses: str) -> list[bool]:
    """Whether the list holds each of these."""
    return [found.holds(ip_address(text)) for text in addresses]


AWS = {
    "syncToken": "1591005600",
    "createDate": "2020-06-01-10-00-00",
    "prefixes": [{"ip_prefix": "192.0.2.0/24", "region": "eu-west-1", "service": "EC2"}],
    "ipv6_prefixes": [{"ipv6_prefix": "2001:db8::/48", "region": "eu-west-1", "service": "EC2"}],
}
GCP = {"syncToken": "1", "creationTime": MADE, "prefixes": [{"ipv4Prefix": "192.0.2.0/24", "service": "Google Cloud"}]}
AZURE = {
    "changeNumber": 1,
    "cloud": "Public",
    "values": [
        {"name": "One", "properties": {"addressPrefixes": ["192.0.2.0/25", "2001:db8::/48"]}},
        {"name": "Two", "properties": {"addressPrefixes": ["192.0.2.128/25"]}},
    ],
}
TOR = """\
@type tordnsel 1.0
Downloaded 2020-06-09 12:02:00
ExitNode 0011BD2485AD45D984EC4159C88FC066E5E3300E
Published 2020-06-09 08:00:00
LastStatus 2020-06-09 09:00:00
ExitAddress 192.0.2.9 2020-06-09 09:10:00
ExitAddress 192.0.2.10 2020-06-09 10:11:12
"""


@pytest.mark.parametrize(
    ("content", "made", "service"),
    [
        (LIST, datetime(2020, 6, 1, 10, 0, 0, 698177, tzinfo=UTC), True),
        ({**LIST, "creationTime": "2020-06-01T12:00:00+02:00"}, datetime(2020, 6, 1, 10, tzinfo=UTC), True),
        ({"prefixes": LIST["prefixes"]}, None, True),
        (AWS, datetime(2020, 6, 1, 10, tzinfo=UTC), False),
        (GCP, datetime(2020, 6, 1, 10, 0, 0, 698177, tzinfo=UTC), False),
        (AZURE, None, False),
        (TOR, datetime(2020, 6, 9, 10, 11, 12, tzinfo=UTC), False),
        ("# exits\r\n192.0.2.9\r\n\r\n192.0.2.0/30 # four\n", None, True),
        ("\ufeff192.0.2.9\n", None, True),
    ],
)
def test_every_shape_is_read(tmp_path: Path, content: object, made: datetime | None, *, service: bool) -> None:
    """Prefixes and time of making, and whether agents can claim to be it: nobody claims to be a cloud."""
    found = read(tmp_path, content, file="list")
    assert (found.info.built, found.service) == (made, service)
    assert holds(found, "192.0.2.9", "198.51.100.7", "2001:db8:ffff::1") == [True, False, False]


def test_the_report_names_the_list(tmp_path: Path) -> None:
    """Its file's name and hash, whose list it is, and its time."""
    found = read(tmp_path, LIST)
    digest = hashlib.sha256((tmp_path / "list.json").read_bytes()).hexdigest()
    made = datetime.fromisoformat(MADE).replace(tzinfo=UTC)
    assert found.info == DatabaseInfo("list.json", "prefix list: googlebot", made, digest)


@given(
    st.lists(st.tuples(st.integers(0, 511), st.integers(23, 32)), min_size=1, max_size=8),
    st.integers(0, 511),
)
def test_an_address_is_held_if_a_prefix_holds_it(prefixes: list[tuple[int, int]], last: int) -> None:
    """However prefixes overlap or touch."""
    base = int(IPv4Address("198.51.100.0"))
    networks = [IPv4Network((base + offset, length), strict=False) for offset, length in prefixes]
    spans = {4: forensics.parties.prefix_lists._spans(networks), 6: ((), ())}
    found = PrefixList("any", DatabaseInfo("", "", None, ""), service=True, spans=spans)
    address = IPv4Address(base + last)
    assert found.holds(address) == any(address in network for network in networks)


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        ("{", "line 1", "this is not JSON"),
        ('{"prefixes": [\n{"ipv4Prefix": "192.0.2.0/24",}]}', "line 2", "this is not JSON"),
        ("<html>not found</html>", "line 1", "this is not JSON"),
        ("[" * 100_000, "", "nested too deeply"),
        ('{"prefixes": ' + "9" * 5000 + "}", "", "endless number"),
        ("[]", "", "neither prefixes nor values"),
        ({}, "", "neither prefixes nor values"),
        ({"prefixes": {}}, "prefixes", "a list is needed"),
        ({"prefixes": []}, "", "is empty"),
        ({"prefixes": ["192.0.2.0/24"]}, "prefixes[0]", "holds none of ipv4Prefix"),
        ({"prefixes": [*LIST["prefixes"], {"prefix": "192.0.2.0/24"}]}, "prefixes[2]", "holds none of ipv4Prefix"),
        ({"prefixes": [{"ipv4Prefix": "192.0.2.0/99"}]}, "prefixes[0]", "neither an address nor a network"),
        ({"prefixes": [{"ipv4Prefix": 7}]}, "prefixes[0]", "neither an address nor a network"),
        ({"prefixes": [{"ipv6Prefix": None}]}, "prefixes[0]", "neither an address nor a network"),
        ({"prefixes": [{"ipv4Prefix": "0.0.0.0/0"}]}, "prefixes[0]", "holds every address"),
        ({"values": [{}]}, "values[0].properties.addressPrefixes", "a list is needed"),
        ({"values": [{"properties": {"addressPrefixes": ["x"]}}]}, "addressPrefixes[0]", "neither an address"),
        ({**LIST, "creationTime": "yesterday"}, "creationTime", "is not a time"),
        ({**AWS, "createDate": 20200601}, "createDate", "is not a time"),
        (b'{"prefixes": [\xff', "line 1", "byte 0xff is not UTF-8"),
    ],
)  # fmt: skip
def test_wrong_json_names_file_and_key(tmp_path: Path, content: object, place: str, reason: str) -> None:
    """Each is an error that says where and what to do."""
    with pytest.raises(SourceError, match=reason) as caught:
        read(tmp_path, content)
    assert str(tmp_path / "list.json") in caught.value.where
    assert caught.value.where.endswith(place)
    assert "download it again" in caught.value.hint
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        ("", "", "is empty"),
        ("# nothing\n", "", "is empty"),
        ("192.0.2.9\nnot found\n", "line 2", "neither an address nor a network"),
        ("<html>\x1b[31m</html>", "line 1", r"\\u001b"),
        ("::/0", "line 1", "holds every address"),
        ("ExitAddress 192.0.2.9 2020-06-31 10:00:00", "line 1", "is not a time"),
        ("ExitAddress 192.0.2.9", "line 1", "neither an address nor a network"),
    ],
)
def test_wrong_text_names_file_and_line(tmp_path: Path, content: str, place: str, reason: str) -> None:
    """As with JSON; what a file holds is shown escaped."""
    with pytest.raises(SourceError, match=reason) as caught:
        read(tmp_path, content, file="exits.txt")
    assert caught.value.where.endswith(place)


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    """A missing file and a folder are errors with a way out."""
    for path, reason in ((tmp_path / "none.json", "No such file"), (tmp_path, "is a folder")):
        with pytest.raises(SourceError, match=reason) as caught:
            read_ranges([PrefixFile("googlebot", path)])
        assert caught.value.where == str(path)
        assert "parties.ranges" in caught.value.hint


def test_a_huge_file_is_no_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read up to a limit, and refused."""
    monkeypatch.setattr(forensics.parties.prefix_lists, "_LARGEST", 1000)
    assert holds(read(tmp_path, "192.0.2.9\n" * 100, file="list"), "192.0.2.9") == [True]
    with pytest.raises(SourceError, match="too large for a prefix list"):
        read(tmp_path, "192.0.2.9\n" * 101, file="list")


@given(st.binary(max_size=80) | st.text('{}[]":, \nprefixsv4P0123456789./').map(str.encode))
def test_any_file_is_a_list_or_an_error(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    """Nothing else comes out of a file, whatever it holds."""
    for name in ("any.json", "any.txt"):
        path = tmp_path_factory.getbasetemp() / name
        path.write_bytes(raw)
        try:
            (found,) = read_ranges([PrefixFile("any", path)])
        except SourceError:
            continue
        assert any(firsts for firsts, _ in found.spans.values())


def claims(
    client: str, agent: str | None, *lists: PrefixList, agent_class: str = "other"
) -> tuple[str | None, tuple[str, ...]]:
    """What becomes of one agent's claim, and the lists that hold the address."""
    return vouch(client, [(agent, agent_class)], lists)


def test_claims_are_verified_contradicted_or_claimed(tmp_path: Path) -> None:
    """A list of the service decides; a list without a claim is only named; curl claims nothing."""
    google = read(tmp_path, LIST)
    tor = read(tmp_path, TOR, name="tor", file="exits")
    assert claims("192.0.2.9", GOOGLE, google) == ("verified", ("googlebot",))
    assert claims("2001:db8:10::9", GOOGLE, google) == ("verified", ("googlebot",))
    assert claims("198.51.100.7", GOOGLE, google) == ("contradicted", ())
    assert claims("192.0.2.9", GOOGLE, google, tor) == ("verified", ("googlebot", "tor"))
    assert claims("192.0.2.9", GOOGLE, tor) == ("claimed", ("tor",))
    assert claims("192.0.2.9", GOOGLE) == ("claimed", ())
    assert claims("192.0.2.9", "curl/8.5.0", google) == (None, ("googlebot",))
    assert claims("198.51.100.7", "curl/8.5.0", google) == (None, ())
    assert claims("198.51.100.7", None, google) == (None, ())


@pytest.mark.parametrize(
    ("name", "agent", "claim"),
    [
        ("googlebot", "Googlebot-Image/1.0", "contradicted"),
        ("common-crawlers", "GoogleOther", "contradicted"),
        ("googlebot", "AdsBot-Google (+http://www.google.com/adsbot.html)", "claimed"),
        ("special-crawlers", "AdsBot-Google (+http://www.google.com/adsbot.html)", "contradicted"),
        ("bingbot", "Mozilla/5.0 (compatible; bingbot/2.0)", "contradicted"),
        ("facebook", "meta-externalagent/1.1", "contradicted"),
        ("searchbot", "OAI-SearchBot/1.0", "contradicted"),
        ("examplebot", "ExampleBot/1.0", "contradicted"),
        ("yandex", "Mozilla/5.0 (compatible; YandexBot/3.0)", "contradicted"),
        ("bot", "Mozilla/5.0 (compatible; ExampleBot/1.0)", None),
        ("tor", "Tor-monitor/1.0", None),
        ("e.ample", "Example/1.0", None),
        ("googlebot", "x" * 1024 + "Googlebot", None),
    ],
)
def test_which_agent_claims_which_service(tmp_path: Path, name: str, agent: str, claim: str | None) -> None:
    """By the agents that a service names; any other name stands for itself, at the start of a word."""
    found = read(tmp_path, "192.0.2.9", name=name, file="list")
    assert claims("198.51.100.7", agent, found)[0] == claim


@pytest.mark.parametrize("agent_class", ["search engine", "archiver", "AI crawler", "link preview"])
def test_a_service_without_a_list_only_claims(agent_class: str) -> None:
    """Services that the list of robots knows."""
    assert claims("198.51.100.7", "Example/1.0", agent_class=agent_class)[0] == "claimed"


@pytest.mark.parametrize("client", ["10.0.0.2", "198.51.100.0", "host.example.org"])
def test_an_address_that_hides_its_client_contradicts_nothing(tmp_path: Path, client: str) -> None:
    """Behind a proxy that the case does not name, or cut before it was logged."""
    assert claims(client, GOOGLE, read(tmp_path, LIST))[0] == "claimed"


@pytest.mark.parametrize("client", ["::ffff:192.0.2.9", "2002:c000:209::1", "64:ff9b::c000:209"])
def test_wrapped_addresses_are_unwrapped(tmp_path: Path, client: str) -> None:
    """IPv4-mapped, 6to4 and NAT64 are the IPv4 address that they carry."""
    assert claims(client, GOOGLE, read(tmp_path, LIST)) == ("verified", ("googlebot",))


def test_lists_of_one_name_complete_each_other(tmp_path: Path) -> None:
    """Two files for googlebot are one list of two parts."""
    lists = (read(tmp_path, "192.0.2.0/25", file="a"), read(tmp_path, "198.51.100.0/25", file="b"))
    assert claims("198.51.100.7", GOOGLE, *lists) == ("verified", ("googlebot",))
    assert claims("203.0.113.9", GOOGLE, *lists) == ("contradicted", ())


def test_the_gravest_claim_of_an_address_counts(tmp_path: Path) -> None:
    """One address with several agents: what is contradicted matters most."""
    found = read(tmp_path, LIST)
    other = read(tmp_path, "198.51.100.0/25", name="bingbot", file="bing")
    agents = [("curl/8.5.0", "tool/script"), (GOOGLE, "search engine"), ("bingbot/2.0", "search engine")]
    assert vouch("192.0.2.9", agents[:2], [found, other])[0] == "verified"
    assert vouch("192.0.2.9", agents, [found, other])[0] == "contradicted"
    assert CLAIMS[0] == "contradicted"
