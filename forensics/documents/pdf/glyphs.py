"""The letters of a page: where each is, to which text it belongs, and what becomes of it."""

from __future__ import annotations

import ctypes
from enum import Enum

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdf  # type: ignore[import-untyped]

from forensics.documents.pdf.geometry import Bounds
from forensics.documents.pdf.survey import Survey
from forensics.documents.pdf.texts import TextObject

__all__ = ["BLOCKS", "LETTERS", "Fate", "Glyph", "glyphs"]

#: Of one page: more is no page.
LETTERS = 200_000
_LOW = 2  # points
#: Letters that are boxes.
BLOCKS = frozenset("█▇▆▉▊■▬▀▄▓▒░▮◼⬛")


class Fate(Enum):
    """Why a letter is not seen."""

    SHOWN = "shown"
    COVERED = "covered"  # by an object that is drawn after it
    OBSCURED = "obscured"  # dark all over, by whatever
    MERGED = "merged"  # into what lies below it
    UNDRAWN = "undrawn"
    OUTSIDE = "outside"
    CROPPED = "cropped"
    TINY = "tiny"
    LAYER = "layer"
    BEHIND = "behind"  # not drawn itself, where there is something to see; until it is known what
    REDACTION = "redaction"  # marked to be removed, and still there


class Glyph:
    """One letter: where it is, and to which text it belongs."""

    __slots__ = ("_bounds", "_index", "_page", "char", "fate", "low", "text")

    def __init__(self, page: pdfium.PdfTextPage, index: int, char: str, text: TextObject | None) -> None:
        self.char = char
        self.text = text  # None: PDFium put the letter in, as the space between two words
        self.fate = Fate.SHOWN
        self.low = False
        self._page = page
        self._index = index
        self._bounds: Bounds | None = None

    @property
    def bounds(self) -> Bounds:
        """Its outline on the page; of a letter that has none, as in fonts that lie behind scans, or hardly any, all
        its place."""
        if self._bounds is None:
            tight = _tight(self._page, self._index)
            self.low = tight[3] - tight[1] < _LOW or tight[2] - tight[0] <= 0
            self._bounds = _loose(self._page, self._index, tight) if self.low and not self.char.isspace() else tight
        return self._bounds


def glyphs(page: pdfium.PdfTextPage, survey: Survey) -> list[Glyph]:
    """All letters of a page, in the order in which it is read."""
    return [_glyph(page, index, survey) for index in range(min(page.count_chars(), LETTERS))]


def _glyph(page: pdfium.PdfTextPage, index: int, survey: Survey) -> Glyph:
    handle = pdf.FPDFText_GetTextObject(page, index)
    text = survey.texts.get(ctypes.addressof(handle.contents)) if handle else None
    return Glyph(page, index, chr(pdf.FPDFText_GetUnicode(page, index)), text)


def _tight(page: pdfium.PdfTextPage, index: int) -> Bounds:
    left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    pdf.FPDFText_GetCharBox(page, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _loose(page: pdfium.PdfTextPage, index: int, tight: Bounds) -> Bounds:
    """The whole place of a letter whose own outline is empty or very small: fonts behind scans have no outlines."""
    place = pdf.FS_RECTF()
    if not pdf.FPDFText_GetLooseCharBox(page, index, place):
        return tight
    return place.left, place.bottom, place.right, place.top
