"""One sheet of a workbook: its rows, what of them nobody sees, and what hangs on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from forensics.documents.concealed import Concealed, Drawn
from forensics.documents.contents import Passage, Piece, Row, State, Table, Unread
from forensics.documents.distance import Distance
from forensics.documents.hidden import hidden
from forensics.documents.ooxml.comments import remarks
from forensics.documents.places import Area, Areas
from forensics.documents.xls.shapes import LAST_COLUMN, Columns, Shape, Shapes
from forensics.documents.xls.styles import Styles
from forensics.documents.xls.surroundings import Around
from forensics.language.statement import forms, state, state_many
from forensics.model.document import Hidden

__all__ = ["Spread", "read"]

#: Twentieths of a point, of a row, in which nobody reads anything.
_THIN = 40
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


class _Reading:
    """Makes the rows, and counts what nobody sees of them."""

    def __init__(self, spread: Spread) -> None:
        self._spread, self._sheet = spread, spread.sheet
        self._columns = Columns(spread.sheet)
        self._shapes = Shapes(spread.styles, self._columns, macintosh=spread.macintosh)
        self._painted = Areas(spread.around.painted)
        self._merged = Areas(Area(top + 1, bottom, left, right - 1)
                             for top, bottom, left, right in spread.sheet.merged_cells)  # fmt: skip
        self._runs: dict[int, dict[int, Any]] = {}
        for (row, column), runs in spread.sheet.rich_text_runlist_map.items():
            self._runs.setdefault(row, {})[column] = runs
        self._counts = Concealed()
        self._filled: Counter[int] = Counter()
        self._distance = Distance()
        self._rows = 0
        # Only cell by cell does xlrd hand on the formats, which takes longer than all the rest.
        self._formats: Any = spread.sheet._cell_xf_indexes  # noqa: SLF001
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
        shape, values = self._cells(place)
        concealed = self._is_hidden(place)
        if not values:
            self._counts.empty += concealed and place in self._sheet.rowinfo_map
            return None
        number = place + 1
        if concealed and self._is_filtered(number):
            self._counts.by_filter += 1
        else:
            self._counts.by_hand += concealed
        shape = self._adapted(place, shape)
        self._counts.column_cells += shape.concealed
        if shape.unseen:
            self._counts.drawn.update(shape.unseen)
        self._rows += 1
        self._filled.update(shape.columns)
        self._distance.take(number, len(values))
        return Row(number, State.HIDDEN if concealed else State.VISIBLE, shape.columns, values, shape.states)

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

    def _cells(self, place: int) -> tuple[Shape, list[str]]:
        """What a row holds; cells that turn out to be empty are left out."""
        held = self._sheet.row_values(place)
        kinds = self._sheet.row_types(place)
        shape = self._shapes.shape(kinds, self._formats[place])
        values = [text(held[at]) for at, text in zip(shape.columns, shape.texts, strict=True)]
        if "" in values:
            kept = [at for at, value in enumerate(values) if value]
            shape = self._shapes.of(
                [shape.columns[at] for at in kept], [shape.texts[at] for at in kept], [shape.drawn[at] for at in kept]
            )
            return shape, [values[at] for at in kept]
        return shape, values

    def _adapted(self, place: int, shape: Shape) -> Shape:
        """With what depends on the place of the row: letters with fonts of their own, its height, what paints or
        covers its cells."""
        number, runs = place + 1, self._runs.get(place)
        painted, merged = self._painted.of_row(number), self._merged.of_row(number)
        thin = self._is_thin(place)
        if not (runs or painted or merged or thin):
            return shape
        drawn = list(shape.drawn)
        for at, column in enumerate(shape.columns):
            if runs and column in runs:
                drawn[at] = self._shapes.drawn(1, self._formats[place][column], runs[column])
            if drawn[at] is Drawn.COLOUR and any(area.holds(number, column) for area in painted):
                drawn[at] = Drawn.SEEN
                self._counts.under_paint += column not in self._columns.hidden
            elif not drawn[at]:
                covered = _is_covered(merged, number, column)
                drawn[at] = (
                    Drawn.COVERED if covered else Drawn.THIN if thin or column in self._columns.thin else Drawn.SEEN
                )
        return self._shapes.of(shape.columns, shape.texts, drawn)

    def findings(self) -> Iterator[Hidden]:
        """What is hidden, now that all rows were seen."""
        where = self._spread.where
        if self._spread.visibility:
            text = state_many(*_SHEETS[min(self._spread.visibility, 2)], self._rows)
            yield hidden("X1", where, max(1, self._rows), text, None if self._rows else "I")
        concealed = self._columns.hidden
        self._counts.columns = sum(column in self._filled for column in concealed)
        # All columns to the right of the last one are nothing that anybody has hidden one by one.
        last = max(self._filled, default=-1) if LAST_COLUMN in concealed else LAST_COLUMN
        self._counts.empty_columns = sum(column not in self._filled and column < last for column in concealed)
        yield from self._counts.findings(where)
        yield from self._distance.findings(where, self._filled)
        if self._sheet.default_row_hidden:
            yield hidden("X2", where, 1, state("Rows without content are hidden."), "I")


def _is_covered(merged: Sequence[Area], number: int, column: int) -> bool:
    return any(area.holds(number, column) and (number, column) != (area.top, area.left) for area in merged)


def _comments(spread: Spread) -> Iterator[Piece]:
    notes = list(spread.sheet.cell_note_map.values())
    authors = list(dict.fromkeys(note.author.strip() for note in notes))
    count = max(len(notes), spread.around.notes)
    yield from remarks(spread.where, authors, [note.text.strip() for note in notes] + [""] * (count - len(notes)))
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
