"""What a file is, by its content and never by its name."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import BinaryIO

from forensics.documents.archive_kinds import kind_of_archive
from forensics.documents.compound.kinds import SIGNATURE, kind_of_compound
from forensics.documents.delimited import is_table
from forensics.documents.text_kinds import kind_of_text

__all__ = ["KINDS", "NO_DOCUMENT", "UNKNOWN", "ends_as_archive", "kind_as_archive", "kind_of", "kind_of_content"]

#: Of which there is nothing to say but that it is none of the others; and what holds text or programs for browsers.
UNKNOWN, NO_DOCUMENT = "unknown", "no_document"
_HEAD = 4096
_TAIL = 66_000
_SIGNATURES = (
    (re.compile(rb"\xff\xd8\xff"), "jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"II[*+]\x00|MM\x00[*+]"), "tiff"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp"),
    (re.compile(rb"....ftyp(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis)", re.DOTALL), "heic"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rt"), "rtf"),  # Word reads it so
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-"), "pdf"),
    # Pictures that are drawn line by line, and hold nothing beside that.
    (re.compile(rb"\x01\x00\x00\x00.{36} EMF|VCLMTF|\xd7\xcd\xc6\x9a|[\x01\x02]\x00\x09\x00\x00[\x01\x03]", re.DOTALL),
     NO_DOCUMENT),
    # What browsers load with a page, and programs: sound, film, fonts, icons, bitmaps; what a Mac leaves in folders.
    (re.compile(rb"wOF[F2]|\x00\x01\x00\x00\x00|OTTO|ttcf|true\x00|\x1aE\xdf\xa3|ID3|\xff[\xf2\xf3\xfa\xfb]|OggS|fLaC"
                rb"|\x00\x05\x16[\x00\x07]|\x00\x00\x00\x01Bud1"),
     NO_DOCUMENT),
    (re.compile(rb"....ftyp(?:iso|mp4|avc|M4|qt|3g|dash|msdh|f4v|MSNV|mmp4|piff|cmf)|RIFF....(?:WAVE|AVI )"
                rb"|\x00asm|\x00\x00[\x01\x02]\x00[^\x00]\x00|BM....\x00\x00\x00\x00",
                re.DOTALL), NO_DOCUMENT),
)  # fmt: skip
#: Readers of PDF pass over what stands before it, up to 1,024 bytes.
_PDF_AFTER = re.compile(rb".{1,1024}?%PDF-[12]\.\d\s", re.DOTALL)
_PDF_INSIDE = re.compile(rb"startxref|%%EOF|\d \d obj\b")
_ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK\x03\x04")
_END = b"PK\x05\x06"
#: Its end holds this many bytes and a comment, whose length is in the last two.
_END_SIZE = 22
KINDS = (
    "xlsx", "xlsm", "xlsb", "xls", "ods", "docx", "docm", "doc", "odt", "rtf", "pptx", "pptm", "ppt", "odp", "odg",
    "pdf", "jpeg", "png", "gif", "tiff", "webp", "heic", "zip", "msg", "eml", "mbox", "ole", "flat",
    "flat_odf", "office_html", "csv", "encrypted", NO_DOCUMENT, UNKNOWN,
)  # fmt: skip


def kind_of(file: BinaryIO) -> str:
    """One of KINDS; the file is left at its start."""
    file.seek(0)
    head = file.read(_HEAD)
    try:
        found = _by_signature(head) or _by_container(file, head) or _late_pdf(file, head) or _plain(head)
        return "csv" if found in {NO_DOCUMENT, UNKNOWN} and is_table(file) else found
    finally:
        file.seek(0)


def kind_of_content(content: bytes) -> str:
    """The same of a file that lies within another."""
    return kind_of(BytesIO(content))


def _by_signature(head: bytes) -> str | None:
    return next((kind for pattern, kind in _SIGNATURES if pattern.match(head)), None)


def _by_container(file: BinaryIO, head: bytes) -> str | None:
    if head.startswith(SIGNATURE):
        return kind_of_compound(file) or UNKNOWN
    if head.startswith(_ARCHIVE):
        return kind_of_archive(file) or "zip"
    # An archive may have anything before it, and is still opened by every program.
    return kind_of_archive(file) if ends_as_archive(file) else None


def ends_as_archive(file: BinaryIO) -> bool:
    """Whether the file, whatever it begins with, is a ZIP archive as well; its end may have bytes after it."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - _TAIL))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_SIZE:
        return False
    # Within a document, say an attachment that is not packed, the end of an archive is not the end of the file.
    comment = int.from_bytes(tail[place + 20 : place + 22], "little")
    return abs(len(tail) - place - _END_SIZE - comment) < 1024 and kind_of_archive(file) is not None


def kind_as_archive(file: BinaryIO) -> str | None:
    """What a file that begins as something else is for a program that opens archives; None where it is none."""
    file.seek(0)
    found = kind_of_archive(file) if not file.read(4).startswith(_ARCHIVE) and ends_as_archive(file) else None
    file.seek(0)
    return found


def _late_pdf(file: BinaryIO, head: bytes) -> str | None:
    """A text may speak of PDF: one that follows something else has the objects of a PDF."""
    if not _PDF_AFTER.match(head):
        return None
    file.seek(0, 2)
    file.seek(max(0, file.tell() - _TAIL))
    return "pdf" if _PDF_INSIDE.search(head) or _PDF_INSIDE.search(file.read()) else None


def _plain(head: bytes) -> str:
    """Text of any kind is no document, but for the few kinds of document that are text."""
    if head.startswith(b"\x1f\x8b\x08"):
        return _packed(head)
    return kind_of_text(head, whole=len(head) < _HEAD) or UNKNOWN


def _packed(head: bytes) -> str:
    """A page that was packed for browsers is none either."""
    try:
        start = zlib.decompressobj(31).decompress(head, _HEAD)
    except zlib.error:
        return UNKNOWN
    return NO_DOCUMENT if kind_of_text(start, whole=False) == NO_DOCUMENT else UNKNOWN
