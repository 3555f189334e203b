"""What a sheet hides, counted while its rows go by and told when they have gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from forensics.documents.contents import Row, State
from forensics.documents.distance import Distance
from forensics.documents.hidden import hidden
from forensics.documents.ooxml.frame import Frame
from forensics.documents.ooxml.layouts import Layout, Layouts
from forensics.documents.ooxml.styles import Drawn
from forensics.documents.places import Area, Areas
from forensics.language.statement import forms, state_many
from forensics.model.document import Hidden

__all__ = ["Tally"]

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
        "{count} cell holds a value in a row or column too thin to read.",
        "{count} cells hold a value in a row or column too thin to read.",
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


class Tally:
    """Makes the rows of one sheet, and counts what nobody sees of them."""

    def __init__(self, frame: Frame, layouts: Layouts) -> None:
        self._frame, self._layouts = frame, layouts
        self._merged, self._painted = Areas(frame.merged), Areas(frame.painted)
        self._adapting = max(self._merged.bottom, self._painted.bottom)  # the last row in which a cell may be
        self._filters = Areas(frame.filters)
        self._sifting = bool(frame.filters or frame.filtered)
        self._by_hand = self._by_filter = self._empty = self._under_paint = 0
        self._further: Counter[Drawn] = Counter()
        self.distance = Distance()
        self.rows = 0

    def empty(self, *, concealed: bool) -> None:
        """A row without values."""
        self._empty += concealed

    def part(self) -> None:
        """A text of which nobody sees some letters."""
        self._further[Drawn.PART] += 1

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
                self._by_filter += 1
            else:
                self._by_hand += 1
            return Row(number, State.HIDDEN, layout.columns, values, states)
        if thin:
            self._further[Drawn.THIN] += cells
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
                self._under_paint += 1
                states[place] = State.VISIBLE
            elif not layout.drawn[place] and _covered(merged, number, column):
                self._further[Drawn.COVERED] += 1
                states[place] = State.COSMETIC
        return states

    def findings(self, where: str) -> Iterator[Hidden]:
        """What the sheet hides, now that all its rows were seen."""
        columns, drawn = self._layouts.cells()
        yield from self._hidden_rows(where)
        yield from self._hidden_columns(where, columns)
        yield from self._unseen(where, drawn + self._further)
        yield from self.distance.findings(where, columns)

    def _hidden_rows(self, where: str) -> Iterator[Hidden]:
        if self._by_hand:
            text = state_many("{count} row with values is hidden.", "{count} rows with values are hidden.",
                              self._by_hand)  # fmt: skip
            yield hidden("X2", where, self._by_hand, text)
        if self._by_filter:
            text = state_many("{count} row with values is hidden by a filter.",
                              "{count} rows with values are hidden by a filter.", self._by_filter)  # fmt: skip
            yield hidden("X2", where, self._by_filter, text)
        if self._empty:
            text = state_many("{count} hidden row holds no value.", "{count} hidden rows hold no value.", self._empty)
            yield hidden("X2", where, self._empty, text, "I")

    def _hidden_columns(self, where: str, counts: Counter[int]) -> Iterator[Hidden]:
        filled = [column for column in self._layouts.hidden if counts[column]]
        cells = sum(counts[column] for column in filled)
        if filled:
            text = state_many("{count} column with {cells} is hidden.", "{count} columns with {cells} are hidden.",
                              len(filled), cells=state_many("{count} value", "{count} values", cells))  # fmt: skip
            yield hidden("X2", where, len(filled), text)
        empty = len(self._layouts.hidden) - len(filled)
        if empty:
            text = state_many("{count} hidden column holds no value.", "{count} hidden columns hold no value.", empty)
            yield hidden("X2", where, empty, text, "I")

    def _unseen(self, where: str, counts: Counter[Drawn]) -> Iterator[Hidden]:
        counts[Drawn.COLOUR] -= self._under_paint
        for drawn, (one, many) in _DRAWN.items():
            if counts[drawn] > 0:
                yield hidden("X3", where, counts[drawn], state_many(one, many, counts[drawn]))
        if self._under_paint:
            text = state_many(
                "{count} cell holds a value in the colour of its ground, unless a rule or a table style paints it.",
                "{count} cells hold a value in the colour of their ground, unless a rule or a table style paints them.",
                self._under_paint,
            )
            yield hidden("X3", where, self._under_paint, text, "L")


def _within(found: list[Area], row: int, column: int) -> bool:
    return any(each.left <= column <= each.right for each in found if each.holds_row(row))


def _covered(found: list[Area], row: int, column: int) -> bool:
    """Whether the cell is none of those of which a merged one shows the value."""
    return any(each.holds(row, column) and (row, column) != (each.top, each.left) for each in found)
