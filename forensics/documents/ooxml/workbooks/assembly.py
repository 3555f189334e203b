"""Rows put together from cells, whichever way these are written."""

from __future__ import annotations

from collections.abc import Sequence
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


class Assembly:
    """Makes the rows of one sheet."""

    def __init__(self, layouts: Layouts, values: Values, tally: Tally) -> None:
        self.found: list[Row] = []
        self.seen: dict[Seen, Shape] = {}  # shapes as they are written
        self._layouts, self._values, self._tally = layouts, values, tally
        self._strings = values.strings
        self._shapes: dict[Key, Shape] = {}

    def shape(self, key: Key) -> Shape:
        """The shape of cells in these columns, of these styles and types."""
        found = self._shapes.get(key)
        if found is None:
            if len(self._shapes) >= REMEMBERED:
                self._layouts.fold()
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

    def row(self, row: int, shape: Shape | None, texts: Sequence[str], head: Head) -> None:
        """A row of this shape with these texts; None: it has no cells."""
        if shape is None:
            self._tally.empty(concealed=head.concealed)
            return
        values = [texts[place] for place in shape.order] if shape.order else list(texts)
        if self._values.runs:
            self._look(shape, values)
        self._convert(shape, values)
        layout = shape.layout
        if "" in values:
            kept = tuple(map(bool, values))
            if True not in kept:
                self._tally.empty(concealed=head.concealed)
                return
            layout, values = layout.without(kept), list(compress(values, kept))
        self.found.append(self._tally.row(row, layout, values, concealed=head.concealed, thin=head.thin))

    def _look(self, shape: Shape, values: list[str]) -> None:
        """Counts texts of which some letters are seen by nobody."""
        for place, ground in zip(shape.shared, shape.grounds, strict=True):
            if self._values.partly_unseen(values[place], ground):
                self._tally.part()

    def _convert(self, shape: Shape, values: list[str]) -> None:
        """What `Values.converter` makes of each, with the two most frequent ways written out."""
        strings = self._strings
        try:
            for place in shape.shared:
                values[place] = strings[int(values[place])]
        except (ValueError, IndexError):
            for place in shape.shared:
                values[place] = self._values.shared(values[place])
        for place in shape.whole:
            text = values[place]
            if not text.isdigit() or len(text) > SAFE:
                values[place] = number(text)
        for place, convert in shape.others:
            values[place] = convert(values[place])
