"""Damaged and hostile PDFs: each is read as far as it goes, or not inspected with a reason; nothing else is raised."""

from __future__ import annotations

import random
import re
import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from forensics.documents.contents import Piece, Unread
from forensics.documents.limits import Limits, NotInspectableError
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
