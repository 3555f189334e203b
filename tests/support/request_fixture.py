"""Requests as the scan returns them, made by hand: one delivery of the whole file, unless said otherwise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from forensics.downloads.copies.duplicate_lines import mark_copies
from forensics.downloads.verdicts import judge
from forensics.model import Case, FileVersion, LeakedFile, Log, SourceReport, Window
from forensics.model.schema import REQUEST, check
from forensics.parties.identify import identify

__all__ = ["CASE", "FILE", "NOON", "SIZE", "judged", "requests", "source"]

NOON = datetime(2026, 6, 9, 12, tzinfo=UTC)
SIZE = 2_000_000
FILE = LeakedFile("leak.xlsx", versions=(FileVersion(SIZE),), size_source="case")
CASE = Case(
    id="leak-1",
    files=(FILE,),
    windows=(Window("one", NOON - timedelta(days=1), NOON + timedelta(days=2), ("leak.xlsx",)),),
    logs=(Log("access.log"),),
)


def requests(*rows: dict[str, Any]) -> pl.DataFrame:
    """REQUEST rows; each is a GET answered with the whole file, but for what it says itself."""
    made = []
    for number, row in enumerate(rows, 1):
        place = {"source": row.get("source", "s1"), "line_no": row.get("line_no", number)}
        usual = {
            "row": f"{place['source']}:{place['line_no']}",
            "log": 0,
            "offset": 0,
            "line": f"line {number}".encode(),
            "format": "nginx_combined",
            "file": "leak.xlsx",
            "match": "target",
            "end": NOON,
            "peer": "192.0.2.10",
            "method": "GET",
            "target": "/leak.xlsx",
            "path": "/leak.xlsx",
            "protocol": "HTTP/1.1",
            "status": 200,
        }
        sizes = {"body_bytes", "planned_bytes", "total_bytes"}
        made.append(usual | ({} if sizes & row.keys() else {"body_bytes": SIZE}) | place | row)
    return check(pl.DataFrame(made, schema=dict(REQUEST), orient="row"), REQUEST)


def source(**values: Any) -> SourceReport:
    """The tally of one log file with a line at noon."""
    return SourceReport(**({"id": "s1", "log": 0, "path": "access.log", "lines": 1, "parsed": 1} | values))


def judged(*rows: dict[str, Any], case: Case = CASE, sources: tuple[SourceReport, ...] = ()) -> list[dict[str, Any]]:
    """The rows after copies, clients and verdicts."""
    return judge(identify(mark_copies(requests(*rows)), case), case, sources).to_dicts()
