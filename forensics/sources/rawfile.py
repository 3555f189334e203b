"""The file as it lies: opened for reading only, read once, front to back, hashed and counted on the way."""

from __future__ import annotations

import hashlib
import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from io import FileIO
from pathlib import Path
from typing import IO, Protocol

from forensics.errors import SourceError
from forensics.regular import NotRegularError, open_regular
from forensics.sources.globs import STDIN
from forensics.sources.remote.remote import RemoteFile
from forensics.sources.urls import Url

__all__ = ["Digest", "Opened", "RawFile", "Readable", "opened", "size_of"]

#: A log that is open, here or elsewhere.
Opened = IO[bytes] | RemoteFile

#: Bytes read at once where fewer are asked for.
_SMALL = 64 * 1024
#: So many bytes at the start of a file are hashed at once: of thousands of small files, none needs a thread.
_BEGINNING = 256 * 1024
#: Bytes that are handed to the hashing thread together: what a block costs beside its bytes is nothing then.
_ENOUGH = 512 * 1024
#: Bytes passed over at once.
_PASSED = 1024 * 1024
#: Bytes that may wait for the hashing thread.
_BACKLOG = 16 * 1024 * 1024
#: Bytes in which the last line end of a block is looked for.
_TAIL = 64 * 1024


class Readable(Protocol):
    """What a RawFile reads: an open file, or a member of an archive."""

    def read(self, size: int, /) -> bytes:
        """One to `size` bytes; none at the end."""

    def seek(self, offset: int, /) -> int:
        """Go to an offset."""


@contextmanager
def opened(path: Path | Url) -> Iterator[Opened]:
    """The file, unbuffered, or standard input; raises SourceError if it cannot be opened or is no file."""
    if isinstance(path, Url):
        with closing(RemoteFile(path)) as remote:
            yield remote
        return
    if path == STDIN:
        yield sys.stdin.buffer
        return
    try:
        file: IO[bytes] = open_regular(path).detach()  # type: ignore[assignment]  # a FileIO
    except PermissionError as error:
        hint = "run as a user who may read it, or copy it to a folder of your own"
        raise SourceError("permission to read this file is missing", where=str(path), hint=hint) from error
    except IsADirectoryError as error:
        raise SourceError("this is a folder, not a log file", where=str(path)) from error
    except NotRegularError as error:
        raise SourceError("this is a device, pipe or socket, not a log file", where=str(path)) from error
    except OSError as error:
        raise SourceError(f"cannot be opened: {error.strerror}", where=str(path)) from error
    with file:
        yield file


def size_of(file: Opened) -> int | None:
    """The size of a file, in bytes; None where a store does not say it."""
    return file.size if isinstance(file, RemoteFile) else os.fstat(file.fileno()).st_size


class Digest:
    """A running SHA-256, computed in a second thread (hashlib releases the GIL) and in order."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sha256")
        self._gathered: list[bytes] = []
        self._gathered_bytes = 0
        self._waiting: deque[tuple[int, Future[None]]] = deque()
        self._waiting_bytes = 0
        self._taken = 0

    def update(self, block: bytes) -> None:
        """Add a block; waits if too much is queued."""
        self._taken += len(block)
        if self._taken <= _BEGINNING:
            self._hash.update(block)
            return
        self._gathered.append(block)
        self._gathered_bytes += len(block)
        if self._gathered_bytes >= _ENOUGH:
            self._settle(max(_BACKLOG - self._gathered_bytes, 0))
            self._waiting.append((self._gathered_bytes, self._thread.submit(self._add, self._gathered)))
            self._waiting_bytes += self._gathered_bytes
            self._gathered, self._gathered_bytes = [], 0

    def hexdigest(self) -> str:
        """The digest of all blocks so far."""
        self._settle(0)
        self._add(self._gathered)
        self._gathered, self._gathered_bytes = [], 0
        return self._hash.hexdigest()

    def close(self) -> None:
        """End the thread; blocks not yet hashed are dropped."""
        self._thread.shutdown(cancel_futures=True)

    def _add(self, blocks: Sequence[bytes]) -> None:
        for block in blocks:
            self._hash.update(block)

    def _settle(self, backlog: int) -> None:
        """Wait until at most so many bytes are queued."""
        while self._waiting_bytes > backlog:
            size, done = self._waiting.popleft()
            done.result()
            self._waiting_bytes -= size


class RawFile:
    """A buffered reader over a file or pipe whose bytes are hashed once each, in order.

    `offset` is that of the next byte to be taken. A seekable file may be read again from any
    offset before `position`; what is read a second time is not hashed a second time. A read
    that fails ends the file there; `fault` then holds the reason. While `end` is set, the file is
    taken to end at that offset: so a part of it is read.
    """

    def __init__(self, file: Readable, *, seekable: bool) -> None:
        self.seekable = seekable
        self.offset = 0
        self.end: int | None = None
        self.position = 0  # bytes of the file consumed and hashed so far
        self.fault: OSError | None = None
        self.digest = Digest()
        self._file = file
        self._buffer = b""

    def peek(self, size: int) -> bytes:
        """The next bytes without taking them, fewer than `size` only at the end of the file."""
        size = self._within(size)
        while len(self._buffer) < size and (block := self._read(max(_SMALL, size - len(self._buffer)))):
            self._buffer += block
        return self._buffer[:size]

    def take(self, size: int) -> bytes:
        """One to `size` bytes, whatever comes in one read; none at the end of the file."""
        size = self._within(size)
        if self._buffer:
            block, self._buffer = self._buffer[:size], self._buffer[size:]
        else:
            block = self._read(size)
        self.offset += len(block)
        return block

    def take_lines(self, size: int, step: int) -> bytes:
        """Whole lines, at most `size` bytes together, where the file lies here and a line ends in time; otherwise
        what `take` gives, at most `step` bytes of it."""
        size = self._within(size)
        if self._buffer or not isinstance(self._file, FileIO) or size <= step:
            return self.take(step)  # what was read and hashed before is what is given, and not read again
        tail = min(size, _TAIL)
        try:
            self._file.seek(self.offset + size - tail)
            end = self._file.read(tail).rfind(b"\n") + 1
        except OSError:  # taking these bytes in their turn will tell it
            end = 0
        self._file.seek(self.offset)
        return self.take(size - tail + end if end else step)

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

    def pass_to(self, offset: int) -> None:
        """Take everything before an offset ahead."""
        while self.offset < offset and self.take(min(offset - self.offset, _PASSED)):
            pass

    def finish(self, size: int) -> None:
        """Read to the end of the file, so that every byte is hashed."""
        while self.take(size):
            pass

    def _within(self, size: int) -> int:
        return size if self.end is None else min(size, max(self.end - self.offset, 0))

    def _read(self, size: int) -> bytes:
        start = self.offset + len(self._buffer)
        if self.fault is not None:  # a disk may answer again, behind a hole in the lines
            size = min(size, self.position - start)
            if size <= 0:
                return b""
        try:
            block = self._file.read(size)
        except OSError as error:
            self.fault = error
            return b""
        if start + len(block) > self.position:
            self.digest.update(block[self.position - start :] if start < self.position else block)
            self.position = start + len(block)
        return block
