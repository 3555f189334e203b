"""What a compound file says of itself and of who made it (MS-OLEPS)."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Iterator, Mapping

from forensics.documents.contents import Piece
from forensics.documents.properties import added, described, gone, thumbnail
from forensics.language.statement import state

__all__ = ["STREAMS", "read"]

_SUMMARY, _DOCUMENT = STREAMS = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
#: Numbers of properties: author, who saved last, manager; title, subject, keywords, comments, template, category,
#: company.
_PEOPLE = ((_SUMMARY, 4), (_SUMMARY, 8), (_DOCUMENT, 14))
_TEXTS = (*((_SUMMARY, number) for number in (2, 3, 5, 6, 7)), (_DOCUMENT, 2), (_DOCUMENT, 15))
_THUMBNAIL = 17
_BYTES, _WIDE = 0x1E, 0x1F
#: Where the numbers of bytes stand at which the two sections begin, and properties of the first.
_FIRST, _SECOND = 44, 64
_CODE_PAGE, _TITLES = 1, 13
_TEXT_VECTOR, _UTF8 = 0x101E, 65001
_MOST = 4096


def read(parts: Mapping[str, bytes], code: str, known: Collection[str] | None = None) -> Iterator[Piece]:
    """People and texts of the STREAMS that are there; `code` is that of the check for this kind, `known` the names of
    the sheets and ranges that a workbook has.

    Not by olefile, which reads as many values as a property says it has: they may be thousands of millions.
    """
    where = state("properties")
    yield from described(where, code, *(_texts(parts, wanted) for wanted in (_PEOPLE, _TEXTS)))
    if _THUMBNAIL in _places(parts.get(_SUMMARY, b""), _FIRST):
        yield thumbnail(where, code)
    further = parts.get(_DOCUMENT, b"")
    yield from added(where, code, sum(2 <= kind < 0x80000000 for kind in _places(further, _SECOND)))
    if known is not None:
        yield from gone(where, _titles(further), known)


def _texts(parts: Mapping[str, bytes], wanted: Iterable[tuple[str, int]]) -> list[str]:
    found = (_text(parts.get(part, b""), number) for part, number in wanted)
    return [text for text in found if text]


def _text(data: bytes, number: int) -> str:
    """A property that is text; empty where there is none."""
    places = _places(data, _FIRST)
    try:
        kind, size = struct.unpack_from("<II", data, places[number])
    except (KeyError, struct.error):
        return ""
    at = places[number] + 8
    if kind == _WIDE:
        return data[at : at + 2 * size].decode("utf-16-le", "replace").strip("\0 ")
    return data[at : at + size].decode(_encoding(data, places), "replace").strip("\0 ") if kind == _BYTES else ""


def _encoding(data: bytes, places: Mapping[int, int]) -> str:
    place = places.get(_CODE_PAGE, len(data))
    return "utf-8" if data[place + 4 : place + 6] == _UTF8.to_bytes(2, "little") else "cp1252"


def _places(data: bytes, section: int) -> dict[int, int]:
    """Where each property of a section begins, by its number; empty where there is no such section."""
    try:
        sections = struct.unpack_from("<I", data, 24)[0]
        if sections < (2 if section == _SECOND else 1):
            return {}
        (place,) = struct.unpack_from("<I", data, section)
        (count,) = struct.unpack_from("<I", data, place + 4)
        pairs = [struct.unpack_from("<II", data, place + 8 + 8 * each) for each in range(min(count, _MOST))]
    except struct.error:
        return {}
    return {kind: place + at for kind, at in pairs}


def _titles(data: bytes) -> list[str]:
    """Names of sheets and of cells, as they were when the document was saved."""
    places = _places(data, _FIRST)
    at, found = places.get(_TITLES), []
    try:
        if at is None or struct.unpack_from("<I", data, at)[0] != _TEXT_VECTOR:
            return []
        encoding = _encoding(data, places)
        (count,) = struct.unpack_from("<I", data, at + 4)
        at += 8
        for _ in range(min(count, _MOST)):
            (size,) = struct.unpack_from("<I", data, at)
            text = data[at + 4 : at + 4 + size].rstrip(b"\0")
            found.append(text.decode(encoding, "replace"))
            at += 4 + size
    except struct.error:
        return []
    return found
