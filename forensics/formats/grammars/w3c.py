"""The W3C grammar: rows whose fields are named by the `#Fields` heading above them.

A row alone says nothing, so each is read with the heading in force: the last `#Fields` line, the
software that wrote it, and where rows hold only a time also the day. A heading makes a delimited
format, which reads the rows. Source: W3C, Extended Log File Format (WD-logfile-960323).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from forensics.formats.format import Format
from forensics.formats.grammars.delimited import Separation, layout
from forensics.formats.templates.pieces import ASKED, SIZES, Slot

__all__ = ["DIRECTIVE", "InForce", "bind", "heading_of", "headings", "names_of", "slots"]

#: A line that is a directive, not a row.
DIRECTIVE = r"^#(?:Version|Fields|Date|Start-Date|End-Date|Software|Remarks?|Comments?):"
_FIELDS, _DATE, _SOFTWARE = r"^#Fields:\s*(.*)$", r"^#(?:Date|Start-Date):\s*(\S+)", r"^#Software:\s*(.*)$"
_HALF_DAY = 12 * 3600
#: How rows can be parted: by tabs, by single blanks (two of them: an empty field), by blanks with
#: quoted fields, by any number of blanks. The way that gives as many fields as the heading names is it.
_WAYS = (("\t", "loose"), (" ", "loose"), ("\t", "double"), (" ", "double"), ("blanks", "double"))
#: The same for writers that never quote.
_UNQUOTED = (("\t", "none"), (" ", "none"), ("blanks", "none"))


def slots(fmt: Format) -> tuple[Slot, ...]:
    """All that rows of the format can hold, under a heading with every field that it declares."""
    return layout(tuple(fmt.details["fields"].values()), Separation(" ", "none", len(fmt.details["fields"]))).slots


def heading_of(fields: str, *, software: str = "", day: str = "") -> str:
    """A heading in force, as text: three lines, the last of them the names of the fields."""
    return f"{software}\n{day}\n{fields}"


def names_of(heading: str) -> tuple[str, ...]:
    """The names of the fields under a heading, in lower case."""
    return tuple(heading.rpartition("\n")[2].lower().split())


def bind(fmt: Format, heading: str) -> Format | None:
    """The format of the rows under a heading; None if the heading is not one that `fmt` declares."""
    software, day, _ = heading.split("\n")
    names = names_of(heading)
    wrote = any(software.lower().startswith(name.lower()) for name in fmt.details["software"])
    marks = fmt.details["marks"]
    if not names or (marks and not wrote and not any(mark.lower() in names for mark in marks)):
        return None
    known = {name.lower(): template for name, template in fmt.details["fields"].items()}
    cells = tuple(known.get(name, "") for name in names)
    if day:
        clock = next((cell for cell in cells if cell.startswith(("{start:", "{end:")) and "%H" in cell), "{end:%H}")
        cells = (f"{clock.partition(':')[0]}:%Y-%m-%d}}", *cells)
    parted = _WAYS if fmt.details.get("quoted", True) else _UNQUOTED
    ways = tuple(Separation(delimiter, quotes, len(cells), dated=bool(day)) for delimiter, quotes in parted)
    there = layout(cells, ways[0]).slots
    if not any(slot.stamp for slot in there) or not any(slot.role in ASKED for slot in there):
        return None
    size = next((size for slot in there for size in SIZES if slot.role == size), None)
    return replace(
        fmt,
        grammar="delimited",
        size=fmt.details.get("size", size) if size else None,
        time=next(slot.stamp for slot in there if slot.stamp),
        details={"cells": cells, "ways": ways, "day": day},
    )


# ---- headings in force -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InForce:
    """The directives in force behind a line, as text: what stands behind `#Fields:` and `#Software:`,
    the day, and the time of day of the last row. Empty where there was none."""

    fields: str = ""
    software: str = ""
    day: str = ""
    clock: str = ""

    @property
    def counts_days(self) -> bool:
        """Whether rows hold a time of day alone, so that midnight has to be noticed."""
        return _is_dateless(self.fields)


def headings(lines: pl.Series, before: InForce = InForce()) -> tuple[pl.Series, InForce]:
    """The heading in force at each line, null before the first one; and what is in force behind the last.

    Where no field is a date, the heading holds the day of the row: a time half a day earlier than the
    one above it begins the next day.
    """
    line = pl.col("line")
    table = (
        lines.alias("line")
        .to_frame()
        .select(
            "line",
            fields=_carried(line.str.extract(_FIELDS).str.strip_chars(), before.fields),
            software=_carried(line.str.extract(_SOFTWARE).str.strip_chars(), before.software),
            day=_carried(line.str.extract(_DATE), before.day),
            stretch=line.str.contains(_DATE).fill_null(value=False).cum_sum(),
        )
    )
    clock = pl.lit(None, pl.String)
    dateless = [fields for fields in table["fields"].drop_nulls().unique(maintain_order=True) if _is_dateless(fields)]
    for fields in dateless:
        clock = pl.when(pl.col("fields") == fields).then(_clock(fields)).otherwise(clock)
    table = table.with_columns(clock=clock)
    if dateless:
        table = _days_counted(table, before)
    # A row whose day nobody knows has no heading: it cannot be read.
    day = pl.when(pl.col("fields").is_in(dateless)).then("day").otherwise(pl.lit(""))
    heading = pl.concat_str(pl.col("software").fill_null(""), day, "fields", separator="\n")
    return table.select(heading=heading)["heading"], _behind(table, before)


def _carried(found: pl.Expr, before: str) -> pl.Expr:
    return pl.coalesce(found.forward_fill(), pl.lit(before or None, pl.String))


def _behind(table: pl.DataFrame, before: InForce) -> InForce:
    if table.is_empty():
        return before
    last = table.tail(1).fill_null("")
    clocks = table["clock"].drop_nulls()
    clock = clocks[-1] if len(clocks) else before.clock
    return InForce(last["fields"].item(), last["software"].item(), last["day"].item(), clock)


def _is_dateless(fields: str) -> bool:
    names = fields.lower().split()
    return "time" in names and "date" not in names


def _clock(fields: str) -> pl.Expr:
    """The time of day of a row, as text; null for what is no row."""
    before = fields.lower().split().index("time")
    cell = r'^(?:[^# \t][^ \t]*[ \t]+){%d}"?([0-9]{2}:[0-9]{2}:[0-9]{2})'
    return pl.col("line").str.extract(cell % before)


def _days_counted(table: pl.DataFrame, before: InForce) -> pl.DataFrame:
    """The table with the day of each row, counted on from its directive."""
    clock = pl.col("clock").str.to_time("%H:%M:%S", strict=False).cast(pl.Int64) // 1_000_000_000
    carried = pl.when(pl.col("stretch") == 0).then(pl.lit(_seconds(before.clock), pl.Int64))
    table = table.with_columns(seconds=clock)
    previous = pl.coalesce(pl.col("seconds").forward_fill().shift(1).over("stretch"), carried)
    jump = pl.col("seconds") - previous
    step = pl.when(jump < -_HALF_DAY).then(1).when(jump > _HALF_DAY).then(-1).otherwise(0)
    days = pl.duration(days=step.cum_sum().over("stretch"))
    day = pl.col("day").str.to_date("%Y-%m-%d", strict=False) + days
    return table.with_columns(day=day.dt.to_string("%Y-%m-%d"))


def _seconds(clock: str) -> int | None:
    hours, minutes, seconds = (int(part) for part in clock.split(":")) if clock else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds if clock else None
