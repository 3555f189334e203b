"""Rows that are laid out alike: which cells, in which styles. Most rows of a sheet share a few layouts, so what their
cells are is worked out once for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress

from forensics.documents.concealed import Drawn
from forensics.documents.contents import State
from forensics.documents.ooxml.workbooks.frame import Columns, Frame
from forensics.documents.ooxml.workbooks.styles import PLAIN, Style
from forensics.documents.places import LAST_COLUMN

__all__ = ["Layout", "Layouts"]

#: Parts of a layout that are remembered at a time: a sheet in which no two rows are alike keeps no more.
_REMEMBERED = 4096


@dataclass(slots=True)
class Layout:
    """Cells that hold a value, left to right."""

    columns: Sequence[int]
    states: tuple[State, ...]
    drawn: tuple[Drawn, ...]
    on_ground: bool  # some are seen by nobody only while nothing but their style paints them
    rows: int = 0  # that are laid out like this
    parts: dict[tuple[bool, ...], Layout] = field(default_factory=dict)  # with some of the cells left empty

    def without(self, kept: tuple[bool, ...]) -> Layout:
        """The layout of the cells that are kept."""
        found = self.parts.get(kept)
        if found is None:
            if len(self.parts) >= _REMEMBERED:
                self._forget()
            columns, states = tuple(compress(self.columns, kept)), tuple(compress(self.states, kept))
            drawn = tuple(compress(self.drawn, kept))
            found = self.parts[kept] = Layout(columns, states, drawn, Drawn.COLOUR in drawn)
        return found

    def _forget(self) -> None:
        """Keeps the counts of all parts in one of them per cell."""
        counts: Counter[int] = Counter()
        for kept, part in self.parts.items():
            for place in compress(range(len(kept)), kept):
                counts[place] += part.rows
        self.parts.clear()
        for place, rows in counts.items():
            kept = tuple(each == place for each in range(len(self.columns)))
            single = (self.columns[place],), (self.states[place],), (self.drawn[place],)
            self.parts[kept] = Layout(*single, on_ground=False, rows=rows)


class Layouts:
    """Those of one sheet, and how many cells they make together."""

    def __init__(self, frame: Frame, styles: Sequence[Style]) -> None:
        self._styles = styles
        self.hidden = _columns(frame, [each for each in frame.columns if each.hidden])
        self._narrow = _columns(Frame(), [each for each in frame.columns if each.narrow])
        self._all: list[Layout] = []
        self._by_column: Counter[int] = Counter()
        self._by_drawing: Counter[Drawn] = Counter()

    def style(self, number: int) -> Style:
        """The style with a number."""
        return self._styles[number] if 0 <= number < len(self._styles) else PLAIN

    def made(self, columns: Sequence[int], styles: Sequence[int], numeric: Sequence[bool]) -> Layout:
        """A layout of cells in these columns and styles, each a number or a text."""
        drawn = tuple(map(self._drawn, columns, map(self.style, styles), numeric))
        found = Layout(columns, tuple(map(self._state, columns, drawn)), drawn, Drawn.COLOUR in drawn)
        self._all.append(found)
        return found

    def fold(self) -> None:
        """Keeps the counts of the layouts so far, which are used no more."""
        for layout in self._all:
            for each in (layout, *layout.parts.values()):
                if each.rows:
                    self._add(each)
        self._all.clear()

    def cells(self) -> tuple[Counter[int], Counter[Drawn]]:
        """How many cells hold a value in each column, and how many are drawn in each way that nobody sees."""
        self.fold()
        return self._by_column, self._by_drawing

    def _add(self, layout: Layout) -> None:
        rows, layout.rows = layout.rows, 0
        for column in layout.columns:
            self._by_column[column] += rows
        for drawn in filter(None, layout.drawn):
            self._by_drawing[drawn] += rows

    def _drawn(self, column: int, style: Style, numeric: bool) -> Drawn:  # noqa: FBT001 - what a cell holds
        found = style.number if numeric else style.text
        return found or (Drawn.THIN if column in self._narrow else Drawn.SEEN)

    def _state(self, column: int, drawn: Drawn) -> State:
        if column in self.hidden:
            return State.HIDDEN
        return State.COSMETIC if drawn else State.VISIBLE


def _columns(frame: Frame, marked: list[Columns]) -> frozenset[int]:
    """The numbers of some columns; where those are hidden that the frame does not name, of these too."""
    found: set[int] = set()
    for each in marked[: LAST_COLUMN + 1]:
        found.update(range(each.first, each.last + 1))
    if frame.columns_hidden:
        named = {column for each in frame.columns[:LAST_COLUMN] for column in range(each.first, each.last + 1)}
        found.update(column for column in range(LAST_COLUMN + 1) if column not in named)
    return frozenset(found)
