"""What lies below a published folder, in the order of the bytes of its paths.

A server serves what its files let it: hidden ones too, and what links lead to, also out of the folder (whoever does not
want that leaves it out by a glob). A folder is not entered below itself, nor one that holds the published folder;
and none by more than some ways. What is no regular file is nothing: a pipe, a device, a link that leads nowhere.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from forensics.watch.inventory.patterns import Selection

__all__ = ["Place", "identity", "signed", "top_of", "walk"]

#: By so many paths one folder is entered: links that lead to each other would make ever more of them.
_WAYS = 16


class Place(NamedTuple):
    """A file, or a folder: its path ends with a slash, or is empty, for the published folder itself."""

    path: bytes
    found: os.stat_result | None  # of what a link leads to, taken after a folder was listed; None: vanished or trouble
    linked: bool = False
    trouble: str = ""  # why it cannot be read
    empty: bool = False  # of a folder: nothing is listed in it

    @property
    def is_folder(self) -> bool:
        """Or else a file."""
        return not self.path or self.path.endswith(b"/")


def identity(found: os.stat_result) -> tuple[int, int]:
    """Device and inode, as numbers that SQLite can hold."""
    return signed(found.st_dev), signed(found.st_ino)


def signed(number: int) -> int:
    """One of 64 bits: devices, inodes and times of the year 2446 are larger than SQLite's."""
    number &= (1 << 64) - 1
    return number - (1 << 64) if number >> 63 else number


def top_of(root: Path) -> bytes:
    """What the paths below it are put behind."""
    return os.fsencode(root) + b"/"


def walk(root: Path, selection: Selection) -> Iterator[Place]:
    """The folder itself first; where it cannot be read, that alone, with the reason."""
    yield from _Walk(top_of(root), selection).places()


class _Frame(NamedTuple):
    """A folder that is being gone through."""

    entries: Iterator[tuple[bytes, bool]]
    above: frozenset[tuple[int, int]]  # folders in which it lies, and itself


@dataclass(slots=True)
class _Walk:
    top: bytes  # with a slash at the end
    selection: Selection
    ways: Counter[tuple[int, int]] = field(default_factory=Counter)

    def places(self) -> Iterator[Place]:
        place, frame = self._enter(b"", _holders(self.top), linked=False)
        yield place or Place(b"", None, trouble="it lies within itself")
        frames = [frame] if frame else []
        while frames:
            path, linked = next(frames[-1].entries, (b"", False))
            if not path:
                frames.pop()
            elif path.endswith(b"/"):
                place, frame = self._enter(path, frames[-1].above, linked=linked)
                if place:
                    yield place
                if frame:
                    frames.append(frame)
            elif place := self._file(path, linked=linked):
                yield place

    def _file(self, path: bytes, *, linked: bool) -> Place | None:
        try:
            found = os.stat(self.top + path)  # noqa: PTH116 - bytes
        except (FileNotFoundError, NotADirectoryError):
            return Place(path, None, linked)
        except OSError as error:
            return Place(path, None, linked, _reason(error))
        return Place(path, found, linked) if stat.S_ISREG(found.st_mode) else None

    def _enter(
        self, path: bytes, above: frozenset[tuple[int, int]], *, linked: bool
    ) -> tuple[Place | None, _Frame | None]:
        """The folder, and what is in it where it can be gone through."""
        try:
            itself = identity(os.stat(self.top + path))  # noqa: PTH116 - bytes
            if itself in above:
                return None, None
            self.ways[itself] += 1
            if self.ways[itself] > _WAYS:
                return Place(path, None, linked, f"more than {_WAYS} paths lead to this folder"), None
            entries, empty = self._listed(path)
            # After the listing: what was removed before it has left its time in this.
            found = os.stat(self.top + path)  # noqa: PTH116 - bytes
        except (FileNotFoundError, NotADirectoryError) as error:
            return Place(path, None, linked, "" if path else _reason(error)), None
        except OSError as error:
            return Place(path, None, linked, _reason(error)), None
        return Place(path, found, linked, empty=empty), _Frame(iter(entries), above | {itself})

    def _listed(self, path: bytes) -> tuple[list[tuple[bytes, bool]], bool]:
        """Paths that are taken, in order, and whether a link leads there; whether there was nothing at all."""
        found, empty = [], True
        with os.scandir(self.top + path) as entries:
            for entry in entries:
                empty = False
                kind = _kind(entry)
                if kind is not None and self._takes(taken := path + entry.name + kind):
                    found.append((taken, entry.is_symlink()))
        found.sort()
        return found, empty

    def _takes(self, path: bytes) -> bool:
        if self.selection.is_all:
            return True
        named = os.fsdecode(path)
        return self.selection.enters(named) if path.endswith(b"/") else self.selection.takes(named)


def _kind(entry: os.DirEntry[bytes]) -> bytes | None:
    """A slash for a folder, nothing for a file; None for what is neither."""
    try:
        if entry.is_dir():
            return b"/"
        return b"" if entry.is_file() else None
    except PermissionError:
        return b""  # to be told as one that cannot be read
    except OSError:
        return None  # a link that leads to itself


def _holders(top: bytes) -> frozenset[tuple[int, int]]:
    """The folders in which a folder lies."""
    found = set()
    for folder in Path(os.path.realpath(os.fsdecode(top))).parents:
        with suppress(OSError):
            found.add(identity(folder.stat()))
    return frozenset(found)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
