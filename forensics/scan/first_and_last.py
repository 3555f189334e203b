"""The first and the last minute of a log, with their lines, from which the exact times are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from forensics import formats
from forensics.scan.recipe import Recipe

__all__ = ["OuterMinute", "exact_times", "outer_minute", "outer_minutes", "outermost"]

_BOTH = 2
#: Lines that are kept of a minute at either end: a flood, or a log of one minute, would fill the memory. Which these
#: are does not depend on how a log is cut into chunks.
_KEPT = 20_000


@dataclass(frozen=True)
class OuterMinute:
    """A first or last minute, and its lines, each with the heading in force."""

    minute: datetime
    lines: Sequence[str]
    headings: Sequence[str | None]


def outer_minute(minute: datetime, lines: Sequence[str], headings: Sequence[str | None]) -> OuterMinute:
    """The minute with its lines, of a great many the first and the last of them."""
    if len(lines) <= 2 * _KEPT:
        return OuterMinute(minute, lines, headings)
    ends = slice(None, _KEPT), slice(-_KEPT, None)
    return OuterMinute(
        minute, [line for end in ends for line in lines[end]], [above for end in ends for above in headings[end]]
    )


def outer_minutes(lines: pl.DataFrame) -> tuple[OuterMinute | None, OuterMinute | None]:
    """The first and the last minute of a chunk (columns own, line and heading), with their lines."""
    first, last = lines["own"].min(), lines["own"].max()
    if not isinstance(first, datetime) or not isinstance(last, datetime):
        return None, None
    outer = lines.lazy().filter(pl.col("own").is_in([first, last])).select("own", "line", "heading").collect()
    return _of_minute(outer, first), _of_minute(outer, last)


def _of_minute(lines: pl.DataFrame, minute: datetime) -> OuterMinute:
    mine = lines.filter(pl.col("own") == minute)
    return outer_minute(minute, mine["line"].to_list(), mine["heading"].to_list())


def outermost(found: Iterable[OuterMinute | None], order: Callable[..., datetime]) -> OuterMinute | None:
    """The edge of several chunks together: `order` is min or max."""
    known = [edge for edge in found if edge is not None]
    if not known:
        return None
    minute = order(edge.minute for edge in known)
    edges = [edge for edge in known if edge.minute == minute]
    if len(edges) == 1:
        return edges[0]
    return outer_minute(
        minute, [line for edge in edges for line in edge.lines], [above for edge in edges for above in edge.headings]
    )


def exact_times(
    first: OuterMinute | None, last: OuterMinute | None, recipe: Recipe
) -> tuple[datetime | None, datetime | None]:
    """The exact times of the first and the last line, among the lines of those minutes."""
    if first is None or last is None:
        return None, None
    lines = pl.DataFrame(
        {
            "line": [*first.lines, *last.lines],
            "heading": [*first.headings, *last.headings],
            "opening": [True] * len(first.lines) + [False] * len(last.lines),
        },
        schema={"line": pl.String, "heading": pl.String, "opening": pl.Boolean},
    )
    found: dict[bool, datetime] = {}
    for fmt in recipe.tried():
        if not formats.could_read(fmt, lines["line"]):
            continue
        parsed, _ = formats.parse(fmt, lines["line"], zone=recipe.log.zone, headings=lines["heading"])
        times = lines.select("opening").hstack(parsed.select(time=formats.logged(fmt))).drop_nulls("time")
        for opening, order in ((True, pl.col("time").min()), (False, pl.col("time").max())):
            one = times.filter(pl.col("opening") == opening)
            if opening not in found and one.height:
                found[opening] = one.select(order).item()
        if len(found) == _BOTH:
            break
    return found.get(True, first.minute), found.get(False, last.minute)
