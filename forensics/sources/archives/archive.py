"""An archive of logs -> its members, one after another; nothing is unpacked to disk.

    with open_archive(path) as archive:
        for member in archive:
            if member.source is not None:
                for chunk in member.source:
                    ...
                member.source.tally
        archive.tally

The archive is opened for reading only and read once, front to back; every byte of it is hashed.
Damage never raises: it is told in the tallies, that of the archive and that of the member it hit.
"""

from __future__ import annotations

import io
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from forensics.errors import SourceError
from forensics.language.statement import joined, state
from forensics.model import ArchiveKind, Compression, Damage
from forensics.sources.archives.entry import ArchiveEntry, Unpacked
from forensics.sources.archives.tar import BLOCK, Tar, is_tar
from forensics.sources.archives.zip import MAGICS, Zip, listing
from forensics.sources.chunks import CHUNK_BYTES, LONGEST_LINE
from forensics.sources.compression.compression import MAGIC_BYTES, beginning, compression_of, decode
from forensics.sources.compression.expansion import Expansion
from forensics.sources.damage import Flaws, Listed, Watch, archive_title, watch
from forensics.sources.globs import STDIN
from forensics.sources.rawfile import Opened, RawFile, opened
from forensics.sources.source import STEP, Source
from forensics.sources.urls import Url

__all__ = ["Archive", "ArchiveMember", "ArchiveTally", "is_archive", "open_archive"]

#: Compressed bytes looked at to see what a file holds: more than one block of bzip2.
_LOOKED_AT = 1024 * 1024
#: More members are not opened: what a log costs beside its lines would be most of it.
MOST_MEMBERS = 10_000
#: macOS keeps what it knows of a file in another beside it (AppleDouble), and of a folder in .DS_Store.
_MACOS = (b"\x00\x05\x16\x07", b"\x00\x00\x00\x01Bud1")
_TOO_MANY = state(
    "It is behind the first {count} members that are opened: unpack the archive, and name the folder.",
    count=MOST_MEMBERS,
)
_STOPPED = state("It is behind the place where reading the archive stopped.")
_INTACT = state("Get an intact copy of the archive: until then lines may be missing from what was read of it.")


@dataclass(frozen=True, slots=True)
class ArchiveMember:
    """One member of an archive: a `source` to be read before the next is asked for, or a `reason` why not."""

    name: str  # as found: hostile text, to be shown and never to be used as a path
    size: int | None  # as the archive has it
    source: Source | None
    reason: str = ""
    lost: bool = False  # not read, though it may hold lines


@dataclass(frozen=True, slots=True)
class ArchiveTally:
    """What one pass over an archive has counted."""

    bytes: int  # of the file as it lies
    sha256: str
    stream_bytes: int  # of the tar inside, decompressed; otherwise the same
    stream_sha256: str
    members: int
    read: int  # members that gave a source
    damage: Damage | None  # of the archive; `last_line` says nothing


def is_archive(path: Path | Url) -> bool:
    """A zip, or a tar, compressed or not, by its first bytes; standard input is none.

    Raises SourceError if the file cannot be opened.
    """
    if path == STDIN:
        return False
    with opened(path) as file:
        return bool(_look(file)[0])


@contextmanager
def open_archive(
    path: Path | Url, *, chunk_bytes: int = CHUNK_BYTES, longest: int = LONGEST_LINE, tables: bool = True,
    listed: Listed | None = None,
) -> Iterator[Archive]:  # fmt: skip
    """An archive whose members are to be iterated over, each of them like a source of `open_source`.

    Raises SourceError if the file cannot be opened or is no archive.
    """
    with opened(path) as file:
        kind, compression = (None, "none") if path == STDIN else _look(file)
        if not kind:
            raise SourceError("this is no zip or tar archive", where=str(path))
        sure = watch(file, listed)
        archive = Archive(file, sure, kind, compression, chunk_bytes=chunk_bytes, longest=longest, tables=tables)
        try:
            yield archive
        finally:
            archive.close()


