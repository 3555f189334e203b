"""Messages as Outlook keeps them: what they say, and the files attached to them (MS-OXMSG)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from forensics.documents.compound.document import Container, content, opened, streams
from forensics.documents.contents import Author, Embedded, Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.kinds import NO_DOCUMENT, kind_of_content
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.mail import without_markup
from forensics.language.statement import state, state_many

__all__ = ["read"]

#: Numbers of properties, and how their bytes are to be read: "001F" UTF-16, "001E" one byte a character, "0102" bytes.
_PROPERTY = re.compile(r"__substg1\.0_([0-9A-F]{4})(001F|001E|0102)", re.IGNORECASE)
_SHOWN = frozenset(("0037", "0E04", "0E03", "0C1A", "0C1F", "1000", "1013"))
_BLIND, _HEADERS, _SENDER, _PAGE = "0E02", "007D", "0C1A", "1013"
_ATTACHED = "3701"
_MESSAGE_WITHIN = "__substg1.0_3701000d"


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """A message and what is attached to it. Raises NotInspectableError."""
    with opened(file) as container:
        paths = streams(container)
        for path in paths:
            try:
                yield from _stream(container, path, limits)
            except NotInspectableError as error:
                yield Unread(path[-1], error.reason)
        if any(_MESSAGE_WITHIN in map(str.casefold, path) for path in paths):
            yield Unread("", state("A message that is attached to the message cannot be looked into."))


def _stream(container: Container, path: list[str], limits: Limits) -> Iterator[Piece]:
    found = _PROPERTY.fullmatch(path[-1])
    if found is None:
        return
    number, kind = found[1].upper(), found[2].upper()
    if len(path) == 2 and path[0].casefold().startswith("__attach") and number == _ATTACHED:
        attached = content(container, path, limits)
        if attached and kind_of_content(attached) != NO_DOCUMENT:
            yield Embedded(path[0], State.VISIBLE, attached)
    elif len(path) == 1 and number in _SHOWN | {_BLIND, _HEADERS}:
        yield from _told(number, _text(content(container, path, limits), kind))


def _told(number: str, text: str) -> Iterator[Piece]:
    where = state("message")
    if not text.strip():
        return
    if number == _BLIND:
        yield hidden("Z", where, 1, state("It names those who got a blind copy."), "M")
    elif number == _HEADERS:
        lines = text.count("\n") + 1
        told = state_many("{count} line tells of the way of the message, and is not shown.",
                          "{count} lines tell of the way of the message, and are not shown.", lines)  # fmt: skip
        yield hidden("Z", where, lines, told, "L")
    elif number == _SENDER:
        yield Author(where, text.strip())
    seen = State.VISIBLE if number in _SHOWN else State.HIDDEN
    yield Passage(where, seen, without_markup(text) if number == _PAGE else text)


def _text(found: bytes, kind: str) -> str:
    return found.decode("utf-16-le" if kind == "001F" else "cp1252", "replace").replace("\0", "")
