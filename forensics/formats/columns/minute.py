"""The minute of every line, for coverage: the only reading that every line of a log gets.

Lines are first cut down to the text that names their minute; only distinct texts are parsed.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from datetime import UTC as UTC_ZONE
from datetime import datetime, timedelta

import polars as pl

from forensics.formats.columns.clock import MONTHS, YEARS, instants
from forensics.formats.templates.months import ENGLISH
from forensics.formats.templates.stamps import Stamp
from forensics.model.schema import UTC, absent

__all__ = ["common_minute", "line_minutes"]

#: How patterns of stamps write the time of the common log, which has a fixed width but for its offset.
_CLF = (
    rf"\[([0-9]{{2}}/{ENGLISH}/[0-9]{{4}}:[0-9]{{2}}:[0-9]{{2}}):[0-9]{{2}}"
    r" ((?:Z|[+-][0-9]{2}:?[0-9]{2}))\]"
)
_CLF_MINUTE = re.compile(rb"([0-9]{2})/([A-Za-z]{3})/([0-9]{4}):([0-9]{2}):([0-9]{2})")
_COMMON = re.compile(rb"\[([0-9]{2}/[A-Za-z]{3}/[0-9]{4}:[0-9]{2}:[0-9]{2}):[0-9]{2} ([+-][0-9]{4})\]")
_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC_ZONE), timedelta(microseconds=1)
_MONTHS = {name.encode(): number for number, name in enumerate(MONTHS, 1)}
#: So few texts are read one by one sooner than by a pattern.
_FEW = 1_000
#: Bytes of "09/Jun/2026:10:00", and of ":00 +0200]" behind it.
_TO_MINUTE, _TO_BRACKET = 17, 10


def line_minutes(lines: pl.Series, stamps: Sequence[Stamp], *, zone: str) -> pl.Series:
    """Start of the minute of every line, in UTC; null where no stamp can be read."""
    minutes = absent(len(lines), UTC)
    for stamp in stamps:
        if stamp.tight.startswith("^") and _CLF in stamp.tight and minutes.null_count() == len(minutes):
            minutes = _at_first_bracket(lines, stamp, zone)
        for pattern in dict.fromkeys((stamp.tight, stamp.full)):
            if not minutes.null_count():
                break
            left = minutes.is_null()
            if left.all():
                minutes = _minutes(_texts(lines, pattern), stamp.key, zone)
            else:
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
    ends: dict[str, list[bytes]] = {}
    for rest in table["rest"].drop_nulls().unique().sort():
        if found := re.fullmatch(rf":[0-9]{{2}} ([+-][0-9]{{4}})\]{behind}", rest.decode("latin-1")):
            ends.setdefault(found[1], []).append(rest)
    minutes = absent(len(lines), UTC)
    for offset, rests in ends.items():
        good = table["headed"] & table["rest"].is_in(pl.Series([rests], dtype=pl.List(pl.Binary)))
        texts = table["minute"] if good.all() else table.select(pl.when(good).then("minute")).to_series()
        read = _of_runs(texts, functools.partial(_clf_minutes, offset=offset, key=stamp.key, zone=zone))
        minutes = read if minutes.null_count() == len(minutes) else minutes.zip_with(minutes.is_not_null(), read)
    return minutes


def _minutes(texts: pl.Series, key: str, zone: str) -> pl.Series:
    """The minute that each text names, as the key reads it."""
    return _of_runs(texts, functools.partial(_read, key=key, zone=zone))


def _of_runs(texts: pl.Series, read: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """What `read` makes of the texts. Neighbours mostly share their minute: a run of them is read once."""
    values = texts.rle().struct.field("value")
    distinct = values.unique(maintain_order=True)
    of_text = pl.DataFrame({"text": distinct, "minute": read(distinct)})
    of_run = values.alias("text").to_frame().join(of_text, on="text", how="left", maintain_order="left")["minute"]
    return of_run.gather(texts.rle_id())


def _read(texts: pl.Series, key: str, zone: str) -> pl.Series:
    times = instants(texts.str.extract_groups(key).struct.unnest(), zone=zone)
    return times["instant"].dt.truncate("1m")


def _clf_minutes(texts: pl.Series, offset: str, key: str, zone: str) -> pl.Series:
    """The same for the common log's own texts, which hold no more than 17 bytes, all with one offset."""
    if len(texts) > _FEW:
        return _read(_decoded(texts, offset), key, zone)
    found = [None if text is None else _clf_minute(text, offset) for text in texts]
    minutes = pl.Series("minute", found, dtype=UTC)
    odd = minutes.is_null().arg_true()
    if len(odd):  # no date, or one that Python does not know
        minutes = minutes.scatter(odd, _read(_decoded(texts.gather(odd), offset), key, zone))
    return minutes


def _decoded(texts: pl.Series, offset: str) -> pl.Series:
    """The texts as a key reads them; a character cut in two is no part of a time."""
    decoded = [None if text is None else text.decode("utf-8", "replace") for text in texts]
    return pl.Series(decoded, dtype=pl.String) + f"\n{offset}"


@functools.lru_cache(maxsize=65_536)
def _clf_minute(text: bytes, offset: str) -> datetime | None:
    """As "09/Jun/2026:10:00" names it; None for anything that is left to `instants`."""
    found = _CLF_MINUTE.fullmatch(text)
    month = _MONTHS.get(found[2].lower()) if found else None
    east = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:]))
    if not found or month is None or int(offset[3:]) > 59 or int(found[3]) not in YEARS:
        return None
    try:
        local = datetime(int(found[3]), month, int(found[1]), int(found[4]), int(found[5]), tzinfo=UTC_ZONE)
        return local - east if offset[0] == "+" else local + east
    except (ValueError, OverflowError):
        return None


@functools.lru_cache(maxsize=65_536)
def common_minute(stamp: bytes) -> int | None:
    """The minute of a stamp of the common log, brackets and all, in microseconds since 1970; None for any other stamp,
    and where it names none."""
    found = _COMMON.match(stamp)
    minute = _clf_minute(found[1], found[2].decode()) if found else None
    return None if minute is None else (minute - _EPOCH) // _MICROSECOND
