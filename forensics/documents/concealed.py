"""What one sheet of a spreadsheet hides, in numbers, whatever the format it was kept in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from forensics.documents.hidden import hidden
from forensics.language.statement import forms, state_many
from forensics.model.document import Hidden

__all__ = ["Concealed", "Drawn", "hidden_sheet"]


class Drawn(IntEnum):
    """Why nobody sees a value that is drawn."""

    SEEN = 0
    COLOUR = 1  # the colour of its ground
    TINY = 2  # two points or less
    FORMAT = 3  # by a number format that shows nothing
    THIN = 4  # in a row or column of less than two points
    COVERED = 5  # by the cell that it is merged with
    PART = 6  # some letters of a text in the colour of its ground, or tiny


_DRAWN = {
    Drawn.COLOUR: forms(
        "{count} cell holds a value in the colour of its ground.",
        "{count} cells hold a value in the colour of their ground.",
    ),
    Drawn.TINY: forms(
        "{count} cell holds a value in letters of two points or less.",
        "{count} cells hold a value in letters of two points or less.",
    ),
    Drawn.FORMAT: forms(
        "{count} cell holds a value that its number format does not show.",
        "{count} cells hold a value that their number format does not show.",
    ),
    Drawn.THIN: forms(
        "{count} cell holds a value in a row or column too low or too narrow to read.",
        "{count} cells hold a value in a row or column too low or too narrow to read.",
    ),
    Drawn.COVERED: forms(
        "{count} cell holds a value below the cell that it is merged with.",
        "{count} cells hold a value below the cell that they are merged with.",
    ),
    Drawn.PART: forms(
        "{count} cell holds text with letters that are tiny or in the colour of its ground.",
        "{count} cells hold text with letters that are tiny or in the colour of their ground.",
    ),
}


_SHEETS = {
    "hidden": forms("The sheet is hidden: {count} row with values.", "The sheet is hidden: {count} rows with values."),
    "veryHidden": forms(
        "The sheet is hidden so that no menu shows it: {count} row with values.",
        "The sheet is hidden so that no menu shows it: {count} rows with values.",
    ),
    "orphan": forms(
        "The sheet is in the file, but not in the workbook: {count} row with values.",
        "The sheet is in the file, but not in the workbook: {count} rows with values.",
    ),
}


def hidden_sheet(where: str, how: str, rows: int) -> Hidden:
    """A sheet that is not shown: "hidden", "veryHidden" or "orphan", with so many rows that hold a value."""
    return hidden("X1", where, max(1, rows), state_many(*_SHEETS[how], rows), None if rows else "I")


@dataclass(slots=True)
class Concealed:
    """The counts of one sheet."""

    by_hand: int = 0  # rows with values
    by_filter: int = 0
    empty: int = 0  # hidden rows without values
    columns: int = 0  # hidden, with values
    column_cells: int = 0  # values in them
    empty_columns: int = 0  # hidden, without values
    drawn: Counter[Drawn] = field(default_factory=Counter)  # cells
    under_paint: int = 0  # cells that a conditional format or a table style may show after all

    def findings(self, where: str) -> Iterator[Hidden]:
        """What is to be told of it."""
        yield from self._rows(where)
        yield from self._columns(where)
        yield from self._cells(where)

    def _rows(self, where: str) -> Iterator[Hidden]:
        if self.by_hand:
            text = state_many("{count} row with values is hidden.", "{count} rows with values are hidden.",
                              self.by_hand)  # fmt: skip
            yield hidden("X2", where, self.by_hand, text)
        if self.by_filter:
            text = state_many("{count} row with values is hidden by a filter.",
                              "{count} rows with values are hidden by a filter.", self.by_filter)  # fmt: skip
            yield hidden("X2", where, self.by_filter, text)
        if self.empty:
            text = state_many("{count} hidden row holds no value.", "{count} hidden rows hold no value.", self.empty)
            yield hidden("X2", where, self.empty, text, "I")

    def _columns(self, where: str) -> Iterator[Hidden]:
        if self.columns:
            cells = state_many("{count} value", "{count} values", self.column_cells)
            text = state_many("{count} column with {cells} is hidden.", "{count} columns with {cells} are hidden.",
                              self.columns, cells=cells)  # fmt: skip
            yield hidden("X2", where, self.columns, text)
        if self.empty_columns:
            text = state_many("{count} hidden column holds no value.", "{count} hidden columns hold no value.",
                              self.empty_columns)  # fmt: skip
            yield hidden("X2", where, self.empty_columns, text, "I")

    def _cells(self, where: str) -> Iterator[Hidden]:
        for drawn, (one, many) in _DRAWN.items():
            if self.drawn[drawn] > 0:
                yield hidden("X3", where, self.drawn[drawn], state_many(one, many, self.drawn[drawn]))
        if self.under_paint:
            text = state_many(
                "{count} cell holds a value in the colour of its ground, unless conditional formatting or a table"
                " style colours it.",
                "{count} cells hold a value in the colour of their ground, unless conditional formatting or a table"
                " style colours them.",
                self.under_paint,
            )
            yield hidden("X3", where, self.under_paint, text, "L")