class Archive:
    """One archive, to be iterated over once; `tally` holds the counts after that.

    `kind` is zip or tar, `compression` that of a tar as a whole; `position` tells how much of the
    file, of `size` bytes, has been read.
    """

    def __init__(
        self, file: Opened, sure: Watch, kind: ArchiveKind, compression: Compression, *,
        chunk_bytes: int, longest: int, tables: bool,
    ) -> None:  # fmt: skip
        self.kind = kind
        self._tables = tables
        self.compression = compression
        self._watch = sure
        self.size = self._watch.size
        self._file = file
        self._flaws = Flaws(lambda: 0)
        self._chunk_bytes, self._longest = chunk_bytes, longest
        self._raw = RawFile(file, seekable=True)
        self._inner = self._raw  # the tar, decompressed
        self._expansion = Expansion(self._raw)
        self._opened = 0
        self._members = self._read()
        self._tally: ArchiveTally | None = None

    @property
    def position(self) -> int:
        """Bytes of the file as it lies that have been read so far."""
        return self._raw.position

    @property
    def tally(self) -> ArchiveTally:
        """The counts; only once all members were taken."""
        if self._tally is None:
            raise RuntimeError("an archive has no tally before its last member was taken")
        return self._tally

    def __iter__(self) -> Iterator[ArchiveMember]:
        return self._members

    def close(self) -> None:
        """End the hashing threads."""
        self._members.close()
        self._inner.digest.close()
        self._raw.digest.close()

    def _read(self) -> Generator[ArchiveMember, None, None]:
        members = read = 0
        for entry in self._entries():
            for member in self._member(entry):
                members += 1
                read += member.source is not None
                yield member
        self._inner.finish(STEP)
        self._raw.finish(STEP)
        self._watch.judge(self._raw, self._flaws)
        damage = self._flaws.summary()
        if damage is not None and damage.lost:
            damage = replace(damage, text=joined(damage.text, _INTACT, by=" "))
        self._tally = ArchiveTally(
            bytes=self._raw.position,
            sha256=self._raw.digest.hexdigest(),
            stream_bytes=self._inner.position,
            stream_sha256=self._inner.digest.hexdigest(),
            members=members,
            read=read,
            damage=damage,
        )

    def _entries(self) -> Iterable[ArchiveEntry]:
        if self.kind == "zip":
            listed = listing(self._file)
            self._file.seek(0)
            return Zip(self._raw, self._flaws, STEP, listed, self._bounded)
        if self.compression == "none":
            return Tar(self._raw, self._flaws, None)
        stream = Unpacked(self._bounded(decode(self._raw, self.compression, self._flaws, STEP)))
        self._inner = RawFile(stream, seekable=False)
        return Tar(self._inner, self._flaws, stream)

    def _bounded(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """What is unpacked of the archive, as long as it is not too much."""
        return self._expansion.bounded(blocks, lambda text: self._flaws.add("truncated", self._raw.position, text))

    def _member(self, entry: ArchiveEntry) -> Iterator[ArchiveMember]:
        """One member, open until the next is asked for."""
        if entry.content is None:
            yield ArchiveMember(entry.name, entry.size, None, entry.reason, entry.lost)
            return
        if self._opened == MOST_MEMBERS or self._expansion.stopped:
            yield ArchiveMember(
                entry.name, entry.size, None, _STOPPED if self._expansion.stopped else _TOO_MANY, lost=True
            )
            return
        self._opened += 1
        raw = RawFile(entry.content, seekable=entry.content.seekable)
        reason, lost = _reason(raw)
        if reason:
            raw.digest.close()
            yield ArchiveMember(entry.name, entry.size, None, reason, lost)
            return
        source = Source(
            raw,
            entry.judge,
            size=entry.size,
            chunk_bytes=self._chunk_bytes,
            longest=self._longest,
            tables=self._tables,
            expansion=self._expansion,
        )
        try:
            yield ArchiveMember(entry.name, entry.size, source)
        finally:
            source.close()


def _look(file: Opened) -> tuple[ArchiveKind | None, Compression]:
    """zip, tar or None by the first bytes of a file, and its compression; leaves it at its start."""
    raw = RawFile(file, seekable=True)
    try:
        head = raw.peek(BLOCK)
        compression = compression_of(head)
        if head.startswith(MAGICS):
            return "zip", compression
        raw.end = _LOOKED_AT
        return ("tar" if is_tar(_unpacked(raw, head)) else None), compression
    finally:
        raw.digest.close()
        file.seek(0)


def _unpacked(file: RawFile, head: bytes) -> bytes:
    """The first block of what a file holds that begins with `head`."""
    compression = compression_of(head)
    return head if compression == "none" else beginning(file, compression, BLOCK)


def _reason(raw: RawFile) -> tuple[str, bool]:
    """Why a member is not read, by what it holds, and whether lines may be lost with it; "" if it is."""
    if raw.peek(MAGIC_BYTES + 2).startswith(_MACOS):
        return state("It is a record that macOS keeps about another file or a folder, not a log."), False
    head = raw.peek(BLOCK)
    if compression_of(head) != "none":
        start = RawFile(io.BytesIO(raw.peek(_LOOKED_AT)), seekable=True)
        head = _unpacked(start, head)
        start.digest.close()
    title = state("tar archive") if is_tar(head) else archive_title(head)
    if title is None:
        return "", False
    return state(
        "It is a {kind} inside the archive, which is not opened: unpack it and name it by itself.", kind=title
    ), True
