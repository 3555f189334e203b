"""Cells that are drawn so that nobody sees them (X3), and those that only look like it."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter

from forensics.documents.contents import State
from tests.support.documents.pieces import Found, read
from tests.support.documents.workbook_parts import MAIN, relationships, workbook

UNSEEN = {
    "white on nothing": {"font_color": "#FFFFFF"},
    "nearly white": {"font_color": "#FEFEFB"},
    "black on black": {"font_color": "#000000", "bg_color": "#000000"},
    "black by default on black": {"bg_color": "#000000"},
    "red on red": {"font_color": "#C00000", "bg_color": "#C00000"},
    "one point": {"font_size": 1},
    "a format of nothing": {"num_format": ";;;"},
}
SEEN = {
    "white on blue": {"font_color": "#FFFFFF", "bg_color": "#1F4E79"},
    "black on white": {"font_color": "#000000", "bg_color": "#FFFFFF"},
    "grey on nothing": {"font_color": "#D9D9D9"},
    "white on a pattern": {"font_color": "#FFFFFF", "bg_color": "#FFFFFF", "fg_color": "#1F4E79", "pattern": 4},
    "no zeros": {"num_format": "0;-0;;@"},
    "small": {"font_size": 6},
}


def written(style: dict[str, object], value: object = "geheim") -> Found:
    """A sheet with one cell in this style."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "kop")
    sheet.write(1, 0, value, book.add_format(style))
    book.close()
    return read(file)


@pytest.mark.parametrize("value", ["geheim", 7])
@pytest.mark.parametrize("style", UNSEEN.values(), ids=UNSEEN)
def test_nobody_sees_it(style: dict[str, object], value: object) -> None:
    """The value goes on, with its state."""
    found = written(style, value)
    assert found.grave() == [("X3", "M", 1)]
    assert found.states() == {(1, 0): State.VISIBLE, (2, 0): State.COSMETIC}
    assert found.values()[1] == [str(value)]


@pytest.mark.parametrize("value", ["openbaar", 7])
@pytest.mark.parametrize("style", SEEN.values(), ids=SEEN)
def test_everybody_sees_it(style: dict[str, object], value: object) -> None:
    """What honest tables do."""
    assert not written(style, value).grave()


def styled(font: str, fill: str, *, application: str = "Microsoft Excel", after: str = "") -> Found:
    """A sheet with one cell, its font and fill in XML."""
    styles = (
        f'<styleSheet xmlns="{MAIN}"><fonts><font/><font>{font}</font></fonts><fills><fill><patternFill/></fill>'
        f"<fill>{fill}</fill></fills><cellStyleXfs><xf/><xf numFmtId='14' fontId='1' fillId='1'/></cellStyleXfs>"
        "<cellXfs><xf/><xf fontId='1' fillId='1' numFmtId='0'/><xf xfId='1'/></cellXfs></styleSheet>"
    )
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>{application}</Application></Properties>"
    )
    main = ("main", "officeDocument", "xl/workbook.xml")
    parts = {
        "xl/styles.xml": styles,
        "docProps/app.xml": app,
        "_rels/.rels": relationships(main, ("app", "extended-properties", "docProps/app.xml")),
    }
    sheet = (
        '<sheetData><row r="2"><c r="A2"><v>1</v></c><c r="B2" s="1"><v>43831</v></c><c r="C2" s="2">'
        "<v>43831</v></c></row></sheetData>"
    )
    return read(workbook({"Blad": sheet + after}, leads=[("st", "styles", "styles.xml")], parts=parts))


SOLID = '<patternFill patternType="solid"><fgColor {0}/></patternFill>'


