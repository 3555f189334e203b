"""The same content in every format of spreadsheets gives the same counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from forensics.model.document import Document, Records
from tests.support.documents.binary_copy import binary_copy
from tests.support.documents.inspected import inspected
from tests.support.documents.office import converted

HIDDEN_ROWS = range(10, 15)
KINDS = ("xlsx", "xlsb", "xls", "ods")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook that hides in every way that all formats can carry."""
    path = tmp_path_factory.mktemp("consistency") / "cases.xlsx"
    book = xlsxwriter.Workbook(str(path))
    _cases(book, book.add_worksheet("Cases"))
    _old(book.add_worksheet("Old"))
    _filtered(book.add_worksheet("Filtered"))
    book.close()
    return path


def _cases(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """Rows and a column hidden by hand; white, tiny and `;;;` cells; names that are gone; a comment."""
    looks = {
        3: book.add_format({"font_color": "#FFFFFF"}),
        4: book.add_format({"font_color": "#FFFFFF"}),
        5: book.add_format({"font_size": 1}),
        6: book.add_format({"num_format": ";;;"}),
    }
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    dark = book.add_format({"bg_color": "#000080", "font_color": "#FFFFFF"})
    sheet.write_row(0, 0, ["Name", "Date of birth", "Case", "City", "Remark"], dark)
    for row in range(1, 31):
        if row not in (7, 8):
            sheet.write(row, 0, f"Example{row}, A.", looks.get(row))
        sheet.write_datetime(row, 1, datetime(1980, 1, 1) + timedelta(days=400 * row), day)  # noqa: DTZ001 - a cell
        sheet.write_row(row, 2, [1000 + row, ["Utrecht", "Breda", "Assen"][row % 3], f"note {row}"])
    for row in HIDDEN_ROWS:
        sheet.set_row(row, None, None, {"hidden": True})
    sheet.set_column(4, 4, None, None, {"hidden": True})
    sheet.write_comment(1, 0, "a remark", {"author": "A. Example"})


def _old(sheet: Worksheet) -> None:
    """A hidden sheet."""
    sheet.hide()
    sheet.write_row(0, 0, ["Name", "Age"])
    for row in range(1, 6):
        sheet.write_row(row, 0, [f"Old{row}, B.", 30 + row])


def _filtered(sheet: Worksheet) -> None:
    """Every other row is hidden by a filter."""
    sheet.write_row(0, 0, ["Name", "City"])
    for row in range(1, 11):
        sheet.write_row(row, 0, [f"Filter{row}, C.", "Breda" if row % 2 else "Assen"])
        if not row % 2:
            sheet.set_row(row, None, None, {"hidden": True})
    sheet.autofilter(0, 0, 10, 1)
    sheet.filter_column(1, "x == Breda")


def _inspected(source: Path, kind: str) -> Document:
    """Each format is written once."""
    path = source.parent / kind / f"cases.{kind}"
    if kind == "xlsx":
        path = source
    elif kind == "xlsb":
        return inspected(binary_copy(source), path.name)
    elif not path.exists():
        path = converted(source, kind, source.parent)
    return inspected(path.read_bytes(), path.name)


@pytest.mark.parametrize("kind", KINDS)
def test_counts(source: Path, kind: str) -> None:
    """Records, values, people and categories, and what hides them."""
    found = _inspected(source, kind)
    assert found.kind == kind
    assert found.reason == ""
    assert found.records == Records(visible=30, hidden=15)
    assert found.cells == Records(visible=110, hidden=73, cosmetic=4)
    expected = inspected(source.read_bytes(), source.name)
    assert found.people == expected.people
    # Not every format keeps who wrote a comment, or the documents' authors.
    personal = {name: count for name, count in found.categories.items() if name != "staff"}
    assert personal == {name: count for name, count in expected.categories.items() if name != "staff"}
    assert set(personal) >= {"name", "date_of_birth"}


@pytest.mark.parametrize("kind", KINDS)
def test_findings(source: Path, kind: str) -> None:
    """Rows, columns and cells are told alike; of a hidden sheet some formats count rows, some values."""
    found = _inspected(source, kind)
    assert sorted((each.code, each.where, each.count) for each in found.findings if each.code in ("X2", "X3")) == [
        ("X2", "Cases", 1),
        ("X2", "Cases", len(HIDDEN_ROWS)),
        ("X2", "Filtered", 5),
        ("X3", "Cases", 1),
        ("X3", "Cases", 1),
        ("X3", "Cases", 2),
    ]
    assert [each.where for each in found.findings if each.code == "X1"] == ["Old"]
    assert [each.count for each in found.findings if each.code == "X7"] == [1]
