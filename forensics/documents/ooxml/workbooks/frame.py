"""What a sheet says outside its rows: columns, filters, merged cells, and what else may paint or hide a cell.

Most of it stands behind the rows and has to be known before them, so it is read first, without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from forensics.documents.limits import Limits
from forensics.documents.markup import Element, Names, elements
from forensics.documents.ooxml.workbooks.attributes import decimal_of, number_of, truth_of
from forensics.documents.ooxml.workbooks.names import SPREADSHEET
from forensics.documents.places import LAST_COLUMN, Area, area, areas

__all__ = ["THIN", "Columns", "Frame", "Scenario", "read", "without_rows"]

#: Characters, of a column, and points, of a row, in which nobody reads anything.
NARROW, THIN = 0.3, 2.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Neighbours of the same width, from 0."""

    first: int
    last: int
    hidden: bool
    narrow: bool  # drawn, and too narrow to read


@dataclass(frozen=True, slots=True)
class Scenario:
    """Values that cells may take instead of their own."""

    name: str
    user: str
    texts: tuple[str, ...]


@dataclass(slots=True)
class Frame:
    """All that it says."""

    columns: list[Columns] = field(default_factory=list)
    rows_hidden: bool = False  # those that are not there
    columns_hidden: bool = False  # those that `columns` do not name
    filtered: bool = False  # rows are hidden by a filter, wherever it may lie
    filters: list[Area] = field(default_factory=list)  # only those that hide something
    merged: list[Area] = field(default_factory=list)
    painted: list[Area] = field(default_factory=list)  # by a conditional format or the style of a table
    lists: list[str] = field(default_factory=list)  # that a cell may be chosen from, as they are written
    scenarios: list[Scenario] = field(default_factory=list)
    views: int = 0  # that users kept for themselves
    margins: list[str] = field(default_factory=list)  # headers and footers


_FILTERS = {"x:filters", "x:customFilters", "x:dynamicFilter", "x:top10", "x:colorFilter", "x:iconFilter"}
_MARGINS = {f"x:{place}{what}" for place in ("odd", "even", "first") for what in ("Header", "Footer")}
_WANTED = {
    *("x:col", "x:sheetFormatPr", "x:sheetPr", "x:mergeCell", "x:conditionalFormatting", "xm:sqref", "x:autoFilter"),
    *("x:formula1", "x14:formula1", "x:scenario", "x:inputCells", "x:customSheetView", "x:tableStyleInfo", "x:table"),
    *_FILTERS,
    *_MARGINS,
}


def read(blocks: Iterable[bytes], limits: Limits) -> Frame:
    """Of an XML part, sheet or table. Raises NotInspectableError."""
    reading = _Reading()
    for element in elements(blocks, Names(SPREADSHEET), _WANTED, limits):
        reading.take(element)
    return reading.frame


class _Reading:
    def __init__(self) -> None:
        self.frame = Frame()
        self._filtering = self._styled = False
        self._inputs: list[str] = []

    def take(self, element: Element) -> None:
        """The next element that has ended."""
        found, frame = element.attributes, self.frame
        match element.name:
            case "x:col":
                frame.columns.append(_columns(found))
            case "x:sheetFormatPr":
                frame.rows_hidden = truth_of(found.get("zeroHeight"))
                frame.columns_hidden = decimal_of(found.get("defaultColWidth"), 8.0) == 0
            case "x:sheetPr":
                frame.filtered = truth_of(found.get("filterMode"))
            case "x:mergeCell":
                frame.merged += areas(found.get("ref", ""))
            case "x:conditionalFormatting":
                frame.painted += areas(found.get("sqref", ""))
            case "xm:sqref" if element.parent == "x14:conditionalFormatting":
                frame.painted += areas(element.text)
            case _ if element.name in _MARGINS:
                frame.margins.append(element.text)
            case _:
                self._take_filter(element)

    def _take_filter(self, element: Element) -> None:
        if element.name in _FILTERS:
            self._filtering = self._filtering or element.parent == "x:filterColumn"
        elif element.name == "x:autoFilter":
            found = area(element.attributes.get("ref", ""))
            if self._filtering and found and element.parent in ("x:worksheet", "x:table"):
                self.frame.filters.append(found)
            self._filtering = False
        elif element.name == "x:tableStyleInfo":
            self._styled = bool(element.attributes.get("name"))
        elif element.name == "x:table" and self._styled:
            self.frame.painted += areas(element.attributes.get("ref", ""))
        else:
            self._take_texts(element)

    def _take_texts(self, element: Element) -> None:
        found, frame = element.attributes, self.frame
        match element.name:
            case "x:customSheetView":
                frame.views += 1
            case "x:formula1" | "x14:formula1":
                text = element.text.strip()
                if text.startswith('"'):
                    frame.lists.append(text.strip('"'))
            case "x:inputCells":
                self._inputs.append(found.get("val", ""))
            case "x:scenario":
                texts = (found.get("comment", ""), *self._inputs)
                frame.scenarios.append(Scenario(found.get("name", ""), found.get("user", ""), texts))
                self._inputs = []


def _columns(found: Mapping[str, str]) -> Columns:
    first, last = number_of(found.get("min"), 1) - 1, number_of(found.get("max"), 1) - 1
    width = decimal_of(found.get("width"), 8.0)
    hidden = truth_of(found.get("hidden")) or width <= 0
    return Columns(max(0, first), min(LAST_COLUMN, max(first, last)), hidden, not hidden and width < NARROW)


_BEGIN = re.compile(rb"<(?:[\w.-]+:)?sheetData(?=[\s/>])")
_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
#: Comments, sections and instructions, in which what looks like a tag is none.
_UNSURE = re.compile(rb"<!|<\?(?!xml\s)")
_OPEN_TAG = re.compile(rb"[^>]*>")
_NAME = b"sheetData"
_OVERLAP, _ENDLESS = 256, 4 << 20


def without_rows(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a sheet before its first row and after its last. Where they cannot be told for sure, as in UTF-16 or
    where a comment stands before them, all of it: that takes longer and finds the same."""
    blocks = iter(blocks)
    rest = b""
    for block in blocks:
        data = rest + block
        found = _BEGIN.search(data)
        if _UNSURE.search(data, 0, found.start() if found else len(data)):
            yield data
            yield from blocks
            return
        tag = _OPEN_TAG.match(data, found.start()) if found else None
        if tag is not None:
            yield data[: tag.end()]
            rest = data[tag.end() :]
            yield from chain((rest,), blocks) if tag[0].endswith(b"/>") else _after(chain((rest,), blocks))
            return
        keep = found.start() if found and len(data) < _ENDLESS else max(0, len(data) - _OVERLAP)
        yield data[:keep]
        rest = data[keep:]
    yield rest


def _after(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """What follows the rows."""
    rest = b""
    for block in blocks:
        data = rest + block
        at = data.find(_NAME)  # ten times as quick as the pattern
        closed = _END.search(data, max(0, at - _OVERLAP)) if at >= 0 else None
        if closed is not None:
            yield data[closed.start() :]
            yield from blocks
            return
        rest = data[-_OVERLAP:]
