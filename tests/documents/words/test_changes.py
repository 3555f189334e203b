"""Tracked changes in Word documents (check W1)."""

from __future__ import annotations

from forensics.documents.contents import State
from tests.support.documents.told import told
from tests.support.documents.word_files import docx, paragraph, run

_WHO = 'w:id="1" w:author="A. Example" w:date="2020-06-18T10:00:00Z"'


def _deleted(text: str) -> str:
    return f"<w:del {_WHO}>{run(text, element='delText')}</w:del>"


def _inserted(*runs: str) -> str:
    return f"<w:ins {_WHO}>{''.join(runs)}</w:ins>"


def test_deleted_text_is_hidden() -> None:
    """It is not drawn in the final text, and a click brings it back."""
    found = told(docx(paragraph("kept ", _deleted("taken out"), " kept")))
    assert found.texts(State.HIDDEN) == ["taken out"]
    assert found.texts(State.VISIBLE) == ["kept ", " kept"]
    assert found.findings == [("W1", "H", 1)]
    assert found.authors == ["A. Example"]


def test_inserted_text_is_shown_and_told() -> None:
    """It can be told apart from the text before."""
    found = told(docx(paragraph("kept ", _inserted(run("new")))))
    assert found.texts(State.VISIBLE) == ["kept new"]
    assert found.findings == [("W1", "M", 1)]


def test_text_inserted_and_deleted_again_is_hidden() -> None:
    """One change lies within the other."""
    found = told(docx(paragraph(f"<w:ins {_WHO}>{_deleted('never sent')}</w:ins>")))
    assert found.texts(State.HIDDEN) == ["never sent"]
    assert ("W1", "H", 1) in found.findings


def test_moved_text_is_hidden_where_it_was() -> None:
    """And shown where it went."""
    body = paragraph(f"<w:moveFrom {_WHO}>{run('moved text')}</w:moveFrom>") + paragraph(
        f"<w:moveTo {_WHO}>{run('moved text')}</w:moveTo>")  # fmt: skip
    found = told(docx(body))
    assert found.texts(State.HIDDEN) == found.texts(State.VISIBLE) == ["moved text"]


def test_formatting_changes_are_notes_and_the_former_formatting_is_not_the_present_one() -> None:
    """What was hidden once and is shown now is shown."""
    change = f"<w:rPrChange {_WHO}><w:rPr><w:vanish/></w:rPr></w:rPrChange>"
    found = told(docx(paragraph(run("shown", f"<w:b/>{change}"))))
    assert found.texts(State.VISIBLE) == ["shown"]
    assert found.findings == [("W1", "I", 1)]


def test_deleted_marks_of_paragraphs_are_notes() -> None:
    """No text goes with them."""
    found = told(docx(paragraph("one", properties=f"<w:rPr><w:del {_WHO}/></w:rPr>")))
    assert found.texts(State.VISIBLE) == ["one"]
    assert found.findings == [("W1", "I", 1)]


def test_deleted_rows_are_hidden() -> None:
    """With all their cells."""
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Name", "City"))
    gone = "".join(f"<w:tc>{paragraph(_deleted(text))}</w:tc>" for text in ("Ada", "Utrecht"))
    body = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr><w:tr><w:trPr><w:del {_WHO}/></w:trPr>{gone}</w:tr></w:tbl>"
    found = told(docx(body))
    assert [row.state for row in found.rows] == [State.VISIBLE, State.VISIBLE, State.HIDDEN]
    assert found.grave == [("W1", "H", 3)]


def test_changes_are_found_in_headers_notes_and_boxes() -> None:
    """Wherever text may stand."""
    inside = f"<w:txbxContent>{paragraph(_deleted('in a box'))}</w:txbxContent>"
    box = f"<w:r><w:pict><v:rect><v:textbox>{inside}</v:textbox></v:rect></w:pict></w:r>"
    header = '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    found = told(
        docx(
            paragraph("text", box, note) + header,
            {
                "h1": ("header", paragraph(_deleted("in a header"))),
                "n1": ("footnotes", f'<w:footnote w:id="2">{paragraph(_deleted("in a note"))}</w:footnote>'),
            },
        )
    )
    assert sorted(found.texts(State.HIDDEN)) == ["in a box", "in a header", "in a note"]
    assert found.grave == [("W1", "H", 1)] * 3


def test_a_document_without_changes_says_nothing() -> None:
    """The honest twin."""
    assert told(docx(paragraph("a text", " in two runs"))).findings == []
