"""Workbooks that were damaged, or made to do harm: told, within the limits, and never called clean."""

from __future__ import annotations

import zipfile
from io import BytesIO
from random import Random

import pytest
import xlsxwriter

from forensics.documents.contents import State
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.ooxml.workbooks.workbook import read as read_workbook
from tests.support.documents.binary_workbook import binary_workbook, number, row, sheet, text
from tests.support.documents.pieces import Found, read
from tests.support.documents.workbook_parts import MAIN, package, relationships, workbook

ROWS = "".join(f'<row r="{n}" hidden="1"><c r="A{n}" t="str"><v>naam {n}</v></c></row>' for n in range(1, 40))
SHEET = f"<sheetData>{ROWS}</sheetData>"


def outcome(file: BytesIO) -> Found | None:
    """What was read; None where the whole of it is not inspected."""
    try:
        return read(file, Limits(64 << 20))
    except NotInspectableError:
        return None


def rich() -> bytes:
    """A workbook with a little of everything."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    one, two = book.add_worksheet("Een"), book.add_worksheet("Twee")
    two.hide()
    for at in range(30):
        one.write_row(at, 0, [at, f"naam {at}", at / 3])
        two.write(at, 0, f"weg {at}", book.add_format({"font_color": "white"}))
    one.set_row(4, None, None, {"hidden": True})
    one.write_comment("A1", "let op", {"author": "Anna A."})
    one.add_table("A1:C30")
    book.close()
    return file.getvalue()


NOISE = "".join(Random(1).choices("abcdefghijklmnop", k=1 << 16))
RICH = rich()
BINARY = binary_workbook(
    {"A": sheet(b"".join(row(at) + text(0, f"naam {at}") + number(1, at) for at in range(1, 30)))}
).getvalue()


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/comments1.xml"]
)
def test_a_part_that_is_cut_off_is_told(part: str) -> None:
    """Wherever it is cut; what came before is shown."""
    with zipfile.ZipFile(BytesIO(RICH)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for share in (0.1, 0.5, 0.9, 0.99):
        cut = {**parts, part: parts[part][: int(len(parts[part]) * share)]}
        found = outcome(package(cut))
        assert found is None or found.unread, share


@pytest.mark.parametrize("content", [RICH, BINARY], ids=["xml", "binary"])
def test_no_damage_escapes(content: bytes) -> None:
    """Parts with octets changed, taken out or put in: read, told, or not inspected."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rng = Random(13)
    for name in sorted(parts.keys() - {"[Content_Types].xml"}):
        for _ in range(12):
            part = bytearray(parts[name])
            for _ in range(rng.choice((1, 1, 5, 40))):
                at = rng.randrange(len(part) or 1)
                part[at : at + rng.choice((0, 1, 1, 9))] = rng.randbytes(rng.choice((0, 1, 1, 6)))
            outcome(package({**parts, name: bytes(part)}))


def test_an_archive_that_is_cut_off() -> None:
    """It has no table of parts."""
    for share in (0.2, 0.6, 0.98):
        with pytest.raises(NotInspectableError):
            from_bytes(RICH[: int(len(RICH) * share)])


def from_bytes(content: bytes) -> None:
    """Reads it as a workbook, whatever it looks like."""
    list(read_workbook(BytesIO(content), Limits()))


def test_entities_and_declarations_are_refused() -> None:
    """No document needs them."""
    for declared in ('<!DOCTYPE x [<!ATTLIST x y CDATA "z">]>', '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'):
        part = f'{declared}<worksheet xmlns="{MAIN}">{SHEET}</worksheet>'
        found = read(workbook({"Blad": ""}, parts={"xl/worksheets/sheet1.xml": part}))
        assert len(found.unread) == 1


def test_an_endless_attribute() -> None:
    """Four megabytes are read; ten are not."""
    for size, unread in ((4 << 20, 0), (12 << 20, 1)):
        noise = NOISE * (size // len(NOISE))
        head = f'<sheetPr codeName="{noise}"/>'
        found = read(workbook({"Blad": head + SHEET}))
        assert len(found.unread) == unread


def test_a_bomb_is_not_inflated() -> None:
    """Blanks pack a thousand to one."""
    found = read(workbook({"Blad": f"{SHEET}{' ' * (20 << 20)}"}))
    assert len(found.unread) == 1
    assert len(found.rows[0]) <= 39


def test_a_million_rows_without_values_cost_little() -> None:
    """And are a note."""
    empty = "".join(f'<row r="{n}" hidden="1"/>' for n in range(1, 100_001))
    found = read(workbook({"Blad": f"<sheetData>{empty}</sheetData>"}))
    assert found.codes() == [("X2", "I", 100_000)]


def test_the_last_cell_of_a_sheet_costs_nothing() -> None:
    """Nor does a dimension that says so, or one that is absurd."""
    last = (
        '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" width="9" hidden="1"/></cols>'
        '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    found = read(workbook({"Blad": last}))
    assert found.states() == {(1_048_576, 16_383): State.HIDDEN}


@pytest.mark.parametrize(
    "sheet_",
    [
        '<cols><col min="-5" max="99999999999999999999999" hidden="x"/></cols>' + SHEET,
        '<cols><col min="a" max="b" width="nan" hidden="1"/></cols>' + SHEET,
        (
            '<sheetData><row r="-1"><c r="ZZZ9"><v>1</v></c></row><row r="1e99"><c r="1A"><v>1e999</v></c>'
            "</row></sheetData>"
        ),
        (
            '<sheetData><row r="1" ht="inf"><c r="A1" s="-7"><v>nan</v></c><c r="A1" s="99999999"><v>-0</v>'
            "</c></row></sheetData>"
        ),
        '<mergeCells><mergeCell ref="A1:ZZZ9999999"/><mergeCell ref="x"/></mergeCells>' + SHEET,
        "<sheetData><row/><row><c/></row></sheetData><sheetData><row><c><v>1</v></c></row></sheetData>",
        "<row><c><v>1</v></c></row>",
    ],
)
def test_wrong_types_and_absurd_numbers(sheet_: str) -> None:
    """Count as not said."""
    assert outcome(workbook({"Blad": sheet_})) is not None


def test_relationships_that_go_round() -> None:
    """Each part is looked into once."""
    round_ = relationships(
        ("a", "worksheet", "sheet1.xml"), ("b", "drawing", "../workbook.xml"), ("c", "image", "../../../../etc/x")
    )
    found = read(workbook({"Blad": SHEET}, parts={"xl/worksheets/_rels/sheet1.xml.rels": round_}))
    assert ("X2", "H", 39) in found.codes()


def test_a_workbook_without_a_beginning() -> None:
    """As a whole it is not inspected."""
    with pytest.raises(NotInspectableError):
        read(workbook({"Blad": SHEET}, parts={"_rels/.rels": relationships()}))


def test_one_sheet_that_cannot_be_read_leaves_the_others() -> None:
    """Told by its name."""
    found = read(workbook({"A": "<", "B": SHEET}))
    assert [each.where for each in found.unread] == ["A"]
    assert found.grave() == [("X2", "H", 39)]
