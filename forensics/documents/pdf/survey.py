"""What a page draws, in its order: which text something could hide, and what could hide it.

Text that has nothing over it, its own clear colour, and lies within the page is shown, and needs no picture of the
page to prove it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, TypeAlias

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdf  # type: ignore[import-untyped]

__all__ = ["ABOVE_ALL", "Bounds", "Cover", "Survey", "TextObject", "around", "luminance", "overlap", "survey"]

#: Left, bottom, right, top in the coordinates of the page.
Bounds: TypeAlias = tuple[float, float, float, float]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]
#: Annotations are drawn after the page.
ABOVE_ALL = 1 << 60
_INVISIBLE, _CLIP = 3, 7
_PLAIN = (0, 2)  # filled, filled and stroked
_BAND = 24  # points: objects are compared with what lies at the same height
_BANDS = 8
_TALLEST = 40  # bands of a text that is compared at all
_FAR = 1e6
_LINE = 1.5  # points
_LINES = 4
_NAME = 256
_DEEP = 12  # forms within forms
_OBJECTS = 200_000
_SHOWS_NOTHING = (2, 16)  # annotations: Link, Popup
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class TextObject:
    """One run of text as the page's stream has it."""

    handle: Any
    order: int
    bounds: Bounds  # of one in a form XObject: in the form's coordinates
    mode: int  # ISO 32000-2 table 104; 3 is invisible
    colour: tuple[int, int, int, int] | None  # None: no plain colour
    layered: bool
    matrix: Matrix  # of the form
    font: str  # its name, with the letters that mark a subset; empty where it has none
    doubtful: bool = True

    @property
    def undrawn(self) -> bool:
        """Drawn by nothing of its own: invisible, or only an edge for what is painted later."""
        return self.mode in {_INVISIBLE, _CLIP}

    @property
    def pale(self) -> bool:
        """To be drawn in white or nearly, or hardly at all."""
        return self.colour is not None and (luminance(self.colour) > 215 or self.colour[3] < 60)

    @property
    def size(self) -> float:
        """Of its type, in points on the page."""
        size = ctypes.c_float()
        pdf.FPDFTextObj_GetFontSize(self.handle, size)
        return abs(size.value) * _growth(_matrix(self.handle)) * _growth(self.matrix)


def _growth(matrix: Matrix) -> float:
    a, b, c, d, _, _ = matrix
    return float(abs(a * d - b * c) ** 0.5)


@dataclass(slots=True)
class Cover:
    """Anything drawn that is no text."""

    order: int
    bounds: Bounds
    picture: bool
    colour: tuple[int, int, int, int] | None  # of a filled path
    solid: bool  # filled, or a stroke that is thick
    handle: Any = None  # None: an annotation
    matrix: Matrix = (1, 0, 0, 1, 0, 0)

    @property
    def corners(self) -> int:
        """Of a path, the points that make it; of an annotation none."""
        return 0 if self.handle is None else int(pdf.FPDFPath_CountSegments(self.handle))

    def seen(self) -> Bounds:
        """What the edges leave of it, as far as they are boxes."""
        bounds = self.bounds
        path = pdf.FPDFPageObj_GetClipPath(self.handle) if self.handle is not None else None
        count = pdf.FPDFClipPath_CountPaths(path) if path else -1
        if count == 0:  # edges that are letters
            return 0.0, 0.0, 0.0, 0.0
        for number in range(count):
            points = _points(path, number)
            if points:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                edge = _moved((min(xs), min(ys), max(xs), max(ys)), self.matrix)
                bounds = (*map(max, bounds[:2], edge[:2]), *map(min, bounds[2:], edge[2:]))  # type: ignore[assignment]
        return bounds


@dataclass(slots=True)
class Survey:
    """The objects of one page by the order in which they are drawn."""

    texts: dict[int, TextObject]  # by the address of PDFium's object
    covers: list[Cover]
    complete: bool = True  # not: too many objects, or forms within too many others

    @property
    def doubtful(self) -> bool:
        """Whether any text could be hidden."""
        return any(text.doubtful for text in self.texts.values())


