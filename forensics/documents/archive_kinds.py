"""What a ZIP archive is: a document of Office or OpenDocument, or an archive of files."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import BinaryIO

__all__ = ["kind_of_archive"]

#: Main content types of Office Open XML, by what they hold.
_OOXML = (
    (re.compile(r"application/vnd\.ms-excel\.(?:sheet|template|addin)\.binary\.macroEnabled[^\"']*"), "xlsb"),
    (re.compile(r"spreadsheetml\.(?:sheet|template)\.main\+xml"), "xlsx"),
    (re.compile(r"ms-excel\.(?:sheet|template|addin)\.macroEnabled\.main\+xml"), "xlsm"),
    (re.compile(r"wordprocessingml\.(?:document|template)\.main\+xml"), "docx"),
    (re.compile(r"ms-word\.(?:document|template)\.macroEnabled(?:Template)?\.main\+xml"), "docm"),
    (re.compile(r"presentationml\.(?:presentation|template|slideshow)\.main\+xml"), "pptx"),
    (re.compile(r"ms-powerpoint\.(?:presentation|template|slideshow|addin)\.macroEnabled\.main\+xml"), "pptm"),
)
_OPEN_DOCUMENT = re.compile(
    r"application/vnd\.oasis\.opendocument\.(spreadsheet|text|presentation|graphics)(?:-(?:template|master|web))?(?!-)\b"
)
_OF_OPEN_DOCUMENT = {"spreadsheet": "ods", "text": "odt", "presentation": "odp", "graphics": "odg"}
#: The part with which a reader begins, and what kind of part that is.
_MAIN = re.compile(r"<[^>]*/officeDocument[\"'][^>]*>")
_TARGET = re.compile(r"\bTarget\s*=\s*[\"']/*([^\"']*)[\"']")
_OVERRIDE = re.compile(r"<[^>]*\bOverride\b[^>]*>")
#: Documents for which there is no reader: to call them archives of files would be to call them clean.
_NO_READER = re.compile(r"index/.*\.iwa|index\.(?:apxl|xml)|index\.zip|fixeddocseq\.fdseq|fixeddocumentsequence\.fdseq")
_START = 1 << 20
_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError)


def kind_of_archive(file: BinaryIO) -> str | None:
    """A kind of document, "unknown" for one that cannot be read, "zip" for an archive of files; None where its
    table of parts cannot be read."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = {name.replace("\\", "/").lstrip("/").casefold(): name for name in archive.namelist()}
            parts = ("[content_types].xml", "_rels/.rels", "mimetype", "meta-inf/manifest.xml")
            return _told(names, *(_start_of(archive, names, part) for part in parts))
    except _FAULTS:
        return None


def _told(names: dict[str, str], types: str, relationships: str, mime: str, manifest: str) -> str:
    if types:
        return _of_types(types, relationships) or "unknown"
    open_document = _OPEN_DOCUMENT.search(mime or manifest)
    if open_document:
        return _OF_OPEN_DOCUMENT[open_document[1]]
    strange = (mime and "epub" not in mime) or any(map(_NO_READER.fullmatch, names))
    return "unknown" if strange else "zip"


def _of_types(types: str, relationships: str) -> str | None:
    """By the type of the part with which Office begins; else by the first type that a main part may have."""
    target = _TARGET.search(next(iter(_MAIN.findall(relationships)), ""))
    main = [] if target is None else [each for each in _OVERRIDE.findall(types) if f"/{target[1]}" in each]
    found = (kind for text in (*main, types) for pattern, kind in _OOXML if pattern.search(text))
    return next(found, None)


def _start_of(archive: zipfile.ZipFile, names: dict[str, str], name: str) -> str:
    if name not in names:
        return ""
    try:
        with archive.open(names[name]) as part:
            start = part.read(_START)
    except _FAULTS:
        return " "  # there, and cannot be read
    return start.decode("utf-16" if start[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")
