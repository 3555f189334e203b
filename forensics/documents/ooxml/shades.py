"""Colours as Office writes them, in six hexadecimal digits, and those of the theme by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from forensics.documents.colours import BLACK, NEAR, RGB, difference, lightened, rgb
from forensics.documents.limits import Limits
from forensics.documents.markup import elements
from forensics.documents.ooxml.vocabulary import NAMES
from forensics.documents.package import Package

__all__ = ["WHITE", "alike_all", "changed", "hexadecimal", "theme_colours"]

WHITE = "ffffff"
_HEXADECIMAL = re.compile(r"#?(?:[0-9a-f]{2})?([0-9a-f]{6})")
#: How much may lie between a colour and the further ones of a ground that has several.
_PALE = 64


def hexadecimal(text: str | None) -> str | None:
    """Six digits in lower case; None for what is no colour."""
    found = _HEXADECIMAL.fullmatch((text or "").casefold())
    return found[1] if found else None


def _rgb(colour: str) -> RGB:
    return rgb(colour) or BLACK


def alike_all(colour: str, backgrounds: Sequence[str]) -> bool:
    """Whether nobody sees it, on whichever of the backgrounds it lies: like one of them, and nearly like all."""
    distances = [difference(_rgb(colour), _rgb(each)) for each in backgrounds]
    return bool(distances) and min(distances) <= NEAR and max(distances) <= (_PALE if len(distances) > 1 else NEAR)


def changed(colour: str, *, factor: float = 1, offset: float = 0) -> str:
    """The colour with its lightness (0 to 1) times a factor plus an offset."""
    return "".join(f"{part:02x}" for part in lightened(_rgb(colour), factor=factor, offset=offset))


def theme_colours(package: Package, part: str, limits: Limits) -> Mapping[str, str]:
    """The colours of a theme by "dk1", "lt1", "accent1", ... (ECMA-376 part 1, 20.1.6.2); Office's own black and white
    where it tells none."""
    found: dict[str, str] = {}
    for element in elements(package.blocks(part), NAMES, {"a:srgbClr", "a:sysClr"}, limits):
        colour = hexadecimal(element.attributes.get("lastClr") or element.attributes.get("val"))
        if colour:
            # Further schemes may follow, which nothing refers to.
            found.setdefault(element.parent.removeprefix("a:"), colour)
    return {"dk1": "000000", "lt1": WHITE} | found
