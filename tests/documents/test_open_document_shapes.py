"""Text on the shapes, pages and masters of presentations, and what old writers leave in a package."""

from __future__ import annotations

import io
import zipfile

import pytest

from forensics.documents.contents import State
from forensics.documents.limits import NotInspectableError
from tests.support.documents.open_document import document, packed, text_document
from tests.support.documents.told import told

_DOCTYPE = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
_WHITE = '<style:style style:name="white" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'


def _graphic(name: str, fill: str, family: str = "graphic", kind: str = "graphic") -> str:
    properties = f'<style:{kind}-properties draw:fill="{fill}" draw:fill-color="#003366"/>'
    return f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'


_STYLES = _WHITE + _graphic("dark", "solid") + _graphic("blend", "gradient") + _graphic("clear", "none")
_STYLES += _graphic("night", "solid", "drawing-page", "drawing-page")


def _box(text: str, look: str, left: int = 2) -> str:
    return (
        f'<draw:frame draw:style-name="{look}" svg:x="{left}cm" svg:y="2cm" svg:width="6cm" svg:height="2cm">'
        f'<draw:text-box><text:p><text:span text:style-name="white">{text}</text:span></text:p></draw:text-box>'
        "</draw:frame>"
    )


def _rectangle(look: str) -> str:
    return f'<draw:rect draw:style-name="{look}" svg:x="1cm" svg:y="1cm" svg:width="9cm" svg:height="4cm"/>'


def _deck(shapes: str, page: str = "", parts: dict[str, bytes | str] | None = None) -> bytes:
    body = (
        f'<office:presentation><draw:page {page} draw:master-page-name="M">{shapes}</draw:page></office:presentation>'
    )
    return packed("presentation", document(body, _STYLES), parts)


def _master(shapes: str, look: str = "") -> dict[str, bytes | str]:
    inner = f'<style:master-page style:name="M" draw:style-name="{look}">{shapes}</style:master-page>'
    return {"styles.xml": document(inner, _STYLES, "office:document-styles")}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_deck(_box("white words", "dark")), id="the shape is dark"),
        pytest.param(_deck(_box("white words", "blend")), id="the shape has a gradient"),
        pytest.param(_deck(_rectangle("dark") + _box("white words", "clear")), id="a dark shape lies below"),
        pytest.param(_deck(_box("white words", "clear"), 'draw:style-name="night"'), id="the slide is dark"),
        pytest.param(_deck(_box("white words", "clear"), parts=_master("", "night")), id="the master is dark"),
        pytest.param(
            _deck(_box("white words", "clear"), parts=_master(_rectangle("dark"))), id="a shape of the master is dark"
        ),
    ],
)
def test_white_words_on_what_is_painted_are_seen(content: bytes) -> None:
    """Most templates of offices have them."""
    found = told(content)
    assert found.texts(State.VISIBLE) == ["white words"]
    assert found.grave == []


@pytest.mark.parametrize(
    "shapes",
    [
        pytest.param(_box("white words", "clear"), id="nothing is painted"),
        pytest.param(_rectangle("dark") + _box("white words", "clear", left=12), id="the dark shape lies elsewhere"),
        pytest.param(_box("white words", "clear") + _rectangle("clear"), id="a shape without fill"),
        pytest.param(
            _rectangle("dark") + _box("white words", "clear", left=9), id="less than half stands on the dark shape"
        ),
    ],
)
def test_white_words_on_nothing_are_not_seen(shapes: str) -> None:
    """The twins of those above."""
    found = told(_deck(shapes, parts=_master("")))
    assert found.texts(State.COSMETIC) == ["white words"]
    assert [(code, severity) for code, severity, _ in found.grave] == [("P1", "M")]


def test_a_colour_of_the_shape_is_that_of_its_words() -> None:
    """Though neither the paragraph nor the run sets one."""
    look = (
        '<style:style style:name="pale" style:family="graphic"><style:graphic-properties draw:fill="none"/>'
        '<style:text-properties fo:color="#ffffff"/></style:style>'
    )
    shape = _rectangle("pale").replace("/>", "><text:p>words</text:p></draw:rect>")
    body = f"<office:presentation><draw:page>{shape}</draw:page></office:presentation>"
    assert told(packed("presentation", document(body, look))).texts(State.COSMETIC) == ["words"]


@pytest.mark.parametrize(("entry", "reason"), [("", []), ("<manifest:encryption-data/>", ["It is encrypted."])])
def test_a_manifest_may_leave_its_namespace_to_a_document_type(entry: str, reason: list[str]) -> None:
    """As OpenOffice.org wrote it; nothing is fetched, and encryption is still told."""
    manifest = f"<?xml version='1.0'?>{_DOCTYPE}<manifest:manifest>{entry}</manifest:manifest>"
    content = text_document("<text:p>words</text:p>", parts={"META-INF/manifest.xml": manifest})
    if reason:
        with pytest.raises(NotInspectableError, match="encrypted"):
            told(content)
    else:
        assert told(content).texts(State.VISIBLE) == ["words"]


def test_a_template_may_be_styles_alone() -> None:
    """Its headers are looked into."""
    out = io.BytesIO()
    master = '<style:master-page style:name="S"><style:header><text:p>head</text:p></style:header></style:master-page>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text-template")
        archive.writestr("styles.xml", document(master, "", "office:document-styles"))
    assert told(out.getvalue()).texts(State.VISIBLE) == ["head"]


def test_a_variable_that_a_field_shows_is_not_hidden() -> None:
    """The other one is."""
    declared = (
        '<text:user-field-decls><text:user-field-decl text:name="a" office:string-value="seen"/>'
        '<text:user-field-decl text:name="b" office:string-value="unseen"/>'
        '<text:user-field-decl text:name="c" office:string-value="muted"/></text:user-field-decls>'
    )
    shown = (
        '<text:p><text:user-field-get text:name="a">seen</text:user-field-get>'
        '<text:user-field-get text:name="c" text:display="none"/></text:p>'
    )
    found = told(text_document(declared + shown))
    assert (found.texts(State.VISIBLE), found.texts(State.HIDDEN)) == (["seen"], ["unseen", "muted"])
    assert found.grave == [("W3", "M", 2)]


@pytest.mark.parametrize(("look", "state"), [("dark", State.VISIBLE), ("clear", State.COSMETIC)])
def test_words_of_shapes_in_a_text_stand_on_the_shape(look: str, state: State) -> None:
    """As those of a logo in a letter."""
    body = f"<text:p>before {_box('white words', look)} after</text:p>"
    assert told(text_document(body, _STYLES)).texts(state).count("white words") == 1


def test_the_date_of_a_comment_is_none_of_its_words() -> None:
    """Nor are the initials of its author."""
    note = "<office:annotation><dc:date>2020-06-01T10:00:00</dc:date><text:p>a remark</text:p></office:annotation>"
    found = told(text_document(f"<text:p>before {note} after</text:p>"))
    assert found.texts(State.HIDDEN) == ["a remark"]
    assert found.grave == [("W3", "M", len("a remark"))]


def test_an_entity_of_a_document_type_elsewhere_is_told() -> None:
    """The type is not fetched: what the entity stands for cannot be looked into."""
    content = document("<office:text><text:p>before &more; after</text:p></office:text>")
    content = content.replace("?>", '?><!DOCTYPE office:document-content SYSTEM "http://example.org/a.dtd">', 1)
    with pytest.raises(NotInspectableError, match="an entity"):
        told(packed("text", content))
