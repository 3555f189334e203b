"""What lies in pixels that are fully transparent: an eraser may leave the colours below."""

from __future__ import annotations

from PIL import Image, ImageFilter, ImageStat

__all__ = ["PIXELS", "beneath"]

#: More are not unpacked for this.
PIXELS = 40_000_000
_LEAST = 400  # pixels: a face, a line of text
_RIM = 9  # pixels around what is seen, whose colour programs let run out
_EDGE = 24  # of 255
_STRUCTURE = 0.01


def beneath(picture: Image.Image) -> tuple[int, bool]:
    """How many transparent pixels away from what is seen have colours of their own, and whether these make a
    picture."""
    if picture.mode not in {"RGBA", "LA"} or picture.getchannel("A").getextrema()[0] != 0:
        return 0, False
    clear = picture.getchannel("A").point([255, *[0] * 255]).filter(ImageFilter.MinFilter(_RIM))
    area = clear.histogram()[255]
    grey = picture.convert("RGB").convert("L")
    if area < _LEAST or ImageStat.Stat(grey, clear).stddev[0] < 1:
        return 0, False
    edges = grey.filter(ImageFilter.FIND_EDGES).point([255 if value > _EDGE else 0 for value in range(256)])
    return area, ImageStat.Stat(edges, clear).mean[0] / 255 > _STRUCTURE
