"""A log file -> chunks of whole lines: decompressed, hashed, repaired, salvaged.

    with open_source(path) as source:
        for chunk in source:
            ...
        source.tally

Sources are opened for reading only, and every byte of a source is hashed, also after damage.
Damage never raises: it is told in the tally.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from forensics.errors import SourceError
from forensics.model import Damage
from forensics.sources.chunks import LONGEST_LINE, Chunk, Cutter
from forensics.sources.compression import compression_of, decode
from forensics.sources.damage import Flaws, misfit
from forensics.sources.globs import STDIN, locate
from forensics.sources.rawfile import Digest, RawFile

__all__ = [
    "LONGEST_LINE",
    "Chunk",
    "OverlongStart",
    "Source",
    "SourceTally",
    "locate",
    "open_source",
    "sample",
    "spread",
]

#: Bytes decoded, hashed and cut at once.
_STEP = 1024 * 1024
_MAGIC_BYTES = 6
#: A sample reads this much at so many places of a plain file, or from the start of any other.
_PLACES, _PLACE_BYTES = 40, 256 * 1024
_SAMPLED_BYTES = 16 * 1024 * 1024
_LONGEST_SAMPLE = 64 * 1024


#: Line number, byte offset in the decompressed stream, first 2,048 bytes.
OverlongStart = tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class SourceTally:
    """What one pass over a source has counted. Without compression, stream and file are the same."""

    bytes: int  # of the file as it lies
    sha256: str
    stream_bytes: int  # decompressed
    stream_sha256: str
    lines: int  # with overlong lines and an unfinished last one
    repaired: int  # lines in which bytes were replaced
    overlong: int  # lines over LONGEST_LINE, left out of the chunks
    overlong_starts: tuple[OverlongStart, ...]  # of the first 1,000
    damage: Damage | None


class Source:
    """One log, to be iterated over once; `tally` holds the counts after that.

    `compression` is gzip, bzip2, xz, zstd or none; `size` is that of the file as it lies, None
    for standard input; `position` tells how much of it has been read.
    """

    def __init__(self, path: Path, file: IO[bytes], *, chunk_bytes: int, longest: int) -> None:
        self.path = path
        self._file = file
        self._before = None if path == STDIN else os.fstat(file.fileno())
        self.size = None if self._before is None else self._before.st_size
        self._raw = RawFile(file, seekable=self._before is not None)
        self._cutter = Cutter(chunk_bytes, longest)
        self._flaws = Flaws(lambda: self._cutter.whole_lines)
        self._step = min(_STEP, chunk_bytes, longest)
        self.compression = compression_of(self._raw.peek(_MAGIC_BYTES))
        self._digest = self._raw.digest if self.compression == "none" else Digest()
        self._chunks = self._read()
        self._tally: SourceTally | None = None

    @property
    def position(self) -> int:
        """Bytes of the file as it lies that have been read so far."""
        return self._raw.position

    @property
    def tally(self) -> SourceTally:
        """The counts; only once all chunks were taken."""
        if self._tally is None:
            raise RuntimeError("a source has no tally before its last chunk was taken")
        return self._tally

    def __iter__(self) -> Iterator[Chunk]:
        return self._chunks

    def head(self, size: int) -> bytes:
        """The first lines of the stream, about `size` bytes: to be asked for instead of iterating."""
        blocks: list[bytes] = []
        for block in self._blocks():
            blocks.append(block)
            size -= len(block)
            if size <= 0:
                break
        head = b"".join(blocks)
        return head if size > 0 else head[: head.rfind(b"\n") + 1]

    def close(self) -> None:
        """End the hashing threads."""
        self._chunks.close()
        self._raw.digest.close()
        self._digest.close()

    def _read(self) -> Generator[Chunk, None, None]:
        for block in self._blocks():
            if block:
                self._judge_start(block)
                if self._digest is not self._raw.digest:
                    self._digest.update(block)
                yield from self._cutter.take(block)
            else:
                yield from self._cutter.end()
        self._raw.finish(_STEP)
        self._judge_end()
        yield from self._cutter.end()
        self._tally = self._count()

    def _blocks(self) -> Iterator[bytes]:
        """The decompressed stream in blocks; an empty one marks a gap."""
        if self.compression != "none":
            yield from decode(self._raw, self.compression, self._flaws, self._step)
        else:
            while block := self._raw.take(self._step):
                yield block

    def _judge_start(self, block: bytes) -> None:
        if self._cutter.stream_bytes == 0 and (found := misfit(block)):
            self._flaws.add(found[0], 0, found[1])

    def _judge_end(self) -> None:
        fault = self._raw.fault
        if fault is not None:
            text = f"The file cannot be read from byte {self._raw.position:,} on ({fault.strerror})."
            self._flaws.add("unreadable", self._raw.position, text)
        if self._before is not None and fault is None:
            after = os.fstat(self._file.fileno())
            was, now = (self._before.st_size, self._before.st_mtime_ns), (after.st_size, after.st_mtime_ns)
            if was != now or self._raw.position != after.st_size:
                text = f"The file changed while it was read ({was[0]:,} bytes before, {now[0]:,} after):"
                self._flaws.add("changed", None, f"{text} read a copy that nothing writes to.")

    def _count(self) -> SourceTally:
        cutter = self._cutter
        return SourceTally(
            bytes=self._raw.position,
            sha256=self._raw.digest.hexdigest(),
            stream_bytes=cutter.stream_bytes,
            stream_sha256=self._digest.hexdigest(),
            lines=cutter.whole_lines,
            repaired=cutter.repaired,
            overlong=cutter.overlong,
            overlong_starts=tuple(cutter.overlong_starts),
            damage=self._flaws.summary(),
        )


@contextmanager
def open_source(path: Path, *, chunk_bytes: int = 16 * 1024 * 1024, longest: int = LONGEST_LINE) -> Iterator[Source]:
    """A source to iterate over: chunks of about `chunk_bytes`, without lines longer than `longest`.

    "-" is standard input, compressed or not. Raises SourceError if the path is missing, may not
    be read or is not a regular file.
    """
    with _opened(path) as file:
        source = Source(path, file, chunk_bytes=chunk_bytes, longest=longest)
        try:
            yield source
        finally:
            source.close()


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path == STDIN:
        yield sys.stdin.buffer
        return
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):  # checked first: opening a fifo would wait for a writer
            kind = "a folder" if stat.S_ISDIR(mode) else "a device, pipe or socket"
            raise SourceError(f"this is {kind}, not a log file", where=str(path))
        file = path.open("rb", buffering=0)
    except PermissionError as error:
        hint = "run as a user who may read it, or copy it to a folder of your own"
        raise SourceError("permission to read this file is missing", where=str(path), hint=hint) from error
    except OSError as error:
        raise SourceError(f"cannot be opened: {error.strerror}", where=str(path)) from error
    with file:
        yield file


def sample(path: Path, *, lines: int = 10_000) -> tuple[bytes, ...]:
    """Up to `lines` original lines without their ends, to tell the format by; never raises on damage.

    Of a large plain file they are spread over the whole of it, otherwise over its first 16 MiB
    (decompressed); the first line is always among them. Lines over 64 KiB are left out. Standard
    input gives none, because it cannot be read again: `spread` its first chunk instead.
    """
    if path == STDIN:
        return ()
    with _opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > _SAMPLED_BYTES and compression_of(file.read(_MAGIC_BYTES)) == "none":
            share = -(-lines // _PLACES)
            places = [_lines_at(file, size * place // _PLACES)[:share] for place in range(_PLACES)]
            return tuple(line for place in places for line in place)[:lines]
    with open_source(path) as source:
        return spread(source.head(_SAMPLED_BYTES), lines=lines)


def spread(data: bytes, *, lines: int = 10_000) -> tuple[bytes, ...]:
    """Up to `lines` lines of `data` without their ends, the first one and others evenly after it."""
    found = _usable(data)
    count = min(lines, len(found))
    return tuple(found[index * len(found) // count] for index in range(count))


def _lines_at(file: IO[bytes], offset: int) -> tuple[bytes, ...]:
    """The whole lines around `offset`; cut ones at either end are left out."""
    file.seek(offset)
    try:
        block = file.read(_PLACE_BYTES)
    except OSError:  # the pass over the whole file tells it
        return ()
    start = block.find(b"\n") + 1 if offset else 0
    return _usable(block[start : block.rfind(b"\n") + 1])


def _usable(data: bytes) -> tuple[bytes, ...]:
    found = data.removesuffix(b"\n").split(b"\n") if data else []
    return tuple(line.removesuffix(b"\r") for line in found if len(line) <= _LONGEST_SAMPLE)
