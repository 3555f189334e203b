"""What each series of rotated logs covers of the exposure windows: gaps, missing rotations, clocks.

A gap makes the answer "or more" (counting.md 3.8, Gaps). A series is the file that a server writes
and what rotation made of it; each is judged by its own traffic, never by that of another server.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePath

import polars as pl

from forensics.findings.coverage.clock_hours import silences
from forensics.findings.coverage.expected_lines import LEAST, missed
from forensics.findings.coverage.quarters import Quarters, quarters, working_days
from forensics.findings.coverage.rotations import clock_jumps, missing_rotations
from forensics.findings.coverage.strangers import is_stranger
from forensics.findings.coverage.surprise import improbable
from forensics.findings.coverage.thinned import thinned
from forensics.language.statement import Statement, state
from forensics.model import ALWAYS, Case, Coverage, Gap, SourceReport, Window
from forensics.model.schema import MINUTES, empty
from forensics.model.schema import UTC as INSTANT
from forensics.sources.lineage import Series, all_series
from forensics.sources.rotation import copied, series

__all__ = ["cover", "next_line", "uncertain_after"]

_Span = tuple[datetime, datetime]

_BEFORE, _AFTER = state("before the first line of the log"), state("after the last line of the log")
_BETWEEN = state("no line between two lines of the log")
_RARE = state("rare in the rhythm of this log")
_USUAL = state("not rare in the rhythm of this log, though a loss of lines would look no different")
_FEWER = state("far fewer lines than the hours around and the same hours of other days predict")
_TIMELESS = state("the log holds no line with a time")
_UNSAID = state("outside the period that the source covers")

#: Apache's log on Debian for virtual hosts that have none (apache2, conf-available/other-vhosts-access-log.conf).
_SPARE = re.compile(r"(?:^|/)other_vhosts_access\.log$")
_NONE_TRIED = pl.DataFrame(
    schema={
        "start": INSTANT,
        "end": INSTANT,
        "expected": pl.Float64,
        "surprise": pl.Float64,
        "sure": pl.Boolean,
        "rare": pl.Boolean,
    }
)


@dataclass(frozen=True, slots=True)
class _WindowEdge:
    """A stretch of a window before the first or after the last line; `sure` is a gap whatever the traffic."""

    span: _Span
    window: str
    because: Statement
    sure: bool


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Stretches of a log without lines, as `Coverage` has them."""

    gaps: tuple[Gap, ...] = ()
    quiet: tuple[Gap, ...] = ()
    silences: tuple[Gap, ...] = ()
    thinned: tuple[Gap, ...] = ()


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


def uncertain_after(source: SourceReport, sources: Iterable[SourceReport]) -> _Span | None:
    """The time of which a damaged source may have lost lines, or None if it lost none.

    From its last line to the first line of the source that follows in its series, or without end (year
    9999) if none follows. If not one line of it could be read, or lines of two objects may stand in it side
    by side, all of time (from year 1).
    """
    if source.damage is None or not source.damage.lost:
        return None
    always = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    if source.damage.kind == "changed" and not source.damage.last_line:
        return always
    later = next_line(source, sources)
    return source.last or always[0], always[1] if later is None else later


def next_line(source: SourceReport, sources: Iterable[SourceReport]) -> datetime | None:
    """The first line of its series after its last one; None if none follows."""
    label, last = series(source.place), source.last
    if last is None:
        return None
    firsts = (other.first for other in sources if series(other.place) == label)
    return min((first for first in firsts if first is not None and first > last), default=None)


