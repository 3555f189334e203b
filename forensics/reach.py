"""Which windows a loss may touch: gaps, damage, unreadable logs, missing layers, copies elsewhere.

What touches a window makes its at_most "or more" (counting.md 3.7).
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from forensics.coverage import uncertain_after
from forensics.model import Case, Coverage, Evidence, SourceReport

__all__ = ["copied_elsewhere", "from_caching_layer", "lost_windows", "open_windows"]

#: Agents whose copy of a file others can read.
_COPIERS = ("search engine", "archiver")
_DELIVERIES = ("complete", "assembled", "partial")


def lost_windows(case: Case, source: SourceReport, sources: Sequence[SourceReport]) -> list[str]:
    """Labels of the windows into which lost lines of a damaged or unreadable source may fall."""
    if source.lines > source.blank and not source.parsed:
        return [window.label for window in case.windows]
    if source.damage is None or not source.damage.lost:
        return []
    stretch = uncertain_after(source, sources)
    if stretch is None:
        return []
    start, end = stretch
    return [window.label for window in case.windows if end >= window.start and start < window.end]


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
    for source in evidence.sources:
        found.update(lost_windows(case, source, evidence.sources))
    for table in (from_caching_layer(requests), copied_elsewhere(requests)):
        found.update(table["window"].to_list())
        found.update(table["edge_window"].to_list())
    return frozenset(label for label in found if label is not None)
