"""Pictures made for tests: something to see, and whatever is to be written beside it."""

from __future__ import annotations

import random
from io import BytesIO

from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD

__all__ = ["as_bytes", "photo", "placed", "with_thumbnail"]


def photo(width: int = 600, height: int = 400) -> Image.Image:
    """Discs of many colours, always the same."""
    chance = random.Random(5)
    picture = Image.new("RGB", (width, height), (90, 120, 150))
    pen = ImageDraw.Draw(picture)
    for _ in range(60):
        x, y, size = chance.randrange(width), chance.randrange(height), chance.randrange(10, height // 2)
        pen.ellipse((x - size // 2, y - size // 2, x + size // 2, y + size // 2), fill=tuple(chance.randbytes(3)))
    return picture


def as_bytes(picture: Image.Image, kind: str = "JPEG", **keys: object) -> bytes:
    """The picture as a file."""
    target = BytesIO()
    picture.save(target, kind, **keys)
    return target.getvalue()


def placed() -> Image.Exif:
    """Exif with a place: 52.1 north, 5.1 east."""
    exif = Image.Exif()
    exif[0x010F] = "Example"  # make: without one entry of its own Pillow writes none
    place = exif.get_ifd(IFD.GPSInfo)
    place.update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (52.0, 6.0, 0.0)})
    place.update({GPS.GPSLongitudeRef: "E", GPS.GPSLongitude: (5.0, 6.0, 0.0)})
    return exif


def with_thumbnail(thumbnail: Image.Image) -> bytes:
    """Exif as cameras write it, by hand: an empty first directory, and a second one with a thumbnail."""
    jpeg = as_bytes(thumbnail)
    entries = ((0x0103, 3, 6), (0x0201, 4, 8 + 6 + 2 + 36 + 4), (0x0202, 4, len(jpeg)))
    second = len(entries).to_bytes(2, "little") + b"".join(
        tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + (1).to_bytes(4, "little") + value.to_bytes(4, "little")
        for tag, kind, value in entries
    )
    head = b"II*\x00" + (8).to_bytes(4, "little") + b"\x00\x00" + (14).to_bytes(4, "little")
    return b"Exif\x00\x00" + head + second + bytes(4) + jpeg
