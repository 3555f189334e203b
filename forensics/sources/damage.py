"""What is wrong with a source, gathered while it is read and told as one `model.Damage`."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Protocol

from forensics.language.statement import Statement, joined, state
from forensics.model import Damage, DamageKind
from forensics.sources.rawfile import Opened, RawFile
from forensics.sources.remote.remote import ChangedError, RemoteFile

__all__ = ["Flaws", "Listed", "Watch", "archive_title", "judge_fault", "misfit", "watch"]

#: Flaws told in full; a file with more has its rest counted.
_TOLD = 5
#: Offset, magic and name of what is not a log but may hold some. Zip and tar are read by open_archive,
#: but not from standard input, nor inside each other.
_ARCHIVES = (
    (0, b"PK\x03\x04", state("zip archive")),
    (0, b"PK\x05\x06", state("zip archive")),
    (0, b"PK\x07\x08", state("zip archive")),
    (0, b"7z\xbc\xaf\x27\x1c", state("7z archive")),
    (0, b"Rar!\x1a\x07", state("rar archive")),
    (0, b"\x1f\x9d", state("file compressed with compress (.Z)")),
    (0, b"\x04\x22\x4d\x18", state("file compressed with lz4")),
    (257, b"ustar", state("tar archive")),
)


class Flaws:
    """The flaws of one source in the order in which they were met.

    `whole_lines` tells how many lines have ended so far: each flaw notes it.
    """

    def __init__(self, whole_lines: Callable[[], int]) -> None:
        self.whole_lines = whole_lines
        self._found: list[Damage] = []
        self._more = 0

    def lead(self, kind: DamageKind, offset: int | None, text: str) -> None:
        """Note a flaw that explains those before it."""
        self._found.insert(0, Damage(kind, offset, self.whole_lines(), text))

    def add(
        self, kind: DamageKind, offset: int | None, text: str, *, last_line: int | None = None, lost: bool = True
    ) -> None:
        """Note a flaw; `last_line` where the lines before it are fewer than those read so far."""
        last = self.whole_lines() if last_line is None else last_line
        if len(self._found) < _TOLD or (lost and not any(flaw.lost for flaw in self._found)):
            self._found.append(Damage(kind, offset, last, text, lost))
        else:
            self._more += 1

    def summary(self) -> Damage | None:
        """All flaws as one: kind and place of the first that may have lost lines, the text of each."""
        if not self._found:
            return None
        first = next((flaw for flaw in self._found if flaw.lost), self._found[0])
        texts = [flaw.text for flaw in self._found]
        if self._more:
            texts.append(state("{count} more flaws follow.", count=self._more))
        text = texts[0] if len(texts) == 1 else joined(*texts, by=" ")
        return Damage(first.kind, first.offset, first.last_line, text, first.lost)


class Watch(Protocol):
    """Knows whether a file, of `size` bytes at the start, changed while it was read."""

    @property
    def size(self) -> int | None:
        """In bytes; None where a store does not say it."""

    def judge(self, raw: RawFile, flaws: Flaws) -> None:
        """Note what went wrong until the end of the file was reached."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as it lay when the logs were listed: which one it was, its size in bytes and time of change."""

    device: int
    inode: int
    size: int
    changed: int  # ns

    @classmethod
    def of(cls, found: os.stat_result) -> Listed:
        """From what the system says of it."""
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)

    def is_other(self, now: Listed) -> bool:
        """Whether that is another file, or less of it; there are systems whose numbers change, but no time or size
        with them."""
        same = (self.device, self.inode) == (now.device, now.inode)
        return now.size < self.size or (not same and (self.size, self.changed) != (now.size, now.changed))


def watch(file: Opened, listed: Listed | None = None) -> Watch:
    """A watch that began when the logs were `listed`, or begins now."""
    return _RemoteWatch(file) if isinstance(file, RemoteFile) else _LocalWatch(file, listed)


class _LocalWatch:
    """A regular file that must not change while it is read; `size` is that at the start."""

    def __init__(self, file: IO[bytes], listed: Listed | None) -> None:
        self._file = file
        self._listed = listed
        self._before = os.fstat(file.fileno())
        self.size = self._before.st_size

    def judge(self, raw: RawFile, flaws: Flaws) -> None:
        """Note what went wrong until the end of the file was reached."""
        if self._listed is not None and self._listed.is_other(Listed.of(self._before)):
            text = state(
                "The file was replaced or cut after the logs were listed and before it was opened, as by a rotation:"
                " lines may have been read twice or not at all. Read copies that nothing writes to."
            )
            flaws.add("changed", None, text, last_line=0)
        if raw.fault is not None:
            judge_fault(raw, flaws)
            return
        after = os.fstat(self._file.fileno())
        was, now = (self.size, self._before.st_mtime_ns), (after.st_size, after.st_mtime_ns)
        if was != now or raw.position != after.st_size:
            text = state(
                "The file changed while it was read ({before} bytes before, {after} after): read a copy that nothing"
                " writes to.",
                before=was[0],
                after=now[0],
            )
            flaws.add("changed", None, text)


class _RemoteWatch:
    """An object of a store: one that changes is found at the next part where the store can tell, or at the end."""

    def __init__(self, file: RemoteFile) -> None:
        self._file = file
        self.size = file.size

    def judge(self, raw: RawFile, flaws: Flaws) -> None:
        """Note what went wrong until the end of the object was reached."""
        at, fault = raw.position, raw.fault
        if isinstance(fault, ChangedError):
            text = state(
                "The object changed while it was read ({how}), and was not read from byte {at} on: read a copy that"
                " nothing writes to.",
                how=fault.strerror,
                at=at,
            )
            flaws.lead("changed", at, text)
        elif fault is not None:
            text = state(
                "The object cannot be read from byte {at} on ({error}): try again, or read a copy of it.",
                at=at,
                error=fault.strerror,
            )
            flaws.lead("unreadable", at, text)
        elif difference := self._file.difference():
            text = state(
                "The object changed while it was read ({how}): read a copy that nothing writes to.", how=difference.text
            )
            # Where lines of two objects may stand side by side, no line is before the fault.
            flaws.add("changed", None, text, last_line=0 if difference.mixed else None)


def judge_fault(raw: RawFile, flaws: Flaws) -> None:
    """Note the read error that ended a file or a pipe, if any."""
    if raw.fault is not None:
        text = state("The file cannot be read from byte {at} on ({error}).", at=raw.position, error=raw.fault.strerror)
        flaws.add("unreadable", raw.position, text)


def misfit(head: bytes) -> tuple[DamageKind, Statement] | None:
    """Kind and text of a flaw if a stream that begins like this is not lines of text."""
    title = archive_title(head)
    if title:
        text = state("This is a {kind}, which is not read: unpack it and name the logs inside.", kind=title)
        return "archive", text
    return None


def archive_title(head: bytes) -> Statement | None:
    """What kind of archive begins like this; None for none."""
    return next((title for at, magic, title in _ARCHIVES if head[at:].startswith(magic)), None)
