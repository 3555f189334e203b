"""The list of reports as a workbook, and of exactly the size that the logs tell of."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import xlsxwriter
from signals import COLUMNS, signals

__all__ = ["workbook"]

#: A part that is kept unpacked, and takes blanks after its end.
_LOOSE = "xl/theme/theme1.xml"


def workbook(size: int) -> bytes:
    """The workbook. Raises ValueError where it needs more bytes."""
    made = _written()
    missing = size - len(_packed(made, 0))
    if missing < 0:
        raise ValueError(f"the workbook needs {-missing} bytes more")
    return _packed(made, missing)


def _written() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": "Lijst signalen", "author": "A. Voorbeeld", "created": datetime(2020, 6, 5, 16)})  # noqa: DTZ001 - as the file has it
    sheet = book.add_worksheet("Signalen")
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, COLUMNS, head)
    sheet.set_column(len(COLUMNS) - 1, len(COLUMNS) - 1, 80)
    for row, signal in enumerate(signals(), 1):
        if not signal.shown:
            sheet.set_row(row, None, None, {"hidden": True})
        for column, value in enumerate(signal.values):
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            elif value is not None:
                sheet.write(row, column, value)
    book.close()
    return out.getvalue()


def _packed(made: bytes, blanks: int) -> bytes:
    """The same parts, with a part that is not packed and so many blanks in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            loose = info.filename == _LOOSE
            entry = zipfile.ZipInfo(info.filename, (2020, 6, 5, 16, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if loose else zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(info) + b" " * (blanks if loose else 0))
    return out.getvalue()
