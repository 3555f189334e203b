"""How many lines were to be expected in a silence (counting.md 3.8, Gaps)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from forensics.findings.coverage.clock_hours import silences
from forensics.findings.coverage.expected_lines import missed
from forensics.model.schema import UTC as INSTANT

MONDAY = datetime(2026, 6, 1, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
Span = tuple[datetime, datetime]


def traffic(
    days: float, *holes: Span, per_minute: Callable[[datetime], int] = lambda _: 5, start: datetime = MONDAY
) -> pl.DataFrame:
    """Minutes with as many lines as `per_minute` says, but for the holes."""
    every = [start + n * MINUTE for n in range(round(days * 1440))]
    rows = [(minute, per_minute(minute)) for minute in every if not any(a <= minute < b for a, b in holes)]
    table = pl.DataFrame(rows, schema={"minute": INSTANT, "lines": pl.Int64}, orient="row")
    return table.filter(pl.col("lines") > 0)


def gaps(minutes: pl.DataFrame, *, zone: str = "UTC") -> dict[Span, float]:
    """The gaps between the lines, and how many lines each would have held."""
    return {(start, end): lost for start, end, lost in missed(silences(minutes), minutes, zone).rows()}


def office_hours(minute: datetime) -> int:
    """Ten lines a minute from nine to five on weekdays, else none."""
    return 10 if minute.weekday() < 5 and 9 <= minute.hour < 17 else 0


def test_a_silence_is_two_whole_minutes_or_more() -> None:
    """One minute without a line is how a log breathes."""
    minutes = traffic(1 / 24, (MONDAY + 5 * MINUTE, MONDAY + 6 * MINUTE), (MONDAY + 9 * MINUTE, MONDAY + 11 * MINUTE))
    assert silences(minutes).rows() == [(MONDAY + 9 * MINUTE, MONDAY + 11 * MINUTE)]


@pytest.mark.parametrize(("length", "expected"), [(4, {}), (5, 25.0)])
def test_a_silence_is_a_gap_above_twenty_lines(length: int, expected: float | dict[Span, float]) -> None:
    """Five lines a minute: four minutes would have held 20 lines, which is not more than 20."""
    hole = (MONDAY + 12 * HOUR, MONDAY + 12 * HOUR + length * MINUTE)
    assert gaps(traffic(3, hole)) == ({hole: expected} if expected else {})


def test_quiet_hours_are_no_gaps() -> None:
    """Nights and weekends are silent every week: nothing was to be expected there."""
    assert gaps(traffic(28, per_minute=office_hours)) == {}


def test_a_silent_morning_is_a_gap_among_quiet_nights() -> None:
    """The same hours of the same weekday tell what a Monday morning holds."""
    hole = (MONDAY + 14 * DAY + 10 * HOUR, MONDAY + 14 * DAY + 11 * HOUR)
    assert gaps(traffic(28, hole, per_minute=office_hours)) == {hole: 600.0}


def test_the_clock_is_that_of_the_case() -> None:
    """Over the change to winter time the office opens an hour later in UTC: no gap in the case's zone."""

    def dutch(minute: datetime) -> int:
        return office_hours(minute + (HOUR if minute >= datetime(2026, 10, 25, 1, tzinfo=UTC) else 2 * HOUR))

    minutes = traffic(28, per_minute=dutch, start=datetime(2026, 10, 12, tzinfo=UTC))
    assert gaps(minutes, zone="Europe/Amsterdam") == {}
    # In UTC each working day lacks an hour that the other fortnight has, and no quiet night is added.
    assert set(gaps(minutes, zone="UTC").values()) <= {600.0, 1200.0}


def test_a_long_gap_does_not_hide_a_short_one() -> None:
    """Two weeks of silence make most Mondays empty; they are left out when the half hour is judged."""
    long = (MONDAY + 7 * DAY + 30 * MINUTE, MONDAY + 21 * DAY)
    short = (MONDAY + 21 * DAY + 10 * HOUR, MONDAY + 21 * DAY + 10 * HOUR + 30 * MINUTE)
    assert gaps(traffic(28, long, short))[short] == 150.0


def test_a_gap_does_not_lower_its_own_rate() -> None:
    """With three Mondays, the silent one is compared with the other two only."""
    hole = (MONDAY + 7 * DAY, MONDAY + 8 * DAY)
    assert gaps(traffic(21, hole)) == {hole: 7200.0}


def test_few_days_fall_back_on_the_hour_of_day() -> None:
    """Without two other such weekdays, the same hour of other days is the measure."""
    hole = (MONDAY + DAY + 10 * HOUR, MONDAY + DAY + 11 * HOUR)
    rush = traffic(3, hole, per_minute=lambda minute: 50 if minute.hour == 10 else 1)
    assert gaps(rush) == {hole: 3000.0}


def test_few_hours_fall_back_on_the_mean() -> None:
    """An hour that no other day has is measured by the mean between the first and the last line."""
    hole = (MONDAY + HOUR, MONDAY + 2 * HOUR)
    assert gaps(traffic(1 / 8, hole)) == {hole: 200.0}  # 600 lines in three hours


def test_hours_that_the_log_does_not_hold_whole_are_no_measure() -> None:
    """The log begins at 0:58: that hour's ten lines say nothing of midnight, the mean of the log does."""
    start = MONDAY + 58 * MINUTE
    hole = (MONDAY + DAY, MONDAY + DAY + HOUR)
    assert gaps(traffic(2, hole, start=start))[hole] == 293.75  # 47 hours of 300 lines in 48


def test_stretches_beyond_the_lines_are_judged_too() -> None:
    """What a window holds before the first line is measured by the traffic that came later."""
    before = (MONDAY - 30 * MINUTE, MONDAY)
    stretches = pl.DataFrame([before], schema={"start": INSTANT, "end": INSTANT}, orient="row")
    assert missed(stretches, traffic(3), "UTC").rows() == [(*before, 150.0)]


@pytest.mark.parametrize("stray", [datetime(9999, 12, 31, 23, 59, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC)])
def test_a_line_from_another_age_is_harmless(stray: datetime) -> None:
    """A stray stamp makes one gap of thousands of years, and leaves the other gap as it was."""
    hole = (MONDAY + 14 * DAY + 10 * HOUR, MONDAY + 14 * DAY + 11 * HOUR)
    line = pl.DataFrame({"minute": [stray], "lines": [1]}).cast({"minute": INSTANT})
    found = gaps(pl.concat([traffic(28, hole), line]).sort("minute"), zone="Europe/Amsterdam")
    assert found[hole] == 300.0
    assert len(found) == 2
