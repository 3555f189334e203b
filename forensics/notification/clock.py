"""The clock of a notification: how long there is, counted in real hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

__all__ = ["Clock", "clock"]


@dataclass(frozen=True, slots=True)
class Clock:
    """When the organisation knew, until when it must notify, and when it does; all in UTC."""

    aware: datetime
    hours: int
    deadline: datetime
    submitted: datetime | None = None

    @property
    def overdue(self) -> timedelta | None:
        """How late the notification is: nought or less is in time; None if it is not stated when it is sent."""
        return None if self.submitted is None else self.submitted - self.deadline

    @property
    def late(self) -> bool | None:
        """Whether it is sent after the deadline."""
        return None if self.overdue is None else self.overdue > timedelta()


def clock(aware: datetime, hours: int, submitted: datetime | None = None) -> Clock:
    """The clock that starts at `aware`. Added in UTC: by the clock on the wall, 72 hours over the change of
    October would be 73 (docs/notification.md)."""
    start = aware.astimezone(UTC)
    return Clock(start, hours, start + timedelta(hours=hours), submitted.astimezone(UTC) if submitted else None)
