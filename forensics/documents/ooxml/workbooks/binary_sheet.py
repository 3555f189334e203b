"""A sheet of a binary workbook: what it says outside its rows, its rows, its comments (MS-XLSB 2.1.7.61)."""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct
from struct import error as StructError  # noqa: N812 - it is an exception, whatever its name

from forensics.documents.contents import Piece, Row
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.ooxml.workbooks.assembly import Assembly, Head, head
from forensics.documents.ooxml.workbooks.biff12 import Reading, Record, area_at, records, rk_text
from forensics.documents.ooxml.workbooks.binary_book import rich_text
from forensics.documents.ooxml.workbooks.comments import remarks
from forensics.documents.ooxml.workbooks.frame import NARROW, Columns, Frame
from forensics.documents.ooxml.workbooks.layouts import Layouts
from forensics.documents.ooxml.workbooks.tally import Tally
from forensics.documents.ooxml.workbooks.values import Values
from forensics.documents.package import Package
from forensics.documents.places import LAST_COLUMN, Area
from forensics.language.statement import state

__all__ = ["frame", "notes", "rows", "table"]

#: What a filter by values, by a colour, by an icon, by rank, by date and by rules begins with.
_CRITERIA = {165, 168, 169, 170, 171, 172}
_ROW_HEAD = Struct("<i4xHBB")
_CELL, _SHORT_CELL = Struct("<iI"), Struct("<I")
_STYLE = 0xFFFFFF
#: Bytes of a table before its two names.
_TABLE_NAMES = 64
#: The types of plain cells with what those of formulas, and those that name no column, hold.
_FORMULAS = {8: 6, 9: 5, 10: 4, 11: 3}
_SHORT = {12: 1, 13: 2, 14: 3, 15: 4, 16: 5, 17: 6, 18: 7}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A",
           43: "#GETTING_DATA"}  # fmt: skip


def frame(package: Package, part: str, _: Limits) -> Frame:
    """What a sheet says outside its rows. Raises NotInspectableError."""
    found = Frame()
    inside = filtering = False
    place = None
    for type_, data in records(package.blocks(part)):
        if type_ in (Record.ROWS_BEGIN, Record.ROWS_END):
            inside = type_ == Record.ROWS_BEGIN
        elif inside:
            continue
        elif type_ == Record.FILTER:
            place, filtering = area_at(data), False
        elif type_ in _CRITERIA:
            filtering = True
        elif type_ == Record.FILTER_END:
            if place is not None and filtering:
                found.filters.append(place)
            place = None
        else:
            _take(found, type_, data)
    return found


def table(package: Package, part: str, limits: Limits) -> tuple[str, Area | None, Frame]:
    """Name and place of a table, and which of its rows a filter hides. Raises NotInspectableError."""
    found = frame(package, part, limits)
    for type_, data in records(package.blocks(part)):
        if type_ == Record.TABLE:
            place = area_at(data)
            found.painted.append(place)
            reading = Reading(data, _TABLE_NAMES)
            name, shown = reading.text(), reading.text()
            return shown or name, place, found
    return "", None, found


