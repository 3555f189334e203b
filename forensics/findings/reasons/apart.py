"""What lies between the three numbers of one file, download by download: each has one reason, and they add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from forensics.downloads.totals import SMALL
from forensics.model import Reason, ReasonCode

__all__ = ["above", "below"]

_DOWNLOAD = (
    "kind", "proof", "grade", "client", "own", "flags", "window", "rows", "in_at_least", "in_headline", "at_most",
)  # fmt: skip
_REQUEST = ("row", "match", "rule", "grade", "flags", "size", "start", "end", "body_bytes", "total_bytes")
Row = Mapping[str, Any]

#: Rule that left a request open -> why it may be a download.
_OPEN: Mapping[str, ReasonCode] = {
    "0": "cache-layer",
    "10": "aborted",
    "12": "aborted",
    "17": "other-size",
    "18": "other-size",
    "20": "aborted",
    "21": "other-size",
}
_MATCHES: Mapping[str, ReasonCode] = {
    "rejected": "unreadable",
    "twin": "twin",
    "variant": "spelling",
    "query": "script",
}


@dataclass(slots=True)
class _Sum:
    """Downloads of one reason, and the addresses that made them."""

    downloads: int = 0
    clients: set[str] = field(default_factory=set)


def below(requests: pl.DataFrame, downloads: pl.DataFrame) -> tuple[Reason, ...]:
    """Why established downloads, those placed in a window, are not in at least."""
    short = downloads.filter("in_headline", ~pl.col("in_at_least"), pl.col("window").is_not_null())
    rows = _rows(requests, short)
    return _summed((_weakness(one, rows), 1, one["client"]) for one in short.select(_DOWNLOAD).to_dicts())


def above(requests: pl.DataFrame, downloads: pl.DataFrame) -> tuple[Reason, ...]:
    """Why at most holds more than what is established; `downloads` are those in a window or at the edge of one."""
    placed = pl.col("in_headline") & pl.col("window").is_not_null()
    more = downloads.filter(pl.col("at_most") > placed.cast(pl.Int32))
    rows = _rows(requests, more)
    return _summed(
        (_doubt(one, rows), one["at_most"] - bool(one["in_headline"] and one["window"] is not None), one["client"])
        for one in more.select(_DOWNLOAD).to_dicts()
    )


def _rows(requests: pl.DataFrame, downloads: pl.DataFrame) -> Mapping[str, Row]:
    """The requests of these downloads by their names."""
    wanted = downloads["rows"].explode(empty_as_null=False, keep_nulls=False)
    found = requests.filter(pl.col("row").is_in(wanted.implode())).select(_REQUEST)
    return {row["row"]: row for row in found.to_dicts()}


def _summed(found: Iterator[tuple[ReasonCode, int, str | None]]) -> tuple[Reason, ...]:
    """One reason for each code, in the order in which they were met."""
    sums: dict[ReasonCode, _Sum] = {}
    for code, count, client in found:
        mine = sums.setdefault(code, _Sum())
        mine.downloads += count
        mine.clients.update([client] if client is not None else [])
    return tuple(Reason(code, one.downloads, len(one.clients) or None) for code, one in sums.items())


def _weakness(download: Row, rows: Mapping[str, Row]) -> ReasonCode:
    """What is left out on purpose first; then what no log proves; then what would be proven but for a doubt."""
    if download["own"]:
        return "own"
    if (download["grade"] or "G0") < "G2":
        mine = [rows[name] for name in download["rows"]]
        return _ungraded([row for row in mine if row["grade"] == download["grade"]] or mine)
    if download["proof"] == "inferred":
        return "inferred"
    if "cross-UA" in download["flags"]:
        return "two-programs"
    return "repeat" if "repeat-within-30s" in download["flags"] else "edge"


def _ungraded(weakest: Sequence[Row]) -> ReasonCode:
    """Why the grade is low, of the responses that have it."""
    if any("proxied" in row["flags"] for row in weakest):
        return "proxied"
    if any(row["size"] is None for row in weakest):
        return "size-unknown"
    if weakest[0]["grade"] == "G0":
        return "no-sizes"
    small = any(row["body_bytes"] is None and row["total_bytes"] is not None and row["size"] < SMALL for row in weakest)
    return "with-headers" if small else "planned"


def _doubt(download: Row, rows: Mapping[str, Row]) -> ReasonCode:
    """Why something may be a download more."""
    if download["in_headline"] and download["window"] is None:
        return "edge"
    if download["kind"] == "not_modified":
        return "copy-held"
    mine = [rows[name] for name in download["rows"]]
    if download["kind"] != "indeterminate" or len(mine) > 1:
        return "parts"
    return _undecided(mine[0])


def _undecided(row: Row) -> ReasonCode:
    if row["match"] in _MATCHES:
        return _MATCHES[row["match"]]
    if row["start"] is None and row["end"] is None:
        return "no-time"
    return _OPEN.get((row["rule"] or "").rpartition(" ")[2], "undecided")
