"""Rich Text: what is hidden, deleted, of one colour with what is behind it, or lies beside the text."""

from __future__ import annotations

import pytest

from forensics.documents.contents import State
from tests.support.documents.told import Told, told
from tests.support.documents.word_files import docx, paragraph

_COLOURS = rb"{\colortbl;\red255\green255\blue255;\red0\green0\blue0;\red31\green56\blue100;}"


def _told(body: bytes) -> Told:
    return told(rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}" + _COLOURS + body + b"}")


def test_a_plain_text_hides_nothing() -> None:
    """Letters of all kinds are read."""
    found = _told(rb"caf\'e9 \u8364?5 \u-3913?\par next")
    assert found.texts(State.VISIBLE) == ["caf\xe9 \u20ac5 \uf0b7", "next"]
    assert found.findings == []


@pytest.mark.parametrize(
    ("body", "state", "code"),
    [
        (rb"{\v secret}", State.HIDDEN, "W2"),
        (rb"\v secret\v0", State.HIDDEN, "W2"),
        (rb"{\deleted\revauthdel1 secret}", State.HIDDEN, "W1"),
        (rb"{\cf1 secret}", State.COSMETIC, "W2"),
        (rb"{\cf2\cb2 secret}", State.COSMETIC, "W2"),
        (rb"{\highlight2 secret}", State.COSMETIC, "W2"),
        (rb"{\fs2 secret}", State.COSMETIC, "W2"),
        (rb"\pard\cbpat3{\cf3 secret}", State.COSMETIC, "W2"),
    ],
)
def test_text_that_nobody_sees_is_told(body: bytes, state: State, code: str) -> None:
    """By its formatting."""
    found = _told(body)
    assert found.texts(state) == ["secret"]
    assert found.findings == [(code, "H", 6)]


@pytest.mark.parametrize(
    "body",
    [rb"{\v0 shown}", rb"{\v\plain shown}", rb"{\cf1\cb3 shown}", rb"\cbpat3{\cf1 shown}", rb"{\cf1\highlight2 shown}",
     rb"{\cf2 shown}", rb"{\chcbpat2 shown}"],
)  # fmt: skip
def test_text_that_is_seen_is_visible(body: bytes) -> None:
    """White on something dark is honest; automatic colour turns white on shading."""
    found = _told(body)
    assert found.texts(State.VISIBLE) == ["shown"]
    assert found.findings == []


def test_cells_are_judged_by_their_own_shading() -> None:
    """White in a dark heading is honest, below it is not."""
    row = rb"\trowd%b\cellx1000%b\cellx2000\pard\intbl{%b Name}\cell{%b City}\cell\row"
    dark, white = rb"\clcbpat3", rb"\cf1"
    found = _told(row % (dark, dark, white, white) + row % (b"", b"", b"", white))
    assert [list(each.states) for each in found.rows] == [[State.VISIBLE] * 2, [State.VISIBLE, State.COSMETIC]]
    assert found.findings == [("W2", "H", 4)]


def test_what_lies_beside_the_text_is_told() -> None:
    """Comments, codes of fields, entries, variables, properties; insertions and people."""
    found = _told(
        rb"{\info{\author Ada Example}{\title A title}}{\*\revtbl{Unknown;}{Eve Example;}}{\*\docvar{case}{2020}}"
        rb"text{\*\annotation a remark}{\field{\*\fldinst IF 1 = 2 paid owes}{\fldrslt paid}}"
        rb"{\field{\*\fldinst PAGE}{\fldrslt 7}}{\xe entry}{\revised new}"
    )
    assert found.authors == ["Ada Example", "Eve Example"]
    assert "".join(found.texts(State.VISIBLE)) == "textpaid7new"
    assert found.findings == [("W1", "M", 3), ("W3", "L", 5), ("W3", "M", 8), ("W3", "M", 8), ("W3", "M", 18),
                              ("W4", "L", 7)]  # fmt: skip


def test_files_in_objects_and_pictures_are_handed_on() -> None:
    """With or without the header of an object."""
    inner = docx(paragraph("inside"))
    header = b"\x01\x05\0\0\x02\0\0\0\x08\0\0\0Package\0" + b"\0" * 8 + len(inner).to_bytes(4, "little")
    picture = b"\x89PNG\r\n\x1a\n picture"
    found = _told(
        rb"{\object\objemb{\*\objdata " + (header + inner).hex().encode() + rb"}{\result a picture of it}}"
        rb"{\*\shppict{\pict\pngblip " + picture.hex().encode() + b"}}"
    )
    assert found.embedded == [(inner, State.HIDDEN), (picture, State.VISIBLE)]
    assert found.findings == [("W3", "M", 1)]
    assert found.texts(State.VISIBLE) == ["a picture of it"]


def test_notes_are_passages_of_their_own() -> None:
    """They stand at the foot of the page."""
    assert _told(rb"before {\footnote the note}after").texts(State.VISIBLE) == ["before ", "the note", "after"]


def test_bytes_after_the_end_are_a_note() -> None:
    """No program shows them."""
    assert told(rb"{\rtf1 text}" + b"more").findings == [("Z", "I", 4)]
