"""The same thing in documents of like kinds weighs the same, and is told in the same words."""

from __future__ import annotations

from typing import TypeAlias

import pytest

from forensics.documents.contents import State
from forensics.model.document import Hidden, Severity
from tests.support.documents.open_document import document, packed, style, text_document
from tests.support.documents.slide_files import Slide, pptx, shape, solid
from tests.support.documents.told import Told, told
from tests.support.documents.word_files import docx, paragraph, run

Weighed: TypeAlias = list[tuple[str, Severity]]
CHANGE = "<office:change-info><dc:creator>A. Example</dc:creator><dc:date>2020-01-01</dc:date></office:change-info>"


def weighed(found: Told) -> Weighed:
    """What shuts a gate, by its check."""
    return [(each.code, each.severity) for each in found.pieces if isinstance(each, Hidden) and each.severity in "HM"]


def rich_text(body: str) -> bytes:
    """A text with three colours: white, the palest grey of Office, and one that can be read."""
    colours = r"{\colortbl;\red255\green255\blue255;\red242\green242\blue242;\red217\green217\blue217;}"
    return rf"{{\rtf1\ansi{colours}{body}}}".encode()


def word(properties: str) -> bytes:
    """A text with one run."""
    return docx(paragraph(run("secret", properties)))


def writer(**text: str) -> bytes:
    """A text of OpenDocument with one run."""
    return text_document('<text:p><text:span text:style-name="s">secret</text:span></text:p>',
                         style("s", "text", **text))  # fmt: skip


def tracked(kind: str) -> bytes:
    """A text of OpenDocument with one change."""
    region = f'<text:changed-region text:id="c"><text:{kind}>{CHANGE}<text:p>secret</text:p></text:{kind}>'
    return text_document(
        f"<text:tracked-changes>{region}</text:changed-region></text:tracked-changes><text:p>a</text:p>"
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param([word("<w:vanish/>"), writer(text='text:display="none"'), rich_text(r"{\v secret}")],
                     [("W2", "H")], id="hidden"),
        pytest.param([word('<w:color w:val="FFFFFF"/>'), writer(text='fo:color="#ffffff"'),
                      rich_text(r"{\cf1 secret}")], [("W2", "H")], id="white"),
        pytest.param([word('<w:color w:val="F2F2F2"/>'), writer(text='fo:color="#f2f2f2"'),
                      rich_text(r"{\cf2 secret}")], [("W2", "H")], id="nearly white"),
        pytest.param([word('<w:color w:val="D9D9D9"/>'), writer(text='fo:color="#d9d9d9"'),
                      rich_text(r"{\cf3 secret}")], [], id="grey"),
        pytest.param([word('<w:sz w:val="4"/>'), writer(text='fo:font-size="2pt"'), rich_text(r"{\fs4 secret}")],
                     [("W2", "H")], id="tiny"),
        pytest.param([docx(paragraph("<w:del><w:r><w:delText>secret</w:delText></w:r></w:del>")), tracked("deletion"),
                      rich_text(r"{\deleted secret}")], [("W1", "H")], id="deleted"),
        pytest.param([docx(paragraph(f"<w:ins>{run('secret')}</w:ins>")), tracked("insertion"),
                      rich_text(r"{\revised secret}")], [("W1", "M")], id="inserted"),
    ],
)  # fmt: skip
def test_texts(content: list[bytes], expected: Weighed) -> None:
    """Word, OpenDocument and Rich Text."""
    assert [weighed(told(each)) for each in content] == [expected] * 3


def impress(body: str, styles: str, page: str = "") -> bytes:
    """A presentation of OpenDocument with one slide, of 28 by 21 centimetres."""
    size = ('<style:page-layout style:name="PM"><style:page-layout-properties fo:page-width="28cm" '
            'fo:page-height="21cm"/></style:page-layout>')  # fmt: skip
    master = ('<office:master-styles><style:master-page style:name="M" style:page-layout-name="PM"/>'
              "</office:master-styles>")  # fmt: skip
    slide = f'<draw:page draw:style-name="{page}" draw:master-page-name="M">{body}</draw:page>'
    beside = document("", styles + size, "office:document-styles").replace("<office:body>", f"{master}<office:body>")
    content = document(f"<office:presentation>{slide}</office:presentation>", styles + size)
    return packed("presentation", content, {"styles.xml": beside})


def box(kind: str, left: int, text: str, look: str = "", span: str = "") -> str:
    """A shape of OpenDocument, ten centimetres wide."""
    inside = f'<text:p><text:span text:style-name="{span}">{text}</text:span></text:p>'
    inside = f"<draw:text-box>{inside}</draw:text-box>" if kind == "frame" else inside
    place = f'svg:x="{left}cm" svg:y="2cm" svg:width="10cm" svg:height="2cm"'
    return f'<draw:{kind} draw:style-name="{look}" {place}>{inside}</draw:{kind}>'


GONE = style("g", "drawing-page", drawing_page='presentation:visibility="hidden"')
SOLID = style("f", "graphic", graphic='draw:fill="solid" draw:fill-color="#000080"')
WHITE = style("w", "text", text='fo:color="#ffffff"')


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param([pptx([Slide(shape("secret"), attributes='show="0"')]),
                      impress(box("frame", 2, "secret"), GONE, "g")], [("P1", "H")], id="a hidden slide"),
        pytest.param([pptx([Slide("", attributes='show="0"')]), impress("", GONE, "g")], [], id="an empty one"),
        pytest.param([pptx([Slide(shape("secret", (400, 0, 20, 10)))]), impress(box("frame", 30, "secret"), "")],
                     [("P1", "H")], id="beside the slide"),
        pytest.param([pptx([Slide(shape("secret") + shape(box=(0, 0, 120, 40), fill=solid("000000"), number=5))]),
                      impress(box("frame", 2, "secret") + box("rect", 2, "", "f"), SOLID)],
                     [("P1", "H")], id="covered"),
        pytest.param([pptx([Slide(shape("secret", run=solid("FFFFFF")))]),
                      impress(box("frame", 2, "secret", span="w"), WHITE)], [("P1", "M")], id="white"),
    ],
)  # fmt: skip
def test_slides(content: list[bytes], expected: Weighed) -> None:
    """PowerPoint and OpenDocument."""
    assert [weighed(told(each)) for each in content] == [expected] * 2


def test_words() -> None:
    """What is told of white text is one sentence, on slides as in texts."""
    on_slides = [
        pptx([Slide(shape("secret", run=solid("FFFFFF")))]),
        impress(box("frame", 2, "secret", span="w"), WHITE),
    ]
    every = [writer(text='fo:color="#ffffff"'), rich_text(r"{\cf1 secret}"), *on_slides]
    found = [told(each) for each in every]
    assert all(each.texts(State.COSMETIC) == ["secret"] for each in found)
    assert {each.text for all_ in found for each in all_.pieces if isinstance(each, Hidden)} == {
        "6 characters have the colour of what is behind them."
    }
