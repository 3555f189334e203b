"""Where a picture ends in its file, by its own marks: what comes after is no part of it."""

from __future__ import annotations

import re
import struct

__all__ = ["end_of"]

_PNG = 8
#: After the data of a scan, the next mark that is none of the data itself (ITU-T T.81 B.1.1.5).
_MARK = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.DOTALL)
_END, _SCAN = 0xD9, 0xDA
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


def end_of(kind: str, data: bytes) -> int | None:
    """The place after its last byte; None where the kind has no such mark, or it is missing."""
    find = {"jpeg": _jpeg, "png": _png, "gif": _gif, "webp": _webp}.get(kind)
    try:
        return None if find is None else find(data)
    except (struct.error, IndexError):
        return None


def _jpeg(data: bytes) -> int | None:
    place = 2
    while (match := _MARK.search(data, place)) is not None:
        mark, place = match[1][0], match.end()
        if mark == _END:
            return place
        if mark not in _BARE:
            place += int(struct.unpack_from(">H", data, place)[0])
    return None


def _png(data: bytes) -> int | None:
    place = _PNG
    while place < len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        place += 12 + int(length)
        if kind == b"IEND":
            return place
    return None


def _gif(data: bytes) -> int | None:
    place = 13 + _table(data[10])
    while place < len(data):
        kind = data[place]
        if kind == 0x3B:
            return place + 1
        if kind == 0x21:
            place += 2
        elif kind == 0x2C:
            place += 11 + _table(data[place + 9])
        else:
            return None
        while data[place]:
            place += 1 + data[place]
        place += 1
    return None


def _table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(data: bytes) -> int | None:
    size = int(struct.unpack_from("<I", data, 4)[0])
    return 8 + size + (size & 1)
