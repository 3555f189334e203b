"""Text that a page says it shows, to who copies or listens, where it draws another (ISO 32000-2 section 14.9.4)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any
from unicodedata import normalize

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdf  # type: ignore[import-untyped]

from forensics.documents.pdf.glyphs import glyphs
from forensics.documents.pdf.survey import Survey, survey
from forensics.documents.pdf.texts import TextObject, mark_text, marks_of

__all__ = ["said_otherwise"]

_KEY = b"ActualText"
_ALIKE = 0.5
_LETTERS = 3
_TIMES = 4  # letters for a sign that has none of its own: no ligature stands for more


@dataclass(slots=True)
class _Said:
    """What stands for some texts."""

    text: str
    drawn_by: list[TextObject] = field(default_factory=list)
    drawn: str = ""


def said_otherwise(document: pdfium.PdfDocument, index: int, objects: Survey) -> list[str]:
    """What is said in the place of something else; it is taken off its objects, that their text
    is what they draw."""
    if not any(_marked(text) for text in objects.texts.values()):
        return []
    probe = document[index]
    try:
        told = list(_told(probe, survey(probe, frozenset())))
    finally:
        probe.close()
    taken = {text.order for each in told for text in each.drawn_by}
    for text in objects.texts.values():
        if text.order in taken:
            _take_off(text)
    return [each.text for each in told]


def _marked(text: TextObject) -> list[tuple[Any, str]]:
    return [(mark, said) for mark in marks_of(text.handle) if (said := mark_text(mark, _KEY))]


def _take_off(text: TextObject) -> None:
    for mark, _ in _marked(text):
        pdf.FPDFPageObj_RemoveMark(text.handle, mark)


def _told(page: pdfium.PdfPage, objects: Survey) -> Iterator[_Said]:
    found: dict[int, _Said] = {}
    place: dict[int, _Said] = {}
    for text in objects.texts.values():
        for mark, said in _marked(text):
            each = found.setdefault(ctypes.addressof(mark.contents), _Said(said))
            each.drawn_by.append(text)
            place[id(text)] = each
    for each in found.values():
        for text in each.drawn_by:
            _take_off(text)
    reader = page.get_textpage()
    try:
        for glyph in glyphs(reader, objects):
            if id(glyph.text) in place and not glyph.char.isspace():
                place[id(glyph.text)].drawn += glyph.char
    finally:
        reader.close()
    return (each for each in found.values() if _differs(each))


def _differs(each: _Said) -> bool:
    said, drawn = _letters(each.text), _letters(each.drawn)
    if len(said) < _LETTERS:
        return False
    if not drawn:  # a font that does not say what its signs are
        return len(said) > _TIMES * max(1, len(each.drawn))
    return SequenceMatcher(None, said, drawn, autojunk=False).ratio() < _ALIKE


def _letters(text: str) -> str:
    return "".join(char for char in normalize("NFKC", text).casefold() if char.isalnum())[:400]
