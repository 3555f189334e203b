"""Writes the documents of the sample cases, and those that show each way of hiding something (documents/README.md).

    python sample_logs/documents.py [OUT]

OUT is a folder to write to, for comparison; without it the documents in this folder are written anew. xlsxwriter, xlwt,
pikepdf and Pillow are needed (`make test` installs them). Another zlib, qpdf or libjpeg may pack the same content into
other bytes; the size of the workbook of the case stays as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import lists
import photo
import redactions
import texts
import workbooks
from workbook import workbook

HERE = Path(__file__).resolve().parent
#: Bytes of the workbook that the logs of coa-2020 tell of.
_SIZE = 183_296

DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "coa-2020/evidence/Lijst signalen.xlsx": lambda: workbook(_SIZE),
    "documents/list.xls": lists.as_xls,
    "documents/list.ods": lists.as_ods,
    "documents/list.csv": lists.as_csv,
    "documents/hidden-sheet.xlsx": workbooks.hidden_sheet,
    "documents/hidden-column.xlsx": workbooks.hidden_column,
    "documents/white-text.xlsx": workbooks.white_text,
    "documents/comment.xlsx": workbooks.comment,
    "documents/pivot-cache.xlsx": workbooks.pivot_cache,
    "documents/letter.docx": texts.letter,
    "documents/deck.pptx": texts.deck,
    **{f"documents/{name}.pdf": way for name, way in redactions.WAYS.items()},
    "documents/photo.jpg": photo.photo,
    "documents/honest.xlsx": workbooks.honest,
    "documents/honest.docx": texts.honest,
    "documents/honest.pdf": redactions.honest,
}


def main(arguments: list[str]) -> None:
    """Writes every document."""
    out = Path(arguments[0]) if arguments else HERE
    for name, made in DOCUMENTS.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made())


if __name__ == "__main__":
    main(sys.argv[1:])
