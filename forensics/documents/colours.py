"""Colours as red, green and blue, each from 0 to 255: read, lightened, and whether two can be told apart."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from typing import TypeAlias

__all__ = ["BLACK", "NEAR", "RGB", "WHITE", "alike", "difference", "lightened", "rgb"]

RGB: TypeAlias = tuple[int, int, int]
BLACK, WHITE = (0, 0, 0), (255, 255, 255)
#: Of 255 in each of the three. The palest grey that programs of offices offer, white darkened by 5 % (F2F2F2), is 13
#: off white, and the darkest as much off black: whoever is to read something is not given that. The next is 38 off.
NEAR = 16


def rgb(code: str) -> RGB | None:
    """Of RRGGBB, or of AARRGGBB without how much shines through; None for what is no colour."""
    try:
        number = int(code[-6:], 16)
    except ValueError:
        return None
    return number >> 16 & 255, number >> 8 & 255, number & 255


def difference(one: RGB, other: RGB) -> int:
    """In whichever of the three they differ most."""
    return max(abs(first - second) for first, second in zip(one, other, strict=True))


def alike(one: RGB | None, other: RGB | None) -> bool:
    """Whether nobody tells them apart; no, where one is not known."""
    return one is not None and other is not None and difference(one, other) <= NEAR


def lightened(colour: RGB, *, factor: float, offset: float) -> RGB:
    """The colour with its lightness, from 0 to 1, times a factor plus an offset."""
    hue, light, saturation = rgb_to_hls(*(part / 255 for part in colour))
    found = hls_to_rgb(hue, min(max(light * factor + offset, 0), 1), saturation)
    red, green, blue = (round(part * 255) for part in found)
    return red, green, blue
