"""Records that a workbook keeps for its pivot tables: a copy of their source as it was when somebody refreshed them.

MS-XLS 2.1.7.7 and 2.4.272 to 2.4.283. What the source no longer holds is in the copy all the same, and a double click
on the table shows it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from forensics.documents.contents import Piece, Unread
from forensics.documents.numbers import number_text, truth_text
from forensics.documents.ooxml import pivots
from forensics.documents.ooxml.origins import Origin
from forensics.documents.ooxml.pivots import Field
from forensics.documents.xls.records import Record, long_text, records, wide_text
from forensics.language.statement import state, state_many

__all__ = ["Cache", "cache", "told"]

_DATABASE, _FIELD, _INDEXES = 0xC6, 0xC7, 0xC8
_NUMBER, _TRUTH, _ERROR, _WHOLE, _STRING, _DATE, _NIL = range(0xC9, 0xD0)
_ITEMS = {_NUMBER, _TRUTH, _ERROR, _WHOLE, _STRING, _DATE, _NIL}
_HAS_ITEMS, _CALCULATED, _WIDE = 0x0001, 0x0004, 0x0200


@dataclass(slots=True)
class _Field:
    """A column of the source."""

    name: str
    flags: int
    count: int  # of items that records name by number
    items: list[str] = field(default_factory=list)

    @property
    def is_indexed(self) -> bool:
        """Whether records name its items; else they hold values."""
        return bool(self.flags & _HAS_ITEMS)

    def item(self, number: int) -> str:
        """Items of groups stand before those of records."""
        own = self.items[-self.count :] if self.count else self.items
        return own[number] if number < len(own) else ""


@dataclass(slots=True)
class Cache:
    """What a stream keeps."""

    number: int
    declared: int = 0  # records, as it says
    refreshed_by: str = ""
    header: tuple[str, ...] = ()
    records: list[list[str]] = field(default_factory=list)


def cache(number: int, stream: bytes) -> Cache:
    """What a stream keeps. Raises ValueError, IndexError or struct.error where it cannot be read."""
    reading = _Reading(Cache(number))
    for record in records(stream, {_DATABASE, _FIELD, _INDEXES, *_ITEMS}):
        reading.take(record)
    return reading.made()


class _Reading:
    def __init__(self, found: Cache) -> None:
        self._cache = found
        self._fields: list[_Field] = []
        self._record: list[str | None] = []
        self._begun = False

    def take(self, record: Record) -> None:
        """The next record of the stream."""
        match record.kind:
            case 0xC6:
                (self._cache.declared,) = struct.unpack_from("<I", record.data)
                (count,) = struct.unpack_from("<H", record.data, 18)
                if 0 < count < len(record.data):
                    self._cache.refreshed_by = wide_text(record.data, 20, count)[0]
            case 0xC7:
                flags = struct.unpack_from("<H", record.data)[0]
                count = struct.unpack_from("<H", record.data, 12)[0]
                self._fields.append(_Field(long_text(record.data, 14)[0], flags, count))
            case 0xC8:
                self._end_record()
                self._begin_record(record.data)
            case _:
                self._take_value(_text(record))

    def _recorded(self) -> list[_Field]:
        return [each for each in self._fields if not each.flags & _CALCULATED]

    def _begin_record(self, data: bytes) -> None:
        self._begun, at = True, 0
        for each in self._recorded():
            if not each.is_indexed:
                self._record.append(None)
                continue
            size = 2 if each.flags & _WIDE else 1
            self._record.append(each.item(int.from_bytes(data[at : at + size], "little")))
            at += size

    def _take_value(self, value: str) -> None:
        fields = self._recorded()
        if not self._begun and self._fields and (self._fields[-1].is_indexed or not fields):
            self._fields[-1].items.append(value)
            return
        if not self._begun and not self._record:  # no field has items
            self._record = [None] * len(fields)
        if None in self._record:
            self._record[self._record.index(None)] = value
        if None not in self._record:
            self._end_record()

    def _end_record(self) -> None:
        if self._record:
            self._cache.records.append([value or "" for value in self._record])
            self._record = []

    def made(self) -> Cache:
        """All of it."""
        self._end_record()
        self._cache.header = tuple(each.name for each in self._recorded())
        return self._cache


def _text(record: Record) -> str:
    data = record.data
    match record.kind:
        case 0xC9:
            return number_text(struct.unpack_from("<d", data)[0])
        case 0xCA:
            return truth_text(str(data[0]))
        case 0xCC:
            return str(struct.unpack_from("<h", data)[0])
        case 0xCD:
            return long_text(data, 0)[0]
        case 0xCE:
            year, month, day, hour, minute, second = struct.unpack_from("<HHBBBB", data)
            clock = f"T{hour:02}:{minute:02}:{second:02}" if hour or minute or second else ""
            return f"{year:04}-{month:02}-{day:02}{clock}"
    return ""


def told(found: Cache, origin: Origin | None, *, source_hidden: bool) -> Iterator[Piece]:
    """As a table, what its source does not hold; and how much of either."""
    where = state("pivot cache {number}", number=found.number)
    fields = [Field(name, ()) for name in found.header]
    kept = pivots.Cache(where, fields, refreshed_by=found.refreshed_by)
    yield from pivots.told_cache(kept, found.records, origin, source_hidden=source_hidden)
    missing = found.declared - len(found.records)
    if missing > 0:
        text = state_many("{count} record of a pivot table cannot be read.",
                          "{count} records of a pivot table cannot be read.", missing)  # fmt: skip
        yield Unread(where, text)
