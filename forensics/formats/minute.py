"""The minute of every line, for coverage: the only reading that every line of a log gets.

Lines are first cut down to the text that names their minute; only distinct texts are parsed.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from forensics.formats.clock import instants
from forensics.formats.stamps import Stamp
from forensics.schema import UTC

__all__ = ["line_minutes"]


def line_minutes(lines: pl.Series, stamps: Sequence[Stamp], *, zone: str) -> pl.Series:
    """Start of the minute of every line, in UTC; null where no stamp can be read."""
    minutes = pl.repeat(None, len(lines), dtype=UTC, eager=True)
    for pattern, key in ((p, stamp.key) for stamp in stamps for p in dict.fromkeys((stamp.tight, stamp.full))):
        left = minutes.is_null()
        if left.all():
            minutes = _minutes(lines, pattern, key, zone)
        elif left.any():
            minutes = minutes.scatter(left.arg_true(), _minutes(lines.filter(left), pattern, key, zone))
    return minutes.alias(lines.name)


def _minutes(lines: pl.Series, pattern: str, key: str, zone: str) -> pl.Series:
    """The minute of every line in which the pattern finds a stamp that the key can read."""
    groups = lines.str.extract_groups(pattern).struct.unnest()
    texts = groups.select(text=pl.concat_str(pl.all(), separator="\n"))["text"]
    # Neighbours mostly share their minute: a run of them is looked up once.
    runs = texts.rle().struct.field("value").alias("text")
    distinct = runs.unique()
    times = instants(distinct.str.extract_groups(key).struct.unnest(), zone=zone)
    read = pl.DataFrame({"text": distinct, "minute": times["instant"].dt.truncate("1m")})
    of_run = runs.to_frame().join(read, on="text", how="left", maintain_order="left")["minute"]
    return of_run.gather(texts.rle_id())
