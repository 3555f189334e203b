"""The W3C grammar: rows whose fields are named by the `#Fields` heading above them.

A row alone says nothing, so each is read with the heading in force: the last `#Fields` line, and
where rows hold only a time also the day. A heading makes a delimited format, which reads the rows.
Source: W3C Working Draft "Extended Log File Format" (WD-logfile-960323).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from forensics.formats.delimited import Separation, layout
from forensics.formats.format import Format
from forensics.formats.pieces import SIZES, Slot

__all__ = ["DIRECTIVE", "InForce", "bind", "headings", "slots"]

#: A line that is a directive, not a row.
DIRECTIVE = r"^#(?:Version|Fields|Date|Start-Date|End-Date|Software|Remarks?|Comments?):"
_FIELDS, _DATE = r"^#Fields:\s*(.*)$", r"^#(?:Date|Start-Date):\s*(\S+)"
_HALF_DAY = 12 * 3600


def slots(fmt: Format) -> tuple[Slot, ...]:
    """All that rows of the format can hold, under a heading with every field that it declares."""
    return layout(tuple(fmt.details["fields"].values()), Separation(" ", "none", len(fmt.details["fields"]))).slots


def bind(fmt: Format, heading: str) -> Format | None:
    """The format of the rows under a heading; None if the heading is not one that `fmt` declares.

    Rows may be parted by tabs, by single blanks (two of them: an empty field), by blanks with quoted
    fields, or by any number of blanks: whatever gives as many fields as the heading names.
    """
    day, _, fields = heading.rpartition("\n")
    names = tuple(name.lower() for name in fields.split())
    marks = fmt.details["marks"]
    if not names or (marks and not any(mark.lower() in names for mark in marks)):
        return None
    known = {name.lower(): template for name, template in fmt.details["fields"].items()}
    cells = tuple(known.get(name, "") for name in names)
    if day:
        clock = next((cell for cell in cells if cell.startswith(("{start:", "{end:")) and "%H" in cell), "{end:%H}")
        cells = (f"{clock.partition(':')[0]}:%Y-%m-%d}}", *cells)
    ways = tuple(
        Separation(delimiter, quotes, len(cells), dated=bool(day))
        for delimiter, quotes in (("\t", "none"), (" ", "none"), ("\t", "double"), (" ", "double"), ("blanks", "double"))
    )
    there = layout(cells, ways[0]).slots
    requests = any(slot.role in ("request", "target", "stem", "path", "key") for slot in there)
    if not any(slot.stamp for slot in there) or not requests:
        return None
    size = next((slot.role for slot in there if slot.role in SIZES), None)
    return replace(
        fmt,
        grammar="delimited",
        size=fmt.details.get("size", size) if size else None,
        time=next(slot.stamp for slot in there if slot.stamp),
        details={"cells": cells, "ways": ways, "day": day},
    )


@dataclass(frozen=True, slots=True)
class InForce:
    """The directives in force behind a line: text behind `#Fields:`, day, and the last row's time of day.
    Empty where there was none."""

    fields: str = ""
    day: str = ""
    clock: str = ""

    @property
    def counts_days(self) -> bool:
        """Whether rows hold a time of day alone, so that midnight has to be noticed."""
        return _is_dateless(self.fields)


def headings(lines: pl.Series, before: InForce = InForce()) -> tuple[pl.Series, InForce]:
    """The heading in force at each line, null before the first one; and what is in force behind the last.

    A heading is the text behind `#Fields:`; where no field is a date, the day and a newline stand
    before it. A time half a day earlier than the one above it begins the next day.
    """
    table = lines.alias("line").to_frame().select(
        "line",
        fields=pl.col("line").str.extract(_FIELDS).str.strip_chars(),
        date=pl.col("line").str.extract(_DATE),
    )
    table = table.with_columns(
        fields=pl.coalesce(pl.col("fields").forward_fill(), pl.lit(before.fields or None, pl.String)),
        day=pl.coalesce(pl.col("date").forward_fill(), pl.lit(before.day or None, pl.String)),
        stretch=pl.col("date").is_not_null().cum_sum(),
    )
    clock = pl.lit(None, pl.String)
    for fields in table["fields"].drop_nulls().unique(maintain_order=True).to_list():
        if _is_dateless(fields):
            clock = pl.when(pl.col("fields") == fields).then(_clock(fields)).otherwise(clock)
    table = table.with_columns(clock=clock)
    clocks = table["clock"].drop_nulls()
    table = _dated(table, before) if len(clocks) else table.with_columns(heading="fields")
    if table.is_empty():
        return table["heading"], before
    last = table.tail(1).fill_null("")
    after = InForce(last["fields"].item(), last["day"].item(), clocks[-1] if len(clocks) else before.clock)
    return table["heading"], after


def _is_dateless(fields: str) -> bool:
    names = fields.lower().split()
    return "time" in names and "date" not in names


def _clock(fields: str) -> pl.Expr:
    """The time of day of a row, as text; null for what is no row."""
    before = fields.lower().split().index("time")
    return pl.col("line").str.extract(rf'^(?:[^# \t][^ \t]*[ \t]+){{{before}}}"?([0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}})')


def _dated(table: pl.DataFrame, before: InForce) -> pl.DataFrame:
    """The table with the day of each row, counted on from its directive, and headings that hold it."""
    seconds = pl.coalesce(
        pl.col("clock").str.to_time("%H:%M:%S", strict=False).cast(pl.Int64) // 1_000_000_000, pl.lit(None, pl.Int64)
    )
    carried = pl.when(pl.col("stretch") == 0).then(pl.lit(_seconds(before.clock), pl.Int64))
    table = table.with_columns(seconds=seconds)
    previous = pl.coalesce(pl.col("seconds").forward_fill().shift(1).over("stretch"), carried)
    jump = pl.col("seconds") - previous
    step = pl.when(jump < -_HALF_DAY).then(1).when(jump > _HALF_DAY).then(-1).otherwise(0)
    days = pl.duration(days=step.cum_sum().over("stretch"))
    day = (pl.col("day").str.to_date("%Y-%m-%d", strict=False) + days).dt.to_string("%Y-%m-%d")
    dateless = pl.col("fields").map_elements(_is_dateless, return_dtype=pl.Boolean)
    return table.with_columns(day=day).with_columns(
        heading=pl.when(dateless).then(pl.col("day") + "\n" + pl.col("fields")).otherwise("fields")
    )


def _seconds(clock: str) -> int | None:
    hours, minutes, seconds = (int(part) for part in clock.split(":")) if clock else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds if clock else None
