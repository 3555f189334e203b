"""Addresses and user names in a text of the case are found however they are spelled, and refused with their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.errors import OutputError
from forensics.model import KnownParty, LeakedFile, Window
from forensics.report.disclosure import disclose
from forensics.report.disclosure.spellings import Needles, any_address, needles
from tests.support.disclosure_fixture import hostile
from tests.support.needles import spellings

KEY = bytes(range(32))
_V4, _V6 = ip_address("192.0.2.10"), ip_address("2001:db8:4:1::a1")


def _needles(*texts: str, names: tuple[str, ...] = ()) -> Needles:
    found = [ip_address(text) for text in texts]
    networks = {(one.version, int(one) >> (8 if one.version == 4 else 64)) for one in found}
    return Needles(frozenset(found), frozenset(networks), frozenset(names))


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)).filter(lambda one: one.version == 4 or int(one) >> 48 > 0))
def test_every_spelling_is_found(address: IPv4Address | IPv6Address) -> None:
    """All those that the search in the finished reports knows, alone and inside other text, in either case."""
    found = _needles(str(address))
    for kind, text in spellings(address):
        for written in (text, f"list of ({text}), June", text.upper(), f"/x/{text}/y.log"):
            assert found.address(written), f"{kind}: {written}"


@pytest.mark.parametrize(
    "text",
    [
        "192.0.2.10", "192-0-2-10", "192_0_2_10", "192.000.002.010", "10.2.0.192.in-addr.arpa", "3221225994",
        "0xC000020A", "c000020a", "::ffff:192.0.2.10", "::FFFF:c000:20a", "host-192-0-2-10.example.net",
        "192%2E0%2E2%2E10", "\uff11\uff19\uff12.\uff10.\uff12.\uff11\uff10", "net 192.0.2.0/24", "192.0.2.x",
        "2.0.192.in-addr.arpa", "2001:db8:4:1::a1", "[2001:DB8:4:1::A1]:443", "2001-db8-4-1--a1",
        "2001:0db8:0004:0001:0000:0000:0000:00a1",
        "20010db80004000100000000000000a1", "2001:db8:4:1::/64", "1.0.0.0.4.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
        "1.a.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.4.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
    ],
)  # fmt: skip
def test_a_spelling_is_found(text: str) -> None:
    """As people write them, in a title or a file name."""
    assert _needles(str(_V4), str(_V6)).address(f"Report {text}.xlsx")


@pytest.mark.parametrize(
    "text",
    [
        "Lijst signalen 2020", "version 1.2.3", "10:30:00", "2020-06-08T10:30:00+02:00", "192.0.3.10", "1192.0.2.100",
        "20200608", "ab" * 32, "s1:4711", "2001:db8:4:2::a1", "report-2020-06-08-v3.xlsx", "", "9,998 of 10,000",
    ],
)  # fmt: skip
def test_other_text_is_left_alone(text: str) -> None:
    """Dates, times, versions, hashes and other people's addresses."""
    assert _needles(str(_V4), str(_V6)).address(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("asked by J.deVries", True), ("j.devries@example.org", True), ("/x/alice/logs", True),
        ("alice-2020.log", True), ("of Jan & Co", True), ("malice", False), ("J. de Vries", False), ("", False),
    ],
)  # fmt: skip
def test_user_names_are_words(text: str, *, found: bool) -> None:
    """In either case, and as a part of a path; not inside another word."""
    assert (_needles(names=("j.devries", "alice", "jan & co")).name(text) is not None) is found


def test_what_must_not_show_is_taken_from_all_over_the_evidence() -> None:
    """Clients, peers, forwarded chains, users, host names, and lines that could not be read."""
    found = needles(hostile())
    addresses = {str(address) for address in found.addresses}
    assert {"192.0.2.10", "203.0.113.44", "10.0.0.7", "2001:db8:4:1::a1", "203.0.113.90", "203.0.113.77"} <= addresses
    assert {"j.devries", "m.jansen@example.org", "host-192-0-2-99.example.net"} <= found.names


