"""One entry of an archive, and its content as a file: what tar and zip have in common."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from isal import isal_zlib

from forensics.language.statement import state
from forensics.sources.damage import Flaws
from forensics.sources.rawfile import RawFile

__all__ = ["EMPTY", "FOLDER", "ArchiveEntry", "FileSlice", "Unpacked", "misplaced", "passed", "quoted"]

EMPTY = state("It is empty.")
FOLDER = state("It is a folder.")

_DRIVE = re.compile(r"[A-Za-z]:[/\\]")
_SEPARATOR = re.compile(r"[/\\]")
#: A longer name is cut where a sentence quotes it.
_QUOTED = 200


class FileSlice:
    """A stretch of an open file, from where it stands to its `end`: content that lies there as it is.

    `checksum` is the CRC-32 of the first `given` bytes, all that was read so far.
    """

    def __init__(self, file: RawFile) -> None:
        self.seekable = file.seekable
        self.given = self.checksum = 0
        self._file = file
        self._start = file.offset

    def read(self, size: int, /) -> bytes:
        """One to `size` bytes; none at the end."""
        again = self.given - (self._file.offset - self._start)
        block = self._file.take(size)
        if new := block[again:]:
            self.checksum = isal_zlib.crc32(new, self.checksum)
            self.given += len(new)
        return block

    def seek(self, offset: int, /) -> int:
        """Go to a place already passed."""
        self._file.go_to(self._start + offset)
        return offset


class Unpacked:
    """A decompressed stream as a file that cannot be read twice; at a gap it ends until `resume`.

    `checksum` is the CRC-32 of the first `given` bytes, all that was read so far.
    """

    seekable = False

    def __init__(self, blocks: Iterator[bytes]) -> None:
        """An empty block marks a gap."""
        self.gap = False
        self.given = self.checksum = 0
        self._blocks = blocks
        self._left = b""

    def read(self, size: int, /) -> bytes:
        """One to `size` bytes; none at the end, or at a gap."""
        if not self._left and not self.gap:
            block = next(self._blocks, None)
            self.gap = block == b""
            self._left = block or b""
        block, self._left = self._left[:size], self._left[size:]
        self.checksum = isal_zlib.crc32(block, self.checksum)
        self.given += len(block)
        return block

    def seek(self, offset: int, /) -> int:
        """Refuse: what was decoded is gone."""
        raise io.UnsupportedOperation(f"seek to {offset}")

    def resume(self) -> None:
        """Go on behind a gap."""
        self.gap = False


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """What an archive holds under one name: its `content`, or the `reason` why it is not read.

    `judge` notes what was wrong with the content, once its end was reached.
    """

    name: str  # hostile text: to be shown, never to be used as a path
    size: int | None  # unpacked, as the archive has it; None where it does not say
    content: FileSlice | Unpacked | None
    judge: Callable[[RawFile, Flaws], None]
    reason: str = ""
    lost: bool = False  # it may hold lines, which are not read


def passed(name: str, size: int | None, reason: str, *, lost: bool) -> ArchiveEntry:
    """An entry that is not read."""
    return ArchiveEntry(name, size, None, lambda _raw, _flaws: None, reason, lost)


def misplaced(name: str) -> str:
    """Why a name is refused, in words; "" for one that stays inside the archive."""
    if name.startswith(("/", "\\")) or _DRIVE.match(name):
        return state("Its name is an absolute path: if you trust the archive, unpack it and name the log itself.")
    if ".." in _SEPARATOR.split(name):
        return state(
            "Its name leads out of the archive (..): if you trust the archive, unpack it and name the log itself."
        )
    return ""


def quoted(name: str) -> str:
    """A name for a sentence: nothing in it acts, and it is not endless."""
    return repr(name if len(name) <= _QUOTED else f"{name[:_QUOTED]}...")
