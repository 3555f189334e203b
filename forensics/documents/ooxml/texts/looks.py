"""How a run of text in a Word document looks, as far as that decides whether anybody sees it: direct formatting, styles
and defaults (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forensics.documents.limits import Limits
from forensics.documents.markup import pieces
from forensics.documents.ooxml.shades import WHITE, alike_all, changed, hexadecimal
from forensics.documents.ooxml.vocabulary import NAMES, is_off, named, whole
from forensics.documents.package import Package

__all__ = ["Look", "Palette", "Style", "Styles", "styles"]

AUTOMATIC = "auto"
#: Half points: two points.
_TINY = 4
#: Per cent of the width of a letter; twentieths of a point from line to line.
_NARROW, _FLAT = 5, 40
_REMEMBERED = 4096
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000ff", "cyan": "00ffff", "darkBlue": "00008b", "darkCyan": "008b8b",
    "darkGray": "a9a9a9", "darkGreen": "006400", "darkMagenta": "800080", "darkRed": "8b0000",
    "darkYellow": "808000", "green": "00ff00", "lightGray": "d3d3d3", "magenta": "ff00ff", "red": "ff0000",
    "white": WHITE, "yellow": "ffff00",
}  # fmt: skip
#: Names of colours in texts -> in the theme, unless the settings say otherwise (17.15.1.20).
_OF_THEME = {"dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "text1": "dk1", "background1": "lt1",
             "text2": "dk2", "background2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Palette:
    """What the names of colours stand for in this document."""

    theme: Mapping[str, str]
    mapping: Mapping[str, str] = field(default_factory=dict)

    def named(self, name: str, tint: str | None = None, shade: str | None = None) -> str | None:
        """The colour of that name; None where there is none."""
        name = self.mapping.get(name, name)
        colour = self.theme.get(_OF_THEME.get(name, name))
        if colour and tint and len(tint) == 2:
            part = int(tint, 16) / 255
            return changed(colour, factor=part, offset=1 - part)
        if colour and shade and len(shade) == 2:
            return changed(colour, factor=int(shade, 16) / 255)
        return colour

    def written(self, attributes: Mapping[str, str]) -> str | None:
        """The colour that `w:color` sets; "auto": black or white, whichever is seen."""
        name = attributes.get("w:themeColor")
        try:
            found = name and self.named(name, attributes.get("w:themeTint"), attributes.get("w:themeShade"))
        except ValueError:
            found = None
        value = attributes.get("w:val")
        return found or hexadecimal(value) or (AUTOMATIC if value == AUTOMATIC else None)

    def shading(self, attributes: Mapping[str, str]) -> str | None:
        """The colour behind that `w:shd` sets; None where it is not one colour."""
        name = attributes.get("w:themeFill")
        try:
            fill = name and self.named(name, attributes.get("w:themeFillTint"), attributes.get("w:themeFillShade"))
        except ValueError:
            fill = None
        pattern = attributes.get("w:val")
        if pattern == "solid":
            return hexadecimal(attributes.get("w:color")) or "000000"
        return (fill or hexadecimal(attributes.get("w:fill"))) if pattern in {None, "clear", "nil"} else None


@dataclass(slots=True)
class Look:
    """What one place of formatting says; None: nothing."""

    style: str | None = None
    vanish: bool | None = None
    colour: str | None = None
    size: int | None = None  # half points
    behind: str | None = None  # shading
    marked: str | None = None  # highlighting
    width: int | None = None  # per cent
    clear: bool | None = None  # letters without a fill

    def take(self, name: str, attributes: dict[str, str], palette: Palette) -> None:
        """A child of `w:rPr`."""
        value = attributes.get("w:val")
        match name:
            case "w:vanish":
                self.vanish = not is_off(value)
            case "w:color":
                self.colour = palette.written(attributes) or self.colour
            case "w:sz":
                self.size = whole(value)
            case "w:shd":
                self.behind = palette.shading(attributes)
            case "w:highlight":
                self.marked = _HIGHLIGHTS.get(value or "")
            case "w:w":
                self.width = whole(value)
            case "w:rStyle":
                self.style = value
            case "w14:noFill":
                self.clear = True
            case _:
                pass


@dataclass(slots=True)
class Style:
    """A style, or the defaults: what it says itself."""

    kind: str = "paragraph"
    based_on: str | None = None
    look: Look = field(default_factory=Look)
    behind: str | None = None  # shading of a paragraph, or of all cells
    line: int | None = None  # twentieths of a point from line to line, where that is exact
    conditions: dict[str, str | None] = field(default_factory=dict)  # of a table: "firstRow", ... -> shading


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles of a document by their ids."""

    found: Mapping[str, Style]
    defaults: Look
    default_paragraph: str | None = None
    _judged: dict[tuple[object, ...], str | None] = field(default_factory=dict)  # most runs look like another one

    def chain(self, name: str | None) -> Iterator[Style]:
        """A style and those on which it is based, nearest first."""
        seen: set[str] = set()
        while name and name not in seen and (style := self.found.get(name)):
            seen.add(name)
            yield style
            name = style.based_on

    def vanishes(self, direct: Look, paragraph: str | None, table: str | None) -> bool:
        """Whether text is not shown. Styles of several kinds that hide it show it together (17.7.3)."""
        if direct.vanish is not None:
            return direct.vanish
        if self.defaults.vanish:
            return True
        chains = (direct.style, paragraph or self.default_paragraph, table)
        values = [next((each.look.vanish for each in self.chain(name) if each.look.vanish is not None), False)
                  for name in chains]  # fmt: skip
        return sum(map(bool, values)) % 2 == 1

    def unseen(
        self, direct: Look, paragraph: str | None, table: str | None, backgrounds: tuple[str, ...]
    ) -> str | None:
        """Why nobody sees text that is drawn: "tiny", "same_colour"; None where it is seen. Empty backgrounds: nobody
        knows on what it lies, "white" for what a page does not show."""
        key = (paragraph, table, backgrounds, *(getattr(direct, name) for name in direct.__slots__))
        if key not in self._judged:
            if len(self._judged) > _REMEMBERED:
                self._judged.clear()
            self._judged[key] = self._judge(direct, paragraph, table, backgrounds)
        return self._judged[key]

    def _judge(
        self, direct: Look, paragraph: str | None, table: str | None, backgrounds: tuple[str, ...]
    ) -> str | None:
        looks = [direct, *(each.look for each in self.chain(direct.style)),
                 *(each.look for each in self.chain(paragraph or self.default_paragraph)),
                 *(each.look for each in self.chain(table)), self.defaults]  # fmt: skip
        size = next((each.size for each in looks if each.size is not None), 20)
        width = next((each.width for each in looks if each.width is not None), 100)
        if size <= _TINY or 0 < width <= _NARROW:
            return "tiny"
        if next((each.clear for each in looks if each.clear is not None), False):
            return "same_colour"
        return self._lost(looks, backgrounds)

    @staticmethod
    def _lost(looks: list[Look], backgrounds: tuple[str, ...]) -> str | None:
        colour = next((each.colour for each in looks if each.colour is not None), AUTOMATIC)
        marked = next((each.marked for each in looks if each.marked is not None), None)
        behind = marked or next((each.behind for each in looks if each.behind is not None), None)
        if colour == AUTOMATIC:
            # On shading it turns white, on highlighting it stays as it is.
            return "same_colour" if marked == "000000" else None
        if behind or backgrounds:
            return "same_colour" if alike_all(colour, (behind,) if behind else backgrounds) else None
        return "white" if alike_all(colour, (WHITE,)) else None

    def behind(self, paragraph: str | None) -> str | None:
        """The shading that a paragraph's style sets."""
        chain = self.chain(paragraph or self.default_paragraph)
        return next((each.behind for each in chain if each.behind), None)

    def is_flat(self, line: int | None, paragraph: str | None) -> bool:
        """Whether lines lie so close that nothing of them is seen; `line` as the paragraph itself says."""
        chain = self.chain(paragraph or self.default_paragraph)
        found = line if line is not None else next((each.line for each in chain if each.line is not None), None)
        return found is not None and 0 < found <= _FLAT


