"""The first and the last minute of a log, with their lines, from which the exact times are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from forensics import formats
from forensics.recipe import Recipe

__all__ = ["Edge", "edges", "exact_time", "outermost"]


@dataclass(frozen=True)
class Edge:
    """A first or last minute, and its lines with the headings in force."""

    minute: datetime
    lines: pl.DataFrame


def edges(lines: pl.DataFrame) -> tuple[Edge | None, Edge | None]:
    """The first and the last minute of a chunk (columns own, line and heading), with their lines."""
    first, last = lines["own"].min(), lines["own"].max()
    if not isinstance(first, datetime) or not isinstance(last, datetime):
        return None, None
    outer = lines.lazy().filter(pl.col("own").is_in([first, last])).select("own", "line", "heading").collect()
    of = {minute: outer.filter(pl.col("own") == minute).drop("own") for minute in (first, last)}
    return Edge(first, of[first]), Edge(last, of[last])


def outermost(found: Iterable[Edge | None], order: Callable[..., datetime]) -> Edge | None:
    """The edge of several chunks together: `order` is min or max."""
    known = [edge for edge in found if edge is not None]
    if not known:
        return None
    minute = order(edge.minute for edge in known)
    return Edge(minute, pl.concat([edge.lines for edge in known if edge.minute == minute]))


def exact_time(edge: Edge | None, recipe: Recipe, order: Callable[..., datetime]) -> datetime | None:
    """The exact time of the first or last line, among the lines of that minute."""
    if edge is None:
        return None
    for fmt in recipe.tried():
        parsed, _ = formats.parse(fmt, edge.lines["line"], zone=recipe.log.zone, headings=edge.lines["heading"])
        times = parsed.select(formats.logged(fmt)).to_series().drop_nulls().to_list()
        if times:
            return order(times)
    return edge.minute
