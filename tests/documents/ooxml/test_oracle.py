"""Another reader finds the same: openpyxl in full, on workbooks that three programs wrote."""

# ruff: noqa: DTZ001 - times in cells have no zone
from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.documents.contents import State
from forensics.documents.numbers import number_text
from tests.support.documents.office import converted
from tests.support.documents.pieces import Found, read

VALUE = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12).filter(
        lambda text: text.strip() and not text.startswith(("=", "{", "http", "mailto", "ftp", "internal", "external"))
    ),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6).map(lambda value: round(value, 6)),
    st.booleans(),
    st.dates(date(1901, 1, 1), date(2100, 1, 1)).map(lambda day: datetime(day.year, day.month, day.day)),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
)
PLACE = st.tuples(st.integers(0, 25), st.integers(0, 9))
SHEET = st.fixed_dictionaries(
    {
        "cells": st.dictionaries(PLACE, VALUE, max_size=20),
        "rows": st.sets(st.integers(0, 27), max_size=8),
        "columns": st.sets(st.integers(0, 9), max_size=4),
        "state": st.sampled_from(["visible", "hidden", "veryHidden"]),
    }
)


def by_xlsxwriter(sheets: list[dict]) -> BytesIO:  # type: ignore[type-arg] - as hypothesis makes them
    """The workbook as one program writes it."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_urls": False, "strings_to_formulas": False})
    day = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for number, each in enumerate(sheets):
        sheet = book.add_worksheet(f"S{number}")
        for row in each["rows"]:
            sheet.set_row(row, None, None, {"hidden": True})
        for column in each["columns"]:
            sheet.set_column(column, column, 9, None, {"hidden": True})
        for (row, column), value in each["cells"].items():
            sheet.write(row, column, value, *([day] if isinstance(value, datetime) else []))
        if number and each["state"] != "visible":
            (sheet.hide if each["state"] == "hidden" else sheet.very_hidden)()
    book.close()
    return file


def by_openpyxl(sheets: list[dict]) -> BytesIO:  # type: ignore[type-arg] - as hypothesis makes them
    """The same as another program writes it."""
    book = openpyxl.Workbook()
    for number, each in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = f"S{number}"
        for (row, column), value in each["cells"].items():
            sheet.cell(row + 1, column + 1, value)
        for row in each["rows"]:
            sheet.row_dimensions[row + 1].hidden = True
        for column in each["columns"]:
            sheet.column_dimensions["ABCDEFGHIJ"[column]].hidden = True
        if number:
            sheet.sheet_state = each["state"]
    file = BytesIO()
    book.save(file)
    return file


def expected(file: BytesIO | Path) -> list[tuple[bool, dict[tuple[int, int], tuple[str, bool]]]]:
    """Of each sheet whether it is hidden, and of each value its text and whether its row or column is hidden."""
    book = openpyxl.load_workbook(file, data_only=True)
    found = []
    for sheet in book.worksheets:
        hidden = set()
        for dimension in sheet.column_dimensions.values():
            if dimension.hidden:
                hidden |= set(range(dimension.min or 1, (dimension.max or 1) + 1))
        cells = {
            (cell.row, cell.column - 1): (
                as_text(cell.value),
                sheet.row_dimensions[cell.row].hidden is True or cell.column in hidden,
            )
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and as_text(cell.value).strip()
        }
        found.append((sheet.sheet_state != "visible", cells))
    return found


def as_text(value: object) -> str:
    """As rows have it."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return number_text(float(value))
        case datetime():
            return value.isoformat().removesuffix("T00:00:00")
    return str(value)


def ours(found: Found) -> list[tuple[bool, dict[tuple[int, int], tuple[str, bool]]]]:
    """The same from our pieces."""
    assert not found.unread
    sheets = []
    for table, rows in zip(found.tables, found.rows, strict=True):
        cells = {
            (row.number, column): (value, max(row.state, state) is State.HIDDEN)
            for row in rows
            for column, value, state in zip(row.columns, row.values, row.states, strict=True)
        }
        sheets.append((table.state is State.HIDDEN, cells))
    return sheets


@settings(max_examples=25)
@given(st.lists(SHEET, min_size=1, max_size=3))
def test_openpyxl_finds_the_same_in_what_xlsxwriter_wrote(sheets: list[dict]) -> None:  # type: ignore[type-arg]
    """Values, hidden rows, columns and sheets."""
    file = by_xlsxwriter(sheets)
    assert ours(read(file)) == expected(file)


@settings(max_examples=25)
@given(st.lists(SHEET, min_size=1, max_size=3))
def test_openpyxl_finds_the_same_in_what_it_wrote(sheets: list[dict]) -> None:  # type: ignore[type-arg]
    """Values, hidden rows, columns and sheets."""
    file = by_openpyxl(sheets)
    assert ours(read(file)) == expected(file)


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook that LibreOffice wrote, with all that the tests above draw."""
    folder = tmp_path_factory.mktemp("office")
    cells = {
        (row, column): f"r{row}k{column}" if column < 5 else row * column / 4 for row in range(9) for column in range(8)
    }
    moments = {(row, 8): datetime(2020, 6, 18, 10, row) for row in range(9)}
    first = {"cells": cells | moments, "rows": {2, 3, 7}, "columns": {1, 5}, "state": "visible"}
    path = folder / "bron.xlsx"
    path.write_bytes(by_xlsxwriter([first, {**first, "state": "hidden"}]).getvalue())
    return converted(path, "xlsx", folder)


def test_openpyxl_finds_the_same_in_what_libreoffice_wrote(by_libreoffice: Path) -> None:
    """Values, hidden rows, columns and sheets."""
    with by_libreoffice.open("rb") as file:
        found = read(file)
    assert ours(found) == expected(by_libreoffice)
    assert [each[:2] for each in found.grave()] == [("X2", "H"), ("X2", "H"), ("X1", "H"), ("X2", "H"), ("X2", "H")]
