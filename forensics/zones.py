"""Named time zones: which exist, and which instants a local time can mean (PEP 495)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

__all__ = ["close_names", "find_zone", "fixed_zone", "instants", "parse_time", "why_ambiguous", "zones_called"]

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d\d?)(?::?00)?", re.ASCII | re.IGNORECASE)
#: Zones that are meant more often than others that go by the same abbreviation.
_WELL_KNOWN = (
    *("Europe/Amsterdam", "Europe/Berlin", "Europe/Paris", "Europe/London", "Europe/Dublin", "Europe/Helsinki"),
    *("Europe/Lisbon", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    *("Asia/Kolkata", "Asia/Jerusalem", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland"),
)
#: Names that stand for the machine's own zone, or for none: a result must not depend on the machine.
_NOT_ZONES = frozenset({"localtime", "Factory"})


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(available_timezones() - _NOT_ZONES))


def find_zone(name: str) -> ZoneInfo | None:
    """The zone of exactly that IANA name, or None.

    Asked by list and not by trying: a folder ("Europe") and, on some disks, another spelling
    ("europe/amsterdam") would open too.
    """
    return ZoneInfo(name) if name in _names() else None


def close_names(name: str) -> list[str]:
    """Up to three zone names that could have been meant, the closest first."""
    spelled = {known.casefold(): known for known in _names()}
    return [spelled[match] for match in get_close_matches(name.casefold(), spelled, n=3)]


def zones_called(abbreviation: str) -> list[str]:
    """Up to three zones whose clocks go, or in the other half of the year went, by that abbreviation.

    An abbreviation is no zone: CEST ends in October, IST is three countries. Well-known zones come first.
    """
    wanted = abbreviation.strip().upper()
    named = [name for name in (*_WELL_KNOWN, *_names()) if wanted in _abbreviations(name)]
    return list(dict.fromkeys(named))[:3]


def _abbreviations(name: str) -> set[str | None]:
    """What the clocks of a zone call their time, in both halves of a year that is past."""
    zone = ZoneInfo(name)
    return {datetime(2024, month, 15, tzinfo=zone).tzname() for month in (1, 7)}


def fixed_zone(offset: str) -> str | None:
    """The zone whose clocks are always so far from UTC ("+02:00"); None for text that is no whole hour."""
    found = _OFFSET.fullmatch(offset.strip())
    if found is None:
        return None
    hours = int(found["hours"])
    name = f"Etc/GMT{'-' if found['sign'] == '+' else '+'}{hours}"  # POSIX counts the other way round
    return name if name in _names() else None


def parse_time(text: str) -> datetime | None:
    """A time as RFC 3339 writes it, aware with an offset and naive without one; None if it is not.

    A blank may stand for the T, and the seconds may be left out.
    """
    upper = text.strip().upper()
    if not _TIME.fullmatch(upper):
        return None
    try:
        return datetime.fromisoformat(upper)
    except ValueError:  # 30 February
        return None


def instants(local: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants, in UTC, at which clocks in that zone showed this naive time.

    No instant when clocks were put forward over it, two when they were put back over it, else one.
    """
    readings = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    shown = [time for time in readings if time.astimezone(zone).replace(tzinfo=None) == local]
    return tuple(dict.fromkeys(shown))


def why_ambiguous(local: datetime, zone: ZoneInfo) -> tuple[str, datetime]:
    """Why a naive time with no instant, or two, cannot be used, and an unambiguous time instead."""
    found = instants(local, zone)
    if found:
        first, second = (time.astimezone(zone).isoformat() for time in found)
        return (
            f"occurs twice in {zone.key}, as {first} and as {second}; write the offset",
            found[0].astimezone(zone),
        )
    jump = _jump(local, zone)
    before, after = _offset(local, zone, 0), _offset(local, zone, 1)
    left, right = ((jump + offset).isoformat(" ", "minutes") for offset in (before, after))
    return (
        f"does not exist in {zone.key}, where clocks jumped from {left} to {right}; write its offset",
        (local - before).replace(tzinfo=UTC).astimezone(zone),
    )


def _offset(local: datetime, zone: ZoneInfo, fold: int) -> timedelta:
    return local.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta()


def _jump(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant, naive in UTC, at which clocks jumped over `local`; found by halving."""
    before, after = _offset(local, zone, 0), _offset(local, zone, 1)
    early, late = local - after, local - before
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        at_middle = middle.replace(tzinfo=UTC).astimezone(zone).utcoffset()
        early, late = (middle, late) if at_middle == before else (early, middle)
    return late.replace(microsecond=0)
