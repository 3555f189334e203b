"""Which windows a loss may touch: gaps, damage, unreadable logs, missing layers, copies elsewhere.

What touches a window makes its at_most "or more" (counting.md 3.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import polars as pl

from forensics.coverage import uncertain_after
from forensics.formats import is_error_log
from forensics.model import Case, Coverage, Evidence, SourceReport
from forensics.rotation import rotation

__all__ = ["copied_elsewhere", "from_caching_layer", "holed_windows", "lost_windows", "missing_windows", "open_windows"]

#: Agents whose copy of a file others can read.
_COPIERS = ("search engine", "archiver")
_DELIVERIES = ("complete", "assembled", "partial")


def lost_windows(case: Case, source: SourceReport, sources: Sequence[SourceReport]) -> list[str]:
    """Labels of the windows into which lost lines of a damaged or unreadable source may fall."""
    if is_error_log(source.format) and source.refused:
        return []
    if (source.lines > source.blank and not source.parsed) or source.counted:
        return [window.label for window in case.windows]
    stretch = uncertain_after(source, sources)
    lost = [] if stretch is None else _touched(case, *stretch)
    return list(dict.fromkeys([*lost, *holed_windows(case, source)]))


def holed_windows(case: Case, source: SourceReport) -> list[str]:
    """Labels of the windows into which lines may fall for which zero bytes stand (counting.md 4b.14)."""
    always = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    holes = (hole for hole in source.holes if hole.line_no > 1)
    spans = ((hole.first or always[0], hole.last or always[1]) for hole in holes)
    return list(dict.fromkeys(label for span in spans for label in _touched(case, *span)))


def _touched(case: Case, start: datetime, end: datetime) -> list[str]:
    return [window.label for window in case.windows if end >= window.start and start < window.end]


def missing_windows(case: Case, series: Coverage, label: str, sources: Sequence[SourceReport]) -> list[str]:
    """Labels of the windows into which the lines of a missing rotation may fall: its lines stood
    between those of its neighbours, whichever way the rotations are numbered."""
    dated = not label.isdecimal()
    wanted = date.fromisoformat(label).toordinal() if dated else int(label)
    spans: dict[int, tuple[datetime, datetime]] = {}
    for source in sources:
        place = rotation(source.place)
        if source.id in series.sources and isinstance(place, date) == dated and source.first and source.last:
            # The file being written to has no number; it is the newest.
            spans[place.toordinal() if isinstance(place, date) else place or 0] = (source.first, source.last)
    below, above = [p for p in spans if p < wanted], [p for p in spans if p > wanted]
    if not below or not above:
        return [window.label for window in case.windows]
    neighbours = (spans[max(below)], spans[min(above)])
    return _touched(case, min(last for _, last in neighbours), max(first for first, _ in neighbours))


def from_caching_layer(requests: pl.DataFrame) -> pl.DataFrame:
    """Requests of a layer that caches and whose own log is missing (counting.md 3.5 rule 0)."""
    return requests.filter((pl.col("rule") == "0") & (pl.col("verdict") == "indeterminate"))


def copied_elsewhere(requests: pl.DataFrame) -> pl.DataFrame:
    """Deliveries to search engines and archivers: whoever read their copy is in no log of ours."""
    return requests.filter(pl.col("agent_class").is_in(_COPIERS) & pl.col("verdict").is_in(_DELIVERIES))


def open_windows(
    case: Case, evidence: Evidence, requests: pl.DataFrame, coverage: Sequence[Coverage]
) -> frozenset[str]:
    """Labels of the windows in which at_most is "or more"."""
    found = {gap.window for series in coverage for gap in series.gaps}
    for series in coverage:
        for label in series.missing_rotations:
            found.update(missing_windows(case, series, label, evidence.sources))
    for source in evidence.sources:
        found.update(lost_windows(case, source, evidence.sources))
    for table in (from_caching_layer(requests), copied_elsewhere(requests)):
        found.update(table["window"].to_list())
        found.update(table["edge_window"].to_list())
    return frozenset(label for label in found if label is not None)