def _lines(log: Series, minutes: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    return _together([(source, minutes[source.id]) for source in _originals(log) if source.id in minutes])


def _coverage(log: Series, own: pl.DataFrame, case: Case, working: frozenset[date]) -> Coverage:
    members = _originals(log)
    lines = _line_span(members or log.sources, own)
    covers = case.logs[log.sources[0].log].covers
    zones = [case.logs[source.log].zone for source in log.sources if source.zone_source == "case"]
    read_in = next(iter(zones), None)
    stretches = (
        _gaps(own, lines, covers=covers, case=case, read_in=read_in, working=working) if members else _Stretches()
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


def _line_span(members: Iterable[SourceReport], own: pl.DataFrame) -> _Span | None:
    """From the first to the last line: by the sources' own word, else by their minutes."""
    stamps = [stamp for source in members for stamp in (source.first, source.last) if stamp is not None]
    stamps = stamps or own["minute"].to_list()
    return (min(stamps), max(stamps)) if stamps else None


# ---- gaps ------------------------------------------------------------------------------------


def _gaps(
    own: pl.DataFrame,
    lines: _Span | None,
    *,
    covers: _Span | None,
    case: Case,
    read_in: str | None,
    working: frozenset[date],
) -> _Stretches:
    """The gaps; what is rare and touches a window, but no gap; of what is neither the rarest in each window; and what
    holds far fewer lines than it should."""
    edges = [edge for window in case.windows for edge in _edges(window, lines, covers)]
    # A few lines close together show no rate, only that they stand close together.
    rate_known = own.height > 1 and own["lines"].sum() > LEAST
    tried = _missed(own, [edge.span for edge in edges], case.zone, read_in) if rate_known else _NONE_TRIED
    expected = _expected(tried.filter("sure"))
    at_edges = {edge.span for edge in edges}
    found = [
        Gap(
            *edge.span,
            edge.window,
            _about(edge.because, expected.get(edge.span)),
            expected.get(edge.span),
        )
        for edge in edges
        if edge.sure or edge.span in expected or (covers is None and not rate_known)
    ]
    for span, lost in expected.items():
        if span not in at_edges:
            found += [Gap(*span, label, _about(_BETWEEN, lost), lost) for label in _touched(span, covers, case.windows)]
    gaps = {(gap.start, gap.end) for gap in found}
    others = tried.filter(~pl.col("sure")).sort("surprise", "start", "end", descending=[True, False, False])
    quiet = _inside(others.filter("rare"), _RARE, gaps, covers, case)
    rarest = {gap.window: gap for gap in reversed(_inside(others.filter(~pl.col("rare")), _USUAL, gaps, covers, case))}
    told = tried.filter(pl.col("sure") | pl.col("rare")).select("start", "end").rows()
    book = quarters(own, case.zone, silent=told, read_in=read_in, working=working) if rate_known else None
    fewer = _in_order(_thinned(book, own, covers, case)) if book else ()
    return _Stretches(_in_order(found), _in_order(quiet), _in_order(rarest.values()), fewer)


def _thinned(book: Quarters, own: pl.DataFrame, covers: _Span | None, case: Case) -> Iterator[Gap]:
    """The thinned stretches that touch a window."""
    for one in thinned(book):
        inside = (pl.col("minute") >= one.start) & (pl.col("minute") < one.end)
        seen = int(own.filter(inside)["lines"].sum())
        if seen < one.expected:
            for label in _touched((one.start, one.end), covers, case.windows):
                if label is not None:
                    yield Gap(one.start, one.end, label, _FEWER, one.expected, seen)


def _inside(
    stretches: pl.DataFrame, because: Statement, gaps: Container[_Span], covers: _Span | None, case: Case
) -> list[Gap]:
    """Of stretches that are no gaps those that touch a window, in their order."""
    return [
        Gap(*span, label, _about(because, lost), lost)
        for span, lost in _expected(stretches).items()
        if span not in gaps
        for label in _touched(span, covers, case.windows)
        if label is not None
    ]


def _expected(stretches: pl.DataFrame) -> dict[_Span, float]:
    """How many lines were to be expected in each, to a tenth."""
    rows = stretches.select("start", "end", "expected").rows()
    return {(start, end): round(expected, 1) for start, end, expected in rows}


def _in_order(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    return tuple(sorted(gaps, key=lambda gap: (gap.start, gap.end, gap.window or "")))


def _missed(own: pl.DataFrame, at_edges: Iterable[_Span], zone: str, read_in: str | None) -> pl.DataFrame:
    """The silences that the log's rhythm makes improbable (`improbable`): those between lines, and those at edges."""
    edges = pl.DataFrame(list(at_edges), schema={"start": INSTANT, "end": INSTANT}, orient="row")
    silent = missed(pl.concat([silences(own), edges]), own, zone)
    return improbable(silent, own, zone, read_in=read_in) if silent.height else _NONE_TRIED


def _edges(window: Window, lines: _Span | None, covers: _Span | None) -> Iterator[_WindowEdge]:
    """The parts of a window that lie before the first or after the last line of a series."""
    for span, because in _outside(window, lines):
        inside = _common(span, covers) if covers else span
        if inside:
            yield _WindowEdge(inside, window.label, because, sure=False)
        for rest in _without(span, inside):
            yield _WindowEdge(rest, window.label, _UNSAID, sure=True)


def _outside(window: Window, lines: _Span | None) -> Iterator[tuple[_Span, Statement]]:
    opens, closes = window.start > ALWAYS[0], window.end < ALWAYS[1]
    if lines is None:
        if opens and closes:
            yield (window.start, window.end), _TIMELESS
        return
    first, last = lines
    if opens and window.start < first:
        yield (window.start, min(first, window.end)), _BEFORE
    if closes and window.end > last:
        yield (max(last, window.start), window.end), _AFTER


def _touched(span: _Span, covers: _Span | None, windows: Iterable[Window]) -> list[str | None]:
    """The windows a gap touches, each once; none at all where the log is not said to cover it."""
    labels = [window.label for window in windows if _common(span, (window.start, window.end))]
    if not labels and covers and not _common(span, covers):
        return []
    return list(dict.fromkeys(labels)) or [None]


def _about(because: Statement, expected: float | None) -> Statement:
    if expected is None:
        return because
    return state("{because}: about {lines} lines were to be expected", because=because, lines=round(expected))


def _common(one: _Span, other: _Span) -> _Span | None:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None


def _without(span: _Span, part: _Span | None) -> list[_Span]:
    if part is None:
        return [span]
    return [(a, b) for a, b in ((span[0], part[0]), (part[1], span[1])) if a < b]


def _fraction(gaps: Iterable[Gap], windows: Iterable[Window]) -> float:
    """Share of the bounded windows' time that lies in no gap, to six decimals; 1.0 without such windows."""
    bounded = [w for w in windows if w.start > ALWAYS[0] and w.end < ALWAYS[1]]
    whole = sum((window.end - window.start for window in bounded), timedelta())
    lost = timedelta()
    for window in bounded:
        reached = window.start
        for gap in gaps:  # by start: what an earlier gap took is not taken twice
            part = _common((gap.start, gap.end), (reached, window.end)) if reached < window.end else None
            if part:
                lost += part[1] - part[0]
                reached = part[1]
    # Never rounded up to all of it.
    return min(round(1.0 - lost / whole, 6), 0.999999) if lost else 1.0
