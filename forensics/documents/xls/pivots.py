"""Records that a workbook keeps for its pivot tables: a copy of their source as it was when somebody refreshed them.

MS-XLS 2.1.7.7 and 2.4.272 to 2.4.283. What the source no longer holds is in the copy all the same, and a double click
on the table shows it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from forensics.documents.contents import Author, Piece, Row, State, Table
from forensics.documents.hidden import hidden
from forensics.documents.numbers import number_text, truth_text
from forensics.documents.places import Area
from forensics.documents.xls.records import Record, long_text, records, wide_text
from forensics.language.statement import state, state_many
from forensics.model.document import Hidden

__all__ = ["Cache", "Origin", "cache", "told"]

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


class Origin:
    """The rows from which records came, as they are now."""

    def __init__(self, sheet: str, area: Area) -> None:
        self.sheet = sheet
        self._area = area
        self._seen: set[int] = set()

    def take(self, row: Row) -> None:
        """A row of the sheet."""
        if self._area.holds_row(row.number):
            cells = dict(zip(row.columns, row.values, strict=True))
            self._seen.add(_same([cells.get(at, "") for at in range(self._area.left, self._area.right + 1)]))

    def holds(self, values: Sequence[str]) -> bool:
        """Whether a record is still there."""
        return _same(values) in self._seen


def _same(values: Iterable[str]) -> int:
    """Pivots take texts for the same whatever their case."""
    return hash("\n".join(value.strip().casefold() for value in values).rstrip("\n"))


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
    if found.refreshed_by:
        yield Author(where, found.refreshed_by)
        yield hidden("X8", where, 1, state("It is named who refreshed a pivot table last."))
    kept = [values for values in found.records if any(values)]
    gone = [values for values in kept if origin is None or not origin.holds(values)]
    if gone:
        yield Table(where, State.HIDDEN, found.header)
        yield from (_row(number, values) for number, values in enumerate(gone, 2))
    yield from _findings(where, len(kept), len(gone), present=origin is not None, source_hidden=source_hidden)


def _row(number: int, values: list[str]) -> Row:
    held = [(column, value) for column, value in enumerate(values) if value]
    return Row(number, State.VISIBLE, [column for column, _ in held], [value for _, value in held],
               [State.VISIBLE] * len(held))  # fmt: skip


def _findings(where: str, kept: int, gone: int, *, present: bool, source_hidden: bool) -> Iterator[Hidden]:
    if gone:
        text = (
            state_many("{count} record is kept for a pivot table that its source no longer holds.",
                       "{count} records are kept for a pivot table that their source no longer holds.", gone)
            if present
            else state_many("{count} record is kept for a pivot table; its source is not in the workbook.",
                            "{count} records are kept for a pivot table; their source is not in the workbook.", gone)
        )  # fmt: skip
        yield hidden("X4", where, gone, text)
    if kept > gone:
        count = kept - gone
        text = state_many("{count} record is kept for a pivot table, as its source has it.",
                          "{count} records are kept for a pivot table, as their source has them.", count)  # fmt: skip
        yield hidden("X4", where, count, text, "H" if source_hidden else "I")
