"""The list of reports in other kinds of file. Its last column holds only the beginning of what was reported."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from html import escape

import xlwt
from packages import package
from signals import COLUMNS, Cell, signals

__all__ = ["as_csv", "as_ods", "as_xls"]

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = " ".join(f'xmlns:{name}="{_OASIS}{name}:1.0"' for name in ("office", "table", "text", "manifest"))
_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def _rows() -> Iterator[tuple[tuple[Cell, ...], bool]]:
    for signal in signals():
        *values, told = signal.values
        yield (*values, str(told).partition(",")[0]), signal.shown


def as_xls() -> bytes:
    """As Excel 97 reads it."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Signalen")
    day = xlwt.easyxf(num_format_str="DD-MM-YYYY")
    plain = xlwt.easyxf()
    for column, heading in enumerate(COLUMNS):
        sheet.write(0, column, heading)
    for place, (values, shown) in enumerate(_rows(), 1):
        sheet.row(place).hidden = not shown
        for column, value in enumerate(values):
            if value is not None:
                sheet.write(place, column, value, day if isinstance(value, date) else plain)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods() -> bytes:
    """As LibreOffice reads it."""
    rows = [_ods_row(COLUMNS, "visible")]
    rows += [_ods_row(values, "visible" if shown else "collapse") for values, shown in _rows()]
    content = (
        f'<office:document-content {_NAMESPACES} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="Signalen">{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", _MEDIA_TYPE), ("content.xml", "text/xml"))
    )
    manifest = f'<manifest:manifest {_NAMESPACES} manifest:version="1.3">{listed}</manifest:manifest>'
    parts = {"mimetype": _MEDIA_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest}
    return package(parts, kept_unpacked="mimetype")


def _ods_row(values: tuple[Cell, ...], visibility: str) -> str:
    return f'<table:table-row table:visibility="{visibility}">{"".join(map(_ods_cell, values))}</table:table-row>'


def _ods_cell(value: Cell) -> str:
    match value:
        case None:
            return "<table:table-cell/>"
        case int():
            held = f'office:value-type="float" office:value="{value}"'
        case date():
            held = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        case _:
            held = 'office:value-type="string"'
    return f"<table:table-cell {held}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def as_csv() -> bytes:
    """As text: rows cannot be hidden in it, so whoever exports the list shows all of it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(values for values, _ in _rows())
    return out.getvalue().encode()
