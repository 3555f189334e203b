"""Binary workbooks (MS-XLSB), record by record: no library writes what they hide."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from io import BytesIO

from tests.support.documents.workbook_parts import package, relationships

__all__ = [
    "binary_workbook",
    "column",
    "comments",
    "filtered",
    "merged",
    "number",
    "record",
    "row",
    "sheet",
    "text",
    "wide",
]

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)


def record(type_: int, data: bytes = b"") -> bytes:
    """A record."""
    head = bytes([type_]) if type_ < 128 else bytes([type_ & 127 | 128, type_ >> 7])
    size, parts = len(data), []
    while True:
        parts.append(size & 127 | (128 if size > 127 else 0))
        size >>= 7
        if not size:
            return head + bytes(parts) + data


def wide(value: str) -> bytes:
    """A text with its length before it."""
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def row(number_: int, *, height: int = 300, flags: int = 0) -> bytes:
    """The head of a row, from 1; height in twips; flag 0x10: hidden."""
    return record(0, struct.pack("<iIHBBB", number_ - 1, 0, height, 0, flags, 0) + struct.pack("<I", 0))


def text(column_: int, value: str, style: int = 0) -> bytes:
    """A cell with a text of its own."""
    return record(6, struct.pack("<iI", column_, style) + wide(value))


def number(column_: int, value: float, style: int = 0) -> bytes:
    """A cell with a number."""
    return record(5, struct.pack("<iId", column_, style, value))


def column(first: int, last: int, *, hidden: bool = False, width: float = 9.0) -> bytes:
    """Columns from 0."""
    return record(60, struct.pack("<IIIIH", first, last, int(width * 256), 0, int(hidden)))


def merged(top: int, bottom: int, left: int, right: int) -> bytes:
    """A merged cell: rows from 1, columns from 0."""
    return record(176, struct.pack("<4i", top - 1, bottom - 1, left, right))


def filtered(bottom: int, right: int, value: str) -> bytes:
    """A filter by a value over rows from 1 and columns from 0, which stands after the rows."""
    criteria = record(163, bytes(6)) + record(165, bytes(8)) + record(166) + record(167, wide(value)) + record(164)
    return record(161, struct.pack("<4i", 0, bottom - 1, 0, right)) + criteria + record(162)


def comments(author: str, *texts: str) -> bytes:
    """A part of comments, all by one person."""
    return record(632, wide(author)) + b"".join(
        record(635, bytes(36)) + record(637, b"\0" + wide(each)) for each in texts
    )


def sheet(rows: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    """A part of a sheet."""
    return record(129) + record(148, bytes(16)) + before + record(145) + rows + record(146) + after + record(130)


def _colour(code: str) -> bytes:
    return struct.pack("<BBhBBBB", 2 << 1 | 1, 0, 0, *bytes.fromhex(code), 255)


def _styles(
    formats: Mapping[int, str],
    fonts: Sequence[tuple[float, str]],
    fills: Sequence[str],
    styles: Sequence[tuple[int, ...]],
) -> bytes:
    """Fonts are a size and RRGGBB, fills RRGGBB or nothing; a style is a number format, a font, and perhaps a fill."""
    found = record(278) + record(615, struct.pack("<I", len(formats)))
    found += b"".join(record(44, struct.pack("<H", key) + wide(code)) for key, code in formats.items()) + record(616)
    for size, colour in fonts:
        head = struct.pack("<HHHHBBBB", int(size * 20), 0, 400, 0, 0, 2, 0, 0)
        found += record(43, head + _colour(colour) + b"\0" + wide("F"))
    for colour in fills:
        found += record(45, struct.pack("<I", bool(colour)) + _colour(colour or "FFFFFF") + bytes(56))
    found += record(626, struct.pack("<I", 1)) + record(47, struct.pack("<4H8x", 0xFFFF, 0, 0, 0)) + record(627)
    found += record(617, struct.pack("<I", len(styles)))
    found += b"".join(record(47, struct.pack("<4H8x", 0, *each, *[0] * (3 - len(each)))) for each in styles)
    return found + record(618) + record(279)


def binary_workbook(  # noqa: PLR0913 - each is one part
    sheets: Mapping[str, bytes],
    *,
    states: Sequence[int] = (),
    formats: Mapping[int, str] | None = None,
    fonts: Sequence[tuple[float, str]] = ((11, "000000"),),
    fills: Sequence[str] = ("",),
    styles: Sequence[tuple[int, ...]] = ((0, 0),),
    extra: bytes = b"",
    leads: Sequence[tuple[str, str, str]] = (),
    parts: Mapping[str, str | bytes] | None = None,
) -> BytesIO:
    """A workbook of sheets by name."""
    book = record(131) + record(153, bytes(12)) + record(143)
    for place, name in enumerate(sheets):
        state = states[place] if place < len(states) else 0
        book += record(156, struct.pack("<II", state, place + 1) + wide(f"s{place + 1}") + wide(name))
    own = [(f"s{place}", "worksheet", f"worksheets/sheet{place}.bin") for place in range(1, len(sheets) + 1)]
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relationships(("main", "officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": book + record(144) + extra + record(132),
        "xl/_rels/workbook.bin.rels": relationships(*own, ("st", "styles", "styles.bin"), *leads),
        "xl/styles.bin": _styles(formats or {}, fonts, fills, styles),
    }
    for place, part in enumerate(sheets.values(), 1):
        content[f"xl/worksheets/sheet{place}.bin"] = part
    return package({**content, **(parts or {})})
