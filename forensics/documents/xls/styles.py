"""What the format of a cell does to what is in it: how a number is written, and whether anybody sees it.

MS-XLS 2.4.353.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from forensics.documents.concealed import Drawn
from forensics.documents.numbers import GENERAL, Format, format_of

__all__ = ["Style", "Styles"]

_RGB: TypeAlias = tuple[int, int, int]
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
#: Numbers of colours that the system sets, in place of the palette: of text and of what it stands on.
_TEXTS, _GROUNDS = (64, 0x7FFF), (65,)
_SOLID = 1
#: Of 255 in each channel, as in every other spreadsheet.
_NEAR = 12
_TINY = 2.0
_TWIPS = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell needs to know of its format."""

    shown: Format
    font: int
    ground: _RGB | None  # None: a pattern, from which text always differs


class Styles:
    """Those of a workbook, as xlrd has read them."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlrd tells no types
        self._colours: Mapping[int, _RGB | None] = book.colour_map
        self._fonts: Sequence[Any] = book.font_list
        self._book = book
        self._drawn: dict[tuple[int, _RGB | None], Drawn] = {}

    @cached_property
    def _styles(self) -> list[Style]:
        return [self._style(xf) for xf in self._book.xf_list]

    def _style(self, xf: Any) -> Style:  # noqa: ANN401
        known = self._book.format_map.get(xf.format_key)
        shown = format_of(0, known.format_str) if known is not None and known.format_str else GENERAL
        back = xf.background
        ground = (
            _WHITE if not back.fill_pattern
            else self._colour(back.pattern_colour_index, _WHITE) if back.fill_pattern == _SOLID
            else None
        )  # fmt: skip
        return Style(shown, xf.font_index, ground)

    def _colour(self, number: int, default: _RGB) -> _RGB:
        if number in _TEXTS:
            return _BLACK
        return default if number in _GROUNDS else self._colours.get(number) or default

    def style(self, number: int) -> Style | None:
        """That with the number; None where there is none."""
        return self._styles[number] if 0 <= number < len(self._styles) else None

    def drawn(self, style: Style, runs: Sequence[Sequence[int]]) -> Drawn:
        """Why nobody sees text in it; `runs` are the places from which text has another font, and its number."""
        fonts = [number for _, number in runs]
        if not runs or runs[0][0] > 0:
            fonts.append(style.font)
        return min(self._of_font(font, style.ground) for font in fonts)

    def _of_font(self, number: int, ground: _RGB | None) -> Drawn:
        found = self._drawn.get((number, ground))
        if found is None:
            found = self._drawn[number, ground] = self._made(number, ground)
        return found

    def _made(self, number: int, ground: _RGB | None) -> Drawn:
        if not 0 <= number < len(self._fonts):
            return Drawn.SEEN
        font = self._fonts[number]
        colour = self._colour(font.colour_index, _BLACK if font.colour_index not in _GROUNDS else _WHITE)
        if ground is not None and max(abs(one - other) for one, other in zip(colour, ground, strict=True)) <= _NEAR:
            return Drawn.COLOUR
        return Drawn.TINY if 0 < font.height <= _TINY * _TWIPS else Drawn.SEEN
