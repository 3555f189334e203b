"""Texts and presentations with damage, absurd numbers and endless nesting: told, and never more than that."""

from __future__ import annotations

import random
from io import BytesIO
from zipfile import ZipFile

import pytest

from forensics.documents.contents import State
from forensics.documents.limits import Limits, NotInspectableError
from tests.support.documents.slide_files import Slide, picture, pptx, shape, solid
from tests.support.documents.told import told
from tests.support.documents.word_files import docx, package, paragraph, run

_CELLS = "".join(f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{paragraph('text')}</w:tc>" for _ in range(3))
_WORDS = {
    "docx": docx(
        paragraph(run("secret", "<w:vanish/><w:color w:themeColor='accent1' w:themeTint='99'/><w:sz w:val='2'/>"))
        + f"<w:tbl><w:tblPr><w:tblLook w:val='04A0'/></w:tblPr><w:tr>{_CELLS}</w:tr><w:tr>{_CELLS}</w:tr></w:tbl>"
        + paragraph("<w:del w:author='A'>" + run("x", element="delText") + "</w:del>")
        + paragraph("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>IF</w:instrText></w:r>"),
        {"c": ("comments", "<w:comment w:author='B'><w:p/></w:comment>"), "s": ("styles", "<w:style w:styleId='a'/>")},
    ),
    "pptx": pptx(
        [Slide(shape("secret", run=solid("bg1")) + picture((0, 0, 9, 9), "<a:srcRect l='9'/>")),
         Slide(shape("t", fill=solid("tx1")))]
    ),
    "rtf": rb"{\rtf1\ansi{\colortbl;\red255\green255\blue255;}{\v secret}{\cf1 white}\trowd\cell x\cell\row"
    rb"{\object{\*\objdata 01050000020000000800000050}}{\*\annotation c}\u8364?\bin3 abc\par}",
}  # fmt: skip


def _changed(content: bytes, chance: random.Random) -> bytes:
    """A few bytes of one part become others."""
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    part = parts[chance.choice(sorted(parts))]
    for _ in range(chance.randrange(1, 4)):
        part[chance.randrange(len(part))] = chance.choice(b"<>/\"'=0959 azAZ&;:-\x00\xff")
    return package({name: bytes(part) for name, part in parts.items()})


@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_changed_bytes_end_in_an_answer(kind: str) -> None:
    """Pieces, or a reason."""
    chance = random.Random(kind)
    reasons = 0
    for _ in range(250):
        try:
            reasons += bool(told(_changed(_WORDS[kind], chance)).unread)
        except (NotInspectableError, AssertionError):  # the latter: by now it is of a kind without a reader
            reasons += 1
    assert reasons


@pytest.mark.parametrize("kind", _WORDS)
def test_cut_files_end_in_an_answer(kind: str) -> None:
    """Wherever they were cut, they are not called whole."""
    content = _WORDS[kind]
    for part in range(10, 60):
        cut = content[: len(content) * part // 60]
        try:
            assert told(cut).unread
        except NotInspectableError as error:
            assert error.reason  # noqa: PT017 - one of two answers


def test_changed_bytes_of_rich_text_end_in_an_answer() -> None:
    """It has no checksums at all."""
    chance = random.Random(7)
    for _ in range(500):
        changed = bytearray(_WORDS["rtf"])
        for _ in range(3):
            changed[chance.randrange(6, len(changed))] = chance.choice(b"{}\\'*;09-azAZ\xff ")
        assert told(bytes(changed)).kind == "rtf"


@pytest.mark.parametrize("value", ["-1", "99999999999999999999999", "1e999", "nan", "", "x", "\u0663"])
def test_absurd_numbers_are_no_numbers(value: str) -> None:
    """Sizes, spans, places, shades."""
    look = f"<w:sz w:val='{value}'/><w:w w:val='{value}'/><w:color w:themeColor='text1' w:themeShade='{value}'/>"
    cells = f"<w:tc><w:tcPr><w:gridSpan w:val='{value}'/></w:tcPr>{paragraph(run('text', look))}</w:tc>" * 2
    assert len(told(docx(f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>")).rows) == 2
    place = shape("text", run=solid("tx1")).replace("'360000'", f"'{value}'")
    assert told(pptx([Slide(place)])).texts(State.VISIBLE) == ["text"] or value == "-1"


def test_endless_nesting_is_survived() -> None:
    """Tables in tables, boxes in boxes, groups in groups, styles on each other."""
    depth = 3000
    tables = (
        "<w:tbl><w:tr><w:tc>" * depth
        + paragraph(run("text", '<w:color w:val="FFFFFF"/>'))
        + "</w:tc></w:tr></w:tbl>" * depth
    )
    assert told(docx(tables)).texts(State.VISIBLE) == ["text"]
    groups = "<p:grpSp><p:grpSpPr/>" * depth + shape("text") + "</p:grpSp>" * depth
    assert told(pptx([Slide(groups)])).texts(State.VISIBLE) == ["text"]
    styles = "".join(
        f"<w:style w:type='paragraph' w:styleId='s{n}'><w:basedOn w:val='s{n + 1}'/></w:style>" for n in range(depth)
    )
    body = paragraph("text", properties="<w:pStyle w:val='s0'/>")
    assert told(docx(body, {"s": ("styles", styles)})).texts(State.VISIBLE) == ["text"]
    assert told(b"{\\rtf1 " + b"{" * depth + b"text" + b"}" * depth + b"}").texts(State.VISIBLE) == ["text"]
    with pytest.raises(NotInspectableError):
        told(b"{\\rtf1 " + b"{" * 20_000)


def test_too_many_shapes_are_told() -> None:
    """Which of them cover others is not looked for."""
    found = told(pptx([Slide(shape("text") * 2001)]))
    assert len(found.unread) == 1
    assert len(found.texts(State.VISIBLE)) == 2001


def test_what_a_document_may_cost_is_kept_to() -> None:
    """All parts together."""
    with pytest.raises(NotInspectableError):
        told(docx(paragraph("text " * 10_000)), Limits(total=100))


def _with_text(text: bytes) -> bytes:
    with ZipFile(BytesIO(_WORDS["docx"])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return package(parts | {"word/document.xml": text})


@pytest.mark.parametrize(
    "text",
    [
        b"<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><w>&b;</w>",
        b"<w>" + b" " * (300 << 20 >> 4) + b"</w>",
        b"<w a='" + b"x" * (9 << 20) + b"'/>",
        b"\xff\xfe<\x00w",
        b"",
    ],
    ids=["entities", "bomb", "endless", "encoding", "empty"],
)
def test_hostile_text_is_not_inspected_and_what_is_beside_it_is_told(text: bytes) -> None:
    """The comment stands."""
    found = told(_with_text(text))
    assert len(found.unread) == 1
    assert found.authors == ["B"]


def test_the_main_part_is_found_wherever_it_lies() -> None:
    """By what the package says, and whatever prefix its elements have."""
    with ZipFile(BytesIO(docx(paragraph(run("secret", "<w:vanish/>"))))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = (
        parts.pop("word/document.xml")
        .replace(b"<w:", b"<x:")
        .replace(b"</w:", b"</x:")
        .replace(b"xmlns:w=", b"xmlns:x=")
    )
    links = parts.pop("word/_rels/document.xml.rels")
    moved = parts | {"Other/Main.xml": text.replace(b" w:", b" x:"), "Other/_rels/Main.xml.rels": links}
    for name in ("[Content_Types].xml", "_rels/.rels"):
        moved[name] = parts[name].replace(b"word/document.xml", b"Other/main.xml")
    assert told(package(moved)).texts(State.HIDDEN) == ["secret"]
