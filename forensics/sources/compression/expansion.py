"""How much may come out of one file, however it is packed and in how many layers: more than of any log, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from forensics.language.statement import Statement, state
from forensics.sources.rawfile import RawFile

__all__ = ["MOST_EXPANDED", "MOST_TIMES", "Expansion"]

#: A file that gives more than this is read on only where it has a byte for so many of them: logs shrink to a
#: hundredth, and the same line a million times to a thousandth in gzip, but to nothing in xz, bzip2 and zstd.
MOST_EXPANDED = 4 * 1024**3
MOST_TIMES = 2_000


class Expansion:
    """What has come out of a file as it lies so far, in all its layers and members; `stopped` once it was too much."""

    def __init__(self, file: RawFile) -> None:
        self.stopped = False
        self._file = file
        self._made = 0

    def bounded(self, blocks: Iterator[bytes], tell: Callable[[Statement], None]) -> Iterator[bytes]:
        """The blocks, up to where there are more of them than any log would give; that is told."""
        for block in blocks:
            self._made += len(block)
            at = self._file.position
            if self.stopped or (self._made > MOST_EXPANDED and self._made > MOST_TIMES * at):
                if not self.stopped:
                    tell(_stopped(at))
                self.stopped = True
                return
            yield block


def _stopped(at: int) -> Statement:
    return state(
        "Reading stopped at byte {at}: decompressed, the file is more than {times} times as large, as no log is, and"
        " what followed was not read. Decompress it, look at it, and give the log as it is.",
        at=at,
        times=MOST_TIMES,
    )
