"""A log file -> chunks of whole lines: decompressed, hashed, repaired, salvaged.

    with open_source(path) as source:
        for chunk in source:
            ...
        source.tally

Sources are opened for reading only, and every byte of a source is hashed, also after damage.
Damage never raises: it is told in the tally.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from forensics.sources.archives.archive import Archive, ArchiveMember, ArchiveTally, is_archive, open_archive
from forensics.sources.chunks import CHUNK_BYTES, LONGEST_LINE, START, Beginning, Chunk
from forensics.sources.compression.compression import compression_of
from forensics.sources.damage import Listed, judge_fault, watch
from forensics.sources.frames.framing import frame_of
from forensics.sources.globs import STDIN, locate
from forensics.sources.overlong import Overlong
from forensics.sources.rawfile import Opened, RawFile, opened, size_of
from forensics.sources.remote.remote import RemoteFile
from forensics.sources.source import Source, SourceTally
from forensics.sources.urls import Url, is_url, unread_scheme

__all__ = [
    "CHUNK_BYTES",
    "LONGEST_LINE",
    "SAMPLED_BYTES",
    "START",
    "Archive",
    "ArchiveMember",
    "ArchiveTally",
    "Beginning",
    "Chunk",
    "Listed",
    "Overlong",
    "Source",
    "SourceTally",
    "Url",
    "ending",
    "is_archive",
    "is_url",
    "locate",
    "open_archive",
    "open_source",
    "open_stretch",
    "sample",
    "spread",
    "unread_scheme",
]

#: A sample reads this much at so many places of a plain file, or from the start of any other.
_PLACES, _PLACE_BYTES = 40, 96 * 1024
SAMPLED_BYTES = 16 * 1024 * 1024
_LONGEST_SAMPLE = 64 * 1024
#: Lines that are shorter than those of any log are no better a sample for being more.
_MOST_SAMPLED = 1_000_000
_HEADINGS = 100
_LAST = 200


@contextmanager
def open_source(
    path: Path | Url, *, chunk_bytes: int = CHUNK_BYTES, longest: int = LONGEST_LINE, tables: bool = True,
    listed: Listed | None = None,
) -> Iterator[Source]:  # fmt: skip
    """A source to iterate over: chunks of about `chunk_bytes`, without lines longer than `longest`; for `tables` see
    `framing.frame_of`; `listed` is the file that is expected there.

    "-" is standard input, compressed or not. Raises SourceError if the path is missing, may not
    be read or is not a regular file.
    """
    with opened(path) as file:
        guard = None if path == STDIN else watch(file, listed)
        source = Source(
            RawFile(file, seekable=guard is not None),
            judge_fault if guard is None else guard.judge,
            size=None if guard is None else guard.size,
            chunk_bytes=chunk_bytes,
            longest=longest,
            tables=tables,
        )
        try:
            yield source
        finally:
            source.close()


@contextmanager
def open_stretch(
    path: Path, begin: Beginning, end: int | None, *, chunk_bytes: int = CHUNK_BYTES, tables: bool = True
) -> Iterator[Source]:
    """The part of a log that begins there, as a source; of a plain file up to byte `end`, behind which others may be
    writing. Raises SourceError as `open_source` does.
    """
    with opened(path) as file:
        raw = RawFile(file, seekable=True)
        raw.end = end
        size = (size_of(file) if end is None else end - begin.offset) or 0
        source = Source(
            raw, judge_fault, size=size, chunk_bytes=chunk_bytes, longest=LONGEST_LINE, tables=tables, begin=begin
        )
        try:
            yield source
        finally:
            source.close()


def sample(path: Path | Url, *, lines: int = 10_000, tables: bool = True) -> tuple[bytes, ...]:
    """Up to `lines` original lines without their ends, to tell the format by; never raises on damage.

    Of a large plain file they are spread over the whole of it, otherwise over its first 16 MiB
    (decompressed); the first line is always among them. Lines over 64 KiB are left out. Standard
    input gives none, because it cannot be read again: `spread` its first chunk instead.
    """
    if path == STDIN:
        return ()
    with opened(path) as file:
        size = size_of(file) or 0
        if size > SAMPLED_BYTES and _is_plain(_head(file), tables=tables):
            offsets = [size * place // _PLACES for place in range(_PLACES)]
            blocks = _blocks_at(file, offsets)
            if blocks is not None:
                share = -(-lines // _PLACES)
                places = [_whole(block, offset)[:share] for block, offset in zip(blocks, offsets, strict=True)]
                return tuple(line for place in places for line in place)[:lines]
    with open_source(path, tables=tables) as source:
        return spread(source.head(SAMPLED_BYTES), lines=lines)


def ending(path: Path | Url, *, tables: bool = True) -> tuple[bytes, ...] | None:
    """The last original lines of a log without their ends; None where all of it would have to be read for them: of one
    that is large and compressed, that lies elsewhere, or of standard input."""
    if path == STDIN or isinstance(path, Url):
        return None
    with opened(path) as file:
        size = size_of(file) or 0
        if not isinstance(file, RemoteFile) and _is_plain(_head(file), tables=tables):
            start = max(0, size - _PLACE_BYTES)
            block = _block_at(file, start)
            return _usable(block[block.find(b"\n") + 1 if start else 0 :])
    if size > SAMPLED_BYTES // 4:
        return None
    with open_source(path, tables=tables) as source:
        data = source.head(SAMPLED_BYTES)
    return None if len(data) >= SAMPLED_BYTES else _usable(data)[-_LAST:]


def spread(data: bytes, *, lines: int = 10_000) -> tuple[bytes, ...]:
    """Up to `lines` lines of `data` without their ends, the first one and others evenly after it; and
    `#Fields` headings, without which W3C rows say nothing."""
    found = _usable(data)
    count = min(lines, len(found))
    chosen = [index * len(found) // count for index in range(count)]
    headings = (
        [index for index, line in enumerate(found) if b"#Fields:" in line][:_HEADINGS] if b"#Fields:" in data else []
    )
    return tuple(found[index] for index in sorted({*chosen, *headings}))


def _blocks_at(file: Opened, offsets: Sequence[int]) -> list[bytes] | None:
    """A block from each offset; None where only the start of a file can be had without all of it."""
    if isinstance(file, RemoteFile):
        return file.blocks(offsets, _PLACE_BYTES)
    return [_block_at(file, offset) for offset in offsets]


def _is_plain(head: bytes, *, tables: bool) -> bool:
    return compression_of(head) == "none" and frame_of(head, tables=tables) is None


def _head(file: Opened) -> bytes:
    try:
        return file.read(_PLACE_BYTES)
    except OSError:  # as below
        return b""


def _block_at(file: IO[bytes], offset: int) -> bytes:
    file.seek(offset)
    try:
        return file.read(_PLACE_BYTES)
    except OSError:  # the pass over the whole file tells it
        return b""


def _whole(block: bytes, offset: int) -> tuple[bytes, ...]:
    """The whole lines of a block that begins at `offset`; cut ones at either end are left out."""
    start = block.find(b"\n") + 1 if offset else 0
    return _usable(block[start : block.rfind(b"\n") + 1])


def _usable(data: bytes) -> tuple[bytes, ...]:
    found = data.removesuffix(b"\n").split(b"\n", _MOST_SAMPLED)[:_MOST_SAMPLED] if data else []
    return tuple(line.removesuffix(b"\r") for line in found if len(line) <= _LONGEST_SAMPLE)