def survey(page: pdfium.PdfPage, proved: AbstractSet[str]) -> Survey:
    """All text and covers of a page, nested forms included. `proved` are the fonts that were seen to draw letters."""
    found = Survey({}, [], complete=pdf.FPDFPage_CountObjects(page) <= _OBJECTS)
    if not found.complete:
        return found
    for order, (handle, kind, matrix, depth) in enumerate(_objects(page)):
        found.complete &= order < _OBJECTS - 1
        if kind == pdf.FPDF_PAGEOBJ_TEXT:
            text = _text(handle, order, matrix)
            text.doubtful = matrix is not _IDENTITY or text.font not in proved or _own_doubt(text)
            found.texts[ctypes.addressof(handle.contents)] = text
        elif kind == pdf.FPDF_PAGEOBJ_FORM:
            found.complete &= depth < _DEEP
        else:
            found.covers.append(_cover(handle, kind, order, matrix))
    found.covers += _annotations(page)
    _compare(found, page.get_bbox())
    return found


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Any, int, Matrix, int]]:
    """Handle, kind, matrix of the form in which each object lies, and within how many forms."""
    stack = [(pdf.FPDFPage_GetObject, page.raw, 0, pdf.FPDFPage_CountObjects(page), _IDENTITY)]
    for _ in range(_OBJECTS):
        while stack and stack[-1][2] >= stack[-1][3]:
            stack.pop()
        if not stack:
            return
        get, holder, place, count, matrix = stack.pop()
        stack.append((get, holder, place + 1, count, matrix))
        handle = get(holder, place)
        kind = pdf.FPDFPageObj_GetType(handle)
        yield handle, kind, matrix, len(stack)
        if kind == pdf.FPDF_PAGEOBJ_FORM and len(stack) < _DEEP:
            inner = _within(_matrix(handle), matrix)
            stack.append((pdf.FPDFFormObj_GetObject, handle, 0, pdf.FPDFFormObj_CountObjects(handle), inner))


