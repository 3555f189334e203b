"""What two reports tell where a window of the one crosses windows or days of the other.

A window of Monday's report less the days that Tuesday's shows of it is the rest of that window, though neither report
breaks down so. Held against the downloads themselves, which are at hand when the second one is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from forensics.model import FileFindings, Tally
from forensics.report.disclosure.breakdown import Seen

__all__ = ["crossed_days", "crossed_windows"]

_Holds = Callable[[Seen], bool]


def crossed_windows(old: FileFindings, new: FileFindings, downloads: Sequence[Seen], k: int) -> Iterator[int]:
    """The places of the windows of which fewer than k visitors came within, or outside of, a window or a day that the
    earlier report shows. But for windows that it shows too."""
    before = [(window.start, window.end) for window in old.windows]
    shown = [share.name for share in old.by_day if share.name is not None]
    apart = [*(_within(window) for window in old.windows), *(_on(day) for day in shown)]
    for place, window in enumerate(new.windows):
        mine = [each for each in downloads if each.window == window.label]
        if (window.start, window.end) not in before and any(_tells(mine, holds, k) for holds in apart):
            yield place


def crossed_days(old: FileFindings, new: FileFindings, downloads: Sequence[Seen], k: int) -> bool:
    """Whether fewer than k visitors of a day that is shown, or of those that are joined, came within or outside of a
    window of the earlier report."""
    both = [(window.start, window.end) for window in new.windows]  # its days are held against these (`breakdown`)
    apart = [_within(window) for window in old.windows if (window.start, window.end) not in both]
    shown = [share.name for share in new.by_day if share.name is not None]
    days = [[each for each in downloads if each.day == day] for day in shown]
    joined = [each for each in downloads if each.day not in shown] if shown else []
    return any(_tells(mine, holds, k) for mine in (*days, joined) for holds in apart)


def _tells(mine: Sequence[Seen], holds: _Holds, k: int) -> bool:
    inside = [each for each in mine if holds(each)]
    if not 0 < len(inside) < len(mine):
        return False
    outside = [each for each in mine if not holds(each)]
    return any(len({each.visitor for each in some}) < k for some in (inside, outside))


def _within(window: Tally) -> _Holds:
    return lambda download: _is_within(download.first, window)


def _is_within(at: datetime, window: Tally) -> bool:
    return (window.start is None or window.start <= at) and (window.end is None or at < window.end)


def _on(day: str) -> _Holds:
    return lambda download: download.day == day
