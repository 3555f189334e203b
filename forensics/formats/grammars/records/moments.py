"""A time as text or number, whoever wrote it, as the units of `clock.instants`.

Numbers are seconds since 1970 or thousandths of them, by their length. A date of three numbers says which is the day
only where the whole log does: `order`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from forensics.formats.columns.clock import MONTHS

__all__ = ["UNITS", "moment"]

#: The units of every moment; the offset is "" where none is written.
UNITS = ("year", "month", "day", "hour", "minute", "second", "fraction", "offset")

_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d{1,9}))?)? ?([AaPp]\.?[Mm]\.?)?"
_OFFSET = r" ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?"
_MONTH = "([A-Za-z]{3,9})"
_ISO = re.compile(rf"(\d{{4}})[-/](\d{{2}})[-/](\d{{2}})[T ]+{_CLOCK}{_OFFSET}$")
_CLF = re.compile(rf"\[?(\d{{1,2}})[/ -]{_MONTH}[/ -](\d{{4}})[: ]{_CLOCK}{_OFFSET}\]?$")
#: Kibana: "Jun 9, 2026 @ 10:00:00.000".
_WORDS = re.compile(
    rf"(?:[A-Za-z]{{3,9}},? )?{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?: @|,| at)? {_CLOCK}{_OFFSET}$"
)
_NUMBERS = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}),?[T ]+{_CLOCK}{_OFFSET}$")
_EPOCH = re.compile(r"(\d{9,10})(?:\.(\d{1,9}))?$|(\d{10})(\d{3}|\d{6}|\d{9})(?:\.\d+)?$|(\d)\.(\d{9,18})[eE]\+?0?9$")

Moment = tuple[str, ...]


def moment(text: str, order: str = "") -> Moment | None:
    """The units of a time; None for anything else, and for a time of which it is not known how it is written."""
    text = text.strip()
    if found := _EPOCH.match(text):
        return _since_1970(found)
    for pattern, read in _READERS:
        if found := pattern.match(text):
            return read(found, order)
    return None


def _since_1970(found: re.Match[str]) -> Moment | None:
    """Seconds as an instant; written as a date, for the units of all times are the same."""
    whole, part, long, thousandths, lead, digits = found.groups()
    if lead:
        whole, part = lead + digits[:9], digits[9:]
    seconds, fraction = int(whole or long), part or thousandths or ""
    when = datetime.fromtimestamp(seconds, UTC).isoformat()
    return when[:4], when[5:7], when[8:10], when[11:13], when[14:16], when[17:19], fraction, "Z"


def _units(year: str, month: str, day: str, rest: tuple[str | None, ...]) -> Moment | None:
    hour, minute, second, fraction, half, offset = rest
    if half:
        if not 1 <= int(hour or 0) <= 12:
            return None
        hour = f"{int(hour or 0) % 12 + 12 * (half[0] in 'pP')}"
    zone = "Z" if offset in ("Z", "UTC", "GMT") else offset or ""
    return year, f"{month:0>2}", f"{day:0>2}", f"{hour:0>2}", minute or "", second or "00", fraction or "", zone


def _named(name: str) -> str | None:
    """The number of a month, by its English name."""
    short = name[:3].lower()
    return f"{MONTHS.index(short) + 1:02}" if short in MONTHS else None


def _iso(found: re.Match[str], _: str) -> Moment | None:
    return _units(found[1], found[2], found[3], found.groups()[3:])


def _clf(found: re.Match[str], _: str) -> Moment | None:
    month = _named(found[2])
    return _units(found[3], month, found[1], found.groups()[3:]) if month else None


def _words(found: re.Match[str], _: str) -> Moment | None:
    month = _named(found[1])
    return _units(found[3], month, found[2], found.groups()[3:]) if month else None


def _numbers(found: re.Match[str], order: str) -> Moment | None:
    if not order:
        return None
    day, month = (found[1], found[2]) if order == "dmy" else (found[2], found[1])
    return _units(found[3], month, day, found.groups()[3:])


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Moment | None]], ...] = (
    (_ISO, _iso),
    (_CLF, _clf),
    (_WORDS, _words),
    (_NUMBERS, _numbers),
)
