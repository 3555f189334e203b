"""One document, with all that is embedded in it, to what it shows and hides.

Runs in a process of its own (`guard`): a hostile document may end it. Values are counted and forgotten; masked examples
are gathered only for who hands in `Samples`.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from forensics.documents.contents import Author, Embedded, Passage, Piece, Row, State, Table, Unread
from forensics.documents.fingerprint import fingerprint
from forensics.documents.hidden import hidden
from forensics.documents.kinds import NO_DOCUMENT, UNKNOWN, kind_as_archive, kind_of
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.personal.samples import Samples
from forensics.documents.readers import reader_of
from forensics.documents.records import TableCount
from forensics.documents.tally import Place, Tally
from forensics.language.statement import Statement, joined, message, state
from forensics.model.document import Document, Hidden
from forensics.regular import open_regular

__all__ = ["NO_READER", "inspect_file"]

#: Why a file of such a kind is not looked into.
NO_READER = {
    "encrypted": message("It is encrypted."),
    UNKNOWN: message("What kind of file it is cannot be told from its content."),
    NO_DOCUMENT: message("It is no document, but text or a file of a web page."),
}
#: Endings of names that say more than one kind of content.
_ENDINGS = {
    "xls": ("xls",), "xlt": ("xls",), "xlsx": ("xlsx",), "xltx": ("xlsx",), "xlsm": ("xlsm",), "xltm": ("xlsm",),
    "xlsb": ("xlsb",), "ods": ("ods",), "ots": ("ods",), "csv": ("csv", NO_DOCUMENT), "doc": ("doc",),
    "docx": ("docx",), "docm": ("docm",), "odt": ("odt",), "rtf": ("rtf",), "ppt": ("ppt",),
    "pptx": ("pptx",), "pptm": ("pptm",),
    "odp": ("odp",), "pdf": ("pdf",), "jpg": ("jpeg",), "jpeg": ("jpeg",), "png": ("png",), "gif": ("gif",),
    "tif": ("tiff",), "tiff": ("tiff",), "webp": ("webp",), "heic": ("heic",), "zip": ("zip",), "msg": ("msg",),
}  # fmt: skip


def inspect_file(path: Path, shown: str, samples: Samples | None = None) -> Document:
    """The file as one document, named as `shown`; not inspected where it cannot be read."""
    try:
        with open_regular(path) as file:
            return _inspected(file, shown, samples)
    except OSError as error:
        reason = state("It cannot be read: {error}.", error=error.strerror or type(error).__name__)
    return Document(path=shown, kind=UNKNOWN, bytes=0, sha256="", state="not_inspected", reason=reason)


def _inspected(file: BinaryIO, shown: str, samples: Samples | None) -> Document:
    size, digest = fingerprint(file)
    kind = kind_of(file)
    tally = Tally(samples)
    _note_name(shown, kind, tally)
    level = _Level(tally, Limits())
    level.read(file, kind)
    other = kind_as_archive(file)
    if other not in {None, kind}:
        text = state("It is {kind} to some programs and {other} to others.", kind=kind, other=other)
        tally.find(hidden("Z", "", 1, text, "M"))
        level.read(file, str(other))
    return tally.document(path=shown, kind=kind, size=size, sha256=digest)


def _note_name(shown: str, kind: str, tally: Tally) -> None:
    """A name that says something else than the content."""
    ending = shown.rpartition(".")[2].casefold()
    if kind not in _ENDINGS.get(ending, (kind,)) and kind not in {UNKNOWN, "encrypted"}:
        text = state("Its name ends in .{ending}, its content is {kind}.", ending=ending, kind=kind)
        tally.find(hidden("Z", "", 1, text))


def _pieces(file: BinaryIO, kind: str, limits: Limits) -> Iterator[Piece]:
    """What its reader hands on; at the end, if there is one, the reason why it stopped or could not begin."""
    try:
        reader = reader_of(kind)
        yield from [Unread("", _no_reader(kind))] if reader is None else reader(file, limits)
    except NotInspectableError as error:
        yield Unread("", error.reason)
    except ImportError as error:
        text = message("Reading it needs {library}: pip install 'accesslog-forensics[documents]'.")
        yield Unread("", state(text, library=error.name or str(error)))


def _no_reader(kind: str) -> Statement:
    return state(NO_READER[kind]) if kind in NO_READER else state("Files of kind {kind} are not read.", kind=kind)


class _Level:
    """One document on its way into the tally: the file itself, or one that is embedded in it."""

    def __init__(self, tally: Tally, limits: Limits, base: State = State.VISIBLE, place: Place = ()) -> None:
        self._tally = tally
        self._limits = limits
        self._base = base  # what is hidden hides all that is in it
        self._place = place  # the embedded files in which it lies, outermost first
        self._table: tuple[TableCount, Place] | None = None

    def read(self, file: BinaryIO, kind: str) -> None:
        """Reads it to its end, or as far as it can be read."""
        self._tally.kind(kind)
        for piece in _pieces(file, kind, self._limits):
            self._take(piece)
        self._close()

    def _take(self, piece: Piece) -> None:
        match piece:
            case Row():
                if self._table is not None:
                    self._table[0].add(piece)
            case Table():
                self._begin(piece)
            case Passage():
                self._pass(piece)
            case Author():
                self._tally.author(piece)
            case Embedded():
                self._descend(piece)
            case Unread():
                self._tally.unread(replace(piece, where=self._where(piece.where)))
            case Hidden():
                self._tally.find(replace(piece, where=self._where(piece.where)))

    def _where(self, where: str) -> str:
        """The place in the whole document."""
        outer = self._place[-1] if self._place else ""
        return joined(outer, where, by=" > ") if outer and where else outer or where

    def _begin(self, table: Table) -> None:
        self._close()
        where = self._where(table.where)
        count = self._tally.table(replace(table, where=where, state=max(self._base, table.state)))
        self._table = None if count is None else (count, (*self._place, where))

    def _close(self) -> None:
        if self._table is not None:
            self._tally.close(*self._table)
            self._table = None

    def _pass(self, passage: Passage) -> None:
        where = self._where(passage.where)
        state = max(self._base, passage.state)
        self._tally.passage(replace(passage, where=where, state=state), (*self._place, where))

    def _descend(self, embedded: Embedded) -> None:
        """Into a file within this one, unless the same was looked into."""
        where = self._where(embedded.where)
        if not self._tally.is_new(hashlib.sha256(embedded.content).digest()):
            return
        file = io.BytesIO(embedded.content)
        kind = kind_of(file)
        below = _Level(self._tally, self._limits, max(self._base, embedded.state), (*self._place, where))
        if len(self._place) >= self._limits.depth:
            self._tally.unread(Unread(where, state("It lies too deep within other files.")))
        elif kind != NO_DOCUMENT:
            below.read(file, kind)
        elif (text := _text(embedded.content)) is not None:
            below._pass(Passage("", State.VISIBLE, text))


def _text(content: bytes) -> str | None:
    """Of a plain file its text; of any other None."""
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    return None
