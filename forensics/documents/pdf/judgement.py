"""What becomes of each letter of a page: shown, or by what it is hidden.

A letter is shown if the page looks different without it, or, where it is not drawn itself (text behind a scan), if
there is something to see in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from forensics.documents.pdf.covers import Cover
from forensics.documents.pdf.drawing import Box, Ink, share, spread
from forensics.documents.pdf.geometry import Bounds, around, overlap
from forensics.documents.pdf.glyphs import BLOCKS, Fate, Glyph
from forensics.documents.pdf.painted import luminance
from forensics.documents.pdf.scans import believe_scans, look_behind
from forensics.documents.pdf.scene import FLAT, INK, Scene, blends, pixels, scene_of
from forensics.documents.pdf.survey import Survey
from forensics.documents.pdf.texts import TextObject

__all__ = ["judge"]

_COVERED = 0.8
_BRIGHT = 200
_SAME = 40  # of 255
_SMALL_TYPE = 2  # points
_MOST = 0.6


def judge(page: pdfium.PdfPage, found: list[Glyph], survey: Survey, redactions: Sequence[Bounds]) -> None:
    """Sets the fate of each letter."""
    _take_out_blocks(found, survey)
    doubtful = [
        glyph
        for glyph in found
        if glyph.text is not None and (glyph.text.doubtful or redactions) and glyph.char.isalnum()
    ]
    for ink in (Ink.GREY, Ink.COLOUR) if doubtful else ():
        scene = scene_of(page, survey, redactions, ink)
        for glyph in doubtful:
            glyph.fate = _fate(glyph, scene)
        look_behind(found, scene)
        doubtful = [glyph for glyph in doubtful if glyph.fate is not Fate.SHOWN]
        if not doubtful:
            return
    if doubtful:
        believe_scans(found, doubtful, scene)
        _drop_shadows(found, doubtful)
        _complete_words(found)


def _take_out_blocks(found: list[Glyph], survey: Survey) -> None:
    """Letters that are black boxes hide what lies below them as boxes do."""
    blocks = {id(glyph.text): glyph.text for glyph in found if glyph.char in BLOCKS and glyph.text is not None}
    survey.covers += [Cover(text.order, text.bounds, False, text.colour, solid=True) for text in blocks.values()]
    for address in [key for key, text in survey.texts.items() if id(text) in blocks]:
        del survey.texts[address]
    for text in survey.texts.values() if blocks else ():
        text.doubtful = True


def _fate(glyph: Glyph, scene: Scene) -> Fate:
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
    place = pixels(box, scene.drawing)
    if not text.undrawn and share(mask, place) >= INK:
        return Fate.MERGED if blends(scene, place) else Fate.SHOWN
    return _hidden(glyph, text, scene, place)


def _hidden(glyph: Glyph, text: TextObject, scene: Scene, box: Box) -> Fate:
    darkest, brightest = spread(scene.grey, box)
    flat = brightest - darkest <= FLAT
    if text.undrawn and not flat:
        return Fate.BEHIND
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


def _complete_words(found: list[Glyph]) -> None:
    """A word of which a letter or two look out from under what hides the rest is hidden."""
    for is_word, part in groupby(found, key=lambda glyph: glyph.char.isalnum()):
        letters = list(part) if is_word else []
        hidden = [glyph for glyph in letters if glyph.fate is not Fate.SHOWN]
        if _MOST * len(letters) <= len(hidden) < len(letters):
            for glyph in letters:
                glyph.fate = hidden[0].fate


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
