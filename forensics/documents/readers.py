"""Which reader reads which kind: each is imported when a document of its kind is there."""

from __future__ import annotations

from importlib import import_module

from forensics.documents.contents import Reader

__all__ = ["READERS", "reader_of"]

#: Kind (`kinds.KINDS`) -> module whose `read` reads it.
READERS: dict[str, str] = {
    "csv": "forensics.documents.delimited",
    **dict.fromkeys(("flat_odf", "odg", "odp", "ods", "odt"), "forensics.documents.opendocument.document"),
    **dict.fromkeys(("docm", "docx"), "forensics.documents.ooxml.text"),
    **dict.fromkeys(("pptm", "pptx"), "forensics.documents.ooxml.slides"),
    **dict.fromkeys(("doc", "encrypted", "ole", "ppt"), "forensics.documents.compound"),
    **dict.fromkeys(("flat", "mbox", "office_html"), "forensics.documents.not_read"),
    "eml": "forensics.documents.mail",
    "msg": "forensics.documents.outlook",
    "rtf": "forensics.documents.rtf",
    "zip": "forensics.documents.archives",
    **dict.fromkeys(("gif", "heic", "jpeg", "png", "tiff", "webp"), "forensics.documents.pictures.reader"),
    "pdf": "forensics.documents.pdf.document",
    **dict.fromkeys(("xlsb", "xlsm", "xlsx"), "forensics.documents.ooxml.workbook"),
    "xls": "forensics.documents.xls.workbook",
}


def reader_of(kind: str) -> Reader | None:
    """The reader of a kind; None where there is none."""
    module = READERS.get(kind)
    return None if module is None else import_module(module).read
