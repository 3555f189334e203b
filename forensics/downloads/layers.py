"""Which layer a line comes from: the edge that clients meet, or an origin behind it (counting.md 3.5 rule 0)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from forensics.model import Case, SourceReport
from forensics.parties.identify import CDN_AGENTS

__all__ = ["mark_layers"]


def mark_layers(table: pl.DataFrame, case: Case, sources: Sequence[SourceReport]) -> pl.DataFrame:
    """Adds inner (a proxy or a CDN asked), outer_covers (a log of the outer layer holds that time),
    cached_elsewhere (it does not, and nobody is named as the client) and behind_cache (it does not, and the
    client is known: what that one got counts, and a cache may have served others; counting.md 4b.8).

    The case says which log is an origin's, or that the peer is a proxy of ours; what an agent says of itself is
    believed of such a proxy alone. An edge log covers the time that the case says, and from its first to its last
    line, give or take the tolerance of the clocks.
    """
    origin = [index for index, log in enumerate(case.logs) if log.layer == "origin"]
    doubt = case.counting.clock_tolerance
    edges = [
        (source.first - doubt, source.last + doubt)
        for source in sources
        if source.log not in origin and source.first is not None and source.last is not None
    ]
    edges += [log.covers for log in case.logs if log.layer == "edge" and log.covers is not None]
    logged = pl.coalesce("start", "end")
    by_cdn = pl.col("agent").fill_null("").is_in(CDN_AGENTS) & pl.col("proxied")
    covered = pl.lit(value=False)
    if origin:
        for first, last in edges:
            covered = covered | logged.is_between(first, last)
    named = pl.col("proxied") & ~pl.col("shared")
    unseen = pl.col("inner") & ~pl.col("outer_covers")
    return table.with_columns(
        inner=pl.col("log").is_in(origin) | by_cdn, outer_covers=covered.fill_null(value=False)
    ).with_columns(cached_elsewhere=unseen & ~named, behind_cache=(unseen & named) | pl.col("caching"))
