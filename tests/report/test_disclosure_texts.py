"""Addresses and user names in a text of the case are found however they are spelled, and masked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.errors import OutputError
from forensics.language.statement import Statement
from forensics.model import KnownParty, LeakedFile, Window
from forensics.report.disclosure import disclose
from forensics.report.disclosure.masks import mask, masks
from forensics.report.disclosure.refusal import masked_places
from forensics.report.disclosure.sentences import Sentences
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
@pytest.mark.parametrize(
    ("text", "shown"),
    [("3221225994.xlsx", "….xlsx"), ("about J.deVries, twice", "about …, twice"), ("host-192-0-2-10", "host-…")],
)
def test_a_text_that_gives_somebody_away_is_masked(place: str, level: str, text: str, shown: str) -> None:
    """What a visitor can choose refuses nothing: it is left out, and that is told with a count."""
    found = replace(hostile(), case=_set(place, text)())  # type: ignore[arg-type] # a case
    after = disclose(found, level, key=KEY)
    said = str(after.case)
    assert text not in said
    assert (shown in said) is (level == "regulator" or place in _SHOWN_TO_BOTH)
    told = [limit.text for limit in after.limitations if limit.code == "masked-texts"]
    assert told == ([_ONE] if shown in said else [])


_ONE = (
    "In 1 text of the case a word is left out (…) that is an address or a user name in the logs;"
    " a visitor may have chosen it."
)


@pytest.mark.parametrize("level", ["regulator", "public"])
@pytest.mark.parametrize(
    "user", ["list", "public", "establish", "leak.xlsx", "leak", "xlsx", "one", "A. Voorbeeld", "…"]
)
@pytest.mark.parametrize("column", ["user", "forwarded", "client", "peer"])
def test_no_visitor_vetoes_a_report(level: str, user: str, column: str) -> None:
    """Who calls himself like a word of the title, the file or the investigator, also where that took him in."""
    found = hostile()
    chosen = pl.when(pl.col("row") == found.requests["row"][0]).then(pl.lit(user)).otherwise(pl.col(column))
    named = replace(found, requests=found.requests.with_columns(chosen.alias(column)))
    after = disclose(named, level, key=KEY)
    assert after.files[0].total.downloads == found.files[0].total.downloads
    assert masked_places(named, after) or user == "…" or (level == "public" and user == "A. Voorbeeld")


@pytest.mark.parametrize("address", ["32.32.6.8", "1.2.3.4"])
def test_no_address_of_a_visitor_vetoes_a_report(address: str) -> None:
    """One whose digits are a date or a version that the title holds."""
    found = replace(hostile(), case=replace(hostile().case, title="List 20200608, version 1.2.3"))
    first = found.requests["row"][0]
    chosen = pl.when(pl.col("row") == first).then(pl.lit(address)).otherwise(pl.col("client")).alias("client")
    named = replace(found, requests=found.requests.with_columns(chosen))
    assert "…" in disclose(named, "regulator", key=KEY).case.title
    assert "…" in disclose(named, "public").case.title


def test_files_whose_names_are_masked_alike_stay_two() -> None:
    """Everywhere the same: in the case, the findings, the definitions and the tables."""
    assert masks(["j.devries.xlsx", "alice.xlsx", "….xlsx", "plain"], _needles(names=("j.devries", "alice"))) == {
        "j.devries.xlsx": "….xlsx (2)",
        "alice.xlsx": "….xlsx (3)",
    }
    found = hostile()
    chosen = pl.when(pl.col("row") == found.requests["row"][0]).then(pl.lit("leak")).otherwise(pl.col("user"))
    after = disclose(replace(found, requests=found.requests.with_columns(chosen.alias("user"))), "regulator", key=KEY)
    names = {after.case.files[0].name, after.files[0].name, *(one.file for one in after.definitions)}
    assert names == {"….xlsx"} == set(after.downloads["file"]) == set(after.requests["file"].drop_nulls())
    assert after.case.windows[0].files == ("….xlsx",)


def test_what_is_masked_can_be_allowed() -> None:
    """By its place, with a reason; no other text, and no place that there is not."""
    found = replace(hostile(), case=replace(hostile().case, title="About j.devries", purpose="About j.devries too"))
    after = disclose(found, "public", allowed={"case.title": "the minister of that name"})
    assert (after.case.title, after.case.purpose) == ("About j.devries", "About … too")
    assert masked_places(found, after) == ("case.purpose",)
    with pytest.raises(OutputError, match=r"no text of the case at case\.titel"):
        disclose(found, "public", allowed={"case.titel": "x"})
    with pytest.raises(OutputError, match=r"at case\.investigator that level public shows"):
        disclose(found, "public", allowed={"case.investigator": "x"})


@pytest.mark.parametrize("text", ["What 203.0.112.5 did", "What 192.0.2.10 did", "of 2001:db8:4:1::a1"])
def test_an_address_written_out_is_refused_for_the_public(text: str) -> None:
    """Whether it is in the logs or not, so that a refusal tells nothing; its author may allow it."""
    found = replace(hostile(), case=replace(hostile().case, title=text))
    with pytest.raises(OutputError, match="something like an address") as caught:
        disclose(found, "public")
    assert caught.value.where == "case.title"
    assert "--allow 'case.title=REASON'" in caught.value.hint
    assert disclose(found, "public", allowed={"case.title": "our own server"}).case.title == text
    assert [str(one) for one in any_address("see 203.0.112.5 and 2001:db8::7, at 10:30:00")] == [
        "203.0.112.5",
        "2001:db8::7",
    ]


def test_the_path_of_a_log_is_masked() -> None:
    """Regulators see the names of logs."""
    found = hostile()
    source = replace(found.sources[0], path="logs/192.0.2.10.log")
    assert disclose(replace(found, sources=(source,)), "regulator", key=KEY).sources[0].path == "logs/….log"
    assert disclose(replace(found, sources=(source,)), "public").sources[0].path == ""


def test_with_addresses_a_name_is_still_masked() -> None:
    """The reason opens addresses and nothing else."""
    titled = replace(hostile(), case=replace(hostile().case, title="192.0.2.10 and j.devries"))
    after = disclose(titled, "regulator", key=KEY, with_addresses="asked for")
    assert after.case.title == "192.0.2.10 and …"


def test_a_text_is_masked_as_a_whole_where_its_places_cannot_be_told() -> None:
    """Of an address with percent signs, or in letters that fold to more than one."""
    found = _needles(str(_V4), names=("jan & co", "groß"))
    assert mask("see 192%2E0%2E2%2E10", found) == "…"
    assert mask("Ẑ groß of Jan & Co", found) in {"…", "Ẑ … of …"}
    assert mask("malice and 10.2.0.192", found) == "malice and …"
    assert mask("192.0.2.10 " * 80, found) in {"…", "… " * 80}


def test_texts_are_read_in_linear_time() -> None:
    """A title of a hundred thousand characters that look like the beginning of an address."""
    found = _needles(str(_V4), str(_V6))
    for text in ("1." * 50_000, "a:" * 50_000, "1-" * 50_000, "0" * 100_000, "%" * 100_000, str(Path("a" * 100_000))):
        assert found.address(text) is None or text


def test_sentences_keep_sources_and_lengths_of_time() -> None:
    """A source by number and path, and hours with minutes, are no text of a log; what stands there instead is."""
    said = Sentences(frozenset({"access.log"}), _needles(str(_V4)), frozenset())
    for value, shown in {
        "s1 (access.log)": "s1 (access.log)",
        "s3.2:17 (access.log)": "s3.2:17 (access.log)",
        "24:00": "24:00",
        "s1 (192.0.2.10)": "…",
        "s1 (other)": "…",
        "24:00:ab": "…",
    }.items():
        assert said.said(Statement("{log}", None, {"log": value})) == shown
