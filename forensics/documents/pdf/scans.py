"""Text behind pictures: a scan shows the words that a program read from it, a photo over words does not."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from forensics.documents.pdf.covers import Cover
from forensics.documents.pdf.drawing import Drawing, share
from forensics.documents.pdf.geometry import Bounds, overlap
from forensics.documents.pdf.glyphs import Fate, Glyph
from forensics.documents.pdf.painted import luminance
from forensics.documents.pdf.scene import FLAT, INK, Scene, pixels, range_in
from forensics.documents.pdf.survey import Survey

__all__ = ["believe_scans", "boxes_over_scan", "look_behind"]

_COVERED = 0.8
_SCAN = 0.6  # of the page
_GAPS = 5
_MANY = 30  # letters, of which a median says something
_NOISE = 1.3
_KNOWN = 0.5
_DARK = 60  # of 255
_WIDE, _HIGH = 15, 6  # points: a short name
_CORNERS = 6  # of a box that is drawn line by line; letters drawn as paths have more


def look_behind(found: list[Glyph], scene: Scene) -> None:
    """Invisible text where something is to be seen: of a scan, or of text that it repeats. Upon the pattern of a photo,
    or upon other words, it is not shown."""
    behind = [glyph for glyph in found if glyph.fate is Fate.BEHIND]
    pictures = [cover.bounds for cover in scene.survey.covers if cover.picture]
    on_picture = [each for each in behind if any(overlap(each.bounds, picture) > 0.5 for picture in pictures)]
    pattern = len(on_picture) >= _MANY and _is_pattern(on_picture, scene)
    for glyph in on_picture:
        glyph.fate = Fate.UNDRAWN if pattern else Fate.SHOWN
    on_text = [each for each in behind if each.fate is Fate.BEHIND and _upon_text(each, scene)]
    fate = Fate.SHOWN if not on_text or _known(found, on_text) else Fate.UNDRAWN
    for glyph in on_text:
        glyph.fate = fate
    for glyph in behind:
        if glyph.fate is Fate.BEHIND:
            glyph.fate = Fate.SHOWN


def boxes_over_scan(survey: Survey, page: Bounds) -> int:
    """How many dark boxes lie over a page that is nothing but a picture. What is below them is still in it."""
    pictures = [cover for cover in survey.covers if cover.picture]
    drawn = any(not text.undrawn for text in survey.texts.values())
    if drawn or sum(overlap(page, picture.bounds) for picture in pictures) < _COVERED:
        return 0
    return sum(
        _is_box(cover, page) and any(cover.order > below.order for below in pictures)
        for cover in survey.covers
        if not cover.picture
    )


def _is_box(cover: Cover, page: Bounds) -> bool:
    left, bottom, right, top = cover.bounds
    dark = cover.colour is not None and cover.colour[3] > 250 and luminance(cover.colour) < _DARK
    large = right - left >= _WIDE and top - bottom >= _HIGH
    within = overlap(page, cover.bounds) < _KNOWN < overlap(cover.bounds, page)
    return cover.solid and dark and large and within and cover.corners <= _CORNERS


def _is_pattern(letters: list[Glyph], scene: Scene) -> bool:
    """Whether there is as much to see between the lines as in them."""
    empty = median(range_in(scene, box) for box in _leads(letters, scene.drawing))
    return median(range_in(scene, scene.drawing.box(each.bounds)) for each in letters) < _NOISE * empty


def _upon_text(glyph: Glyph, scene: Scene) -> bool:
    return share(scene.all, pixels(scene.drawing.box(glyph.bounds), scene.drawing)) >= INK


def _known(found: list[Glyph], letters: list[Glyph]) -> bool:
    """Whether most of the words of these letters are shown on the page too."""
    chosen = {id(glyph) for glyph in letters}
    shown = _words(glyph.char if glyph.fate is Fate.SHOWN else " " for glyph in found)
    words = _words(glyph.char if id(glyph) in chosen else " " for glyph in found)
    return len(words & shown) >= _KNOWN * len(words)


def _words(chars: Iterator[str]) -> set[str]:
    return set("".join(char if char.isalnum() else " " for char in chars).casefold().split())


def believe_scans(found: list[Glyph], doubtful: list[Glyph], scene: Scene) -> None:
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
            if range_in(scene, scene.drawing.box(glyph.bounds)) > FLAT:
                glyph.fate = Fate.SHOWN


def _looks_like_words(found: list[Glyph], below: list[Glyph], scene: Scene) -> bool:
    letters = median(range_in(scene, scene.drawing.box(glyph.bounds)) for glyph in below)
    beside = [range_in(scene, box) for box in _gaps(found, scene.drawing)]
    under = [range_in(scene, box) for box in _leads(below, scene.drawing)]
    return any(len(empty) >= _GAPS and letters > 2 * median(empty) + FLAT for empty in (beside, under))


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
