"""Findings made by hand for the tests of the report writers: invented data, no other part of the tool."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from ipaddress import ip_network
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from forensics.findings.reasons.why import ceiling, floor
from forensics.model import (
    Alternative,
    Bounds,
    Case,
    Coverage,
    Damage,
    Definition,
    Disagreement,
    FileFindings,
    FileVersion,
    Findings,
    Gap,
    KnownParty,
    LeakedFile,
    Limitation,
    Log,
    Parties,
    Reason,
    ReasonCode,
    Recipient,
    Rejected,
    SecondReader,
    SeenFormat,
    Share,
    SizeSeen,
    SourceReport,
    Tally,
    VersionCount,
    Window,
)
from forensics.model.schema import VERDICTS
from tests.support.report_lines import LINES, SIZE, Line
from tests.support.report_tables import FILE, FIRST, WINDOWS, ZONE, Text, tables, utc

__all__ = ["crowd", "findings"]


def _bounds(table: pl.DataFrame, column: str) -> Bounds:
    def count(name: str) -> int:
        return int(table.filter(pl.col(name))[column].n_unique())

    by_64 = count("in_headline") if column == "client" else None
    return Bounds(max(0, count("in_at_least")), count("in_headline"), count("in_at_most"), by_64=by_64)


def _tally(
    requests: pl.DataFrame, downloads: pl.DataFrame, window: Window | None = None, label: str | None = None
) -> Tally:
    seen = Counter(requests["verdict"].to_list())
    whole = downloads.filter("in_headline")
    told: dict[str, datetime | None] = {}
    if window:
        told = {
            "first_delivery": whole["first"].min(),
            "last_delivery": whole["last"].max(),  # type: ignore[dict-item]
            "first_gone": utc("06-11 17:04:12") if window.label == FIRST else None,
        }
    return Tally(
        requests=requests.height,
        downloads=_bounds(downloads, "download"),
        addresses=_bounds(downloads, "client"),
        partial=downloads.filter(pl.col("kind") == "partial").height,
        verdicts={v: seen[v] for v in VERDICTS},
        grades={g: whole.filter(pl.col("grade") == g).height for g in ("G0", "G1", "G2", "G3")},
        own=whole.filter("own").height,
        robots=whole.filter("robot").height,
        label=label,
        start=window.start if window else None,
        end=window.end if window else None,
        observed=told,
    )


def _shares(recipients: Sequence[Recipient], kind: str) -> tuple[Share, ...]:
    counted = Counter[str | None]()
    for recipient in recipients:
        counted[getattr(recipient, kind)] += recipient.downloads
    return tuple(
        Share(name, downloads, sum(getattr(r, kind) == name for r in recipients))
        for name, downloads in counted.most_common()
    )


def _recipients(downloads: pl.DataFrame, text: Text) -> tuple[Recipient, ...]:
    inside = downloads.filter(
        pl.col("window").is_not_null() & pl.col("kind").is_in(["complete", "assembled", "partial"])
    )
    return tuple(
        Recipient(
            part["client"][0],
            part.filter("in_headline").height,
            part.filter(pl.col("kind") == "partial").height,
            part["first"].min(),
            part["last"].max(),
            part["party"][0],
            "DE" if part["client"][0].startswith("2001:") else "NL",
            64_496,
            part["agent_class"][0],  # type: ignore[arg-type]
            text("Firefox 77, Windows") if part["agent_class"][0] == "browser" else None,
            network=text("Example Net"),
            network_type="isp",
            claim="verified" if part["robot"][0] else None,
            ranges=(text("example-bot"),) if part["robot"][0] else (),
        )
        for part in inside.partition_by("client", maintain_order=True)
    )


def _file(requests: pl.DataFrame, downloads: pl.DataFrame, text: Text) -> FileFindings:
    inside = pl.col("window").is_not_null()
    tallies = tuple(
        _tally(
            requests.filter(pl.col("window") == text(w.label)),
            downloads.filter(pl.col("window") == text(w.label)),
            w,
            text(w.label),
        )
        for w in WINDOWS
    )
    recipients = _recipients(downloads, text)
    total = _tally(requests.filter(inside), downloads.filter(inside))
    whole = total.downloads
    return FileFindings(
        name=text(FILE),
        size=SIZE,
        size_source="document",
        sizes_considered=(
            SizeSeen(text("status_200_body"), SIZE, 9, 7),  # type: ignore[arg-type] # a name, shown as it is
            SizeSeen(text("status_200_body"), 182_001, 1, 1),  # type: ignore[arg-type]
        ),
        windows=tallies,
        total=total,
        outside=_tally(requests.filter(~inside), downloads.filter(~inside)),
        addresses=recipients,
        versions=(VersionCount(SIZE, "ab" * 32, 12),),
        sensitivity=(
            Alternative(episode="5 minutes", at_least=9, headline=12, at_most=14),
            Alternative(episode="24 hours", at_least=9, headline=11, at_most=14),
        ),
        by_class=_shares(recipients, "agent_class"),
        by_country=_shares(recipients, "country"),
        named=31,
        again=whole.headline - total.addresses.headline,
        floor=floor(_apart("repeat", whole.headline - (whole.at_least or 0)), whole),
        ceiling=ceiling(_apart("parts", whole.at_most - whole.headline), whole),
    )


def _apart(code: ReasonCode, count: int) -> list[Reason]:
    """One reason for all that lies between two of the numbers."""
    return [Reason(code, count, 2)] if count else []


def _source(number: int, path: str, text: Text, **more: Any) -> SourceReport:
    cut = text('203.0.113.40 - - [16/Jun/2020:15:0 "GET /wob/2020/Lijst%20sig').encode("utf-8", "replace")
    report = SourceReport(
        id=f"s{number}",
        log=int(number == 3),
        path=text(path),
        bytes=1_204_331,
        sha256=f"{number:x}" * 64,
        stream_bytes=9_417_730,
        stream_sha256=f"{number + 6:x}" * 64,
        compression="gzip",
        format="nginx combined",
        format_because=text("9,998 of 10,000 sampled lines fit; Apache combined fits them too"),
        server="nginx",
        size_field="body",
        size_field_source="inferred",
        size_field_because=text("1,204 bodies stand as often in the log as the files are large"),
        lines=66_720,
        parsed=66_718,
        unparsed=2,
        unparsed_candidates=1,
        repaired=3,
        out_of_order=12,
        first=utc("06-01 00:00:03"),
        last=utc("06-30 23:59:58"),
        rejected=(
            Rejected(9_002, 1_700_441, b"\x16\x03\x01\x02\x00\x01\xff\xfe", names_file=False),
            Rejected(4_711, 884_112, cut, names_file=True),
        ),
    )
    return replace(report, **more)


def _sources(text: Text) -> tuple[SourceReport, ...]:
    broken = Damage("truncated", 1_204_331, 66_718, text("the archive ends in the middle of a member"))
    other = {"format": "apache combined", "server": "apache", "formats_seen": (SeenFormat(text("apache common"), 12),)}
    return (
        _source(1, "logs/web1/access.log.2.gz", text, last=utc("06-09 23:59:58")),
        _source(2, "logs/web1/access.log.1", text, compression="none", rejected=(), unparsed=0, damage=broken),
        _source(3, "logs/web2/access.log.gz", text, rejected=(), first=utc("06-01 00:00:41"), **other),
    )


def _coverage(text: Text) -> tuple[Coverage, ...]:
    first, last = utc("06-01 00:00:03"), utc("06-30 23:59:58")
    gap = Gap(utc("06-13 03:00:00"), utc("06-13 03:30:00"), None, text("no line in 30 minutes, 140 expected"), 140.2)
    return (
        Coverage(
            text("logs/web1/access.log"), first, last, (gap,), 1.0, ("s1", "s2"), (text("access.log.3"),), 1, 0.002
        ),
        Coverage(text("logs/web2/access.log"), first, last, (), 1.0, ("s3",)),
    )


def _definitions(text: Text, headline: int) -> tuple[Definition, ...]:
    told = (
        ("requests", "Every line that names the file", "all lines", 22, 12, ("s1:1204", "s1:1312"), ()),
        ("get_200", "GET 200", "status 200, method GET", 10, 7, (), ("s2:140", "s2:141")),
        ("iab_calendar", "IAB, calendar day", "one per address, agent and day; robots out", 8, 6, (), ("s1:1491",)),
        ("counter_total", "COUNTER total", "200 and 304, 30 seconds, robots out", 9, 6, ("s1:1312",), ("s1:1490",)),
        ("op3", "OP3", "GET, more than 2 bytes, per UTC day", None, None, (), ()),
        ("at_least", "At least", "proven, own addresses out", headline - 2, 6, (), ("s1:1491",)),
        ("headline", "Headline", "every whole delivery", headline, 7, (), ()),
        ("at_most", "At most", "with partial and unclear ones", headline + 2, 8, ("s1:2217",), ()),
    )
    return tuple(Definition(n, text(t), text(c), text(FILE), d, a, more, less) for n, t, c, d, a, more, less in told)


def _case(text: Text) -> Case:
    file = LeakedFile(
        text(FILE),
        (text("/wob/2020/Lijst signalen.xlsx"),),
        (text("www.example.org"),),
        versions=(FileVersion(SIZE, "ab" * 32),),
        size_source="document",
    )
    return Case(
        id="coa-2020",
        files=(file,),
        windows=tuple(replace(w, label=text(w.label), files=(text(FILE),)) for w in WINDOWS),
        logs=(Log(text("logs/web1/access.log*"), zone=ZONE), Log(text("logs/web2/access.log*"), zone=ZONE)),
        title=text("Signalenlijst gepubliceerd bij Wob-besluit"),
        zone=ZONE,
        aware=utc("06-18 15:00:00"),
        purpose=text("Establish who got the list"),
        requested_by=text("Board of the agency"),
        legal_basis=text("GDPR article 33"),
        investigator=text("J. Example"),
        parties=Parties(
            (ip_network("192.0.2.33/32"),),
            (ip_network("198.51.100.200/32"),),
            known=(KnownParty(text("requester"), (ip_network("198.51.100.7/32"),)),),
        ),
        digest="sha256:" + "cd" * 32,
    )


_SECOND = SecondReader(
    reader="apache-log-parser 1.7.0",
    lines=22,
    agreed=19,
    disagreed=1,
    known_faults=1,
    not_comparable=1,
    reasons={"no format read the line": 1},
    faults={"protocol": 1},
)


def findings(text: Text = str, lines: Sequence[Line] = LINES) -> Findings:
    """The invented case: two windows, two servers; `text` is applied to all that a log or a case could hold."""
    requests, downloads = tables(lines, text)
    file = _file(requests, downloads, text)
    limits = (
        Limitation("abort-blind", text("The file is smaller than a socket buffer: an abort would not show.")),
        Limitation(
            "rejected-candidate", text("One line that could name the file cannot be read (s1:4711)."), incomplete=True
        ),
    )
    disagreement = Disagreement("s1:1490", "bytes", text("183296"), text("999"), None)
    known = Disagreement("s3:702", "protocol", text("HTTP/2.0"), None, "protocol")
    return Findings(
        case=_case(text),
        files=(file,),
        definitions=_definitions(text, file.total.downloads.headline),
        coverage=_coverage(text),
        sources=_sources(text),
        limitations=limits,
        complete=False,
        requests=requests,
        downloads=downloads,
        second_reader=replace(_SECOND, disagreements=(disagreement, known)),
    )


def crowd(downloads: int, addresses: int) -> Findings:
    """The same case with that many complete downloads by that many addresses, spread over the first window."""
    step = (WINDOWS[0].end - WINDOWS[0].start) / max(downloads, 1)
    lines = [
        Line(
            f"s1:{i + 1}",
            f"{(WINDOWS[0].start + i * step).astimezone(ZoneInfo(ZONE)):%m-%d %H:%M:%S}",
            f"2001:db8::{int(addresses * (i * 0.618 % 1) ** 2):x}",
            "complete",
            "11",
            download=f"d{i + 1}",
        )
        for i in range(downloads)
    ]
    return findings(lines=lines)
