"""A page as it is drawn, and what its text changes on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PIL import Image, ImageStat

from forensics.documents.pdf.drawing import Box, Drawing, Ink, changed, drawing_of, drawn, share, spread, without
from forensics.documents.pdf.geometry import Bounds
from forensics.documents.pdf.survey import Survey

__all__ = ["FLAT", "INK", "Scene", "blends", "pixels", "range_in", "scene_of"]

#: Of 255: what a box without anything in it may vary by.
FLAT = 12
#: Share of a letter's box that its removal changes.
INK = 0.04
_LOST = 0.2  # of a letter's box
_MOTLEY = 50  # of 255


@dataclass(frozen=True, slots=True)
class Scene:
    """A page as it is drawn, and what its text changes on it."""

    drawing: Drawing
    grey: Image.Image
    pale: Image.Image | None  # what the white text changes
    all: Image.Image  # what all text changes
    bare: Image.Image | None  # the page without its text, where that may have the pattern of its ground
    survey: Survey
    page: Bounds
    media: Bounds
    redactions: Sequence[Bounds]


def scene_of(page: pdfium.PdfPage, survey: Survey, redactions: Sequence[Bounds], ink: Ink) -> Scene:
    """The page, drawn with and without its text."""
    drawing = drawing_of(page)
    picture = drawn(page, drawing, ink)
    texts = [text for text in survey.texts.values() if not text.undrawn]
    pale = [text for text in texts if text.pale]
    bare = without(page, drawing, ink, texts)
    return Scene(
        drawing,
        _grey(picture),
        changed(picture, without(page, drawing, ink, pale)) if pale and len(pale) < len(texts) else None,
        changed(picture, bare),
        _grey(bare) if survey.is_patterned else None,
        survey,
        page.get_bbox(),
        page.get_mediabox(),
        redactions,
    )


def _grey(picture: Image.Image) -> Image.Image:
    return picture if picture.mode == "L" else picture.convert("L")


def blends(scene: Scene, box: Box) -> bool:
    """Whether a letter is lost in a pattern: it changes few of its pixels, and does not make the place darker."""
    if scene.bare is None or share(scene.all, box) > _LOST:
        return False
    darkest, brightest = spread(scene.bare, box)
    means = [ImageStat.Stat(picture.crop(box)).mean[0] for picture in (scene.bare, scene.grey)]
    return brightest - darkest > _MOTLEY and abs(means[0] - means[1]) < FLAT


def pixels(box: tuple[float, ...], drawing: Drawing) -> Box:
    """The whole pixels of a box, as far as they are on the page."""
    return (
        max(0, floor(box[0])),
        max(0, floor(box[1])),
        min(drawing.width, ceil(box[2])),
        min(drawing.height, ceil(box[3])),
    )


def range_in(scene: Scene, box: tuple[float, ...]) -> int:
    """By how much its darkest and brightest pixel differ."""
    darkest, brightest = spread(scene.grey, pixels(box, scene.drawing))
    return brightest - darkest
