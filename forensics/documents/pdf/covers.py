"""Whatever of a page could hide its text: pictures, paths, shadings, annotations."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdf  # type: ignore[import-untyped]

from forensics.documents.pdf.geometry import IDENTITY, Bounds, Matrix, moved
from forensics.documents.pdf.painted import Colour, bounds_of, colour_of, edges

__all__ = ["ABOVE_ALL", "Cover", "annotation_covers", "cover_of"]

#: Annotations are drawn after the page.
ABOVE_ALL = 1 << 60
_MOST = 200_000
_SHOWS_NOTHING = (2, 16)  # annotations: Link, Popup
_THICK = 3  # points


@dataclass(slots=True)
class Cover:
    """Anything drawn that is no text."""

    order: int
    bounds: Bounds
    picture: bool
    colour: Colour | None  # of a filled path
    solid: bool  # filled, or a stroke that is thick
    handle: Any = None  # None: an annotation
    matrix: Matrix = IDENTITY

    @property
    def corners(self) -> int:
        """Of a path, the points that make it; of an annotation none."""
        return 0 if self.handle is None else int(pdf.FPDFPath_CountSegments(self.handle))

    def seen(self) -> Bounds:
        """What the edges leave of it, as far as they are boxes."""
        return self.bounds if self.handle is None else edges(self.handle, self.bounds, self.matrix)


def cover_of(handle: Any, kind: int, order: int, matrix: Matrix) -> Cover:  # noqa: ANN401 - a pointer of ctypes
    """What PDFium says of an object that is no text."""
    bounds = moved(bounds_of(handle), matrix)
    if kind != pdf.FPDF_PAGEOBJ_PATH:
        return Cover(order, bounds, kind == pdf.FPDF_PAGEOBJ_IMAGE, None, True, handle, matrix)
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdf.FPDFPath_GetDrawMode(handle, fill, stroke)
    pdf.FPDFPageObj_GetStrokeWidth(handle, width)
    solid = bool(fill.value) or (bool(stroke.value) and width.value >= _THICK)
    colour = colour_of(handle) if fill.value and not stroke.value else None
    return Cover(order, bounds, False, colour, solid, handle, matrix)


def annotation_covers(page: pdfium.PdfPage) -> Iterator[Cover]:
    """Those that draw something over the page."""
    for number in range(min(pdf.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdf.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        place = pdf.FS_RECTF()
        if pdf.FPDFAnnot_GetSubtype(annotation) not in _SHOWS_NOTHING and pdf.FPDFAnnot_GetRect(annotation, place):
            ys = sorted((place.bottom, place.top))
            yield Cover(ABOVE_ALL, (place.left, ys[0], place.right, ys[1]), False, _interior(annotation), solid=True)
        pdf.FPDFPage_CloseAnnot(annotation)


def _interior(annotation: Any) -> Colour | None:  # noqa: ANN401
    parts = tuple(ctypes.c_uint() for _ in range(4))
    if not pdf.FPDFAnnot_GetColor(annotation, pdf.FPDFANNOT_COLORTYPE_InteriorColor, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha
