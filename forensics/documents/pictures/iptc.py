"""IPTC captions (IIM 4.2) and other resources that Photoshop keeps in a picture."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from forensics.documents.pictures.traces import Traces

__all__ = ["iptc", "resources"]

_AUTHORS = frozenset({80, 116, 122})  # by-line, copyright, writer
_TEXTS = frozenset({5, 25, 40, 90, 92, 105, 118, 120})  # title, keywords, place, contact, caption ...
_CAPTIONS, _THUMBNAILS, _HEAD = 0x0404, (0x0409, 0x040C), 28


def resources(blocks: Mapping[int, object], traces: Traces) -> None:
    """Takes note of the resources of Photoshop, by their numbers."""
    for number, block in blocks.items():
        if isinstance(block, bytes) and number == _CAPTIONS:
            iptc(block, traces)
        elif isinstance(block, bytes) and number in _THUMBNAILS:
            traces.thumbnails.append(block[_HEAD:])


def iptc(data: bytes, traces: Traces) -> None:
    """Takes note of who made a picture and what it is said to show."""
    for number, value in _entries(data):
        text = value.decode("utf-8", "replace").strip("\x00 ")
        if text:
            (traces.authors if number in _AUTHORS else traces.texts if number in _TEXTS else set()).add(text)


def _entries(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and value of each entry of the application record."""
    place = data.find(b"\x1c\x02")
    while 0 <= place <= len(data) - 5 and data[place] == 0x1C:
        record, number, length = struct.unpack_from(">BBH", data, place + 1)
        if length & 0x8000:
            return
        if record == 2:
            yield number, data[place + 5 : place + 5 + length]
        place += 5 + length
