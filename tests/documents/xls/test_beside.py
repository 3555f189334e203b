"""What a workbook of Excel 97 keeps beside its sheets."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping, Sequence
from contextlib import suppress

import pytest
import xlwt

from forensics.documents.contents import Author, Embedded, Passage, Piece, Row, State, Table, Unread
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.readers import reader_of
from forensics.model.document import Hidden
from tests.support.documents.compound_files import compound, native
from tests.support.documents.old_workbook import file_of, long_text, record, stream_of, with_records

SUPBOOK, CRN, NAME = 0x1AE, 0x5A, 0x18
PIVOT = "_SX_DB_CUR/0001"


def stream(in_book: bytes = b"", in_sheets: bytes = b"") -> bytes:
    """A workbook of one sheet, with more records."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Cases")
    for row, values in enumerate([("Name", "City"), ("A. Example", "Breda"), ("B. Example", "Assen")]):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    return with_records(stream_of(book), in_book, in_sheets)


def pieces(content: bytes) -> list[Piece]:
    """All that the reader hands on."""
    read = reader_of("xls")
    assert read is not None
    return list(read(io.BytesIO(content), Limits()))


def told(found: Sequence[Piece]) -> list[tuple[str, str, int]]:
    """Code, severity and count of every finding."""
    return [(each.code, each.severity, each.count) for each in found if isinstance(each, Hidden)]


def rows(found: Sequence[Piece], where: str) -> list[list[str]]:
    """The rows of one table."""
    values: list[list[str]] = []
    taking = False
    for each in found:
        if isinstance(each, Table):
            taking = each.where == where
        elif isinstance(each, Row) and taking:
            values.append(list(each.values))
    return values


def test_cells_of_another_workbook() -> None:
    """They are kept for formulas, and nobody sees them."""
    place = struct.pack("<H", 1) + long_text("\x01\x01\x04\\\\server\\people.xls") + long_text("Sheet1")
    cells = struct.pack("<BBH", 2, 0, 6)
    cells += b"\x02" + long_text("C. Example") + b"\x01" + struct.pack("<d", 12) + b"\x00" * 9
    found = pieces(file_of(stream(record(SUPBOOK, place) + record(CRN, cells))))
    assert told(found) == [("X5", "H", 2), ("X5", "L", 1)]
    assert rows(found, "link 1") == [["C. Example", "12"]]
    assert any(isinstance(each, Passage) and "people.xls" in each.text for each in found)


def test_links_to_itself_are_none() -> None:
    """Every workbook with a formula across sheets has one, and one for add-ins."""
    own = record(SUPBOOK, b"\x01\x00\x01\x04") + record(SUPBOOK, b"\x01\x00\x01\x3a")
    assert told(pieces(file_of(stream(own)))) == []


def pivot(values: Sequence[tuple[str, float]], items: Sequence[str], who: str = "A. Maker") -> bytes:
    """The records of a pivot: one field by numbers of items, one with values in place."""
    head = struct.pack("<IHHHHHHHH", len(values), 1, 0, 0, 2, 2, 0, 1, len(who)) + b"\x00" + who.encode()
    names = record(0xC7, struct.pack("<7H", 1, 0, 0, len(items), 0, 0, len(items)) + long_text("Name"))
    names += b"".join(record(0xCD, long_text(item)) for item in items)
    names += record(0xC7, struct.pack("<7H", 0, 0, 0, 0, 0, 0, 0) + long_text("Age"))
    held = b"".join(
        record(0xC8, bytes([items.index(item)])) + record(0xC9, struct.pack("<d", age)) for item, age in values
    )
    return record(0xC6, head) + names + held + record(0x0A, b"")


def test_records_of_a_pivot() -> None:
    """All of them are told where their source is not in the workbook."""
    kept = pivot([("C. Example", 30), ("D. Example", 41), ("C. Example", 7)], ["C. Example", "D. Example"])
    found = pieces(file_of(stream(), {PIVOT: kept}))
    assert told(found) == [("X4", "H", 3), ("X8", "L", 1)]
    assert rows(found, "pivot cache 1") == [["C. Example", "30"], ["D. Example", "41"], ["C. Example", "7"]]
    assert Author("pivot cache 1", "A. Maker") in found


