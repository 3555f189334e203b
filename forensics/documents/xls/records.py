"""The stream of a workbook as records: a kind, a size and so many bytes, and the texts in them.

MS-XLS 2.1.4 and 2.5.293.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from struct import Struct

__all__ = ["Record", "byte_text", "long_text", "records", "wide_text"]

_HEAD = Struct("<HH")
_LENGTH = Struct("<H")
_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08


@dataclass(frozen=True, slots=True)
class Record:
    """One of them; `place` is where in the stream it begins."""

    kind: int
    place: int
    data: bytes


def records(stream: bytes, wanted: Container[int]) -> Iterator[Record]:
    """Those of the wanted kinds, as far as the stream holds whole ones."""
    at, last, read = 0, len(stream) - _HEAD.size, _HEAD.unpack_from
    while at <= last:
        kind, size = read(stream, at)
        if kind in wanted:
            yield Record(kind, at, stream[at + 4 : at + 4 + size])
        at += 4 + size


def long_text(data: bytes, at: int) -> tuple[str, int]:
    """The text that begins with the number of its characters, and where it ends. Raises ValueError or struct.error."""
    (count,) = _LENGTH.unpack_from(data, at)
    return wide_text(data, at + 2, count)


def wide_text(data: bytes, at: int, count: int) -> tuple[str, int]:
    """So many characters behind a byte that says how they are kept; BIFF8. Raises ValueError, IndexError or
    struct.error."""
    flags = data[at]
    at += 1
    after = 0
    if flags & _RICH:
        after += 4 * _LENGTH.unpack_from(data, at)[0]
        at += 2
    if flags & _PHONETIC:
        after += int.from_bytes(data[at : at + 4], "little")
        at += 4
    end = at + (2 * count if flags & _WIDE else count)
    if end > len(data):
        raise ValueError(count)
    return data[at:end].decode("utf-16-le" if flags & _WIDE else "latin-1", "replace"), end + after


def byte_text(data: bytes, at: int) -> tuple[str, int]:
    """The same of BIFF5: a byte that counts, and bytes of Windows. Raises ValueError or IndexError."""
    end = at + 1 + data[at]
    if end > len(data):
        raise ValueError(end)
    return data[at + 1 : end].decode("cp1252", "replace"), end
