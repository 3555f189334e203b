"""What an answer cannot promise: every limitation, when it is told and when it makes the evidence incomplete."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest

from forensics.downloads.assembly import assemble
from forensics.downloads.copies.duplicate_lines import mark_copies
from forensics.downloads.file_size import settle
from forensics.downloads.verdicts import judge
from forensics.findings.conclusion import conclude
from forensics.findings.inquiry import Inquiry
from forensics.findings.limitations.limitations import CODES
from forensics.model import (
    ALWAYS,
    Case,
    Coverage,
    Damage,
    Disagreement,
    Evidence,
    Findings,
    Gap,
    Hole,
    LeakedFile,
    Limitation,
    Log,
    NearName,
    RefusedLines,
    SecondReader,
    SourceReport,
    Unread,
)
from forensics.model.schema import MINUTES, empty
from forensics.parties.identify import identify
from forensics.parties.proxies import mark_shared
from tests.support.request_fixture import CASE, NOON, SIZE, requests, source

[WINDOW] = CASE.windows
UNBOUNDED = replace(WINDOW, start=ALWAYS[0], end=ALWAYS[1])
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LATER = WINDOW.end + DAY
OUTSIDE = (WINDOW.end + HOUR, WINDOW.end + 2 * HOUR)
WEB = Coverage("web/access.log", WINDOW.start, WINDOW.end, (), 1.0, ("s1", "s2", "s3"))
GAP = Gap(NOON, NOON + HOUR, "one", "no line between two lines of the log")
FEWER = replace(GAP, expected=600.2, seen=41)
UNKNOWN = replace(CASE, files=(LeakedFile("leak.xlsx"),))
PROXIED = replace(CASE, parties=replace(CASE.parties, trusted_proxies=(ip_network("10.0.0.5/32"),)))
ORIGIN = replace(CASE, logs=(Log("access.log", layer="origin"),))
GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def log(number: int, path: str, **values: Any) -> SourceReport:
    """A log that covers the whole window and was read whole."""
    usual = {"first": WINDOW.start - HOUR, "last": WINDOW.end + HOUR, "format": "nginx_combined", "size_field": "body"}
    return source(**({"id": f"s{number}", "path": path, "size_field_source": "format"} | usual | values))


ACCESS = log(1, "access.log")


def answer(
    *rows: dict[str, Any],
    case: Case = CASE,
    sources: tuple[SourceReport, ...] = (ACCESS,),
    coverage: tuple[Coverage, ...] = (WEB,),
    disagreements: tuple[Disagreement, ...] = (),
    near: dict[str, tuple[NearName, ...]] | None = None,
) -> Findings:
    """The findings from these requests, as `investigate` draws them from a scan."""
    found = identify(mark_copies(requests(*rows)), case).pipe(mark_shared, case, ())
    case = settle(case, found).case
    judged = judge(found, case, sources)
    labelled, downloads = assemble(judged, case)
    evidence = Evidence(found, empty(MINUTES), sources)
    return conclude(
        Inquiry(
            case=case, evidence=evidence, judged=judged, requests=labelled, downloads=downloads, coverage=coverage,
            second_reader=SecondReader(), disagreements=disagreements, near=near or {},
        )
    )  # fmt: skip


def damaged(number: int, path: str, **values: Any) -> SourceReport:
    """A log that ends too early."""
    return log(number, path, damage=Damage("truncated", 99, 7, "The file ends at byte 99."), **values)


@dataclass(frozen=True)
class Told:
    """What makes a limitation: requests, and what else `answer` takes."""

    code: str
    rows: tuple[dict[str, Any], ...] = ({},)
    incomplete: bool = False
    holds: str = ""
    more: dict[str, Any] | None = None


def about(code: str, *rows: dict[str, Any], incomplete: bool = False, holds: str = "", **more: Any) -> Told:
    """A limitation and what makes it."""
    return Told(code, rows or ({},), incomplete, holds, more)


def sources(*found: SourceReport) -> dict[str, Any]:
    """These logs."""
    return {"sources": found}


def covered(**values: Any) -> dict[str, Any]:
    """One series, which is complete but for this."""
    return {"coverage": (replace(WEB, **values),)}


NUMBERED = {
    "early": (
        log(1, "web/access.log.3", last=WINDOW.start - 3 * HOUR),
        log(2, "web/access.log.1", first=WINDOW.start - 2 * HOUR),
    ),
    "late": (log(1, "web/access.log.3", last=WINDOW.start + HOUR), log(2, "web/access.log.1", first=WINDOW.end - HOUR)),
}
PARTS = ({"peer": "192.0.2.1", "status": 206, "body_bytes": SIZE // 2, "range": f"bytes=0-{SIZE // 2 - 1}"},
         {"peer": "192.0.2.2", "status": 206, "body_bytes": SIZE // 2, "range": f"bytes={SIZE // 2}-"})  # fmt: skip
REJECTED = {"match": "rejected", "status": None, "method": None, "path": None, "format": None}
DIFFERENCE = Disagreement("s1:1", "status", "200", "999", None)
JUNK = Damage("trailing-junk", 9, 7, "From byte 99 on, bytes follow.", lost=False)

LOST = Unread("s2.1", "b.log", "encrypted", lost=True)

TOLD = (
    about("gap", incomplete=True, holds="in window “one”", **covered(gaps=(GAP,))),
    about("gap", incomplete=True, holds="in 2 stretches that touch a window, together 1:30, the longest 1:00",
          **covered(gaps=(GAP, replace(GAP, start=NOON - HOUR, end=NOON - HOUR / 2)))),
    about("quiet", holds="in window “one”", **covered(quiet=(GAP,))),
    about("silence", holds="in window “one”", **covered(silences=(GAP,))),
    about("silence", holds="of each window the rarest silence that the rhythm of the log explains",
          **covered(silences=(GAP, replace(GAP, start=NOON - HOUR, end=NOON - HOUR / 2)))),
    about("thinned", incomplete=True, holds="has 41 lines", **covered(thinned=(FEWER,))),
    about("thinned", incomplete=True, holds="where at least about 600 were to be expected",
          **covered(thinned=(FEWER, replace(FEWER, window="two")))),
    about("cut-end", incomplete=True, holds="lines behind it may fall into one",
          **sources(log(1, "web/access.log", last=NOON, cut=True))),
    about("cut-end", holds="no line of a window", **sources(log(1, "web/access.log", last=LATER, cut=True))),
    about("cut-end", incomplete=True, holds="may fall into one",
          **sources(log(1, "web/access.log.1", last=NOON, cut=True), log(2, "web/access.log", first=NOON + HOUR))),
    about("cut-end", holds="no line of a window",
          **sources(log(1, "web/access.log.1", last=NOON, cut=True), log(2, "web/access.log", first=NOON + HOUR / 90))),
    about("missing-rotation", incomplete=True, holds="2 is missing; its lines may fall into one",
          **covered(missing_rotations=("2",)), **sources(*NUMBERED["late"])),
    about("missing-rotation", holds="no window", **covered(missing_rotations=("2",)), **sources(*NUMBERED["early"])),
    about("missing-rotation", incomplete=True, holds="4 is missing; its lines may fall into one",
          **covered(missing_rotations=("4",)), **sources(*NUMBERED["early"])),
    about("clock", holds="2.50% of its lines", **covered(out_of_order=0.025)),
    about("clock", holds="1 file with a jump", **covered(clock_jumps=1)),
    about("damaged-source", incomplete=True, holds="Lost lines may fall into one.",
          **sources(damaged(1, "web/access.log", last=NOON))),
    about("damaged-source", holds="no window", **sources(damaged(1, "web/access.log", last=LATER))),
    about("damaged-source", holds="byte 99", **sources(replace(ACCESS, damage=JUNK))),
    about("unreadable-source", incomplete=True, holds="s2 (x.log)", **sources(ACCESS, log(2, "x.log", parsed=0))),
    about("no-log", holds="s2 (logs/README.txt)", **sources(ACCESS, log(2, "logs/README.txt", parsed=0))),
    about("refused-log", holds="an FTP log", **sources(ACCESS, log(2, "x.log", parsed=0, refused="an FTP log"))),
    about("refused-log", incomplete=True, holds="3 lines of it could name",
          **sources(ACCESS, log(2, "x.log", parsed=0, refused="an FTP log", unparsed_candidates=3))),
    about("hole", incomplete=True, holds="fall into one", **sources(replace(ACCESS, holes=(Hole(2, NOON, None),)))),
    about("hole", holds="no line of a window", **sources(replace(ACCESS, holes=(Hole(1, None, NOON),)))),
    about("refused-lines", holds="2 lines", **sources(replace(ACCESS, refused_lines=(RefusedLines("proftpd", 2, 0),)))),
    about("refused-lines", incomplete=True, **sources(replace(ACCESS, refused_lines=(RefusedLines("proftpd", 2, 1),)))),
    about("counted-lines", incomplete=True, holds="3 equal lines", **sources(replace(ACCESS, counted=3))),
    about("cleaned-lines", holds="1 line", **sources(replace(ACCESS, cleaned=1))),
    about("unread-member", incomplete=True, holds="b.log (encrypted)",
          **sources(ACCESS, log(2, "x.zip", kind="zip", lines=0, unread=(LOST,)))),
    about("rejected-lines", holds="3 lines", **sources(replace(ACCESS, unparsed=4, unparsed_candidates=1))),
    about("overlong-line", holds="1 line over", **sources(replace(ACCESS, overlong=1))),
    about("size-field-assumed", **sources(replace(ACCESS, size_field_source="assumed"))),
    about("no-sizes", {"body_bytes": None}, **sources(replace(ACCESS, size_field=None))),
    about("other-format", {"format": "common"}, holds="read as common: s1:1"),
    about("worked-out-format", {"format": "worked_out"}, **sources(replace(ACCESS, format="worked_out"))),
    about("unreadable-line", REJECTED, incomplete=True, holds="1 line could"),
    about("unreadable-line", REJECTED | {"end": LATER}, holds="s1:1"),
    about("name-not-seen", {"match": "other"}, holds="nor a name close to it"),
    about("name-not-seen", {"match": "other"}, near={"leak.xlsx": (NearName("Leak.xlsx", 4, "spelling"),)},
          incomplete=True, holds="“Leak.xlsx” (4 lines, other capitals, blanks or hyphens)"),
    about("name-not-seen", {"match": "other"}, incomplete=True, holds="access.log (8 of 10 lines read)",
          **sources(replace(ACCESS, lines=10, parsed=8))),
    about("script-query", {"match": "query", "target": "/get?f=leak.xlsx"}, incomplete=True, holds="/get?f=leak.xlsx"),
    about("script-query", {}, {"match": "query", "target": "/get?f=leak.xlsx"}, holds="s1:2"),
    about("name-decoded", holds="“leak%2Exlsx” was taken as “leak.xlsx”",
          case=replace(CASE, files=(replace(CASE.files[0], written="leak%2Exlsx"),))),
    about("unknown-keys", REJECTED | {"line": b'{"pad": "/leak.xlsx"}'}, incomplete=True, holds="its keys: pad"),
    about("copies", {"line": b"x"}, {"source": "s2", "line": b"x"}, holds="s2:2"),
    about("edge", {"end": WINDOW.start + timedelta(seconds=1)}, holds="1 request at"),
    about("zone-assumed", case=replace(CASE, zone_stated=False), incomplete=True, holds="access.log: no offset",
          **sources(replace(ACCESS, zone_source="case"))),
    about("zone-assumed", case=replace(CASE, zone_stated=False, local_times=("windows[0].end",)), incomplete=True,
          holds="windows[0].end: written without"),
    about("zone-assumed", case=replace(CASE, zone_stated=False, windows=(UNBOUNDED,)),
          holds="no zone was stated", **sources(replace(ACCESS, zone_source="case"))),
    about("repeated-hour", {"second_reading": NOON + HOUR}),
    about("missing-layer", incomplete=True, case=ORIGIN, **sources(log(1, "access.log"))),
    about("missing-layer", {"end": LATER}, case=ORIGIN, **sources(log(1, "access.log"))),
    about("proxy-log", {"peer": "10.0.0.5", "forwarded": "192.0.2.7"}, holds='say layer = "origin"', case=PROXIED),
    about("copy-elsewhere", {"agent": GOOGLE}, holds="1 time by search engine"),
    about("size-inferred", {"peer": "192.0.2.1"}, {"peer": "192.0.2.2"}, holds="2,000,000 bytes", case=UNKNOWN),
    about("size-unknown", case=UNKNOWN),
    about("size-twin", {"match": "twin", "path": "/alias"}, holds="(/alias)"),
    about("recurring-size", *({"peer": f"192.0.2.{n}", "body_bytes": 517_459} for n in (1, 2)), holds="2 requests"),
    about("size-field-doubt", {"total_bytes": SIZE}, holds="check size_field"),
    about("still-reachable", {"end": LATER}, holds="1 time outside"),
    about("abort-blind", holds="1 of 1 download"),
    about("complementary-parts", *PARTS, holds="d1 and d2"),
    about("hidden-clients", {"peer": "100.64.1.1"}, {"peer": "10.0.0.1"}, holds="1 cgnat, 1 private"),
    about("undeclared-proxy", {"peer": "127.0.0.1"}, incomplete=True, holds='trusted_proxies = ["127.0.0.1"]'),
    about("second-reader", holds="1 field of the evidence otherwise: s1:1", disagreements=(DIFFERENCE,)),
)  # fmt: skip


def limits(told: Told) -> list[Limitation]:
    """Every limitation of that answer with that code."""
    found = answer(*told.rows, **told.more or {})
    return [limit for limit in found.limitations if limit.code == told.code]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.code)
def test_limitation(told: Told) -> None:
    """Told once, in a sentence that says how many and where, and incomplete only if it could touch a window."""
    [limit] = limits(told)
    assert limit.incomplete is told.incomplete
    assert told.holds in limit.text


def test_every_limitation_has_a_case_here() -> None:
    """None that nobody has seen; those of databases, levels, several logs and readings are tested where they arise."""
    elsewhere = {"database-date", "full-addresses", "small-parts", "inner-log", "doubtful-copies", "equal-requests"}
    elsewhere |= {"masked-texts", "two-readings", "document-not-inspected"}
    assert {told.code for told in TOLD} == set(CODES) - elsewhere


def test_a_complete_answer_has_none() -> None:
    """A large file, handed over in the middle of a covered window by a log that was read whole."""
    big = 60_000_000
    case = replace(CASE, files=(replace(CASE.files[0], versions=(replace(CASE.files[0].versions[0], size=big),)),))
    found = answer({"body_bytes": big}, case=case)
    assert found.limitations == ()
    assert found.complete


@pytest.mark.parametrize("told", [told for told in TOLD if told.incomplete], ids=lambda told: told.code)
def test_what_makes_an_answer_incomplete(told: Told) -> None:
    """The findings say so, and it comes first."""
    found = answer(*told.rows, **told.more or {})
    assert not found.complete
    assert found.limitations[0].incomplete


@pytest.mark.parametrize(
    "code", ["gap", "missing-rotation", "damaged-source", "unreadable-source", "missing-layer", "copy-elsewhere"]
)
def test_what_makes_at_most_or_more(code: str) -> None:
    """What was not seen may be more, if it could touch the window (counting.md 3.7)."""
    told = next(told for told in TOLD if told.code == code)
    tally = answer(*told.rows, **told.more or {}).files[0].total
    assert tally.downloads.open_ended


def test_what_touches_no_window_leaves_at_most_as_it_is() -> None:
    """A gap, a copy, a lost rotation beside the window."""
    beside = replace(GAP, start=OUTSIDE[0], end=OUTSIDE[1], window=None)
    for more in (
        covered(gaps=(beside,)),
        covered(missing_rotations=("2",)) | sources(*NUMBERED["early"]),
        sources(damaged(1, "web/access.log", last=LATER)),
    ):
        assert not answer({}, **more).files[0].total.downloads.open_ended
    assert not answer({"agent": GOOGLE, "end": LATER}).files[0].total.downloads.open_ended


def test_lines_of_long_transfers_are_no_change_of_the_clock() -> None:
    """One in a hundred may stand where its transfer ended."""
    assert "clock" not in {limit.code for limit in answer({}, **covered(out_of_order=0.01)).limitations}


def test_known_faults_of_the_second_reader_are_no_limitation() -> None:
    """The difference is explained."""
    found = answer({}, disagreements=(replace(DIFFERENCE, known_fault="protocol"),))
    assert "second-reader" not in {limit.code for limit in found.limitations}


def test_long_lists_are_cut() -> None:
    """Twenty rows, and how many more there are."""
    found = answer(*(REJECTED for _ in range(25)))
    [limit] = [limit for limit in found.limitations if limit.code == "unreadable-line"]
    assert limit.text.endswith("s1:19, s1:20 and 5 more")


def test_limitations_stand_in_a_fixed_order() -> None:
    """First what makes the answer incomplete, then as CODES lists them."""
    found = answer(REJECTED, {"end": LATER}, {}, **covered(gaps=(GAP,), out_of_order=0.1)).limitations
    ranks = [(not limit.incomplete, list(CODES).index(limit.code)) for limit in found]
    assert ranks == sorted(ranks)
    assert len(ranks) > 3
