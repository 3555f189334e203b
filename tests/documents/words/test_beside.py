"""What lies beside the text of a Word document: comments, variables, mail merge, templates, XML, objects (W3, W4)."""

from __future__ import annotations

import pytest

from forensics.documents.contents import State
from forensics.documents.limits import NotInspectableError
from tests.support.documents.open_document import text_document
from tests.support.documents.told import told
from tests.support.documents.word_files import docx, paragraph, run

_PICTURE = b"\x89PNG\r\n\x1a\n" + b"picture"
_DRAWING = ('<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{}"/><a:graphic><pic:pic><pic:blipFill>'
            '<a:blip r:embed="p1"/>{}</pic:blipFill></pic:pic></a:graphic></wp:inline></w:drawing></w:r>')  # fmt: skip


def test_comments_are_hidden_and_name_their_authors() -> None:
    """People too that are only listed."""
    comment = f'<w:comment w:id="0" w:author="Eve Example" w:initials="E">{paragraph("call Ada first")}</w:comment>'
    people = ('<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
              '<w15:person w15:author="Ben Example"/></w15:people>')  # fmt: skip
    found = told(docx(paragraph("text"), {"c": ("comments", comment), "p": ("people", people)}))
    assert found.texts(State.HIDDEN) == ["call Ada first"]
    assert found.findings == [("W3", "M", 1)]
    assert found.authors == ["Ben Example", "Eve Example"]


def test_resolved_comments_are_counted() -> None:
    """They are folded away, and still there."""
    extended = ('<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
                '<w15:commentEx w15:done="1"/><w15:commentEx w15:done="0"/></w15:commentsEx>')  # fmt: skip
    assert told(docx(paragraph("text"), {"e": ("commentsExtended", extended)})).findings == [("W3", "I", 1)]


def _field(code: str, result: str) -> str:
    marks = ['<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format(kind) for kind in ("begin", "separate", "end")]  # noqa: UP032
    return marks[0] + run(code, element="instrText") + marks[1] + run(result) + marks[2]


@pytest.mark.parametrize("code", ["PAGE", " TOC \\o 1-3 ", "HYPERLINK https://example.org", "REF _Ref1 \\h"])
def test_codes_of_honest_fields_are_nothing(code: str) -> None:
    """Every report has them; their results are shown."""
    found = told(docx(paragraph(_field(code, "result"))))
    assert (found.texts(State.VISIBLE), found.findings) == (["result"], [])


def test_the_name_of_a_variable_is_metadata() -> None:
    """The field shows what the variable holds; where it does not, the variable is told by itself."""
    found = told(docx(paragraph(_field(" DOCVARIABLE Greeting ", "Dear all"))))
    assert (found.texts(State.VISIBLE), found.grave) == (["Dear all"], [])


def test_codes_of_telling_fields_are_hidden_text() -> None:
    """What a condition would have shown, and the value of a field within the code."""
    code = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run(" IF 1 = ", element="instrText")
            + _field("MERGEFIELD City", "Utrecht") + run(' "paid" "owes"', element="instrText")
            + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("paid")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')  # fmt: skip
    found = told(docx(paragraph(code)))
    assert found.texts(State.VISIBLE) == ["paid"]
    assert any("owes" in text and "Utrecht" in text for text in found.texts(State.HIDDEN))
    assert [each[:2] for each in found.grave] == [("W3", "M")]


def test_variables_and_mail_merge_are_told() -> None:
    """The query may name people, the source a place."""
    settings = ('<w:docVars><w:docVar w:name="case" w:val="2020-17"/></w:docVars>'
                '<w:mailMerge><w:query w:val="SELECT * FROM people"/></w:mailMerge>'
                '<w:rsids><w:rsid w:val="00A1"/></w:rsids>')  # fmt: skip
    found = told(docx(paragraph("text"), {"s": ("settings", settings)}))
    assert found.texts(State.HIDDEN) == ["2020-17", "SELECT * FROM people"]
    assert found.findings == [("W3", "M", 1), ("W3", "M", 1), ("W4", "L", 1)]


@pytest.mark.parametrize(
    ("held", "severity"),
    [
        ({"AGENDA_TITLE": "Meeting"}, "L"),
        ({"Company": "Example Ltd", "City": "Utrecht"}, "L"),
        ({"Company": "Example Ltd", "case": "2020-17"}, "M"),
        ({"Company": "Ada Example, born in Utrecht, was seen by the police on 3 May"}, "M"),
    ],
)
def test_variables_of_wizards_are_metadata(held: dict[str, str], severity: str) -> None:
    """They come with the letters and agendas of LibreOffice; another name, or a longer text, does not."""
    declared = "".join(f'<w:docVar w:name="{name}" w:val="{text}"/>' for name, text in held.items())
    word = docx(paragraph("text"), {"s": ("settings", f"<w:docVars>{declared}</w:docVars>")})
    declared = "".join(f'<text:user-field-decl text:name="{name}" office:string-value="{text}"/>'
                       for name, text in held.items())  # fmt: skip
    for content in (word, text_document(f"<text:user-field-decls>{declared}</text:user-field-decls>")):
        found = told(content)
        assert found.texts(State.HIDDEN) == list(held.values())
        assert found.findings == [("W3", severity, len(held))]


def test_variables_with_one_name_are_all_told() -> None:
    """Word keeps the last one only, but a file may hold more."""
    settings = '<w:docVars><w:docVar w:name="a" w:val="first"/><w:docVar w:name="a" w:val="second"/></w:docVars>'
    assert told(docx(paragraph("text"), {"s": ("settings", settings)})).texts(State.HIDDEN) == ["first", "second"]


def test_variables_of_grammar_checkers_are_nothing() -> None:
    """Every document that they saw has them."""
    settings = '<w:docVars><w:docVar w:name="__Grammarly_42____i" w:val="H4sI"/></w:docVars>'
    assert told(docx(paragraph("text"), {"s": ("settings", settings)})).findings == []


@pytest.mark.parametrize(
    ("target", "severity"), [("file:///C:/Users/a/Normal.dotm", "L"), ("https://example.org/t.dotm", "M")]
)
def test_the_place_of_a_template_is_told(target: str, severity: str) -> None:
    """On a disk it is metadata; elsewhere it is loaded from there."""
    links = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
             f'<Relationship Id="t" Type="x/attachedTemplate" Target="{target}" TargetMode="External"/>'
             "</Relationships>")  # fmt: skip
    more = {"word/_rels/s.xml.rels": links}
    found = told(docx(paragraph("text"), {"s": ("settings", "")}, more=more))
    assert found.findings == [("W3", severity, 1)]


