"""Sheets of workbooks of Excel 97: what is hidden in them, and what is not."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
import xlwt
from xlwt.Worksheet import Worksheet

from forensics.documents.contents import Passage, Piece, Row, State, Table
from forensics.documents.limits import Limits
from forensics.documents.readers import reader_of
from forensics.model.document import Hidden
from tests.support.documents.old_workbook import file_of, record, saved, stream_of, with_records

WHITE = xlwt.easyxf("font: colour white")
TINY = xlwt.easyxf("font: height 20")
MUTE = xlwt.easyxf(num_format_str=";;;")
DARK = xlwt.easyxf("font: colour white; pattern: pattern solid, fore_colour dark_blue")
DAY = xlwt.easyxf(num_format_str="yyyy-mm-dd")


def book_of(fill: Callable[[Worksheet], None]) -> xlwt.Workbook:
    """A workbook with one sheet of ten rows, to which more is done."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Cases", cell_overwrite_ok=True)
    for row in range(10):
        for column in range(3):
            sheet.write(row, column, f"v{row}-{column}")
    fill(sheet)
    return book


def pieces(content: bytes) -> list[Piece]:
    """All that the reader hands on."""
    read = reader_of("xls")
    assert read is not None
    return list(read(io.BytesIO(content), Limits()))


def told(found: Sequence[Piece]) -> list[tuple[str, str, int]]:
    """Code, severity and count of every finding."""
    return [(each.code, each.severity, each.count) for each in found if isinstance(each, Hidden)]


def states(found: Sequence[Piece]) -> dict[tuple[int, int], State]:
    """What becomes of each value."""
    return {
        (row.number, column): max(row.state, state)
        for row in found
        if isinstance(row, Row)
        for column, state in zip(row.columns, row.states, strict=True)
    }


def hide_rows(sheet: Worksheet) -> None:
    """Two with values, one without."""
    for row in (3, 4, 12):
        sheet.row(row).hidden = True


def flatten_row(sheet: Worksheet) -> None:
    """No height at all."""
    sheet.row(3).height = 0
    sheet.row(3).height_mismatch = True


def hide_column(sheet: Worksheet) -> None:
    """One with values."""
    sheet.col(1).hidden = True


def narrow_column(sheet: Worksheet) -> None:
    """No width at all."""
    sheet.col(1).width = 0


def hide_sheet(sheet: Worksheet) -> None:
    """So that a menu shows it again."""
    sheet.visibility = 1


def bury_sheet(sheet: Worksheet) -> None:
    """So that no menu does."""
    sheet.visibility = 2


def paint(style: xlwt.XFStyle) -> Callable[[Worksheet], None]:
    """One cell in a style."""
    return lambda sheet: sheet.write(3, 1, "unseen", style)


def thin_row(sheet: Worksheet) -> None:
    """One point."""
    sheet.row(3).height = 20
    sheet.row(3).height_mismatch = True


def thin_column(sheet: Worksheet) -> None:
    """A fifth of a character."""
    sheet.col(1).width = 50


def cover(sheet: Worksheet) -> None:
    """A value below a merged cell."""
    sheet.merge(3, 4, 0, 1)
    for row, column in [(3, 1), (4, 0), (4, 1)]:
        sheet.write(row, column, "below")


def whiten_letters(sheet: Worksheet) -> None:
    """All letters of a text have a font of their own."""
    font = xlwt.Font()
    font.colour_index = 1
    sheet.write_rich_text(3, 1, [("unseen", font)])


@pytest.mark.parametrize(
    ("fill", "expected"),
    [
        (hide_rows, [("X2", "H", 2), ("X2", "I", 1)]),
        (flatten_row, [("X2", "H", 1)]),
        (hide_column, [("X2", "H", 1)]),
        (narrow_column, [("X2", "H", 1)]),
        (bury_sheet, [("X1", "H", 10)]),
        (hide_sheet, [("X1", "H", 10)]),
        (paint(WHITE), [("X3", "M", 1)]),
        (paint(TINY), [("X3", "M", 1)]),
        (paint(MUTE), [("X3", "M", 1)]),
        (whiten_letters, [("X3", "M", 1)]),
        (thin_row, [("X3", "M", 3)]),
        (thin_column, [("X3", "M", 10)]),
        (cover, [("X3", "M", 3)]),
        (lambda sheet: sheet.write(200, 0, "far"), [("X7", "M", 1)]),
        (lambda sheet: sheet.write(0, 200, "far"), [("X7", "M", 1)]),
    ],
)
def test_what_nobody_sees(fill: Callable[[Worksheet], None], expected: list[tuple[str, str, int]]) -> None:
    """Each is told, with its count."""
    assert told(pieces(saved(book_of(fill)))) == expected


