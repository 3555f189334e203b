"""What the pages of a report show: findings arranged by file and window, rows ready to be printed.

Nothing is judged here. Text stays as it came; it is escaped where it is printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

import polars as pl

from forensics.language.catalogue import Language
from forensics.language.untrusted import from_bytes
from forensics.model import (
    Definition,
    FileFindings,
    Findings,
    LeakedFile,
    Recipient,
    Rejected,
    SecondReader,
    SourceReport,
    Tally,
)
from forensics.model.schema import VERDICTS
from forensics.report.cited import Cited
from forensics.report.page.interpretation import Reading, readings
from forensics.rulebook.vocabulary import MEANINGS, Meaning

__all__ = [
    "ALL_LISTED",
    "LISTED",
    "Columns",
    "FilePage",
    "ReportPart",
    "Verdict",
    "columns",
    "file_pages",
    "listed_citations",
    "row_anchors",
    "second_notes",
    "unreadable",
]

#: Rows of one table that a page lists; the files beside the report hold all of them.
LISTED = 2000
#: And of all its tables of requests together, and of downloads: what files and windows there are, a page stays one that
#: a browser opens.
ALL_LISTED = 10 * LISTED


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict in one window: how many requests got it, by which rules, and why."""

    name: str
    meaning: Meaning
    requests: int
    rules: tuple[tuple[str, str, int], ...]  # number, reason, requests


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A window, or the time outside every window (`number` 0)."""

    number: int
    tally: Tally
    verdicts: tuple[Verdict, ...]
    downloads: tuple[dict[str, Any], ...]
    requests: tuple[dict[str, Any], ...]
    left_out: int  # requests beyond those that are listed
    downloads_left_out: int


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of the table of visitors hold anything."""

    party: bool
    country: bool
    network: bool
    program: bool
    claim: bool
    token: bool


@dataclass(frozen=True, slots=True)
class FilePage:
    """All that is shown of one leaked file."""

    number: int
    findings: FileFindings
    stated: LeakedFile | None
    windows: tuple[ReportPart, ...]
    outside: ReportPart
    twins: tuple[dict[str, Any], ...]
    definitions: tuple[Definition, ...]
    readings: tuple[Reading, ...]
    parties: tuple[tuple[str, int, int], ...]  # name, downloads, addresses
    shown: Columns


def file_pages(findings: Findings, language: Language) -> tuple[FilePage, ...]:
    """One page for each leaked file, in the order of the case."""
    found = tuple(_file_page(findings, file, number, language) for number, file in enumerate(findings.files, 1))
    requests, downloads = _Room(ALL_LISTED), _Room(ALL_LISTED)

    def fitted(part: ReportPart) -> ReportPart:
        asked, got = requests.take(len(part.requests)), downloads.take(len(part.downloads))
        return replace(
            part,
            requests=part.requests[:asked],
            left_out=part.left_out + len(part.requests) - asked,
            downloads=part.downloads[:got],
            downloads_left_out=part.downloads_left_out + len(part.downloads) - got,
        )

    return tuple(
        replace(page, windows=tuple(map(fitted, page.windows)), outside=fitted(page.outside)) for page in found
    )


class _Room:
    """How many more rows a page has room for."""

    def __init__(self, rows: int) -> None:
        self._rows = rows

    def take(self, wanted: int) -> int:
        """As many as there is room for."""
        taken = min(wanted, self._rows)
        self._rows -= taken
        return taken


def _file_page(findings: Findings, file: FileFindings, number: int, language: Language) -> FilePage:
    order = {source.id: place for place, source in enumerate(findings.sources)}
    found = _sorted(findings.requests.filter(pl.col("file") == file.name).to_dicts(), order)
    requests = [{**request, "anchor": f"{number}-{place}"} for place, request in enumerate(found, 1)]
    downloads = findings.downloads.filter(pl.col("file") == file.name).to_dicts()

    asked, given = _by_window(requests), _by_window(downloads)

    def part(place: int, tally: Tally) -> ReportPart:
        label = tally.label if place else None
        here, got = asked.get(label, []), given.get(label, [])
        return ReportPart(
            place,
            tally,
            _verdicts(here) if here else _counted(tally),
            tuple(got[:LISTED]),
            tuple(here[:LISTED]),
            max(0, len(here) - LISTED),
            max(0, len(got) - LISTED),
        )

    return FilePage(
        number,
        file,
        next((f for f in findings.case.files if f.name == file.name), None),
        tuple(part(place, tally) for place, tally in enumerate(file.windows, 1)),
        part(0, file.outside),
        tuple(r for r in requests if r["match"] == "twin"),
        tuple(d for d in findings.definitions if d.file == file.name),
        readings(language, file),
        _parties(file.addresses),
        _shown(file.addresses),
    )


