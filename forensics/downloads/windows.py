"""Which exposure window a request or a download falls into, and where the clock leaves doubt.

counting.md 3.8: with both ends known, an interval that meets the window is in it. With one end
known, that time decides, and within the clock tolerance of an edge it is doubtful: the headline
follows the logged time, at_least drops it, at_most takes it on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forensics.model import Window

__all__ = ["Moment", "Placed", "place", "span"]


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened: `start`, `end`, either may be unknown, and the second reading of a
    local time that occurs twice."""

    start: datetime | None
    end: datetime | None
    second_reading: datetime | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """The window by logged time, another window that may be touched, and whether an edge is in doubt."""

    window: str | None
    edge_window: str | None
    edge: bool


def _meets(moment: Moment, window: Window) -> bool:
    start, end = moment.start, moment.end
    if start is not None and end is not None:
        return start < window.end and end >= window.start
    logged = start or end
    return logged is not None and window.start <= logged < window.end


def _doubtful(moment: Moment, window: Window, tolerance: timedelta) -> bool:
    if moment.start is not None and moment.end is not None:
        return False
    logged = moment.start or moment.end
    return logged is not None and any(abs(logged - edge) <= tolerance for edge in (window.start, window.end))


def _shifted(moment: Moment) -> Moment | None:
    """The same moment by its second reading."""
    logged = moment.start or moment.end
    if moment.second_reading is None or logged is None:
        return None
    shift = moment.second_reading - logged
    return Moment(moment.start and moment.start + shift, moment.end and moment.end + shift)


def place(moment: Moment, windows: Iterable[Window], tolerance: timedelta) -> Placed:
    """Where a moment falls among the windows of its file. Without any time it may be in each of
    them: it is put at the edge of the first."""
    windows = tuple(windows)
    if moment.start is None and moment.end is None:
        return Placed(None, windows[0].label if windows else None, bool(windows))
    inside: Window | None = None
    touched: Window | None = None
    edge = False
    second = _shifted(moment)
    for window in windows:
        first_in = _meets(moment, window)
        second_in = first_in if second is None else _meets(second, window)
        doubt = first_in != second_in or _doubtful(moment, window, tolerance)
        if second is not None:
            doubt = doubt or _doubtful(second, window, tolerance)
        if first_in and inside is None:
            inside, edge = window, edge or doubt
        elif touched is None and (second_in or doubt):
            touched, edge = window, True
    return Placed(inside.label if inside else None, touched.label if touched else None, edge)


def span(moments: Sequence[Moment]) -> Moment:
    """From the first start to the last end; a logged time stands in for an unknown end of a set of
    several requests, for then the delivery lasted from one to the other."""
    if len(moments) == 1:
        return moments[0]
    starts = [time for moment in moments if (time := moment.start or moment.end)]
    ends = [time for moment in moments if (time := moment.end or moment.start)]
    seconds = [moment.second_reading for moment in moments if moment.second_reading]
    return Moment(min(starts, default=None), max(ends, default=None), min(seconds, default=None) if starts else None)
