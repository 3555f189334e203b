"""Which windows a loss may touch: gaps, damage, unreadable logs, missing layers, copies elsewhere.

What touches a window makes its at_most "or more" (counting.md 3.7).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import polars as pl

from forensics.findings.coverage.gaps import Span
from forensics.findings.coverage.rotations import between
from forensics.findings.coverage.strangers import is_unread_log, named_elsewhere
from forensics.model import ALWAYS, Case, Coverage, Evidence, ReasonCode, SourceReport
from forensics.sources.rotation import series

__all__ = [
    "copied_elsewhere",
    "cut_windows",
    "from_caching_layer",
    "holed_windows",
    "lost_windows",
    "missing_windows",
    "open_causes",
    "uncertain_after",
]

_MINUTE = timedelta(minutes=1)
#: Agents whose copy of a file others can read.
_COPIERS = ("search engine", "archiver")
_DELIVERIES = ("complete", "assembled", "partial")


def lost_windows(case: Case, source: SourceReport, sources: Sequence[SourceReport]) -> list[str]:
    """Labels of the windows into which lost lines of a damaged or unreadable source may fall."""
    if is_unread_log(source) or source.counted or named_elsewhere(source):
        return [window.label for window in case.windows]
    stretch = uncertain_after(source, sources)
    lost = [] if stretch is None else _touched(case, *stretch)
    return list(dict.fromkeys([*lost, *holed_windows(case, source), *cut_windows(case, source, sources)]))


def uncertain_after(source: SourceReport, sources: Iterable[SourceReport]) -> Span | None:
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
    later = _next_line(source, sources)
    return source.last or always[0], always[1] if later is None else later


def _next_line(source: SourceReport, sources: Iterable[SourceReport]) -> datetime | None:
    """The first line of its series after its last one; None if none follows."""
    label, last = series(source.place), source.last
    if last is None:
        return None
    firsts = (other.first for other in sources if series(other.place) == label)
    return min((first for first in firsts if first is not None and first > last), default=None)


def holed_windows(case: Case, source: SourceReport) -> list[str]:
    """Labels of the windows into which lines may fall for which zero bytes stand (counting.md 4b.14)."""
    always = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    holes = (hole for hole in source.holes if hole.line_no > 1)
    spans = ((hole.first or always[0], hole.last or always[1]) for hole in holes)
    return list(dict.fromkeys(label for span in spans for label in _touched(case, *span)))


def cut_windows(case: Case, source: SourceReport, sources: Sequence[SourceReport]) -> list[str]:
    """Labels of the windows into which lines may fall that stood behind a line cut in its middle: up to the first of
    the file that follows, or, of the newest file, up to the end of a window that has one."""
    if not source.cut or source.last is None or source.copy_of:
        return []
    follows = _next_line(source, sources)
    if follows is not None:
        return _touched(case, source.last, follows) if follows - source.last > _MINUTE else []
    bounded = [window.label for window in case.windows if window.end < ALWAYS[1]]
    return [label for label in _touched(case, source.last, ALWAYS[1]) if label in bounded]


def _touched(case: Case, start: datetime, end: datetime) -> list[str]:
    return [window.label for window in case.windows if end >= window.start and start < window.end]


def missing_windows(case: Case, series: Coverage, label: str, sources: Sequence[SourceReport]) -> list[str]:
    """Labels of the windows into which the lines of a missing rotation may fall: its lines stood
    between those of its neighbours, whichever way the rotations are numbered."""
    members = [source for source in sources if source.id in series.sources]
    place = between(label, members)
    return [window.label for window in case.windows] if place is None else _touched(case, *place)


def from_caching_layer(requests: pl.DataFrame) -> pl.DataFrame:
    """Requests of a layer that caches and whose own log is missing (counting.md 3.5 rule 0, 4b.8)."""
    unnamed = (pl.col("rule") == "0") & (pl.col("verdict") == "indeterminate")
    return requests.filter(unnamed | pl.col("flags").list.contains("behind-cache"))


def copied_elsewhere(requests: pl.DataFrame) -> pl.DataFrame:
    """Deliveries to search engines and archivers: whoever read their copy is in no log of ours."""
    return requests.filter(pl.col("agent_class").is_in(_COPIERS) & pl.col("verdict").is_in(_DELIVERIES))


def open_causes(
    case: Case, evidence: Evidence, requests: pl.DataFrame, coverage: Sequence[Coverage]
) -> Mapping[ReasonCode, frozenset[str]]:
    """Why at_most is "or more": a code of the reasons (findings.reasons), and the labels of the windows it touches."""
    sources = evidence.sources
    found: dict[ReasonCode, list[str | None]] = {
        "gap": [gap.window for series in coverage for gap in (*series.gaps, *series.quiet)],
        "thinned": [gap.window for series in coverage for gap in series.thinned],
        "missing-rotation": [
            label
            for series in coverage
            for rotation in series.missing_rotations
            for label in missing_windows(case, series, rotation, sources)
        ],
        "lost-lines": [label for source in sources for label in lost_windows(case, source, sources)],
        "behind-cache": _windows_of(from_caching_layer(requests)),
        "copy-elsewhere": _windows_of(copied_elsewhere(requests)),
    }
    touched = {code: frozenset(label for label in labels if label is not None) for code, labels in found.items()}
    return {code: labels for code, labels in touched.items() if labels}


def _windows_of(requests: pl.DataFrame) -> list[str | None]:
    return [*requests["window"], *requests["edge_window"]]
