"""What becomes of each letter of a page: shown, or by what it is hidden.

A letter is shown if the page looks different without it, or, where it is not drawn itself (text behind a scan), if
there is something to see in its place.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil, floor
from statistics import median

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdf  # type: ignore[import-untyped]
from PIL import Image

from forensics.documents.pdf.drawing import Box, Drawing, Ink, changed, drawing_of, drawn, share, spread, without
from forensics.documents.pdf.survey import Bounds, Cover, Survey, TextObject, around, luminance, overlap

__all__ = ["BLOCKS", "LETTERS", "Fate", "Glyph", "glyphs", "judge"]

#: Of one page: more is no page.
LETTERS = 200_000
_INK = 0.04  # share of a letter's box that its removal changes
_FLAT = 12  # of 255: what a box without anything in it may vary by
_COVERED = 0.8
_BRIGHT = 200
_SAME = 40  # of 255
_LOW = 2  # points
_SMALL_TYPE = 2  # points
_SCAN = 0.6  # of the page
_GAPS = 5
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


@dataclass(frozen=True, slots=True)
class _Scene:
    """A page as it is drawn, and what its text changes on it."""

    drawing: Drawing
    grey: Image.Image
    pale: Image.Image | None  # what the white text changes
    all: Image.Image  # what all text changes
    survey: Survey
    page: Bounds
    media: Bounds
    redactions: Sequence[Bounds]


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


def judge(page: pdfium.PdfPage, found: list[Glyph], survey: Survey, redactions: Sequence[Bounds]) -> None:
    """Sets the fate of each letter."""
    _take_out_blocks(found, survey)
    doubtful = [
        glyph
        for glyph in found
        if glyph.text is not None and (glyph.text.doubtful or redactions) and glyph.char.isalnum()
    ]
    for ink in (Ink.GREY, Ink.COLOUR) if doubtful else ():
        scene = _scene(page, survey, redactions, ink)
        for glyph in doubtful:
            glyph.fate = _fate(glyph, scene)
        doubtful = [glyph for glyph in doubtful if glyph.fate is not Fate.SHOWN]
        if not doubtful:
            return
    if doubtful:
        _believe_scans(found, doubtful, scene)
        _drop_shadows(found, doubtful)


def _take_out_blocks(found: list[Glyph], survey: Survey) -> None:
    """Letters that are black boxes hide what lies below them as boxes do."""
    blocks = {id(glyph.text): glyph.text for glyph in found if glyph.char in BLOCKS and glyph.text is not None}
    survey.covers += [Cover(text.order, text.bounds, False, text.colour, solid=True) for text in blocks.values()]
    for address in [key for key, text in survey.texts.items() if id(text) in blocks]:
        del survey.texts[address]
    for text in survey.texts.values() if blocks else ():
        text.doubtful = True


def _scene(page: pdfium.PdfPage, survey: Survey, redactions: Sequence[Bounds], ink: Ink) -> _Scene:
    drawing = drawing_of(page)
    picture = drawn(page, drawing, ink)
    texts = [text for text in survey.texts.values() if not text.undrawn]
    pale = [text for text in texts if text.pale]
    return _Scene(
        drawing,
        picture.convert("L"),
        changed(picture, without(page, drawing, ink, pale)) if pale and len(pale) < len(texts) else None,
        changed(picture, without(page, drawing, ink, texts)),
        survey,
        page.get_bbox(),
        page.get_mediabox(),
        redactions,
    )


def _fate(glyph: Glyph, scene: _Scene) -> Fate:
    text = glyph.text
    box = scene.drawing.box(glyph.bounds)
    if text is None:
        return Fate.SHOWN
    if box[2] <= 0 or box[3] <= 0 or box[0] >= scene.drawing.width or box[1] >= scene.drawing.height:
        return Fate.CROPPED if around(scene.media, glyph.bounds) else Fate.OUTSIDE
    if any(overlap(glyph.bounds, area) > 0.5 for area in scene.redactions):
        return Fate.REDACTION
    if glyph.low and text.size <= _SMALL_TYPE:
        return Fate.TINY
    mask = scene.pale if text.pale and scene.pale is not None else scene.all
    pixels = _pixels(box, scene.drawing)
    if not text.undrawn and share(mask, pixels) >= _INK:
        return Fate.SHOWN
    return _hidden(glyph, text, scene, pixels)


def _pixels(box: tuple[float, ...], drawing: Drawing) -> Box:
    return (
        max(0, floor(box[0])),
        max(0, floor(box[1])),
        min(drawing.width, ceil(box[2])),
        min(drawing.height, ceil(box[3])),
    )


def _hidden(glyph: Glyph, text: TextObject, scene: _Scene, pixels: Box) -> Fate:
    darkest, brightest = spread(scene.grey, pixels)
    flat = brightest - darkest <= _FLAT
    if text.undrawn and not flat:
        return Fate.SHOWN
    if text.layered and not text.undrawn:
        return Fate.LAYER
    if any(_hides(cover, glyph, text) for cover in scene.survey.covers):
        return Fate.COVERED
    if flat and brightest < _BRIGHT:
        same = text.colour is not None and not text.undrawn and abs(luminance(text.colour) - brightest) < _SAME
        return Fate.MERGED if same else Fate.OBSCURED
    return Fate.UNDRAWN


def _hides(cover: Cover, glyph: Glyph, text: TextObject) -> bool:
    return (
        cover.solid
        and cover.order > text.order
        and overlap(glyph.bounds, cover.bounds) >= _COVERED
        and (overlap(glyph.bounds, cover.seen()) >= _COVERED)
    )


def _believe_scans(found: list[Glyph], doubtful: list[Glyph], scene: _Scene) -> None:
    """Text that lies under a scan is shown by it, if the scan has more to see in the places of letters than between
    them."""
    pictures = [cover.bounds for cover in scene.survey.covers if cover.picture]
    if sum(overlap(scene.page, picture) for picture in pictures) < _SCAN:
        return
    below = [
        glyph
        for glyph in doubtful
        if glyph.fate is Fate.COVERED and any(overlap(glyph.bounds, picture) > _COVERED for picture in pictures)
    ]
    if below and _looks_like_words(found, below, scene):
        for glyph in below:
            if _range(scene, scene.drawing.box(glyph.bounds)) > _FLAT:
                glyph.fate = Fate.SHOWN


def _looks_like_words(found: list[Glyph], below: list[Glyph], scene: _Scene) -> bool:
    letters = median(_range(scene, scene.drawing.box(glyph.bounds)) for glyph in below)
    beside = [_range(scene, box) for box in _gaps(found, scene.drawing)]
    under = [_range(scene, box) for box in _leads(below, scene.drawing)]
    return any(len(empty) >= _GAPS and letters > 2 * median(empty) + _FLAT for empty in (beside, under))


def _range(scene: _Scene, box: tuple[float, ...]) -> int:
    darkest, brightest = spread(scene.grey, _pixels(box, scene.drawing))
    return brightest - darkest


def _gaps(found: list[Glyph], drawing: Drawing) -> Iterator[tuple[float, ...]]:
    """The spaces between words that are covered."""
    for before, space, after in zip(found, found[1:], found[2:], strict=False):
        if space.char == " " and before.fate is after.fate is Fate.COVERED:
            (_, top, left, bottom), right = drawing.box(before.bounds), drawing.box(after.bounds)[0]
            if right - left > 2:
                yield left + 0.2 * (right - left), top, right - 0.2 * (right - left), bottom


def _leads(below: list[Glyph], drawing: Drawing) -> Iterator[tuple[float, ...]]:
    """What is between a line and the next: lower than letters reach, higher than those of the next line."""
    for glyph in below:
        if glyph.text is not None:
            left, _, right, bottom = drawing.box(glyph.bounds)
            size = glyph.text.size * drawing.scale
            yield left, bottom + 0.28 * size, right, bottom + 0.42 * size


def _drop_shadows(found: list[Glyph], doubtful: list[Glyph]) -> None:
    """Text of which nearly each letter has the same letter over it, a little aside, is its shadow."""
    hidden: dict[int, list[Glyph]] = {}
    for glyph in doubtful:
        if glyph.fate in {Fate.COVERED, Fate.UNDRAWN, Fate.MERGED, Fate.OBSCURED}:
            hidden.setdefault(id(glyph.text), []).append(glyph)
    shown: dict[str, list[Bounds]] = {}
    for glyph in found if hidden else ():
        if glyph.fate is Fate.SHOWN:
            shown.setdefault(glyph.char, []).append(glyph.bounds)
    for letters in hidden.values():
        twins = [any(overlap(each.bounds, other) > 0.4 for other in shown.get(each.char, ())) for each in letters]
        if sum(twins) > 0.9 * len(letters):
            for glyph in letters:
                glyph.fate = Fate.SHOWN
