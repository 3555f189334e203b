"""The axis of time: what it spans, and round local times on it, named in the language of the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from forensics.language.catalogue import Language
from forensics.model import Coverage, Window
from forensics.report.plots.canvas import Sheet

__all__ = ["midnight", "said", "span", "time_axis"]

_STEPS = tuple(
    timedelta(minutes=m) for m in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 5760, 10080, 20160)
)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 6000)
_DAY = timedelta(days=1)
_NEAR = datetime(1970, 1, 2, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


def span(
    windows: Sequence[Window], times: Sequence[datetime], coverage: Sequence[Coverage]
) -> tuple[datetime, datetime]:
    """Start and end of the axis: the windows and those times, with some air.

    A window that reaches far beyond what is logged ("until the year 9999") is cut to what is logged.
    """
    seen = [t for c in coverage for t in (c.first, c.last) if t] + list(times)
    ends = []
    for window in windows:
        start, end = window.start, window.end
        if seen and start < max(seen) and end > min(seen):
            inner = max(start, min(seen)), min(end, max(seen))
            if end - start > 4 * (inner[1] - inner[0]):
                start, end = inner
        ends += [start, end]
    ends = [min(max(t, _NEAR[0]), _NEAR[1]) for t in (*ends, *times)] or list(_NEAR)
    air = max((max(ends) - min(ends)) * 0.025, timedelta(minutes=1))
    return min(ends) - air, max(ends) + air


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When that day begins there."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def said(language: Language, zone: ZoneInfo, told: str = "") -> str:
    """What is said beside the title of a picture over time: what a bar stands for, and whose time it is."""
    text = language.text("local time, {zone}", zone=zone.key)
    return f"{told} · {text}" if told else text


def time_axis(sheet: Sheet, start: datetime, end: datetime, zone: ZoneInfo) -> None:
    """An x axis from `start` to `end`, in seconds since 1970, that is read in local time."""
    ticks = _ticks(start, end, zone, sheet.room, sheet.language)
    sheet.axes.set_xlim(start.timestamp(), end.timestamp())
    sheet.axes.set_xticks([at.timestamp() for at, _ in ticks], [label for _, label in ticks], size=sheet.points(8))
    sheet.axes.grid(visible=True, axis="x")


def _ticks(
    start: datetime, end: datetime, zone: ZoneInfo, room: float, language: Language
) -> list[tuple[datetime, str]]:
    """Round local times between the two, as many as can be read in `room` inches, each with its label."""
    first, last = (t.astimezone(zone).replace(tzinfo=None) for t in (start, end))
    step = next((s for s in _STEPS if (last - first) / s * (0.85 if s >= _DAY else 0.62) <= room), None)
    local = _regular(first, last, step) if step else _monthly(first, last, room)
    labels = [
        _label(at, step, language, first=not i or at.date() != local[i - 1].date(), opening=not i)
        for i, at in enumerate(local)
    ]
    return [(at.replace(tzinfo=zone).astimezone(UTC), text) for at, text in zip(local, labels, strict=True)]


def _regular(first: datetime, last: datetime, step: timedelta) -> list[datetime]:
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    skip = -((midnight - first) // step)  # rounded up: the first step that is not before `first`
    count = int((last - midnight) / step) - skip + 1
    return [midnight + (skip + i) * step for i in range(count)]


def _monthly(first: datetime, last: datetime, room: float) -> list[datetime]:
    low, high = first.year * 12 + first.month, last.year * 12 + last.month - 1  # months, 0-based
    step = next((s for s in _MONTH_STEPS if (high - low) / s * 0.6 <= room), _MONTH_STEPS[-1])
    months = range(-(-low // step) * step, high + 1, step)
    return [datetime(m // 12, m % 12 + 1, 1) for m in months]  # noqa: DTZ001 local time, the zone comes after


def _label(at: datetime, step: timedelta | None, language: Language, *, first: bool, opening: bool) -> str:
    """The label of a tick, always of two lines: `first` of its day, `opening` the axis."""
    if step is None:
        return _named(at, "MMM\ny", language)
    if step >= _DAY:
        return _named(at, "EEE d MMM\ny" if opening else "EEE d MMM\n ", language)
    day = "d MMM y" if opening else "d MMM" if first else " "
    return f"{at:%H:%M}\n{_named(at, day, language)}"


def _named(at: datetime, pattern: str, language: Language) -> str:
    return format_date(at, pattern, locale=language.code)
