"""Which frame a stream is in, told by its first bytes; None for what nearly all logs are: lines of UTF-8 text."""

from __future__ import annotations

import codecs

from forensics.sources.frames.documents import Document, is_document
from forensics.sources.frames.frame import ENCODINGS, Encoding, Frame, Lines
from forensics.sources.frames.journals import Journal, is_journal
from forensics.sources.frames.tables import Table, titled

__all__ = ["HEAD_BYTES", "frame_of"]

#: As many first bytes tell the frame.
HEAD_BYTES = 1024 * 1024
#: Of a file whose lines are plain, no more than this is looked at.
_PLAIN = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Bytes looked at for UTF-16 without a mark, and how many are needed to tell.
_LOOKED_AT, _ENOUGH = 4096, 32
_BOM = "\ufeff".encode()


def frame_of(head: bytes, *, tables: bool = True) -> tuple[Frame, Encoding] | None:
    """The frame and the encoding of a stream that begins with `head`.

    `tables` tells whether a table may be taken apart: it may not where its format has been stated.
    """
    encoding = _encoding(head)
    if encoding.name == "utf-8":
        start = head[:256].removeprefix(_BOM).lstrip()
        plain = not start.startswith((b"{", b"[", b'"'))
        head = head[:_PLAIN] if plain else head
    text = encoding.decoder().decode(head)
    frame = _frame(text, tables=tables)
    if frame is None and encoding.name != "utf-8":
        frame = Lines(_line_ends(text))
    if frame is None and "\r" in text and len(text) >= _ENOUGH and _line_ends(text) == "\r":
        frame = Lines("\r")
    return (frame, encoding) if frame else None


def _frame(text: str, *, tables: bool) -> Frame | None:
    if is_document(text):
        return Document()
    if is_journal(text):
        return Journal()
    if tables and (found := titled(text)):
        return Table(found)
    return None


def _line_ends(text: str) -> str:
    """Old Macs, and some editors, end lines with CR alone."""
    return "\r" if "\r" in text.rstrip("\r") and "\n" not in text else "\r?\n"


def _encoding(head: bytes) -> Encoding:
    for mark, name in _MARKS:
        if head.startswith(mark):
            return ENCODINGS[name]
    found = head[:_LOOKED_AT]
    if len(found) >= _ENOUGH and b"\0" in found:
        even, odd = (half.count(0) / len(half) for half in (found[::2], found[1::2]))
        if max(even, odd) > 0.7 and min(even, odd) < 0.1:
            return ENCODINGS["utf-16-be" if even > odd else "utf-16-le"]
    return ENCODINGS["utf-8"]
