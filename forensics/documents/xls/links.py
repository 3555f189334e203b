"""What a workbook keeps of other workbooks: cells that its formulas read there, and where they lie.

MS-XLS 2.4.271 and 2.4.63.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from forensics.documents.contents import Piece, Row, State, Table
from forensics.documents.numbers import number_text, truth_text
from forensics.documents.ooxml.links import kept_cells, kept_places, kept_row
from forensics.documents.xls.records import long_text
from forensics.language.statement import state

__all__ = ["Link", "kept", "link", "told"]

_OWN, _ADDIN = b"\x01\x04", b"\x01\x3a"
_STEPS = re.compile(r"[\x00-\x1f]+@?")
_NIL, _NUMBER, _TEXT, _TRUTH, _ERROR = 0, 1, 2, 4, 16


@dataclass(slots=True)
class Link:
    """Another workbook, or this one and its add-ins, which are no link."""

    place: str
    is_own: bool = False
    rows: list[Row] = field(default_factory=list)


def link(data: bytes) -> Link:
    """The link that a record begins. Raises ValueError or struct.error."""
    if data[2:4] in (_OWN, _ADDIN):
        return Link("", is_own=True)
    return Link(_STEPS.sub("/", long_text(data, 2)[0]).strip("/"))


def kept(data: bytes, text: Callable[[bytes, int], tuple[str, int]]) -> Row:
    """The cells of one row, or a part of it, that a record keeps; `text` reads the texts in it. Raises ValueError,
    IndexError or struct.error."""
    last, first, number = struct.unpack_from("<BBH", data)
    at, cells = 4, []
    for column in range(first, last + 1):
        value, at = _value(data, at, text)
        if value:
            cells.append((column, value))
    return kept_row(number + 1, cells)


def _value(data: bytes, at: int, text: Callable[[bytes, int], tuple[str, int]]) -> tuple[str, int]:
    kind = data[at]
    if kind == _TEXT:
        return text(data, at + 1)
    if kind == _NUMBER:
        return number_text(struct.unpack_from("<d", data, at + 1)[0]), at + 9
    if kind == _TRUTH:
        return truth_text(str(data[at + 1])), at + 9
    if kind in (_NIL, _ERROR):
        return "", at + 9
    raise ValueError(kind)


def told(links: Sequence[Link]) -> Iterator[Piece]:
    """The cells that are kept, a table for each workbook, and where these lie."""
    others = [each for each in links if not each.is_own]
    for number, each in enumerate(others, 1):
        where = state("link {number}", number=number)
        count = sum(len(row.values) for row in each.rows)
        if count:
            yield Table(where, State.HIDDEN)
            yield from (row for row in each.rows if row.values)
        yield from kept_cells(where, count)
        yield from kept_places(where, [each.place] if each.place else [])
