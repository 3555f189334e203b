"""Files attached to a PDF, however they hang on it, and pictures with what their cameras wrote (checks D3, D5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from forensics.documents.contents import Embedded, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.pdf.found import Found
from forensics.documents.pdf.objects import FAULTS, Object
from forensics.documents.pdf.streams import content
from forensics.language.statement import state, state_many

__all__ = ["attachments", "pictures"]

#: Invoices that machines read are told by these names (Factur-X, ZUGFeRD, XRechnung): the same as the page shows.
_INVOICE = re.compile(r"(?i)(?:factur-x|zugferd-invoice|xrechnung|order-x|cii)\.xml")
#: Without one of these a JPEG holds a picture and nothing else.
_MARKS = (b"Exif\x00\x00", b"http://ns.adobe.com/xap", b"Photoshop 3.0\x00", b"\xff\xfe", b"MPF\x00")
_HEAD = 65_536
_NAME = 80  # letters


def attachments(document: Found, beside: Found, limits: Limits) -> Iterator[Piece]:
    """Each attached file, once; those too that nothing names any more."""
    seen: set[tuple[int, int]] = set()
    files = (*document.files, *beside.files)
    found = [(file, stream) for file in files for stream in _streams(file) if _new(stream, seen)]
    found += [(stream, stream) for stream in (*document.contents, *beside.contents) if _new(stream, seen)]
    for file, stream in found:
        try:
            yield Embedded(_name(file), State.HIDDEN, content(stream, limits))
        except NotInspectableError as error:
            yield Unread(_name(file), error.reason)
    others = [file for file, _ in found if not _INVOICE.fullmatch(_name(file))]
    if others:
        text = state_many("{count} file is attached.", "{count} files are attached.", len(others))
        yield hidden("D3", _name(others[0]), len(others), text)
    if len(found) > len(others):
        text = state_many("{count} machine-readable invoice is attached.",
                          "{count} machine-readable invoices are attached.",
                          len(found) - len(others))  # fmt: skip
        yield hidden("D3", _name(found[0][0]), len(found) - len(others), text, "L")


def _streams(file: Object) -> Iterator[Object]:
    """Those of one specification: nearly always the same under each of its keys."""
    try:
        entries = file.EF
        yield from (entries[key] for key in ("/UF", "/F", "/DOS", "/Mac", "/Unix") if key in entries)
    except FAULTS:
        return


def _new(stream: Object, seen: set[tuple[int, int]]) -> bool:
    if not hasattr(stream, "read_raw_bytes") or stream.objgen in seen:
        return False
    seen.add(stream.objgen)
    return True


def _name(file: Object) -> str:
    for key in ("/UF", "/F"):
        if key in file and str(file[key]).strip():
            return str(file[key])[:_NAME]
    return state("attachment")


def pictures(found: Iterable[Object], state_of: State, limits: Limits) -> Iterator[Piece]:
    """JPEGs that hold more than a picture, each once."""
    seen: set[int] = set()
    for stream in found:
        try:
            raw = bytes(stream.read_raw_bytes()) if stream.get("/Filter") == "/DCTDecode" else b""
        except FAULTS:
            continue
        if raw and hash(raw) not in seen and any(mark in raw[:_HEAD] for mark in _MARKS):
            seen.add(hash(raw))
            limits.spend(len(raw))
            yield Embedded(state("picture {number}", number=len(seen)), state_of, raw)
