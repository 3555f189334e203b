"""Lines too long to be read: kept by their start alone, yet sought through for names to their last octet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import add, sub

__all__ = ["BEFORE", "KEPT_BYTES", "Names", "Overlong", "OverlongLine", "names_in", "no_names"]

#: How often octets name each of the files that are sought.
Names = Callable[[bytes], Sequence[int]]

#: What is kept of a line.
KEPT_BYTES = 2048
#: Octets sought through at once, and those before them in which a name can have begun: the longest, every octet of it
#: escaped again and again.
_AT_ONCE, BEFORE = 512 * 1024, 4096
#: Where more of the line follows, what seems to be a name cut off at its end is none.
_MORE = b" "


def no_names(_octets: bytes) -> tuple[int, ...]:
    """Where no file is sought."""
    return ()


@dataclass(frozen=True, slots=True)
class Overlong:
    """A line over the limit: its number, its byte offset in the decompressed stream, its first 2,048 bytes, and how
    often all of it names each of the files that are sought."""

    line_no: int
    offset: int
    start: bytes
    names: tuple[int, ...] = ()


def names_in(before: bytes, octets: bytes, names: Names) -> tuple[int, ...]:
    """How often octets name each file, with what begins in those before them; a name that ends there is not theirs."""
    return tuple(map(sub, names(before + octets), names(before + _MORE)))


class OverlongLine:
    """A line over the limit while it passes: its start, where that is known, and the octets before it of the same
    record."""

    def __init__(self, line_no: int, offset: int, names: Names, *, start: bytes = b"", before: bytes = b"") -> None:
        self._line_no, self._offset = line_no, offset
        self._names = names
        self._start, self._before = start, before
        self._counts: tuple[int, ...] = ()
        self._waiting: list[bytes | memoryview] = []
        self._waiting_bytes = 0

    def add(self, part: bytes | memoryview) -> None:
        """The next octets of the line."""
        if len(self._start) < KEPT_BYTES:
            self._start += bytes(part[: KEPT_BYTES - len(self._start)])
        self._waiting.append(part)
        self._waiting_bytes += len(part)
        if self._waiting_bytes >= _AT_ONCE:
            self._seek(_MORE)

    @property
    def tail(self) -> bytes:
        """Its last octets, in which a name can have begun; once it has ended."""
        return self._before

    def ended(self) -> Overlong:
        """The line, once its end was passed."""
        self._seek(b"")
        return Overlong(self._line_no, self._offset, self._start, self._counts)

    def _seek(self, behind: bytes) -> None:
        octets = b"".join(self._waiting)
        self._waiting, self._waiting_bytes = [], 0
        found = names_in(self._before, octets + behind, self._names)
        self._counts = tuple(map(add, self._counts or (0,) * len(found), found))
        self._before = (self._before + octets)[-BEFORE:]
