"""Reads a PDF: its pages with PDFium as a viewer shows them, its structure with qpdf as the file holds it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from io import BytesIO
from typing import BinaryIO

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]

from forensics.documents.contents import Embedded, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.kinds import NO_DOCUMENT, UNKNOWN, kind_of
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.pdf.annotations import Annotations, annotated, notes
from forensics.documents.pdf.attachments import attachments, pictures
from forensics.documents.pdf.descriptions import descriptions
from forensics.documents.pdf.fields import fields
from forensics.documents.pdf.found import Found
from forensics.documents.pdf.layers import layers
from forensics.documents.pdf.loose import looks_not_shown, loose, loose_pictures, patterns
from forensics.documents.pdf.objects import FAULTS
from forensics.documents.pdf.outline import bookmarks
from forensics.documents.pdf.pages import pages_read
from forensics.documents.pdf.properties import properties
from forensics.documents.pdf.reading import Reading
from forensics.documents.pdf.revisions import ends, revisions
from forensics.documents.pdf.sizes import too_large
from forensics.documents.pdf.walk import MOST, own
from forensics.language.statement import Statement, state, state_many

__all__ = ["read"]

_PADDING = b"\x00 \t\r\n\x1a"


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """All that it shows and holds. Raises NotInspectableError: encrypted, damaged, too large."""
    data = file.read(limits.part + 1)
    if len(data) > limits.part:
        raise NotInspectableError(state("It has more than {size} bytes.", size=limits.part))
    limits.spend(len(data))
    yield from _closed(data, _structure(data), limits)


def _closed(data: bytes, file: pikepdf.Pdf | None, limits: Limits) -> Iterator[Piece]:
    try:
        yield from _pieces(data, file, limits)
    finally:
        if file is not None:
            file.close()


def _structure(data: bytes) -> pikepdf.Pdf | None:
    """None where only its pages can be read."""
    try:
        file = pikepdf.open(BytesIO(data), attempt_recovery=True, suppress_warnings=True)
        len(file.pages)
    except pikepdf.PasswordError as error:
        raise NotInspectableError(state("It is encrypted.")) from error
    except FAULTS:
        return None
    return file


def _pieces(data: bytes, file: pikepdf.Pdf | None, limits: Limits) -> Iterator[Piece]:
    marks = _marks(file, limits)
    reading = Reading()
    found = _own(file)
    if file is not None and found is not None and too_large(found[0].texts):
        pages = len(file.pages)
        yield Unread("", state("Its pages were not looked at: what draws them unpacks to far more than pages need."))
    else:
        pages = yield from _pages(data, file, marks, reading)
        reading.noted |= {word for text in marks.texts() for word in text.casefold().split()}
        yield from revisions(data, pages, reading)
    if file is None or found is None:
        yield Unread("", state("Its structure is damaged; only its pages could be looked at."))
    else:
        if too_large(found[1].texts):
            yield Unread(state("outside the pages"), state("It unpacks to far more than a document holds."))
        yield from _held(file, found, marks, reading, pages, limits)
    yield from _around(data)


def _own(file: pikepdf.Pdf | None) -> tuple[Found, Found] | None:
    """What belongs to the document, and what lies in the file beside it; None where it is damaged."""
    try:
        return None if file is None else own(file)
    except FAULTS:
        return None


def _marks(file: pikepdf.Pdf | None, limits: Limits) -> Annotations:
    """None where the structure is damaged, which is told later."""
    try:
        return Annotations() if file is None else annotated(file, limits)
    except FAULTS:
        return Annotations()


def _pages(data: bytes, file: pikepdf.Pdf | None, marks: Annotations, reading: Reading) -> Generator[Piece, None, int]:
    """What they show; how many there are."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if file is None:
            raise NotInspectableError(state("It is damaged.")) from error
        yield Unread("", state("Its pages cannot be drawn."))
        return len(file.pages)
    try:
        if document.get_formtype():
            document.init_forms()
        yield from pages_read(document, marks, reading)
        return len(document)
    finally:
        document.close()


def _held(
    file: pikepdf.Pdf, found: tuple[Found, Found], marks: Annotations, reading: Reading, pages: int, limits: Limits
) -> Iterator[Piece]:
    """What the file holds beside the text of its pages."""
    document, beside = found
    parts = (
        (state("annotations"), notes(marks, reading)),
        (state("annotations"), looks_not_shown(file, marks, reading)),
        (state("form"), fields(file, marks.widgets, reading, limits)),
        (state("layers"), layers(file)),
        (state("bookmarks"), bookmarks(file, reading.hidden, reading.shown)),
        (state("attachments"), attachments(document, beside, limits)),
        (state("pictures"), pictures(document.pictures, State.VISIBLE, limits)),
        (state("outside the pages"), loose_pictures(document, beside, limits)),
        (state("properties"), properties(file, document, reading.shown, limits)),
        (state("properties"), descriptions(document, reading)),
        (state("patterns"), patterns(file, document, reading, limits)),
        (state("outside the pages"), loose(file, (document, beside), reading, pages, limits)),
    )
    if not document.complete:
        text = state("It has more than {count} parts: only its pages and the first parts were looked at.", count=MOST)
        yield Unread("", text)
    for where, pieces in parts:
        yield from _guarded(where, pieces)


def _guarded(where: Statement, found: Iterator[Piece]) -> Iterator[Piece]:
    """What one check finds; where the file is damaged there, what it found before."""
    try:
        yield from found
    except NotInspectableError as error:
        yield Unread(where, error.reason)
    except FAULTS:
        yield Unread(where, state("This part of the document is damaged."))


def _around(data: bytes) -> Iterator[Piece]:
    """Bytes before the beginning and after the end."""
    before = data.find(b"%PDF-", 0, 1029)
    if before > 0 and data[:before].strip(_PADDING + b"\xef\xbb\xbf"):
        text = state_many(
            "{count} byte stands before the document.", "{count} bytes stand before the document.", before
        )
        yield hidden("Z", "", before, text)
    last = ends(data)
    after = data[last[-1] :].strip(_PADDING) if last else b""
    if not after:
        return
    text = state_many("{count} byte stands after the end of the document.",
                      "{count} bytes stand after the end of the document.", len(after))  # fmt: skip
    yield hidden("D5", "", len(after), text)
    if kind_of(BytesIO(after)) not in {UNKNOWN, NO_DOCUMENT}:
        yield Embedded(state("after the end"), State.HIDDEN, after)
