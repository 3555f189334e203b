"""The file as it lies: read once, front to back, hashed and counted on the way."""

from __future__ import annotations

import hashlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO

__all__ = ["Digest", "RawFile"]

#: Blocks smaller than this are hashed at once: handing them to the thread costs more.
_SMALL = 64 * 1024
#: Blocks that may wait for the hashing thread; bounds the memory they hold.
_BACKLOG = 16


class Digest:
    """A running SHA-256, computed in a second thread (hashlib releases the GIL) and in order."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sha256")
        self._waiting: deque[Future[None]] = deque()

    def update(self, block: bytes) -> None:
        """Add a block; waits if too many are queued."""
        if len(block) < _SMALL:
            self._settle(0)
            self._hash.update(block)
        else:
            self._settle(_BACKLOG)
            self._waiting.append(self._thread.submit(self._hash.update, block))

    def hexdigest(self) -> str:
        """The digest of all blocks so far."""
        self._settle(0)
        return self._hash.hexdigest()

    def close(self) -> None:
        """End the thread; blocks not yet hashed are dropped."""
        self._thread.shutdown(cancel_futures=True)

    def _settle(self, backlog: int) -> None:
        while len(self._waiting) > backlog:
            self._waiting.popleft().result()


class RawFile:
    """A buffered reader over a file or pipe whose bytes are hashed once each, in order.

    `offset` is that of the next byte to be taken. A seekable file may be read again from any
    offset before `position`; what is read a second time is not hashed a second time. A read
    that fails ends the file there; `fault` then holds the reason.
    """

    def __init__(self, file: IO[bytes], *, seekable: bool) -> None:
        self.seekable = seekable
        self.offset = 0
        self.position = 0  # bytes of the file consumed and hashed so far
        self.fault: OSError | None = None
        self.digest = Digest()
        self._file = file
        self._buffer = b""

    def peek(self, size: int) -> bytes:
        """The next bytes without taking them, fewer than `size` only at the end of the file."""
        while len(self._buffer) < size and (block := self._read(max(_SMALL, size - len(self._buffer)))):
            self._buffer += block
        return self._buffer[:size]

    def take(self, size: int) -> bytes:
        """One to `size` bytes, whatever comes in one read; none at the end of the file."""
        if self._buffer:
            block, self._buffer = self._buffer[:size], self._buffer[size:]
        else:
            block = self._read(size)
        self.offset += len(block)
        return block

    def take_exactly(self, size: int) -> bytes:
        """`size` bytes, fewer only at the end of the file."""
        block = self.peek(size)
        self._buffer = self._buffer[len(block) :]
        self.offset += len(block)
        return block

    def put_back(self, block: bytes) -> None:
        """Return the last bytes taken."""
        self._buffer = block + self._buffer
        self.offset -= len(block)

    def skip_zeros(self) -> None:
        """Take the padding that begins here, if any."""
        while block := self.take(_SMALL):
            if rest := block.lstrip(b"\0"):
                self.put_back(rest)
                return

    def go_to(self, offset: int) -> None:
        """Read on from an offset already passed; only for a seekable file."""
        self._file.seek(offset)
        self.offset = offset
        self._buffer = b""

    def finish(self, size: int) -> None:
        """Read to the end of the file, so that every byte is hashed."""
        while self.take(size):
            pass

    def _read(self, size: int) -> bytes:
        start = self.offset + len(self._buffer)
        try:
            block = self._file.read(size)
        except OSError as error:
            self.fault = error
            return b""
        if start + len(block) > self.position:
            self.digest.update(block[self.position - start :] if start < self.position else block)
            self.position = start + len(block)
        return block
