"""Samples of many logs of one series, looked at as one table: what a table costs beside its lines is many times what
the few lines of each cost.

Only a log all of whose sampled lines are plainly read in the format of the series is told here; any other is sampled
alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

import polars as pl

from forensics import formats
from forensics.errors import SourceError
from forensics.formats import Detection, Format
from forensics.scan.jobs import STDIN, Job, as_stated
from forensics.scan.line_table import lines_of_each
from forensics.scan.preview_told import Preview, told
from forensics.sources import ending, is_archive, open_source
from forensics.sources.rotation import series

__all__ = ["previews_together"]

#: From so many logs of a series on they are looked at together: some lines of some of them tell the format.
_MANY, _LOOKED_AT, _LINES = 12, 12, 800
#: Of each this much is read, and so many lines at either end of it looked at.
_READ, _EACH = 1024 * 1024, 100


@dataclass(frozen=True, slots=True)
class _Ends:
    """The first and the last lines of a log, all of them where they are few; `whole`: the last are those of the log."""

    job: Job
    lines: tuple[bytes, ...]
    whole: bool


def previews_together(jobs: Sequence[Job]) -> dict[str, Preview]:
    """Previews by the ids of their jobs, of those that can be looked at together."""
    pools: dict[object, list[Job]] = {}
    for job in jobs:
        if job.format is None and isinstance(job.path, Path) and job.path != STDIN:
            pools.setdefault((series(PurePath(job.shown)), replace(job.log, path="")), []).append(job)
    found: dict[str, Preview] = {}
    for pool in pools.values():
        if len(pool) >= _MANY:
            found |= _previews(pool)
    return found


def _previews(pool: Sequence[Job]) -> dict[str, Preview]:
    ends = [one for job in pool if (one := _ends(job)) is not None]
    some = ends[:: -(-len(ends) // _LOOKED_AT) or 1]
    likely = formats.detect([line for one in some for line in one.lines[:_LINES]])
    fmt = likely.format
    if fmt is None or fmt.refused or likely.wrappers or likely.others:
        return {}
    texts = [_text(one) for one in ends]
    table = lines_of_each(texts, headed=fmt.grammar.headed)
    confirmed = formats.confirmed_each(fmt, table)
    return _told(ends, table.filter(pl.col("of").is_in(list(confirmed))), fmt, confirmed)


def _told(
    ends: Sequence[_Ends], table: pl.DataFrame, fmt: Format, confirmed: Mapping[int, Detection]
) -> dict[str, Preview]:
    if table.is_empty():
        return {}
    zone = ends[0].job.log.zone
    parsed, _ = formats.parse(fmt, table["line"], zone=zone, headings=table["heading"])
    rows = table.select("of").hstack(parsed)
    found = {}
    for (of,), own in rows.partition_by("of", as_dict=True, include_key=False).items():
        one = ends[int(str(of))]
        detection = as_stated(one.job.log, confirmed[int(str(of))])
        found[one.job.id] = told(one.job, detection, own, kept=one.lines, whole=one.whole)
    return found


def _ends(job: Job) -> _Ends | None:
    """The ends of a log; None of one that is empty, an archive, holds what is no part of a line, or cannot be read."""
    try:
        if is_archive(job.path):
            return None
        with open_source(job.path, tables=job.tables) as source:
            data = source.head(_READ)
        if source.frame or not data or formats.is_marked(data):
            return None
        cut = len(data) >= _READ
        lines = data.split(b"\n")[:-1] if cut else data.removesuffix(b"\n").split(b"\n")
        last = ending(job.path, tables=job.tables) if cut else lines
    except SourceError:
        return None
    chosen = lines if len(lines) <= 2 * _EACH and not cut else [*lines[:_EACH], *(last or ())[-_EACH:]]
    return _Ends(job, tuple(line.removesuffix(b"\r") for line in chosen), last is not None)


def _text(one: _Ends) -> bytes:
    """The lines, each ended in one way; bytes that are no UTF-8 are replaced, as for every reading."""
    return b"".join(line + b"\n" for line in one.lines).decode("utf-8", "replace").encode()
