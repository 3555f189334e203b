"""The timeline of a report's lines: bars that lead to the lines of their time, in the zone of the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["HEIGHT", "STEPS", "WIDTH", "Band", "Bar", "Count", "Span", "Timeline", "step_of", "timeline"]

WIDTH, HEIGHT = 1000.0, 160.0
_MOST_BARS = 240
_THINNEST = 2.0
_SECOND = 1_000_000
#: Letters of a local time that name a step, and its microseconds: minutes, hours, days.
STEPS = ((16, 60 * _SECOND), (13, 3600 * _SECOND), (10, 86400 * _SECOND))


@dataclass(frozen=True, slots=True)
class Count:
    """The lines of one step: what their local times begin with, the first and last of them in microseconds since 1970,
    how many there are, and how many are in established downloads."""

    begins: str
    first: int
    last: int
    lines: int
    established: int


@dataclass(frozen=True, slots=True)
class Span:
    """A window: its label, start and end in microseconds since 1970; None where it has none."""

    label: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A step that holds lines, in units of the picture."""

    count: Count
    x: float
    width: float
    height: float
    dark: float  # height of what is established


@dataclass(frozen=True, slots=True)
class Band:
    """A window in units of the picture."""

    label: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars and windows, the first and the last step, and the lines of the highest bar."""

    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]
    first: str
    last: str
    most: int


def step_of(first: int, last: int) -> tuple[int, int]:
    """The finest step of which there are not too many between two instants."""
    return next((step for step in STEPS if (last - first) / step[1] <= _MOST_BARS), STEPS[-1])


def timeline(counts: Sequence[Count], windows: Sequence[Span], size: int) -> Timeline | None:
    """The picture of these steps of `size` microseconds; None where no line has a time.

    Higher bars hold more lines; a single line can be seen and clicked beside ten thousand.
    """
    if not counts:
        return None
    start = min(count.first for count in counts) - size / 2
    end = max(count.last for count in counts) + size / 2
    scale, most = WIDTH / (end - start), max(count.lines for count in counts)

    def bar(count: Count) -> Bar:
        middle = ((count.first + count.last) / 2 - start) * scale
        width = max(_THINNEST, size * scale * 0.8)
        height = _height(count.lines, most)
        dark = _height(count.established, most)
        return Bar(count, round(max(0.0, middle - width / 2), 2), round(width, 2), height, dark)

    def band(window: Span) -> Band | None:
        left = max(start, start if window.start is None else window.start)
        right = min(end, end if window.end is None else window.end)
        return (
            Band(window.label, round((left - start) * scale, 2), round((right - left) * scale, 2))
            if left < right
            else None
        )

    bands = tuple(found for found in map(band, windows) if found)
    return Timeline(tuple(map(bar, counts)), bands, counts[0].begins, counts[-1].begins, most)


def _height(lines: int, most: int) -> float:
    """By the square root, and never so little that it cannot be seen."""
    return round(max(4.0, HEIGHT * (lines / most) ** 0.5), 2) if lines else 0.0
