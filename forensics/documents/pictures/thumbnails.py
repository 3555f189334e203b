"""Whether a thumbnail shows what its picture shows: one made before a crop or a black bar shows more."""

from __future__ import annotations

from io import BytesIO
from statistics import fmean, pstdev

from PIL import Image, ImageOps

from forensics.documents.pictures.exif import FAULTS

__all__ = ["differs", "small"]

_SIDE = 24
_LIKE = 0.8  # correlation
_FLAT = 4.0  # of 255: what has no pattern has no correlation
_SHAPE = 0.06
_BAR = 24  # brighter than the bars above and below a thumbnail
_LEAST = 8  # pixels


def small(picture: Image.Image) -> Image.Image:
    """The picture as small and grey as it is compared, decoded no larger than it must be."""
    picture.draft("L", (_SIDE * 8, _SIDE * 8))
    copy = picture.convert("RGBA").convert("L") if picture.mode in {"P", "PA"} else picture.convert("L")
    copy.thumbnail((_SIDE * 8, _SIDE * 8))
    return copy


def differs(thumbnail: bytes, picture: Image.Image) -> bool | None:
    """Whether it shows something else; None where it cannot be read. `picture` is small already."""
    try:
        with Image.open(BytesIO(thumbnail)) as opened:
            other = small(opened)
    except FAULTS:
        return None
    if min(other.size) < _LEAST or min(picture.size) < _LEAST:
        return None
    turns = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
    versions = [each for part in (other, _without_bars(other)) for each in (_turned(part, turn) for turn in turns)]
    return not any(_alike(each, picture) for each in versions)


def _turned(picture: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    return picture if turn is None else picture.transpose(turn)


def _without_bars(picture: Image.Image) -> Image.Image:
    """Cameras fill thumbnails of another shape than the picture with black bars."""
    box = picture.point([255 if value > _BAR else 0 for value in range(256)]).getbbox()
    return picture if box is None else picture.crop(box)


def _alike(one: Image.Image, other: Image.Image) -> bool:
    shapes = one.width / one.height, other.width / other.height
    if abs(shapes[0] - shapes[1]) > _SHAPE * max(shapes) + 1.5 / min(*one.size, *other.size):
        return False
    first, second = (ImageOps.fit(each, (_SIDE, _SIDE)).tobytes() for each in (one, other))
    spreads = pstdev(first), pstdev(second)
    if min(spreads) < _FLAT:
        return max(spreads) < 2 * _FLAT and abs(fmean(first) - fmean(second)) < 40
    means = fmean(first), fmean(second)
    product = fmean((a - means[0]) * (b - means[1]) for a, b in zip(first, second, strict=True))
    return product / (spreads[0] * spreads[1]) > _LIKE
