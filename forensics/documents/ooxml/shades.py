"""Colours as six hexadecimal digits, those of the theme by their names, and whether two can be told apart."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping, Sequence

from forensics.documents.limits import Limits
from forensics.documents.markup import pieces
from forensics.documents.ooxml.vocabulary import NAMES
from forensics.documents.package import Package

__all__ = ["WHITE", "alike", "alike_all", "changed", "hexadecimal", "theme_colours"]

WHITE = "ffffff"
_HEXADECIMAL = re.compile(r"#?(?:[0-9a-f]{2})?([0-9a-f]{6})")
#: Of 255 in each channel: as with text on a page (docs/documents.md), a reader of which sees nothing.
_NEAR = 16
_PALE = 64


def hexadecimal(text: str | None) -> str | None:
    """Six digits in lower case; None for what is no colour."""
    found = _HEXADECIMAL.fullmatch((text or "").casefold())
    return found[1] if found else None


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


def _distance(one: str, other: str) -> int:
    return max(abs(a - b) for a, b in zip(_channels(one), _channels(other), strict=True))


def alike(one: str, other: str) -> bool:
    """Whether nobody sees one on the other."""
    return _distance(one, other) <= _NEAR


def alike_all(colour: str, backgrounds: Sequence[str]) -> bool:
    """Whether nobody sees it, on whichever of the backgrounds it lies: like one of them, and nearly like all."""
    distances = [_distance(colour, each) for each in backgrounds]
    return bool(distances) and min(distances) <= _NEAR and max(distances) <= (_PALE if len(distances) > 1 else _NEAR)


def changed(colour: str, *, factor: float = 1, offset: float = 0) -> str:
    """The colour with its lightness (0 to 1) times a factor plus an offset."""
    hue, light, saturation = colorsys.rgb_to_hls(*(value / 255 for value in _channels(colour)))
    rgb = colorsys.hls_to_rgb(hue, min(max(light * factor + offset, 0), 1), saturation)
    return "".join(f"{round(value * 255):02x}" for value in rgb)


class _Theme:
    """Collects the colours of `a:clrScheme` (ECMA-376 part 1, 20.1.6.2)."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self._within: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        short = NAMES[name]
        if short in {"a:srgbClr", "a:sysClr"} and len(self._within) > 1 and self._within[-2] == "a:clrScheme":
            colour = hexadecimal(attributes.get("lastClr") or attributes.get("val"))
            if colour:
                self.found.append((self._within[-1].removeprefix("a:"), colour))
        self._within.append(short)

    def end(self, _: str) -> None:
        self._within.pop()

    def text(self, data: str) -> None:
        pass


def theme_colours(package: Package, part: str, limits: Limits) -> Mapping[str, str]:
    """The colours of a theme by "dk1", "lt1", "accent1", ...; Office's own black and white where it tells none."""
    usual = {"dk1": "000000", "lt1": WHITE}
    return usual | dict(pieces(package.blocks(part), _Theme(), limits)) if part in package else usual
