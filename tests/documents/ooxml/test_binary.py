"""Binary workbooks: the same pieces as from XML."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
import python_calamine

from forensics.documents.contents import State
from forensics.documents.limits import NotInspectableError
from forensics.documents.ooxml.workbooks.biff12 import records, rk_text
from tests.support.documents.binary_workbook import (
    binary_workbook,
    column,
    merged,
    number,
    record,
    row,
    sheet,
    text,
    wide,
)
from tests.support.documents.pieces import read
from tests.support.documents.workbook_parts import relationships

WHITE, TINY, DATE, NOTHING = 1, 2, 3, 4
STYLED = {
    "formats": {164: "dd-mm-yyyy", 165: ";;;"},
    "fonts": ((11.0, "000000"), (11.0, "FFFFFF"), (1.0, "000000")),
    "styles": ((0, 0), (0, 1), (0, 2), (164, 0), (165, 0)),
}


def rows(*flags: int) -> bytes:
    """Rows from 1 with these flags."""
    return b"".join(row(at, flags=each) + text(0, f"kop{at}") + number(2, at) for at, each in enumerate(flags, 1))


def test_an_honest_workbook_hides_nothing() -> None:
    """And calamine reads the same values from what the tests write."""
    file = binary_workbook({"Blad": sheet(rows(0, 0))})
    found = read(file)
    assert not found.hidden
    assert found.values() == [["kop1", "1"], ["kop2", "2"]]
    other = python_calamine.CalamineWorkbook.from_filelike(BytesIO(file.getvalue()))
    assert other.get_sheet_by_index(0).to_python() == [["kop1", "", 1.0], ["kop2", "", 2.0]]


def test_hidden_sheets_rows_and_columns() -> None:
    """By marks, by no height, by no width."""
    data = rows(0, 0x10, 0) + row(4, height=0) + number(0, 1)
    before = record(390) + column(2, 3, hidden=True) + column(5, 5, width=0) + record(391)
    found = read(binary_workbook({"A": sheet(data, before), "B": sheet(rows(0)), "C": sheet(b"")}, states=(0, 1, 2)))
    assert found.codes() == [("X2", "H", 2), ("X2", "H", 1), ("X2", "I", 2), ("X1", "H", 1), ("X1", "I", 1)]
    assert found.states()[1, 2] is State.HIDDEN
    assert [each.state for each in found.tables] == [State.VISIBLE, State.HIDDEN, State.HIDDEN]


def test_a_filter() -> None:
    """With criteria; one without them hides nothing."""
    place = struct.pack("<4i", 0, 9, 0, 2)
    criteria = record(163, bytes(6)) + record(165, bytes(8)) + record(166) + record(164)
    for inner, told in ((criteria, True), (b"", False)):
        after = record(161, place) + inner + record(162)
        found = read(binary_workbook({"A": sheet(rows(0, 0x10), after=after)}))
        assert ["filter" in each.text for each in found.hidden] == [told]


def test_cells_that_nobody_sees() -> None:
    """White, tiny, by a format, below a merged cell; a date is one by its format."""
    cells = text(0, "a", WHITE) + text(1, "b", TINY) + number(2, 43831, DATE) + text(3, "d", NOTHING) + text(5, "e")
    data = row(1) + cells
    found = read(binary_workbook({"A": sheet(data, after=merged(1, 2, 4, 5))}, **STYLED))
    assert found.codes() == [("X3", "M", 1)] * 4
    assert found.values() == [["a", "b", "2020-01-01", "d", "e"]]
    assert found.states()[1, 2] is State.VISIBLE


def test_every_kind_of_cell() -> None:
    """Those of formulas and those that follow one another, too."""
    at = struct.pack("<iI", 0, 0)
    cells = [
        record(2, at + struct.pack("<I", 5 << 2 | 2)), record(3, at + b"\x2a"), record(4, at + b"\1"), number(0, 1.5),
        text(0, "tekst"), record(7, at + struct.pack("<I", 0)), record(8, at + wide("formule") + b"xx"),
        record(9, at + struct.pack("<d", 2.5) + b"xx"), record(10, at + b"\0xx"), record(11, at + b"\7xx"),
        record(1, at), record(18, struct.pack("<II", 0, 0)), record(16, struct.pack("<Id", 0, 7.0)),
    ]  # fmt: skip
    data = b"".join(row(place) + cell for place, cell in enumerate(cells, 1))
    sst = record(159, bytes(8)) + record(19, b"\0" + wide("gedeeld")) + record(160)
    leads, parts = [("ss", "sharedStrings", "sharedStrings.bin")], {"xl/sharedStrings.bin": sst}
    found = read(binary_workbook({"A": sheet(data)}, leads=leads, parts=parts))
    assert [values[0] for values in found.values()] == [
        "5", "#N/A", "TRUE", "1.5", "tekst", "gedeeld", "formule", "2.5", "FALSE", "#DIV/0!", "gedeeld", "7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number_", "text_"),
    [
        (5 << 2 | 2, "5"),
        ((-5 << 2 | 2) & 0xFFFFFFFF, "-5"),
        (1234 << 2 | 3, "12.34"),
        (0x3FF80000, "1.5"),
        (0xC0000000, "-2"),
    ],
)
def test_numbers_in_thirty_bits(number_: int, text_: str) -> None:
    """Whole, a hundredth, or the upper half of a double."""
    assert rk_text(number_) == text_


def test_names_paths_and_comments() -> None:
    """In records of their own."""
    extra = record(39, struct.pack("<IBI", 1, 0, 0xFFFFFFFF) + wide("Geheim")) + record(2071, wide("C:\\Users\\anna\\"))
    note = record(632, wide("Anna A.")) + record(635, bytes(36)) + record(637, b"\0" + wide("bel haar"))
    parts = {
        "xl/worksheets/_rels/sheet1.bin.rels": relationships(("c", "comments", "../comments1.bin")),
        "xl/comments1.bin": note,
    }
    found = read(binary_workbook({"A": sheet(rows(0))}, extra=extra, parts=parts))
    assert found.codes() == [("X7", "M", 1), ("X7", "L", 1), ("X8", "L", 1)]
    assert found.texts(State.HIDDEN) == ["bel haar", "C:\\Users\\anna\\"]
    assert [author.name for author in found.authors] == ["Anna A."]


def _cache(source: bytes) -> dict[str, bytes | str]:
    fields = [("Naam", 0x0008, ["Anna", "Bram"]), ("Nr", 0x0040, [])]
    made = record(179, bytes(16) + b"\2" + struct.pack("<I", 2) + wide("Dirk Doeleman"))
    made += record(185, struct.pack("<II", 0, 0)) + record(187, source)
    for name, kind, items in fields:
        made += record(183, struct.pack("<H", 4) + bytes(18) + wide(name)) + record(189, struct.pack("<HI", kind, 2))
        made += b"".join(record(24, wide(item)) for item in items) + record(190) + record(184)
    kept = record(193) + record(33, struct.pack("<Id", 0, 1.0)) + record(33, struct.pack("<Id", 1, 2.0)) + record(194)
    return {
        "xl/pivotCache/pivotCacheDefinition1.bin": made,
        "xl/pivotCache/pivotCacheRecords1.bin": kept,
        "xl/pivotCache/_rels/pivotCacheDefinition1.bin.rels": relationships(
            ("r", "pivotCacheRecords", "pivotCacheRecords1.bin")
        ),
    }


@pytest.mark.parametrize(("name", "code"), [("A", ("X4", "I", 2)), ("Weg", ("X4", "H", 2))])
def test_records_of_pivots(name: str, code: tuple[str, str, int]) -> None:
    """As the source has them, or without it."""
    data = row(1) + text(0, "Naam") + text(1, "Nr") + row(2) + text(0, "Anna") + number(1, 1) + row(3) + text(0, "Bram")
    source = b"\0\0\2" + wide(name) + struct.pack("<4i", 0, 2, 0, 1)
    leads = [("pc", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.bin")]
    extra = record(386, struct.pack("<I", 1) + wide("pc"))
    found = read(binary_workbook({"A": sheet(data + number(1, 2))}, extra=extra, leads=leads, parts=_cache(source)))
    assert [each for each in found.codes() if each[0] == "X4"] == [code]
    assert [author.name for author in found.authors] == ["Dirk Doeleman"]
    if name == "Weg":
        assert found.tables[1].header == ("Naam", "Nr")
        assert found.values(1) == [["Anna", "1"], ["Bram", "2"]]


def test_cells_of_other_workbooks() -> None:
    """A row, and two cells of it."""
    link = record(363, bytes(5)) + record(366, struct.pack("<I", 2)) + record(371, struct.pack("<I", 0) + wide("Anna"))
    link += record(368, struct.pack("<Id", 1, 5.0)) + record(364)
    leads, parts = (
        [("x", "externalLink", "externalLinks/externalLink1.bin")],
        {"xl/externalLinks/externalLink1.bin": link},
    )
    found = read(binary_workbook({"A": sheet(rows(0))}, leads=leads, parts=parts))
    assert found.codes() == [("X5", "H", 2)]
    assert found.values(1) == [["Anna", "5"]]
    assert found.rows[1][0].number == 3


def test_texts_of_connections() -> None:
    """Whatever records they stand in."""
    content = record(201, b"\1\2\3\4" + wide("Data Source=sql01;User ID=anna"))
    leads, parts = [("x", "connections", "connections.bin")], {"xl/connections.bin": content}
    assert read(binary_workbook({"A": sheet(rows(0))}, leads=leads, parts=parts)).grave() == [("X6", "M", 1)]


@pytest.mark.parametrize("block", [1, 2, 3, 7, 1000])
def test_records_run_over_blocks(block: int) -> None:
    """Their heads, too."""
    content = record(0, b"x" * 20) + record(2071, b"y" * 300) + record(5)
    blocks = [content[at : at + block] for at in range(0, len(content), block)]
    assert list(records(blocks)) == [(0, b"x" * 20), (2071, b"y" * 300), (5, b"")]


@pytest.mark.parametrize(
    "content", [b"\x07", b"\x07\x05ab", b"\x87", b"\xff\xff\xff\xff\xff\xff", b"\x00\xff\xff\xff\x7f"]
)
def test_records_that_are_cut_off(content: bytes) -> None:
    """Told, not taken for the end."""
    with pytest.raises(NotInspectableError):
        list(records([content]))