def test_values_keep_their_states() -> None:
    """What is hidden goes on as hidden, what is white as cosmetic."""

    def fill(sheet: Worksheet) -> None:
        hide_rows(sheet)
        sheet.write(6, 1, "unseen", WHITE)
        sheet.col(2).hidden = True

    found = states(pieces(saved(book_of(fill))))
    assert found[1, 0] is State.VISIBLE
    assert found[4, 0] is State.HIDDEN
    assert found[7, 1] is State.COSMETIC
    assert found[7, 2] is State.HIDDEN


def test_a_hidden_sheet_hides_its_rows() -> None:
    """As a table."""
    found = pieces(saved(book_of(hide_sheet)))
    assert [each.state for each in found if isinstance(each, Table)] == [State.HIDDEN]


@pytest.mark.parametrize(
    "fill",
    [
        lambda _: None,
        paint(DARK),
        lambda sheet: sheet.write(3, 1, "", WHITE),
        lambda sheet: sheet.write(3, 1, None, WHITE),
        lambda sheet: sheet.write_merge(12, 13, 0, 4, "Title"),
        lambda sheet: sheet.write(40, 0, "note"),
        lambda sheet: sheet.write(3, 1, 5, xlwt.easyxf(num_format_str='#,##0;-#,##0;"";@')),
        lambda sheet: setattr(sheet.row(3), "height", 300),
    ],
)
def test_an_honest_sheet(fill: Callable[[Worksheet], None]) -> None:
    """White on dark, empty white cells, merged cells, notes below a table."""
    assert told(pieces(saved(book_of(fill)))) == []


def test_letters_of_their_own_colour_in_a_white_cell_are_seen() -> None:
    """The font of the cell holds for none of them."""

    def fill(sheet: Worksheet) -> None:
        sheet.write_rich_text(3, 1, [("seen", xlwt.Font())], WHITE)

    assert told(pieces(saved(book_of(fill)))) == []


def test_a_conditional_format_may_paint_the_cell() -> None:
    """So white letters under it are only metadata."""
    rule = b"\x01\x00\x00\x00" + b"\x00\x00\x09\x00\x00\x00\x02\x00" + b"\x01\x00" + b"\x00\x00\x09\x00\x00\x00\x02\x00"
    stream = with_records(stream_of(book_of(paint(WHITE))), in_sheets=record(0x1B0, rule))
    assert told(pieces(file_of(stream))) == [("X3", "L", 1)]


def test_filtered_rows_are_told_apart() -> None:
    """A record says that a filter hides some."""
    stream = with_records(stream_of(book_of(hide_rows)), in_sheets=record(0x9B, b""))
    texts = [each.text for each in pieces(file_of(stream)) if isinstance(each, Hidden)]
    assert texts[0] == "2 rows with values are hidden by a filter."


@pytest.mark.parametrize("macintosh", [False, True])
def test_dates_in_both_calendars(*, macintosh: bool) -> None:
    """A serial number is the day that Excel shows."""
    book = book_of(lambda sheet: sheet.write(1, 0, 40_000, DAY))
    book.dates_1904 = macintosh
    rows = [each for each in pieces(saved(book)) if isinstance(each, Row)]
    assert rows[1].values[0] == ("2013-07-07" if macintosh else "2009-07-06")


def test_values_by_their_kind() -> None:
    """Numbers without decimals where they are whole, truths, faults; blanks are none."""

    def fill(sheet: Worksheet) -> None:
        for column, value in enumerate([123456782, 2.5, True, "  "]):
            sheet.write(1, column, value)

    rows = [each for each in pieces(saved(book_of(fill))) if isinstance(each, Row)]
    assert rows[1].values == ["123456782", "2.5", "TRUE"]
    assert rows[1].columns == [0, 1, 2]


def test_text_in_shapes_headers_and_footers_is_shown() -> None:
    """With the codes for places and page numbers taken out."""
    box = record(0x5D, b"\x15\x00\x12\x00\x06\x00" + b"\x00" * 16)
    text = record(0x1B6, b"\x00" * 10 + b"\x05\x00" + b"\x00" * 6) + record(0x3C, b"\x00hello")
    stream = with_records(stream_of(book_of(lambda _: None)), in_sheets=box + text)
    found = [each for each in pieces(file_of(stream)) if isinstance(each, Passage)]
    assert Passage("Cases", State.VISIBLE, "hello") in found
    assert not any("&" in each.text for each in found)
