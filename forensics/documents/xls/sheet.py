"""One sheet of a workbook: its rows, what of them nobody sees, and what hangs on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from forensics.documents.concealed import Concealed, Drawn
from forensics.documents.contents import Author, Passage, Piece, Row, State, Table, Unread
from forensics.documents.distance import Distance
from forensics.documents.hidden import hidden
from forensics.documents.numbers import number_text, serial_text, truth_text
from forensics.documents.places import Area, Areas
from forensics.documents.xls.styles import Styles
from forensics.documents.xls.surroundings import Around
from forensics.language.statement import forms, state, state_many
from forensics.model.document import Hidden

__all__ = ["Spread", "read"]

_LAST_COLUMN = 255
#: 256ths of a character, of a column, and twentieths of a point, of a row, in which nobody reads anything.
_NARROW, _THIN = 77, 40
_EMPTY, _TEXT, _NUMBER, _DATE, _TRUTH, _ERROR, _BLANK = range(7)
#: In a header or footer: places, fonts, page numbers (MS-XLS 2.4.136).
_CODES = re.compile(r'&(?:"[^"]*"|\d+|.)', re.DOTALL)
_SHEETS = {
    1: forms("The sheet is hidden: {count} row with values.", "The sheet is hidden: {count} rows with values."),
    2: forms("The sheet is hidden so that no menu shows it: {count} row with values.",
             "The sheet is hidden so that no menu shows it: {count} rows with values."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spread:
    """A sheet, as xlrd has read it, and what else is known of it."""

    sheet: Any
    around: Around
    filters: Sequence[Area]
    styles: Styles
    macintosh: bool

    @property
    def where(self) -> str:
        """Its name."""
        return str(self.sheet.name)

    @property
    def visibility(self) -> int:
        """0: shown; 1: hidden; 2: hidden so that no menu shows it."""
        return int(self.sheet.visibility) & 3

    @property
    def state(self) -> State:
        """Of all that is in it."""
        return State.HIDDEN if self.visibility else State.VISIBLE


def read(spread: Spread) -> Iterator[Piece]:
    """Its rows, then what it hides."""
    reading = _Reading(spread)
    yield Table(spread.where, spread.state)
    yield from reading.rows()
    yield from reading.findings()
    yield from _comments(spread)
    yield from _texts(spread)


class _Columns:
    """Which columns are not drawn, or too narrow."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401
        known = {column: found for column, found in sheet.colinfo_map.items() if column <= _LAST_COLUMN}
        self.hidden = {column for column, found in known.items() if found.hidden or not found.width}
        self.thin = {column for column, found in known.items() if found.width < _NARROW} - self.hidden
        if sheet.defcolwidth == 0 and sheet.standardwidth is None:
            self.hidden |= set(range(_LAST_COLUMN + 1)) - set(known)


