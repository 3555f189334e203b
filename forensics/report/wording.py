"""How numbers, times and bounds are worded: the same words in every report, whatever the machine's locale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from forensics.model import Bounds, Coverage, FileFindings, Window

__all__ = [
    "answer",
    "at_least",
    "at_most",
    "covered",
    "duration",
    "exposure",
    "local",
    "number",
    "percent",
    "plural",
    "size",
    "unbounded",
    "utc",
    "while_exposed",
]

UNDETERMINED = "not determinable from these logs"


def number(value: float) -> str:
    """183296 as "183,296"; of a fraction, one decimal."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """The count and its noun: "1 time", "11 times", "1 address", "7 addresses"."""
    several = many or (f"{one}es" if one.endswith("s") else f"{one}s")
    return f"{count:,} {one if count == 1 else several}"


def size(count: int | None) -> str:
    """Bytes as "183,296 bytes"; "not known" for None."""
    return "not known" if count is None else plural(count, "byte")


def percent(share: float) -> str:
    """A share as "97.2%", rounded down, so that only a whole is called 100%."""
    return "100%" if share >= 1 else f"{math.floor(share * 1000) / 10:.1f}%"


def duration(time: timedelta) -> str:
    """Its two largest units: "3 days 4 h", "2 h 18 min", "45 s"."""
    seconds = round(time.total_seconds())
    parts = (
        plural(seconds // 86400, "day") if seconds >= 86400 else "",
        f"{seconds % 86400 // 3600} h" if seconds % 86400 >= 3600 else "",
        f"{seconds % 3600 // 60} min" if seconds % 3600 >= 60 else "",
        f"{seconds % 60} s" if seconds % 60 else "",
    )
    return " ".join([part for part in parts if part][:2]) or "0 s"


def local(time: datetime, zone: ZoneInfo) -> str:
    """As "2020-06-08 09:12:44 +02:00"; fractions of a second only if there are any."""
    try:
        shown = time.astimezone(zone)
    except OverflowError:  # the last hours of the year 9999 have no local time east of Greenwich
        shown = time.astimezone(UTC)
    offset = shown.strftime("%z")
    return f"{_digits(shown)} {offset[:3]}:{offset[3:5]}"


def utc(time: datetime) -> str:
    """As "2020-06-08 07:12:44 UTC"."""
    return f"{_digits(time.astimezone(UTC))} UTC"


def _digits(time: datetime) -> str:
    plain = time.replace(tzinfo=None)
    return plain.isoformat(" ", "milliseconds" if plain.microsecond % 1000 == 0 and plain.microsecond else "auto")


def at_least(bounds: Bounds) -> str:
    """The lower bound, or that there is none (counting.md 3.7: never 0 for not known)."""
    return UNDETERMINED if bounds.at_least is None else f"{bounds.at_least:,}"


def at_most(bounds: Bounds) -> str:
    """The upper bound: "13", or "13 or more"."""
    return f"{bounds.at_most:,}" + (" or more" if bounds.open_ended else "")


def unbounded(time: datetime) -> bool:
    """Whether a window's start or end stands for "not stated": before logs were kept, or after all of them."""
    return time.year <= 1970 or time.year >= 9998


def exposure(windows: Sequence[Window]) -> timedelta:
    """How long something was exposed: the windows with a start and an end together, overlaps once."""
    total, until = timedelta(), datetime.min.replace(tzinfo=UTC)
    for start, end in sorted((w.start, w.end) for w in windows if not unbounded(w.start) and not unbounded(w.end)):
        total += max(timedelta(), end - max(start, until))
        until = max(until, end)
    return total


def covered(coverage: Sequence[Coverage], windows: Sequence[Window]) -> str:
    """How much of the windows the logs cover; of several logs, the least complete one counts."""
    exposed = exposure(windows)
    if not coverage:
        return "no log covers the exposure windows"
    if not exposed:
        return "how much of the exposure the logs cover cannot be told, because no window has a start and an end"
    share = min(c.fraction for c in coverage)
    if share >= 1:
        return "the logs cover 100% of the exposure windows"
    subject = "the logs cover" if len(coverage) == 1 else "the least complete log covers"
    return f"{subject} {percent(share)} of the exposure windows, {duration(exposed * (1 - share))} not covered"


def while_exposed(windows: Sequence[Window]) -> str:
    """When the sentence holds; without any stated bound, for as long as the logs reach."""
    stated = any(not unbounded(time) for window in windows for time in (window.start, window.end))
    return "while it was exposed" if stated else "in the time of these logs"


def answer(file: FileFindings, coverage: Sequence[Coverage], windows: Sequence[Window]) -> tuple[str, str, str]:
    """The sentence, in three parts: before the file's name, the name, and after it.

    That nothing was seen is never said without how much was looked at (evidence.md 1.1).
    """
    downloads, addresses = file.total.downloads, file.total.addresses
    if downloads.headline == 0:
        possible = f"at most {at_most(downloads)}; " if downloads.at_most or downloads.open_ended else ""
        seen = f"” were seen {while_exposed(windows)}; {possible}{covered(coverage, windows)}."
        return "No downloads of “", file.name, seen
    least = "at least: " if downloads.at_least is None else "at least "
    times, recipients = plural(downloads.headline, "time"), plural(addresses.headline, "address")
    bounds = f"{least}{at_least(downloads)}, at most {at_most(downloads)}"
    return "The server handed over “", file.name, f"” {times} to {recipients} {while_exposed(windows)}; {bounds}."
