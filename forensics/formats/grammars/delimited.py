"""The delimited grammar: lines of cells, each of which is read by a small template of its own.

A line is cut by one anchored pattern. Cells may be quoted, and where blanks part them bracketed;
an unquoted cell holds no quote and no delimiter, so nothing that a client sends can move a field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from forensics.formats.grammars.cell_layout import Layout, layout
from forensics.formats.grammars.grammar import Grammar
from forensics.formats.grammars.separation import Separation
from forensics.formats.templates.pieces import Slot
from forensics.formats.templates.stamps import Stamp
from forensics.formats.templates.template import Template, cut

__all__ = ["Delimited"]


@dataclass(frozen=True)
class Delimited(Grammar):
    """Lines of cells, each a template of its own ("": not kept), in one of several ways to part them."""

    cells: tuple[str, ...]
    ways: tuple[Separation, ...]
    day: str = ""  # that of rows which hold a time alone, and which it is put before
    escape: str = ""  # inside the cells, see `escapes`; "": as their quotes say

    name: ClassVar[str] = "delimited"

    @property
    def _layouts(self) -> tuple[Layout, ...]:
        return tuple(layout(self.cells, way) for way in self.ways)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Those of all cells."""
        return layout(self.cells, self.ways[0]).slots

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """The stamp of each way to part the cells."""
        return tuple(dict.fromkeys(way.stamp for way in self._layouts if way.stamp is not None))

    @property
    def escaped(self) -> str:
        """As the server escapes, or as its quotes have it."""
        return self.escape or ("backslash" if self.ways[0].quotes == "backslash" else "")

    @property
    def needed(self) -> tuple[str, ...]:
        """What parts the cells."""
        return tuple(way.delimiter for way in self.ways) if all(way.is_needed for way in self.ways) else ()

    def cut(self, lines: pl.Series) -> pl.DataFrame:
        """The fields of every cell."""
        return _cut_cells(self._layouts, lines)

    def matches(self, lines: pl.Series) -> pl.Series:
        """Which lines one of the ways fits, each cell included."""
        return _fitting(self._layouts, lines)

    def dated(self, rows: pl.Series) -> pl.Series:
        """Rows with the day before them, as `cut` needs them where they hold a time alone."""
        return pl.select(pl.lit(self.day + "\x1f") + rows).to_series() if self.day else rows


def _cut_cells(ways: Sequence[Layout], texts: pl.Series) -> pl.DataFrame:
    """The raw text of every slot, one column each, by the first way of parting cells that fits a line;
    all null for a line that none fits. The ways differ in nothing but how cells are parted."""
    first, *others = _possible(ways, texts)
    raw, shaped = _cut(first, texts)
    for way in others:
        if shaped.all():
            break
        rows = (~shaped).arg_true()
        found, of_rest = _cut(way, texts.gather(rows))
        raw = raw.with_columns(raw[name].scatter(rows, found[name]) for name in raw.columns)
        shaped = shaped.scatter(rows, of_rest)
    return raw


def _possible(ways: Sequence[Layout], texts: pl.Series) -> list[Layout]:
    """The ways whose delimiter stands in one of the texts; the first one if there are none."""
    delimiters = dict.fromkeys(way.separation.delimiter for way in ways if way.separation.is_needed)
    absent = [one for one in delimiters if not texts.str.contains(one, literal=True).any()]
    found = [way for way in ways if not (way.separation.is_needed and way.separation.delimiter in absent)]
    return found or [ways[0]]


def _fitting(ways: Sequence[Layout], texts: pl.Series) -> pl.Series:
    """Which texts one of the ways fits, each cell included."""
    possible = (pl.lit(texts).str.contains(way.pattern) for way in _possible(ways, texts))
    shaped = pl.select(pl.any_horizontal(possible)).to_series().fill_null(value=False)
    rows = shaped.arg_true()
    if not len(rows):
        return shaped
    raw = _cut_cells(ways, texts.gather(rows))
    return shaped.scatter(rows, raw.select(pl.any_horizontal(pl.all().is_not_null())).to_series())


def _cut(found: Layout, texts: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    """The raw text of every slot; and which texts hold those cells, of which some may not be as they should."""
    groups = texts.str.extract_groups(found.pattern).struct.unnest()
    columns = [column for column, _ in found.cells]
    table = groups.with_columns(_content(pl.col(column), found.separation) for column in columns)
    read = _cut_each(found, table.select(columns))
    odd = [
        ~(_first_of(template).is_not_null() if template.slots else pl.col(column).str.contains(template.pattern))
        & ~pl.col(column).is_in(["-", ""])
        for column, template in found.cells
    ]
    # A cell that its template does not fit belongs to another format; only an absent value fits any.
    fits = ~pl.any_horizontal(odd).fill_null(value=False)
    names = [*(name for name in groups.columns if name not in columns), *read.columns]
    shaped = pl.any_horizontal(pl.col(groups.columns).is_not_null())
    # Told once, for every column asks for it.
    every = table.hstack(read).with_columns(_fits=fits, _shaped=shaped)
    return every.select(pl.when("_fits").then(pl.col(names))), every["_shaped"]


def _first_of(template: Template) -> pl.Expr:
    """The first slot of a cell: it tells whether the cell was read."""
    return pl.col(template.slots[0].column)


def _cut_each(found: Layout, contents: pl.DataFrame) -> pl.DataFrame:
    """The slots of all cells that have some, as `template.cut` does for one."""
    cells = [(column, template) for column, template in found.cells if template.slots]
    tight = contents.select(pl.col(column).str.extract_groups(template.tight) for column, template in cells)
    parts = {column: tight[column].struct.unnest() for column, _ in cells}
    unread = contents.select(
        (pl.lit(parts[column].to_series().is_null()) & pl.col(column).is_not_null()).any().alias(column)
        for column, template in cells
        if template.tight != template.pattern
    )
    for column, template in cells:
        if column in unread.columns and unread[column][0]:
            parts[column] = cut(template, contents[column])
    return pl.concat([pl.DataFrame(), *parts.values()], how="horizontal")


def _content(cell: pl.Expr, separation: Separation) -> pl.Expr:
    """A cell without the quotes or brackets around it; doubled quotes are made one."""
    if separation.quotes == "none":
        return cell
    inner = cell.str.slice(1, cell.str.len_chars() - 2)
    quotes = cell.str.starts_with('"') & cell.str.ends_with('"') & (cell.str.len_bytes() > 1)
    doubled = separation.quotes in ("double", "loose")
    plain = inner.str.replace_all('""', '"', literal=True) if doubled else inner
    brackets = cell.str.starts_with("[") & cell.str.ends_with("]") & pl.lit(separation.brackets)
    return pl.when(quotes).then(plain).when(brackets).then(inner).otherwise(cell)
