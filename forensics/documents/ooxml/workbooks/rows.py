"""The rows of a sheet in XML, one after the other, in the memory of a few.

Almost every row of almost every workbook has one plain form. Such rows are taken by a pattern, which costs a fifth of
what Expat takes, and Expat is not shown them; it sees all else, and says where rows begin and whether it is among them.
What the pattern takes is what Expat would find: the form leaves no room for comments, sections, entities in values,
other namespaces or elements within, and a row that has them does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from forensics.documents.contents import Row
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.markup import Names
from forensics.documents.ooxml.workbooks.assembly import REMEMBERED, Assembly, Head, Seen, Shape, head
from forensics.documents.ooxml.workbooks.attributes import decimal_of, number_of, truth_of
from forensics.documents.ooxml.workbooks.layouts import Layouts
from forensics.documents.ooxml.workbooks.lines import Lines, form_of, texts_of
from forensics.documents.ooxml.workbooks.names import SPREADSHEET
from forensics.documents.ooxml.workbooks.plain import Feed
from forensics.documents.ooxml.workbooks.tally import Tally
from forensics.documents.ooxml.workbooks.values import Values
from forensics.documents.places import cell, column

__all__ = ["read"]

_BEGIN = re.compile(rb"<((?:[A-Za-z][\w.-]*:)?)sheetData>")
_HIDDEN, _HEIGHT = re.compile(r' hidden="([^"]*)"'), re.compile(r' ht="([^"]*)"')


class _Rows:
    """Hands on what Expat and the pattern find, in one order."""

    def __init__(self, assembly: Assembly) -> None:
        self.found: list[Row] = []  # always empty: rows are put together by the block
        self.is_among = False  # within the part that holds rows, and in none
        self._assembly = assembly
        self._names = Names(SPREADSHEET)
        self._number = 0
        self._drawn = Head(concealed=False, thin=False)
        self._columns: list[int] = []
        self._styles: list[int] = []
        self._types: list[str] = []
        self._texts: list[str] = []
        self._pieces: list[str] = []
        self._taking = self._aloud = False
        self._heads: dict[str, Head] = {}
        self._lines = Lines(form_of(""))

    # What Expat finds.

    def start(self, name: str, attributes: dict[str, str]) -> None:
        known = self._names[name]
        if known == "x:c":
            self._begin_cell(attributes)
        elif known in ("x:v", "x:t"):
            self._taking = not self._aloud
        elif known == "x:rPh":
            self._aloud = True
        elif known == "x:row":
            self.is_among = False
            self._number = number_of(attributes.get("r"), self._number + 1)
            self._drawn = _head(attributes.get("hidden"), attributes.get("ht"))
        elif known == "x:sheetData":
            self.is_among = True
        elif known not in ("x:f", "x:is", "x:r"):
            self.is_among = False

    def end(self, name: str) -> None:
        known = self._names[name]
        if known in ("x:v", "x:t"):
            self._taking = False
        elif known == "x:c":
            self._texts.append("".join(self._pieces))
            self._pieces.clear()
        elif known == "x:rPh":
            self._aloud = False
        elif known == "x:row":
            self._end_row()
            self.is_among = True
        elif known == "x:sheetData":
            self.is_among = False

    def text(self, data: str) -> None:
        if self._taking:
            self._pieces.append(data)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = cell(attributes.get("r", ""))
        self._columns.append(place[1] if place else self._columns[-1] + 1 if self._columns else 0)
        self._styles.append(number_of(attributes.get("s"), 0))
        self._types.append(attributes.get("t", ""))

    def _end_row(self) -> None:
        key = (tuple(self._columns), tuple(self._styles), tuple(self._types))
        shape = self._assembly.shape(key) if self._columns else None
        self._assembly.row(self._number, shape, tuple(self._texts), self._drawn)
        for each in (self._columns, self._styles, self._types, self._texts):
            each.clear()

    # What the pattern finds.

    def begin(self, prefix: str) -> str:
        """As `plain.Taker`."""
        self._lines = Lines(form_of(prefix))
        return self._lines.form.end

    def take(self, text: str, at: int) -> int:
        """Takes plain rows from a place in a text on; how far they go."""
        make, heads, lines = self._assembly.row, self._heads, self._lines
        lines.keep_up(self._assembly.folded)
        while True:
            for match, shape, groups in lines.found:
                if (found := match(text, at)) is not None:
                    number, attributes, *texts = found.groups("")
                    at, self._number = found.end(), int(number)
                    drawn = heads.get(attributes) or self._head(attributes)
                    make(self._number, shape, texts_of(texts, groups), drawn)
                    lines.taken += 1
                    break
            else:
                before, at = at, self._take_cells(text, at, lines)
                if at == before:
                    return at

    def _take_cells(self, text: str, at: int, lines: Lines) -> int:
        """Takes one plain row cell by cell; where it ends, or the same place where there is none."""
        form = lines.form
        found = form.head.match(text, at)
        if found is None:
            return at
        number, attributes, closed = found.groups()
        drawn = self._heads.get(attributes) or self._head(attributes)
        if closed:
            self._number = int(number)
            self._assembly.row(self._number, None, (), drawn)
            return found.end()
        begin, stop = found.end(), text.find(form.end, found.end())
        cells = form.plain.findall(text, begin, stop)
        # Four signs are those of a cell with a value and no more: none is left for anything else.
        if text.count("<", begin, stop) != 4 * len(cells):
            cells = form.cell.findall(text, begin, stop)
            if not form.cells.fullmatch(text, begin, stop):
                return at
        if not cells:
            return at
        letters, styles, types, *held = zip(*cells, strict=True)
        key = letters, styles, types
        shape = self._assembly.seen.get(key) or self._plain_shape(key)
        self._number = int(number)
        texts = held[0] if len(held) == 1 else _either(*held)
        self._assembly.row(self._number, shape, texts, drawn)
        lines.keep_up(self._assembly.folded)
        lines.note(key, shape, len(held))
        return stop + len(form.end)

    def _head(self, attributes: str) -> Head:
        if len(self._heads) >= REMEMBERED:
            self._heads.clear()
        hidden, height = _HIDDEN.search(attributes), _HEIGHT.search(attributes)
        found = self._heads[attributes] = _head(hidden and hidden[1], height and height[1])
        return found

    def _plain_shape(self, key: Seen) -> Shape:
        if len(self._assembly.seen) >= REMEMBERED:
            self._assembly.seen.clear()
        letters, styles, types = key
        columns, numbers = tuple(map(column, letters)), tuple(int(style or 0) for style in styles)
        found = self._assembly.seen[key] = self._assembly.shape((columns, numbers, types))
        return found


def read(blocks: Iterable[bytes], layouts: Layouts, values: Values, tally: Tally, limits: Limits) -> Iterator[Row]:
    """The rows of a part that hold a value. Raises NotInspectableError where the part cannot be read any further."""
    assembly = Assembly(layouts, values, tally)
    feed = Feed(_Rows(assembly), _BEGIN, limits)
    try:
        for block in blocks:
            feed.take(block)
            yield from assembly.rows()
        feed.close()
    except NotInspectableError:
        yield from assembly.rows()
        raise
    yield from assembly.rows()


def _head(hidden: str | None, height: str | None) -> Head:
    return head(hidden=truth_of(hidden), points=decimal_of(height, 15.0))


def _either(texts: Sequence[str], inline: Sequence[str]) -> list[str]:
    return [one or other for one, other in zip(texts, inline, strict=True)]
