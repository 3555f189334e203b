"""What a compound file (OLE) is, by the streams at its top; not by the names in it, for a text may hold a workbook."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from typing import BinaryIO

__all__ = ["SIGNATURE", "kind_of_compound", "names_in"]

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Streams and storages at the top, in lower case; the first that is there tells.
_STREAMS = (("encryptedpackage", "encrypted"), ("workbook", "xls"), ("book", "xls"), ("worddocument", "doc"),
            ("powerpoint document", "ppt"), ("__properties_version1.0", "msg"), ("\x01ole10native", "ole"),
            ("package", "ole"), ("contents", "ole"), ("\x01ole", "ole"), ("\x03objinfo", "ole"))  # fmt: skip
_NONE = 0xFFFFFFFA  # the first of the numbers that are no sector, and no entry
_ENTRY = 128
_MOST = 1 << 16  # entries of a directory


def names_in(file: BinaryIO) -> frozenset[str]:
    """Of the streams and storages at the top, in lower case; none where the directory is damaged."""
    try:
        return frozenset(name.casefold() for name in _top(file))
    except (struct.error, IndexError, UnicodeDecodeError, OverflowError, ValueError):
        return frozenset()


def kind_of_compound(file: BinaryIO) -> str | None:
    """A kind of document, "ole" for an object that another document holds; None for anything else."""
    names = names_in(file)
    return next((kind for name, kind in _STREAMS if name in names), None)


def _top(file: BinaryIO) -> Iterator[str]:
    """Names of the entries right below the root (MS-CFB 2.6)."""
    directory = b"".join(_directory(file))
    (waiting,) = (list(struct.unpack_from("<I", directory, 76)),)
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number >= _NONE or number in seen or len(seen) > _MOST:
            continue
        seen.add(number)
        entry = directory[number * _ENTRY : (number + 1) * _ENTRY]
        (length,) = struct.unpack_from("<H", entry, 64)
        yield entry[: min(max(length - 2, 0), 62)].decode("utf-16-le")
        waiting += struct.unpack_from("<II", entry, 68)


def _directory(file: BinaryIO) -> Iterator[bytes]:
    """The sectors of the directory (MS-CFB 2.2 and 2.3)."""
    file.seek(0)
    header = file.read(512)
    (shift,) = struct.unpack_from("<H", header, 30)
    if shift not in {9, 12}:
        raise ValueError(shift)
    table = _Table(file, header, 1 << shift)
    (sector,) = struct.unpack_from("<I", header, 48)
    seen: set[int] = set()
    while sector < _NONE and sector not in seen and len(seen) < _MOST:
        seen.add(sector)
        yield table.sector(sector)
        sector = table.after(sector)


class _Table:
    """Which sector follows which: read where it is needed."""

    def __init__(self, file: BinaryIO, header: bytes, size: int) -> None:
        self._file = file
        self._size = size
        self._places = array("L", struct.unpack_from("<109I", header, 76))
        (more,) = struct.unpack_from("<I", header, 68)
        seen: set[int] = set()
        while more < _NONE and more not in seen and len(seen) < _MOST:
            seen.add(more)
            numbers = struct.unpack(f"<{size // 4}I", self.sector(more))
            self._places.extend(numbers[:-1])
            more = numbers[-1]

    def sector(self, number: int) -> bytes:
        self._file.seek((number + 1) * self._size)
        return self._file.read(self._size)

    def after(self, number: int) -> int:
        place, within = divmod(number, self._size // 4)
        found: int = struct.unpack_from("<I", self.sector(self._places[place]), within * 4)[0]
        return found