@pytest.mark.parametrize(
    ("root", "size", "severity"),
    [('x xmlns="https://example.org/"', 300, "M"), ('x xmlns="https://example.org/"', 20, "L"),
     ('b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"', 300, "L")],
)  # fmt: skip
def test_other_xml_is_told(root: str, size: int, severity: str) -> None:
    """That of Office itself, and a little of others, is in many honest documents."""
    xml = f"<{root}>{'a' * size}</{root.split(maxsplit=1)[0]}>"
    found = told(docx(paragraph("text"), {"c": ("customXml", xml)}))
    assert [each[:2] for each in found.findings] == [("W3", severity)]


@pytest.mark.parametrize(("kind", "severity"), [("bbPlcHdr", "I"), ("autoTxt", "M")])
def test_building_blocks_are_told(kind: str, severity: str) -> None:
    """The hints of empty forms are in every document of a template."""
    parts = (f'<w:docParts><w:docPart><w:docPartPr><w:types><w:type w:val="{kind}"/></w:types></w:docPartPr>'
             f"<w:docPartBody>{paragraph('a block')}</w:docPartBody></w:docPart></w:docParts>")  # fmt: skip
    found = told(docx(paragraph("text"), {"g": ("glossaryDocument", parts)}))
    assert found.findings == [("W3", severity, 7)]
    assert found.texts(State.HIDDEN) == ["a block"]


def test_pictures_are_handed_on() -> None:
    """In the state in which they are seen; what describes them is metadata."""
    found = told(docx(paragraph(_DRAWING.format("Ada at her desk", "")), {"p1": ("image", _PICTURE)}))
    assert found.embedded == [(_PICTURE, State.VISIBLE)]
    assert found.findings == [("W3", "L", 15)]


@pytest.mark.parametrize(
    "hide", ["<w:del w:id='1' w:author='A. Example'>{}</w:del>", "{}<!-- -->"], ids=["deleted", "shown"]
)
def test_pictures_in_deleted_text_are_hidden(hide: str) -> None:
    """And its twin, which is not."""
    body = paragraph(hide.format(_DRAWING.format("", "")))
    expected = State.HIDDEN if "w:del" in hide else State.VISIBLE
    assert told(docx(body, {"p1": ("image", _PICTURE)})).embedded == [(_PICTURE, expected)]


def test_pictures_that_nothing_shows_are_hidden() -> None:
    """The document still holds them."""
    found = told(docx(paragraph("text"), {"p1": ("image", _PICTURE)}))
    assert found.embedded == [(_PICTURE, State.HIDDEN)]
    assert [each[:2] for each in found.findings] == [("W3", "M")]


@pytest.mark.parametrize(
    ("left", "severity"),
    [
        ("50000", "M"),
        ("20000", "M"),
        ("2000", "I"),
        ("-5000", None),
        ("20000' r='20000", "L"),
        ("30000' r='30000", "M"),
    ],
)
def test_cropped_pictures_are_told(left: str, severity: str | None) -> None:
    """A sliver is a note, a frame around the picture nothing; as much on both sides is how a frame is filled."""
    body = paragraph(_DRAWING.format("", f"<a:srcRect l='{left}'/>"))
    found = told(docx(body, {"p1": ("image", _PICTURE)}))
    assert [each[1] for each in found.findings] == ([severity] if severity else [])


