"""The W3C grammar: rows whose fields are named by the `#Fields` heading above them.

A row alone says nothing, so each is read with the heading in force: the last `#Fields` line, the
software that wrote it, and where rows hold only a time also the day. A heading makes a delimited
format, which reads the rows. Source: W3C, Extended Log File Format (WD-logfile-960323).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, TypeVar

import polars as pl

from forensics.formats.grammars.cell_layout import layout
from forensics.formats.grammars.delimited import Delimited
from forensics.formats.grammars.grammar import Grammar
from forensics.formats.grammars.separation import Separation
from forensics.formats.templates.pieces import ASKED, Slot

__all__ = [
    "DIRECTIVE",
    "W3C",
    "InForce",
    "heading_of",
    "headings",
    "headings_of_each",
    "names_of",
    "under_headings",
]

_Bound = TypeVar("_Bound", bound=Grammar)


#: A line that is a directive, not a row.
DIRECTIVE = r"^#(?:Version|Fields|Date|Start-Date|End-Date|Software|Remarks?|Comments?):"
_FIELDS, _DATE, _SOFTWARE = r"^#Fields:\s*(.*)$", r"^#(?:Date|Start-Date):\s*(\S+)", r"^#Software:\s*(.*)$"
#: Rows are read under so many `#Fields` of a log: each costs as much as thousands of rows, and no server has so many.
MOST_LAYOUTS = 200
#: What stands for any further one: no format declares it, so that its rows are unreadable, and told.
_UNKNOWN = "-"
_HALF_DAY = 12 * 3600
#: How rows can be parted: by tabs, by single blanks (two of them: an empty field), by blanks with
#: quoted fields, by any number of blanks. The way that gives as many fields as the heading names is it.
_WAYS = (("\t", "loose"), (" ", "loose"), ("\t", "double"), (" ", "double"), ("blanks", "double"))
#: The same for writers that never quote.
_UNQUOTED = (("\t", "none"), (" ", "none"), ("blanks", "none"))


def heading_of(fields: str, *, software: str = "", day: str = "") -> str:
    """A heading in force, as text: three lines, the last of them the names of the fields."""
    return f"{software}\n{day}\n{fields}"


def names_of(heading: str) -> tuple[str, ...]:
    """The names of the fields under a heading, in lower case."""
    return tuple(heading.rpartition("\n")[2].lower().split())


@dataclass(frozen=True)
class W3C(Grammar):
    """Rows under `#Fields` headings: what stands under each name, in whatever order a heading has them."""

    fields: tuple[tuple[str, str], ...]  # name, template
    marks: tuple[str, ...] = ()  # a heading must hold one of these names, if there are any, ...
    software: tuple[str, ...] = ()  # ... or stand under a `#Software` that begins with one of these
    quoted: bool = True  # the writer puts values in quotes; if not, a quote is a part of the value
    heading: str = ""  # in force where a log has lost its own, see `heading_of`

    name: ClassVar[str] = "w3c"
    headed: ClassVar[bool] = True

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All that rows can hold, under a heading with every field that is declared."""
        return layout(tuple(template for _, template in self.fields), Separation(" ", "none", len(self.fields))).slots

    def under(self, heading: str) -> Delimited | None:
        """The grammar of the rows under a heading; None if it is not one that is declared here."""
        software, day, _ = heading.split("\n")
        names = names_of(heading)
        if not names or not self._declares(names, software.lower()):
            return None
        known = {name.lower(): template for name, template in self.fields}
        cells = tuple(known.get(name, "") for name in names)
        if day:
            clock = next((cell for cell in cells if cell.startswith(("{start:", "{end:")) and "%H" in cell), "{end:%H}")
            cells = (f"{clock.partition(':')[0]}:%Y-%m-%d}}", *cells)
        parted = _WAYS if self.quoted else _UNQUOTED
        ways = tuple(Separation(delimiter, quotes, len(cells), dated=bool(day)) for delimiter, quotes in parted)
        found = Delimited(cells, ways, day)
        timed = any(slot.stamp for slot in found.slots)
        return found if timed and any(slot.role in ASKED for slot in found.slots) else None

    def _declares(self, names: Sequence[str], software: str) -> bool:
        wrote = any(software.startswith(name.lower()) for name in self.software)
        return wrote or not self.marks or any(mark.lower() in names for mark in self.marks)

    def stretches(self, lines: pl.Series, headings: pl.Series | None) -> Iterator[tuple[Grammar, pl.Series, pl.Series]]:
        """The rows under each heading that is declared here, with their day before them where they need it."""
        for grammar, rows, part in under_headings(self.under, lines, headings, lost=self.heading):
            yield grammar, rows, grammar.dated(part)


