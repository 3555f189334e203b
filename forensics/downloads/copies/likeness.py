"""Whether the lines of one log can all stand in another, told from how many each holds in each minute.

Two servers of one cluster hold other lines, so that each has minutes in which it holds more than the other. A copy
never has more, but for a few lines at the edges of minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Likeness", "likeness"]

Minutes = Mapping[int, int]

#: So many lines more, or this share of them, may stand on the other side of a minute's edge.
_STRAY, _STRAY_SHARE = 2, 0.02
#: In more minutes than these a copy holds no more lines than its original (two equal servers: in half of them).
_FULLER, _FULLER_SHARE = 3, 0.1
#: From so many lines, over so many minutes, and this share of the other log's on, that nothing speaks against a
#: copy is a sign of its own: a quiet log fits into every busy one.
_TELLING_LINES, _TELLING_MINUTES, _TELLING_SHARE = 8, 4, 0.5


@dataclass(frozen=True, slots=True)
class Likeness:
    """Of the time that both logs cover: the lines and minutes of the one, how many lines the other holds, how many
    of the one's are more than the other holds, and in how many minutes."""

    lines: int
    minutes: int
    others: int
    more: int
    fuller: int

    @property
    def contained(self) -> bool:
        """Nothing speaks against that all lines of the one stand in the other."""
        return self.more <= max(_STRAY, _STRAY_SHARE * self.lines) and self.fuller <= max(
            _FULLER, _FULLER_SHARE * self.minutes
        )

    @property
    def telling(self) -> bool:
        """That nothing speaks against it is a sign by itself."""
        many = self.lines >= _TELLING_LINES and self.minutes >= _TELLING_MINUTES
        return self.contained and many and self.lines >= _TELLING_SHARE * self.others


def likeness(one: Minutes, other: Minutes, *, jitter: int = 0) -> Likeness:
    """How the lines of one log, in minutes (since 1970) that another covers too, fit into that other.

    With a `jitter` of so many minutes a line of the one may stand that much earlier or later in the other.
    """
    room = {minute: sum(other.get(minute + by, 0) for by in range(-jitter, jitter + 1)) for minute in one}
    more = {minute: lines - room[minute] for minute, lines in one.items() if lines > room[minute]}
    first, last = min(one, default=0), max(one, default=0)
    others = sum(lines for minute, lines in other.items() if first <= minute <= last)
    return Likeness(sum(one.values()), len(one), others, sum(more.values()), len(more))
