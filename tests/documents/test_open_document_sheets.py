"""Spreadsheets of OpenDocument: what is hidden in them, and what is not."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest

from forensics.documents.contents import Author, Passage, Piece, Row, State, Table
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.opendocument.document import read
from forensics.model.document import Hidden
from tests.support.documents.open_document import cell, packed, row, sheet, spreadsheet, style

WHITE = style("w", "table-cell", text='fo:color="#ffffff"')
TINY = style("t", "table-cell", text='fo:font-size="1pt"')
GONE = style("gone", "table", table='table:display="false"')
FLAT = style("flat", "table-row", table_row='style:row-height="0cm"')
NARROW = style("narrow", "table-column", table_column='style:column-width="0cm"')
DARK = style("d", "table-cell", table_cell='fo:background-color="#000080"', text='fo:color="#ffffff"')
MUTE = (
    '<number:text-style style:name="N1"><number:text/></number:text-style>'
    '<style:style style:name="m" style:family="table-cell" style:data-style-name="N1"/>'
)


def pieces(content: bytes) -> list[Piece]:
    """All that the reader hands on."""
    return list(read(io.BytesIO(content), Limits()))


def told(found: Sequence[Piece]) -> list[tuple[str, str, int]]:
    """Code, severity and count of every finding."""
    return [(each.code, each.severity, each.count) for each in found if isinstance(each, Hidden)]


def rows(found: Sequence[Piece]) -> list[Row]:
    """All rows."""
    return [each for each in found if isinstance(each, Row)]


@pytest.mark.parametrize(
    ("attributes", "styles", "count"),
    [
        ('table:visibility="collapse"', "", ("X2", "H", 1)),
        ('table:visibility="filter"', "", ("X2", "H", 1)),
        ('table:style-name="flat"', FLAT, ("X2", "H", 1)),
    ],
)
def test_a_row_that_is_not_drawn(attributes: str, styles: str, count: tuple[str, str, int]) -> None:
    """It is hidden, and its values go on as such."""
    found = pieces(spreadsheet(sheet(row("Name", "City"), row("A", "B", attributes=attributes)), styles=styles))
    assert told(found) == [count]
    assert [each.state for each in rows(found)] == [State.VISIBLE, State.HIDDEN]


def test_a_filtered_row_is_told_apart() -> None:
    """Whoever takes the filter off sees it."""
    found = pieces(spreadsheet(sheet(row("Name"), row("A", attributes='table:visibility="filter"'))))
    [hidden] = [each for each in found if isinstance(each, Hidden)]
    assert "filter" in hidden.text


def test_rows_in_a_closed_outline() -> None:
    """A group that is folded hides its rows."""
    group = f'<table:table-row-group table:display="false">{row("A")}{row("B")}</table:table-row-group>'
    assert told(pieces(spreadsheet(sheet(row("Name"), group)))) == [("X2", "H", 2)]


@pytest.mark.parametrize(
    "column", ['<table:table-column table:visibility="collapse"/>', '<table:table-column table:style-name="narrow"/>']
)
def test_a_hidden_column(column: str) -> None:
    """The row is shown, its cell is not."""
    columns = f"<table:table-column/>{column}"
    found = pieces(spreadsheet(sheet(row("Name", "BSN"), row("A", "B"), columns=columns), styles=NARROW))
    assert told(found) == [("X2", "H", 1)]
    assert rows(found)[1].states == (State.VISIBLE, State.HIDDEN)


def test_empty_hidden_rows_and_columns_are_a_note() -> None:
    """Nothing is in them."""
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    found = pieces(spreadsheet(sheet(row("A"), row("", attributes='table:visibility="collapse"'), columns=columns)))
    assert told(found) == [("X2", "I", 1), ("X2", "I", 1)]


def test_a_hidden_sheet() -> None:
    """With all that is in it."""
    found = pieces(spreadsheet(sheet(row("a", "b"), row("c"), name="Old", style="gone"), styles=GONE))
    assert told(found) == [("X1", "H", 2)]
    assert [each.state for each in found if isinstance(each, Table)] == [State.HIDDEN]


@pytest.mark.parametrize(
    ("made", "styles"),
    [
        (cell("x", "w"), WHITE),
        (cell("x", "t"), TINY),
        (cell("x", "m"), MUTE),
        (cell("5", kind="float", shown=""), ""),
    ],
)
def test_a_cell_that_nobody_sees(made: str, styles: str) -> None:
    """White on white, tiny, by its format: there, and drawn as nothing."""
    found = pieces(spreadsheet(sheet(row("Name"), row(made)), styles=styles))
    assert told(found) == [("X3", "M", 1)]
    assert rows(found)[1].states == (State.COSMETIC,)


@pytest.mark.parametrize(
    ("made", "styles"),
    [
        (cell("x", "d"), DARK),
        (cell("x"), WHITE),
        (cell("0", kind="float", shown=""), ""),
        ('<table:table-cell office:value-type="float" office:value="5"/>', ""),
    ],
)
def test_an_honest_cell(made: str, styles: str) -> None:
    """White on dark, a nought that is not shown, a number whose writer gives no text beside it."""
    assert told(pieces(spreadsheet(sheet(row("Name"), row(made)), styles=styles))) == []


def test_a_conditional_format_may_paint_the_cell() -> None:
    """So a white letter under it is only a note."""
    rule = (
        '<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="Sheet1.A1:Sheet1.A9"/>'
        "</calcext:conditional-formats>"
    )
    assert told(pieces(spreadsheet(sheet(row("Name"), row(cell("x", "w")), rule), styles=WHITE))) == [("X3", "L", 1)]


def test_a_covered_cell() -> None:
    """A merged cell shows the value of its first one alone."""
    covered = '<table:covered-table-cell office:value-type="string"><text:p>x</text:p></table:covered-table-cell>'
    assert told(pieces(spreadsheet(sheet(row("a", covered))))) == [("X3", "M", 1)]


def test_comments_and_who_wrote_them() -> None:
    """The text is hidden, the author is named."""
    note = "<office:annotation><dc:creator>A. Example</dc:creator><text:p>secret</text:p></office:annotation>"
    holds = f'<table:table-cell office:value-type="string">{note}<text:p>x</text:p></table:table-cell>'
    found = pieces(spreadsheet(sheet(row(holds))))
    assert told(found) == [("X7", "M", 1)]
    assert Passage("Sheet1", State.HIDDEN, "secret") in found
    assert Author("Sheet1", "A. Example") in found
    assert rows(found)[0].values == ["x"]


def test_values_kept_from_another_document() -> None:
    """A sheet that is the cache of a link."""
    found = pieces(spreadsheet(sheet(row("a", "b"), name="'file:///x.ods'#Sheet1")))
    assert told(found) == [("X5", "H", 2)]


def test_remote_cells() -> None:
    """Far below the block of the others."""
    gap = row("", attributes='table:number-rows-repeated="90"')
    found = pieces(spreadsheet(sheet(row("a", "b"), row("c", "d"), gap, row("e", "f", "g"))))
    assert told(found) == [("X7", "M", 3)]


def test_values_by_their_kind() -> None:
    """Dates as ISO has them, whole numbers without decimals."""
    found = pieces(
        spreadsheet(
            sheet(
                row(
                    cell("123456782.0", kind="float", shown="123.456.782"),
                    cell("2020-06-18T00:00:00", kind="date", shown="18-6-2020"),
                    cell("2.5", kind="float"),
                    '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
                )
            )
        )
    )
    assert rows(found)[0].values == ["123456782", "2020-06-18", "2.5", "TRUE"]


def test_repeated_rows_and_cells_count_each_time() -> None:
    """A record is a record, however it is packed."""
    repeated = row(cell("x", more='table:number-columns-repeated="3"'), attributes='table:number-rows-repeated="4"')
    found = pieces(spreadsheet(sheet(repeated)))
    assert [len(each.values) for each in rows(found)] == [3] * 4
    assert [each.number for each in rows(found)] == [1, 2, 3, 4]


def test_a_million_empty_rows_cost_nothing() -> None:
    """As every program writes them at the end."""
    tail = row(
        cell("", more='table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048575"'
    )
    assert len(rows(pieces(spreadsheet(sheet(row("a"), tail))))) == 1


def test_repetition_without_end_is_refused() -> None:
    """A few bytes that come to thousands of millions of values."""
    bomb = row(
        cell("x", more='table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048576"'
    )
    with pytest.raises(NotInspectableError):
        pieces(spreadsheet(sheet(bomb)))


@pytest.mark.parametrize("times", ["-5", "0", "x", "99999999999999999999"])
def test_absurd_numbers(times: str) -> None:
    """Told nothing, cost nothing."""
    found = pieces(spreadsheet(sheet(row(cell("", more=f'table:number-columns-repeated="{times}"'), "b"))))
    assert len(rows(found)) == 1


def test_encrypted() -> None:
    """Never called clean."""
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry>'
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    with pytest.raises(NotInspectableError, match="encrypted"):
        pieces(spreadsheet(sheet(row("a")), parts={"META-INF/manifest.xml": manifest}))


@pytest.mark.parametrize("cut", range(60, 900, 120))
def test_a_truncated_part(cut: int) -> None:
    """Ends with a reason."""
    whole = spreadsheet(sheet(*(row("a", "b") for _ in range(30))))
    with pytest.raises(NotInspectableError):
        pieces(whole[:-cut])


def test_no_body() -> None:
    """A part that is XML, and no document."""
    with pytest.raises(NotInspectableError):
        pieces(packed("spreadsheet", "<a/>"))
