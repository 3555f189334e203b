"""What lies in pixels that are fully transparent: an eraser may leave the colours below."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter, ImageStat

__all__ = ["PIXELS", "beneath"]

#: More are not unpacked for this.
PIXELS = 40_000_000
_LEAST = 400  # pixels: a face, a line of text
_COARSE = 4  # pixels: programs let the colour of what is seen run out by a few
_EDGE = 24  # of 255
_STRUCTURE = 0.01


def _clear(picture: Image.Image) -> Image.Image:
    """White where a pixel and those around it are transparent."""
    small = picture.getchannel("A").point([255, *[0] * 255]).reduce(_COARSE).point([*[0] * 255, 255])
    return small.filter(ImageFilter.MinFilter(3)).resize(picture.size, Image.Resampling.NEAREST)


def beneath(picture: Image.Image) -> tuple[int, bool]:
    """How many transparent pixels away from what is seen have colours of their own, and whether these make a
    picture."""
    if picture.mode not in {"RGBA", "LA"} or picture.getchannel("A").getextrema()[0] != 0:
        return 0, False
    clear = _clear(picture)
    area = clear.histogram()[255]
    grey = picture.convert("RGB").convert("L")
    if area < _LEAST or ImageStat.Stat(grey, clear).stddev[0] < 1:
        return 0, False
    return area, _is_structured(grey, clear)


def _is_structured(grey: Image.Image, clear: Image.Image) -> bool:
    """Whether there are edges in what is transparent. That of a canvas on which a picture was set is none of it: icons
    have one colour below what is transparent, and another one around that."""
    canvas = Image.new("L", grey.size, grey.getpixel((0, 0)))
    left, top, right, bottom = ImageChops.difference(grey, canvas).getbbox() or (0, 0, 0, 0)
    inside = left + _COARSE, top + _COARSE, right - _COARSE, bottom - _COARSE
    if inside[0] >= inside[2] or inside[1] >= inside[3]:
        return False
    edges = grey.filter(ImageFilter.FIND_EDGES).point([255 if value > _EDGE else 0 for value in range(256)])
    within = clear.crop(inside)
    return within.getbbox() is not None and ImageStat.Stat(edges.crop(inside), within).mean[0] / 255 > _STRUCTURE
