"""Pictures of a page, to see what becomes of its text: drawn as it is, and drawn without some of its text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from typing import TypeAlias

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdf  # type: ignore[import-untyped]
from PIL import Image, ImageChops

from forensics.documents.pdf.geometry import Bounds
from forensics.documents.pdf.texts import TextObject

__all__ = ["LEAST_SCALE", "Box", "Drawing", "Ink", "changed", "drawing_of", "drawn", "share", "spread", "without"]

#: Left, top, right, bottom in pixels.
Box: TypeAlias = tuple[int, int, int, int]
_SCALE = 2.0  # pixels for a point
_PIXELS = 12_000_000
#: Below this scale a letter of ten points is a smear.
LEAST_SCALE = 0.5
_DIFFERENT = 12  # of 255
_MARKED = [255 if value > _DIFFERENT else 0 for value in range(256)]


class Ink(Enum):
    """Grey is quick; two colours can be equally grey."""

    GREY = "L"
    COLOUR = "RGB"

    @property
    def mode(self) -> str:
        """Pillow's name for it."""
        return self.value

    @property
    def options(self) -> dict[str, bool]:
        """As PDFium is asked for it."""
        return {"grayscale": True} if self is Ink.GREY else {"prefer_bgrx": True, "rev_byteorder": True}


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a page is mapped to pixels."""

    width: int
    height: int
    scale: float
    matrix: tuple[float, float, float, float, float, float]

    @property
    def size(self) -> tuple[int, int]:
        """In pixels."""
        return self.width, self.height

    def box(self, bounds: Bounds) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in pixels, of which parts may lie outside."""
        a, b, c, d, e, f = self.matrix
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in bounds[::2] for y in bounds[1::2]]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


def drawing_of(page: pdfium.PdfPage) -> Drawing:
    """At twice the size of print, or smaller where the page is very large."""
    width, height = page.get_size()
    scale = min(_SCALE, (_PIXELS / max(width * height, 1.0)) ** 0.5)
    pixels = max(1, round(width * scale)), max(1, round(height * scale))
    origin, right, up = (_device(page, pixels, *point) for point in ((0, 0), (1000, 0), (0, 1000)))
    matrix = (
        (right[0] - origin[0]) / 1000,
        (right[1] - origin[1]) / 1000,
        (up[0] - origin[0]) / 1000,
        (up[1] - origin[1]) / 1000,
        *origin,
    )
    return Drawing(*pixels, scale, matrix)


def _device(page: pdfium.PdfPage, pixels: tuple[int, int], x: float, y: float) -> tuple[float, float]:
    """PDFium's place for a point, asked on a canvas 64 times as large, for it answers in whole pixels."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdf.FPDF_PageToDevice(page, 0, 0, pixels[0] * 64, pixels[1] * 64, 0, x, y, across, down)
    return across.value / 64, down.value / 64


def drawn(page: pdfium.PdfPage, drawing: Drawing, ink: Ink) -> Image.Image:
    """The page as a viewer shows it, with annotations and fields."""
    bitmap = page.render(scale=drawing.scale, may_draw_forms=True, **ink.options)
    try:
        picture: Image.Image = bitmap.to_pil()
        # Either is a copy: the memory of the bitmap ends here.
        own = picture.copy() if picture.mode == ink.mode else picture.convert(ink.mode)
    finally:
        bitmap.close()
    return own if own.size == drawing.size else own.crop((0, 0, *drawing.size))


def without(page: pdfium.PdfPage, drawing: Drawing, ink: Ink, texts: Iterable[TextObject]) -> Image.Image:
    """The page as if it did not have these texts."""
    texts = list(texts)
    for text in texts:
        pdf.FPDFPageObj_SetIsActive(text.handle, False)
    try:
        return drawn(page, drawing, ink)
    finally:
        for text in texts:
            pdf.FPDFPageObj_SetIsActive(text.handle, True)


def changed(picture: Image.Image, other: Image.Image) -> Image.Image:
    """White where both differ so that an eye could see it, black elsewhere."""
    bands = ImageChops.difference(picture, other).split()
    return reduce(ImageChops.lighter, bands).point(_MARKED)


def share(mask: Image.Image, box: Box) -> float:
    """Which part of a box is white."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    return mask.crop(box).histogram()[255] / area if area > 0 else 0.0


def spread(grey: Image.Image, box: Box) -> tuple[int, int]:
    """Darkest and brightest in a box; where it is not within the picture, neither differs."""
    if box[0] >= box[2] or box[1] >= box[3]:
        return 255, 255
    darkest, brightest = grey.crop(box).getextrema()
    return int(darkest), int(brightest)  # type: ignore[arg-type]  # of one band: numbers
