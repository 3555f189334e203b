"""Which stretches of a log are told to hold too few lines, and which explain themselves (counting.md 4b.7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from forensics.findings.coverage.quarters import quarters, working_days
from forensics.findings.coverage.thinned import thinned
from tests.support.gap_fixture import covered, fewer, thinner
from tests.support.rhythms import HOUR, RHYTHMS, Site, bounds, minutes, seconds, site

TUESDAY = date(2026, 6, 2)
#: Some hundreds of lines in its busiest hours, of visits of six.
OFFICE = Site("office", TUESDAY, 14, 60.0, weekend=0.2, robots=2)
LINES = seconds(OFFICE, 1)
Span = tuple[int, int]


def span(day: int, start: float, end: float, made: Site = OFFICE) -> Span:
    """The seconds between two local hours of a day of June."""
    begin = int(datetime(2026, 6, day, tzinfo=made.zone).timestamp())
    return begin + int(start * HOUR), begin + int(end * HOUR)


def found(hole: Span, told: list[Span]) -> bool:
    """Whether one stretch is told, and it is this one, to the hour."""
    return len(told) == 1 and all(abs(one - other) <= HOUR for one, other in zip(hole, told[0], strict=True))


@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_sound_logs_are_not_thinned(rhythm: str) -> None:
    """Nights, weekends, holidays, newsletters, floods that stop, monitors that stop, the changes of the clock."""
    made = site(rhythm, 0)
    assert fewer(made, seconds(made, 0)) == []


@pytest.mark.parametrize("share", [0.2, 0.1, 0.02, 0.0])
def test_six_hours_of_which_little_is_left(share: float) -> None:
    """One line in five, in ten, in fifty, and one a minute: no gap would tell."""
    hole = span(4, 9, 15)
    assert found(hole, fewer(OFFICE, thinner(LINES, *hole, share)))


def test_it_tells_how_many_lines_were_due() -> None:
    """Expected and seen, the window, and that nothing is silent."""
    start, end = span(4, 9, 15)
    [log] = covered(OFFICE, thinner(LINES, start, end, 0.1))
    [one] = log.thinned
    due, left = (sum(start <= second < end for second in lines) for lines in (LINES, thinner(LINES, start, end, 0.1)))
    assert one.expected is not None
    assert one.seen is not None
    assert due / 2 < one.expected < due * 1.2
    assert left / 2 < one.seen < left * 1.5
    assert (one.window, log.fraction) == ("w", 1.0)


def test_half_of_the_lines_is_how_days_differ() -> None:
    """As counting.md says: a factor of two is not told."""
    assert fewer(OFFICE, thinner(LINES, *span(4, 9, 15), 0.5)) == []


def test_two_stretches_do_not_hide_each_other() -> None:
    """Of two days."""
    holes = span(4, 9, 13), span(10, 12, 17)
    lines = thinner(thinner(LINES, *holes[0], 0.1), *holes[1], 0.1)
    told = fewer(OFFICE, lines)
    assert [found(hole, [one]) for hole, one in zip(holes, told, strict=True)] == [True, True]


def test_a_log_of_one_day() -> None:
    """No other day tells: the hours before and after do."""
    made = Site("day", TUESDAY, 1, 200.0, robots=2)
    hole = span(2, 10, 13)
    lines = seconds(made, 1)
    assert fewer(made, lines) == []
    assert found(hole, fewer(made, thinner(lines, *hole, 0.05)))


def test_another_server_shows_that_a_day_was_none_off() -> None:
    """A whole working day with one line in ten looks like a holiday, but to the other server."""
    hole = span(10, 0, 24)
    made = replace(OFFICE, days=21, peak=120.0)
    cut = thinner(seconds(made, 1), *hole, 0.05)
    assert fewer(made, cut) == []
    [told] = fewer(made, cut, seconds(replace(made, name="other"), 2))
    assert hole[0] <= told[0] + 9 * HOUR
    assert told[1] >= hole[0] + 15 * HOUR


def test_a_holiday_of_all_servers_is_none() -> None:
    """Corpus Christi, on both."""
    made = replace(OFFICE, holidays=(date(2026, 6, 4),))
    one, two = seconds(made, 1), seconds(replace(made, name="other"), 2)
    assert fewer(made, one, two) == []
    assert date(2026, 6, 4) not in working_days(minutes(two), str(made.zone))
    assert date(2026, 6, 5) in working_days(minutes(two), str(made.zone))


def test_what_does_not_come_back_is_no_loss() -> None:
    """A crawler that leaves, and a site that is abandoned: the lines stay away."""
    start, end = bounds(OFFICE)
    crawled = replace(OFFICE, floods=((start, start + 8 * 24 * HOUR, 0.3),))
    assert fewer(crawled, seconds(crawled, 1)) == []
    left = span(10, 11, 12)[0]
    assert fewer(OFFICE, thinner(LINES, left, end, 0.1)) == []


def test_a_flood_that_stops_makes_no_stretch_of_either_kind() -> None:
    """Four days of a line a second on a small site, then as before: nothing thinned, and no hundred gaps."""
    small = replace(OFFICE, peak=8.0)
    start, _ = span(4, 3, 4)
    flooded = replace(small, floods=((start, start + 4 * 24 * HOUR, 1.0),))
    [log] = covered(flooded, seconds(flooded, 1))
    assert (log.gaps, log.thinned) == ((), ())
    assert len(log.quiet) <= 1


def test_a_busy_site_without_nights_has_no_monitor() -> None:
    """Its quarters are even, and not by the clock: what is taken out of them is told."""
    made = Site("even", TUESDAY, 7, 300.0, "flat", lines=2.0, restless=0.05)
    hole = span(5, 9, 12)
    lines = seconds(made, 1)
    assert fewer(made, lines) == []
    assert found(hole, fewer(made, thinner(lines, *hole, 0.1)))


def test_a_monitor_that_stops_is_no_loss() -> None:
    """It asked every minute, and most lines were its own."""
    watched = Site("api", TUESDAY, 14, 4.0, "flat", lines=2.0, ping=60, unwatched=(span(10, 9, 15),))
    assert fewer(watched, seconds(watched, 1)) == []


def test_the_hour_that_occurs_twice() -> None:
    """Read without an offset, its second half is empty."""
    made = Site("news", date(2026, 10, 18), 14, 100.0, "news", robots=40)
    first = int(datetime(2026, 10, 25, 2, tzinfo=made.zone).timestamp())
    lines = sorted(one - HOUR if first + HOUR <= one < first + 2 * HOUR else one for one in seconds(made, 1))
    zone = str(made.zone)
    book = quarters(minutes(lines), zone, read_in=zone)
    assert book is not None
    assert (~book.known).sum() == 4
    assert thinned(book) == []


def test_a_log_of_few_lines_is_not_judged() -> None:
    """It takes three hours of quarters; a line of the year 9999 makes none."""
    start, end = span(4, 9, 11)
    assert quarters(minutes([one for one in LINES if start <= one < end]), "UTC") is None
    late = int(datetime(9999, 12, 30, tzinfo=OFFICE.zone).timestamp())
    book = quarters(minutes([*LINES, late]), "UTC")
    assert book is not None
    assert len(book.lines) < 17 * 96
