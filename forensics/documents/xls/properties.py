"""What a compound file says of itself and of who made it (MS-OLEPS)."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator

from forensics.documents.contents import Author, Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.limits import NotInspectableError
from forensics.documents.xls.container import FAULTS, Container
from forensics.language.statement import state, state_many

__all__ = ["read"]

_PEOPLE = ("author", "last_saved_by", "manager")
_TEXTS = ("title", "subject", "keywords", "comments", "template", "category", "company")
_DOCUMENT = "\x05DocumentSummaryInformation"
#: Where the numbers of bytes stand at which the two sections begin, and properties of the first.
_FIRST, _SECOND = 44, 64
_CODE_PAGE, _TITLES = 1, 13
_TEXT_VECTOR, _UTF8 = 0x101E, 65001
_MOST = 4096


def read(container: Container, known: Collection[str]) -> Iterator[Piece]:
    """People and texts; `known` are the names of the parts that the document has. Raises NotInspectableError."""
    found = _standard(container)
    where = state("properties")
    people = [text for name in _PEOPLE if (text := _text(found.get(name)))]
    texts = [text for name in _TEXTS if (text := _text(found.get(name)))]
    yield from (Author(where, name) for name in people)
    yield from (Passage(where, State.HIDDEN, text) for text in texts)
    if people:
        text = state_many("{count} property names who made the document.",
                          "{count} properties name who made the document.", len(people))  # fmt: skip
        yield hidden("X8", where, len(people), text)
    if texts:
        text = state_many("{count} property holds text.", "{count} properties hold text.", len(texts))
        yield hidden("X8", where, len(texts), text, "I")
    if found.get("thumbnail"):
        yield hidden("X8", where, 1, state("A small picture of the document as it once was lies beside it."))
    if _DOCUMENT in container.names:
        yield from _further(container.content(_DOCUMENT), where, known)


def _standard(container: Container) -> dict[str, object]:
    """Those that every document may have."""
    try:
        found = container.file.get_metadata()
        return {name: getattr(found, name, None) for name in (*_PEOPLE, *_TEXTS, "thumbnail")}
    except FAULTS as error:
        raise NotInspectableError(state("The properties are damaged.")) from error


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("cp1252", "replace")
    return value.strip("\0 ") if isinstance(value, str) else ""


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
        page = struct.unpack_from("<H", data, places[_CODE_PAGE] + 4)[0] if _CODE_PAGE in places else 0
        (count,) = struct.unpack_from("<I", data, at + 4)
        at += 8
        for _ in range(min(count, _MOST)):
            (size,) = struct.unpack_from("<I", data, at)
            text = data[at + 4 : at + 4 + size].rstrip(b"\0")
            found.append(text.decode("utf-8" if page == _UTF8 else "cp1252", "replace"))
            at += 4 + size
    except struct.error:
        return []
    return found