@pytest.mark.parametrize(
    ("font", "fill", "count"),
    [
        ('<color indexed="9"/>', "<patternFill/>", 2),
        ('<color theme="0"/>', "<patternFill/>", 2),
        ('<color theme="1"/>', "<patternFill/>", 0),
        ('<color theme="1"/>', SOLID.format('theme="1"'), 2),
        ('<color theme="0" tint="-0.5"/>', "<patternFill/>", 0),
        ('<color theme="1" tint="0.9999"/>', "<patternFill/>", 2),
        ('<color theme="4"/>', SOLID.format('rgb="FF4F81BD"'), 2),
        ('<color theme="3"/>', SOLID.format('rgb="FF1F497D"'), 2),
        ('<color theme="2"/>', SOLID.format('rgb="FF1F497D"'), 0),
        ('<color indexed="10"/>', SOLID.format('indexed="10"'), 2),
        ("", SOLID.format('rgb="FF000000"'), 2),
        ('<color theme="99"/>', SOLID.format('rgb="FF000000"'), 0),
        ('<sz val="2"/>', "<patternFill/>", 2),
        ('<sz val="0"/>', "<patternFill/>", 0),
        ('<color rgb="FFFFFFFF"/>', "<gradientFill><stop><color rgb='FF000000'/></stop></gradientFill>", 0),
    ],
)  # fmt: skip
def test_colours_of_a_theme_and_of_the_palette(font: str, fill: str, count: int) -> None:
    """Number 0 of a theme is its second colour; a format without font and fill goes back to its base style."""
    found = styled(font, fill)
    assert sum(each.count for each in found.hidden if each.code == "X3") == count
    assert found.values() == [["1", "43831", "2020-01-01"]]


def test_libreoffice_writes_text_that_suits_its_ground() -> None:
    """Text without a colour on black is white there."""
    assert not styled("", SOLID.format('rgb="FF000000"'), application="LibreOffice/24.2").grave()


def test_what_a_rule_may_paint_weighs_less() -> None:
    """Conditional formats and styles of tables paint the ground."""
    after = '<conditionalFormatting sqref="A1:B9"><cfRule type="cellIs"/></conditionalFormatting>'
    found = styled('<color rgb="FFFFFFFF"/>', "<patternFill/>", after=after)
    assert found.codes()[:2] == [("X3", "M", 1), ("X3", "L", 1)]
    assert found.states()[2, 1] is State.VISIBLE
    assert found.states()[2, 2] is State.COSMETIC


def test_a_merged_cell_covers_others() -> None:
    """Only its first cell is shown; programs that merge by hand leave the others."""
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    )
    found = read(workbook({"Blad": sheet}))
    assert found.codes() == [("X3", "M", 1)]
    assert found.states() == {(1, 0): State.VISIBLE, (1, 1): State.COSMETIC}


def test_rows_and_columns_too_thin_to_read() -> None:
    """Drawn, in a point or two."""
    sheet = (
        '<cols><col min="2" max="2" width="0.1"/></cols><sheetData><row r="1" ht="1.5"><c r="A1">'
        '<v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row></sheetData>'
    )
    found = read(workbook({"Blad": sheet}))
    assert found.codes() == [("X3", "M", 2)]
    assert found.states() == {(1, 0): State.COSMETIC, (2, 0): State.VISIBLE, (2, 1): State.COSMETIC}


@pytest.mark.parametrize(
    ("run", "ground", "told"),
    [
        ({"font_color": "white"}, {}, True),
        ({"font_size": 1}, {}, True),
        ({"font_color": "white"}, {"bg_color": "#1F4E79"}, False),
        ({"font_color": "#1F4E79"}, {"bg_color": "#1F4E79"}, True),
        ({"font_color": "red"}, {}, False),
        ({"bold": True}, {}, False),
    ],
)
def test_some_letters_of_a_text_may_be_white(run: dict[str, object], ground: dict[str, object], told: bool) -> None:  # noqa: FBT001
    """On the ground of their cell; the text is shown in part."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write_rich_string(0, 0, "gemeld door ", book.add_format(run), "Anna", " op maandag", book.add_format(ground))
    book.close()
    found = read(file)
    assert found.grave() == ([("X3", "M", 1)] if told else [])
    assert found.values() == [["gemeld door Anna op maandag"]]
