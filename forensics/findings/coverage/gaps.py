"""The stretches of one log without lines, or with too few of them: gaps, and what is told though it is none."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from forensics.findings.coverage.clock_hours import silences
from forensics.findings.coverage.expected_lines import LEAST, missed
from forensics.findings.coverage.quarters import Quarters, quarters
from forensics.findings.coverage.surprise import improbable
from forensics.findings.coverage.thinned import thinned
from forensics.language.statement import Statement, state
from forensics.model import ALWAYS, Case, Gap, Window
from forensics.model.schema import UTC as INSTANT

__all__ = ["Span", "Stretches", "common", "stretches_of"]

Span = tuple[datetime, datetime]

_BEFORE, _AFTER = state("before the first line of the log"), state("after the last line of the log")
_BETWEEN = state("no line between two lines of the log")
_RARE = state("rare in the rhythm of this log")
_USUAL = state("not rare in the rhythm of this log, though a loss of lines would look no different")
_FEWER = state("far fewer lines than the hours around and the same hours of other days predict")
_TIMELESS = state("the log holds no line with a time")
_UNSAID = state("outside the period that the source covers")
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

    span: Span
    window: str
    because: Statement
    sure: bool


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of a log without lines, as `Coverage` has them."""

    gaps: tuple[Gap, ...] = ()
    quiet: tuple[Gap, ...] = ()
    silences: tuple[Gap, ...] = ()
    thinned: tuple[Gap, ...] = ()


def stretches_of(
    own: pl.DataFrame,
    lines: Span | None,
    *,
    covers: Span | None,
    case: Case,
    read_in: str | None,
    working: frozenset[date],
) -> Stretches:
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
    return Stretches(_in_order(found), _in_order(quiet), _in_order(rarest.values()), fewer)


def _thinned(book: Quarters, own: pl.DataFrame, covers: Span | None, case: Case) -> Iterator[Gap]:
    """The thinned stretches that touch a window."""
    for one in thinned(book):
        inside = (pl.col("minute") >= one.start) & (pl.col("minute") < one.end)
        seen = int(own.filter(inside)["lines"].sum())
        if seen < one.expected:
            for label in _touched((one.start, one.end), covers, case.windows):
                if label is not None:
                    yield Gap(one.start, one.end, label, _FEWER, one.expected, seen)


def _inside(
    stretches: pl.DataFrame, because: Statement, gaps: Container[Span], covers: Span | None, case: Case
) -> list[Gap]:
    """Of stretches that are no gaps those that touch a window, in their order."""
    return [
        Gap(*span, label, _about(because, lost), lost)
        for span, lost in _expected(stretches).items()
        if span not in gaps
        for label in _touched(span, covers, case.windows)
        if label is not None
    ]


def _expected(stretches: pl.DataFrame) -> dict[Span, float]:
    """How many lines were to be expected in each, to a tenth."""
    rows = stretches.select("start", "end", "expected").rows()
    return {(start, end): round(expected, 1) for start, end, expected in rows}


def _in_order(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    return tuple(sorted(gaps, key=lambda gap: (gap.start, gap.end, gap.window or "")))


def _missed(own: pl.DataFrame, at_edges: Iterable[Span], zone: str, read_in: str | None) -> pl.DataFrame:
    """The silences that the log's rhythm makes improbable (`improbable`): those between lines, and those at edges."""
    edges = pl.DataFrame(list(at_edges), schema={"start": INSTANT, "end": INSTANT}, orient="row")
    silent = missed(pl.concat([silences(own), edges]), own, zone)
    return improbable(silent, own, zone, read_in=read_in) if silent.height else _NONE_TRIED


def _edges(window: Window, lines: Span | None, covers: Span | None) -> Iterator[_WindowEdge]:
    """The parts of a window that lie before the first or after the last line of a series."""
    for span, because in _outside(window, lines):
        inside = common(span, covers) if covers else span
        if inside:
            yield _WindowEdge(inside, window.label, because, sure=False)
        for rest in _without(span, inside):
            yield _WindowEdge(rest, window.label, _UNSAID, sure=True)


def _outside(window: Window, lines: Span | None) -> Iterator[tuple[Span, Statement]]:
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


def _touched(span: Span, covers: Span | None, windows: Iterable[Window]) -> list[str | None]:
    """The windows a gap touches, each once; none at all where the log is not said to cover it."""
    labels = [window.label for window in windows if common(span, (window.start, window.end))]
    if not labels and covers and not common(span, covers):
        return []
    return list(dict.fromkeys(labels)) or [None]


def _about(because: Statement, expected: float | None) -> Statement:
    if expected is None:
        return because
    return state("{because}: about {lines} lines were to be expected", because=because, lines=round(expected))


def common(one: Span, other: Span) -> Span | None:
    """What lies in both spans; None where they do not meet."""
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None


def _without(span: Span, part: Span | None) -> list[Span]:
    if part is None:
        return [span]
    return [(a, b) for a, b in ((span[0], part[0]), (part[1], span[1])) if a < b]
