"""The texts of a page as its stream draws them, and which of them could be unseen without anything over them."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdf  # type: ignore[import-untyped]

from forensics.documents.pdf.geometry import Bounds, Matrix, growth
from forensics.documents.pdf.painted import Colour, bounds_of, clipped, colour_of, luminance, matrix_of

__all__ = ["TextObject", "mark_text", "marks_of", "own_doubt", "text_object"]

_INVISIBLE, _CLIP = 3, 7
_PLAIN = (0, 2)  # filled, filled and stroked
_NAME = 256
_THIN = 2.5  # points
_END = 2  # bytes after a text


@dataclass(slots=True)
class TextObject:
    """One run of text as the page's stream has it."""

    handle: Any
    order: int
    bounds: Bounds  # of one in a form XObject: in the form's coordinates
    mode: int  # ISO 32000-2 table 104; 3 is invisible
    colour: Colour | None  # None: no plain colour
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
    def type_size(self) -> float:
        """As the stream has it, whatever moves it."""
        size = ctypes.c_float()
        pdf.FPDFTextObj_GetFontSize(self.handle, size)
        return abs(size.value)

    @property
    def size(self) -> float:
        """Of its type, in points on the page."""
        return self.type_size * growth(matrix_of(self.handle)) * growth(self.matrix)


def text_object(handle: Any, order: int, matrix: Matrix) -> TextObject:  # noqa: ANN401 - a pointer of ctypes
    """What PDFium says of a text."""
    return TextObject(
        handle,
        order,
        bounds_of(handle),
        pdf.FPDFTextObj_GetTextRenderMode(handle),
        colour_of(handle),
        _layered(handle),
        matrix,
        _font(handle),
    )


def own_doubt(text: TextObject) -> bool:
    """Whether it could be unseen without anything over it."""
    clear = text.mode in _PLAIN and text.colour is not None and not text.pale and text.colour[3] > 200
    left, bottom, right, top = text.bounds
    return (
        not clear
        or text.layered
        or (min(right - left, top - bottom) < _THIN and text.size < 4)
        or bool(pdf.FPDFPageObj_HasTransparency(text.handle))
        or clipped(text.handle, text.bounds)
    )


def _font(handle: Any) -> str:  # noqa: ANN401
    name = ctypes.create_string_buffer(_NAME)
    size = pdf.FPDFFont_GetBaseFontName(pdf.FPDFTextObj_GetFont(handle), name, _NAME)
    return name.value.decode("utf-8", "replace") if 0 < size <= _NAME else ""


def _layered(handle: Any) -> bool:  # noqa: ANN401
    """Whether its content is optional (ISO 32000-2 section 8.11.3.2): in a sequence marked as OC."""
    return any(_mark_name(mark) == "OC" for mark in marks_of(handle))


def marks_of(handle: Any) -> list[Any]:  # noqa: ANN401
    """The marked sequences in which it is drawn."""
    return [pdf.FPDFPageObj_GetMark(handle, number) for number in range(pdf.FPDFPageObj_CountMarks(handle))]


def _mark_name(mark: Any) -> str:  # noqa: ANN401
    name, size = (ctypes.c_ushort * 8)(), ctypes.c_ulong()
    done = pdf.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size)
    return bytes(name)[: max(0, size.value - 2)].decode("utf-16-le", "replace") if done else ""


def mark_text(mark: Any, key: bytes) -> str:  # noqa: ANN401
    """The text that a mark has under a key; empty where it has none."""
    size = ctypes.c_ulong()
    if not pdf.FPDFPageObjMark_GetParamStringValue(mark, key, None, 0, size) or size.value <= _END:
        return ""
    letters = (ctypes.c_ushort * (size.value // 2))()
    pdf.FPDFPageObjMark_GetParamStringValue(mark, key, letters, size.value, size)
    return bytes(letters)[:-_END].decode("utf-16-le", "replace")
