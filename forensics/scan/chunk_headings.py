"""Chunks with the W3C directives in force before them: what makes the parts of a log stand for themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from forensics import formats
from forensics.formats import InForce, Wrapper
from forensics.sources import Chunk

__all__ = ["ChunkWithHeadings", "Headings", "lines_of"]

#: What names the fields of the rows below, and who wrote them on which day.
_DIRECTIVES = (b"#Fields:", b"#Software:", b"#Date:")


@dataclass(frozen=True, slots=True)
class ChunkWithHeadings:
    """Lines that follow each other, what was in force before the first, and whether any of them can have
    a heading, above them or among them."""

    chunk: Chunk
    before: InForce
    headed: bool
    read: int  # bytes of the file as it lies, up to the end of the chunk


def lines_of(chunk: Chunk, wrappers: Sequence[Wrapper], *, marked: bool) -> pl.DataFrame:
    """The lines of a chunk: n (0-based), whole (as they stand there), line (without wrappers and what is no part
    of it), and first, where the first piece of a line stands that was cut in pieces. `marked` says whether something
    in it may be no part of a line."""
    whole, firsts = formats.rejoined(wrappers, chunk.lines)
    inner = formats.inner(wrappers, whole) if wrappers or marked else whole
    table = pl.DataFrame({"whole": chunk.lines, "line": inner}).with_row_index("n")
    first = pl.col("n").replace(firsts) if firsts else pl.col("n")
    return table.with_columns(first=first)


class Headings:
    """What directives are in force, carried along from chunk to chunk: `before` those that come next."""

    def __init__(self, before: InForce) -> None:
        self.before = before

    def along(
        self, chunks: Iterable[Chunk], wrappers: Sequence[Wrapper], position: Callable[[], int]
    ) -> Iterator[ChunkWithHeadings]:
        """The chunks in order, each with the directives before it; `position` tells how far the file has been read."""
        for chunk in chunks:
            # One character is sought ten times as fast as a word, and most logs hold no "#" at all.
            headed = bool(self.before.fields) or (b"#" in chunk.data and any(one in chunk.data for one in _DIRECTIVES))
            before, self.before = self.before, _behind(chunk, self.before, wrappers) if headed else self.before
            yield ChunkWithHeadings(chunk, before, headed, position())


def _behind(chunk: Chunk, before: InForce, wrappers: Sequence[Wrapper]) -> InForce:
    """What is in force behind a chunk; rows matter only where their day has to be counted."""
    lines = lines_of(chunk, wrappers, marked=formats.is_marked(chunk.raw))["line"]
    _, after = formats.headings(lines.filter(lines.str.starts_with("#")), before)
    if before.counts_days or after.counts_days:
        _, after = formats.headings(lines, before)
    return after
