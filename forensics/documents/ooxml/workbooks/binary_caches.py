"""What a binary workbook keeps of pivots, other workbooks and connections (MS-XLSB 2.1.7.38, 2.1.7.25, 2.1.7.14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from forensics.documents.contents import Piece, State, Table
from forensics.documents.limits import Limits
from forensics.documents.numbers import number_text
from forensics.documents.ooxml.web import Web
from forensics.documents.ooxml.workbooks.biff12 import Reading, Record, area_at, records, wide_texts
from forensics.documents.ooxml.workbooks.caches import told_connections
from forensics.documents.ooxml.workbooks.links import kept_cells, kept_places, kept_row
from forensics.documents.ooxml.workbooks.pivots import Cache, Field, Source
from forensics.documents.package import Package

__all__ = ["connections", "definition", "link", "recorded"]

#: Of a definition: a user is named; the records have an id.
_HAS_USER = 0x02
_FROM_DATA = 0x0004  # a field that stands in the records
_IS_DATE, _IS_TEXT, _IS_NUMBER = 0x0004, 0x0008, 0x0040
_OTHER_BOOK, _NAMES_SHEET = 0x01, 0x02


@dataclass(slots=True)
class _Making:
    """A field whose items are still being read."""

    name: str
    recorded: bool
    kind: int = 0  # what its values are where records do not name items
    items: list[str] = field(default_factory=list)

    def made(self) -> Field:
        kind = "n" if self.kind & _IS_NUMBER else "d" if self.kind & _IS_DATE and not self.kind & _IS_TEXT else "s"
        return Field(self.name, self.items, self.recorded, kind)


def definition(package: Package, part: str, _: Limits) -> Cache:
    """What the definition of a cache says. Raises NotInspectableError."""
    cache = Cache(part)
    making: list[_Making] = []
    for type_, data in records(package.blocks(part)):
        reading = Reading(data)
        match type_:
            case Record.CACHE:
                cache.refreshed_by = _refreshed_by(reading)
            case Record.CACHE_SOURCE:
                cache.source = Source(elsewhere=reading.long() != 0)
            case Record.CACHE_SHEET:
                cache.source = _source(reading, data)
            case Record.CACHE_FIELD:
                flags = reading.short()
                reading.skip(18)
                making.append(_Making(reading.text(), bool(flags & _FROM_DATA)))
            case Record.CACHE_ITEMS if making:
                making[-1].kind = reading.short()
            case _ if making and Record.ITEM_MISSING <= type_ <= Record.ITEM_LAST:
                making[-1].items.append(_item(type_, reading))
    cache.fields = [each.made() for each in making]
    return cache


def _refreshed_by(reading: Reading) -> str:
    reading.skip(16)
    flags = reading.byte()
    reading.skip(4)
    return reading.text() if flags & _HAS_USER else ""


def _source(reading: Reading, data: bytes) -> Source:
    by_name = reading.byte()
    reading.skip(1)
    flags = reading.byte()
    sheet = reading.text() if flags & _NAMES_SHEET else ""
    outside = bool(flags & _OTHER_BOOK)
    if outside:
        reading.text()
    if by_name:
        return Source(sheet, "", reading.text(), outside)
    place = area_at(data, reading.at)
    return Source(sheet, f"R{place.top}C{place.left}", "", outside, place)


#: Items with further properties come as types of their own, seven higher.
_RICH = 7


def _item(type_: int, reading: Reading) -> str:
    match type_ if type_ <= Record.ITEM_INDEX else type_ - _RICH:
        case Record.ITEM_NUMBER:
            return number_text(reading.double())
        case Record.ITEM_TRUTH:
            return "TRUE" if reading.byte() else "FALSE"
        case Record.ITEM_ERROR:
            return "#N/A"
        case Record.ITEM_TEXT:
            return reading.text()
        case Record.ITEM_DATE:
            return _date(reading)
    return ""


def _date(reading: Reading) -> str:
    year, month, day = reading.short(), reading.short(), reading.byte()
    clock = f"{reading.byte():02}:{reading.byte():02}:{reading.byte():02}"
    return f"{year:04}-{month:02}-{day:02}" + ("" if clock == "00:00:00" else f"T{clock}")


def recorded(package: Package, cache: Cache, _: Limits) -> Iterator[list[str]]:
    """The values of each record, in the order of the fields. Raises NotInspectableError."""
    fields = [each for each in cache.fields if each.recorded]
    values: list[str] | None = None
    for type_, data in records(package.blocks(cache.records)):
        reading = Reading(data)
        if type_ in (Record.RECORD, Record.RECORD_PARTS):
            if values is not None:
                yield values
            values = [] if type_ == Record.RECORD_PARTS else None
            if type_ == Record.RECORD:
                yield [_value(each, reading) for each in fields]
        elif values is not None and Record.ITEM_MISSING <= type_ <= Record.ITEM_LAST:
            known = type_ == Record.ITEM_INDEX and len(values) < len(fields)
            values.append(_shared(fields[len(values)], reading.long()) if known else _item(type_, reading))
    if values is not None:
        yield values


def _value(of: Field, reading: Reading) -> str:
    if of.items:
        return _shared(of, reading.long())
    match of.kind:
        case "n":
            return number_text(reading.double())
        case "d":
            return _date(reading)
    return reading.text()


def _shared(of: Field, number: int) -> str:
    return of.items[number] if number < len(of.items) else ""


def link(package: Package, web: Web, part: str, _: Limits) -> Iterator[Piece]:
    """The cells that an external link keeps, a table for each sheet, and where the other workbook lies."""
    row: list[tuple[int, str]] = []
    number = count = 0
    for type_, data in records(package.blocks(part)):
        reading = Reading(data)
        if type_ in (Record.LINK_TABLE, Record.LINK_ROW):
            if row:
                yield kept_row(number, row)
            row = []
            if type_ == Record.LINK_TABLE:
                yield Table(part, State.HIDDEN)
            else:
                number = reading.long() + 1
        elif Record.LINK_REAL <= type_ <= Record.LINK_TEXT:
            row.append((reading.long(), _kept(type_, reading)))
            count += 1
    if row:
        yield kept_row(number, row)
    yield from kept_cells(part, count)
    yield from kept_places(part, [each.target for each in web.of(part) if each.external])


def _kept(type_: int, reading: Reading) -> str:
    match type_:
        case Record.LINK_REAL:
            return number_text(reading.double())
        case Record.LINK_TRUTH:
            return "TRUE" if reading.byte() else "FALSE"
        case Record.LINK_TEXT:
            return reading.text()
    return "#N/A"


def connections(package: Package, part: str, _: Limits) -> Iterator[Piece]:
    """Where data comes from: every text of a part of connections."""
    return told_connections(part, wide_texts(package.content(part)))
