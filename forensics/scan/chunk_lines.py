"""The lines of a chunk that have to be looked at one by one, and the minutes of all.

Most lines of most logs need not be looked at (`proved_lines`). The others make the table that the evidence comes from;
of a log whose lines prove nothing it holds them all, and gives the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from forensics import formats
from forensics.model.schema import UTC, absent
from forensics.octets import Numbers, octets
from forensics.scan.chunk_headings import ChunkWithHeadings, lines_of
from forensics.scan.first_and_last import OuterMinute, outer_minutes
from forensics.scan.fragments import candidates
from forensics.scan.minutes import runs, stamp
from forensics.scan.proved_lines import proved_lines
from forensics.scan.recipe import Recipe
from forensics.scan.short_lines import short_lines
from forensics.sources import Chunk

__all__ = ["LookedAt", "looked_at"]

_NUL, _ESCAPE, _CR, _BOM = 0x00, 0x1B, 0x0D, b"\xef\xbb\xbf"


@dataclass(frozen=True)
class LookedAt:
    """Lines of a chunk: n (0-based), whole (as they stand there), line (without wrappers), first (see `lines_of`),
    own (the minute of the line), minute (of the nearest before it that has one), by, refused (see `minutes.stamp`) and
    heading. `named` says which could name a file, and `runs` holds all lines, those beside the table too."""

    table: pl.DataFrame
    named: pl.Series
    runs: pl.DataFrame
    edges: tuple[OuterMinute | None, OuterMinute | None]
    marked: bool  # something in the chunk may be no part of a line
    blank: int = 0  # blank lines beside the table
    unread: Numbers = field(default_factory=lambda: np.empty(0, np.int64))  # others beside it that nothing reads


def looked_at(stretch: ChunkWithHeadings, recipe: Recipe) -> LookedAt:
    """The lines of a chunk to look at, and the minutes of all."""
    short = short_lines(stretch, recipe)
    if short is None:
        return _looked_at(stretch, recipe)
    if not len(short.others):
        nothing = runs(absent(stretch.chunk.height, UTC).alias("minute"))
        return LookedAt(
            pl.DataFrame(), pl.Series(), nothing, (None, None), marked=False, blank=short.blank, unread=short.filled
        )
    found = _looked_at(short.stretch, recipe)
    table, all_runs = short.among(found.table), short.between(found.runs)
    return replace(found, table=table, runs=all_runs, blank=short.blank, unread=short.filled)


def _looked_at(stretch: ChunkWithHeadings, recipe: Recipe) -> LookedAt:
    chunk = stretch.chunk
    marked = _is_marked(chunk)
    plain = not (marked or chunk.framed or chunk.holed) and formats.settled(recipe.wrappers)
    found = _candidates(chunk, recipe) if plain else None
    proved = None if found is None else proved_lines(stretch, recipe, found)
    if proved is None or found is None:
        return _all(stretch, recipe, found, marked=marked)
    rows = pl.Series(np.searchsorted(proved.numbers, found))
    named = _named(proved.table["line"], rows, recipe)
    return LookedAt(proved.table, named, proved.runs, proved.edges, marked=False)


def _candidates(chunk: Chunk, recipe: Recipe) -> Numbers | None:
    """The lines that could name a file, and some others; None where any could. A number behind an escape begins a word,
    which octets do not tell."""
    found = candidates(octets(chunk.data), chunk.ends, chunk.others, recipe.sought)
    if found is None or not recipe.wrappers:
        return found
    return np.union1d(found, formats.lines_with_other_escapes(chunk.data, chunk.ends, chunk.others))


def _is_marked(chunk: Chunk) -> bool:
    """Whether something in a chunk may be no part of a line, see `formats.is_marked`."""
    if chunk.framed:
        return formats.is_marked(chunk.raw)
    octet = octets(chunk.data)[chunk.others]
    returns = chunk.others[octet == _CR]
    odd = len(returns) and not np.isin(returns + 1, chunk.ends, assume_unique=True).all()
    return bool(odd) or bool(((octet == _NUL) | (octet == _ESCAPE)).any()) or (0xEF in octet and _BOM in chunk.raw)


def _all(stretch: ChunkWithHeadings, recipe: Recipe, found: Numbers | None, *, marked: bool) -> LookedAt:
    """Every line, read."""
    lines = lines_of(stretch.chunk, recipe.wrappers, marked=marked)
    headings = formats.headings(lines["line"], stretch.before)[0] if stretch.headed else None
    stamps = stamp(lines["line"], recipe, headings)
    own = stamps["minute"]
    heading = absent(len(lines), pl.String) if headings is None else headings
    table = lines.with_columns(
        own=own, minute=own.forward_fill(), by=stamps["by"], refused=stamps["refused"], heading=heading
    )
    joined = lines.filter(pl.col("first") != pl.col("n"))["n"].to_numpy()  # whose words may stand in several pieces
    some = pl.arange(0, len(lines), eager=True) if found is None else pl.Series(np.union1d(found, joined))
    return LookedAt(table, _named(table["line"], some, recipe), runs(own), outer_minutes(table), marked)


def _named(lines: pl.Series, rows: pl.Series, recipe: Recipe) -> pl.Series:
    """Which of the lines could name a file, of those at some places."""
    named = np.zeros(len(lines), np.bool_)
    if len(rows):
        named[rows.filter(recipe.sought.holding(lines.gather(rows))).to_numpy()] = True
    return pl.Series(named)
