"""Text of Word documents that is not shown, or drawn so that nobody sees it (check W2)."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from forensics.documents.contents import State
from tests.support.documents.told import Told, told
from tests.support.documents.word_files import docx, package, paragraph, run

_STYLES = """
<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Derived"><w:basedOn w:val="Base"/></w:style>
<w:style w:type="paragraph" w:styleId="Shown"><w:basedOn w:val="Base"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Quiet"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="White"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="paragraph" w:styleId="Dark"><w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr></w:style>
<w:style w:type="table" w:styleId="Banded"><w:tcPr><w:shd w:val="clear" w:fill="FFFFFF"/></w:tcPr>
 <w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>
"""
_THEME = ('<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:clrScheme>'
          '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/>'
          "</a:lt1></a:clrScheme></a:theme>")  # fmt: skip


def _told(body: str, before: str = "", settings: str = "") -> Told:
    return told(
        docx(body, {"s": ("styles", _STYLES), "t": ("theme", _THEME), "x": ("settings", settings)}, before=before)
    )


@pytest.mark.parametrize(
    ("properties", "of_paragraph"),
    [
        ("<w:vanish/>", ""),
        ('<w:vanish w:val="true"/>', ""),
        ('<w:rStyle w:val="Quiet"/>', ""),
        ("", '<w:pStyle w:val="Base"/>'),
        ("", '<w:pStyle w:val="Derived"/>'),
        ('<w:vanish w:val="1"/>', '<w:pStyle w:val="Shown"/>'),
    ],
)
def test_vanished_text_is_hidden(properties: str, of_paragraph: str) -> None:
    """Directly, by a style, by the style on which that is based."""
    found = _told(paragraph(run("secret", properties), properties=of_paragraph))
    assert found.texts(State.HIDDEN) == ["secret"]
    assert found.findings == [("W2", "H", 6)]


@pytest.mark.parametrize(
    ("properties", "of_paragraph"),
    [
        ('<w:vanish w:val="0"/>', '<w:pStyle w:val="Base"/>'),
        ('<w:vanish w:val="false"/>', ""),
        ("", '<w:pStyle w:val="Shown"/>'),
        ('<w:rStyle w:val="Quiet"/>', '<w:pStyle w:val="Base"/>'),
        ("<w:webHidden/>", ""),
        ("", '<w:pStyle w:val="Loop"/>'),
        ("", "<w:rPr><w:vanish/></w:rPr>"),
    ],
)
def test_shown_text_is_not_called_hidden(properties: str, of_paragraph: str) -> None:
    """Turned off again; hidden twice by styles of two kinds, which is shown (17.7.3); hidden in web pages only; only
    the mark of the paragraph."""
    found = _told(paragraph(run("plain", properties), properties=of_paragraph))
    assert found.texts(State.VISIBLE) == ["plain"]
    assert found.findings == []


def test_defaults_hide_all_text() -> None:
    """And a run may turn that off for itself."""
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    body = paragraph("secret", run("shown", '<w:vanish w:val="0"/>'))
    found = told(docx(body, {"s": ("styles", defaults)}))
    assert (found.texts(State.HIDDEN), found.texts(State.VISIBLE)) == (["secret"], ["shown"])


@pytest.mark.parametrize(
    "properties",
    [
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="FEFEFE"/>',
        '<w:color w:val="000000" w:themeColor="background1"/>',
        '<w:rStyle w:val="White"/>',
        '<w:color w:val="FF0000"/><w:highlight w:val="red"/>',
        '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>',
        '<w:highlight w:val="black"/>',
        '<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>',
        '<w:sz w:val="2"/>',
        '<w:sz w:val="4"/>',
        '<w:w w:val="1"/>',
        "<w14:textFill><w14:noFill/></w14:textFill>",
    ],
)
def test_text_that_nobody_sees_is_cosmetic(properties: str) -> None:
    """White on white, black on black, tiny."""
    found = _told(paragraph(run("secret", properties)))
    assert found.texts(State.COSMETIC) == ["secret"]
    assert found.findings == [("W2", "H", 6)]


@pytest.mark.parametrize(
    ("properties", "of_paragraph"),
    [
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>', ""),
        ('<w:color w:val="FFFFFF"/>', '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'),
        ('<w:color w:val="FFFFFF"/>', '<w:pStyle w:val="Dark"/>'),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>', ""),
        ('<w:shd w:val="clear" w:fill="000000"/>', ""),
        ('<w:color w:val="auto"/><w:shd w:val="clear" w:fill="000000"/>', ""),
        ('<w:color w:val="808080"/>', ""),
        ('<w:sz w:val="5"/>', ""),
        ("<w14:textOutline><w14:noFill/></w14:textOutline>", ""),
        ('<w:spacing w:val="20"/>', '<w:spacing w:line="240" w:lineRule="exact"/>'),
    ],
)
def test_text_that_is_seen_is_visible(properties: str, of_paragraph: str) -> None:
    """White on dark shading, of whichever thing, is honest; automatic colour turns white by itself."""
    found = _told(paragraph(run("plain", properties), properties=of_paragraph))
    assert found.texts(State.VISIBLE) == ["plain"]
    assert found.findings == []


def test_white_blanks_and_signs_are_nothing() -> None:
    """Makers of documents use them to keep things apart."""
    assert _told(paragraph(run(" . ", '<w:color w:val="FFFFFF"/>'), "text")).findings == []


def test_the_page_may_be_dark() -> None:
    """White text on it is honest, and black text is not."""
    before, settings = '<w:background w:color="000000"/>', "<w:displayBackgroundShape/>"
    body = paragraph(run("plain", '<w:color w:val="FFFFFF"/>'), run("secret", '<w:color w:val="000000"/>'))
    found = _told(body, before, settings)
    assert (found.texts(State.VISIBLE), found.texts(State.COSMETIC)) == (["plain"], ["secret"])
    assert _told(body, before).texts(State.COSMETIC) == ["plain"]  # a colour that is not displayed


def _table(*rows: str, style: str = "") -> str:
    return f"<w:tbl><w:tblPr>{style}</w:tblPr>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _cell(text: str, properties: str = "", of_cell: str = "") -> str:
    return f"<w:tc><w:tcPr>{of_cell}</w:tcPr>{paragraph(run(text, properties))}</w:tc>"


_WHITE = '<w:color w:val="FFFFFF"/>'


def test_white_text_in_a_dark_cell_is_honest() -> None:
    """In a light one it is not."""
    dark = '<w:shd w:val="clear" w:color="auto" w:fill="2F5496"/>'
    head = _cell("Name", _WHITE, dark) + _cell("City", _WHITE, dark)
    found = _told(_table(head, _cell("Ada") + _cell("Utrecht", _WHITE)))
    states = [list(row.states) for row in found.rows]
    assert states == [[State.VISIBLE] * 2, [State.VISIBLE, State.COSMETIC]]
    assert found.findings == [("W2", "H", 7)]


def test_the_style_of_a_table_may_shade_its_first_row() -> None:
    """There white text is honest, and below it is not."""
    style = '<w:tblStyle w:val="Banded"/><w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
    head = _cell("Name", _WHITE) + _cell("City", _WHITE)
    found = _told(_table(head, _cell("Ada") + _cell("Utrecht", _WHITE), style=style))
    assert [list(row.states) for row in found.rows] == [[State.VISIBLE] * 2, [State.VISIBLE, State.COSMETIC]]


def test_hidden_rows_of_tables_are_hidden() -> None:
    """Though their text is not formatted so."""
    row = _cell("Name") + _cell("City")
    found = _told(f"<w:tbl><w:tr>{row}</w:tr><w:tr><w:trPr><w:hidden/></w:trPr>{row}</w:tr></w:tbl>")
    assert [each.state for each in found.rows] == [State.VISIBLE, State.HIDDEN]
    assert found.findings == [("W2", "H", 8)]


def test_what_a_cell_hides_beside_what_it_shows_is_a_passage() -> None:
    """A cell has one state."""
    half = f"<w:tc>{paragraph('shown', run('secret', '<w:vanish/>'))}</w:tc>"
    found = _told(_table(_cell("Name") + _cell("City"), half + _cell("Utrecht")))
    assert list(found.rows[1].values) == ["shown", "Utrecht"]
    assert found.texts(State.HIDDEN) == ["secret"]


def test_a_table_that_only_places_text_is_text() -> None:
    """One row, one column, or tables within: its rows are no records."""
    inner = _table(_cell("Name") + _cell("City"), _cell("Ada") + _cell("Utrecht"))
    outer = _table(f"<w:tc>{paragraph('left')}</w:tc><w:tc>{inner}{paragraph('right')}</w:tc>")
    found = _told(outer)
    assert len(found.tables) == 1
    assert len(found.rows) == 2
    assert found.texts(State.VISIBLE) == ["left", "right"]


def test_cells_that_span_columns_keep_the_others_in_place() -> None:
    """As a reader sees them below each other."""
    wide = _cell("Address", of_cell='<w:gridSpan w:val="2"/>') + _cell("Age")
    found = _told(_table(wide, _cell("Street") + _cell("City") + _cell("30")))
    assert [list(row.columns) for row in found.rows] == [[0, 2], [0, 1, 2]]


def _anchored(inside: str, hidden: str = "", size: int = 9_000_000) -> str:
    return (f'<w:r><w:drawing><wp:anchor behindDoc="1"><wp:extent cx="{size}" cy="{size}"/><wp:docPr id="1" name="x"'
            f"{hidden}/><a:graphic>{inside}</a:graphic></wp:anchor></w:drawing></w:r>")  # fmt: skip


def _box(text: str, fill: str = "") -> str:
    return f"<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx></wps:wsp>"


def test_hidden_shapes_hide_their_text() -> None:
    """Of both languages for drawings."""
    drawn = _anchored(_box(paragraph("one")), ' hidden="1"')
    old = (f'<w:r><w:pict><v:shape style="position:absolute;visibility:hidden"><v:textbox><w:txbxContent>'
           f"{paragraph('two')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")  # fmt: skip
    found = _told(paragraph(drawn, old))
    assert found.texts(State.HIDDEN) == ["one", "two"]
    assert found.findings == [("W2", "H", 6)]


def test_white_text_in_a_dark_box_is_honest() -> None:
    """In a white one it is not."""
    white = paragraph(run("text", _WHITE))
    fill = '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>'
    dark = _told(paragraph(_anchored(_box(white, fill.format("1F3864")))))
    light = _told(paragraph(_anchored(_box(white, fill.format("FFFFFF")))))
    assert (dark.texts(State.VISIBLE), dark.findings) == (["text"], [])
    assert (light.texts(State.COSMETIC), light.findings) == (["text"], [("W2", "H", 4)])


def test_white_titles_on_a_large_picture_are_no_alarm() -> None:
    """The text may lie on it; more than a title does not."""
    picture = _anchored('<pic:pic><pic:blipFill><a:blip r:embed="p"/></pic:blipFill></pic:pic>')
    title = _told(paragraph(picture) + paragraph(run("Annual report", _WHITE)))
    much = _told(paragraph(picture) + paragraph(run("word " * 200, _WHITE)))
    small = _told(paragraph(_anchored('<pic:pic><a:blip r:embed="p"/></pic:pic>', size=900_000)) + paragraph(
        run("Annual report", _WHITE)))  # fmt: skip
    assert (title.findings, title.texts(State.COSMETIC)) == ([("W2", "L", 13)], ["Annual report"])
    assert much.grave
    assert small.grave


def test_white_text_in_a_box_with_a_style_or_on_another_shape_is_no_alarm() -> None:
    """The box says nothing of its fill itself; alone on a page it is white on white."""
    white = f"<wps:txbx><w:txbxContent>{paragraph(run('text', _WHITE))}</w:txbxContent></wps:txbx>"
    style = "<wps:style><a:fillRef idx='1'><a:schemeClr val='tx1'/></a:fillRef></wps:style>"
    styled = _told(paragraph(_anchored(f"<wps:wsp><wps:spPr/>{style}{white}</wps:wsp>")))
    bare = f"<wps:wsp><wps:spPr><a:noFill/></wps:spPr>{style}{white}</wps:wsp>"
    band = "<wps:wsp><wps:spPr><a:solidFill><a:srgbClr val='1F3864'/></a:solidFill></wps:spPr></wps:wsp>"
    assert (styled.texts(State.VISIBLE), styled.findings) == (["text"], [])
    assert _told(paragraph(_anchored(bare, size=900_000))).findings == [("W2", "H", 4)]
    assert _told(paragraph(_anchored(band + bare, size=900_000))).findings == [("W2", "L", 4)]


def test_what_is_kept_for_old_programs_says_the_same() -> None:
    """Otherwise it holds what nobody sees."""
    body = ("<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice>"
            "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>")  # fmt: skip
    same = _told(paragraph(body.format(_box(paragraph("a text")), _box(paragraph("a text")))))
    other = _told(paragraph(body.format(_box(paragraph("a text")), _box(paragraph("secret")))))
    assert (same.texts(State.VISIBLE), same.findings) == (["a text"], [])
    assert (other.texts(State.HIDDEN), other.findings) == (["secret"], [("W2", "M", 6)])


def test_notes_and_headers_that_no_page_shows_are_hidden() -> None:
    """A note to which nothing refers; the header of first pages where none is special."""
    header = '<w:sectPr><w:headerReference w:type="{}" r:id="h1"/>{}</w:sectPr>'
    note = f'<w:footnote w:id="2">{paragraph("note")}</w:footnote>'
    parts = {"h1": ("header", paragraph("heading")), "n1": ("footnotes", note)}
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    honest = told(docx(paragraph("text", note) + header.format("first", "<w:titlePg/>"), parts))
    found = told(docx(paragraph("text") + header.format("first", ""), parts))
    assert (honest.findings, honest.texts(State.HIDDEN)) == ([], [])
    assert sorted(found.texts(State.HIDDEN)) == ["heading", "note"]
    assert [severity for _, severity, _ in found.findings] == ["M", "M"]


def test_text_outside_all_paragraphs_is_not_lost() -> None:
    """No program writes it."""
    assert _told(run("stray")).texts(State.VISIBLE) == ["stray"]


def test_lines_without_height_hide_their_text() -> None:
    """An exact height of a point."""
    found = _told(paragraph("secret", properties='<w:spacing w:line="20" w:lineRule="exact"/>'))
    assert found.texts(State.COSMETIC) == ["secret"]


def test_strict_documents_are_read_alike() -> None:
    """The namespaces of ISO 29500 strict."""
    with ZipFile(BytesIO(docx(paragraph(run("secret", "<w:vanish/>"))))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    old = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        old, b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert told(package(parts)).texts(State.HIDDEN) == ["secret"]
