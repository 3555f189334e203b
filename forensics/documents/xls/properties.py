"""What a compound file says of itself and of who made it (MS-OLEPS)."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Iterator, Mapping

from forensics.documents.contents import Author, Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.xls.container import Container
from forensics.language.statement import state, state_many

__all__ = ["read"]

_SUMMARY, _DOCUMENT = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
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


def read(container: Container, known: Collection[str]) -> Iterator[Piece]:
    """People and texts; `known` are the names of the parts that the document has. Raises NotInspectableError."""
    # olefile reads as many values as a property says it has, which may be thousands of millions.
    parts = {name: container.content(name) for name in (_SUMMARY, _DOCUMENT) if name in container.names}
    where = state("properties")
    people, texts = (_texts(parts, wanted) for wanted in (_PEOPLE, _TEXTS))
    yield from (Author(where, name) for name in people)
    yield from (Passage(where, State.HIDDEN, text) for text in texts)
    if people:
        text = state_many("{count} property names who made the document.",
                          "{count} properties name who made the document.", len(people))  # fmt: skip
        yield hidden("X8", where, len(people), text)
    if texts:
        text = state_many("{count} property holds text.", "{count} properties hold text.", len(texts))
        yield hidden("X8", where, len(texts), text, "I")
    if _THUMBNAIL in _places(parts.get(_SUMMARY, b""), _FIRST):
        yield hidden("X8", where, 1, state("A small picture of the document as it once was lies beside it."))
    yield from _further(parts.get(_DOCUMENT, b""), where, known)


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


def _further(data: bytes, where: str, known: Collection[str]) -> Iterator[Piece]:
    own = sum(2 <= kind < 0x80000000 for kind in _places(data, _SECOND))
    if own:
        text = state_many("{count} property that somebody, or a program, added.",
                          "{count} properties that somebody, or a program, added.", own)  # fmt: skip
        yield hidden("X8", where, own, text)
    gone = [title for title in _titles(data) if title and title not in known and "!" not in title]
    yield from (Passage(where, State.HIDDEN, title) for title in gone)
    if gone:
        text = state_many("{count} part is named in the properties that the workbook does not have.",
                          "{count} parts are named in the properties that the workbook does not have.",
                          len(gone))  # fmt: skip
        yield hidden("X8", where, len(gone), text)


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
