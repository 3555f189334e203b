"""The same line in two files is one request; the same line twice in one file is two (counting.md 3.8)."""

from __future__ import annotations

import polars as pl

from forensics.schema import source_order

__all__ = ["mark_copies"]


def mark_copies(requests: pl.DataFrame) -> pl.DataFrame:
    """Adds `copy`: true for a row that another file also holds (rotation overlap, shipped copy).

    Of identical lines in several files the file that holds most of them is kept, the first in the
    order of sources where two hold as many. A request id that is logged settles it: the same id in
    the same line is one request even within one file (S3 may deliver a record twice).
    """
    ranked = requests.with_columns(pl.len().over("line", "source").alias("_times"), source_order().alias("_order"))
    kept = pl.col("source").sort_by("_times", "_order", descending=[True, False]).first().over("line")
    again = pl.int_range(pl.len()).over("source", "line", "request_id") > 0
    repeated_id = pl.col("request_id").is_not_null() & again
    return ranked.with_columns(((pl.col("source") != kept) | repeated_id).alias("copy")).drop("_times", "_order")
