"""What lies in the file of a workbook beside its stream: properties, embedded files, the log of changes, macros."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import TypeAlias

from forensics.documents.compound_objects import native_file
from forensics.documents.contents import Embedded, Passage, Piece, State, Table, Unread
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.xls import properties
from forensics.documents.xls.container import Container
from forensics.documents.xls.records import records
from forensics.language.statement import state, state_many

__all__ = ["read"]

#: What reads a workbook that is a storage within this file.
Nested: TypeAlias = Callable[[Container, str, Limits], Iterator[Piece]]
_WORKBOOKS = ("workbook", "book")
_OTHERS = ("worddocument", "powerpoint document")
_FILES = ("package", "contents")
_NATIVE = "\x01ole10native"
_LOG, _CHANGE = "revision log", 0x13B
_MACROS = "_vba_project_cur/"
_OBJECTS = re.compile(r"(?:mbd|lnk)[0-9a-f]{8}/", re.IGNORECASE)
#: Runs of letters in a record whose other bytes are numbers.
_RUNS = re.compile(rb"(?:[ -~\xa0-\xff]\x00){2,}|[ -~\xa0-\xff]{3,}")


def read(container: Container, limits: Limits, nested: Nested, known: Collection[str]) -> Iterator[Piece]:
    """All of it; `known` are the names that the workbook gives its sheets and cells."""
    for name in container.names:
        try:
            yield from _part(container, name, limits, nested)
        except NotInspectableError as error:
            yield Unread(name, error.reason)
    if any(name.casefold().startswith(_MACROS) for name in container.names):
        yield hidden("Z", "", 1, state("It holds macros."), "I")
    try:
        yield from properties.read(container, known)
    except NotInspectableError as error:
        yield Unread(state("properties"), error.reason)


def _part(container: Container, name: str, limits: Limits, nested: Nested) -> Iterator[Piece]:
    last = name.rpartition("/")[2].casefold()
    if name.casefold() == _LOG:
        return _log(name, container.content(name))
    if not _OBJECTS.match(name):
        return iter(())
    if last in _WORKBOOKS:
        return _concealed(nested(container, name, limits), name)
    if last in _OTHERS:
        return iter([Unread(name, state("An embedded document of before 2007 cannot be looked into."))])
    if last in _FILES:
        return _file(name, container.content(name))
    return _file(name, native_file(container.content(name))) if last == _NATIVE else iter(())


def _file(name: str, content: bytes) -> Iterator[Piece]:
    if content:
        text = state("A file lies in the workbook, of which at most a picture is shown.")
        yield hidden("X6", name, 1, text, "L")
        yield Embedded(name, State.HIDDEN, content)


def _concealed(found: Iterator[Piece], name: str) -> Iterator[Piece]:
    """What an embedded workbook holds: of it, at most a picture is shown."""
    text = state("A file lies in the workbook, of which at most a picture is shown.")
    yield hidden("X6", name, 1, text, "L")
    for piece in found:
        yield replace(piece, state=State.HIDDEN) if isinstance(piece, Table | Passage) else piece


def _log(name: str, content: bytes) -> Iterator[Piece]:
    """What cells held before. Texts are found by their letters, numbers are not."""
    changes = list(records(content, {_CHANGE}))
    for change in changes:
        for found in _RUNS.findall(change.data):
            text = found.decode("utf-16-le" if b"\x00" in found else "latin-1", "replace").strip()
            if text:
                yield Passage(name, State.HIDDEN, text)
    if changes:
        count = len(changes)
        text = state_many("{count} value that a cell held before is kept.",
                          "{count} values that cells held before are kept.", count)  # fmt: skip
        yield hidden("X7", name, count, text)
        yield Unread(name, state("Numbers among the earlier values of cells are not looked into."))
