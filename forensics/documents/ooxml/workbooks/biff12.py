"""Records of a binary workbook (MS-XLSB 2.1.4): a type, a size, and so many bytes; and what lies in these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from struct import Struct
from struct import error as StructError  # noqa: N812 - it is an exception, whatever its name

from forensics.documents.limits import NotInspectableError
from forensics.documents.places import Area
from forensics.language.statement import state

__all__ = ["Reading", "Record", "area_at", "records", "rk_text", "wide_texts"]


class Record(IntEnum):
    """Types of records (MS-XLSB 2.3.2) that say something here; below ROW_PARTS those of rows and cells."""

    ROW = 0
    CELL_RK = 2
    CELL_ERROR = 3
    CELL_TRUTH = 4
    CELL_REAL = 5
    CELL_TEXT = 6
    CELL_STRING = 7
    ROW_PARTS = 19
    STRING = 19
    ITEM_MISSING = 20
    ITEM_NUMBER = 21
    ITEM_TRUTH = 22
    ITEM_ERROR = 23
    ITEM_TEXT = 24
    ITEM_DATE = 25
    ITEM_INDEX = 26
    ITEM_LAST = 32
    RECORD = 33
    RECORD_PARTS = 34
    NAME = 39
    FONT = 43
    FORMAT = 44
    FILL = 45
    STYLE = 47
    COLUMNS = 60
    ROWS_BEGIN = 145
    ROWS_END = 146
    SHEET_PROPERTIES = 147
    BOOK_PROPERTIES = 153
    SHEET = 156
    VIEW = 158
    FILTER = 161
    FILTER_END = 162
    MERGED = 176
    CACHE = 179
    CACHE_FIELD = 183
    CACHE_SOURCE = 185
    CACHE_SHEET = 187
    CACHE_ITEMS = 189
    TABLE = 343
    LINK_ROW = 366
    LINK_REAL = 368
    LINK_TRUTH = 369
    LINK_ERROR = 370
    LINK_TEXT = 371
    LINK_TABLE = 363
    CACHE_ID = 386
    PAINTED = 461
    COLOUR = 475
    MARGINS = 479
    WIDTHS = 485
    BASE_STYLES = 626
    BASE_STYLES_END = 627
    AUTHOR = 632
    COMMENT = 635
    COMMENT_TEXT = 637
    SAVED_AT = 2071


_DOUBLE, _LONG, _SHORT = Struct("<d"), Struct("<i"), Struct("<H")
_AREA = Struct("<4i")
#: Bytes of the longest record that a workbook holds; the text of a cell has 32,767 letters.
_LONGEST = 16 << 20
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff][\x00-\x02]){6,}")


def records(blocks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The type and the bytes of each record of a part. Raises NotInspectableError where it is cut off."""
    rest = b""
    for block in blocks:
        data = rest + block
        at = 0
        while (head := _head(data, at)) is not None:
            type_, begin, end = head
            if end > len(data):
                break
            yield type_, data[begin:end]
            at = end
        rest = data[at:]
        if len(rest) > _LONGEST:
            raise _broken()
    if rest:
        raise _broken()


def _head(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Type, begin and end of the record at a place; None where its head is not all there."""
    if at + 6 > len(data) and not _is_whole(data, at):
        return None
    type_ = data[at]
    at += 1
    if type_ & 0x80:
        type_ = type_ & 0x7F | (data[at] & 0x7F) << 7
        at += 1
    size = shift = 0
    for _ in range(4):
        byte = data[at]
        at += 1
        size |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            break
    return type_, at, at + size


def _is_whole(data: bytes, at: int) -> bool:
    """Whether the head of a record ends before the data does."""
    if at >= len(data):
        return False
    at += 2 if data[at] & 0x80 else 1
    return any(at + each < len(data) and not data[at + each] & 0x80 for each in range(4))


def _broken() -> NotInspectableError:
    return NotInspectableError(state("It holds blocks of data that cannot be read."))


class Reading:
    """The bytes of one record, read from left to right. Raises NotInspectableError where they end too early."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self._data = data
        self.at = at

    def byte(self) -> int:
        """Eight bits."""
        return self._take(1)[0]

    def short(self) -> int:
        """Sixteen bits, without a sign."""
        return int.from_bytes(self._take(2), "little")

    def long(self) -> int:
        """Thirty-two bits, without a sign."""
        return int.from_bytes(self._take(4), "little")

    def double(self) -> float:
        """A number with a point that floats."""
        found: float = _DOUBLE.unpack(self._take(8))[0]
        return found

    def text(self) -> str:
        """A text with its length before it; empty for none."""
        length = self.long()
        return "" if length == 0xFFFFFFFF else self._take(2 * length).decode("utf-16-le", "replace")

    def skip(self, size: int) -> None:
        """Goes on."""
        self._take(size)

    def _take(self, size: int) -> bytes:
        found = self._data[self.at : self.at + size]
        if len(found) < size:
            raise _broken()
        self.at += size
        return found


def area_at(data: bytes, at: int = 0) -> Area:
    """The rectangle at a place. Raises NotInspectableError where it is not all there."""
    try:
        top, bottom, left, right = _AREA.unpack_from(data, at)
    except StructError as error:
        raise _broken() from error
    return Area(top + 1, bottom + 1, left, right)


def rk_text(number: int) -> str:
    """A number in thirty bits (MS-XLSB 2.5.122): the upper ones of a double, or whole; a hundredth, if so marked."""
    if number & 2:
        value: float = (number >> 2) - (1 << 30 if number & 0x80000000 else 0)
    else:
        value = _DOUBLE.unpack(b"\0\0\0\0" + _LONG.pack(_signed(number & 0xFFFFFFFC)))[0]
    value = value / 100 if number & 1 else value
    return str(int(value)) if float(value).is_integer() else repr(value)


def _signed(number: int) -> int:
    return number - (1 << 32) if number & 0x80000000 else number


def wide_texts(content: bytes) -> list[str]:
    """Texts of six letters or more in bytes of which nothing else is known."""
    return [found[0].decode("utf-16-le", "replace") for found in _WIDE.finditer(content)]
