"""Named time zones: which exist, and which instants a local time can mean (PEP 495)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

__all__ = [
    "close_names",
    "find_zone",
    "fixed_zone",
    "instants",
    "of_abbreviation",
    "parse_time",
    "why_ambiguous",
    "zones_of",
]

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d\d?)(?::?00)?", re.ASCII | re.IGNORECASE)
#: Names that stand for the machine's own zone, or for none: a result must not depend on the machine.
_NOT_ZONES = frozenset({"localtime", "Factory"})

#: Abbreviations of one meaning: hours and minutes from UTC, and zones whose clocks show them.
_ABBREVIATIONS = {
    **dict.fromkeys(("UTC", "GMT", "Z", "UCT"), ("+00:00", "UTC")),
    "WET": ("+00:00", "Europe/Lisbon"),
    "WEST": ("+01:00", "Europe/Lisbon"),
    **dict.fromkeys(("CET", "MEZ", "MET"), ("+01:00", "Europe/Amsterdam")),
    **dict.fromkeys(("CEST", "MESZ", "MEST"), ("+02:00", "Europe/Amsterdam")),
    "EET": ("+02:00", "Europe/Helsinki"),
    "EEST": ("+03:00", "Europe/Helsinki"),
    "MSK": ("+03:00", "Europe/Moscow"),
    "EST": ("-05:00", "America/New_York"),
    "EDT": ("-04:00", "America/New_York"),
    "MST": ("-07:00", "America/Denver"),
    "MDT": ("-06:00", "America/Denver"),
    "PDT": ("-07:00", "America/Los_Angeles"),
    "AKST": ("-09:00", "America/Anchorage"),
    "AKDT": ("-08:00", "America/Anchorage"),
    "HST": ("-10:00", "Pacific/Honolulu"),
    "NDT": ("-02:30", "America/St_Johns"),
    "BRT": ("-03:00", "America/Sao_Paulo"),
    "ART": ("-03:00", "America/Argentina/Buenos_Aires"),
    "SAST": ("+02:00", "Africa/Johannesburg"),
    "EAT": ("+03:00", "Africa/Nairobi"),
    "PKT": ("+05:00", "Asia/Karachi"),
    "NPT": ("+05:45", "Asia/Kathmandu"),
    "WIB": ("+07:00", "Asia/Jakarta"),
    "HKT": ("+08:00", "Asia/Hong_Kong"),
    "SGT": ("+08:00", "Asia/Singapore"),
    "JST": ("+09:00", "Asia/Tokyo"),
    "KST": ("+09:00", "Asia/Seoul"),
    "AWST": ("+08:00", "Australia/Perth"),
    "ACST": ("+09:30", "Australia/Adelaide"),
    "ACDT": ("+10:30", "Australia/Adelaide"),
    "AEST": ("+10:00", "Australia/Sydney"),
    "AEDT": ("+11:00", "Australia/Sydney"),
    "NZST": ("+12:00", "Pacific/Auckland"),
    "NZDT": ("+13:00", "Pacific/Auckland"),
}
#: Abbreviations of several meanings, with zones that use them.
_AMBIGUOUS = {
    "AMT": ("America/Manaus", "Asia/Yerevan"),
    "AST": ("America/Halifax", "Asia/Riyadh"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "CDT": ("America/Chicago", "America/Havana"),
    "CST": ("America/Chicago", "Asia/Shanghai", "America/Havana"),
    "GST": ("Asia/Dubai", "Atlantic/South_Georgia"),
    "IST": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "PST": ("America/Los_Angeles", "Asia/Manila"),
    "SST": ("Pacific/Pago_Pago", "Asia/Singapore"),
    "WST": ("Australia/Perth", "Pacific/Apia"),
}


def of_abbreviation(name: str) -> int | None:
    """Minutes east of UTC that an abbreviation of one meaning says; None for any other name."""
    offset, _ = _ABBREVIATIONS.get(name.upper(), ("", ""))
    if not offset:
        return None
    minutes = int(offset[1:3]) * 60 + int(offset[4:])
    return -minutes if offset.startswith("-") else minutes


def zones_of(abbreviation: str) -> tuple[str, ...]:
    """Zones that an abbreviation may stand for; none for a name that is not known as one."""
    _, zone = _ABBREVIATIONS.get(abbreviation.upper(), ("", ""))
    return (zone,) if zone else _AMBIGUOUS.get(abbreviation.upper(), ())


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
