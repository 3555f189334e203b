"""What each series of rotated logs covers of the exposure windows: gaps, missing rotations, clocks.

A gap makes the answer "or more" (counting.md 3.8, Gaps). A series is the file that a server writes
and what rotation made of it; each is judged by its own traffic, never by that of another server.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import PurePath

import polars as pl

from forensics.findings.coverage.gaps import Span, Stretches, common, stretches_of
from forensics.findings.coverage.quarters import working_days
from forensics.findings.coverage.rotations import clock_jumps, missing_rotations
from forensics.findings.coverage.strangers import is_stranger
from forensics.model import ALWAYS, Case, Coverage, Gap, SourceReport, Window
from forensics.model.schema import MINUTES, empty
from forensics.sources.lineage import Series, all_series
from forensics.sources.rotation import copied

__all__ = ["cover"]

#: Apache's log on Debian for virtual hosts that have none (apache2, conf-available/other-vhosts-access-log.conf).
_SPARE = re.compile(r"(?:^|/)other_vhosts_access\.log$")


def cover(minutes: pl.DataFrame, sources: Sequence[SourceReport], case: Case) -> tuple[Coverage, ...]:
    """What each series of rotated logs covers, in the order of their names.

    See `lineage` for what a series is. Of one whose lines all stand in other logs nothing is missing. What holds no
    requests, an error log or a note beside the logs, covers nothing and lacks nothing. A log without any line beside
    logs of other names may be that of a site nobody asked for: a quiet one, if it is not Debian's for hosts that
    have no log of their own, which nearly always is empty.

    `minutes` is MINUTES. `fraction` is the share of the windows' time that lies in no gap; windows
    without bounds (ALWAYS) have no share in it, and their open end is never a gap.
    """
    of_each = minutes.filter(pl.col("lines") > 0).partition_by("source", as_dict=True)
    own = {source: table for (source,), table in of_each.items()}
    logs = [source for source in sources if not (source.refused or is_stranger(source))]
    every = all_series(logs, case)
    used = {PurePath(log.name).name for log in every if not _is_idle(log)}
    idle = {log.name for log in every if _is_idle(log) and used and PurePath(log.name).name not in used}
    judged = [log for log in every if log.name not in idle or not _SPARE.search(log.name)]
    lines = {log.name: _lines(log, own) for log in judged}
    open_days = {name: working_days(table, case.zone) for name, table in lines.items()}
    found = [_coverage(log, lines[log.name], case, _of_others(log.name, open_days)) for log in judged]
    return tuple(replace(one, gaps=(), quiet=one.gaps, fraction=1.0) if one.log in idle else one for one in found)


def _of_others(log: str, days: Mapping[str, frozenset[date]]) -> frozenset[date]:
    """The days that the other logs show to be none off."""
    return frozenset().union(*(shown for name, shown in days.items() if name != log))


def _is_idle(log: Series) -> bool:
    """Whether the files of a log hold no line at all, and none is damaged."""
    return not any(source.lines or source.damage for source in log.sources)


def _lines(log: Series, minutes: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    return _together([(source, minutes[source.id]) for source in _originals(log) if source.id in minutes])


def _coverage(log: Series, own: pl.DataFrame, case: Case, working: frozenset[date]) -> Coverage:
    members = _originals(log)
    lines = _line_span(members or log.sources, own)
    covers = case.logs[log.sources[0].log].covers
    zones = [case.logs[source.log].zone for source in log.sources if source.zone_source == "case"]
    read_in = next(iter(zones), None)
    stretches = (
        stretches_of(own, lines, covers=covers, case=case, read_in=read_in, working=working) if members else Stretches()
    )
    parsed = sum(source.parsed for source in log.sources)
    return Coverage(
        log=log.name,
        first=lines[0] if lines else None,
        last=lines[1] if lines else None,
        gaps=stretches.gaps,
        fraction=_fraction(stretches.gaps, case.windows),
        sources=tuple(source.id for source in log.sources),
        missing_rotations=tuple(missing_rotations(members, own, case.zone, read_in)),
        clock_jumps=0 if log.scattered else clock_jumps(members),
        out_of_order=round(sum(source.out_of_order for source in log.sources) / parsed, 6) if parsed else 0.0,
        quiet=stretches.quiet,
        silences=stretches.silences,
        thinned=stretches.thinned,
    )


def _originals(log: Series) -> tuple[SourceReport, ...]:
    """The files of a log without copies of each other; none where all of them are copies of other logs."""
    if all(source.copy_of for source in log.sources):
        return ()
    ids = {source.id for source in log.sources}
    return tuple(source for source in log.sources if source.copy_of not in ids)


def _together(tables: Iterable[tuple[SourceReport, pl.DataFrame]]) -> pl.DataFrame:
    """Lines of all files by minute: the sum, but of what a copy made by hand repeats the larger number."""
    told = [table.with_columns(own=pl.lit(source.id if copied(source.place) else "")) for source, table in tables]
    lines = pl.concat(told) if told else empty(MINUTES).with_columns(own=pl.lit(""))
    summed = lines.group_by("minute", "own").agg(pl.col("lines").sum())
    return summed.group_by("minute").agg(pl.col("lines").max()).filter(pl.col("lines") > 0).sort("minute")


def _line_span(members: Iterable[SourceReport], own: pl.DataFrame) -> Span | None:
    """From the first to the last line: by the sources' own word, else by their minutes."""
    stamps = [stamp for source in members for stamp in (source.first, source.last) if stamp is not None]
    stamps = stamps or own["minute"].to_list()
    return (min(stamps), max(stamps)) if stamps else None


def _fraction(gaps: Iterable[Gap], windows: Iterable[Window]) -> float:
    """Share of the bounded windows' time that lies in no gap, to six decimals; 1.0 without such windows."""
    bounded = [w for w in windows if w.start > ALWAYS[0] and w.end < ALWAYS[1]]
    whole = sum((window.end - window.start for window in bounded), timedelta())
    lost = timedelta()
    for window in bounded:
        reached = window.start
        for gap in gaps:  # by start: what an earlier gap took is not taken twice
            part = common((gap.start, gap.end), (reached, window.end)) if reached < window.end else None
            if part:
                lost += part[1] - part[0]
                reached = part[1]
    # Never rounded up to all of it.
    return min(round(1.0 - lost / whole, 6), 0.999999) if lost else 1.0
