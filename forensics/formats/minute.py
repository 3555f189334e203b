"""The minute of every line, for coverage: the only reading that every line of a log gets.

Lines are first cut down to the text that names their minute; only distinct texts are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from forensics.formats.clock import instants
from forensics.formats.stamps import Stamp
from forensics.schema import UTC

__all__ = ["line_minutes"]

#: How patterns of stamps write the time of the common log, which has a fixed width but for its offset.
_CLF = (
    r"\[([0-9]{2}/[A-Za-z]{3}/[0-9]{4}:[0-9]{2}:[0-9]{2}):[0-9]{2}"
    r" ((?:Z|[+-][0-9]{2}:?[0-9]{2}))\]"
)
#: Bytes of "09/Jun/2026:10:00", and of ":00 +0200]" behind it.
_TO_MINUTE, _TO_BRACKET = 17, 10


def line_minutes(lines: pl.Series, stamps: Sequence[Stamp], *, zone: str) -> pl.Series:
    """Start of the minute of every line, in UTC; null where no stamp can be read."""
    minutes = pl.repeat(None, len(lines), dtype=UTC, eager=True)
    for stamp in stamps:
        if _CLF in stamp.tight and minutes.null_count() == len(minutes):
            minutes = _at_first_bracket(lines, stamp, zone)
        for pattern in dict.fromkeys((stamp.tight, stamp.full)):
            left = minutes.is_null()
            if left.all():
                minutes = _minutes(_texts(lines, pattern), stamp.key, zone)
            elif left.any():
                found = _minutes(_texts(lines.filter(left), pattern), stamp.key, zone)
                minutes = minutes.scatter(left.arg_true(), found)
    return minutes.alias(lines.name)


def _texts(lines: pl.Series, pattern: str) -> pl.Series:
    """What a pattern captures of the stamp of each line, joined by newlines as its key reads it."""
    groups = lines.str.extract_groups(pattern).struct.unnest()
    return groups.select(text=pl.concat_str(pl.all(), separator="\n"))["text"]


def _at_first_bracket(lines: pl.Series, stamp: Stamp, zone: str) -> pl.Series:
    """The minutes of lines that `stamp.tight` matches and whose first bracket opens the stamp: cut at
    fixed places, which is several times as fast. Null for all others.

    What stands before the bracket is checked by the pattern's own beginning. A blank stands in the
    stamp but in no field of a tight pattern, so no bracket before it can open anything that reads.
    """
    head, _, behind = stamp.tight.partition(_CLF)
    table = lines.alias("line").to_frame().with_columns(at=pl.col("line").str.find("[", literal=True))
    octets = pl.col("line").cast(pl.Binary)
    length = _TO_BRACKET + len(re.sub(r"\\(.)", r"\1", behind))
    table = table.select(
        minute=octets.bin.slice(pl.col("at") + 1, _TO_MINUTE),
        rest=octets.bin.slice(pl.col("at") + 1 + _TO_MINUTE, length),
        headed=pl.col("line").str.contains(rf"{head}\["),
    )
    rests = table["rest"].drop_nulls().unique()
    offsets = _decoded(rests).str.extract(rf"^:[0-9]{{2}} ([+-][0-9]{{4}})\]{behind}$")
    minutes = pl.repeat(None, len(lines), dtype=UTC, eager=True)
    for offset in offsets.drop_nulls().unique().sort():
        ends = rests.filter((offsets == offset).fill_null(value=False))
        good = pl.col("headed") & pl.col("rest").is_in(ends.implode())
        texts = table.select(text=pl.when(good).then("minute"))["text"]
        found = _minutes(texts, stamp.key, zone, behind=f"\n{offset}")
        minutes = found if minutes.null_count() == len(minutes) else minutes.zip_with(minutes.is_not_null(), found)
    return minutes


def _minutes(texts: pl.Series, key: str, zone: str, *, behind: str = "") -> pl.Series:
    """The minute that each text names, with `behind` it, as the key reads them."""
    # Neighbours mostly share their minute: a run of them is looked up once.
    runs = texts.rle().struct.field("value").alias("text")
    distinct = runs.unique()
    times = instants((_decoded(distinct) + behind).str.extract_groups(key).struct.unnest(), zone=zone)
    read = pl.DataFrame({"text": distinct, "minute": times["instant"].dt.truncate("1m")})
    of_run = runs.to_frame().join(read, on="text", how="left", maintain_order="left")["minute"]
    return of_run.gather(texts.rle_id())


def _decoded(texts: pl.Series) -> pl.Series:
    """Bytes cut out of a line as text; a character cut in two is no part of a time."""
    if texts.dtype == pl.String:
        return texts
    return pl.Series([None if one is None else one.decode("utf-8", "replace") for one in texts], dtype=pl.String)
