"""Which logs were written behind a proxy or CDN whose own log is here too.

Of such a log every request for the file came through the proxy, and each stands in the log in front too. That alone is
said, for the lines of an origin count for nothing where the log in front covers their time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from forensics.parties.identify import CDN_AGENTS
from forensics.survey.names import plain_path

__all__ = ["Behind", "behind"]

#: The log in front may have stamped the request so much earlier or later: a long transfer, another clock.
_APART = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Behind:
    """A log of which all `requests` for the files came through a proxy; `matched` of them stand in other logs too, of
    which each is in `fronts` (by their entries)."""

    requests: int
    matched: int
    fronts: tuple[int, ...]

    @property
    def sure(self) -> bool:
        """Whether the logs in front hold all of them."""
        return self.matched == self.requests


def behind(labelled: pl.DataFrame, entry_of: Sequence[int], proxies: Sequence[str]) -> Mapping[int, Behind]:
    """The entries whose logs lie behind others, by their numbers; `entry_of` says of which entry each [[logs]] is."""
    asked = labelled.filter(pl.col("match") == "target").with_columns(
        entry=pl.col("log").replace_strict(dict(enumerate(entry_of)), return_dtype=pl.Int32),
        time=pl.coalesce("start", "end"),
        place=pl.col("path").map_elements(plain_path, return_dtype=pl.String),
        through=(pl.col("peer").is_in(list(proxies)) | pl.col("agent").is_in(CDN_AGENTS)).fill_null(value=False),
    )
    shares = dict(asked.group_by("entry").agg(pl.col("through").all()).iter_rows())
    inner = sorted(entry for entry, every in shares.items() if every)
    outer = asked.filter(~pl.col("entry").is_in(inner))
    return {entry: _matched(asked.filter(pl.col("entry") == entry), outer) for entry in inner}


def _matched(inner: pl.DataFrame, outer: pl.DataFrame) -> Behind:
    """How many requests of a log have one for the same path in logs in front, at about that time."""
    own = inner.select("row", "place", "time").sort("time")
    others = outer.select("place", "entry", other="time").drop_nulls().sort("other")
    if others.is_empty():
        return Behind(inner.height, 0, ())
    pairs = own.drop_nulls("time").join_asof(
        others,
        left_on="time",
        right_on="other",
        by="place",
        strategy="nearest",
        tolerance=_APART,
        check_sortedness=False,
    )
    found = pairs.drop_nulls("entry")
    return Behind(inner.height, found.height, tuple(sorted(set(found["entry"].to_list()))))
