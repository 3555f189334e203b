"""How long a report may be kept: the case says so (`retain_until`), for it is personal data."""

from __future__ import annotations

from datetime import datetime

__all__ = ["overdue"]


def overdue(until: datetime | None, now: datetime) -> str | None:
    """The warning for who uses a report that should be gone by now; None before that, and without a date."""
    if until is None or now < until:
        return None
    return (
        f"this case was to be kept until {until:%Y-%m-%d %H:%M} UTC (case.retain_until): `forensics purge` deletes what"
        " identifies visitors, or give the case a later date and a reason for it"
    )
