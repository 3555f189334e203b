"""Lines that are too short to say anything: told by their octets, and never looked at one by one.

No format reads a line of one or two octets, or knows it for what is no request. A log of line ends alone has a million
in a megabyte, and what is made of a line costs a hundred times its octets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from forensics.octets import Flags, Numbers, Octets, octet_at, octets
from forensics.scan.chunk_headings import ChunkWithHeadings
from forensics.scan.minutes import runs
from forensics.scan.recipe import Recipe
from forensics.sources import Chunk

__all__ = ["SHORT", "ShortLines", "short_lines"]

#: Octets of a short line, without its end.
SHORT = 2
#: Lines that are longer than this on average are few enough to be looked at.
_AVERAGE = 16
_NONE = np.empty(0, np.int64)
_DIRECTIVE, _CR, _SPACE, _TAB, _DELETE = 0x23, 0x0D, 0x20, 0x09, 0x7F


@dataclass(frozen=True)
class ShortLines:
    """The short lines of a chunk: how many are blank, which are not, and which lines are the others."""

    blank: int
    filled: Numbers
    others: Numbers
    stretch: ChunkWithHeadings  # of the others alone

    def among(self, table: pl.DataFrame) -> pl.DataFrame:
        """A table of the others (`LookedAt.table`), with the numbers that its lines have in the chunk."""
        others = pl.Series(self.others).cast(pl.UInt32)
        return table.with_columns(n=others.gather(table["n"]), first=others.gather(table["first"]))

    def between(self, of_others: pl.DataFrame) -> pl.DataFrame:
        """The `minutes.runs` of the chunk, given those of the others."""
        minute = of_others["minute"].gather(np.repeat(np.arange(of_others.height), of_others["lines"].to_numpy()))
        height = len(self.others) + self.blank + len(self.filled)
        return runs(
            pl.Series("minute", [None], dtype=minute.dtype).new_from_index(0, height).scatter(self.others, minute)
        )


def short_lines(stretch: ChunkWithHeadings, recipe: Recipe) -> ShortLines | None:
    """The short lines of a chunk; None where they are few, or where a line may be a part of another. What could be a
    directive or name a file is among the others, and so is a last line without an end."""
    chunk = stretch.chunk
    if chunk.framed or chunk.holed or recipe.wrappers or len(chunk.data) > _AVERAGE * chunk.height:
        return None
    if chunk.data.isspace() and not recipe.sought.anywhere:
        return ShortLines(chunk.height, _NONE, _NONE, stretch)
    of = octets(chunk.data)
    short, words = _short(of, *chunk.bounds)
    kinds = np.unique(words)
    blank = np.array([not _text(kind).strip() for kind in kinds.tolist()], np.bool_)
    named = recipe.sought.holding(pl.Series([_text(kind) for kind in kinds.tolist()], dtype=pl.String)).to_numpy()
    at = np.searchsorted(kinds, words)
    short, at = short[~named[at]], at[~named[at]]
    filled = short[~blank[at]]
    is_other = np.ones(chunk.height, np.bool_)
    is_other[short] = False
    return ShortLines(len(short) - len(filled), filled, np.flatnonzero(is_other), _without(stretch, of, short))


def _short(of: Octets, starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers of the short lines of plain text, and the octets of each as a number."""
    whole = len(ends) - (len(ends) > 0 and int(ends[-1]) == len(of))
    at = np.flatnonzero(ends[:whole] - starts[:whole] <= SHORT + 1)
    begin, end = starts[at], ends[at]
    end = end - ((end > begin) & (octet_at(of, np.maximum(end - 1, 0)) == _CR))
    first, second = (
        np.where(begin + place < end, octet_at(of, begin + place), np.uint8(0)).astype(np.int64)
        for place in range(SHORT)
    )
    fine = (end - begin <= SHORT) & (first != _DIRECTIVE)
    for octet, place in ((first, 0), (second, 1)):
        fine &= (begin + place >= end) | (octet == _TAB) | ((octet >= _SPACE) & (octet < _DELETE))
    return at[fine], first[fine] * 256 + second[fine]


def _text(word: int) -> str:
    return bytes(octet for octet in divmod(word, 256) if octet).decode()


def _without(stretch: ChunkWithHeadings, of: Octets, short: Numbers) -> ChunkWithHeadings:
    """The lines of a chunk but for the short ones."""
    chunk = stretch.chunk
    starts, ends = (bound[short] for bound in chunk.bounds)
    kept: Flags = np.ones(len(of), np.bool_)
    for place in range(SHORT + 2):  # with CR and LF
        kept[np.minimum(starts + place, ends)] = False
    data = of[kept].tobytes()
    return replace(stretch, chunk=Chunk(data, data, chunk.first_line, chunk.offset, 0))
