"""Between which times a change lies that one inventory shows and the one before did not.

For sure: after the last inventory in which the path was listed as it was before (its beginning), and before the end of
this one. ctime and the birth of an inode are set by the system alone:

- What a file is at its path, it became at its last ctime or before: creating, writing, renaming and linking all set it.
  That holds if no folder above it came to its path later: the ctime of each new folder counts as well.
- An entry of a folder came or went at the last ctime of the folder or before.
- A content that came with another inode was not there before that inode was born.

mtime says nothing: anyone may set it. Nor does ctime below folders that are reached by a new link, on Windows (where it
is when the file was made), or when the clock was set back in between.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from forensics.watch.exposures import Span

__all__ = ["RECENT", "UNKNOWN", "Between", "upper"]

#: In the place of a time: there was no inventory before.
UNKNOWN = 0
#: Linux dates files by a clock that is behind by up to 10 ms (CONFIG_HZ=100), and by more on a busy virtual machine, to
#: which ticks come late; some file systems keep whole seconds, or two.
_GRAIN, _COARSE_GRAIN = 50_000, 2_000_000
#: A rename shows its entry before its time, and may wait for the disk in between. Where something changed just now,
#: what is seen may be a change after it.
RECENT = 10_000_000
_SECOND_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Between:
    """Two inventories of one root, in microseconds."""

    before: int  # beginning of the one before, or UNKNOWN
    clock: Callable[[], int]  # the end of this one
    steady: bool = True  # whether the clock was not set back
    last: int = UNKNOWN  # what the clock showed at the one before

    def span(self, low: int, changed_ns: int | None, born_ns: int | None = None) -> Span:
        """A change after `low` (or UNKNOWN), no later than the ctime `changed_ns`, not before the birth `born_ns`; None
        where they say nothing."""
        latest = self.clock()
        if not self.steady or low > latest:
            low = min(low, self.before)
        if low == UNKNOWN:
            return Span(None, max(latest, self.last))
        if not self.steady:
            return Span(low, max(latest, self.last))
        if sys.platform == "win32":
            return Span(low, max(low, latest))
        earliest = low
        if changed_ns is not None and low <= (bound := upper(changed_ns)) and changed_ns // 1000 <= latest - RECENT:
            latest = bound
        if born_ns is not None and low < born_ns // 1000 <= latest:
            earliest = born_ns // 1000
        return Span(earliest, max(earliest, latest))


def upper(changed_ns: int) -> int:
    """Microseconds at which what a ctime dates was over."""
    grain = _GRAIN if changed_ns % _SECOND_NS else _COARSE_GRAIN
    return -(-changed_ns // 1000) + grain
