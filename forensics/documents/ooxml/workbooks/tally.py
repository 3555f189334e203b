"""What a sheet hides, counted while its rows go by and told when they have gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forensics.documents.concealed import Concealed, Drawn
from forensics.documents.contents import Row, State
from forensics.documents.distance import Distance
from forensics.documents.ooxml.workbooks.frame import Frame
from forensics.documents.ooxml.workbooks.layouts import Layout, Layouts
from forensics.documents.places import Area, Areas
from forensics.model.document import Hidden

__all__ = ["Tally"]


class Tally:
    """Makes the rows of one sheet, and counts what nobody sees of them."""

    def __init__(self, frame: Frame, layouts: Layouts) -> None:
        self._frame, self._layouts = frame, layouts
        self._merged, self._painted = Areas(frame.merged), Areas(frame.painted)
        self._adapting = max(self._merged.bottom, self._painted.bottom)  # the last row in which a cell may be
        self._filters = Areas(frame.filters)
        self._sifting = bool(frame.filters or frame.filtered)
        self._concealed = Concealed()
        self.distance = Distance()
        self.rows = 0

    def empty(self, *, concealed: bool) -> None:
        """A row without values."""
        self._concealed.empty += concealed

    def part(self) -> None:
        """A text of which nobody sees some letters."""
        self._concealed.drawn[Drawn.PART] += 1

    def row(self, number: int, layout: Layout, values: Sequence[str], *, concealed: bool, thin: bool) -> Row:
        """A row with values: concealed, so that nothing of it is drawn, or too thin to read."""
        cells = len(values)
        layout.rows += 1
        self.rows += 1
        self.distance.take(number, cells)
        states: Sequence[State] = layout.states
        if number <= self._adapting and (layout.on_ground or number <= self._merged.bottom):
            states = self._adapted(number, layout)
        if concealed:
            if self._sifting and self._is_filtered(number):
                self._concealed.by_filter += 1
            else:
                self._concealed.by_hand += 1
            return Row(number, State.HIDDEN, layout.columns, values, states)
        if thin:
            self._concealed.drawn[Drawn.THIN] += cells
            return Row(number, State.COSMETIC, layout.columns, values, states)
        return Row(number, State.VISIBLE, layout.columns, values, states)

    def _is_filtered(self, number: int) -> bool:
        # Which rows a filter of its own kind hides, nothing says but that there is one.
        return bool(self._filters.of_row(number)) or not self._frame.filters

    def _adapted(self, number: int, layout: Layout) -> Sequence[State]:
        """The states of cells where something paints them, or a merged cell covers them."""
        painted = self._painted.of_row(number) if layout.on_ground else []
        merged = self._merged.of_row(number)
        if not painted and not merged:
            return layout.states
        states = list(layout.states)
        for place, column in enumerate(layout.columns):
            if states[place] is State.HIDDEN:
                continue
            if layout.drawn[place] is Drawn.COLOUR and _within(painted, number, column):
                self._concealed.under_paint += 1
                states[place] = State.VISIBLE
            elif not layout.drawn[place] and _covered(merged, number, column):
                self._concealed.drawn[Drawn.COVERED] += 1
                states[place] = State.COSMETIC
        return states

    def findings(self, where: str) -> Iterator[Hidden]:
        """What the sheet hides, now that all its rows were seen."""
        columns, drawn = self._layouts.cells()
        filled = [column for column in self._layouts.hidden if columns[column]]
        found = self._concealed
        found.columns, found.empty_columns = len(filled), len(self._layouts.hidden) - len(filled)
        found.column_cells = sum(columns[column] for column in filled)
        found.drawn.update(drawn)
        found.drawn[Drawn.COLOUR] -= found.under_paint
        yield from found.findings(where)
        yield from self.distance.findings(where, columns)


def _within(found: list[Area], row: int, column: int) -> bool:
    return any(each.left <= column <= each.right for each in found if each.holds_row(row))


def _covered(found: list[Area], row: int, column: int) -> bool:
    """Whether the cell is none of those of which a merged one shows the value."""
    return any(each.holds(row, column) and (row, column) != (each.top, each.left) for each in found)
