"""Which number of a date is the day: 6/9/2026 is one day in one country and another in the next."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

__all__ = ["NUMBERED", "day_order"]

#: A date of three numbers, the year last; something may stand behind it.
NUMBERED = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?![0-9])")


def day_order(dates: Sequence[str], known: Collection[tuple[int, int]] = ()) -> str:
    """Whether dates are written "dmy" or "mdy"; "" where neither they tell, nor days (month, day) known to be of them.

    Only a part above 12 tells, for readers of one country do not share the order of another; parts above 12 in both
    places tell nothing.
    """
    parts = [(int(found[1]), int(found[3])) for date in dates if (found := NUMBERED.match(date))]
    first, second = (any(pair[at] > 12 for pair in parts) for at in (0, 1))
    if first != second:
        return "dmy" if first else "mdy"
    month_first = any(pair in known for pair in parts)
    day_first = any(pair[::-1] in known for pair in parts)
    if first or month_first == day_first:
        return ""
    return "mdy" if month_first else "dmy"