def test_pictures_of_lists_and_themes_are_handed_on() -> None:
    """Nothing in the text refers to them."""
    links = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
             '<Relationship Id="p" Type="x/image" Target="media/p.png"/></Relationships>')  # fmt: skip
    more = {"word/_rels/n.xml.rels": links, "word/media/p.png": _PICTURE}
    found = told(docx(paragraph("text"), {"n": ("numbering", "<w/>")}, more=more))
    assert found.embedded == [(_PICTURE, State.VISIBLE)]
    assert found.findings == []


def test_embedded_objects_hold_more_than_is_shown() -> None:
    """A workbook behind the picture of it."""
    body = paragraph('<w:r><w:object><o:OLEObject r:id="o1"/></w:object></w:r>')
    found = told(docx(body, {"o1": ("package", b"PK\x03\x04 a workbook")}))
    assert found.embedded == [(b"PK\x03\x04 a workbook", State.HIDDEN)]
    assert [each[:2] for each in found.findings] == [("W3", "M")]


def test_controls_are_not_inspected() -> None:
    """What they hold is not known."""
    found = told(docx(paragraph('<w:r><w:object><w:control r:id="o1"/></w:object></w:r>'), {"o1": ("control", "<x/>")}))
    assert len(found.unread) == 1


def test_other_files_shown_within_the_text_are_handed_on() -> None:
    """A page cannot be looked into."""
    inner = docx(paragraph("inside"))
    found = told(docx('<w:altChunk r:id="c1"/>', {"c1": ("aFChunk", inner)}))
    page = told(docx('<w:altChunk r:id="c1"/>', {"c1": ("aFChunk", "<html><p>inside</p></html>")}))
    assert found.embedded == [(inner, State.VISIBLE)]
    assert len(page.unread) == 1
    assert [each[:2] for each in found.findings] == [("W3", "M")]


def test_choices_of_forms_are_hidden_text() -> None:
    """All but the one that was taken."""
    body = ('<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="Ada" w:value="1"/>'
            f"</w:dropDownList></w:sdtPr><w:sdtContent>{paragraph('Ben')}</w:sdtContent></w:sdt>")  # fmt: skip
    found = told(docx(body))
    assert (found.texts(State.HIDDEN), found.texts(State.VISIBLE)) == (["Ada"], ["Ben"])
    assert found.findings == [("W3", "L", 3)]


def test_hidden_bookmarks_are_notes() -> None:
    """Contents and references make them."""
    found = told(docx(paragraph('<w:bookmarkStart w:id="0" w:name="_Toc1"/>', run("text"))))
    assert found.findings == [("W3", "I", 1)]


def test_parts_to_which_nothing_leads_are_told() -> None:
    """A former version of the text, a picture, an empty file of a program."""
    more = {"word/old.xml": "<a><b>former words</b></a>", "word/media/x.png": _PICTURE, "[trash]/0000.dat": b"\0" * 512}
    found = told(docx(paragraph("text"), more=more))
    assert found.texts(State.HIDDEN) == ["former words"]
    assert found.embedded == [(_PICTURE, State.HIDDEN)]
    assert [each[:2] for each in found.findings] == [("Z", "M"), ("Z", "M")]


def test_links_to_disks_are_metadata() -> None:
    """They name servers and people; those to the web are shown."""
    found = told(docx(paragraph("text"), outside={"a": ("hyperlink", "file:///S:/cases/x.docx"),
                                                  "b": ("hyperlink", "https://example.org/")}))  # fmt: skip
    assert found.findings == [("W3", "L", 1)]


def test_a_damaged_part_is_told_and_the_others_are_read() -> None:
    """Not inspected, and what is found elsewhere stands."""
    body = (
        paragraph(run("secret", "<w:vanish/>")) + '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>'
    )
    found = told(docx(body, {"h1": ("header", "<w:p>")}))
    assert found.texts(State.HIDDEN) == ["secret"]
    assert len(found.unread) == 1


def test_relationships_that_cannot_be_read() -> None:
    """They may have led to more: not inspected, and what is found elsewhere stands."""
    body = paragraph(run("secret", "<w:vanish/>"))
    found = told(docx(body, {"h1": ("header", paragraph("head"))}, more={"word/_rels/h1.xml.rels": "<"}))
    assert found.texts(State.HIDDEN) == ["secret", "head"]
    assert len(found.unread) == 1


def test_without_a_main_part_it_is_not_inspected() -> None:
    """There is nothing to begin with."""
    content = docx("").replace(b"word/document.xml", b"word/documnet.xml")
    with pytest.raises(NotInspectableError):
        told(content)
