"""A time zone that a person names in a TOML file."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from forensics.model.zones import close_names, find_zone, fixed_zone, zones_of
from forensics.tomlfile.faults import Faults, Place, shown

__all__ = ["zone_named"]


def zone_named(name: str, place: Place, faults: Faults) -> ZoneInfo | None:
    """The zone of that name."""
    zone = find_zone(name)
    if zone is None:
        reason, example = _meant(name)
        faults.add(place, f"{shown(name)} is not an IANA time zone; {reason}".removesuffix("; "), example)
    return zone


def _meant(name: str) -> tuple[str, str | None]:
    """What a name that is no zone may have meant, and a zone to write instead."""
    if called := zones_of(name):
        return f"it is what clocks show, at times, in {', '.join(called)}", called[0]
    if fixed := fixed_zone(name):
        return f"an offset is none, for clocks change; one that never does is {fixed}", fixed
    close = close_names(name)
    return (f"close to it: {', '.join(close)}", close[0]) if close else ("", None)