def _matrix(handle: Any) -> Matrix:  # noqa: ANN401 - a pointer of ctypes
    found = pdf.FS_MATRIX()
    pdf.FPDFPageObj_GetMatrix(handle, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _within(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _text(handle: Any, order: int, matrix: Matrix) -> TextObject:  # noqa: ANN401
    return TextObject(
        handle,
        order,
        _bounds(handle),
        pdf.FPDFTextObj_GetTextRenderMode(handle),
        _colour(handle),
        _layered(handle),
        matrix,
        _font(handle),
    )


def _bounds(handle: Any) -> Bounds:  # noqa: ANN401
    edges = tuple(ctypes.c_float() for _ in range(4))
    pdf.FPDFPageObj_GetBounds(handle, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top


def _colour(handle: Any) -> tuple[int, int, int, int] | None:  # noqa: ANN401
    parts = tuple(ctypes.c_uint() for _ in range(4))
    if not pdf.FPDFPageObj_GetFillColor(handle, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def luminance(colour: tuple[int, ...]) -> float:
    """How bright a colour is, 0 to 255."""
    red, green, blue = colour[:3]
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _font(handle: Any) -> str:  # noqa: ANN401
    name = ctypes.create_string_buffer(_NAME)
    size = pdf.FPDFFont_GetBaseFontName(pdf.FPDFTextObj_GetFont(handle), name, _NAME)
    return name.value.decode("utf-8", "replace") if 0 < size <= _NAME else ""


def _layered(handle: Any) -> bool:  # noqa: ANN401
    """Whether its content is optional (ISO 32000-2 section 8.11.3.2): in a sequence marked as OC."""
    return any(
        _mark_name(pdf.FPDFPageObj_GetMark(handle, number)) == "OC"
        for number in range(pdf.FPDFPageObj_CountMarks(handle))
    )


def _mark_name(mark: Any) -> str:  # noqa: ANN401
    name, size = (ctypes.c_ushort * 8)(), ctypes.c_ulong()
    done = pdf.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size)
    return bytes(name)[: max(0, size.value - 2)].decode("utf-16-le", "replace") if done else ""


def _own_doubt(text: TextObject) -> bool:
    """Whether it could be unseen without anything over it."""
    clear = text.mode in _PLAIN and text.colour is not None and not text.pale and text.colour[3] > 200
    return (
        not clear
        or text.layered
        or (text.bounds[3] - text.bounds[1] < 2.5 and text.size < 4)
        or bool(pdf.FPDFPageObj_HasTransparency(text.handle))
        or _clipped(text)
    )


def _clipped(text: TextObject) -> bool:
    """Whether an edge may cut it off: any that is no rectangle around it."""
    path = pdf.FPDFPageObj_GetClipPath(text.handle)
    count = pdf.FPDFClipPath_CountPaths(path)
    return count == 0 or (count > 0 and not all(_surrounds(path, number, text.bounds) for number in range(count)))


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


def around(outer: Bounds, inner: Bounds) -> bool:
    """Whether one holds the other, but for one point at its edges."""
    return (
        outer[0] - 1 <= inner[0] and outer[1] - 1 <= inner[1] and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    )


def _point(segment: Any) -> tuple[float, float]:  # noqa: ANN401
    x, y = ctypes.c_float(), ctypes.c_float()
    pdf.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def _cover(handle: Any, kind: int, order: int, matrix: Matrix) -> Cover:  # noqa: ANN401
    bounds = _moved(_bounds(handle), matrix)
    if kind != pdf.FPDF_PAGEOBJ_PATH:
        return Cover(order, bounds, kind == pdf.FPDF_PAGEOBJ_IMAGE, None, True, handle, matrix)
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdf.FPDFPath_GetDrawMode(handle, fill, stroke)
    pdf.FPDFPageObj_GetStrokeWidth(handle, width)
    solid = bool(fill.value) or (bool(stroke.value) and width.value >= 3)
    colour = _colour(handle) if fill.value and not stroke.value else None
    return Cover(order, bounds, False, colour, solid, handle, matrix)


def _moved(bounds: Bounds, matrix: Matrix) -> Bounds:
    if matrix is _IDENTITY:
        return bounds
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in bounds[::2] for y in bounds[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _annotations(page: pdfium.PdfPage) -> Iterator[Cover]:
    """Those that draw something over the page."""
    for number in range(min(pdf.FPDFPage_GetAnnotCount(page), _OBJECTS)):
        annotation = pdf.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        place = pdf.FS_RECTF()
        if pdf.FPDFAnnot_GetSubtype(annotation) not in _SHOWS_NOTHING and pdf.FPDFAnnot_GetRect(annotation, place):
            ys = sorted((place.bottom, place.top))
            yield Cover(ABOVE_ALL, (place.left, ys[0], place.right, ys[1]), False, _interior(annotation), solid=True)
        pdf.FPDFPage_CloseAnnot(annotation)


def _interior(annotation: Any) -> tuple[int, int, int, int] | None:  # noqa: ANN401
    parts = tuple(ctypes.c_uint() for _ in range(4))
    if not pdf.FPDFAnnot_GetColor(annotation, pdf.FPDFANNOT_COLORTYPE_InteriorColor, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def overlap(bounds: Bounds, other: Bounds) -> float:
    """Which share of the first lies in the second."""
    width = min(bounds[2], other[2]) - max(bounds[0], other[0])
    height = min(bounds[3], other[3]) - max(bounds[1], other[1])
    area = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _compare(found: Survey, page: Bounds) -> None:
    """Doubt whatever leaves the page, lies under anything, or on something of nearly its own colour."""
    at_height, large = _by_height(found.covers)
    for text in found.texts.values():
        text.doubtful = text.doubtful or not around(page, text.bounds) or _crossed(text, at_height, large)


def _by_height(covers: list[Cover]) -> tuple[dict[int, list[Cover]], list[Cover]]:
    """Those that lie in each band of the page, and those that go over many."""
    at_height: dict[int, list[Cover]] = {}
    large = []
    for cover in covers:
        bands = _bands(cover.bounds)
        if len(bands) > _BANDS:
            large.append(cover)
            continue
        for band in bands:
            at_height.setdefault(band, []).append(cover)
    return at_height, large


def _bands(bounds: Bounds) -> range:
    return range(int(max(bounds[1], -_FAR) // _BAND), int(min(bounds[3], _FAR) // _BAND) + 1)


def _crossed(text: TextObject, at_height: dict[int, list[Cover]], large: list[Cover]) -> bool:
    bands = _bands(text.bounds)
    near = {id(cover): cover for band in bands[:_TALLEST] for cover in at_height.get(band, ())}
    hiding = [
        cover for cover in (*near.values(), *large) if _touches(text.bounds, cover.bounds) and _may_hide(text, cover)
    ]
    return len(bands) > _TALLEST or (bool(hiding) and not _thin(text, hiding))


def _thin(text: TextObject, covers: list[Cover]) -> bool:
    """Whether they are lines, too few to hide a letter: those of a table, below a link."""
    height = text.bounds[3] - text.bounds[1]
    heights = [cover.bounds[3] - cover.bounds[1] for cover in covers]
    upright = [cover.bounds[2] - cover.bounds[0] < _LINE for cover in covers]
    flat = sum(each for each, stands in zip(heights, upright, strict=True) if not stands)
    return sum(upright) <= _LINES and flat < 0.35 * height


def _touches(bounds: Bounds, other: Bounds) -> bool:
    return bounds[0] < other[2] and other[0] < bounds[2] and bounds[1] < other[3] and other[1] < bounds[3]


def _may_hide(text: TextObject, cover: Cover) -> bool:
    if cover.order > text.order or cover.colour is None or text.colour is None:
        return True
    return cover.colour[3] > 250 and abs(luminance(cover.colour) - luminance(text.colour)) < 60