def _by_window(rows: Iterable[dict[str, Any]]) -> dict[str | None, list[dict[str, Any]]]:
    found: dict[str | None, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["window"], []).append(row)
    return found


def _parties(recipients: Sequence[Recipient]) -> tuple[tuple[str, int, int], ...]:
    """What each party that the case knows got, the most downloads first."""
    named: dict[str, list[Recipient]] = {}
    for recipient in recipients:
        if recipient.party is not None:
            named.setdefault(recipient.party, []).append(recipient)
    counted = ((name, sum(r.downloads for r in parts), len(parts)) for name, parts in named.items())
    return tuple(sorted(counted, key=lambda party: -party[1]))


def _shown(recipients: Sequence[Recipient]) -> Columns:
    return Columns(
        party=any(r.party is not None for r in recipients),
        country=any(r.country is not None for r in recipients),
        network=any(r.network or r.network_type or r.asn is not None for r in recipients),
        program=any(r.agent_class or r.agent_family for r in recipients),
        claim=any(r.claim or r.ranges for r in recipients),
        token=any(r.token is not None for r in recipients),
    )


def _sorted(requests: Iterable[dict[str, Any]], order: Mapping[str, int]) -> list[dict[str, Any]]:
    """Requests by logged time, those without a time first; each with `at` and `sent`."""

    def place(row: dict[str, Any]) -> tuple[datetime, int, int]:
        return row["at"] or _LONG_AGO, order.get(row["source"], len(order)), row["line_no"] or 0

    return sorted(({**row, "at": row["start"] or row["end"], "sent": _sent(row)} for row in requests), key=place)


def _sent(row: Mapping[str, Any]) -> tuple[int, str] | None:
    """The size that the line holds and what it means."""
    for column, meaning in (("body_bytes", "body"), ("total_bytes", "with headers"), ("planned_bytes", "planned")):
        if row[column] is not None:
            return row[column], meaning
    return None


def _verdicts(requests: Sequence[Mapping[str, Any]]) -> tuple[Verdict, ...]:
    found = []
    for name in VERDICTS:
        here = [r for r in requests if r["verdict"] == name]
        if here:
            rules = Counter((r["rule"] or "", r["because"] or "") for r in here)
            listed = tuple((number, because, count) for (number, because), count in rules.items())
            found.append(Verdict(name, MEANINGS[name], len(here), listed))
    return tuple(found)


def _counted(tally: Tally) -> tuple[Verdict, ...]:
    """The verdicts of a part of which no request may be shown."""
    return tuple(
        Verdict(name, MEANINGS[name], tally.verdicts[name], ()) for name in VERDICTS if tally.verdicts.get(name)
    )


def second_notes(second: SecondReader, faults: Mapping[str, str]) -> dict[str, list[tuple[int, str, str | None]]]:
    """Beside two outcomes of the second reader: how many lines, what it was, and the explanation if there is one."""
    return {
        "faults": [(times, name, faults.get(name)) for name, times in second.faults.items()],
        "reasons": [(times, name, None) for name, times in second.reasons.items()],
    }


def row_anchors(pages: Sequence[FilePage]) -> dict[str, str]:
    """Row id to its first place in the report: numbers only, because an id in a page holds no text of a log."""
    anchors: dict[str, str] = {}
    for part in (part for page in pages for part in (*page.windows, page.outside)):
        for request in part.requests:
            anchors.setdefault(request["row"], request["anchor"])
    return anchors


def listed_citations(found: Sequence[Cited]) -> tuple[Cited, ...]:
    """The numbers that an annex lists: what is not 0, but for the numbers of single addresses, of which there may be
    thousands and each of which has a row of its own."""
    return tuple(each for each in found if each.value != 0 and ".visitor-" not in each.id)


def unreadable(sources: Sequence[SourceReport]) -> list[tuple[SourceReport, Rejected, str]]:
    """Lines that no format could read, with their text: first those that could name the file."""
    lines = [(source, line, from_bytes(line.line)) for source in sources for line in source.rejected]
    return sorted(lines, key=lambda entry: not entry[1].names_file)


def columns(rows: Sequence[Any]) -> list[str]:
    """The fields of these parts that hold anything, in their order."""
    names = [each.name for each in fields(rows[0])]
    return [name for name in names if any(getattr(row, name) is not None for row in rows)]
