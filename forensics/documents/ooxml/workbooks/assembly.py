"""Rows put together from cells, whichever way these are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from typing import NamedTuple, TypeAlias

from forensics.documents.colours import RGB
from forensics.documents.contents import Row
from forensics.documents.ooxml.workbooks.frame import THIN
from forensics.documents.ooxml.workbooks.layouts import Layout, Layouts
from forensics.documents.ooxml.workbooks.tally import Tally
from forensics.documents.ooxml.workbooks.values import SAFE, Convert, Values, number

__all__ = ["REMEMBERED", "Assembly", "Head", "Key", "Seen", "Shape", "head"]

#: Shapes and heads of rows that are remembered at a time.
REMEMBERED = 4096
#: Rows that are put together at a time.
_FULL = 1024
_NUMBERS, _PLAIN, _SHARED = ("", "n", "d"), ("", "n"), "s"
#: Columns, styles and types of the cells of a row.
Key: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]
#: The same as they are written.
Seen: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class Head(NamedTuple):
    """How a row is drawn."""

    concealed: bool  # not at all
    thin: bool  # too thin to read


def head(*, hidden: bool, points: float) -> Head:
    """Of a row with such a height."""
    concealed = hidden or points <= 0
    return Head(concealed, not concealed and points <= THIN)


@dataclass(frozen=True, slots=True)
class Shape:
    """What is done with the cells of rows that look alike."""

    layout: Layout
    shared: tuple[int, ...]  # places of cells that name a string
    grounds: tuple[RGB | None, ...]  # the colours behind these
    whole: tuple[int, ...]  # of cells with a number that is most often whole
    others: tuple[tuple[int, Convert], ...]
    order: tuple[int, ...] | None  # left to right, where they come otherwise


#: Number, shape, texts of cells, and how it is drawn.
Taken: TypeAlias = tuple[int, Shape | None, Sequence[str], Head]


class Assembly:
    """Makes the rows of one sheet."""

    def __init__(self, layouts: Layouts, values: Values, tally: Tally) -> None:
        self.seen: dict[Seen, Shape] = {}  # shapes as they are written
        self.folded = 0  # how often the shapes so far were given up
        self._layouts, self._values, self._tally = layouts, values, tally
        self._strings = values.strings
        self._shapes: dict[Key, Shape] = {}
        self._found: list[Row] = []
        self._taken: list[Taken] = []  # rows that are put together together

    def shape(self, key: Key) -> Shape:
        """The shape of cells in these columns, of these styles and types."""
        found = self._shapes.get(key)
        if found is None:
            if len(self._shapes) >= REMEMBERED:
                self._settle()
                self._layouts.fold()
                self.folded += 1
                self._shapes.clear()
                self.seen.clear()
            found = self._shapes[key] = self._made(*key)
        return found

    def _made(self, columns: tuple[int, ...], styles: tuple[int, ...], types: tuple[str, ...]) -> Shape:
        order = None
        if any(one >= other for one, other in pairwise(columns)):
            order = tuple(sorted(range(len(columns)), key=columns.__getitem__))
            columns, styles = tuple(columns[place] for place in order), tuple(styles[place] for place in order)
            types = tuple(types[place] for place in order)
        layout = self._layouts.made(columns, styles, [type_ in _NUMBERS for type_ in types])
        kinds = [self._layouts.style(style).kind for style in styles]
        numbers = [type_ in _PLAIN and not kind for type_, kind in zip(types, kinds, strict=True)]
        others = [
            (place, self._values.converter(type_, kind))
            for place, (type_, kind, plain) in enumerate(zip(types, kinds, numbers, strict=True))
            if not plain and type_ != _SHARED
        ]
        shared = tuple(place for place, type_ in enumerate(types) if type_ == _SHARED)
        grounds = tuple(self._layouts.style(styles[place]).ground for place in shared)
        return Shape(layout, shared, grounds, tuple(compress(range(len(numbers)), numbers)), tuple(others), order)

    def row(self, number: int, shape: Shape | None, texts: Sequence[str], drawn: Head) -> None:
        """A row of this shape with these texts; None: it has no cells."""
        self._taken.append((number, shape, texts, drawn))

    @property
    def is_full(self) -> bool:
        """Whether so many rows were taken that they are to be handed on."""
        return len(self._taken) >= _FULL

    def rows(self) -> list[Row]:
        """Those that were taken since this was asked before, and hold a value."""
        self._settle()
        found, self._found = self._found, []
        return found

    def _settle(self) -> None:
        taken, self._taken = self._taken, []
        alike: defaultdict[int, list[Sequence[str]]] = defaultdict(list)
        shapes = {id(shape): shape for _, shape, _, _ in taken if shape is not None}
        for _, shape, texts, _ in taken:
            alike[id(shape)].append(texts)
        values = {key: self._values_of(shape, alike[key]) for key, shape in shapes.items()}
        for row, shape, _, drawn in taken:
            held = () if shape is None else next(values[id(shape)])
            if shape is None or not any(held):
                self._tally.empty(concealed=drawn.concealed)
                continue
            layout = shape.layout
            if "" in held:
                kept = tuple(map(bool, held))
                layout, held = layout.without(kept), tuple(compress(held, kept))
            self._found.append(self._tally.row(row, layout, held, concealed=drawn.concealed, thin=drawn.thin))

    def _values_of(self, shape: Shape, rows: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
        """The values of rows of one shape, cell by cell."""
        columns: list[Sequence[str]] = list(zip(*rows, strict=True))
        if shape.order:
            columns = [columns[place] for place in shape.order]
        if self._values.runs:
            self._look(shape, columns)
        for place in shape.shared:
            columns[place] = self._shared(columns[place])
        for place in shape.whole:
            if max(map(len, columns[place])) > SAFE or not "".join(columns[place]).isdigit():
                columns[place] = list(map(number, columns[place]))
        for place, convert in shape.others:
            columns[place] = list(map(convert, columns[place]))
        return zip(*columns, strict=True)

    def _shared(self, texts: Sequence[str]) -> Sequence[str]:
        try:
            return list(map(self._strings.__getitem__, map(int, texts)))
        except (ValueError, IndexError):
            return list(map(self._values.shared, texts))

    def _look(self, shape: Shape, columns: Sequence[Sequence[str]]) -> None:
        """Counts texts of which some letters are seen by nobody."""
        for place, ground in zip(shape.shared, shape.grounds, strict=True):
            for text in columns[place]:
                if self._values.partly_unseen(text, ground):
                    self._tally.part()
