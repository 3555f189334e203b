"""Earlier versions that a file still holds: each update was written behind the one before it (check D2)."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdf  # type: ignore[import-untyped]

from forensics.documents.contents import Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.pdf.reading import Reading
from forensics.documents.pdf.runs import readable
from forensics.language.statement import state, state_many

__all__ = ["ends", "page_texts", "revisions"]

_END = re.compile(rb"%%EOF(?:\r\n|\r|\n)?")
_START = re.compile(rb"startxref\s+(\d{1,12})\s+$")
_TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
#: A file laid out for the web says how long it is, and has a mark before its true end (ISO 32000-2 annex F).
_LINEARISED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,12})")
_STARTS = re.compile(rb"startxref\s+(\d{1,12})")
#: Of a table, or of a stream that is one, what names the table before it.
_TRAILER = re.compile(rb"(?:trailer|obj)\s*<<.{0,4096}?(?:startxref|stream|endobj)", re.DOTALL)
_PREVIOUS = re.compile(rb"/Prev\s+(\d{1,12})")
_FAR = 1 << 24  # bytes of a table
_TAIL = 64
_SPARE = 16
_VERSIONS = 50
_NOTES = 10_000  # of one page
_NO_NOTES = (-1, 0, pdf.FPDF_ANNOT_LINK, pdf.FPDF_ANNOT_POPUP)
_PAGES = 5_000  # of all versions together


def ends(data: bytes) -> list[int]:
    """Where each version ends, the last one's end included. Those of files within the file are none: their tables lie
    elsewhere than they say."""
    head = max(0, data.find(b"%PDF-", 0, 1024 + 5))
    found = [match.end() for match in _END.finditer(data) if _sound(data, match.start(), head)]
    first = _LINEARISED.search(data, head, head + 2048)
    return [end for end in found if first is None or end >= int(first[1]) + head - _SPARE]


def _sound(data: bytes, place: int, head: int) -> bool:
    start = _START.search(data, max(0, place - 64), place)
    return start is not None and _TABLE.match(data, int(start[1]) + head, int(start[1]) + head + 64) is not None


def versions(data: bytes) -> list[tuple[int, bytes]]:
    """The earlier versions: so many bytes of the file, and what is to follow them. Where the end of one was wiped out,
    its table still says what the version was made of (ISO 32000-2 section 7.5.6)."""
    found = ends(data)
    tables = {int(match[1]) for end in found for match in _STARTS.finditer(data, max(0, end - _TAIL), end)}
    head = max(0, data.find(b"%PDF-", 0, 1024 + 5))
    is_linear = _LINEARISED.search(data, head, head + 2048) is not None
    wiped = [] if is_linear else [place for place in _earlier_tables(data, head) if place not in tables]
    whole = ((len(data), b"\nstartxref\n%d\n%%%%EOF\n" % place) for place in wiped)
    return [*((end, b"") for end in found[:-1]), *whole]


def _earlier_tables(data: bytes, head: int) -> list[int]:
    """Where the tables of earlier versions begin, as far as each names the one before it."""
    last = data.rfind(b"startxref")
    start = _STARTS.match(data, last) if last >= 0 else None
    found: list[int] = []
    place = int(start[1]) if start else -1
    while len(found) < _VERSIONS:
        trailer = _TRAILER.search(data, place + head, place + head + _FAR) if _TABLE.match(data, place + head) else None
        before = _PREVIOUS.search(trailer[0]) if trailer else None
        if before is None or int(before[1]) in found or not _TABLE.match(data, int(before[1]) + head):
            break
        place = int(before[1])
        found.append(place)
    return found


def revisions(data: bytes, pages: int, reading: Reading) -> Iterator[Piece]:
    """Words and pages that earlier versions show and the last one does not."""
    earlier = versions(data)
    lost: set[str] = set()
    known = reading.shown | reading.hidden | reading.noted
    most, left = pages, _PAGES
    for number, (end, after) in enumerate(earlier[-_VERSIONS:], max(0, len(earlier) - _VERSIONS) + 1):
        texts = page_texts(data[:end] + after, left)
        where = state("version {number}", number=number)
        if texts is None:
            yield Unread(where, state("The earlier version could not be looked into."))
            continue
        most, left = max(most, len(texts)), left - len(texts)
        for text in texts:
            missing = [word for word in text.split() if word.casefold() not in known]
            known.update(word.casefold() for word in missing)
            lost.update(missing)
            if missing:
                yield Passage(where, State.HIDDEN, " ".join(missing))
    reading.hidden |= {word.casefold() for word in lost}
    yield from _findings(earlier, lost, most - pages)


def page_texts(data: bytes, most: int) -> list[str] | None:
    """The text of each page of a version; None where it cannot be opened, or has more pages than may be read."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return None
    try:
        return [_text(document, index) for index in range(len(document))] if len(document) <= most else None
    except pdfium.PdfiumError:
        return None
    finally:
        document.close()


def _text(document: pdfium.PdfDocument, index: int) -> str:
    page = document[index]
    try:
        text = page.get_textpage()
        try:
            return "\n".join((readable(text.get_text_range()), *_noted(page)))
        finally:
            text.close()
    finally:
        page.close()


def _noted(page: pdfium.PdfPage) -> Iterator[str]:
    """The texts of its notes and the values of its fields."""
    for number in range(min(pdf.FPDFPage_GetAnnotCount(page), _NOTES)):
        each = pdf.FPDFPage_GetAnnot(page, number)
        kind = pdf.FPDFAnnot_GetSubtype(each)
        if kind not in _NO_NOTES:
            yield _value(each, b"V" if kind == pdf.FPDF_ANNOT_WIDGET else b"Contents")
        pdf.FPDFPage_CloseAnnot(each)


def _value(annotation: Any, key: bytes) -> str:  # noqa: ANN401 - a pointer of ctypes
    size = pdf.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    letters = ctypes.create_string_buffer(max(2, size))
    pdf.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(letters, ctypes.POINTER(pdf.FPDF_WCHAR)), size)
    return letters.raw[: max(0, size - 2)].decode("utf-16-le", "replace")


def _findings(earlier: list[tuple[int, bytes]], lost: set[str], pages: int) -> Iterator[Piece]:
    if len(earlier) > _VERSIONS:
        text = state_many("{count} earlier version was not looked into.",
                          "{count} earlier versions were not looked into.", len(earlier) - _VERSIONS)  # fmt: skip
        yield Unread(state("versions"), text)
    if any(char.isalnum() for word in lost for char in word):
        text = state_many("{count} word of an earlier version is kept in the file.",
                          "{count} words of earlier versions are kept in the file.", len(lost))  # fmt: skip
        yield hidden("D2", state("versions"), len(lost), text)
    if pages > 0:
        text = state_many("{count} page of an earlier version is kept in the file.",
                          "{count} pages of earlier versions are kept in the file.", pages)  # fmt: skip
        yield hidden("D2", state("versions"), pages, text)
    if earlier and not lost and pages <= 0:
        text = state_many("{count} earlier version is kept in the file; its pages show the same words.",
                          "{count} earlier versions are kept in the file; their pages show the same words.",
                          len(earlier))  # fmt: skip
        yield hidden("D2", state("versions"), len(earlier), text, "I")
