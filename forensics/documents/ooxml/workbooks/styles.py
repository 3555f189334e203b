"""What the style of a cell does to what is in it: how a number is written, and whether anybody sees it.

ECMA-376 part 1, 18.8: a cell names a format (`cellXfs`), which names a number format, a font and a fill.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from forensics.documents.colours import RGB, WHITE, alike
from forensics.documents.concealed import Drawn
from forensics.documents.limits import Limits
from forensics.documents.markup import Element, Names, elements
from forensics.documents.numbers import GENERAL, Format, format_of
from forensics.documents.ooxml.workbooks.attributes import decimal_of, number_of
from forensics.documents.ooxml.workbooks.colours import AUTOMATIC, Colour, Palette, palette_colour, standard
from forensics.documents.ooxml.workbooks.names import SPREADSHEET
from forensics.documents.package import Package

__all__ = ["PLAIN", "Fill", "Font", "Sheetwide", "Style", "Xf", "colour_of", "made", "palette_of", "read"]

#: Points below which nobody reads a letter.
TINY = 2.0


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell needs to know of its style."""

    kind: str = ""  # of `numbers.Format`
    number: Drawn = Drawn.SEEN
    text: Drawn = Drawn.SEEN
    ground: RGB | None = WHITE  # None: of several colours, or not known


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Font:
    """Of a style, in points."""

    size: float = 11.0
    colour: Colour = AUTOMATIC


@dataclass(frozen=True, slots=True)
class Fill:
    """None: nothing fills the cell."""

    colour: Colour | None = None
    is_pattern: bool = False  # of two colours, which text always differs from


@dataclass(frozen=True, slots=True)
class Xf:
    """A format of cells, by numbers of its parts."""

    number: int = 0
    font: int = 0
    fill: int = 0


@dataclass(slots=True)
class Sheetwide:
    """What a part of styles says, in its order."""

    fonts: list[Font] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    xfs: list[Xf] = field(default_factory=list)
    indexed: list[str] = field(default_factory=list)


def palette_of(found: Sheetwide, theme: Sequence[RGB], automatic: RGB | None) -> Palette:
    """The colours of a workbook; `automatic` is that of text that has none."""
    own = [palette_colour(Colour("rgb", code=code), Palette((), (), None)) or WHITE for code in found.indexed]
    return Palette(theme, own or standard(), automatic)


def made(found: Sheetwide, palette: Palette) -> list[Style]:
    """The styles by their numbers."""

    @lru_cache(None)
    def style(xf: Xf) -> Style:
        font = found.fonts[xf.font] if 0 <= xf.font < len(found.fonts) else Font()
        fill = found.fills[xf.fill] if 0 <= xf.fill < len(found.fills) else Fill()
        return _style(_format(xf, found.codes), font, fill, palette)

    return [style(xf) for xf in found.xfs]


def _format(xf: Xf, codes: Mapping[int, str]) -> Format:
    return format_of(xf.number, codes.get(xf.number)) if xf.number else GENERAL


def _style(shown: Format, font: Font, fill: Fill, palette: Palette) -> Style:
    ground = None if fill.is_pattern else WHITE if fill.colour is None else palette_colour(fill.colour, palette)
    same = alike(palette_colour(font.colour, palette), ground)
    drawn = Drawn.COLOUR if same else Drawn.TINY if 0 < font.size <= TINY else Drawn.SEEN
    return Style(
        shown.kind,
        Drawn.FORMAT if shown.hides_numbers else drawn,
        Drawn.FORMAT if shown.hides_text else drawn,
        ground,
    )


_WANTED = {
    *("x:numFmt", "x:font", "x:sz", "x:color", "x:patternFill", "x:fgColor", "x:fill", "x:gradientFill", "x:xf"),
    "x:rgbColor",
}


def read(package: Package, part: str, limits: Limits) -> Sheetwide:
    """What an XML part of styles says. Raises NotInspectableError."""
    reader = _Reading()
    for element in elements(package.blocks(part), Names(SPREADSHEET), _WANTED, limits):
        reader.take(element)
    return reader.made()


class _Reading:
    """Puts together fonts, fills and formats: their parts end before they do."""

    def __init__(self) -> None:
        self._all = Sheetwide()
        self._above: list[dict[str, str]] = []  # formats that those of cells go back to
        self._cells: list[dict[str, str]] = []
        self._size, self._colour = 11.0, AUTOMATIC
        self._fill = Fill()
        self._foreground: Colour | None = None

    def take(self, element: Element) -> None:
        """The next element that has ended."""
        found, parent = element.attributes, element.parent
        match element.name:
            case "x:numFmt" if parent == "x:numFmts":
                self._all.codes[number_of(found.get("numFmtId"), -1)] = found.get("formatCode", "")
            case "x:sz" if parent == "x:font":
                self._size = decimal_of(found.get("val"), 11.0)
            case "x:color" if parent == "x:font":
                self._colour = colour_of(found)
            case "x:font" if parent == "x:fonts":
                self._all.fonts.append(Font(self._size, self._colour))
                self._size, self._colour = 11.0, AUTOMATIC
            case "x:xf" if parent == "x:cellStyleXfs":
                self._above.append(dict(found))
            case "x:xf" if parent == "x:cellXfs":
                self._cells.append(dict(found))
            case "x:rgbColor":
                self._all.indexed.append(found.get("rgb", ""))
            case _:
                self._take_fill(element)

    def _take_fill(self, element: Element) -> None:
        match element.name:
            case "x:fgColor":
                self._foreground = colour_of(element.attributes)
            case "x:patternFill":
                pattern = element.attributes.get("patternType", "none")
                solid = pattern == "solid"
                self._fill = Fill(self._foreground or AUTOMATIC if solid else None, pattern not in ("solid", "none"))
                self._foreground = None
            case "x:gradientFill":
                self._fill = Fill(None, is_pattern=True)
            case "x:fill" if element.parent == "x:fills":
                self._all.fills.append(self._fill)
                self._fill = Fill()

    def made(self) -> Sheetwide:
        """All of it."""
        for own in self._cells:
            above = self._above_of(own)
            self._all.xfs.append(Xf(*(number_of(own.get(name, above.get(name)), 0) for name in _PARTS)))
        return self._all

    def _above_of(self, own: dict[str, str]) -> dict[str, str]:
        place = number_of(own.get("xfId"), 0)
        return self._above[place] if 0 <= place < len(self._above) else {}


_PARTS = ("numFmtId", "fontId", "fillId")


def colour_of(found: Mapping[str, str]) -> Colour:
    """The colour that the attributes of an element say."""
    tint = decimal_of(found.get("tint"), 0.0)
    if "rgb" in found:
        return Colour("rgb", code=found["rgb"], tint=tint)
    for kind in ("theme", "indexed"):
        if kind in found:
            return Colour(kind, number_of(found[kind], -1), tint=tint)
    return AUTOMATIC
