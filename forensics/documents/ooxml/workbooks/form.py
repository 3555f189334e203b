"""The two forms of a workbook, XML and binary: for each of its parts, what reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from forensics.documents.contents import Piece, Row
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.markup import Names, elements
from forensics.documents.ooxml.web import Web
from forensics.documents.ooxml.workbooks import (
    binary_book,
    binary_caches,
    binary_sheet,
    book,
    caches,
    comments,
    frame,
    links,
    pivots,
    rows,
    strings,
    styles,
)
from forensics.documents.ooxml.workbooks.book import Book
from forensics.documents.ooxml.workbooks.frame import Frame
from forensics.documents.ooxml.workbooks.layouts import Layouts
from forensics.documents.ooxml.workbooks.names import SPREADSHEET
from forensics.documents.ooxml.workbooks.strings import Shared
from forensics.documents.ooxml.workbooks.styles import Sheetwide
from forensics.documents.ooxml.workbooks.tally import Tally
from forensics.documents.ooxml.workbooks.values import Values
from forensics.documents.package import Package
from forensics.documents.places import Area, area

__all__ = ["Form", "of"]


@dataclass(frozen=True, slots=True)
class Form:
    """All that is read otherwise in XML than in binary; each raises NotInspectableError."""

    book: Callable[[Package, str, Limits], Book]
    strings: Callable[[Package, str, Limits], Shared]
    styles: Callable[[Package, str, Limits], Sheetwide]
    frame: Callable[[Package, str, Limits], Frame]
    rows: Callable[[Package, str, Limits, Layouts, Values, Tally], Iterator[Row]]
    table: Callable[[Package, str, Limits], tuple[str, Area | None, Frame]]
    notes: Callable[[Package, str, str, Limits], Iterator[Piece]]
    cache: Callable[[Package, str, Limits], pivots.Cache]
    records: Callable[[Package, pivots.Cache, Limits], Iterator[list[str]]]
    link: Callable[[Package, Web, str, Limits], Iterator[Piece]]
    connections: Callable[[Package, str, Limits], Iterator[Piece]]


def of(part: str) -> Form:
    """The form of a workbook, by the name of the part that begins it."""
    return _BINARY if part.casefold().endswith(".bin") else _MARKUP


def _frame(package: Package, part: str, limits: Limits) -> Frame:
    try:
        return frame.read(frame.without_rows(package.blocks(part)), limits)
    except NotInspectableError:
        return frame.read(package.blocks(part), limits)


def _rows(package: Package, part: str, limits: Limits, layouts: Layouts, values: Values, tally: Tally) -> Iterator[Row]:
    return rows.read(package.blocks(part), layouts, values, tally, limits)


def _table(package: Package, part: str, limits: Limits) -> tuple[str, Area | None, Frame]:
    found = frame.read(package.blocks(part), limits)
    for element in elements(package.blocks(part), Names(SPREADSHEET), {"x:table"}, limits):
        attributes = element.attributes
        return attributes.get("displayName", attributes.get("name", "")), area(attributes.get("ref", "")), found
    return "", None, found


_MARKUP = Form(
    book.read, strings.read, styles.read, _frame, _rows, _table, comments.notes, pivots.definition, pivots.records,
    links.read, caches.connections,
)  # fmt: skip
_BINARY = Form(
    binary_book.book, binary_book.strings, binary_book.styles, binary_sheet.frame, binary_sheet.rows,
    binary_sheet.table, binary_sheet.notes, binary_caches.definition, binary_caches.recorded, binary_caches.link,
    binary_caches.connections,
)  # fmt: skip
