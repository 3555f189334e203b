"""A zstd frame by hand (RFC 8878): a block gives at most 128 KiB, so memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterator

import zstandard

from forensics.language.statement import state
from forensics.sources.compression.decoding import DecodingProblem
from forensics.sources.rawfile import RawFile

__all__ = ["Frame"]

_MAGIC = b"\x28\xb5\x2f\xfd"
_DICTIONARY_ID_BYTES = (0, 1, 2, 4)
_CONTENT_SIZE_BYTES = (0, 2, 4, 8)
_HAS_CHECKSUM, _SINGLE_SEGMENT = 0x04, 0x20
_RUN, _RESERVED = 1, 3  # types of block; a run is one byte, repeated
_LARGEST_BLOCK = 128 * 1024


class Frame:
    """Iterates over the content of the frame that begins here; `problem` is set if it is damaged.

    A skippable frame has no content. Unlike a gzip member, a frame may come without a checksum.
    """

    def __init__(self, file: RawFile, step: int) -> None:
        self.problem: DecodingProblem | None = None
        self._file = file
        self._step = step
        self._decoded = False  # all blocks: what follows is the checksum

    def __iter__(self) -> Iterator[bytes]:
        start = self._file.offset
        decoder = zstandard.ZstdDecompressor().decompressobj()
        for piece in self._pieces():
            try:
                content = decoder.decompress(piece)
            except zstandard.ZstdError as error:
                at = self._file.offset - len(piece)
                corrupt = DecodingProblem("corrupt", at, str(error).removeprefix("zstd decompressor error: "))
                self.problem = DecodingProblem("checksum", start) if self._decoded else corrupt
                return
            for first in range(0, len(content), self._step):
                yield content[first : first + self._step]

    def _pieces(self) -> Iterator[bytes]:
        """Header, blocks and checksum, each whole; ends early with `problem` set."""
        if not _MAGIC.startswith(self._file.peek(len(_MAGIC))):
            self._pass_skippable()
            return
        head = self._file.peek(5)
        if len(head) < 5:
            self._file.take_exactly(len(head))
            self._cut_short()
            return
        yield from self._whole(_header_size(head[4]))
        last = False
        while not last and self.problem is None:
            block = int.from_bytes(self._file.peek(3), "little")
            last, kind, size = bool(block & 1), block >> 1 & 3, block >> 3
            if kind == _RESERVED or size > _LARGEST_BLOCK:
                self.problem = DecodingProblem("corrupt", self._file.offset, state("not a block header"))
                return
            yield from self._whole(3 + (1 if kind == _RUN else size))
        self._decoded = True
        if self.problem is None and head[4] & _HAS_CHECKSUM:
            yield from self._whole(4)

    def _whole(self, size: int) -> Iterator[bytes]:
        piece = self._file.take_exactly(size)
        if len(piece) < size:
            self._cut_short()
        else:
            yield piece

    def _pass_skippable(self) -> None:
        head = self._file.take_exactly(8)
        left = int.from_bytes(head[4:], "little")
        while left and (block := self._file.take(min(left, _LARGEST_BLOCK))):
            left -= len(block)
        if left or len(head) < 8:
            self._cut_short()

    def _cut_short(self) -> None:
        self.problem = DecodingProblem("truncated", self._file.offset)


def _header_size(descriptor: int) -> int:
    """Bytes of magic and frame header (RFC 8878 3.1.1.1)."""
    single = bool(descriptor & _SINGLE_SEGMENT)
    content_size = _CONTENT_SIZE_BYTES[descriptor >> 6] or int(single)
    return 5 + (0 if single else 1) + _DICTIONARY_ID_BYTES[descriptor & 3] + content_size
