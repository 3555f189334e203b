"""What lies beside the sheets (X5 to X8), and what honest workbooks have of it."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest

from forensics.documents.contents import State
from tests.support.documents.pieces import Found, read
from tests.support.documents.workbook_parts import MAIN, OFFICE, relationships, workbook

SHEET = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
A = "http://schemas.openxmlformats.org/drawingml/2006"


def beside(
    kind: str, name: str, content: str | bytes, *, below: tuple[str, str, str] | None = None, extra: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> Found:  # fmt: skip
    """A workbook with one part to which it leads, and from that part on to another."""
    parts: dict[str, str | bytes] = {**(more or {})}
    if not name.startswith(".."):
        parts[f"xl/{name}"] = content
    if below:
        folder, _, file = f"xl/{name}".rpartition("/")
        parts[f"{folder}/_rels/{file}.rels"] = relationships(below)
    return read(workbook({"Blad": SHEET}, extra=extra, leads=[("b", kind, name)], parts=parts))


def hanging(kind: str, name: str, content: str | bytes, state: str = "visible", **parts: str | bytes) -> Found:
    """A workbook with one part to which its second sheet leads."""
    more = {
        "xl/worksheets/_rels/sheet2.xml.rels": relationships(("b", kind, f"../{name}")),
        f"xl/{name}": content,
        **parts,
    }
    return read(workbook({"Eerste": SHEET, "Blad": SHEET}, states={"Blad": state}, parts=more))


def test_cells_of_other_workbooks() -> None:
    """A table of each sheet, and where the workbook lies."""
    content = (
        f'<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}"><externalBook r:id="p"><sheetNames>'
        f'<sheetName val="X"/></sheetNames>'
        '<sheetDataSet><sheetData sheetId="0"><row r="3"><cell r="B3" t="str"><v>Anna</v></cell>'
        '<cell r="C3"><v>5.0</v></cell></row>'
        '<row r="4"><cell r="A4" t="b"><v>1</v></cell><cell r="B4"/></row></sheetData>'
        '<sheetData sheetId="1"><row r="1">'
        '<cell r="A1"><v>1</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'
    )
    found = beside(
        "externalLink",
        "externalLinks/externalLink1.xml",
        content,
        below=("p", "externalLinkPath", "file:///s://map/b.xlsx"),
    )
    assert found.codes() == [("X5", "H", 4), ("X5", "L", 1)]
    assert found.values(1) == [["Anna", "5"], ["TRUE"]]
    assert list(found.states(1)) == [(3, 1), (3, 2), (4, 0)]
    assert found.texts(State.HIDDEN) == ["file:///s://map/b.xlsx"]


@pytest.mark.parametrize(
    ("attributes", "severity"),
    [('connection="Data Source=sql01;User ID=anna" command="select * from personen"', "M"),
     ('connection="Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$;Location=T"', "I")],
)  # fmt: skip
def test_connections(attributes: str, severity: str) -> None:
    """Those that lead to the workbook itself are a note."""
    content = f'<connections xmlns="{MAIN}"><connection id="1" name="x"><dbPr {attributes}/></connection></connections>'
    assert beside("connections", "connections.xml", content).codes()[0][:2] == ("X6", severity)


def test_a_data_model_cannot_be_read() -> None:
    """It is there, and not inspected."""
    found = beside("powerPivotData", "model/item.data", b"\0" * 9)
    assert found.grave() == [("X6", "H", 1)]
    assert len(found.unread) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_queries_of_power_query(encoding: str) -> None:
    """They lie in an archive, in base64, in XML."""
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("Formulas/Section1.m", 'let Bron = Sql.Database("sql01", "personen") in Bron')
    packed = base64.b64encode(bytes(4) + len(inner.getvalue()).to_bytes(4, "little") + inner.getvalue() + bytes(30))
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f'<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">{packed.decode()}</DataMashup>'
    )
    found = beside("customXml", "../customXml/item1.xml", "", more={"customXml/item1.xml": xml.encode(encoding)})
    assert found.grave() == [("X6", "M", 1)]
    assert "sql01" in found.texts(State.HIDDEN)[0]


@pytest.mark.parametrize(
    ("root", "text", "severity"),
    [
        ("<p>", "Anna A.", "L"),
        ("<p>", "a case in many words " * 20, "M"),
        ("<p xmlns='http://schemas.microsoft.com/office/2006/metadata/properties'>", "a column of a list " * 20, "L"),
    ],
)
def test_xml_of_other_programs(root: str, text: str, severity: str) -> None:
    """Its texts; document libraries write some into every file."""
    item = f"{root}<DisplayName>{text}</DisplayName></p>"
    found = beside("customXml", "../customXml/item1.xml", "", more={"customXml/item1.xml": item})
    assert found.codes() == [("X6", severity, len(text))]
    assert found.texts(State.HIDDEN) == [text]


CHART = (
    f'<c:chartSpace xmlns:c="{A}/chart" xmlns:a="{A}/main"><c:ser><c:cat><c:strRef><c:f>{{0}}</c:f><c:strCache>'
    '<c:pt idx="0"><c:v>Anna</c:v></c:pt><c:pt idx="1"><c:v>Bram</c:v></c:pt></c:strCache>'
    "</c:strRef></c:cat></c:ser></c:chartSpace>"
)


@pytest.mark.parametrize(
    ("place", "count"),
    [("Blad!$A$1:$A$2", 0), ("'Blad'!$A$1", 0), ("Reeks", 0), ("[0]!Reeks", 0), ("(Blad!$A$1,Blad!$A$3)", 0),
     ("[1]Blad!$A$1:$A$2", 2), ("Weg!$A$1:$A$2", 2), ("#REF!$A$1", 2), ("'C:\\map\\[b.xlsx]Blad'!$A$1", 2)],
)  # fmt: skip
def test_values_of_charts(place: str, count: int) -> None:
    """Every chart keeps those that it draws; only those of cells elsewhere are more than the sheet shows."""
    found = beside("chart", "charts/chart1.xml", CHART.format(place))
    assert found.grave() == ([("X6", "M", count)] if count else [])
    assert len(found.texts(State.HIDDEN)) == count


def test_comments_and_who_wrote_them() -> None:
    """A note that stands in for a thread is no second comment."""
    content = (
        f'<comments xmlns="{MAIN}"><authors><author>Anna A.</author><author>tc={{1}}</author></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><r><t>bel </t></r><r><t>haar</t></r></text><commentPr>'
        "<anchor>115</anchor></commentPr></comment>"
        '<comment ref="A2" authorId="1"><text><t>[Threaded comment]</t></text></comment></commentList></comments>'
    )
    found = hanging("comments", "comments1.xml", content)
    assert found.codes() == [("X7", "M", 1)]
    assert found.texts(State.HIDDEN) == ["bel haar"]
    assert [author.name for author in found.authors] == ["Anna A."]


def test_threads_and_persons() -> None:
    """A thread is written once; its people stand in a part of their own."""
    content = (
        f'<ThreadedComments xmlns="{THREADS}"><threadedComment ref="A1" personId="p">'
        f"<text>bel haar</text></threadedComment></ThreadedComments>"
    )
    assert hanging("threadedComment", "threadedComments/t1.xml", content).codes() == [("X7", "M", 1)]
    people = f'<personList xmlns="{THREADS}"><person displayName="Anna A." userId="a@example.org" id="p"/></personList>'
    found = beside("person", "persons/person.xml", people)
    assert found.codes() == [("X7", "L", 1)]
    assert [author.name for author in found.authors] == ["Anna A.", "a@example.org"]


def test_the_log_of_a_shared_workbook() -> None:
    """What cells held before, and who shared it."""
    content = (
        f'<revisions xmlns="{MAIN}"><rcc rId="1"><oc r="A1" t="inlineStr"><is><t>Anna</t></is></oc>'
        f'<nc r="A1"><v>2</v></nc></rcc></revisions>'
    )
    found = beside("revisionLog", "revisions/revisionLog1.xml", content)
    assert found.codes() == [("X7", "M", 1)]
    assert found.texts(State.HIDDEN) == ["Anna", "2"]
    users = f'<users xmlns="{MAIN}"><userInfo name="Anna A."/><userInfo name="Anna A."/></users>'
    assert beside("usernames", "revisions/userNames.xml", users).codes() == [("X7", "L", 1)]


NAMES = {
    "<definedName name='_xlnm._FilterDatabase' hidden='1'>Blad!$A$1</definedName>": [],
    "<definedName name='solver_adj' hidden='1'>\"x\"</definedName>": [],
    "<definedName name='Reeks'>Blad!$A$1</definedName>": [],
    "<definedName name='Reeks' hidden='1'>Blad!$A$1</definedName>": [("X7", "L", 1)],
    "<definedName name='Sleutel' hidden='1'>\"geheim\"</definedName>": [("X7", "M", 1)],
}


@pytest.mark.parametrize(("name", "codes"), NAMES.items())
def test_hidden_names(name: str, codes: list[tuple[str, str, int]]) -> None:
    """Those that Office makes for itself say nothing."""
    assert read(workbook({"Blad": SHEET}, extra=f"<definedNames>{name}</definedNames>")).codes() == codes


def test_lists_scenarios_margins_and_views() -> None:
    """What a sheet says outside its cells."""
    more = (
        '<dataValidations><dataValidation type="list" sqref="B1"><formula1>"ja,nee"</formula1></dataValidation>'
        '<dataValidation type="list" sqref="B2"><formula1>$A$1:$A$9</formula1></dataValidation></dataValidations>'
        '<scenarios><scenario name="Duur" user="Anna A." comment="let op"><inputCells r="A1" val="99"/>'
        "</scenario></scenarios>"
        "<headerFooter><oddHeader>&amp;C&amp;12&amp;K00FF00Kop &amp;P</oddHeader></headerFooter>"
    )
    found = read(workbook({"Blad": SHEET + more}))
    assert found.codes() == [("X7", "I", 1), ("X7", "M", 1)]
    assert found.texts(State.HIDDEN) == ["ja,nee", "Duur", "let op", "99"]
    assert found.texts(State.VISIBLE) == ["Kop"]
    assert [author.name for author in found.authors] == ["Anna A."]


def test_paths_printers_and_macros_are_light() -> None:
    """Most workbooks have some of them."""
    path = (
        '<x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" '
        'url="C:\\Users\\anna\\"/>'
    )
    found = read(workbook({"Blad": SHEET}, extra=path))
    assert found.codes() == [("X8", "L", 1)]
    assert hanging("printerSettings", "printerSettings/p.bin", b"\0").codes() == [("X8", "L", 1)]
    assert beside("vbaProject", "vbaProject.bin", b"\0").codes() == [("X8", "I", 1)]


def test_pictures_and_files() -> None:
    """A picture of a hidden sheet is hidden; of a file only a picture is shown."""
    drawing = (
        f'<wsDr xmlns="{A}/spreadsheetDrawing" xmlns:a="{A}/main" xmlns:r="{OFFICE}"><oneCellAnchor><pic>'
        f'<nvPicPr><cNvPr id="1" name="p"{{0}}/></nvPicPr><a:blip r:embed="i"/></pic></oneCellAnchor>'
        f"</wsDr>"
    )
    more = {"xl/drawings/_rels/d.xml.rels": relationships(("i", "image", "../media/i.png")), "xl/media/i.png": b"PNG"}
    states = []
    for mark, sheet in (("", "visible"), ("", "hidden"), (' hidden="1"', "visible")):
        found = hanging("drawing", "drawings/d.xml", drawing.format(mark), sheet, **more)
        states += [each.state for each in found.embedded]
        assert (("X7", "M", 1) in found.codes()) == bool(mark)
    assert states == [State.VISIBLE, State.HIDDEN, State.HIDDEN]
    found = hanging("package", "embeddings/b.xlsx", b"PK")
    assert [each.state for each in found.embedded] == [State.HIDDEN]
    assert found.codes() == [("X6", "L", 1)]


def test_text_in_boxes() -> None:
    """Also in those that are hidden."""
    box = (
        '<xdr:twoCellAnchor><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1" name="t"{0}/></xdr:nvSpPr><a:p>'
        "<a:t>{1}</a:t></a:p></xdr:sp></xdr:twoCellAnchor>"
    )
    boxes = box.format("", "open") + box.format(' hidden="true"', "dicht")
    drawing = f'<xdr:wsDr xmlns:xdr="{A}/spreadsheetDrawing" xmlns:a="{A}/main">{boxes}</xdr:wsDr>'
    found = hanging("drawing", "drawings/d.xml", drawing)
    assert (found.texts(State.VISIBLE), found.texts(State.HIDDEN)) == (["open"], ["dicht"])


def test_parts_that_nothing_leads_to() -> None:
    """Their texts and pictures are looked into."""
    picture = b"\x89PNG\r\n\x1a\n" + b"picture"
    left = {"xl/media/oud.png": picture, "xl/comments9.xml": "<c><t>oude opmerking</t></c>", "xl/a.txt": "woorden"}
    found = read(workbook({"Blad": SHEET}, parts=left))
    assert found.codes() == [("Z", "M", 1), ("Z", "M", 14), ("Z", "L", 7)]
    assert [each.state for each in found.embedded] == [State.HIDDEN] * 2
    assert found.texts(State.HIDDEN) == ["oude opmerking"]


def test_parts_that_programs_leave_behind() -> None:
    """The order in which cells were calculated, what was thrown away, settings in binary: no finding shuts a gate."""
    left = {"xl/calcChain.xml": "<c/>", "[trash]/0000.dat": b"\0" * 9, "xl/printerSettings1.bin": b"\1\0\2"}
    assert read(workbook({"Blad": SHEET}, parts=left)).grave() == []


def test_relationships_that_cannot_be_read() -> None:
    """Of one sheet: told, and the rest is read."""
    found = read(workbook({"A": SHEET, "B": SHEET}, parts={"xl/worksheets/_rels/sheet1.xml.rels": "<"}))
    assert [each.where for each in found.unread] == ["xl/worksheets/sheet1.xml"]
    assert len(found.rows) == 2


PROPERTIES = {
    "docProps/core.xml": (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Anna A.</dc:creator>'
        '<cp:lastModifiedBy>Bram B.</cp:lastModifiedBy>'
        "<dc:title>Lijst</dc:title><dc:subject></dc:subject></cp:coreProperties>"
    ),
    "docProps/app.xml": (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><Manager>Cees C.</Manager>'
        '<Company>Stichting</Company>'
        "<TitlesOfParts><vt:vector><vt:lpstr>Blad</vt:lpstr><vt:lpstr>Weg</vt:lpstr><vt:lpstr>Blad!Print_Area</vt:lpstr></vt:vector></TitlesOfParts></Properties>"
    ),
    "docProps/custom.xml": (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property name="Zaak">'
        '<vt:lpwstr>2020-17</vt:lpwstr></property></Properties>'
    ),
    "docProps/thumbnail.jpeg": b"\xff\xd8\xff",
    "_rels/.rels": relationships(
        ("m", "officeDocument", "xl/workbook.xml"), ("c", "metadata/core-properties", "docProps/core.xml"),
        ("a", "extended-properties", "docProps/app.xml"), ("u", "custom-properties", "docProps/custom.xml"),
        ("t", "metadata/thumbnail", "docProps/thumbnail.jpeg"),
    ),
}  # fmt: skip


def test_properties() -> None:
    """People, texts, own properties, a thumbnail, a sheet that is gone: all light."""
    found = read(workbook({"Blad": SHEET}, parts=PROPERTIES))
    assert [author.name for author in found.authors] == ["Anna A.", "Bram B.", "Cees C."]
    assert found.texts(State.HIDDEN) == ["Weg", "Lijst", "Stichting", "Zaak: 2020-17"]
    assert {each[:2] for each in found.codes()} == {("X8", "L"), ("X8", "I")}
    assert [each.state for each in found.embedded] == [State.HIDDEN]


def test_values_that_buttons_and_data_types_keep() -> None:
    """Buttons of a filter on other data; cells with a linked data type."""
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    olap = f'<slicerCacheDefinition xmlns="{x14}"><i n="[P].&amp;[1]" c="Anna"/><i n="Bram"/></slicerCacheDefinition>'
    found = beside("slicerCache", "slicerCaches/s1.xml", olap)
    assert found.codes() == [("X6", "H", 2)]
    assert found.texts(State.HIDDEN) == ["Anna", "Bram"]
    tabular = f'<slicerCacheDefinition xmlns="{x14}"><i x="0" s="1"/></slicerCacheDefinition>'
    assert not beside("slicerCache", "slicerCaches/s1.xml", tabular).hidden
    rich = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
    values = f'<rvData xmlns="{rich}"><rv s="0"><v>Anna A.</v><v>7</v></rv></rvData>'
    assert beside("rdRichValue", "richData/rdrichvalue.xml", values).codes() == [("X6", "L", 1)]
