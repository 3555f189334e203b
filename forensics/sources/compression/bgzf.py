"""gzip of many small members whose borders are known: BGZF, as bgzip writes it (SAM specification, section 4.1).

Each member says in its header how long it is, so several are decoded side by side. What is not whole and sound is left
to `gzipped`, which places a fault to the byte.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile

from isal import isal_zlib

from forensics.sources.compression.decoding import DEFLATE
from forensics.sources.rawfile import RawFile

__all__ = ["Blocks"]

#: Header of a member with an extra field, whose first subfield "BC" holds two bytes: the length of the member less one.
_FIXED, _SUBFIELD = b"\x1f\x8b\x08\x04", b"BC\x02\x00"
_HEADER, _TRAILER = 18, 8
#: Compressed bytes of which the members are decoded together: some thirty of them, each of at most 64 KiB.
_TOGETHER = 512 * 1024
_LARGEST = 64 * 1024
_RAW = -15


class Blocks:
    """Iterates over the content of the members that begin here, as long as they are whole and sound; `count` says how
    many there were."""

    def __init__(self, file: RawFile, step: int) -> None:
        self.count = 0
        self._file = file
        self._joined = max(step // _LARGEST, 1)

    def __iter__(self) -> Iterator[bytes]:
        if not _length(self._file.peek(_HEADER)):
            return
        with ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="bgzf") as threads:
            while members := _members(self._file.peek(_TOGETHER)):
                sound = list(takewhile(lambda content: content is not None, threads.map(_decoded, members)))
                self.count += len(sound)
                self._file.take_exactly(sum(map(len, members[: len(sound)])))
                for start in range(0, len(sound), self._joined):
                    if content := b"".join(filter(None, sound[start : start + self._joined])):
                        yield content  # the last member is empty: it marks the end
                if len(sound) < len(members):
                    return


def _members(data: bytes) -> list[bytes]:
    """The whole members at the head of the data."""
    found, at = [], 0
    while (length := _length(data[at : at + _HEADER])) and at + length <= len(data):
        found.append(data[at : at + length])
        at += length
    return found


def _length(header: bytes) -> int:
    """In bytes; 0 for what is no such member."""
    if len(header) < _HEADER or not header.startswith(_FIXED) or header[12:16] != _SUBFIELD:
        return 0
    extra, length = (int.from_bytes(header[at : at + 2], "little") for at in (10, 16))
    return length + 1 if extra == _HEADER - 12 and length + 1 > _HEADER + _TRAILER else 0


def _decoded(member: bytes) -> bytes | None:
    """Its content; None where it is not what its trailer says."""
    try:
        content = isal_zlib.decompress(member[_HEADER:-_TRAILER], _RAW)
    except DEFLATE.errors:
        return None
    told = isal_zlib.crc32(content).to_bytes(4, "little") + len(content).to_bytes(4, "little")
    return content if member[-_TRAILER:] == told else None
