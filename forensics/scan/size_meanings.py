"""The size column of a look-alike log, read as one meaning or as another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from forensics.model import Case, Server, SizeMeaning, SourceReport
from forensics.scan.matching import match

__all__ = ["COLUMNS", "Meaning", "SizeKey", "read_as", "server_of"]

#: What the sizes of a source are read as; "none": as nothing.
SizeKey = SizeMeaning | Literal["none"]
#: Meaning of a size field -> the column that holds it; "none": what looks like a size is none.
COLUMNS: Mapping[SizeKey, str | None] = {
    "body": "body_bytes",
    "planned": "planned_bytes",
    "total": "total_bytes",
    "none": None,
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the sizes of a source are read as, and by which server its paths resolve."""

    size: SizeKey
    server: Server | None


def server_of(report: SourceReport, case: Case, inferred: Server | None) -> Server | None:
    """The server that the case states for the log, else the one that its lines speak for."""
    return case.logs[report.log].server or inferred


def read_as(requests: pl.DataFrame, before: SourceReport, after: Meaning, case: Case) -> pl.DataFrame:
    """Rows of one source, its own sizes moved from the column that `before` names to that of the meaning; what a path
    names is told again where another server, or another meaning of the size, may tell it otherwise.

    Lines in other formats than that of the log keep theirs. A size twin stays one: it may be by another meaning.
    """
    was, now = COLUMNS[before.size_field or "none"], COLUMNS[after.size]
    if was is None or (was == now and after.server == before.server):
        return requests
    own = pl.col("format").eq_missing(pl.lit(before.format, pl.String)) & pl.col("format").is_not_null()
    if was != now:
        moved = [] if now is None else [pl.when(own).then(pl.col(was)).otherwise(now).alias(now)]
        requests = requests.with_columns(pl.when(~own).then(pl.col(was)).alias(was), *moved)
    return _matched(requests, case, after.server)


def _matched(requests: pl.DataFrame, case: Case, server: str | None) -> pl.DataFrame:
    """The rows in their order, matched again; unreadable ones stay as they are."""
    parsed = requests["format"].is_not_null()
    read = requests.filter(parsed)
    again = match(read, case.files, server=server)
    told = [pl.coalesce(again[name], read[name]).alias(name) for name in ("file", "match")]
    rows = pl.concat([read.with_columns(told), requests.filter(~parsed)])
    return rows.sort("line_no", maintain_order=True)
