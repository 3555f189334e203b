"""A photo that says where it was taken, as telephones write it."""

from __future__ import annotations

import io

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

__all__ = ["photo"]

_SIZE = (96, 64)


def photo() -> bytes:
    """A plain slope of grey. The place is at sea, where latitude and longitude are nought."""
    exif = Image.Exif()
    exif[Base.Make] = "Example"
    exif[Base.DateTime] = "2020:06:05 16:00:00"
    place = exif.get_ifd(IFD.GPSInfo)
    place.update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (0.0, 0.0, 1.0),
                  GPS.GPSLongitudeRef: "E", GPS.GPSLongitude: (0.0, 0.0, 1.0)})  # fmt: skip
    out = io.BytesIO()
    Image.linear_gradient("L").resize(_SIZE).save(out, "JPEG", quality=80, exif=exif)
    return out.getvalue()
