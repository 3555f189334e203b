"""The minute of every line: what coverage is measured with, and how much of a log could be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import polars as pl

from forensics import formats
from forensics.formats import Format
from forensics.schema import MINUTES, UTC

__all__ = ["histogram", "out_of_order", "runs", "stamp"]

_JUMP = timedelta(minutes=1)


def stamp(lines: pl.DataFrame, order: Sequence[Format], zone: str) -> tuple[pl.Series, dict[str, int]]:
    """The start of the minute (UTC) of each row of column `line`, null where no format of `order`
    finds its time stamp; and how many lines each format but the first had to read."""
    if not order:
        return pl.Series("minute", [None] * lines.height, dtype=UTC), {}
    found = lines.select(formats.minutes(order[0], zone=zone).alias("minute")).to_series()
    others: dict[str, int] = {}
    for fmt in order[1:]:
        missing = found.is_null()
        if not missing.any():
            break
        minute = lines.filter(missing).select(formats.minutes(fmt, zone=zone)).to_series()
        read = minute.len() - minute.null_count()
        if read:
            others[fmt.name] = read
            found = found.scatter(missing.arg_true(), minute)
    return found.alias("minute"), others


def runs(minute: pl.Series) -> pl.DataFrame:
    """Stretches of lines with the same minute, in file order: columns minute (null: not read), lines."""
    return minute.rle().struct.unnest().select(minute="value", lines=pl.col("len").cast(pl.Int64))


def out_of_order(found: pl.DataFrame) -> int:
    """Lines stamped more than a minute before an earlier line of the same source."""
    stamped = found.drop_nulls("minute")
    late = stamped["minute"] < stamped["minute"].cum_max() - _JUMP
    return int(stamped.filter(late)["lines"].sum())


def histogram(found: pl.DataFrame, source: str) -> pl.DataFrame:
    """MINUTES rows of one source, in time order."""
    grouped = found.drop_nulls("minute").group_by("minute").agg(pl.col("lines").sum()).sort("minute")
    return grouped.select(pl.lit(source).alias("source"), "minute", "lines").cast(pl.Schema(MINUTES))