def under_headings(
    bind: Callable[[str], _Bound | None], lines: pl.Series, above: pl.Series | None, *, lost: str = ""
) -> Iterator[tuple[_Bound, pl.Series, pl.Series]]:
    """What `bind` makes of each heading in force, with the places of the rows under it and the rows; `lost` is the
    heading of those that have none. Without `above`, the lines hold their headings themselves."""
    above = headings(lines)[0] if above is None else above
    above = above.fill_null(lost) if lost else above
    if above.null_count() == len(above):
        return
    rows = (~lines.str.contains(DIRECTIVE).fill_null(value=True) & above.is_not_null()).arg_true()
    under = pl.DataFrame({"heading": above.gather(rows), "row": rows}).group_by("heading", maintain_order=True).all()
    for heading, each in under.iter_rows():
        bound = bind(heading)
        if bound is not None:
            places = pl.Series(each, dtype=rows.dtype)
            yield bound, places, lines.gather(places)


# ---- headings in force -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InForce:
    """The directives in force behind a line, as text: what stands behind `#Fields:` and `#Software:`,
    the day, and the time of day of the last row. Empty where there was none."""

    fields: str = ""
    software: str = ""
    day: str = ""
    clock: str = ""
    #: Every `#Fields` so far that rows are read under.
    known: tuple[str, ...] = field(default=(), compare=False)

    @property
    def counts_days(self) -> bool:
        """Whether rows hold a time of day alone, so that midnight has to be noticed."""
        return _is_dateless(self.fields)


def headings(lines: pl.Series, before: InForce = InForce()) -> tuple[pl.Series, InForce]:
    """The heading in force at each line, null before the first one; and what is in force behind the last.

    Where no field is a date, the heading holds the day of the row: a time half a day earlier than the
    one above it begins the next day. Behind the first `MOST_LAYOUTS` of a log any other one is unknown.
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
    known = tuple(dict.fromkeys([*before.known, *table["fields"].drop_nulls().unique(maintain_order=True)]))
    if len(known) > MOST_LAYOUTS:
        known = known[:MOST_LAYOUTS]
        table = table.with_columns(fields=_told(pl.col("fields"), known))
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
    return table.select(heading=heading)["heading"], replace(_behind(table, before), known=known)


def _told(fields: pl.Expr, known: Sequence[str]) -> pl.Expr:
    """The fields of each line, unknown where they are none of these."""
    return pl.when(fields.is_null() | fields.is_in(list(known))).then(fields).otherwise(pl.lit(_UNKNOWN))


def headings_of_each(lines: pl.Series, of: pl.Series) -> pl.Series:
    """The heading in force at each line of several logs that stand one behind the other, null before the first of its
    log; `of` tells the log of each line. Where days have to be counted it is one that no format declares."""
    line = pl.col("line").str
    table = pl.DataFrame({"line": lines, "of": of}).select(
        fields=line.extract(_FIELDS).str.strip_chars().forward_fill().over("of"),
        software=line.extract(_SOFTWARE).str.strip_chars().forward_fill().over("of"),
    )
    found = table.unique(maintain_order=True)
    texts = [_in_force(*one) for one in found.iter_rows()]
    named = found.with_columns(pl.Series("heading", texts, dtype=pl.String))
    joined = table.join(named, on=["fields", "software"], how="left", nulls_equal=True, maintain_order="left")
    return joined["heading"]


def _in_force(fields: str | None, software: str | None) -> str | None:
    """The heading of rows that stand for themselves; one without fields where they do not."""
    if fields is None:
        return None
    return heading_of("" if _is_dateless(fields) else fields, software=software or "")


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
