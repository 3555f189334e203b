"""What the format of a cell does to what is in it: how a number is written, and whether anybody sees it.

MS-XLS 2.4.353.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from forensics.documents.colours import BLACK, RGB, WHITE, alike
from forensics.documents.concealed import Drawn
from forensics.documents.numbers import GENERAL, Format, format_of

__all__ = ["Style", "Styles"]

#: Numbers of colours that the system sets, in place of the palette: of text and of what it stands on.
_TEXTS, _GROUNDS = (64, 0x7FFF), (65,)
_SOLID = 1
_TINY = 2.0
_TWIPS = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell needs to know of its format."""

    shown: Format
    font: int
    ground: RGB | None  # None: a pattern, from which text always differs


class Styles:
    """Those of a workbook, as xlrd has read them."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlrd tells no types
        self._colours: Mapping[int, RGB | None] = book.colour_map
        self._fonts: Sequence[Any] = book.font_list
        self._book = book
        self._drawn: dict[tuple[int, RGB | None], Drawn] = {}

    @cached_property
    def _styles(self) -> list[Style]:
        return [self._style(xf) for xf in self._book.xf_list]

    def _style(self, xf: Any) -> Style:  # noqa: ANN401
        known = self._book.format_map.get(xf.format_key)
        shown = format_of(0, known.format_str) if known is not None and known.format_str else GENERAL
        back = xf.background
        ground = (
            WHITE if not back.fill_pattern
            else self._colour(back.pattern_colour_index, WHITE) if back.fill_pattern == _SOLID
            else None
        )  # fmt: skip
        return Style(shown, xf.font_index, ground)

    def _colour(self, number: int, default: RGB) -> RGB:
        if number in _TEXTS:
            return BLACK
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

    def _of_font(self, number: int, ground: RGB | None) -> Drawn:
        found = self._drawn.get((number, ground))
        if found is None:
            found = self._drawn[number, ground] = self._made(number, ground)
        return found

    def _made(self, number: int, ground: RGB | None) -> Drawn:
        if not 0 <= number < len(self._fonts):
            return Drawn.SEEN
        font = self._fonts[number]
        colour = self._colour(font.colour_index, BLACK if font.colour_index not in _GROUNDS else WHITE)
        if alike(colour, ground):
            return Drawn.COLOUR
        return Drawn.TINY if 0 < font.height <= _TINY * _TWIPS else Drawn.SEEN
