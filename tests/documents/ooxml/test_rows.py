"""The rows of a sheet, however they are written: the pattern and Expat find the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.documents.contents import State
from forensics.documents.limits import Limits
from forensics.documents.ooxml.workbooks import lines
from forensics.documents.ooxml.workbooks import rows as module
from forensics.documents.ooxml.workbooks.frame import Frame, without_rows
from forensics.documents.ooxml.workbooks.layouts import Layouts
from forensics.documents.ooxml.workbooks.tally import Tally
from forensics.documents.ooxml.workbooks.values import Values
from tests.support.documents.pieces import Found, read
from tests.support.documents.workbook_parts import MAIN, OFFICE, relationships, workbook

STRINGS = (
    f'<sst xmlns="{MAIN}"><si><t>een</t></si><si><r><t>tw</t></r><r><t>ee</t></r><rPh><t>nee</t>'
    f'</rPh></si><si><t xml:space="preserve">  </t></si></sst>'
)
SHARED = {"xl/sharedStrings.xml": STRINGS}
LEADS = [("ss", "sharedStrings", "sharedStrings.xml")]


def found_in(data: str, before: str = "") -> Found:
    """What is read of rows."""
    return read(workbook({"Blad": f"{before}<sheetData>{data}</sheetData>"}, leads=LEADS, parts=SHARED))


CELLS = {
    '<c r="A1" t="s"><v>0</v></c>': "een",
    '<c r="A1" t="s"><v>1</v></c>': "twee",
    '<c r="A1" t="s"><v>2</v></c>': None,
    '<c r="A1" t="b"><v>1</v></c>': "TRUE",
    '<c r="A1" t="b"><v>0</v></c>': "FALSE",
    '<c r="A1" t="e"><v>#N/A</v></c>': "#N/A",
    '<c r="A1" t="d"><v>2020-06-18T00:00:00Z</v></c>': "2020-06-18",
    '<c r="A1" t="n"><v>1.50</v></c>': "1.5",
    '<c r="A1"><v>1E3</v></c>': "1000",
    '<c r="A1"><v>-12.25</v></c>': "-12.25",
    '<c r="A1"><v>12.</v></c>': "12",
    '<c r="A1"><v>0.00001</v></c>': "1e-05",
    '<c r="A1"><v>1234567890123456789</v></c>': "1234567890123460000",
    '<c r="A1"><f>A2*2</f><v>4</v></c>': "4",
    '<c r="A1"><f t="shared" ref="A1:A9" si="0"/><v>4</v></c>': "4",
    '<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>': "ab",
    '<c r="A1" t="str"><v>a&amp;b</v></c>': "a&b",
    '<c r="A1" t="str"><v><![CDATA[a<b]]></v></c>': "a<b",
    '<c r="A1" t="str"><v>a<!-- niet -->b</v></c>': "ab",
    '<c r="A1" t="inlineStr"><is><t>tekst</t></is></c>': "tekst",
    '<c r="A1" t="inlineStr"><is><r><t>te</t></r><r><t>kst</t></r></is></c>': "tekst",
    '<c r="A1" t="inlineStr"><is><t>東</t><rPh sb="0" eb="1"><t>ひがし</t></rPh></is></c>': "東",
    '<c r="A1" s="0" t="str"/>': None,
    '<c r="A1"></c>': None,
    '<c r="A1" t="str"><v></v></c>': None,
    '<c r="A1" t="str"><v>regel\r\nregel</v></c>': "regel\nregel",
    '<c s="0" r="A1"><v>5</v></c>': "5",
    "<c><v>5</v></c>": "5",
    '<c r="A1" cm="1" vm="2"><v>5</v></c>': "5",
}  # fmt: skip


@pytest.mark.parametrize(("cell", "value"), CELLS.items())
def test_a_cell_is_read_in_whatever_form(cell: str, value: str | None) -> None:
    """Between two plain rows, which are read as well."""
    around = '<row r="{0}"><c r="B{0}"><v>{0}</v></c></row>'
    found = found_in(around.format(1) + f'<row r="2">{cell}<c r="B2"><v>2</v></c></row>' + around.format(3))
    assert found.values() == [["1"], [value, "2"] if value is not None else ["2"], ["3"]]
    assert not found.unread


def test_a_string_that_is_not_there_is_told() -> None:
    """Its cell had a value."""
    assert len(found_in('<row r="1"><c r="A1" t="s"><v>9</v></c></row>').unread) == 1


def test_rows_and_cells_may_have_no_place() -> None:
    """They follow the one before."""
    found = found_in(
        '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row r="5"/><row><c><v>4</v></c></row>'
    )
    assert list(found.states()) == [(1, 0), (1, 3), (1, 4), (6, 0)]


def test_cells_come_left_to_right() -> None:
    """However they are written."""
    found = found_in('<row r="1"><c r="C1"><v>3</v></c><c r="A1" t="b"><v>1</v></c></row>')
    assert found.values() == [["TRUE", "3"]]


COMMENTED = '<row r="1"><c r="A1"><v>1</v></c></row>{0}<row r="3" hidden="1"><c r="A3"><v>3</v></c></row>'
INNER = '<row r="2"><c r="A2"><v>2</v></c></row>'


@pytest.mark.parametrize(
    ("between", "values"),
    [
        (f"<!-- {INNER} -->", [["1"], ["3"]]),
        (f"<?x {INNER} ?>", [["1"], ["3"]]),
        (f"<!-- {INNER} --><row r='2'><c><v>2</v></c></row>", [["1"], ["2"], ["3"]]),
        (f"<x:other xmlns:x='urn:x'>{INNER}</x:other>", [["1"], ["2"], ["3"]]),
        ("<row xmlns='urn:x' r='2'><c r='A2'><v>9</v></c></row>", [["1"], ["3"]]),
        ('<row xmlns="urn:x" r="2"><c r="A2"><v>9</v></c></row>', [["1"], ["3"]]),
        ("<row r='2'><c r='A2' xmlns='urn:x'><v>9</v></c></row>", [["1"], ["3"]]),
        ("<row r='2'><c r='A2' t='str'><v>&lt;/row></v></c></row>", [["1"], ["</row>"], ["3"]]),
        ("<row r='2'><c r='A2' t='str'><v><![CDATA[</row>" + INNER + "]]></v></c></row>", None),
        ("\n  \n", [["1"], ["3"]]),
        ("<row r='2'/>" * 3, [["1"], ["3"]]),
    ],
)
def test_what_only_looks_like_a_row_is_none(between: str, values: list[list[str]] | None) -> None:
    """Comments, sections, other namespaces; and the hidden row after them is found."""
    found = found_in(COMMENTED.format(between))
    assert found.rows[0][-1].state is State.HIDDEN
    assert not found.unread
    if values is not None:
        assert found.values() == values
    else:
        assert len(found.values()) == 3


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!-- <sheetData> -->", ""), ("<?x <sheetData> ?>", "<?y ?>"), ("<?x <sheetData> ?>", "<!-- -->"),
        ("", "<?x </sheetData><sheetData> ?>"), ("<!-- <sheetData/> -->", ""),
    ],
)  # fmt: skip
def test_what_only_looks_like_the_place_of_rows_is_none(before: str, after: str) -> None:
    """Hidden columns and merged cells are found however the rows are sought."""
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    inner, after = (after, "") if "sheetData" in after else ("", after)
    found = read(workbook({"Blad": f"{before}{columns}<sheetData>{row}{inner}</sheetData>{after}"}))
    assert found.codes() == [("X2", "H", 1)]
    assert found.states()[1, 1] is State.HIDDEN


@given(st.integers(0, 400), st.integers(1, 90))
def test_a_sheet_without_its_rows(rows: int, block: int) -> None:
    """In blocks of any size: what stands before and after them is whole."""
    data = b'<?xml version="1.0"?><w><cols/><sheetData>' + b"<row/>" * rows + b"</sheetData><merge/></w>"
    blocks = [data[at : at + block] for at in range(0, len(data), block)]
    assert b"".join(without_rows(blocks)).replace(b"<row/>", b"") == data.replace(b"<row/>", b"")


def prefixed(data: str) -> str:
    """With a prefix before the name of every element, as some programs write it."""
    return data.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")


def test_elements_may_have_a_prefix() -> None:
    """The same rows are found."""
    data = "".join(f'<row r="{n}" hidden="{n % 2}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 9))
    sheet = f'<x:worksheet xmlns:x="{MAIN}">{prefixed(f"<sheetData>{data}</sheetData>")}</x:worksheet>'
    found = read(workbook({"Blad": ""}, parts={"xl/worksheets/sheet1.xml": sheet}))
    assert found.values() == found_in(data).values()
    assert found.codes() == [("X2", "H", 4)]


def test_the_strict_namespace_is_the_same() -> None:
    """As that of Ecma."""
    strict, office = (
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    book = (
        f'<workbook xmlns="{strict}" xmlns:r="{office}"><sheets>'
        f'<sheet name="B" state="hidden" r:id="s1"/></sheets></workbook>'
    )
    sheet = (
        f'<worksheet xmlns="{strict}"><sheetData><row r="1" hidden="true"><c r="A1"><v>1</v></c></row>'
        f"</sheetData></worksheet>"
    )
    found = read(workbook({"B": ""}, parts={"xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet}))
    assert found.codes() == [("X1", "H", 1), ("X2", "H", 1)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_other_encodings(encoding: str) -> None:
    """A part is XML, whatever its bytes."""
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    sheet = (
        f'<?xml version="1.0" encoding="{name}"?><worksheet xmlns="{MAIN}"><cols>'
        f'<col min="2" max="2" hidden="1"/></cols><sheetData><row r="1" hidden="1"><c r="A1" t="str">'
        f'<v>één</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
    )
    found = read(workbook({"B": ""}, parts={"xl/worksheets/sheet1.xml": sheet.encode(encoding)}))
    assert found.values() == [["één"]]
    assert found.codes() == [("X2", "H", 1), ("X2", "I", 1)]


def test_parts_may_lie_anywhere() -> None:
    """Relationships lead to them."""
    parts = {
        "_rels/.rels": relationships(("m", "officeDocument", "/boek/start.xml")),
        "boek/start.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="B" r:id="a"/></sheets></workbook>'
        ),
        "boek/_rels/start.xml.rels": relationships(("a", "worksheet", "../Bladen/Een.xml")),
        "bladen/een.xml": (
            f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
        ),
    }
    found = read(workbook({}, parts=parts))
    assert found.values() == [["1"]]


VALUE = st.one_of(
    st.integers(0, 10**16).map(str), st.floats(-1e9, 1e9).map(repr), st.sampled_from(["", "een &amp; twee", "é", " "])
)
CELL = st.tuples(
    st.sampled_from(["", ' t="str"', ' t="n"', ' s="1"', ' t="inlineStr"', ' xml:lang="nl"']), VALUE, st.integers(0, 3)
)


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """Rows of every form, plain and not, in any order."""
    made = []
    for number in range(1, draw(st.integers(1, 12))):
        cells = []
        for place, (attributes, value, form) in enumerate(draw(st.lists(CELL, max_size=4))):
            name = "ABCDE"[place]
            held = f"<is><t>{value}</t></is>" if "inline" in attributes else f"<v>{value}</v>"
            forms = (held, f"<f>A1</f>{held}", f"<!-- x -->{held}", "")
            cells.append(f'<c r="{name}{number}"{attributes}>{forms[form]}</c>')
        head = draw(st.sampled_from(["", ' hidden="1"', ' ht="0"', " hidden='true'", ' x="&lt;"']))
        made.append(f'<row r="{number}"{head}>{"".join(cells)}</row>' if cells else f'<row r="{number}"{head}/>')
        made.append(draw(st.sampled_from(["", "", "\n", "<!-- y -->", " "])))
    return "".join(made)


@given(sheets(), st.sampled_from([64, 1 << 20]), st.sampled_from([1, 2, 64]))
def test_the_pattern_finds_what_expat_finds(data: str, block: int, pays: int) -> None:
    """In blocks of any size, row by row; cell by cell, or as whole lines once a shape was met so many times."""
    data *= 3
    content = f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'.encode()
    blocks = [content[at : at + block] for at in range(0, len(content), block)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_PAYS", pays)
        with_pattern = read_rows(blocks)
    # A tab in the tag that begins the rows is not in the plain form: Expat alone reads them.
    alone = read_rows([content.replace(b"<sheetData>", b"<sheetData\t>")])
    assert with_pattern == alone


def read_rows(blocks: list[bytes]) -> list[object]:
    """The rows that the module makes of a part."""
    layouts = Layouts(Frame(), [])
    tally = Tally(Frame(), layouts)
    found = list(module.read(blocks, layouts, Values([], macintosh=False), tally, Limits()))
    return [*((row.number, row.state, list(row.columns), list(row.values)) for row in found), *tally.findings("x")]


def test_rows_before_a_fault_are_handed_on() -> None:
    """The part breaks off: what came before is told, and that there is more."""
    whole = "".join(f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>' for number in range(1, 200))
    found = read(workbook({"Blad": f"<sheetData>{whole}<row><c></row></sheetData>"}))
    assert len(found.values()) == 199
    assert found.unread


def test_shapes_that_change_all_the_time() -> None:
    """After a while no pattern of a whole line is tried."""
    found = lines.Lines(lines.form_of(""))
    shape: Any = object()
    for _ in range(lines._PAYS):
        found.note((("A",), ("",), ("",)), shape, 1)
    assert found.found
    for number in range(lines._VAIN + 1):
        found.note((("A",), (str(number),), ("",)), object(), 1)  # type: ignore[arg-type]
    assert not found.found
