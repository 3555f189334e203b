"""Presentations of OpenDocument: what is hidden in them, and what is not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from forensics.documents.contents import State
from tests.support.documents.office import converted
from tests.support.documents.open_document import document, packed, style
from tests.support.documents.pieces import Found, read

SOURCE = Path(__file__).parents[2] / "support" / "documents" / "flat" / "hiding.fodp"
WHITE = style("w", "text", text='fo:color="#ffffff"')
SOLID = style("s", "graphic", graphic='draw:fill="solid" draw:fill-color="#000080"')
CLEAR = style("c", "graphic", graphic='draw:fill="solid" draw:fill-color="#000080" draw:opacity="40%"')
GONE = style("gone", "drawing-page", drawing_page='presentation:visibility="hidden"')
DARK = style("dark", "drawing-page", drawing_page='draw:fill="solid" draw:fill-color="#000080"')
PICTURE = style("pic", "drawing-page", drawing_page='draw:fill="bitmap"')
SIZE = (
    '<style:page-layout style:name="PM"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/>'
    "</style:page-layout>"
)


def shape(text: str, at: str = "2cm", look: str = "", span: str = "", kind: str = "frame") -> str:
    """A box with text, ten centimetres wide."""
    inside = f'<text:span text:style-name="{span}">{text}</text:span>' if span else text
    box = (
        f"<draw:text-box><text:p>{inside}</text:p></draw:text-box>" if kind == "frame" else f"<text:p>{inside}</text:p>"
    )
    place = f'svg:x="2cm" svg:y="{at}" svg:width="10cm" svg:height="2cm"'
    return f'<draw:{kind} draw:style-name="{look}" {place}>{box}</draw:{kind}>'


def slides(body: str, styles: str = "", page: str = "", masters: str = "") -> Found:
    """What the reader hands on of one slide."""
    master = f'<office:master-styles><style:master-page style:name="M" style:page-layout-name="PM" {masters}'
    master += "</style:master-page></office:master-styles>"
    whole = (
        f'<office:presentation><draw:page draw:style-name="{page}" draw:master-page-name="M">{body}</draw:page>'
        "</office:presentation>"
    )
    beside = document("", styles + SIZE, "office:document-styles").replace("<office:body>", f"{master}<office:body>")
    return read(io.BytesIO(packed("presentation", document(whole, styles + SIZE), {"styles.xml": beside})))


PLAIN = ">"
DARK_MASTER = 'draw:style-name="dark">'
PAINTED_MASTER = f">{shape('', look='s', kind='rect')}"
NOTES = "<presentation:notes>{}</presentation:notes>"
COMMENT = (
    "<office:annotation><dc:creator>A. Example</dc:creator><dc:date>2020-01-01</dc:date>"
    "<text:p>gone</text:p></office:annotation>"
)


@pytest.mark.parametrize(
    ("body", "styles", "page", "expected"),
    [
        (shape("gone"), GONE, "gone", [("P1", "H", 4)]),
        ("", GONE, "gone", [("P1", "I", 1)]),
        ("<draw:frame><draw:image/></draw:frame>", GONE, "gone", [("P1", "H", 1)]),
        (shape("gone", at="30cm"), "", "", [("P1", "H", 4)]),
        (shape("gone") + shape("", look="s", kind="rect"), SOLID, "", [("P1", "H", 4)]),
        (shape("gone", span="w"), WHITE, "", [("P1", "M", 4)]),
        (shape("a") + NOTES.format(shape("gone")), "", "", [("P1", "H", 4)]),
        (shape("a") + COMMENT, "", "", [("P1", "H", 4)]),
    ],
)
def test_what_is_not_shown(body: str, styles: str, page: str, expected: list[tuple[str, str, int]]) -> None:
    """Each is told, with its characters."""
    assert slides(body, styles, page, PLAIN).codes() == expected


@pytest.mark.parametrize(
    ("body", "styles", "page", "masters"),
    [
        (shape("a"), "", "", PLAIN),
        (shape("a", span="w", look="s"), WHITE + SOLID, "", PLAIN),
        (shape("a", span="w"), WHITE + DARK, "dark", PLAIN),
        (shape("a", span="w"), WHITE + DARK, "", DARK_MASTER),
        (shape("a", span="w"), WHITE + PICTURE, "pic", PLAIN),
        (shape("a", span="w"), WHITE + SOLID, "", PAINTED_MASTER),
        (shape("", look="s", kind="rect") + shape("a", span="w"), WHITE + SOLID, "", PLAIN),
        (shape("a") + shape("", look="c", kind="rect"), CLEAR, "", PLAIN),
        (shape("a") + NOTES.format(shape("")), "", "", PLAIN),
        (shape("a") + NOTES.format(shape("<text:page-number>1</text:page-number>")), "", "", PLAIN),
    ],
)
def test_an_honest_slide(body: str, styles: str, page: str, masters: str) -> None:
    """White on dark shapes, slides and masters; what shines through; empty notes."""
    assert slides(body, styles, page, masters).codes() == []


@pytest.mark.parametrize("is_packed", [False, True])
def test_slides_of_libreoffice(tmp_path: Path, *, is_packed: bool) -> None:
    """What was put in is found with its count, in one XML file and in the package that LibreOffice makes of it."""
    path = converted(SOURCE, "odp", tmp_path) if is_packed else SOURCE
    found = read(io.BytesIO(path.read_bytes()))
    assert sorted(found.grave()) == sorted(
        [
            ("P1", "H", len("speaker secret")),
            ("P1", "H", len("slide comment")),
            ("P1", "H", len("off slide")),
            ("P1", "H", len("on layer")),
            ("P1", "H", len("hidden slide text")),
            ("P1", "H", len("covered text")),
            ("P1", "M", len("white here")),
            ("P1", "M", len("tiny here")),
        ]
    )
    assert found.texts(State.VISIBLE) == ["shown title", "white on blue"]