class _Styles:
    """Reads the part of styles."""

    def __init__(self, palette: Palette) -> None:
        self.found: list[tuple[str, Style]] = []
        self.defaults = Look()
        self.default_paragraph: str | None = None
        self._palette = palette
        self._within: list[str] = []
        self._style: Style | None = None
        self._condition: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        short, parent = NAMES[name], self._within[-1] if self._within else ""
        self._within.append(short)
        own = named(attributes)
        if short == "w:style":
            self._begin(own)
        elif short == "w:tblStylePr":
            self._condition = own.get("w:type")
        elif "w:rPrDefault" in self._within:
            self.defaults.take(short, own, self._palette)
        elif self._style is not None:
            self._take(self._style, parent, short, own)

    def _begin(self, own: dict[str, str]) -> None:
        self._style, self._condition = Style(own.get("w:type", "paragraph")), None
        name = own.get("w:styleId", "")
        self.found.append((name, self._style))
        if self._style.kind == "paragraph" and not is_off(own.get("w:default", "0")):
            self.default_paragraph = name

    def _take(self, style: Style, parent: str, short: str, own: dict[str, str]) -> None:
        if short == "w:basedOn":
            style.based_on = own.get("w:val")
        elif short == "w:shd" and parent in {"w:pPr", "w:tcPr", "w:tblPr"}:
            self._shade(style, self._palette.shading(own))
        elif short == "w:spacing" and parent == "w:pPr" and own.get("w:lineRule") == "exact":
            style.line = whole(own.get("w:line"))
        elif self._condition is None and (parent == "w:rPr" or (short == "w14:noFill" and parent == "w14:textFill")):
            style.look.take(short, own, self._palette)

    def _shade(self, style: Style, colour: str | None) -> None:
        if self._condition is None:
            style.behind = colour
        else:
            style.conditions[self._condition] = colour

    def end(self, _: str) -> None:
        short = self._within.pop()
        if short == "w:style":
            self._style = None
        elif short == "w:tblStylePr":
            self._condition = None

    def text(self, data: str) -> None:
        pass


def styles(package: Package, part: str, palette: Palette, limits: Limits) -> Styles:
    """The styles of a document. Raises NotInspectableError."""
    handler = _Styles(palette)
    found = dict(pieces(package.blocks(part), handler, limits))
    return Styles(found, handler.defaults, handler.default_paragraph)
