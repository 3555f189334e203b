"""Objects and pictures in Rich Text Format: hexadecimal, and for objects within a header of OLE 1."""

from __future__ import annotations

import re
import struct

__all__ = ["object_in", "picture_in"]

_HEXADECIMAL = re.compile(r"[^0-9a-fA-F]+")


def _bytes(text: str) -> bytes:
    digits = _HEXADECIMAL.sub("", text)
    return bytes.fromhex(digits[: len(digits) // 2 * 2])


def picture_in(text: str) -> bytes:
    """The bytes of a picture."""
    return _bytes(text)


def object_in(text: str) -> bytes:
    """What an object holds: behind its version, format, and three names (MS-OLEDS 2.2.5); all of it where it is not
    laid out so."""
    found = _bytes(text)
    place = 8
    try:
        for _ in range(3):
            (size,) = struct.unpack_from("<I", found, place)
            place += 4 + size
        (size,) = struct.unpack_from("<I", found, place)
    except struct.error:
        return found
    inside = found[place + 4 : place + 4 + size]
    return inside if inside and len(inside) == size else found
