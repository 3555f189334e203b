"""Hidden sheets, rows and columns (X1, X2), and their honest twins."""

from __future__ import annotations

import pytest

from forensics.documents.contents import State
from tests.support.documents.pieces import read
from tests.support.documents.workbook_parts import MAIN, relationships, workbook

ROW = '<row r="{0}"{1}><c r="A{0}" t="inlineStr"><is><t>kop{0}</t></is></c><c r="C{0}"><v>{0}</v></c></row>'


def rows(*attributes: str) -> str:
    """Rows from 1 with these attributes."""
    each = "".join(ROW.format(number, f" {text}" if text else "") for number, text in enumerate(attributes, 1))
    return f"<sheetData>{each}</sheetData>"


ONE, TWO = rows(""), rows("", "")


def test_an_honest_sheet_hides_nothing() -> None:
    """Values, widths and heights."""
    data = rows("", 'ht="30"', 'hidden="0"')
    found = read(workbook({"Blad": f'<cols><col min="1" max="3" width="12"/></cols>{data}'}))
    assert not found.hidden
    assert found.values() == [["kop1", "1"], ["kop2", "2"], ["kop3", "3"]]
    assert set(found.states().values()) == {State.VISIBLE}


@pytest.mark.parametrize("how", ['hidden="1"', 'hidden="true" width="9"', 'width="0"', 'width="0" customWidth="1"'])
def test_a_column_is_hidden_in_many_ways(how: str) -> None:
    """Its cells are hidden in rows that are shown; columns without values are a note."""
    found = read(workbook({"Blad": f'<cols><col min="3" max="5" {how}/></cols>{TWO}'}))
    assert found.codes() == [("X2", "H", 1), ("X2", "I", 2)]
    assert found.states()[1, 2] is State.HIDDEN
    assert found.states()[1, 0] is State.VISIBLE


def test_columns_of_no_width_by_default() -> None:
    """All that are not named are hidden."""
    found = read(
        workbook({"Blad": f'<sheetFormatPr defaultColWidth="0"/><cols><col min="1" max="1" width="9"/></cols>{ONE}'})
    )
    assert found.states() == {(1, 0): State.VISIBLE, (1, 2): State.HIDDEN}


def test_rows_that_are_hidden_by_default_hold_nothing() -> None:
    """Those that are written are shown, as Office draws them."""
    found = read(workbook({"Blad": f'<sheetFormatPr zeroHeight="1"/>{ONE}'}))
    assert found.codes() == [("X2", "I", 1)]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet(state: str) -> None:
    """Its rows are counted; one without values is a note."""
    found = read(workbook({"A": rows(""), "B": rows("", ""), "C": "<sheetData/>"}, states={"B": state, "C": state}))
    assert found.codes() == [("X1", "H", 2), ("X1", "I", 1)]
    assert [table.state for table in found.tables] == [State.VISIBLE, State.HIDDEN, State.HIDDEN]


def test_a_sheet_that_the_workbook_does_not_name() -> None:
    """Its part is still in the file."""
    left = f'<worksheet xmlns="{MAIN}">{TWO}</worksheet>'
    found = read(workbook({"A": rows("")}, parts={"xl/worksheets/sheet7.xml": left}))
    assert found.codes() == [("X1", "H", 2)]
    assert len(found.rows[1]) == 2


def test_a_window_that_is_hidden_hides_all_sheets() -> None:
    """As that of a personal workbook of macros."""
    found = read(workbook({"A": rows("")}, extra='<bookViews><workbookView visibility="hidden"/></bookViews>'))
    assert found.grave() == [("X1", "H", 1)]


def test_a_sheet_without_its_part_is_not_inspected() -> None:
    """Never clean."""
    found = read(workbook({"A": rows("")}, extra="", parts={"xl/_rels/workbook.xml.rels": relationships()}))
    assert len(found.unread) == 1


def test_cells_far_outside_the_block() -> None:
    """Fifty empty rows or columns lie between; a chart between two blocks joins them."""
    far = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="{1}{0}"><v>2</v></c></row>'
    data = rows("", "").replace("</sheetData>", far.format(53, "B") + far.format(1_048_576, "XFD") + "</sheetData>")
    assert read(workbook({"Blad": data})).codes() == [("X7", "M", 2)]
    near = rows("", "").replace("</sheetData>", far.format(53, "BA") + "</sheetData>")
    assert not read(workbook({"Blad": near})).hidden
    drawing = (
        '<wsDr xmlns="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><twoCellAnchor>'
        "<from><col>0</col><row>3</row></from><to><col>5</col><row>60</row></to></twoCellAnchor></wsDr>"
    )
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(("d", "drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": drawing,
    }
    below = rows("", "").replace("</sheetData>", far.format(70, "B") + "</sheetData>")
    assert read(workbook({"Blad": below})).codes() == [("X7", "M", 2)]
    assert not read(workbook({"Blad": below}, parts=parts)).hidden