class _Reading:
    """Makes the rows, and counts what nobody sees of them."""

    def __init__(self, spread: Spread) -> None:
        self._spread, self._sheet = spread, spread.sheet
        self._columns = _Columns(spread.sheet)
        self._painted = Areas(spread.around.painted)
        self._merged = Areas(Area(top + 1, bottom, left, right - 1)
                             for top, bottom, left, right in spread.sheet.merged_cells)  # fmt: skip
        self._runs = spread.sheet.rich_text_runlist_map
        self._counts = Concealed()
        self._filled: Counter[int] = Counter()
        self._distance = Distance()
        self._rows = 0
        self._faults: dict[int, str] = import_module("xlrd").error_text_from_code
        for span in spread.around.drawn:
            self._distance.draw(*span)

    def rows(self) -> Iterator[Row]:
        """Those with values."""
        for place in range(self._sheet.nrows):
            row = self._row(place)
            if row is not None:
                yield row
        known = self._sheet.rowinfo_map
        self._counts.empty += sum(self._is_hidden(place) for place in known if place >= self._sheet.nrows)

    def _row(self, place: int) -> Row | None:
        number = place + 1
        columns, values, drawn = self._cells(place)
        concealed = self._is_hidden(place)
        if not values:
            self._counts.empty += concealed and place in self._sheet.rowinfo_map
            return None
        if concealed and self._is_filtered(number):
            self._counts.by_filter += 1
        else:
            self._counts.by_hand += concealed
        if not concealed and self._is_thin(place):
            drawn = [each or Drawn.THIN for each in drawn]
        states = [self._state(number, column, each) for column, each in zip(columns, drawn, strict=True)]
        self._rows += 1
        self._filled.update(columns)
        self._distance.take(number, len(values))
        return Row(number, State.HIDDEN if concealed else State.VISIBLE, columns, values, states)

    def _is_hidden(self, place: int) -> bool:
        found = self._sheet.rowinfo_map.get(place)
        if found is None:
            return bool(self._sheet.default_row_hidden)
        return bool(found.hidden) or (found.height == 0 and not found.has_default_height)

    def _is_thin(self, place: int) -> bool:
        found = self._sheet.rowinfo_map.get(place)
        return found is not None and not found.has_default_height and 0 < found.height < _THIN

    def _is_filtered(self, number: int) -> bool:
        """Which rows a filter hides, nothing says but that there is one, and where."""
        if not self._spread.around.filtered:
            return False
        return not self._spread.filters or any(each.top < number <= each.bottom for each in self._spread.filters)

    def _cells(self, place: int) -> tuple[list[int], list[str], list[Drawn]]:
        columns: list[int] = []
        values: list[str] = []
        drawn: list[Drawn] = []
        for column, cell in enumerate(self._sheet.row(place)):
            kind = cell.ctype
            if kind in (_EMPTY, _BLANK):
                continue
            value, why = self._value(kind, cell, place, column)
            if value:
                columns.append(column)
                values.append(value)
                drawn.append(why)
        return columns, values, drawn

    def _value(self, kind: int, cell: Any, place: int, column: int) -> tuple[str, Drawn]:  # noqa: ANN401
        style = self._spread.styles.style(cell.xf_index)
        if kind == _TEXT:
            value = "" if cell.value.isspace() else cell.value
            conceals = style is not None and style.shown.hides_text
        else:
            value = self._number(kind, cell.value, style.shown.kind if style else "")
            conceals = style is not None and style.shown.hides_numbers
        if conceals or style is None:
            return value, Drawn.FORMAT if conceals else Drawn.SEEN
        return value, self._spread.styles.drawn(style, self._runs.get((place, column), ()))

    def _number(self, kind: int, value: Any, shown: str) -> str:  # noqa: ANN401
        if kind == _ERROR:
            return self._faults.get(value, "")
        if kind == _TRUTH:
            return truth_text(str(int(value)))
        return serial_text(value, shown, macintosh=self._spread.macintosh) if shown else number_text(value)

    def _state(self, number: int, column: int, drawn: Drawn) -> State:
        if column in self._columns.hidden:
            self._counts.column_cells += 1
            return State.HIDDEN
        if drawn is Drawn.COLOUR and any(area.holds(number, column) for area in self._painted.of_row(number)):
            self._counts.under_paint += 1
            return State.VISIBLE
        if not drawn and column in self._columns.thin:
            drawn = Drawn.THIN
        elif not drawn and self._is_covered(number, column):
            drawn = Drawn.COVERED
        if not drawn:
            return State.VISIBLE
        self._counts.drawn[drawn] += 1
        return State.COSMETIC

    def _is_covered(self, number: int, column: int) -> bool:
        return any(
            area.holds(number, column) and (number, column) != (area.top, area.left)
            for area in self._merged.of_row(number)
        )

    def findings(self) -> Iterator[Hidden]:
        """What is hidden, now that all rows were seen."""
        where = self._spread.where
        if self._spread.visibility:
            text = state_many(*_SHEETS[min(self._spread.visibility, 2)], self._rows)
            yield hidden("X1", where, max(1, self._rows), text, None if self._rows else "I")
        concealed = self._columns.hidden
        self._counts.columns = sum(column in self._filled for column in concealed)
        # All columns to the right of the last one are nothing that anybody has hidden one by one.
        last = max(self._filled, default=-1) if _LAST_COLUMN in concealed else _LAST_COLUMN
        self._counts.empty_columns = sum(column not in self._filled and column < last for column in concealed)
        yield from self._counts.findings(where)
        yield from self._distance.findings(where, self._filled)
        if self._sheet.default_row_hidden:
            yield hidden("X2", where, 1, state("Rows without content are hidden."), "I")


def _comments(spread: Spread) -> Iterator[Piece]:
    notes = list(spread.sheet.cell_note_map.values())
    for author in dict.fromkeys(note.author.strip() for note in notes):
        if author:
            yield Author(spread.where, author)
    texts = [note.text.strip() for note in notes]
    yield from (Passage(spread.where, State.HIDDEN, text) for text in texts if text)
    count = max(len(notes), spread.around.notes)
    if count:
        text = state_many("{count} comment.", "{count} comments.", count)
        yield hidden("X7", spread.where, count, text)
    if count > len(notes):
        text = state_many("The text of {count} comment was not found.", "The texts of {count} comments were not found.",
                          count - len(notes))  # fmt: skip
        yield Unread(spread.where, text)


def _texts(spread: Spread) -> Iterator[Piece]:
    where, around = spread.where, spread.around
    shown = (_CODES.sub(" ", text).strip() for text in around.texts)
    yield from (Passage(where, spread.state, text) for text in shown if text)
    yield from (Passage(where, State.HIDDEN, text) for text in around.queries if text.strip())
    if around.queries:
        count = len(around.queries)
        text = state_many("{count} text of a connection or query is kept.",
                          "{count} texts of connections or queries are kept.", count)  # fmt: skip
        yield hidden("X6", where, count, text, "M")
    if around.scenarios:
        text = state_many("{count} scenario holds other values.", "{count} scenarios hold other values.",
                          around.scenarios)  # fmt: skip
        yield hidden("X7", where, around.scenarios, text)