@pytest.mark.parametrize(
    ("ages", "expected"),
    [((1, 2), [("X4", "I", 2)]), ((1, 3), [("X4", "H", 1), ("X4", "I", 1)])],
)
def test_a_pivot_whose_source_is_there(ages: tuple[int, int], expected: list[tuple[str, str, int]]) -> None:
    """What the sheet holds is a copy; what it does not hold any more is told."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Cases")
    for row, values in enumerate([("Name", "Age"), ("C. Example", 1), ("D. Example", 2)]):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    source = struct.pack("<HHBBH", 0, 2, 0, 1, 6) + b"\x00\x02Cases"
    added = record(0xD5, b"\x01\x00") + record(0xE3, b"\x01\x00") + record(0x51, source)
    kept = pivot([("C. Example", ages[0]), ("D. Example", ages[1])], ["C. Example", "D. Example"], "")
    assert told(pieces(file_of(with_records(stream_of(book), added), {PIVOT: kept}))) == expected


def test_a_pivot_with_fewer_records_than_it_says() -> None:
    """What cannot be read is not passed over."""
    kept = pivot([("C. Example", 30)], ["C. Example"]).replace(struct.pack("<IH", 1, 1), struct.pack("<IH", 5, 1), 1)
    assert [each.reason for each in pieces(file_of(stream(), {PIVOT: kept})) if isinstance(each, Unread)] == [
        "4 records of a pivot table cannot be read."
    ]


@pytest.mark.parametrize(
    ("flags", "formula", "expected"),
    [
        (1, b"\x17\x06\x00secret", [("X7", "M", 1)]),
        (1, b"\x1e\x05\x00", [("X7", "L", 1)]),
        (0, b"\x1e\x05\x00", []),
    ],
)
def test_hidden_names(flags: int, formula: bytes, expected: list[tuple[str, str, int]]) -> None:
    """Those that hold a value are told as such."""
    head = struct.pack("<HBBHHHBBBB", flags, 0, 4, len(formula), 0, 0, 0, 0, 0, 0)
    found = pieces(file_of(stream(record(NAME, head + b"\x00Hint" + formula))))
    assert told(found) == expected


def test_who_reserved_it_for_writing() -> None:
    """A person is named; a program is none."""
    found = pieces(file_of(stream(record(0x5B, struct.pack("<HH", 0, 0) + long_text("A. Example")))))
    assert [each.name for each in found if isinstance(each, Author)] == ["A. Example"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"MBD00000001/Package": b"PK\x03\x04 a file"}, [("X6", "L", 1)]),
        ({"MBD00000001/\x01Ole10Native": native("a.txt", b"some text")}, [("X6", "L", 1)]),
        ({"MBD00000001/Workbook": stream()}, [("X6", "L", 1)]),
        ({"_VBA_PROJECT_CUR/VBA/dir": b"macros"}, [("Z", "I", 1)]),
        ({"Revision Log": record(0x13B, b"\x05\x00\x00\x01 before")}, [("X7", "M", 1)]),
        ({"\x01CompObj": b"anything"}, []),
    ],
)
def test_other_streams(parts: Mapping[str, bytes], expected: list[tuple[str, str, int]]) -> None:
    """Files, macros, a log of changes."""
    assert told(pieces(file_of(stream(), parts))) == expected


def test_an_embedded_workbook_is_hidden() -> None:
    """Of it, at most a picture is shown."""
    found = pieces(file_of(stream(), {"MBD00000001/Workbook": stream()}))
    assert [each.state for each in found if isinstance(each, Table)] == [State.VISIBLE, State.HIDDEN]


def test_an_embedded_file_goes_on() -> None:
    """To be looked into by its own reader."""
    found = pieces(file_of(stream(), {"MBD00000001/\x01Ole10Native": native("a.txt", b"some text")}))
    assert [each.content for each in found if isinstance(each, Embedded)] == [b"some text"]


def summary(*titles: str) -> bytes:
    """Properties that name sheets."""
    held = b"".join(struct.pack("<I", len(title) + 1) + title.encode() + b"\0" for title in titles)
    body = struct.pack("<II", 0x101E, len(titles)) + held
    section = struct.pack("<IIII", 16 + len(body), 1, 13, 16) + body
    return struct.pack("<HHI16sI", 0xFFFE, 0, 0, b"", 1) + struct.pack("<16sI", b"", 48) + section


@pytest.mark.parametrize(("titles", "expected"), [(("Cases",), []), (("Cases", "Gone"), [("X8", "L", 1)])])
def test_titles_of_sheets_that_are_gone(titles: tuple[str, ...], expected: list[tuple[str, str, int]]) -> None:
    """The properties may still name them."""
    found = pieces(file_of(stream(), {"\x05DocumentSummaryInformation": summary(*titles)}))
    assert told(found) == expected


def test_encrypted() -> None:
    """Never called clean."""
    made = stream()
    size = 4 + struct.unpack_from("<H", made, 2)[0]
    with pytest.raises(NotInspectableError, match="encrypted"):
        pieces(file_of(made[:size] + record(0x2F, b"\x00" * 6) + made[size:]))


@pytest.mark.parametrize("parts", [{"Workbook": b"no records at all"}, {"Other": b"x"}])
def test_no_workbook(parts: Mapping[str, bytes]) -> None:
    """A file of the right kind that holds none."""
    with pytest.raises(NotInspectableError):
        pieces(compound(parts))


def test_a_second_workbook_for_an_older_excel_is_not_passed_over() -> None:
    """It may hold something else."""
    found = pieces(file_of(stream(), {"Book": stream()}))
    assert [each.where for each in found if isinstance(each, Unread)] == ["Book"]


def test_a_sheet_of_macros_is_not_passed_over() -> None:
    """What it holds is not read."""
    sheet = record(0x85, struct.pack("<IBBBB", 0, 2, 1, 4, 0) + b"Auto")
    found = pieces(file_of(stream(sheet)))
    assert [each.where for each in found if isinstance(each, Unread)] == ["Auto"]


@pytest.mark.parametrize("cut", range(600, 5000, 350))
def test_truncated(cut: int) -> None:
    """Ends with a reason, or tells that something is missing."""
    whole = file_of(stream())
    try:
        found = pieces(whole[:-cut])
    except NotInspectableError:
        return
    assert rows(found, "Cases") or any(isinstance(each, Unread) for each in found)


@pytest.mark.parametrize("seed", range(40))
def test_flipped_bytes(seed: int) -> None:
    """Nothing but a reason ends the reading."""
    made = bytearray(file_of(stream(), {PIVOT: pivot([("C. Example", 30)], ["C. Example"])}))
    for step in range(12):
        made[512 + (seed * 7919 + step * 104_729) % (len(made) - 512)] ^= 1 << (seed + step) % 8
    with suppress(NotInspectableError):
        assert pieces(bytes(made))
