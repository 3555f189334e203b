"""The minute of every line: what coverage is measured with, and how much of a log could be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import polars as pl

from forensics import formats
from forensics.formats import Format
from forensics.model.schema import MINUTES, UTC, absent
from forensics.scan.recipe import Recipe

__all__ = ["histogram", "out_of_order", "runs", "stamp"]

_JUMP = timedelta(minutes=1)
#: Of lines that the log's own format cannot read, so many and more are tried with every other format
#: before all of them are: a log of something else would else be read a hundred times.
_TRIED = 5_000


def stamp(lines: pl.Series, recipe: Recipe, headings: pl.Series | None = None) -> pl.DataFrame:
    """The start of the minute (UTC) of each line, null where no format finds its time stamp; `by`, the name
    of the format that found it, null where that was the first; and `refused`, the name of the format of a line
    that is no request, which has no minute. `headings` are the W3C headings in force, None where there are none."""
    by = absent(len(lines), pl.String)
    above = absent(len(lines), pl.String) if headings is None else headings
    first = next(recipe.tried(), None)
    zone = recipe.log.zone
    found = absent(len(lines), UTC) if first is None else formats.minutes(first, lines, zone=zone, headings=above)
    if not (recipe.refused or found.null_count()):
        return pl.DataFrame({"minute": found, "by": by, "refused": by})
    refused = formats.refused_by(lines, recipe.refused, above)
    if first is None:
        return pl.DataFrame({"minute": found, "by": by, "refused": refused})
    if refused.null_count() < len(lines):
        found = found.zip_with(refused.is_null(), absent(len(lines), UTC))
    places = (found.is_null() & refused.is_null()).arg_true()
    if not len(places):
        return pl.DataFrame({"minute": found, "by": by, "refused": refused})
    refused = refused.scatter(
        places, formats.refused_by(lines.gather(places), formats.refusals(), above.gather(places))
    )
    places = places.filter(refused.gather(places).is_null())
    # A directive with a date in it is no request, whatever it looks like.
    order = list(recipe.tried())
    titles = [fmt.heading for fmt in order if fmt.heading]
    places = places.filter(~formats.is_heading(lines.gather(places), titles))
    for alike in _of_different_stamps(order)[1:]:
        if not len(places):
            break
        some = places.gather_every(len(places) // _TRIED + 1)
        if not formats.possible(alike, lines.gather(some)):
            continue
        if len(some) < len(places) and not _minutes(alike, lines.gather(some), zone, above.gather(some)).count():
            continue
        minute = _minutes(alike, lines.gather(places), zone, above.gather(places))
        found = found.scatter(places, minute)
        by = by.scatter(places.filter(minute.is_not_null()), alike[0].name)
        places = places.filter(minute.is_null())
    return pl.DataFrame({"minute": found, "by": by, "refused": refused})


def _minutes(alike: Sequence[Format], lines: pl.Series, zone: str, headings: pl.Series) -> pl.Series:
    """The minutes of lines that have the shape of one of the formats, which put their time stamps alike: a line that
    none of them could read says nothing of the log by its time alone."""
    found = formats.minutes(alike[0], lines, zone=zone, headings=headings)
    left = found.is_not_null().arg_true()
    for fmt in alike:
        if not len(left):
            break
        left = left.filter(~formats.matches(fmt, lines.gather(left), headings=headings.gather(left)))
    return found.scatter(left, None)


def _of_different_stamps(order: Sequence[Format]) -> list[list[Format]]:
    """The formats that put their time stamps alike, together."""
    groups: dict[object, list[Format]] = {}
    for fmt in order:
        groups.setdefault((fmt.grammar.stamps or fmt.name, fmt.zone), []).append(fmt)
    return list(groups.values())


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
