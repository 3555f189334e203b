"""Compound files (OLE): encrypted packages, objects of other documents, and what can be told of Word and PowerPoint
before 2007 (checks W3, W4, P1, P2). The text of those two is not looked into, and that is told."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from importlib import import_module
from typing import BinaryIO, Protocol, Self, cast

from forensics.documents.compound.objects import native_file, objects_of_slides
from forensics.documents.compound.properties import STREAMS
from forensics.documents.compound.properties import read as read_properties
from forensics.documents.contents import Embedded, Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.kinds import NO_DOCUMENT, kind_of, kind_of_content
from forensics.documents.limits import Limits, NotInspectableError
from forensics.language.statement import message, state, state_many

__all__ = ["FAULTS", "Container", "content", "is_protected", "opened", "read", "streams"]

#: What olefile raises on damaged files.
FAULTS = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, RecursionError,
          struct.error, UnicodeError, MemoryError)  # fmt: skip
_ENCRYPTED = message("It is encrypted.")
_NOT_FULLY = {
    "doc": message("A text of Word before 2007 is not fully inspected: save it as docx, and inspect that."),
    "ppt": message(
        "A presentation of PowerPoint before 2007 is not fully inspected: save it as pptx, and inspect that."
    ),
}
#: Checks of objects within, and of properties.
_CODES = {"doc": ("W3", "W4"), "ppt": ("P1", "P2")}
_FILEPASS = 0x2F
_USER_ENCRYPTED = 0xF3D1C4DF
_MOST = 4096


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """What is embedded, and the properties. Raises NotInspectableError."""
    kind = kind_of(file)
    if kind == "encrypted":
        raise NotInspectableError(state(_ENCRYPTED))
    with opened(file) as container:
        if is_protected(container):
            raise NotInspectableError(state(_ENCRYPTED))
        of_objects, of_properties = _CODES.get(kind, ("W3", "W4"))
        found = list(_objects(container, limits))
        if kind in _CODES:
            yield from (each for each in _told(found, of_objects))
            yield from _properties(container, of_properties, limits)
            yield Unread("", state(_NOT_FULLY[kind]))
        elif not found:
            yield Unread("", state("An object of this kind cannot be looked into."))
        yield from found


class Container(Protocol):
    """What we use of `olefile.OleFileIO`."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def listdir(self) -> list[list[str]]:
        """Paths of all streams."""

    def exists(self, name: str) -> bool:
        """Whether there is such a stream."""

    def get_size(self, path: str | list[str]) -> int:
        """Its size."""

    def openstream(self, path: str | list[str]) -> BinaryIO:
        """Its bytes."""


def opened(file: BinaryIO) -> Container:
    """The container. Raises NotInspectableError where it is damaged, and ImportError where olefile is missing."""
    library = import_module("olefile")
    try:
        return cast("Container", library.OleFileIO(file))
    except FAULTS as error:
        raise NotInspectableError(state("It is damaged: its table of parts cannot be read.")) from error


def streams(container: Container) -> list[list[str]]:
    """The paths of all streams."""
    try:
        return container.listdir()[:_MOST]
    except FAULTS as error:
        raise NotInspectableError(state("It is damaged: its table of parts cannot be read.")) from error


def content(container: Container, path: list[str], limits: Limits) -> bytes:
    """A whole stream. Raises NotInspectableError."""
    try:
        size = int(container.get_size(path))
        limits.spend(size)
        if size > limits.part:
            raise NotInspectableError(state("Part {name} unpacks to far more than a document holds.", name=path[-1]))
        with container.openstream(path) as stream:
            return stream.read()
    except FAULTS as error:
        raise NotInspectableError(state("Part {name} is damaged.", name=path[-1])) from error


def _start(container: Container, name: str) -> bytes:
    try:
        if not container.exists(name):
            return b""
        with container.openstream(name) as stream:
            return stream.read(4096)
    except FAULTS:
        return b""


def is_protected(container: Container) -> bool:
    """Whether a password keeps its content from being read: MS-XLS 2.4.117, MS-DOC 2.5.2, MS-PPT 2.3.2."""
    word, user = _start(container, "WordDocument"), _start(container, "Current User")
    if len(word) > 11 and word[11] & 0x01:
        return True
    if len(user) >= 16 and struct.unpack_from("<I", user, 12)[0] == _USER_ENCRYPTED:
        return True
    return any(_has_filepass(_start(container, name)) for name in ("Workbook", "Book"))


def _has_filepass(start: bytes) -> bool:
    """Among the first records of a workbook."""
    place = 0
    for _ in range(16):
        if place + 4 > len(start):
            return False
        kind, size = struct.unpack_from("<HH", start, place)
        if kind == _FILEPASS:
            return True
        place += 4 + size
    return False


def _objects(container: Container, limits: Limits) -> Iterator[Piece]:
    """Files within, wherever they lie."""
    for path in streams(container):
        where, name = "/".join(path), path[-1].casefold()
        try:
            if name == "package" or (name == "contents" and len(path) > 1) or path == ["CONTENTS"]:
                yield from _file(where, content(container, path, limits))
            elif name == "\x01ole10native":
                yield from _file(where, native_file(content(container, path, limits)))
            elif path == ["PowerPoint Document"]:
                for number, each in enumerate(objects_of_slides(content(container, path, limits), limits), 1):
                    yield from _file(f"{where}, {number}", each)
            elif name in {"workbook", "worddocument", "powerpoint document"} and len(path) > 1:
                yield Unread(where, state("An embedded document of before 2007 cannot be looked into."))
        except NotInspectableError as error:
            yield Unread(where, error.reason)


def _file(where: str, found: bytes) -> Iterator[Piece]:
    if found and kind_of_content(found) != NO_DOCUMENT:
        yield Embedded(where, State.HIDDEN, found)
    elif found:
        yield Passage(where, State.HIDDEN, found[: 1 << 20].decode("utf-8", "replace"))


def _told(found: list[Piece], code: str) -> Iterator[Piece]:
    count = sum(isinstance(each, Embedded | Passage) for each in found)
    if count:
        told = state_many("{count} embedded object holds more than the picture of it shows.",
                          "{count} embedded objects hold more than the pictures of them show.", count)  # fmt: skip
        yield hidden(code, "", count, told)


def _properties(container: Container, code: str, limits: Limits) -> Iterator[Piece]:
    """Of the two streams of properties that every document may have."""
    try:
        parts = {name: content(container, [name], limits) for name in STREAMS if container.exists(name)}
    except FAULTS:
        yield Unread(state("properties"), state("The properties are damaged."))
        return
    yield from read_properties(parts, code)
