"""Rows whose cells are of the same kinds and formats: what their values become, worked out once for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib import import_module
from typing import Any

from forensics.documents.concealed import Drawn
from forensics.documents.contents import State
from forensics.documents.numbers import number_text, serial_text, truth_text
from forensics.documents.xls.styles import Styles

__all__ = ["LAST_COLUMN", "Columns", "Shape", "Shapes"]

LAST_COLUMN = 255
#: 256ths of a character in which nobody reads anything.
_NARROW = 77
_EMPTY, _TEXT, _NUMBER, _DATE, _TRUTH, _ERROR, _BLANK = range(7)
#: Shapes that are remembered: a sheet without any order may have one for each row.
_REMEMBERED = 4096
_SAFE = 1e15


class Columns:
    """Which columns of a sheet are not drawn, or too narrow."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401 - xlrd tells no types
        known = {column: found for column, found in sheet.colinfo_map.items() if column <= LAST_COLUMN}
        self.hidden = {column for column, found in known.items() if found.hidden or not found.width}
        self.thin = {column for column, found in known.items() if found.width < _NARROW} - self.hidden
        if sheet.defcolwidth == 0 and sheet.standardwidth is None:
            self.hidden |= set(range(LAST_COLUMN + 1)) - set(known)


@dataclass(slots=True)
class Shape:
    """Of the cells that may hold a value, left to right."""

    columns: list[int]
    texts: list[Callable[[Any], str]]
    drawn: list[Drawn]
    states: list[State]
    unseen: Counter[Drawn] = field(default_factory=Counter)
    concealed: int = 0  # cells in hidden columns


class Shapes:
    """Those of one sheet."""

    def __init__(self, styles: Styles, columns: Columns, *, macintosh: bool) -> None:
        self._styles, self._columns = styles, columns
        self._macintosh = macintosh
        self._known: dict[tuple[bytes, bytes], Shape] = {}
        self._serials: dict[str, Callable[[float], str]] = {}

    def shape(self, kinds: Any, formats: Any) -> Shape:  # noqa: ANN401
        """Of the kinds and the formats of all cells of a row, as xlrd has them."""
        key = kinds.tobytes(), formats.tobytes()
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            cells = [(at, kind, formats[at]) for at, kind in enumerate(kinds) if kind not in (_EMPTY, _BLANK)]
            found = self._known[key] = self._made(cells)
        return found

    def _made(self, cells: Sequence[tuple[int, int, int]]) -> Shape:
        columns = [column for column, _, _ in cells]
        texts = [self._text(kind, number) for _, kind, number in cells]
        drawn = [self.drawn(kind, number, ()) for _, kind, number in cells]
        drawn = [how or (Drawn.THIN if at in self._columns.thin else how)
                 for at, how in zip(columns, drawn, strict=True)]  # fmt: skip
        return self.of(columns, texts, drawn)

    def of(self, columns: list[int], texts: list[Callable[[Any], str]], drawn: list[Drawn]) -> Shape:
        """A shape with other reasons why cells are not seen."""
        shape = Shape(columns, texts, drawn, [])
        for column, how in zip(columns, drawn, strict=True):
            if column in self._columns.hidden:
                shape.concealed += 1
                shape.states.append(State.HIDDEN)
            else:
                shape.unseen[how] += bool(how)
                shape.states.append(State.COSMETIC if how else State.VISIBLE)
        return shape

    def drawn(self, kind: int, number: int, runs: Sequence[Sequence[int]]) -> Drawn:
        """Why nobody sees a cell of a kind and format; `runs` are those of its text that have other fonts."""
        style = self._styles.style(number)
        if style is None:
            return Drawn.SEEN
        conceals = style.shown.hides_text if kind == _TEXT else style.shown.hides_numbers
        return Drawn.FORMAT if conceals else self._styles.drawn(style, runs)

    def _text(self, kind: int, number: int) -> Callable[[Any], str]:
        if kind == _TEXT:
            return _string
        if kind in (_TRUTH, _ERROR):
            return _truth if kind == _TRUTH else self._fault
        style = self._styles.style(number)
        shown = style.shown.kind if style else ""
        return self._serial(shown) if shown else _number

    @cached_property
    def _faults(self) -> dict[int, str]:
        return dict(import_module("xlrd").error_text_from_code)

    def _fault(self, code: int) -> str:
        return self._faults.get(code, "")

    def _serial(self, kind: str) -> Callable[[float], str]:
        found = self._serials.get(kind)
        if found is None:
            found = self._serials[kind] = partial(serial_text, kind=kind, macintosh=self._macintosh)
        return found


def _string(value: str) -> str:
    return "" if value.isspace() else value


def _truth(value: int) -> str:
    return truth_text(str(int(value)))


def _number(value: float) -> str:
    return str(int(value)) if -_SAFE < value < _SAFE and value == int(value) else number_text(value)
