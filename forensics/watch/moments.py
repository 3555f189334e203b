"""Times as the state keeps them: whole microseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

__all__ = ["micros", "moment", "moment_or_none", "written"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(time: datetime) -> int:
    """Exact, unlike `timestamp()`."""
    return (time - _EPOCH) // _MICROSECOND


def moment(found: int) -> datetime:
    """The same as a time in UTC."""
    return _EPOCH + found * _MICROSECOND


def moment_or_none(found: int | None) -> datetime | None:
    """None: not known."""
    return None if found is None else moment(found)


def written(time: datetime | None) -> str | None:
    """As in findings.json: RFC 3339 in UTC."""
    return None if time is None else time.astimezone(UTC).isoformat().replace("+00:00", "Z")
