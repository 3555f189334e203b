"""Lines whose octets prove that they have the minute of the line before them, and the few of a chunk that are read.

One line of each run (`formats.runs_of`) is read for all of it; lines of which nothing is proved, and those that could
name a file, are read one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC as UTC_ZONE
from datetime import datetime

import numpy as np
import polars as pl

from forensics import formats
from forensics.formats import Format, InForce, Runs
from forensics.model.schema import UTC, absent, empty
from forensics.octets import Numbers, octets
from forensics.scan.chunk_headings import ChunkWithHeadings
from forensics.scan.first_and_last import OuterMinute
from forensics.scan.minutes import stamp
from forensics.scan.recipe import Recipe
from forensics.sources import Chunk

__all__ = ["ProvedLines", "proved_lines"]

_DIRECTIVE, _FIELDS = 0x23, "#Fields:"
_NEVER = int(np.iinfo(np.int64).min)  # as numpy writes what is no time
_TABLE: dict[str, pl.DataType | type[pl.DataType]] = {
    "n": pl.UInt32,
    "whole": pl.String,
    "line": pl.String,
    "first": pl.UInt32,
    "own": UTC,
    "minute": UTC,
    "by": pl.String,
    "refused": pl.String,
    "heading": pl.String,
}
#: So many lines are tried to find where the stamp stands.
_TRIED = 5
#: Of a chunk with more runs than this share of its lines all lines are read.
_MOST_RUNS = 0.5
#: More stamps than these are read sooner by a pattern, all at once.
_FEW_STAMPS = 1_000


@dataclass(frozen=True)
class ProvedLines:
    """The lines of a chunk that have to be looked at, as `chunk_lines.LookedAt` has them; their numbers; and the
    minutes of all."""

    numbers: Numbers
    table: pl.DataFrame
    runs: pl.DataFrame
    edges: tuple[OuterMinute | None, OuterMinute | None]


def proved_lines(stretch: ChunkWithHeadings, recipe: Recipe, found: Numbers) -> ProvedLines | None:
    """The lines that have to be looked at, those that were `found` among them; None where that is most of the chunk, or
    not told by octets."""
    chunk, fmt = stretch.chunk, next(recipe.tried(), None)
    headings = _headings(stretch, fmt) if fmt else None
    if fmt is None or headings is None or recipe.refused:
        return None
    parted = _runs(chunk, fmt, headings)
    if parted is None or len(parted.first) > chunk.height * _MOST_RUNS:
        return None
    minutes = _minutes(chunk, parted, fmt, recipe, headings)
    unfinished = [] if chunk.data.endswith(b"\n") else [chunk.height - 1]
    numbers = np.unique(np.concatenate([minutes.alone, found, np.array(unfinished, np.int64)]))
    table = _table(chunk, numbers, minutes, headings)
    return ProvedLines(numbers, table, minutes.runs(), _edges(chunk, minutes, headings))


# ---- headings ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Headings:
    """The one heading of the rows of a chunk, from a line on, and the directives that say it; none of a log that has
    none."""

    heading: str | None = None
    from_line: int = 0
    directives: Numbers = field(default_factory=lambda: np.empty(0, np.int64))

    def at(self, numbers: Numbers) -> pl.Series:
        """The heading in force at each of the lines."""
        if self.heading is None:
            return absent(len(numbers), pl.String)
        return pl.select(
            pl.when(pl.lit(pl.Series(numbers >= self.from_line))).then(pl.lit(self.heading, pl.String))
        ).to_series()


def _headings(stretch: ChunkWithHeadings, fmt: Format) -> _Headings | None:
    """What rows stand under; None where that is more than one heading, or one under which days are counted."""
    if not stretch.headed:
        return _Headings()
    if not fmt.grammar.headed:
        return None
    chunk, before = stretch.chunk, stretch.before
    starts, _ = chunk.bounds
    of = octets(chunk.data)
    directives = np.flatnonzero(of[np.minimum(starts, len(of) - 1)] == _DIRECTIVE)
    lines = pl.Series([before.fields and "row", *chunk.texts(directives)], dtype=pl.String)
    above = formats.headings(lines, before)[0]
    found = above.drop_nulls().unique()
    fields = [line.removeprefix(_FIELDS).strip() for line in lines if line.startswith(_FIELDS)]
    if len(found) != 1 or any(InForce(fields=names).counts_days for names in (before.fields, *fields)):
        return None
    row = int(above.is_not_null().arg_true()[0])
    return _Headings(found[0], int(directives[row - 1]) if row else 0, directives)


# ---- minutes -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Minutes:
    """Stretches of lines with their minute: number of the first line, lines, and the minute in microseconds since 1970
    (`_NEVER`: not read); and of each line that was read by itself (`alone`) what `stamp` says of it."""

    first: Numbers
    lines: Numbers
    own: Numbers
    alone: Numbers
    stamps: pl.DataFrame | None

    def runs(self) -> pl.DataFrame:
        """`minutes.runs` of all lines."""
        begin = np.append(0, np.flatnonzero(self.own[1:] != self.own[:-1]) + 1)
        lines = np.add.reduceat(self.lines, begin)
        return pl.DataFrame({"minute": _instants(self.own[begin]), "lines": lines})

    def nearest(self) -> Numbers:
        """The minute of each stretch, or of the nearest before it that has one."""
        known = np.where(self.own == _NEVER, 0, np.arange(len(self.own)))
        return self.own[np.maximum.accumulate(known)]


def _instants(own: Numbers) -> pl.Series:
    """Microseconds since 1970 as instants, `_NEVER` as null."""
    return pl.Series(own.view("datetime64[us]")).dt.replace_time_zone("UTC")


def _runs(chunk: Chunk, fmt: Format, headings: _Headings) -> Runs | None:
    """Runs of lines with one minute; None where octets cannot tell them."""
    starts, ends = chunk.bounds
    rows = np.setdiff1d(np.arange(headings.from_line, min(chunk.height, headings.from_line + 64)), headings.directives)
    tried = (formats.anchor(fmt, line, heading=headings.heading) for line in chunk.texts(rows[:_TRIED]))
    anchor = next(filter(None, tried), None)
    if anchor is None:
        return None
    runs = formats.runs_of(octets(chunk.data), starts, ends, anchor)
    under = runs.first >= headings.from_line
    stamps = (stamp for stamp, is_under in zip(runs.stamps, under[runs.proved].tolist(), strict=True) if is_under)
    return Runs(runs.first, runs.proved & under, tuple(stamps)) if headings.from_line else runs


def _minutes(chunk: Chunk, parted: Runs, fmt: Format, recipe: Recipe, headings: _Headings) -> _Minutes:
    """The minute of every line: that of the first of each run, and of each line alone that no run holds."""
    lengths = np.diff(np.append(parted.first, chunk.height))
    own = _of_runs(chunk, parted, fmt, recipe, headings)
    read = parted.proved.copy()
    read[parted.proved] = own != _NEVER
    first, count, own = parted.first[read], lengths[read], own[own != _NEVER]
    if read.all():
        return _Minutes(first, count, own, parted.first[~read], None)
    alone = _each(parted.first[~read], lengths[~read])
    above = headings.at(alone) if headings.heading else None
    stamps = stamp(pl.Series(chunk.texts(alone), dtype=pl.String), recipe, above)
    order = np.argsort(np.concatenate([first, alone]), kind="stable")
    return _Minutes(
        first=np.concatenate([first, alone])[order],
        lines=np.concatenate([count, np.ones(len(alone), np.int64)])[order],
        own=np.concatenate([own, _numbers(stamps["minute"])])[order],
        alone=alone,
        stamps=stamps,
    )


def _of_runs(chunk: Chunk, parted: Runs, fmt: Format, recipe: Recipe, headings: _Headings) -> Numbers:
    """The minute of the first line of each run."""
    if len(parted.stamps) <= _FEW_STAMPS:
        common = [formats.common_minute(stamp) for stamp in parted.stamps]
        if None not in common:
            return np.array(common, np.int64)
    heads = parted.first[parted.proved]
    lines = pl.Series(chunk.texts(heads), dtype=pl.String)
    return _numbers(formats.minutes(fmt, lines, zone=recipe.log.zone, headings=headings.at(heads)))


def _numbers(minutes: pl.Series) -> Numbers:
    """Instants as microseconds since 1970, null as `_NEVER`."""
    return minutes.to_physical().fill_null(_NEVER).to_numpy()


def _each(first: Numbers, lengths: Numbers) -> Numbers:
    """The numbers of all lines of stretches."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(first - before, lengths) + np.arange(int(lengths.sum()))


