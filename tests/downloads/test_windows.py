"""Which window a moment falls into, and where the clock leaves doubt (counting.md 3.8, Time)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from forensics.downloads.windows import Moment, Placed, place, span
from forensics.model import Window

START = datetime(2026, 6, 8, 8, tzinfo=UTC)
END = datetime(2026, 6, 11, 14, tzinfo=UTC)
ONE = Window("one", START, END, ("leak.xlsx",))
TWO = Window("two", END, END + timedelta(days=1), ("leak.xlsx",))
TOLERANCE = timedelta(minutes=2)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def logged(time: datetime, *windows: Window) -> Placed:
    """Where a request falls of which only the end is logged."""
    return place(Moment(None, time), windows or (ONE,), TOLERANCE)


@pytest.mark.parametrize(
    ("time", "placed"),
    [
        (START + HOUR, Placed("one", None, edge=False)),
        (START - HOUR, Placed(None, None, edge=False)),
        (START, Placed("one", None, edge=True)),
        (START - SECOND, Placed(None, "one", edge=True)),
        (START - TOLERANCE, Placed(None, "one", edge=True)),
        (START - TOLERANCE - SECOND, Placed(None, None, edge=False)),
        (START + TOLERANCE, Placed("one", None, edge=True)),
        (START + TOLERANCE + SECOND, Placed("one", None, edge=False)),
        (END - SECOND, Placed("one", None, edge=True)),
        (END, Placed(None, "one", edge=True)),
        (END + TOLERANCE, Placed(None, "one", edge=True)),
        (END + TOLERANCE + SECOND, Placed(None, None, edge=False)),
    ],
)
def test_one_logged_time(time: datetime, placed: Placed) -> None:
    """Half-open; within two minutes of an edge there is doubt, on both sides."""
    assert logged(time) == placed
    assert place(Moment(time, None), (ONE,), TOLERANCE) == placed


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        (END - 11 * MINUTE, END + 4 * MINUTE, True),  # edge case 63: end-stamped, started in the window
        (START - HOUR, START, True),
        (START - HOUR, START - SECOND, False),
        (END, END + HOUR, False),
        (END - SECOND, END - SECOND, True),
        (START - HOUR, END + HOUR, True),
    ],
)
def test_both_ends_known(start: datetime, end: datetime, *, inside: bool) -> None:
    """An interval that meets the window is in it, and nothing is in doubt."""
    assert place(Moment(start, end), (ONE,), TOLERANCE) == Placed("one" if inside else None, None, edge=False)


def test_between_two_windows_that_touch() -> None:
    """By logged time in the second, by the clock perhaps in the first."""
    assert logged(END + SECOND, ONE, TWO) == Placed("two", "one", edge=True)
    assert logged(END - SECOND, ONE, TWO) == Placed("one", "two", edge=True)
    assert logged(END + HOUR, ONE, TWO) == Placed("two", None, edge=False)


def test_without_any_time() -> None:
    """It may have been in the window: at its edge, never in it."""
    assert place(Moment(None, None), (ONE, TWO), TOLERANCE) == Placed(None, "one", edge=True)
    assert place(Moment(None, None), (), TOLERANCE) == Placed(None, None, edge=False)


def test_the_hour_that_occurs_twice() -> None:
    """Edge case 62: doubt only where the two readings fall on two sides of an edge."""
    inside = START + 5 * HOUR
    assert place(Moment(None, inside, inside + HOUR), (ONE,), TOLERANCE) == Placed("one", None, edge=False)
    before = START - 30 * MINUTE
    assert place(Moment(None, before, before + HOUR), (ONE,), TOLERANCE) == Placed(None, "one", edge=True)
    last = END - 30 * MINUTE
    assert place(Moment(None, last, last + HOUR), (ONE,), TOLERANCE) == Placed("one", None, edge=True)
    outside = END + 5 * HOUR
    assert place(Moment(None, outside, outside + HOUR), (ONE,), TOLERANCE) == Placed(None, None, edge=False)


def test_the_second_reading_shifts_both_ends() -> None:
    """A duration is known: both readings are intervals."""
    moment = Moment(START - 90 * MINUTE, START - 80 * MINUTE, START - 30 * MINUTE)
    assert place(moment, (ONE,), TOLERANCE) == Placed(None, None, edge=False)
    moment = Moment(START - 50 * MINUTE, START - 40 * MINUTE, START + 10 * MINUTE)
    assert place(moment, (ONE,), TOLERANCE) == Placed(None, "one", edge=True)


def test_span_of_several_requests() -> None:
    """From the first start to the last end; of one request, what it says itself."""
    first, last = Moment(START, START + MINUTE), Moment(None, START + HOUR)
    assert span([first]) == first
    assert span([last]) == last
    assert span([last, first]) == Moment(START, START + HOUR)
    assert span([Moment(None, None), Moment(None, None)]) == Moment(None, None)
    assert span([last, Moment(None, START, START + HOUR)]).second_reading == START + HOUR
