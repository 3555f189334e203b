"""Rotations of one log are written alike: what one of them shows of its size field holds for all.

A short rotation may hold no response without a body, and so nothing that tells what its sizes mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from forensics.matching import match
from forensics.model import Case, SourceReport
from forensics.rotation import series
from forensics.schema import REQUEST, check
from forensics.statement import state

__all__ = ["Scan", "agreed"]

_COLUMNS = {"body": "body_bytes", "planned": "planned_bytes", "total": "total_bytes"}


@dataclass(frozen=True)
class Scan:
    """What one source holds: REQUEST rows, MINUTES rows, the tally."""

    requests: pl.DataFrame
    minutes: pl.DataFrame
    report: SourceReport


def agreed(scans: Sequence[Scan], case: Case) -> list[Scan]:
    """The scans, with the size field of a log that shows nothing of it as its other rotations show it.

    Rotations that contradict each other are left as they are.
    """
    return [_as_shown(scan, _shown(scan, scans), case) for scan in scans]


def _shown(scan: Scan, scans: Sequence[Scan]) -> SourceReport | None:
    """The rotation of the same log from which to learn; None if there is nothing to learn, or no agreement."""
    own = scan.report
    if own.size_field_source != "assumed":
        return None
    kin = [
        other.report
        for other in scans
        if other.report.size_field_source == "inferred"
        and (other.report.log, other.report.format, series(other.report.place))
        == (own.log, own.format, series(own.place))
    ]
    return kin[0] if kin and len({report.size_field for report in kin}) == 1 else None


def _as_shown(scan: Scan, like: SourceReport | None, case: Case) -> Scan:
    """The scan with its planned sizes read as those of the other rotation, and its paths as that server's."""
    if like is None or like.size_field is None:
        return scan
    server = case.logs[like.log].server or like.server
    column = _COLUMNS[like.size_field]
    report = replace(
        scan.report,
        size_field=like.size_field,
        size_field_source="inferred",
        size_field_because=state(
            "as in {source}, another rotation of this log: {because}", source=like.id, because=like.size_field_because
        ),
        server=server,
    )
    own = pl.col("format") == scan.report.format
    planned = pl.col("planned_bytes")
    requests = scan.requests
    if column != "planned_bytes":
        requests = requests.with_columns(
            pl.when(own).then(planned).otherwise(column).alias(column),
            pl.when(~own | pl.col("format").is_null()).then(planned).alias("planned_bytes"),
        )
    parsed = pl.col("format").is_not_null()
    read = requests.filter(parsed)
    again = read.drop("file", "match").hstack(match(read, case.files, server=server)).drop_nulls("file")
    rows = pl.concat([again.select(list(REQUEST)), requests.filter(~parsed)]).sort("line_no")
    return Scan(check(rows, REQUEST), scan.minutes, report)
