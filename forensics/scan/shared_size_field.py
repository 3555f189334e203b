"""Rotations of one log are written alike: what they show of its size field together holds where one shows too little.

A short rotation may hold no response without a body, and so nothing that tells what its sizes mean. What one of them
shows by itself stands; what a single network had written in all of them tells nothing (counting.md 4b.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forensics.formats.detection.size_field import pooled, weigh
from forensics.language.statement import state
from forensics.model import Case, Scan, SourceReport
from forensics.model.schema import REQUEST, check
from forensics.scan.size_meanings import Meaning, read_as, server_of
from forensics.sources.rotation import series

__all__ = ["agreed", "kin"]


def kin(report: SourceReport) -> tuple[int, str | None, str]:
    """What all rotations of one log have in common."""
    return report.log, report.format, series(report.place)


def agreed(scans: Sequence[Scan], case: Case) -> list[Scan]:
    """The scans with their sizes in the column of what they mean, told by the lines of each or of all its rotations.

    Sizes of a look-alike log come as planned ones. Rotations that contradict each other are left as they are.
    """
    return [_settled(scan, scans, case) if scan.report.size_field_source in _OPEN else scan for scan in scans]


_OPEN = ("assumed", "inferred")


def _settled(scan: Scan, scans: Sequence[Scan], case: Case) -> Scan:
    raw = replace(scan.report, size_field="planned")
    report = scan.report if scan.report.size_field_source == "inferred" else _with_kin(scan.report, scans, case)
    meaning = Meaning(report.size_field or "planned", report.server)
    requests = read_as(scan.requests, raw, meaning, case)
    return Scan(check(requests.select(list(REQUEST)), REQUEST), scan.minutes, report)


def _with_kin(own: SourceReport, scans: Sequence[Scan], case: Case) -> SourceReport:
    """The report, with what all rotations show together; as it was where they show nothing, or contradict it."""
    others = [scan.report for scan in scans if scan.report.size_field_source in _OPEN and kin(scan.report) == kin(own)]
    found = weigh(pooled([report.size_signs for report in others]))
    against = any(sign.votes for sign in own.size_signs if sign.meaning != found.meaning)
    told = {report.size_field for report in others if report.size_field_source == "inferred"}
    if len(others) < 2 or not own.size_signs or found.source != "inferred" or against or told - {found.meaning}:
        return own
    like = next((report for report in others if report.size_field_source == "inferred"), None)
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