def _table(chunk: Chunk, numbers: Numbers, minutes: _Minutes, headings: _Headings) -> pl.DataFrame:
    """The columns of `LookedAt.table` for some lines."""
    if not len(numbers):
        return empty(_TABLE)
    at = np.searchsorted(minutes.first, numbers, side="right") - 1
    lines = pl.Series("line", chunk.texts(numbers), dtype=pl.String)
    return pl.DataFrame(
        {
            "n": pl.Series(numbers).cast(pl.UInt32),
            "whole": lines,
            "line": lines,
            "first": pl.Series(numbers).cast(pl.UInt32),
            "own": _instants(minutes.own[at]),
            "minute": _instants(minutes.nearest()[at]),
            "by": _of_lines(minutes, numbers, "by"),
            "refused": _of_lines(minutes, numbers, "refused"),
            "heading": headings.at(numbers),
        }
    )


def _of_lines(minutes: _Minutes, numbers: Numbers, column: str) -> pl.Series:
    """What `stamp` says of each line, null of those that a run holds."""
    nothing = absent(len(numbers), pl.String)
    if minutes.stamps is None:
        return nothing
    at = np.minimum(np.searchsorted(minutes.alone, numbers), len(minutes.alone) - 1)
    known = pl.Series(minutes.alone[at] == numbers)
    return minutes.stamps[column].gather(pl.Series(at)).zip_with(known, nothing)


def _edges(chunk: Chunk, minutes: _Minutes, headings: _Headings) -> tuple[OuterMinute | None, OuterMinute | None]:
    """The first and the last minute, with their lines."""
    read = minutes.own[minutes.own != _NEVER]
    if not len(read):
        return None, None
    return _edge(chunk, minutes, headings, int(read.min())), _edge(chunk, minutes, headings, int(read.max()))


def _edge(chunk: Chunk, minutes: _Minutes, headings: _Headings, minute: int) -> OuterMinute:
    mine = minutes.own == minute
    numbers = _each(minutes.first[mine], minutes.lines[mine])
    when = datetime.fromtimestamp(minute / 1_000_000, UTC_ZONE)
    return OuterMinute(when, chunk.texts(numbers), headings.at(numbers).to_list())