def _take(found: Frame, type_: int, data: bytes) -> None:
    reading = Reading(data)
    match type_:
        case Record.COLUMNS:
            first, last, width = reading.long(), reading.long(), reading.long() / 256
            reading.skip(4)
            hidden = bool(reading.short() & 1) or width == 0
            last = min(LAST_COLUMN, last)
            found.columns.append(Columns(first, last, hidden, not hidden and width < NARROW))
        case Record.MERGED:
            found.merged.append(area_at(data))
        case Record.WIDTHS:
            found.columns_hidden = reading.long() == 0
            reading.skip(4)
            found.rows_hidden = bool(reading.short() & 2)
        case Record.SHEET_PROPERTIES:
            reading.skip(2)
            found.filtered = bool(reading.byte() & 1)
        case Record.MARGINS:
            reading.skip(2)
            found.margins += [text for text in (reading.text() for _ in range(6)) if text]
        case Record.PAINTED:
            reading.skip(8)
            count = min(reading.long(), len(data) // 16)
            found.painted += [area_at(data, reading.at + 16 * number) for number in range(count)]


def rows(package: Package, part: str, _: Limits, layouts: Layouts, values: Values, tally: Tally) -> Iterator[Row]:
    """The rows that hold a value. Raises NotInspectableError where the part cannot be read any further."""
    assembly = Assembly(layouts, values, tally)
    reading = _Rows(assembly)
    inside = False
    try:
        for type_, data in records(package.blocks(part)):
            if inside and type_ < Record.ROW_PARTS:
                if type_ == Record.ROW:
                    reading.end()
                    if assembly.is_full:
                        yield from assembly.rows()
                    reading.begin(data)
                else:
                    reading.cell(type_, data)
            elif type_ in (Record.ROWS_BEGIN, Record.ROWS_END):
                inside = type_ == Record.ROWS_BEGIN
    except (StructError, IndexError) as error:
        yield from assembly.rows()
        raise NotInspectableError(state("It holds blocks of data that cannot be read.")) from error
    except NotInspectableError:
        yield from assembly.rows()
        raise
    reading.end()
    yield from assembly.rows()


class _Rows:
    """The cells of a row, until it ends."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._number = 0
        self._drawn = Head(concealed=False, thin=False)
        self._columns: list[int] = []
        self._styles: list[int] = []
        self._types: list[str] = []
        self._texts: list[str] = []

    def begin(self, data: bytes) -> None:
        """A row begins."""
        number, height, _, flags = _ROW_HEAD.unpack_from(data)
        self._number = number + 1
        self._drawn = head(hidden=bool(flags & 0x10), points=height / 20)

    def cell(self, type_: int, data: bytes) -> None:
        """A cell of it."""
        if type_ in _SHORT:
            type_, at = _SHORT[type_], _SHORT_CELL.size
            style = _SHORT_CELL.unpack_from(data)[0]
            column = self._columns[-1] + 1 if self._columns else 0
        else:
            type_, at = _FORMULAS.get(type_, type_), _CELL.size
            column, style = _CELL.unpack_from(data)
        kind, text = _held(type_, data, at)
        self._columns.append(column)
        self._styles.append(style & _STYLE)
        self._types.append(kind)
        self._texts.append(text)

    def end(self) -> None:
        """The row is over."""
        if not self._number:
            return
        key = (tuple(self._columns), tuple(self._styles), tuple(self._types))
        shape = self._assembly.shape(key) if self._columns else None
        self._assembly.row(self._number, shape, tuple(self._texts), self._drawn)
        for each in (self._columns, self._styles, self._types, self._texts):
            each.clear()
        self._number = 0


def _held(type_: int, data: bytes, at: int) -> tuple[str, str]:
    """What a cell holds, as XML would have it: a type and a text."""
    found = "n", ""
    match type_:
        case Record.CELL_RK:
            found = "n", rk_text(Reading(data, at).long())
        case Record.CELL_ERROR:
            found = "e", _ERRORS.get(data[at], "#N/A")
        case Record.CELL_TRUTH:
            found = "b", str(data[at])
        case Record.CELL_REAL:
            value = Reading(data, at).double()
            found = "n", str(int(value)) if value.is_integer() else repr(value)
        case Record.CELL_TEXT:
            found = "str", Reading(data, at).text()
        case Record.CELL_STRING:
            found = "s", str(Reading(data, at).long())
    return found


def notes(package: Package, part: str, where: str, _: Limits) -> Iterator[Piece]:
    """The comments of a sheet. Raises NotInspectableError."""
    authors, texts, stands_in = [], [], False
    for type_, data in records(package.blocks(part)):
        if type_ == Record.AUTHOR:
            authors.append(Reading(data).text())
        elif type_ == Record.COMMENT:
            author = Reading(data).long()
            stands_in = author < len(authors) and authors[author].startswith("tc=")
        elif type_ == Record.COMMENT_TEXT and not stands_in:
            texts.append(rich_text(Reading(data)))
    yield from remarks(where, [author for author in authors if not author.startswith("tc=")], texts)
