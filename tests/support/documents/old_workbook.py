"""Workbooks of Excel 97 made by xlwt, with records put in that it does not write."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping

from xlwt import Workbook

from tests.support.documents.compound_files import compound

__all__ = ["file_of", "long_text", "record", "saved", "stream_of", "with_records"]

_BOUNDSHEET, _EOF = 0x85, 0x0A


def saved(book: Workbook) -> bytes:
    """As xlwt writes it."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def stream_of(book: Workbook) -> bytes:
    """The records of the workbook, without the file around them."""
    return bytes(book.get_biff_data())


def file_of(stream: bytes, parts: Mapping[str, bytes] | None = None) -> bytes:
    """A file with these records, and other streams beside them."""
    return compound({"Workbook": stream, **(parts or {})})


def record(kind: int, data: bytes) -> bytes:
    """One record."""
    return struct.pack("<HH", kind, len(data)) + data


def long_text(text: str) -> bytes:
    """Text behind the number of its characters."""
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def with_records(stream: bytes, in_book: bytes = b"", in_sheets: bytes = b"") -> bytes:
    """The same with more records at the end of what is said of the workbook, and of each sheet."""
    out, moved, at, ends = bytearray(), {}, 0, 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            out += in_sheets if ends else in_book
            ends += 1
        moved[at] = len(out)
        out += stream[at : at + 4 + size]
        at += 4 + size
    for old, new in moved.items():
        kind, _, place = struct.unpack_from("<HHI", stream, old) if old + 8 <= len(stream) else (0, 0, 0)
        if kind == _BOUNDSHEET:
            struct.pack_into("<I", out, new + 4, moved[place])
    return bytes(out)
