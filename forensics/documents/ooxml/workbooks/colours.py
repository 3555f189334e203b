"""Colours of cells as red, green and blue: from RGB, the palette or the theme, lightened or darkened.

ECMA-376 part 1, 18.8.19 (tint), 18.8.27 (palette), 20.1.6.2 (theme).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forensics.documents.colours import BLACK, RGB, WHITE, lightened, rgb
from forensics.documents.limits import Limits
from forensics.documents.ooxml import shades
from forensics.documents.package import Package

__all__ = ["AUTOMATIC", "Colour", "Palette", "palette_colour", "standard", "theme_colours"]

_BASIC = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
_MORE = (
    "800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080",
    "9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF",
    "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF",
    "00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99",
    "3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696",
    "003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333",
)  # fmt: skip
_FOREGROUND, _BACKGROUND = 64, 65
#: Of the theme, where numbers 0 to 3 are light 1, dark 1, light 2, dark 2, and the file has the dark ones first.
_SLOTS = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
          "folHlink")  # fmt: skip
_OFFICE = ("FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646", "0000FF",
           "800080")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Colour:
    """As a style names it."""

    kind: str  # "auto", "rgb", "indexed", "theme"
    number: int = 0
    code: str = ""  # AARRGGBB, for "rgb"
    tint: float = 0.0


AUTOMATIC = Colour("auto")


@dataclass(frozen=True, slots=True)
class Palette:
    """What the colours of a workbook are to be looked up in."""

    theme: Sequence[RGB]
    indexed: Sequence[RGB]
    automatic: RGB | None  # of text without a colour; None: whatever can be read on its ground


def standard() -> list[RGB]:
    """The palette of a workbook that brings none of its own."""
    codes = (*_BASIC, *_BASIC, *_MORE)
    return [found for code in codes if (found := rgb(code)) is not None]


def palette_colour(colour: Colour, palette: Palette) -> RGB | None:
    """What the colour looks like; None where that is not known."""
    found = _untinted(colour, palette)
    return found if found is None or not colour.tint else _tinted(found, colour.tint)


def _untinted(colour: Colour, palette: Palette) -> RGB | None:
    if colour.kind == "rgb":
        return rgb(colour.code)
    if colour.kind == "theme":
        return palette.theme[colour.number] if 0 <= colour.number < len(palette.theme) else None
    if colour.kind == "indexed" and colour.number not in (_FOREGROUND, _BACKGROUND):
        return palette.indexed[colour.number] if 0 <= colour.number < len(palette.indexed) else None
    return WHITE if colour.number == _BACKGROUND else palette.automatic


def _tinted(colour: RGB, tint: float) -> RGB:
    tint = max(-1.0, min(1.0, tint))
    return lightened(colour, factor=1 - abs(tint), offset=max(tint, 0))


def theme_colours(package: Package, part: str, limits: Limits) -> list[RGB]:
    """The colours of a theme by the numbers that styles use; those of Office where there is no such part."""
    found = shades.theme_colours(package, part, limits)
    return [rgb(found.get(slot, code)) or BLACK for slot, code in zip(_SLOTS, _OFFICE, strict=True)]
