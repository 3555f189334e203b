"""How files lie within compound files: as the packager packed them, or among the records of a presentation."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from forensics.documents.limits import Limits, NotInspectableError
from forensics.language.statement import state

__all__ = ["native_file", "objects_of_slides"]

_CONTAINER = 0xF
_OBJECT = 0x1011  # ExOleObjStg (MS-PPT 2.10.34)
_PACKED = 1


def native_file(found: bytes) -> bytes:
    """The file in an Ole10Native stream: behind its size, its name and the paths from which it came (MS-OLEDS 2.3.6);
    all of the stream where it is not laid out so."""
    try:
        place = 4 + 2
        for _ in range(2):
            place = found.index(b"\0", place) + 1
        place += 4
        (length,) = struct.unpack_from("<I", found, place)
        place += 4 + length
        (size,) = struct.unpack_from("<I", found, place)
    except (ValueError, struct.error):
        return found[4:]
    inside = found[place + 4 : place + 4 + size]
    return inside if len(inside) == size else found[4:]


def objects_of_slides(found: bytes, limits: Limits) -> Iterator[bytes]:
    """The objects among the records of a presentation, each a compound file."""
    place = 0
    while place + 8 <= len(found):
        head, kind, size = struct.unpack_from("<HHI", found, place)
        place += 8
        if kind == _OBJECT:
            yield (
                _unpacked(found[place : place + size], limits) if head >> 4 == _PACKED else found[place : place + size]
            )
        if head & 0xF != _CONTAINER:
            place += size


def _unpacked(found: bytes, limits: Limits) -> bytes:
    try:
        inflater = zlib.decompressobj()
        inside = inflater.decompress(found[4:], limits.part)
    except zlib.error as error:
        raise NotInspectableError(state("An object is damaged.")) from error
    limits.spend(len(inside))
    return inside
