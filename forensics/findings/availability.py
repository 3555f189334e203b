"""When the file was really there, by the evidence itself (counting.md 3.8, observed availability).

A stated window may be wrong: a link was gone but the file still answered at its address, or the file
was taken down sooner than somebody remembers.
"""

from __future__ import annotations

from datetime import datetime

import polars as pl

from forensics.model import Window

__all__ = ["observe"]

_DELIVERIES = ("complete", "assembled", "partial")
#: Only a file in its place is answered so; a HEAD that succeeds shows it too.
_ANSWERS = (*_DELIVERIES, "not_modified", "probe")
_OBSERVED = ("first_delivery", "last_delivery", "first_answer", "last_answer", "first_gone")
_THERE, _GONE = (200, 203, 206, 304), (403, 404, 410)


def observe(requests: pl.DataFrame, window: Window | None) -> dict[str, datetime | None]:
    """First and last delivery, first and last answer that shows the file in its place, and the first
    403, 404 or 410 after that; by logged time, None where there is none.

    `requests` are LABELLED rows of one file. Of a window: what lies in it, but the first refusal
    after its last answer, wherever that is; without any answer, the first from the window's start on.
    """
    if requests.is_empty():
        return dict.fromkeys(_OBSERVED)
    targets = requests.filter((pl.col("match") == "target") & (pl.col("verdict") != "duplicate_line"))
    targets = targets.with_columns(logged=pl.coalesce("start", "end")).drop_nulls("logged")
    there = targets.filter(pl.col("status").is_in(_THERE) & pl.col("verdict").is_in(_ANSWERS))
    gone = targets.filter(pl.col("status").is_in(_GONE))
    if window is not None:
        there = there.filter(pl.col("window") == window.label)
        gone = gone.filter(pl.col("logged") >= window.start)
    delivered = there.filter(pl.col("verdict").is_in(_DELIVERIES))
    last = _bound(there, last=True)
    if last is not None:
        gone = gone.filter(pl.col("logged") > last)
    times = (_bound(delivered), _bound(delivered, last=True), _bound(there), last, _bound(gone))
    return dict(zip(_OBSERVED, times, strict=True))


def _bound(rows: pl.DataFrame, *, last: bool = False) -> datetime | None:
    time = rows["logged"].max() if last else rows["logged"].min()
    return time if isinstance(time, datetime) else None
