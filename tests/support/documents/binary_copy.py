"""A workbook in XML once more in binary, which no free program writes: with all that every format hides."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.documents.binary_workbook import (
    binary_workbook,
    column,
    comments,
    filtered,
    number,
    record,
    row,
    sheet,
    text,
)
from tests.support.documents.workbook_parts import relationships

__all__ = ["binary_copy"]

#: Format, size and colour of letters, colour behind them.
Look: TypeAlias = tuple[str, float, str, str]
PLAIN: Look = ("General", 11.0, "000000", "")
FIRST_FORMAT = 164


def binary_copy(path: Path) -> bytes:
    """The same sheets."""
    book: Workbook = load_workbook(path)
    looks: dict[Look, int] = {PLAIN: 0}
    sheets = {each.title: _sheet(each, looks) for each in book.worksheets}
    formats = {name: FIRST_FORMAT + place for place, name in enumerate(dict.fromkeys(look[0] for look in looks))}
    return binary_workbook(
        sheets,
        states=[("visible", "hidden", "veryHidden").index(each.sheet_state) for each in book.worksheets],
        formats={place: name for name, place in formats.items() if name != PLAIN[0]},
        fonts=[look[1:3] for look in looks],
        fills=[look[3] for look in looks],
        styles=[(0 if look[0] == PLAIN[0] else formats[look[0]], place, place) for place, look in enumerate(looks)],
        parts=_comments(book),
    ).getvalue()


def _sheet(found: Worksheet, looks: dict[Look, int]) -> bytes:
    rows = b"".join(_row(found, place, cells, looks) for place, cells in enumerate(found.iter_rows(), 1))
    hidden = [each for each in found.column_dimensions.values() if each.hidden]
    columns = b"".join(column(each.min - 1, each.max - 1, hidden=True) for each in hidden)
    after = b""
    if found.auto_filter.filterColumn:
        after = filtered(found.max_row, found.max_column - 1, found.auto_filter.filterColumn[0].filters.filter[0])
    return sheet(rows, record(390) + columns + record(391) if columns else b"", after)


def _row(found: Worksheet, place: int, cells: tuple[Cell, ...], looks: dict[Look, int]) -> bytes:
    held = b"".join(_cell(each, looks) for each in cells if each.value is not None)
    return row(place, flags=0x10 if found.row_dimensions[place].hidden else 0) + held


def _cell(cell: Cell, looks: dict[Look, int]) -> bytes:
    fill, font = cell.fill, cell.font
    behind = fill.fgColor.rgb[-6:] if fill.patternType == "solid" else ""
    ink = font.color.rgb[-6:] if font.color is not None and font.color.type == "rgb" else "000000"
    style = looks.setdefault((cell.number_format, font.sz, ink, behind), len(looks))
    if isinstance(cell.value, str):
        return text(cell.column - 1, cell.value, style)
    value = to_excel(cell.value) if isinstance(cell.value, datetime) else cell.value
    return number(cell.column - 1, float(value), style)


def _comments(book: Workbook) -> dict[str, str | bytes]:
    parts: dict[str, str | bytes] = {}
    for place, each in enumerate(book.worksheets, 1):
        found = [cell.comment for cells in each.iter_rows() for cell in cells if cell.comment]
        if found:
            link = ("c", "comments", f"../comments{place}.bin")
            parts[f"xl/worksheets/_rels/sheet{place}.bin.rels"] = relationships(link)
            parts[f"xl/comments{place}.bin"] = comments(found[0].author, *(comment.text for comment in found))
    return parts
