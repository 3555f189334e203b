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
from forensics.formats import Anchor, Format, InForce, Runs
from forensics.model.schema import UTC, absent, empty
from forensics.octets import Numbers, octets
from forensics.scan.chunk_headings import ChunkWithHeadings
from forensics.scan.first_and_last import OuterMinute, outer_minute
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
    fmt = next(recipe.tried(), None)
    headings = _headings(stretch, fmt, recipe) if fmt else None
    if fmt is None or headings is None or recipe.refused:
        return None
    log = _Log(stretch.chunk, fmt, recipe, headings)
    parted = _runs(log)
    minutes = None if parted is None else _minutes(log, parted)
    if minutes is None:
        return None
    unfinished = [] if log.chunk.data.endswith(b"\n") else [log.chunk.height - 1]
    numbers = np.unique(np.concatenate([minutes.alone, found, np.array(unfinished, np.int64)]))
    return ProvedLines(numbers, _table(log, numbers, minutes), minutes.runs(), _edges(log, minutes))


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


def _headings(stretch: ChunkWithHeadings, fmt: Format, recipe: Recipe) -> _Headings | None:
    """What rows stand under; None where that is more than one heading, or one under which days are counted."""
    if not stretch.headed:
        return _Headings()
    if recipe.wrappers or not fmt.grammar.headed:
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


@dataclass(frozen=True)
class _Log:
    """Some lines of a log, and how they are read."""

    chunk: Chunk
    fmt: Format
    recipe: Recipe
    headings: _Headings

    def lines(self, at: Numbers) -> pl.Series:
        """The lines with these numbers (0-based), without what stands around them."""
        whole = pl.Series("line", self.chunk.texts(at), dtype=pl.String)
        return formats.inner(self.recipe.wrappers, whole) if self.recipe.wrappers else whole


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
    """Microseconds since 1970 as instants, `_NEVER` as null. A cast costs nothing; an expression begins threads."""
    never = own == _NEVER
    numbers = pl.Series(own)
    return (numbers.set(pl.Series(never), None) if never.any() else numbers).cast(UTC)


def _runs(log: _Log) -> Runs | None:
    """Runs of lines with one minute; None where octets cannot tell them."""
    chunk, headings = log.chunk, log.headings
    rows = np.setdiff1d(np.arange(headings.from_line, min(chunk.height, headings.from_line + 64)), headings.directives)
    anchor = _anchor(log, rows[:_TRIED])
    if anchor is None:
        return None
    fine = None
    if anchor.closing is not None:
        fine = formats.whole_objects(chunk.data, chunk.bounds, chunk.others, anchor.closing)
    runs = formats.runs_of(chunk.data, chunk.bounds, anchor, fine=fine)
    if runs is None or not headings.from_line:
        return runs
    under = runs.first >= headings.from_line
    stamps = (stamp for stamp, is_under in zip(runs.stamps, under[runs.proved].tolist(), strict=True) if is_under)
    return Runs(runs.first, runs.proved & under, tuple(stamps))


def _anchor(log: _Log, rows: Numbers) -> Anchor | None:
    """Where the stamp stands in lines like the first of some that tells it."""
    for whole, line in zip(log.chunk.texts(rows), log.lines(rows), strict=True):
        anchor = formats.anchor(log.fmt, line, heading=log.headings.heading)
        found = None if anchor is None else formats.within(anchor, log.recipe.wrappers, whole, line)
        if found is not None:
            return found
    return None


def _minutes(log: _Log, parted: Runs) -> _Minutes | None:
    """The minute of every line: that of the first of each run, and of each line alone that no run holds; None where
    one of those is a piece of another."""
    lengths = np.diff(np.append(parted.first, log.chunk.height))
    own = _of_runs(log, parted)
    read = parted.proved.copy()
    read[parted.proved] = own != _NEVER
    first, count, own = parted.first[read], lengths[read], own[own != _NEVER]
    if read.all():
        return _Minutes(first, count, own, parted.first[~read], None)
    alone = _each(parted.first[~read], lengths[~read])
    wrappers = log.recipe.wrappers
    if wrappers and formats.holds_pieces(wrappers, pl.Series(log.chunk.texts(alone), dtype=pl.String)):
        return None
    above = log.headings.at(alone) if log.headings.heading else None
    stamps = stamp(log.lines(alone), log.recipe, above)
    order = np.argsort(np.concatenate([first, alone]), kind="stable")
    return _Minutes(
        first=np.concatenate([first, alone])[order],
        lines=np.concatenate([count, np.ones(len(alone), np.int64)])[order],
        own=np.concatenate([own, _numbers(stamps["minute"])])[order],
        alone=alone,
        stamps=stamps,
    )


def _of_runs(log: _Log, parted: Runs) -> Numbers:
    """The minute of the first line of each run."""
    if len(parted.stamps) <= _FEW_STAMPS:
        common = [formats.common_minute(stamp) for stamp in parted.stamps]
        if None not in common:
            return np.array(common, np.int64)
    heads = parted.first[parted.proved]
    above = log.headings.at(heads)
    return _numbers(formats.minutes(log.fmt, log.lines(heads), zone=log.recipe.log.zone, headings=above))


def _numbers(minutes: pl.Series) -> Numbers:
    """Instants as microseconds since 1970, null as `_NEVER`."""
    return minutes.to_physical().fill_null(_NEVER).to_numpy()


def _each(first: Numbers, lengths: Numbers) -> Numbers:
    """The numbers of all lines of stretches."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(first - before, lengths) + np.arange(int(lengths.sum()))


def _table(log: _Log, numbers: Numbers, minutes: _Minutes) -> pl.DataFrame:
    """The columns of `LookedAt.table` for some lines."""
    if not len(numbers):
        return empty(_TABLE)
    at = np.searchsorted(minutes.first, numbers, side="right") - 1
    return pl.DataFrame(
        {
            "n": pl.Series(numbers).cast(pl.UInt32),
            "whole": pl.Series(log.chunk.texts(numbers), dtype=pl.String),
            "line": log.lines(numbers),
            "first": pl.Series(numbers).cast(pl.UInt32),
            "own": _instants(minutes.own[at]),
            "minute": _instants(minutes.nearest()[at]),
            "by": _of_lines(minutes, numbers, "by"),
            "refused": _of_lines(minutes, numbers, "refused"),
            "heading": log.headings.at(numbers),
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


def _edges(log: _Log, minutes: _Minutes) -> tuple[OuterMinute | None, OuterMinute | None]:
    """The first and the last minute, with their lines."""
    read = minutes.own[minutes.own != _NEVER]
    if not len(read):
        return None, None
    outer = [int(read.min()), int(read.max())]
    numbers = [_each(minutes.first[mine], minutes.lines[mine]) for mine in (minutes.own == minute for minute in outer)]
    lines, above = log.lines(np.concatenate(numbers)).to_list(), log.headings.at(np.concatenate(numbers)).to_list()
    first, last = (datetime.fromtimestamp(minute / 1_000_000, UTC_ZONE) for minute in outer)
    size = len(numbers[0])
    return outer_minute(first, lines[:size], above[:size]), outer_minute(last, lines[size:], above[size:])
