"""What is compressed twice, as a log that was rotated and then packed for the post: unpacked to the lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from forensics.sources.compression.compression import MAGIC_BYTES, compression_of, decode
from forensics.sources.damage import Flaws
from forensics.sources.rawfile import RawFile

__all__ = ["unpacked"]

#: So often a stream may have been compressed again; what goes deeper stays packed, and so unread.
_DEEPEST = 3


class _Content:
    """Blocks behind the interface of a file that is read once."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._left = b""

    def read(self, size: int, /) -> bytes:
        """One to `size` bytes; none at the end. A gap in the outer stream is a fault that the inner one shows."""
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                return b""
            self._left = block
        block, self._left = self._left[:size], self._left[size:]
        return block

    def seek(self, offset: int, /) -> int:
        """Not possible: what was unpacked is gone."""
        raise OSError(f"cannot go back to byte {offset}")


def unpacked(blocks: Iterator[bytes], flaws: Flaws, step: int, *, depth: int = 1) -> Iterator[bytes]:
    """The blocks of a decompressed stream, decompressed again while they begin as a compressed file does."""
    first: list[bytes] = []
    for block in blocks:
        first.append(block)
        if not block or sum(map(len, first)) >= MAGIC_BYTES:
            break
    kind = compression_of(b"".join(first))
    every = chain(first, blocks)
    if kind == "none" or depth == _DEEPEST:
        yield from every
        return
    inner = RawFile(_Content(every), seekable=False)
    try:
        yield from unpacked(decode(inner, kind, flaws, step), flaws, step, depth=depth + 1)
    finally:
        inner.digest.close()
