"""Which reader reads which kind: each is imported when a document of its kind is there."""

from __future__ import annotations

from importlib import import_module

from forensics.documents.contents import Reader

__all__ = ["READERS", "reader_of"]

#: Kind (`kinds.KINDS`) -> module whose `read` reads it.
READERS: dict[str, str] = {
    "docx": "forensics.documents.ooxml.text",
    "docm": "forensics.documents.ooxml.text",
    "doc": "forensics.documents.compound",
    "ppt": "forensics.documents.compound",
    "ole": "forensics.documents.compound",
    "encrypted": "forensics.documents.compound",
    "rtf": "forensics.documents.rtf",
    "eml": "forensics.documents.mail",
    "msg": "forensics.documents.outlook",
    "flat": "forensics.documents.not_read",
    "office_html": "forensics.documents.not_read",
    "mbox": "forensics.documents.not_read",
    "zip": "forensics.documents.archives",
    "pptx": "forensics.documents.ooxml.slides",
    "pptm": "forensics.documents.ooxml.slides",
}


def reader_of(kind: str) -> Reader | None:
    """The reader of a kind; None where there is none."""
    module = READERS.get(kind)
    return None if module is None else import_module(module).read
