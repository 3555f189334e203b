"""A sheet of the workbook before it is written: its columns, and its rows one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

__all__ = ["Cell", "Column", "Row", "Sheet"]

#: Text, a number, a truth value, a time without a zone (it stands in the heading), or nothing.
Cell = str | int | float | bool | datetime | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading, and what the sheet of columns says of it, in the language of the report."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, what stands `above` the headings, its columns, and the rows below, which are read once."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    above: tuple[Row, ...] = ()
