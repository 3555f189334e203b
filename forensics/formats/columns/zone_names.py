"""Zones as a log names them (%Z of strftime): which of them say how far from UTC a time is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache

from forensics.model.zones import find_zone, of_abbreviation

__all__ = ["several", "told"]

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?")
#: Years whose winters and summers show which abbreviations a zone has.
_YEARS = (1996, 2010, 2026)


@lru_cache(maxsize=1024)
def told(name: str, zone: str) -> str | None:
    """What a zone's name in a line says: an offset as "+02:00", or an IANA name; null for a name that says
    neither, as BST does. `zone` is the case's, which settles the abbreviations that it uses itself."""
    found = _OFFSET.fullmatch(name.upper())
    if found:
        hours, minutes = int(found[2]), int(found[3] or 0)
        return f"{found[1]}{hours:02}:{minutes:02}" if hours < 15 and minutes < 60 else None
    minutes_east = dict(_own(zone)).get(name.upper(), of_abbreviation(name))
    if minutes_east is not None:
        return f"{'-' if minutes_east < 0 else '+'}{abs(minutes_east) // 60:02}:{abs(minutes_east) % 60:02}"
    return name if find_zone(name) is not None else None


def several(names: Iterable[str], zone: str) -> list[str]:
    """Those of the names that tell no offset."""
    return sorted({name for name in names if told(name, zone) is None})


@lru_cache(maxsize=64)
def _own(zone: str) -> tuple[tuple[str, int], ...]:
    """The abbreviations that a zone uses in winter and in summer, with their minutes east of UTC; a later year
    goes before an earlier one. UTC settles nothing: it is what a case has that names no zone."""
    named = find_zone(zone)
    if named is None or zone in ("UTC", "Etc/UTC"):
        return ()
    moments = [datetime(year, month, 1, tzinfo=UTC).astimezone(named) for year in _YEARS for month in (1, 7)]
    return tuple((f"{one:%Z}".upper(), int((one.utcoffset() or one - one).total_seconds()) // 60) for one in moments)
