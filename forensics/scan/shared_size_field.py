"""Rotations of one log are written alike: what they show of its size field together holds where one shows too little.

A short rotation may hold no response without a body, and so nothing that tells what its sizes mean. What one of them
shows by itself stands; what a single network had written in all of them tells nothing (counting.md 4b.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from forensics.formats.detection.size_field import SizeField, pooled, weigh
from forensics.language.statement import state
from forensics.model import Case, Scan, SizeMeaning, SourceReport
from forensics.model.schema import REQUEST, check
from forensics.scan.size_meanings import Meaning, read_as, server_of
from forensics.sources.rotation import series

__all__ = ["agreed", "kin"]


def kin(report: SourceReport) -> tuple[int, str | None, str]:
    """What all rotations of one log have in common."""
    return report.log, report.format, series(report.place)


@dataclass(frozen=True, slots=True)
class _Kin:
    """What all rotations of one log show together."""

    count: int
    found: SizeField
    told: frozenset[SizeMeaning | None]  # by those that show it by themselves
    like: SourceReport | None  # the first of those


def agreed(scans: Sequence[Scan], case: Case) -> list[Scan]:
    """The scans with their sizes in the column of what they mean, told by the lines of each or of all its rotations.

    Sizes of a look-alike log come as planned ones. Rotations that contradict each other are left as they are.
    """
    rotations: dict[object, list[SourceReport]] = {}
    for scan in scans:
        if scan.report.size_field_source in _OPEN:
            rotations.setdefault(kin(scan.report), []).append(scan.report)
    together = {of: _together(reports) for of, reports in rotations.items()}
    reports = [
        _with_kin(scan.report, together[kin(scan.report)], case)
        if scan.report.size_field_source == "assumed"
        else scan.report
        for scan in scans
    ]
    requests = _read_alike(scans, reports, case)
    return [
        Scan(requests.get(report.id, scan.requests), scan.minutes, report)
        for scan, report in zip(scans, reports, strict=True)
    ]


_OPEN = ("assumed", "inferred")


def _together(reports: Sequence[SourceReport]) -> _Kin:
    inferred = [report for report in reports if report.size_field_source == "inferred"]
    found = weigh(pooled([report.size_signs for report in reports]))
    told = frozenset(report.size_field for report in inferred)
    return _Kin(len(reports), found, told, next(iter(inferred), None))


def _read_alike(scans: Sequence[Scan], reports: Sequence[SourceReport], case: Case) -> dict[str, pl.DataFrame]:
    """The requests of each log whose size field is not stated, by its id, with their sizes as its report has them; of
    logs that are read alike all at once."""
    alike: dict[tuple[str | None, str | None, Meaning], list[Scan]] = {}
    for scan, report in zip(scans, reports, strict=True):
        if report.size_field_source in _OPEN and not scan.requests.is_empty():
            meaning = Meaning(report.size_field or "planned", report.server)
            alike.setdefault((report.format, scan.report.server, meaning), []).append(scan)
    found: dict[str, pl.DataFrame] = {}
    for (_, _, meaning), group in alike.items():
        raw = replace(group[0].report, size_field="planned")
        rows = read_as(pl.concat([scan.requests for scan in group]), raw, meaning, case)
        rows = check(rows.select(list(REQUEST)), REQUEST)
        found |= {str(name): part for (name,), part in rows.partition_by("source", as_dict=True).items()}
    return found


def _with_kin(own: SourceReport, together: _Kin, case: Case) -> SourceReport:
    """The report, with what all rotations show together; as it was where they show nothing, or contradict it."""
    found, like = together.found, together.like
    against = any(sign.votes for sign in own.size_signs if sign.meaning != found.meaning)
    if (
        together.count < 2
        or not own.size_signs
        or found.source != "inferred"
        or against
        or together.told - {found.meaning}
    ):
        return own
    because = (
        state("in all rotations of this log: {because}", because=found.because)
        if like is None
        else state("as in {source}, another rotation of this log: {because}", source=like.id, because=found.because)
    )
    return replace(
        own,
        size_field=found.meaning,
        size_field_source="inferred",
        size_field_because=because,
        server=server_of(own, case, found.server),
    )
