"""Messages: what they say, and the files attached to them, each for the reader of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_binary_file
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from html import unescape
from typing import BinaryIO

from forensics.documents.contents import Author, Embedded, Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.kinds import NO_DOCUMENT, kind_of_content
from forensics.documents.limits import BLOCK, Limits, NotInspectableError
from forensics.language.statement import state, state_many

__all__ = ["read", "without_markup"]

_SHOWN = ("From", "To", "Cc", "Subject", "Date")
#: Where a message was written, and by whom, as far as no program shows it.
_TELLING = re.compile(
    r"received|x-originating-ip|x-mailer|user-agent|x-sender.*|return-path|x-ms-exchange-.*", re.IGNORECASE
)
_BLIND = "Bcc"
_TAG = re.compile(r"(<[^<>]*>)")
_SILENT = re.compile(r"<(/?)(?:style|script)\b", re.IGNORECASE)
_MOST = 1000
#: Bytes and lines of a message that is read: twice of what mail servers let pass.
_SIZE = 64 << 20
_LINES = 2_000_000
_FAULTS = (MessageError, ValueError, KeyError, IndexError, TypeError, AttributeError, LookupError, RecursionError)


def without_markup(text: str) -> str:
    """The words of a page."""
    words, is_silent = [], False
    for piece in _TAG.split(text):
        tag = _SILENT.match(piece)
        if tag:
            is_silent = not tag[1]
        elif not piece.startswith("<") and not is_silent:
            words.append(piece)
    return unescape(" ".join(words))


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """A message and what is attached to it. Raises NotInspectableError."""
    _refuse_large(file, limits)
    try:
        found = message_from_binary_file(file, policy=default)
        pieces = list(_message(found, limits))
    except _FAULTS as error:
        raise NotInspectableError(state("It is damaged: it cannot be read as a message.")) from error
    yield from pieces


def _refuse_large(file: BinaryIO, limits: Limits) -> None:
    """Python's parser holds a message several times over, and each of its lines as an object."""
    file.seek(0)
    size = lines = 0
    while block := file.read(BLOCK):
        size += len(block)
        lines += max(block.count(b"\n"), block.count(b"\r"))
        if size > _SIZE:
            raise NotInspectableError(state("It has more than {size} bytes.", size=_SIZE))
        if lines > _LINES:
            raise NotInspectableError(state("It has more than {count} lines.", count=_LINES))
    limits.spend(size)
    file.seek(0)


def _message(found: EmailMessage, limits: Limits) -> Iterator[Piece]:
    yield from _headers(found)
    for number, part in enumerate(found.walk()):
        if number > _MOST:
            yield Unread("", state("It has more than {count} parts.", count=_MOST))
            return
        if not part.is_multipart():
            yield from _part(part, number, limits)


def _headers(found: EmailMessage) -> Iterator[Piece]:
    lines = [f"{name}: {found[name]}" for name in _SHOWN if found[name]]
    if lines:
        yield Passage(state("message"), State.VISIBLE, "\n".join(lines))
    if found["From"]:
        yield Author(state("message"), str(found["From"]))
    blind = found.get_all(_BLIND, [])
    if blind:
        yield hidden("Z", state("message"), len(blind), state("It names those who got a blind copy."), "M")
        yield Passage(state("message"), State.HIDDEN, "\n".join(map(str, blind)))
    told = [value for name, value in found.items() if _TELLING.fullmatch(name)]
    if told:
        text = state_many("{count} line tells of the way of the message, and is not shown.",
                          "{count} lines tell of the way of the message, and are not shown.", len(told))  # fmt: skip
        yield hidden("Z", state("message"), len(told), text, "L")
        yield Passage(state("message"), State.HIDDEN, "\n".join(map(str, told)))


def _part(part: EmailMessage, number: int, limits: Limits) -> Iterator[Piece]:
    where = state("part {number}", number=number)
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content:
        return
    limits.spend(len(content))
    kind = kind_of_content(content)
    if kind != NO_DOCUMENT:
        yield Embedded(where, State.VISIBLE, content)
    elif part.get_content_maintype() == "text":
        text = _decoded(content, part.get_content_charset("utf-8"))
        yield Passage(where, State.VISIBLE, without_markup(text) if part.get_content_subtype() == "html" else text)


def _decoded(content: bytes, charset: str) -> str:
    """The text; of a charset that there is not, or that is none for texts, its bytes one for one."""
    try:
        return content.decode(charset, "replace")
    except (LookupError, ValueError):
        return content.decode("latin-1")