def _set(place: str, text: str) -> Callable[[], object]:
    case = hostile().case
    window, file = case.windows[0], case.files[0]
    changed = {
        "case.title": lambda: replace(case, title=text),
        "case.purpose": lambda: replace(case, purpose=text),
        "case.legal_basis": lambda: replace(case, legal_basis=text),
        "case.investigator": lambda: replace(case, investigator=text),
        "windows[0].label": lambda: replace(case, windows=(Window(text, window.start, window.end, window.files),)),
        "files[0].name": lambda: replace(case, files=(LeakedFile(text),)),
        "files[0].paths[0]": lambda: replace(case, files=(replace(file, paths=(text,)),)),
        "parties.known[0].name": lambda: replace(case, parties=replace(case.parties, known=(KnownParty(text, ()),))),
        "logs[0].path": lambda: replace(case, logs=(replace(case.logs[0], path=text),)),
    }
    return changed[place]


_SHOWN_TO_BOTH = ("case.title", "case.purpose", "case.legal_basis", "windows[0].label", "files[0].name")
_REGULATORS = ("case.investigator", "files[0].paths[0]", "parties.known[0].name", "logs[0].path")


@pytest.mark.parametrize("place", [*_SHOWN_TO_BOTH, *_REGULATORS])
@pytest.mark.parametrize("level", ["regulator", "public"])
@pytest.mark.parametrize("text", ["of 192.0.2.10", "3221225994.xlsx", "about j.devries"])
def test_a_text_that_gives_somebody_away_is_refused(place: str, level: str, text: str) -> None:
    """It is named by its key, without the address; where a level does not show the text there is nothing to refuse."""
    found = replace(hostile(), case=_set(place, text)())  # type: ignore[arg-type] # a case
    if level == "public" and place in _REGULATORS:
        assert text not in str(disclose(found, level).case)
        return
    with pytest.raises(OutputError, match=f"level {level} shows none") as caught:
        disclose(found, level, key=KEY)
    assert caught.value.where == place
    assert "192" not in str(caught.value).replace(place, "")
    assert caught.value.hint


def test_anything_like_an_address_is_refused_for_the_public() -> None:
    """Also one that is not in the logs: nobody can tell that from the report."""
    found = replace(hostile(), case=replace(hostile().case, title="What 203.0.112.5 did"))
    assert disclose(found, "regulator", key=KEY).case.title == "What 203.0.112.5 did"
    with pytest.raises(OutputError, match="something like an address") as caught:
        disclose(found, "public")
    assert caught.value.where == "case.title"
    assert [str(one) for one in any_address("see 203.0.112.5 and 2001:db8::7, at 10:30:00")] == [
        "203.0.112.5",
        "2001:db8::7",
    ]


def test_the_path_of_a_log_is_refused() -> None:
    """Regulators see the names of logs."""
    found = hostile()
    source = replace(found.sources[0], path="logs/192.0.2.10.log")
    with pytest.raises(OutputError) as caught:
        disclose(replace(found, sources=(source,)), "regulator", key=KEY)
    assert caught.value.where == "sources[0].path"
    assert disclose(replace(found, sources=(source,)), "public").sources[0].path == ""


def test_with_addresses_a_name_is_still_refused() -> None:
    """The reason opens addresses and nothing else."""
    titled = replace(hostile(), case=replace(hostile().case, title="192.0.2.10 and j.devries"))
    with pytest.raises(OutputError, match="user name"):
        disclose(titled, "regulator", key=KEY, with_addresses="asked for")
    alone = replace(hostile(), case=replace(hostile().case, title="192.0.2.10"))
    assert disclose(alone, "regulator", key=KEY, with_addresses="asked for").case.title == "192.0.2.10"


def test_texts_are_read_in_linear_time() -> None:
    """A title of a hundred thousand characters that look like the beginning of an address."""
    found = _needles(str(_V4), str(_V6))
    for text in ("1." * 50_000, "a:" * 50_000, "1-" * 50_000, "0" * 100_000, "%" * 100_000, str(Path("a" * 100_000))):
        assert found.address(text) is None or text
