"""What a page draws, in its order: which text something could hide, and what could hide it.

Text that has nothing over it, its own clear colour, and lies within the page is shown, and needs no picture of the
page to prove it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdf  # type: ignore[import-untyped]

from forensics.documents.pdf.covers import Cover, annotation_covers, cover_of
from forensics.documents.pdf.geometry import IDENTITY, Bounds, Matrix, around, touches, within
from forensics.documents.pdf.painted import luminance, matrix_of
from forensics.documents.pdf.texts import TextObject, own_doubt, text_object

__all__ = ["Survey", "survey"]

_BAND = 24  # points: objects are compared with what lies at the same height
_BANDS = 8
_TALLEST = 40  # bands of a text that is compared at all
_FAR = 1e6
_LINE = 1.5  # points
_LINES = 4
_DEEP = 12  # forms within forms
_OBJECTS = 200_000


@dataclass(slots=True)
class Survey:
    """The objects of one page by the order in which they are drawn."""

    texts: dict[int, TextObject]  # by the address of PDFium's object
    covers: list[Cover]
    complete: bool = True  # not: too many objects, or forms within too many others
    count: int = 0  # of all objects
    is_patterned: bool = False  # whether text may have the pattern of its ground

    @property
    def doubtful(self) -> bool:
        """Whether any text could be hidden."""
        return any(text.doubtful for text in self.texts.values())


def survey(page: pdfium.PdfPage, proved: AbstractSet[str], *, is_patterned: bool = False) -> Survey:
    """All text and covers of a page, nested forms included. `proved` are the fonts that were seen to draw letters."""
    found = Survey({}, [], is_patterned=is_patterned, complete=pdf.FPDFPage_CountObjects(page) <= _OBJECTS)
    if not found.complete:
        return found
    for order, (handle, kind, matrix, depth) in enumerate(_objects(page)):
        found.complete &= order < _OBJECTS - 1
        found.count = order + 1
        if kind == pdf.FPDF_PAGEOBJ_TEXT:
            text = text_object(handle, order, matrix)
            text.doubtful = matrix is not IDENTITY or text.font not in proved or own_doubt(text)
            found.texts[ctypes.addressof(handle.contents)] = text
        elif kind == pdf.FPDF_PAGEOBJ_FORM:
            found.complete &= depth < _DEEP
        else:
            found.covers.append(cover_of(handle, kind, order, matrix))
    found.covers += annotation_covers(page)
    _compare(found, page.get_bbox())
    return found


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Any, int, Matrix, int]]:
    """Handle, kind, matrix of the form in which each object lies, and within how many forms."""
    stack = [(pdf.FPDFPage_GetObject, page.raw, 0, pdf.FPDFPage_CountObjects(page), IDENTITY)]
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
            inner = within(matrix_of(handle), matrix)
            stack.append((pdf.FPDFFormObj_GetObject, handle, 0, pdf.FPDFFormObj_CountObjects(handle), inner))


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
        cover for cover in (*near.values(), *large) if touches(text.bounds, cover.bounds) and _may_hide(text, cover)
    ]
    return len(bands) > _TALLEST or (bool(hiding) and not _thin(text, hiding))


def _thin(text: TextObject, covers: list[Cover]) -> bool:
    """Whether they are lines, too few to hide a letter: those of a table, below a link."""
    height = text.bounds[3] - text.bounds[1]
    heights = [cover.bounds[3] - cover.bounds[1] for cover in covers]
    upright = [cover.bounds[2] - cover.bounds[0] < _LINE for cover in covers]
    flat = sum(each for each, stands in zip(heights, upright, strict=True) if not stands)
    return sum(upright) <= _LINES and flat < 0.35 * height


def _may_hide(text: TextObject, cover: Cover) -> bool:
    if cover.order > text.order or cover.colour is None or text.colour is None:
        return True
    return cover.colour[3] > 250 and abs(luminance(cover.colour) - luminance(text.colour)) < 60
