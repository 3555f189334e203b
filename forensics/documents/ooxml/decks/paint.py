"""What shapes on slides are painted with, and what that is in the colours of the theme (ECMA-376 part 1, 20.1.2.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forensics.documents.ooxml.shades import WHITE, changed, hexadecimal
from forensics.documents.ooxml.vocabulary import whole

__all__ = ["COLOURS", "FILLS", "NOTHING", "Fill", "Paint", "Scheme"]

COLOURS = frozenset(("a:srgbClr", "a:schemeClr", "a:sysClr", "a:prstClr", "a:scrgbClr", "a:hslClr"))
FILLS = frozenset(("a:noFill", "a:solidFill", "a:gradFill", "a:blipFill", "a:pattFill", "a:grpFill"))
_NAMED = {"black": "000000", "white": WHITE, "red": "ff0000", "blue": "0000ff", "yellow": "ffff00",
          "green": "008000", "gray": "808080"}  # fmt: skip
_USUAL = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_CLEAR = 5_000  # of 100,000: next to nothing


@dataclass(slots=True)
class Paint:
    """A colour as it is written, with what changes it."""

    value: str | None  # hexadecimal, or a name of the theme
    is_named: bool = False
    factor: float = 1
    offset: float = 0
    alpha: int = 100_000

    @classmethod
    def written(cls, short: str, own: Mapping[str, str]) -> Paint:
        """One of COLOURS."""
        value = own.get("val", "")
        if short == "a:schemeClr":
            return cls(value, is_named=True)
        if short == "a:prstClr":
            return cls(_NAMED.get(value))
        return cls(hexadecimal(own.get("lastClr") or value))

    def change(self, short: str, own: Mapping[str, str]) -> None:
        """A child of the colour."""
        number = whole(own.get("val"))
        if number is None:
            return
        match short:
            case "a:alpha":
                self.alpha = number
            case "a:lumMod" | "a:shade":
                self.factor *= number / 100_000
            case "a:lumOff":
                self.offset += number / 100_000
            case "a:tint":
                self.factor, self.offset = number / 100_000, 1 - number / 100_000
            case _:
                pass

    @property
    def is_clear(self) -> bool:
        """Whether what is painted with it is not seen at all."""
        return self.alpha <= _CLEAR


@dataclass(slots=True)
class Fill:
    """How an area is filled: with one colour, with something else, or not at all."""

    kind: str  # "none", "solid", "other"
    paint: Paint | None = None
    is_opaque: bool = True


NOTHING = Fill("none")


@dataclass(slots=True)
class Scheme:
    """Colours of the theme, and what the names used on slides stand for."""

    theme: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)

    def colour(self, paint: Paint | None) -> str | None:
        """Hexadecimal; None where it is not known, or lets through what is behind it."""
        if paint is None or paint.value is None or paint.alpha < 100_000 - _CLEAR:
            return None
        name = self.mapping.get(paint.value, _USUAL.get(paint.value, paint.value))
        found = self.theme.get(name) if paint.is_named else paint.value
        if found is None or (paint.factor == 1 and not paint.offset):
            return found
        return changed(found, factor=paint.factor, offset=paint.offset)
