"""Damaged and hostile PDFs: each is read as far as it goes, or not inspected with a reason; nothing else is raised."""

from __future__ import annotations

import random
import re
import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from forensics.documents.contents import Passage, Piece, Unread
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.pdf import sizes
from forensics.documents.pdf.document import read
from tests.support.documents.pdf_annotating import BESIDE
from tests.support.documents.pdf_documents import ink, page_text, sheet
from tests.support.documents.pdf_hiding import WAYS

_MADE = {**WAYS, **BESIDE}
_SAMPLES = (
    "square annotation", "layer that is off", "page that was removed", "within a form", "hidden annotation",
    "field in white", "removed page with a bookmark", "other words for who copies",
)  # fmt: skip


def _outcome(data: bytes) -> list[Piece]:
    try:
        return list(read(BytesIO(data), Limits()))
    except NotInspectableError as error:
        return [Unread("", error.reason)]


@pytest.mark.parametrize("way", _SAMPLES)
def test_cut_at_any_place_it_is_told_or_read(way: str) -> None:
    """Twenty places."""
    data = _MADE[way][1]()
    for part in range(20):
        assert _outcome(data[: len(data) * part // 20])


@pytest.mark.parametrize("seed", range(25))
def test_values_of_the_wrong_kind_raise_nothing(seed: int) -> None:
    """Numbers for dictionaries, nulls for names, absurd numbers."""
    chance = random.Random(seed)
    data = _MADE[chance.choice(_SAMPLES)][1]()
    for _ in range(chance.choice((1, 3, 9))):
        token = chance.choice(list(re.finditer(rb"/[A-Za-z0-9]+|\b\d+\b|\[|<<|\bR\b", data)))
        other = chance.choice((b"null", b"99999999999", b"-1", b"[1 2]", b"(x)", b"true", b"<< >>", b"/Kids"))
        data = data[: token.start()] + other + data[token.end() :]
    _outcome(data)


def test_what_is_no_document_is_not_inspected() -> None:
    """A header and nothing after it."""
    assert [type(each) for each in _outcome(b"%PDF-1.7\n" + b"\x00" * 400)] == [Unread]


def test_an_attachment_that_unpacks_without_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """More zeros than a part may have."""
    monkeypatch.setattr(Limits, "part", 1 << 20)

    def change(file: pikepdf.Pdf) -> None:
        stream = file.make_stream(zlib.compress(bytes(Limits.part + 1), 1))
        stream.Filter = Name.FlateDecode
        spec = Dictionary(Type=Name.Filespec, F="a", EF=Dictionary(F=stream))
        file.Root.AF = Array([file.make_indirect(spec)])

    assert any(isinstance(each, Unread) and each.where == "a" for each in _outcome(sheet(ink, change=change)))


def test_forms_within_themselves_end() -> None:
    """A form XObject that draws itself."""

    def change(file: pikepdf.Pdf) -> None:
        form = file.make_stream(page_text("Again") + b"/Fm Do")
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842]))
        form.Resources = Dictionary(XObject=Dictionary(Fm=form), Font=file.pages[0].obj.Resources.Font)
        file.pages[0].obj.Resources.XObject.Fm = form

    assert _outcome(sheet(ink + b"/Fm Do", change=change))


def _drawn_by(data: bytes, *, rounds: int, on_a_page: bool = True) -> bytes:
    """A document with a page, and a stream of operators that was deflated so often."""
    for _ in range(rounds):
        data = zlib.compress(data)

    def change(file: pikepdf.Pdf) -> None:
        filters = Array([Name.FlateDecode] * rounds) if rounds > 1 else Name.FlateDecode
        stream = file.make_stream(b"")
        stream.write(data, filter=filters)
        if on_a_page:
            file.pages[0].obj.Contents = stream
        else:
            file.Root.Beside = stream

    made = sheet(ink, change=change)
    return re.sub(rb"/Beside \d+ 0 R", lambda found: b" " * len(found[0]), made)


@pytest.mark.parametrize("rounds", [1, 2, 3])
@pytest.mark.parametrize("on_a_page", [True, False])
def test_what_unpacks_to_more_than_a_page_draws_is_told(
    monkeypatch: pytest.MonkeyPatch, rounds: int, *, on_a_page: bool
) -> None:
    """However often it was packed, on a page or beside all; nothing unpacks it whole."""
    monkeypatch.setattr(sizes, "MOST", 50_000)
    found = _outcome(_drawn_by(page_text("words") + b" " * 60_000, rounds=rounds, on_a_page=on_a_page))
    [unread] = [each for each in found if isinstance(each, Unread)]
    assert "unpacks to far more" in unread.reason
    assert bool(unread.where) != on_a_page
    assert any(isinstance(each, Passage) for each in found) != on_a_page


@pytest.mark.parametrize("rounds", [1, 2])
def test_what_unpacks_to_what_a_page_draws_is_read(monkeypatch: pytest.MonkeyPatch, rounds: int) -> None:
    """All of it."""
    monkeypatch.setattr(sizes, "MOST", 70_000)
    found = _outcome(_drawn_by(page_text("words") + b" " * 60_000, rounds=rounds))
    assert [each.text.split() for each in found if isinstance(each, Passage)] == [["words"]]


def test_an_attachment_that_was_packed_twice_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is unpacked: its first round is small."""
    monkeypatch.setattr(Limits, "part", 1 << 16)

    def change(file: pikepdf.Pdf) -> None:
        stream = file.make_stream(b"")
        stream.write(zlib.compress(zlib.compress(bytes(1 << 20))), filter=Array([Name.FlateDecode] * 2))
        file.make_indirect(Dictionary(Type=Name.Filespec, F="a.bin", EF=Dictionary(F=stream)))
        file.Root.Names = Dictionary(X=stream)
        stream.Type = Name.EmbeddedFile

    reasons = [each.reason for each in _outcome(sheet(ink, change=change)) if isinstance(each, Unread)]
    assert any("unpacks to far more" in reason for reason in reasons)


def test_a_page_of_too_many_objects_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without looking at each of them."""
    monkeypatch.setattr("forensics.documents.pdf.survey._OBJECTS", 50)
    found = _outcome(sheet(ink + b"9 9 9 9 re f " * 60))
    [unread] = [each for each in found if isinstance(each, Unread)]
    assert "too large" in unread.reason
