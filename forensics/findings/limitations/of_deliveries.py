"""Limitations of what was delivered of a file: outside the windows, to aborted clients, in parts that fit together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import polars as pl

from forensics.downloads.pieces import union
from forensics.findings.limitations.draft import Draft, Found
from forensics.findings.spans import other_readings
from forensics.language.statement import Statement, listed, state, state_many

__all__ = ["abort_blind", "complementary_parts", "still_reachable", "two_readings"]

#: Partial deliveries that are compared with each other.
_COMPARED = 100


def still_reachable(draft: Draft) -> Iterator[Found]:
    """Deliveries outside every window."""
    for file in draft.files:
        if outside := file.outside.downloads.headline:
            text = state_many(
                "“{file}” was delivered {count} time outside every window: it was reachable then",
                "“{file}” was delivered {count} times outside every window: it was reachable then",
                outside,
                file=file.name,
            )
            yield Found(text)


def abort_blind(draft: Draft) -> Iterator[Found]:
    """Downloads that would look the same had the client broken off."""
    for file, _, units in draft.delivered():
        counted = units.filter(pl.col("window").is_not_null() & pl.col("in_headline"))
        blind = counted.filter(pl.col("flags").list.contains("abort-blind")).height
        if blind:
            text = state_many(
                "“{file}”: {blind} of {count} download would look the same in the log had the client broken off",
                "“{file}”: {blind} of {count} downloads would look the same in the log had the client broken off",
                counted.height,
                blind=blind,
                file=file.name,
            )
            yield Found(text)


def complementary_parts(draft: Draft) -> Iterator[Found]:
    """Parts sent to different addresses that together are the file."""
    for file, rows, units in draft.delivered():
        if pairs := tuple(_complementary(rows, units)):
            text = state(
                "“{file}”: parts sent to different IP addresses fit together and are not joined: {pairs}",
                file=file.name,
                pairs=listed(pairs),
            )
            yield Found(text)


def _complementary(rows: pl.DataFrame, units: pl.DataFrame) -> Iterator[Statement]:
    """Pairs of partial deliveries to different addresses that together are the whole (counting.md 3.6.7)."""
    known = rows.filter((pl.col("verdict") == "partial") & pl.col("last_byte").is_not_null())
    spans: dict[str, list[tuple[int, int]]] = {}
    for download, first, last in known.select("download", "first_byte", "last_byte").iter_rows():
        spans.setdefault(download, []).append((first, last))
    partial = units.filter((pl.col("kind") == "partial") & pl.col("download").is_in(list(spans))).head(_COMPARED)
    parts = partial.select("download", "client", "size").rows()
    for (one, client, size), (two, other, _) in combinations(parts, 2):
        if client != other and union([*spans[one], *spans[two]]) == [(0, (size or 0) - 1)]:
            yield state("{one} and {two}", one=one, two=two)


def two_readings(draft: Draft) -> Iterator[Found]:
    """The answers by other readings of the logs."""
    for file, compared in zip(draft.files, draft.compared, strict=True):
        yield from (Found(text, incomplete=doubt) for text, doubt in other_readings(file.name, compared))
