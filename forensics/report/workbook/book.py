"""Sheets as an XLSX file, row by row: no formula, no link, text as text, and the same bytes for the same sheets.

Rows wait in files beside the workbook until it is put together, so that memory does not grow with them; they hold what
the workbook does, and lie where its owner alone may look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from forensics.language.untrusted import for_terminal
from forensics.output.private import write_file
from forensics.report.workbook.harmless import Harmless, fitted, harmless
from forensics.report.workbook.sheet import Cell, Row, Sheet

__all__ = ["write_book"]

#: Rows of a sheet in the file format, and how many of them its widths are measured by.
ROWS = 1_048_576
_MEASURED = 100
_NARROWEST, _WIDEST = 8, 60
_FILTER = 3  # characters that the arrow of a filter hides
_FEW = 6  # columns that a page is wide enough for
_A4 = 9
#: Characters in a line of what stands above the headings, and how high one is, in points.
_LINE, _LINE_HEIGHT = 100, 15
_SHORT = 255  # longer text that is formatted as text is shown as ##### by some programs
#: Of a file that says when it was made; nothing here goes by the clock.
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 - the file format has no zone
#: Nothing is guessed from what a text looks like.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True, slots=True)
class _Styles:
    """The formats of cells, and what stands at the end of a text that is cut."""

    cut: str
    heading: Format
    sentence: Format
    wrapped: Format
    text: Format
    truth: Format
    seconds: Format
    fractions: Format


def write_book(path: Path, sheets: Iterable[Sheet], *, title: str, cut: str) -> None:
    """A new workbook for its owner alone. `cut` stands at the end of a text that is too long for a cell, and says where
    all of it is. Raises OSError where it cannot be written."""
    write_file(path, b"")
    book = Workbook(str(path), {**_OPTIONS, "tmpdir": str(path.parent)})
    book.use_zip64()  # where a sheet needs it; a million long rows do
    book.set_properties({"title": for_terminal(title), "created": _CREATED})
    styles = _styles(book, cut)
    try:
        for sheet in sheets:
            _write(book, sheet, styles)
        book.close()
    except FileCreateError as error:
        raise error.args[0] from None
    finally:
        for worksheet in book.worksheets():
            worksheet.row_data_fh.close()


def _styles(book: Workbook, cut: str) -> _Styles:
    return _Styles(
        cut=cut,
        heading=book.add_format({"bold": True, "bg_color": "#DDE6EE", "bottom": 1, "num_format": "@"}),
        sentence=book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
        text=book.add_format({"num_format": "@"}),
        # Excel shows truth values in the words of its user whatever their format; LibreOffice may show 1 and 0.
        truth=book.add_format({"num_format": '"TRUE";"TRUE";"FALSE"'}),
        seconds=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        fractions=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss.000"}),
    )


def _write(book: Workbook, sheet: Sheet, styles: _Styles) -> None:
    """The sheet, and as many more with the same headings as its rows fill."""
    rows, above = iter(sheet.rows), sheet.above
    for number, first in enumerate(chain([None], rows), 1):
        head = [] if first is None else [first]
        title = sheet.title if number == 1 else f"{sheet.title} {number}"
        room = ROWS - len(above) - 1 - len(head)
        _page(book.add_worksheet(title), sheet, above, chain(head, islice(rows, room)), styles)
        above = ()


def _page(worksheet: Worksheet, sheet: Sheet, above: Sequence[Row], rows: Iterable[Row], styles: _Styles) -> None:
    """One worksheet: what stands above, the headings, which stay in sight and can be filtered by, and the rows."""
    widths = [max(len(column.name) + _FILTER, _NARROWEST) for column in sheet.columns]
    for place, row in enumerate(above):
        _explain(worksheet, place, row, len(sheet.columns) - 1, styles)
    top = last = len(above)
    for place, column in enumerate(sheet.columns):
        worksheet.write_string(top, place, harmless(column.name), styles.heading)
    for last, row in enumerate(rows, top + 1):
        _put(worksheet, last, row, styles)
        if last - top <= _MEASURED:
            widths = [max(width, _width(cell)) for width, cell in zip(widths, row, strict=True)]
    for place, width in enumerate(widths):
        worksheet.set_column(place, place, min(width, _WIDEST))
    worksheet.autofilter(top, 0, last, len(sheet.columns) - 1)
    if not above:
        worksheet.freeze_panes(1, 1)
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.repeat_rows(top)
    if len(sheet.columns) <= _FEW:
        worksheet.fit_to_pages(1, 0)


def _explain(worksheet: Worksheet, place: int, row: Row, last: int, styles: _Styles) -> None:
    """A row above the headings: a sentence across all columns, or a word with what is said of it across the others."""
    *words, said = (harmless(str(cell)) for cell in row) if row else ("",)
    for column, word in enumerate(words):
        if word:
            worksheet.write_string(place, column, word, styles.wrapped)
    if said:
        lines = -(-len(said) // _LINE)
        worksheet.set_row(place, _LINE_HEIGHT * lines)
        worksheet.merge_range(place, len(words), place, last, "", styles.wrapped)
        worksheet.write_string(
            place, len(words), fitted(said, styles.cut), styles.wrapped if words else styles.sentence
        )


def _width(cell: Cell) -> int:
    """In characters, as shown."""
    if isinstance(cell, datetime):
        return len("2020-06-08 09:12:44.123")
    return 0 if cell is None else len(str(cell)) + 1


def _put(worksheet: Worksheet, place: int, row: Row, styles: _Styles) -> None:
    """The cells of a row; nothing where there is nothing."""
    for column, cell in enumerate(row):
        if cell is None:
            continue
        if isinstance(cell, bool):
            worksheet.write_boolean(place, column, cell, styles.truth)
        elif isinstance(cell, int | float):
            worksheet.write_number(place, column, cell)
        elif isinstance(cell, datetime):
            worksheet.write_datetime(place, column, cell, styles.fractions if cell.microsecond else styles.seconds)
        elif text := fitted(cell if isinstance(cell, Harmless) else harmless(cell), styles.cut):
            worksheet.write_string(place, column, text, styles.text if len(text) <= _SHORT else None)
