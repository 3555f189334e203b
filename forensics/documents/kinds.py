"""What a file is, by its content and never by its name."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO

from forensics.documents.delimited import is_table

__all__ = ["KINDS", "NO_DOCUMENT", "UNKNOWN", "kind_of"]

#: Of which there is nothing to say but that it is none of the others; and what holds text or programs for browsers.
UNKNOWN, NO_DOCUMENT = "unknown", "no_document"
_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (re.compile(rb"\xff\xd8\xff"), "jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"II[*+]\x00|MM\x00[*+]"), "tiff"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp"),
    (re.compile(rb"....ftyp(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis)", re.DOTALL), "heic"),
    (re.compile(rb"\s*\{\\rtf"), "rtf"),
    (re.compile(rb"(?s).{0,1024}?%PDF-"), "pdf"),
)
#: Main content types of Office Open XML, and the mimetype of OpenDocument, by what they hold.
_OOXML = (
    (re.compile(rb"application/vnd\.ms-excel\.(?:sheet|template|addin)\.binary\.macroEnabled[^\"']*"), "xlsb"),
    (re.compile(rb"spreadsheetml\.(?:sheet|template)\.main\+xml"), "xlsx"),
    (re.compile(rb"ms-excel\.(?:sheet|template|addin)\.macroEnabled\.main\+xml"), "xlsm"),
    (re.compile(rb"wordprocessingml\.(?:document|template)\.main\+xml"), "docx"),
    (re.compile(rb"ms-word\.(?:document|template)\.macroEnabled(?:Template)?\.main\+xml"), "docm"),
    (re.compile(rb"presentationml\.(?:presentation|template|slideshow)\.main\+xml"), "pptx"),
    (re.compile(rb"ms-powerpoint\.(?:presentation|template|slideshow|addin)\.macroEnabled\.main\+xml"), "pptm"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/vnd.oasis.opendocument.graphics": "odg",
}
#: Directory entries of compound files, in UTF-16.
_STREAMS = (("EncryptedPackage", "encrypted"), ("Workbook", "xls"), ("Book", "xls"), ("WordDocument", "doc"),
            ("PowerPoint Document", "ppt"), ("__properties_version1.0", "msg"))  # fmt: skip
KINDS = (
    "xlsx", "xlsm", "xlsb", "xls", "ods", "docx", "docm", "doc", "odt", "rtf", "pptx", "pptm", "ppt", "odp", "odg",
    "pdf", "jpeg", "png", "gif", "tiff", "webp", "heic", "zip", "msg", "csv", "encrypted", NO_DOCUMENT, UNKNOWN,
)  # fmt: skip


def kind_of(file: BinaryIO) -> str:
    """One of KINDS; the file is left at its start."""
    file.seek(0)
    head = file.read(_HEAD)
    try:
        return _by_signature(head) or _by_container(file, head) or _text(file, head)
    finally:
        file.seek(0)


def _by_signature(head: bytes) -> str | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    return next((kind for pattern, kind in _SIGNATURES if pattern.match(head)), None)


def _by_container(file: BinaryIO, head: bytes) -> str | None:
    if head.startswith(_OLE):
        return _of_compound(file)
    # An archive may have anything before it, and is still opened by every program.
    return _of_archive(file) if head.startswith(b"PK") or _ends_as_archive(file) else None


def _ends_as_archive(file: BinaryIO) -> bool:
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 66_000))
    return b"PK\x05\x06" in file.read()


def _of_archive(file: BinaryIO) -> str:
    """What the archive is; "zip" where it is no document itself, or cannot be read as one."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = {name.casefold(): name for name in archive.namelist()}
            types, mime = (_start_of(archive, names, name) for name in ("[content_types].xml", "mimetype"))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return "zip"
    mime = mime.strip().removesuffix(b"-template")
    found = next((kind for pattern, kind in _OOXML if pattern.search(types)), None)
    return found or _OPEN_DOCUMENT.get(mime, "zip")


def _start_of(archive: zipfile.ZipFile, names: dict[str, str], name: str) -> bytes:
    if name not in names:
        return b""
    with archive.open(names[name]) as part:
        return part.read(1 << 20)


def _of_compound(file: BinaryIO) -> str:
    file.seek(0)
    content = file.read(64 << 20)
    for name, kind in _STREAMS:
        if name.encode("utf-16-le") + b"\x00\x00" in content:
            return kind
    return UNKNOWN


def _text(file: BinaryIO, head: bytes) -> str:
    return "csv" if is_table(file) else _plain(head)


def _plain(head: bytes) -> str:
    """Text of any kind, or a kind of file that browsers load with a page, is no document."""
    if not head or head.startswith((b"wOFF", b"wOF2", b"\x00\x01\x00\x00", b"OTTO", b"\x1aE\xdf\xa3", b"ID3", b"OggS")):
        return NO_DOCUMENT
    text = head[: -4 if len(head) == _HEAD else None]
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(text) - 4:
            return UNKNOWN
    return UNKNOWN if b"\x00" in text else NO_DOCUMENT
