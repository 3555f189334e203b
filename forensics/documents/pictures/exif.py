"""Exif (CIPA DC-008): where, with what and by whom a picture was taken."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

from PIL import Image
from PIL.ExifTags import IFD

from forensics.documents.pictures.traces import Traces

__all__ = ["FAULTS", "exif"]

#: What Pillow raises on metadata that are not as they should be.
FAULTS = (OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError, AttributeError, EOFError, OverflowError,
          RuntimeError, NotImplementedError, ZeroDivisionError, struct.error)  # fmt: skip
_AUTHORS = (0x013B, 0x8298, 0xA430, 0x9C9D)  # Artist, Copyright, CameraOwnerName, XPAuthor
_TEXTS = (0x010E, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F)  # ImageDescription, UserComment, XPTitle, ...
_SERIALS = (0xA431, 0xA435, 0xC62F)  # of body, lens, and camera as DNG calls it
_WIDE = range(0x9C9B, 0x9CA0)  # in UTF-16
_COMMENT, _MAKER, _LAYERS = 0x9286, 0x927C, 0x935C
_LATITUDE, _LONGITUDE = 2, 4
_OFFSET, _LENGTH = 0x0201, 0x0202
#: Written by cameras without anybody's doing.
_BENIGN = ("DIGITAL CAMERA", "DSC", "SAMSUNG", "SONY", "DCIM", "KODAK", "<", "DEFAULT", "MINOLTA", "JPEG")
_MARK = b"Exif\x00\x00"


def exif(found: Image.Exif, raw: bytes, traces: Traces) -> None:
    """Takes note of what it holds; `raw` is what its thumbnail lies in, empty where it has none."""
    for directory in (dict(found), _directory(found, IFD.Exif)):
        _entries(directory, traces)
    place = _directory(found, IFD.GPSInfo)
    traces.place |= bool(place.get(_LATITUDE) and place.get(_LONGITUDE) and any(place[_LATITUDE]))
    small = _directory(found, IFD.IFD1)
    start, length = small.get(_OFFSET), small.get(_LENGTH)
    if isinstance(start, int) and isinstance(length, int) and length > 0:
        blob = raw.removeprefix(_MARK)
        traces.thumbnails.append(blob[start : start + length])


def _directory(found: Image.Exif, which: IFD) -> Mapping[int, Any]:
    try:
        return dict(found.get_ifd(which))
    except FAULTS:
        return {}


def _entries(directory: Mapping[int, Any], traces: Traces) -> None:
    for tags, values in ((_AUTHORS, traces.authors), (_TEXTS, traces.texts), (_SERIALS, traces.serials)):
        texts = (_text(tag, directory[tag]) for tag in tags if tag in directory)
        values.update(text for text in texts if text and not _benign(text))
    traces.makers += _size(directory.get(_MAKER))
    traces.layers += _size(directory.get(_LAYERS))


def _benign(text: str) -> bool:
    return not any(map(str.isalnum, text)) or (len(text) < 40 and text.upper().strip().endswith(_BENIGN))


def _size(value: object) -> int:
    return len(value) if isinstance(value, bytes) else 0


def _text(tag: int, value: object) -> str:
    if isinstance(value, tuple):
        value = bytes(part for part in value if isinstance(part, int) and 0 <= part < 256)
    if isinstance(value, bytes):
        if tag == _COMMENT:
            return _comment(value)
        value = value.decode("utf-16-le" if tag in _WIDE else "utf-8", "replace")
    return str(value).replace("\x00", " ").strip()


def _comment(value: bytes) -> str:
    """A comment says in its first eight bytes in which letters it is written."""
    code = "utf-16" if value.startswith(b"UNICODE") else "utf-8"
    return value[8:].decode(code, "replace").replace("\x00", "").strip()
