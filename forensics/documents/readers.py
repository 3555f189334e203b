"""Which reader reads which kind: each is imported when a document of its kind is there."""

from __future__ import annotations

from importlib import import_module

from forensics.documents.contents import Reader

__all__ = ["READERS", "reader_of"]

#: Kind (`kinds.KINDS`) -> module whose `read` reads it.
READERS: dict[str, str] = {
    "csv": "forensics.documents.delimited",
    **dict.fromkeys(("odg", "odp", "ods", "odt"), "forensics.documents.opendocument.document"),
    "xls": "forensics.documents.xls.workbook",
}


def reader_of(kind: str) -> Reader | None:
    """The reader of a kind; None where there is none."""
    module = READERS.get(kind)
    return None if module is None else import_module(module).read
