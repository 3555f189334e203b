"""Shapes and drawings in a Word document: whether they are hidden, what they are filled with, how pictures in them are
cropped (ECMA-376 part 1, 20.4; VML: part 4, 19)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forensics.documents.ooxml.crops import Crop, crop
from forensics.documents.ooxml.shades import WHITE, alike_all, hexadecimal
from forensics.documents.ooxml.texts.ledger import Ledger
from forensics.documents.ooxml.texts.looks import Palette
from forensics.documents.ooxml.texts.tables import ANYTHING
from forensics.documents.ooxml.vocabulary import is_off, is_on, whole

__all__ = ["PARTS", "SHAPES", "Shape", "Shapes"]

SHAPES = frozenset(("v:shape", "v:rect", "v:roundrect", "v:oval", "v:group", "wps:wsp", "w:drawing", "w:pict"))
#: What says something of the shape that is open.
PARTS = frozenset(("wp:extent", "wp:docPr", "a:srgbClr", "a:schemeClr", "a:gradFill", "a:blipFill", "a:pattFill",
                   "a:noFill", "a:blip", "v:imagedata", "a:srcRect"))  # fmt: skip
_HIDDEN = re.compile(r"visibility\s*:\s*hidden|display\s*:\s*none|mso-hide\s*:\s*all")
_POINTS = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,6})(?:\.\d*)?pt")
#: Twenty square centimetres, more than most logos have: in square points, and in square EMU (12,700 to a point).
_LARGE = 20 * 28**2
_LARGE_EMU = _LARGE * 12_700**2
_SCHEME = {"bg1": "background1", "tx1": "text1", "bg2": "background2", "tx2": "text2"}


@dataclass(slots=True)
class Shape:
    """A drawing, or a shape in one."""

    hidden: bool = False
    fill: tuple[str, ...] = ()  # empty: none, or nobody knows
    large: bool = False
    says_fill: bool = False  # also where it says that there is none: its style does not matter then


class Shapes:
    """Those that are open, one within the other. `crops`: of pictures by id."""

    def __init__(self, palette: Palette, ledger: Ledger) -> None:
        self.crops: dict[str, Crop] = {}
        self._open: list[Shape] = []
        self._palette = palette
        self._ledger = ledger
        self._picture = ""

    @property
    def are_hidden(self) -> bool:
        """Whether what stands here is not drawn."""
        return any(shape.hidden for shape in self._open)

    @property
    def last(self) -> Shape:
        """The innermost."""
        return self._open[-1] if self._open else Shape()

    def begin(self, short: str, own: dict[str, str]) -> None:
        """A shape, with what VML says of it in its attributes."""
        style = own.get("style", "")
        fill = None if is_off(own.get("filled")) else hexadecimal(own.get("fillcolor", "").split(" ")[0])
        sizes = {name: int(size) for name, size in _POINTS.findall(style)}
        large = sizes.get("width", 0) * sizes.get("height", 0) > _LARGE
        if short == "wps:wsp":
            large = self.last.large
        self._open.append(Shape(bool(_HIDDEN.search(style)), (fill,) if fill else (), large))
        if fill:
            self._stands_behind(fill)

    def end(self) -> None:
        """The innermost one ends."""
        self._open.pop()

    def take(self, within: list[str], own: dict[str, str]) -> None:
        """One of PARTS, the last of those within which we are."""
        short = within[-1]
        if short == "wp:extent" and within[-2:-1] == ["wp:anchor"]:
            self.last.large = (whole(own.get("cx")) or 0) * (whole(own.get("cy")) or 0) > _LARGE_EMU
        elif short == "wp:docPr":
            self.last.hidden |= is_on(own.get("hidden"))
        elif short in {"a:blip", "v:imagedata"}:
            self._picture = own.get("r:embed") or own.get("r:id") or ""
            self._stands_behind(None)
        elif short == "a:srcRect":
            self._crop(own)
        elif within[-3:-1] == ["wps:spPr", "a:solidFill"] or (
            within[-3:-1] == ["wps:style", "a:fillRef"] and not self.last.says_fill
        ):
            self._fill(self._colour(short, own))
        elif within[-2:-1] == ["wps:spPr"]:
            self.last.says_fill = True
            if short != "a:noFill":
                self._fill(None)

    def _colour(self, short: str, own: dict[str, str]) -> str | None:
        value = own.get("val", "")
        return self._palette.named(_SCHEME.get(value, value)) if short == "a:schemeClr" else hexadecimal(value)

    def _fill(self, colour: str | None) -> None:
        self.last.says_fill = True
        self.last.fill = (colour,) if colour else ANYTHING
        self._stands_behind(colour)

    def _stands_behind(self, colour: str | None) -> None:
        """Text may lie on it, unless it is as white as the page."""
        if colour is None or not alike_all(colour, (WHITE,)):
            self._ledger.fills += 1
            self._ledger.backdrops += self.last.large

    def _crop(self, own: dict[str, str]) -> None:
        found = crop(own)
        if self._picture:
            self.crops[self._picture] = max(self.crops.get(self._picture, found), found)
