"""Sentences and times that the terminal and the page say alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from forensics.watch.state.passes import Pass
from forensics.watch.status.status import FlaggedDocument, SinkStatus, Status

__all__ = ["NEVER", "counted", "faring", "length", "moment", "outcome", "since", "size", "wrong"]

NEVER = "\N{EN DASH}"
_OUTCOMES = {
    "nothing": "nothing new",
    "news": "something new",
    "incomplete": "something could not be read whole",
    "stopped": "was ended before its end",
    None: "runs, or was killed",
}
_UNITS = (("day", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def counted(count: int, one: str, many: str) -> str:
    """As "1,185 documents"."""
    return f"{count:,} {one if count == 1 else many}"


def moment(time: datetime | None, zone: str) -> str:
    """As "2020-06-08 09:00 +02:00"; seconds are for the JSON."""
    if time is None:
        return NEVER
    shown = time.astimezone(ZoneInfo(zone)).isoformat(" ", "minutes")
    return f"{shown[:-6]} {shown[-6:]}"


def length(span: timedelta | None) -> str:
    """Its two largest units, as "3 h 12 min"."""
    if span is None:
        return NEVER
    left, parts = max(0, round(span.total_seconds())), []
    for name, seconds in _UNITS:
        count, left = divmod(left, seconds)
        if count:
            parts.append(counted(count, "day", "days") if name == "day" else f"{count} {name}")
    return " ".join(parts[:2]) or "0 s"


def size(octets: int) -> str:
    """As "1.4 MB"."""
    for unit, each in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if octets >= each:
            return f"{octets / each:.1f} {unit}"
    return counted(octets, "byte", "bytes")


def outcome(of: Pass) -> str:
    """How a pass ended."""
    return _OUTCOMES.get(of.outcome, str(of.outcome))


def since(of: FlaggedDocument, zone: str) -> str:
    """When a document came, as narrowly as it is known."""
    if of.earliest is None:
        return f"before {moment(of.latest, zone)}"
    return moment(of.latest, zone)


def faring(sink: SinkStatus) -> str:
    """How a sink does."""
    parts = [f"{sink.waiting:,} waiting"] if sink.waiting else []
    if sink.tries:
        parts.append(f"failed {counted(sink.tries, 'time', 'times')} in a row: {sink.reason}")
    if sink.aside:
        parts.append(f"{counted(sink.aside, 'event', 'events')} put aside")
    return "; ".join(parts) or "has everything"


def wrong(status: Status) -> Iterator[str]:
    """What is not well, a sentence for each."""
    if status.last is None:
        yield "No pass has come to its end yet."
    elif status.is_overdue:
        after = length(status.overdue_after)
        yield f"Overdue: no pass has come to its end for {length(status.lag)} (expected within {after})."
    for trouble in status.troubles:
        yield f"Not whole: {trouble.where}: {_sentence(trouble.reason)}"
    for sink in status.failing:
        start = moment(sink.since, status.zone)
        yield f"The sink {sink.name} has taken nothing since {start}: {_sentence(sink.reason)}"


def _sentence(reason: str) -> str:
    return f"{reason.rstrip('.')}."
