"""Texts of OpenDocument: what is hidden in them, and what is not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from forensics.documents.contents import Author, Passage, Row, State
from tests.support.documents.office import converted
from tests.support.documents.open_document import document, style, text_document
from tests.support.documents.pieces import Found, read

SOURCE = Path(__file__).parents[2] / "support" / "documents" / "flat" / "hiding.fodt"
HIDDEN = style("h", "text", text='text:display="none"')
WHITE = style("w", "text", text='fo:color="#ffffff"')
TINY = style("t", "text", text='fo:font-size="1pt"')
DARK = style("d", "paragraph", paragraph='fo:background-color="#000080"', text='fo:color="#ffffff"')
GONE = style("g", "paragraph", text='text:display="none"')
BOX = style("b", "graphic", graphic='draw:fill="solid" draw:fill-color="#000080"')
ROW = style("r", "table-row", table_row='fo:background-color="#000080"')
NOTE = (
    "<office:annotation><dc:creator>A. Example</dc:creator><dc:date>2020-01-01T00:00:00</dc:date>"
    "<text:p>x y</text:p></office:annotation>"
)


def found_in(body: str, styles: str = "") -> Found:
    """What the reader hands on of a text."""
    return read(io.BytesIO(text_document(body, styles)))


def deleted(text: str) -> str:
    """A tracked deletion."""
    info = "<office:change-info><dc:creator>A. Example</dc:creator><dc:date>2020-01-01</dc:date></office:change-info>"
    return (
        f'<text:tracked-changes><text:changed-region text:id="c"><text:deletion>{info}<text:p>{text}</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )


@pytest.mark.parametrize(
    ("body", "styles", "expected"),
    [
        (deleted("gone"), "", [("W1", "H", 4)]),
        ('<text:p>a <text:span text:style-name="h">gone</text:span></text:p>', HIDDEN, [("W2", "H", 4)]),
        ('<text:p text:style-name="g">gone</text:p>', GONE, [("W2", "H", 4)]),
        ('<text:p>a <text:span text:style-name="w">gone</text:span></text:p>', WHITE, [("W2", "H", 4)]),
        ('<text:p>a <text:span text:style-name="t">gone</text:span></text:p>', TINY, [("W2", "H", 4)]),
        ('<text:section text:display="none"><text:p>gone</text:p></text:section>', "", [("W2", "H", 4)]),
        (
            '<text:section text:display="condition" text:is-hidden="true"><text:p>gone</text:p></text:section>',
            "",
            [("W2", "H", 4)],
        ),
        (
            (
                '<text:p>a<text:hidden-text text:string-value="gone" text:is-hidden="true">'
                "gone</text:hidden-text></text:p>"
            ),
            "",
            [("W2", "H", 4)],
        ),
        ('<text:p><text:hidden-paragraph text:is-hidden="true"/>gone</text:p>', "", [("W2", "H", 4)]),
        (
            (
                '<text:p><text:conditional-text text:string-value-if-true="seen" text:string-value-if-false="gone" '
                'text:current-value="true">seen</text:conditional-text></text:p>'
            ),
            "",
            [("W2", "H", 4)],
        ),
        (f"<text:p>a{NOTE}</text:p>", "", [("W3", "M", 3)]),
        (
            (
                '<text:user-field-decls><text:user-field-decl text:name="u" office:string-value="gone"/>'
                "</text:user-field-decls><text:p>a</text:p>"
            ),
            "",
            [("W3", "M", 1)],
        ),
    ],
)
def test_what_is_not_shown(body: str, styles: str, expected: list[tuple[str, str, int]]) -> None:
    """Each is told, with its characters."""
    assert found_in(body, styles).codes() == expected


@pytest.mark.parametrize(
    ("body", "styles"),
    [
        ('<text:h text:outline-level="1">A heading</text:h>', ""),
        ('<text:p text:style-name="d">white on dark</text:p>', DARK),
        ('<text:p>a<text:span text:style-name="w"> </text:span></text:p>', WHITE),
        ('<text:section text:display="true"><text:p>a</text:p></text:section>', ""),
        ('<text:p><text:hidden-text text:string-value="a" text:is-hidden="false">a</text:hidden-text></text:p>', ""),
        ('<text:p><text:hidden-paragraph text:is-hidden="false"/>a</text:p>', ""),
        (
            (
                '<text:p>a<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
                "<text:note-body>"
                "<text:p>note</text:p></text:note-body></text:note></text:p>"
            ),
            "",
        ),
        (
            (
                '<text:p><draw:frame draw:style-name="b"><draw:text-box><text:p><text:span text:style-name="w">a'
                "</text:span></text:p></draw:text-box></draw:frame></text:p>"
            ),
            WHITE + BOX,
        ),
        (
            (
                '<table:table><table:table-row table:style-name="r"><table:table-cell><text:p>'
                '<text:span text:style-name="w">a</text:span></text:p></table:table-cell></table:table-row>'
                "</table:table>"
            ),
            WHITE + ROW,
        ),
        ("<text:p>Page <text:page-number>3</text:page-number></text:p>", ""),
    ],
)
def test_an_honest_text(body: str, styles: str) -> None:
    """White on dark, footnotes, fields, sections that are shown."""
    assert found_in(body, styles).codes() == []


def test_dates_of_comments_are_no_text() -> None:
    """Only what somebody wrote is."""
    assert found_in(f"<text:p>a{NOTE}</text:p>").texts(State.HIDDEN) == ["x y"]


def test_who_commented_and_who_deleted() -> None:
    """They are named."""
    found = found_in(deleted("gone") + f"<text:p>a{NOTE}</text:p>")
    assert found.authors == [Author("", "A. Example")] * 2


def test_a_table_of_a_text() -> None:
    """Rows, with hidden cells as such."""
    hidden = '<table:table-cell><text:p text:style-name="g">gone</text:p></table:table-cell>'
    shown = "<table:table-cell><text:p>seen</text:p></table:table-cell>"
    body = f'<table:table table:name="T"><table:table-row>{shown}{hidden}</table:table-row></table:table>'
    found = found_in(body, GONE)
    assert found.rows == [[Row(1, State.VISIBLE, [0, 1], ["seen", "gone"], [State.VISIBLE, State.HIDDEN])]]


def test_an_earlier_version() -> None:
    """It is told, and looked into."""
    found = read(io.BytesIO(text_document("<text:p>a</text:p>", parts={"Versions/Version1": b"earlier"})))
    assert found.grave() == [("W1", "H", 1)]
    assert [each.state for each in found.embedded] == [State.HIDDEN]


@pytest.mark.parametrize("packed", [False, True])
def test_a_text_of_libreoffice(tmp_path: Path, *, packed: bool) -> None:
    """What was put in is found with its count, in one XML file and in the package that LibreOffice makes of it."""
    path = converted(SOURCE, "odt", tmp_path) if packed else SOURCE
    found = read(io.BytesIO(path.read_bytes()))
    assert found.grave() == [
        ("W1", "H", len("removed words")),
        ("W2", "H", len("hidden run") + len("hidden style paragraph")),
        ("W2", "H", len("field secret") + len("paragraph secret")),
        ("W2", "H", len("section secret")),
        ("W2", "H", len("white run")),
        ("W2", "H", len("tiny run")),
        ("W3", "M", len("a comment")),
        ("W1", "M", 1),
        ("W3", "M", 1),
    ]
    assert {each.name for each in found.authors} >= {"A. Example", "B. Example", "C. Example"}
    shown = " ".join(found.texts(State.VISIBLE))
    assert "white on dark" in shown
    assert "a footnote" in shown
    assert "secret" not in shown


def test_flat_files_are_read_by_several_readings_at_once() -> None:
    """Of one file: each begins at its start."""
    assert isinstance(read(io.BytesIO(SOURCE.read_bytes())).passages[0], Passage)


def test_properties() -> None:
    """Who wrote it, what describes it, and what somebody added: text in them is looked into."""
    said = (
        "<office:meta><meta:initial-creator>A. Example</meta:initial-creator><dc:title>a case</dc:title>"
        '<meta:user-defined meta:name="of">b.example@example.org</meta:user-defined></office:meta>'
    )
    meta = document("", root="office:document-meta").replace("<office:body></office:body>", said)
    found = read(io.BytesIO(text_document("<text:p>a</text:p>", parts={"meta.xml": meta})))
    assert found.codes() == [("W4", "L", 1), ("W4", "I", 1), ("W4", "L", 1)]
    assert found.texts(State.HIDDEN) == ["of b.example@example.org", "a case"]
    assert [each.name for each in found.authors] == ["A. Example"]
