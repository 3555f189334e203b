"""What PDFium says of one object of a page: where it is, how it is moved and painted, and what cuts it off."""

from __future__ import annotations

import ctypes
from typing import Any, TypeAlias

import pypdfium2.raw as pdf  # type: ignore[import-untyped]

from forensics.documents.pdf.geometry import Bounds, Matrix, around, moved

__all__ = ["Colour", "bounds_of", "clipped", "colour_of", "edges", "luminance", "matrix_of"]

#: Red, green, blue and how much of what lies below it hides, each 0 to 255.
Colour: TypeAlias = tuple[int, int, int, int]


def bounds_of(handle: Any) -> Bounds:  # noqa: ANN401 - a pointer of ctypes
    """Its box, in the coordinates of the page or of the form in which it lies."""
    box = tuple(ctypes.c_float() for _ in range(4))
    pdf.FPDFPageObj_GetBounds(handle, *box)
    left, bottom, right, top = (edge.value for edge in box)
    return left, bottom, right, top


def matrix_of(handle: Any) -> Matrix:  # noqa: ANN401
    """How it is moved."""
    found = pdf.FS_MATRIX()
    pdf.FPDFPageObj_GetMatrix(handle, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def colour_of(handle: Any) -> Colour | None:  # noqa: ANN401
    """What it is filled with; None: no plain colour."""
    parts = tuple(ctypes.c_uint() for _ in range(4))
    if not pdf.FPDFPageObj_GetFillColor(handle, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def luminance(colour: tuple[int, ...]) -> float:
    """How bright a colour is, 0 to 255."""
    red, green, blue = colour[:3]
    return 0.299 * red + 0.587 * green + 0.114 * blue


def clipped(handle: Any, bounds: Bounds) -> bool:  # noqa: ANN401
    """Whether an edge may cut it off: any that is no rectangle around it."""
    path = pdf.FPDFPageObj_GetClipPath(handle)
    count = pdf.FPDFClipPath_CountPaths(path)
    return count == 0 or (count > 0 and not all(_surrounds(path, number, bounds) for number in range(count)))


def edges(handle: Any, bounds: Bounds, matrix: Matrix) -> Bounds:  # noqa: ANN401
    """What its edges leave of a box, as far as they are boxes."""
    path = pdf.FPDFPageObj_GetClipPath(handle)
    count = pdf.FPDFClipPath_CountPaths(path) if path else -1
    if count == 0:  # edges that are letters
        return 0.0, 0.0, 0.0, 0.0
    for number in range(count):
        points = _points(path, number)
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            edge = moved((min(xs), min(ys), max(xs), max(ys)), matrix)
            bounds = (*map(max, bounds[:2], edge[:2]), *map(min, bounds[2:], edge[2:]))  # type: ignore[assignment]
    return bounds


def _surrounds(path: Any, number: int, bounds: Bounds) -> bool:  # noqa: ANN401
    if not 4 <= pdf.FPDFClipPath_CountPathSegments(path, number) <= 5:
        return False
    points = _points(path, number)
    xs, ys = sorted({round(x, 1) for x, _ in points}), sorted({round(y, 1) for _, y in points})
    if len(xs) != 2 or len(ys) != 2:
        return False
    return around((xs[0], ys[0], xs[1], ys[1]), bounds)


def _points(path: Any, number: int) -> list[tuple[float, float]]:  # noqa: ANN401
    count = pdf.FPDFClipPath_CountPathSegments(path, number)
    return [_point(pdf.FPDFClipPath_GetPathSegment(path, number, place)) for place in range(count)]


def _point(segment: Any) -> tuple[float, float]:  # noqa: ANN401
    x, y = ctypes.c_float(), ctypes.c_float()
    pdf.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value
