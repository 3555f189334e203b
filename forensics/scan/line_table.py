"""The lines of many small logs as one table, and what it tells of each log: column `of` is the number of the log.

Other columns: line; n (0-based) and offset, where it stands in its log; heading, the W3C heading in force; and, once
`stamped`, own, the minute of the line, null for a heading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import accumulate

import polars as pl

from forensics import formats
from forensics.formats import Format
from forensics.model.schema import MINUTES, REQUEST
from forensics.scan.candidates import is_glued
from forensics.scan.chunk_evidence import LineCounts
from forensics.scan.matching import match
from forensics.scan.recipe import Recipe

__all__ = ["counts_of", "lines_of_each", "minutes_of", "outer_times", "requests_of", "stamped"]

#: A longer line is not in the sample of its log.
_LONGEST = 64 * 1024 - 1
_LATE = timedelta(minutes=1)
_OF = pl.col("of")


def lines_of_each(logs: Sequence[bytes], *, headed: bool) -> pl.DataFrame:
    """The lines of logs that are ended alike within each, by LF or by CR and LF; `headed` tells whether they can have a
    heading. A log with a line too long, or with a heading that it should not have, is left out."""
    counts = [data.count(b"\n") for data in logs]
    ends = [1 + data.startswith(b"\r", data.index(b"\n") - 1) for data in logs]
    starts = list(accumulate((len(data) for data in logs), initial=0))[:-1]
    each = pl.DataFrame({"of": range(len(logs)), "count": counts, "end": ends, "start": starts}).cast(pl.Int64)
    lines = pl.scan_lines(b"".join(logs)).collect()["line"]
    table = each.select(pl.col("of", "end", "start").repeat_by("count").explode()).with_columns(lines)
    length = pl.col("line").str.len_bytes().cast(pl.Int64)
    whole = length + pl.col("end")
    table = table.select(
        "of",
        "line",
        n=pl.int_range(pl.len()).over("of"),
        offset=whole.cum_sum() - whole - pl.col("start"),
        odd=(length > _LONGEST) | (pl.col("line").str.starts_with("#Fields:") & (not headed)),
    )
    table = table.filter(~pl.col("odd").any().over("of")).drop("odd")
    heading = formats.headings_of_each(table["line"], table["of"]) if headed else pl.lit(None, pl.String)
    return table.with_columns(heading=heading)


def stamped(table: pl.DataFrame, logs: Sequence[int], fmt: Format, zone: str) -> pl.DataFrame:
    """The lines of these logs with their minutes, but for logs in which a line has none that is no heading, or in which
    a heading has one, or could be a line of another service."""
    table = table.filter(_OF.is_in(list(logs)))
    titles = formats.is_heading(table["line"], [fmt.heading] if fmt.heading else [])
    table = table.with_columns(
        own=formats.minutes(fmt, table["line"], zone=zone, headings=table["heading"]), title=titles
    )
    above = table.filter("title").select("line", "heading").unique(maintain_order=True)
    refused = above.filter(formats.refused_by(above["line"], formats.refusals(), above["heading"]).is_not_null())
    odd = (pl.col("own").is_null() != pl.col("title")) | (
        pl.col("title") & pl.col("line").is_in(refused["line"].implode())
    )
    return table.filter(~odd.any().over("of")).drop("title")


def requests_of(table: pl.DataFrame, recipes: Mapping[int, Recipe]) -> tuple[dict[int, pl.DataFrame], set[int]]:
    """The REQUEST rows of each log that has some, and the logs all of whose lines that could name a file are read."""
    read = set(recipes)
    recipe = next(iter(recipes.values()), None)
    if recipe is None:
        return {}, read
    kept = table.drop_nulls("own")
    kept = kept.filter(recipe.sought.holding(kept["line"]))
    of_each: dict[tuple[object, ...], list[int]] = {}
    for log in kept["of"].unique(maintain_order=True):
        of_each.setdefault((recipes[log].detected, recipes[log].server), []).append(log)
    found: dict[int, pl.DataFrame] = {}
    for alike in of_each.values():
        named, plain = _named(kept.filter(_OF.is_in(alike)), {log: recipes[log] for log in alike})
        found |= {log: rows for (log,), rows in named.partition_by("of", as_dict=True, include_key=False).items()}
        read -= set(alike) - plain
    return found, read


def _named(kept: pl.DataFrame, recipes: Mapping[int, Recipe]) -> tuple[pl.DataFrame, set[int]]:
    """REQUEST rows and `of`, of logs that are read alike; and those of the logs all of whose lines are read as requests
    of the web."""
    recipe = next(iter(recipes.values()))
    parsed, read = formats.parse(recipe.detected[0], kept["line"], zone=recipe.log.zone, headings=kept["heading"])
    plain = read & ~is_glued(kept["line"]) & parsed["method"].is_in(formats.METHODS).fill_null(value=True)
    rows = kept.hstack(parsed).with_columns(plain.alias("plain")).filter(pl.col("plain").all().over("of"))
    told = pl.DataFrame({
        "of": list(recipes),
        "source": [one.source for one in recipes.values()],
        "log": [one.log_index for one in recipes.values()],
    }).cast({"of": pl.Int64, "log": pl.Int32})  # fmt: skip
    rows = rows.join(told, on="of", how="left", maintain_order="left").with_columns(
        pl.col("line").cast(pl.Binary),
        pl.coalesce("host", pl.lit(recipe.log.host)),
        line_no=pl.col("n") + 1,
        text=pl.lit(None, pl.String),
        format=pl.lit(recipe.detected[0].name),
        names=pl.lit(None, pl.Int32),
    )
    rows = rows.with_columns(row=pl.concat_str("source", pl.lit(":"), "line_no"))
    logs = set(rows["of"])
    matched = rows.hstack(match(rows, recipe.files, server=recipe.server)).drop_nulls("file")
    return matched.select(*REQUEST, "of"), logs


def outer_times(table: pl.DataFrame, fmt: Format, zone: str) -> dict[int, tuple[datetime, datetime]]:
    """The exact times of the first and the last line of each log, among the lines of those minutes; a log is missing
    where they cannot be read."""
    own = pl.col("own")
    outer = table.with_columns(opening=own == own.min().over("of"), closing=own == own.max().over("of"))
    outer = outer.filter(pl.col("opening") | pl.col("closing"))
    parsed, _ = formats.parse(fmt, outer["line"], zone=zone, headings=outer["heading"])
    times = outer.select("of", "opening", "closing").hstack(parsed.select(time=formats.logged(fmt)))
    time = pl.col("time")
    found = times.group_by("of").agg(first=time.filter("opening").min(), last=time.filter("closing").max())
    return {log: (first, last) for log, first, last in found.drop_nulls().iter_rows()}


def minutes_of(table: pl.DataFrame, recipes: Mapping[int, Recipe]) -> dict[int, pl.DataFrame]:
    """The MINUTES rows of each log."""
    grouped = table.drop_nulls("own").group_by("of", minute="own").agg(lines=pl.len()).sort("of", "minute")
    names = {log: recipe.source for log, recipe in recipes.items()}
    source = _OF.replace_strict(names, return_dtype=pl.String)
    rows = grouped.select("of", source=source, minute="minute", lines="lines").cast(
        pl.Schema({"of": pl.Int64, **MINUTES})
    )
    return {log: part for (log,), part in rows.partition_by("of", as_dict=True, include_key=False).items()}


def counts_of(table: pl.DataFrame) -> dict[int, LineCounts]:
    """What the lines of each log are: read, headings, and stamped more than a minute before an earlier one."""
    own = pl.col("own")
    late = own < own.cum_max().over("of") - _LATE
    each = table.with_columns(late=late).group_by("of", maintain_order=True)
    counted = each.agg(own.count().alias("read"), own.null_count().alias("headings"), pl.col("late").sum())
    return {
        log: LineCounts(read=read, headings=headings, out_of_order=late)
        for log, read, headings, late in counted.iter_rows()
    }
