"""Which silences are gaps: those that the log's own rhythm makes improbable (counting.md 4b.7 and 4b.14)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from random import Random
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from forensics.findings.coverage.clock_hours import silences
from forensics.findings.coverage.expected_lines import missed
from forensics.findings.coverage.surprise import DOUBT, improbable, surprises
from tests.support.gap_fixture import gaps, removals, seen
from tests.support.rhythms import HOUR, RHYTHMS, Site, minutes, seconds, site, without

DAY = 24 * HOUR
TUESDAY = date(2026, 6, 2)
#: A site with some forty visits in its busiest hours, closed by nobody.
OFFICE = Site("office", TUESDAY, 14, 60.0, weekend=0.2, robots=2)


def at(day: date, hour: float, made: Site = OFFICE) -> int:
    """The second of that local hour."""
    return int(datetime(day.year, day.month, day.day, tzinfo=made.zone).timestamp() + hour * HOUR)


def hole(day: date, start: float, end: float) -> tuple[int, int]:
    """The seconds between two local hours of a day."""
    return at(day, start), at(day, end)


def cut(made: Site, *holes: tuple[int, int]) -> list[tuple[int, int]]:
    """The gaps in a site's log without these stretches."""
    return gaps(without(seconds(made, 1), *holes), made)


@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_sound_logs_make_no_gap(rhythm: str) -> None:
    """Nights, weekends, holidays, bursts, floods that stop, monitors that stop, the changes of the clock."""
    for seed in (0, 1):
        made = site(rhythm, seed)
        assert gaps(seconds(made, seed), made) == []


def test_removed_stretches_of_busy_logs_are_found() -> None:
    """Of hours of 200 lines and more, of nights with their morning, and of days: nineteen in twenty at least."""
    found = Counter[bool]()
    for rhythm in ("office", "newspaper", "closed", "growing"):
        for seed in (0, 1):
            made = site(rhythm, seed)
            for removed in removals(seconds(made, seed), made, Random(f"{rhythm} {seed}")):
                told = gaps(removed.left, made)
                found.update(seen(each, told) for each in removed.holes)
    assert found[True] >= 19 * found[False]
    assert found[True] > 20


def test_an_hour_of_a_working_day() -> None:
    """And nothing but that hour."""
    missing = hole(date(2026, 6, 4), 10, 11)
    [gap] = cut(OFFICE, missing)
    assert seen(missing, [gap])


def test_several_stretches_do_not_hide_each_other() -> None:
    """Two of one morning with ten minutes between them, the same hour a week later, and a day."""
    holes = (
        hole(date(2026, 6, 4), 9, 10),
        hole(date(2026, 6, 4), 10 + 1 / 6, 11.5),
        hole(date(2026, 6, 11), 9, 10),
        hole(date(2026, 6, 8), 0, 24),
    )
    found = cut(OFFICE, *holes)
    assert [seen(each, found) for each in holes[:3]] == [True, True, True]
    assert any(start <= at(date(2026, 6, 8), 6) and end >= at(date(2026, 6, 8), 22) for start, end in found)


def test_the_edge_of_a_night() -> None:
    """From the quiet hours into the morning."""
    missing = hole(date(2026, 6, 4), 4, 10)
    assert seen(missing, cut(OFFICE, missing))


@pytest.mark.parametrize(("days", "peak"), [(1, 80.0), (2, 80.0), (70, 60.0)])
def test_logs_of_any_length(days: int, peak: float) -> None:
    """One day shows the hours around the hole only, ten weeks show many of its kind."""
    made = replace(OFFICE, days=days, peak=peak)
    missing = hole(TUESDAY, 13, 14)
    assert seen(missing, cut(made, missing))
    assert cut(made) == []


def test_a_log_that_begins_after_the_window() -> None:
    """The first hours of the window are missing from it, and so are the last."""
    start, end = at(TUESDAY, 0), at(date(2026, 6, 16), 0)
    first, last = (start, at(TUESDAY, 11)), (at(date(2026, 6, 15), 14), end)
    found = cut(OFFICE, first, last)
    assert [seen(each, found) for each in (first, last)] == [True, True]


def test_a_weekend_of_which_no_other_tells() -> None:
    """One week of a site that nobody visits at night and on Saturday and Sunday."""
    shut = Site("shut", date(2026, 6, 3), 7, 100.0, "shut", weekend=0.0)
    assert cut(shut) == []
    assert cut(replace(shut, begin=date(2026, 6, 5), days=4)) == []


def test_a_flood_that_stops() -> None:
    """Ten hours of a hundred lines a second leave the other hours as they were."""
    flood = (at(date(2026, 6, 2), 20), at(date(2026, 6, 3), 6), 30.0)
    small = replace(OFFICE, days=3, peak=8.0, floods=(flood,))
    assert cut(small) == []
    assert cut(replace(small, days=2, peak=5.0, floods=((at(TUESDAY, 0.5), at(TUESDAY, 2), 2.0),))) == []


def test_a_monitor_that_stops_is_no_gap_while_others_come() -> None:
    """For an hour nobody asks every minute; it is a gap when nobody else does either."""
    off = hole(date(2026, 6, 10), 10, 11)
    watched = Site("api", TUESDAY, 14, 20.0, "flat", lines=2.0, ping=60, unwatched=(off,))
    assert cut(watched) == []
    assert seen(off, cut(watched, off))


def october(made: Site) -> tuple[list[int], list[int]]:
    """The lines of a log with offsets, and as they are read where it has none: both hours as the first."""
    lines = seconds(made, 1)
    first = int(datetime(2026, 10, 25, 2, tzinfo=made.zone).timestamp())
    return lines, sorted(line - HOUR if first + HOUR <= line < first + 2 * HOUR else line for line in lines)


@pytest.mark.parametrize("days", [1, 7, 28])
def test_the_hour_that_occurs_twice(days: int) -> None:
    """Where lines have no offset it looks empty, and is no gap; a hole beside it still is one."""
    made = Site("news", date(2026, 10, 25) if days == 1 else date(2026, 10, 20), days, 300.0, "news", robots=40)
    zone = str(made.zone)
    with_offset, without_offset = october(made)

    def called(lines: list[int], read_in: str | None) -> pl.DataFrame:
        table = minutes(lines)
        found = improbable(missed(silences(table), table, zone), table, zone, read_in=read_in)
        return found.filter(pl.col("sure") | pl.col("rare"))

    assert called(with_offset, None).is_empty()
    assert called(without_offset, zone).is_empty()
    assert not called(without_offset, None).is_empty()
    start = int(datetime(2026, 10, 25, 3, tzinfo=made.zone).timestamp())
    assert called(without(without_offset, (start, start + 3 * HOUR)), zone).height == 1


def test_a_silence_that_is_rare_but_no_gap_is_quiet() -> None:
    """One silence in three thousand is `rare`, one that one log in five hundred holds `sure`; the rest is usual."""
    made = Site("office", TUESDAY, 2, 30.0, weekend=0.2, robots=2)
    kinds = set()
    for seed in range(12):
        table = minutes(without(seconds(made, seed), hole(date(2026, 6, 3), 11, 12)))
        found = improbable(missed(silences(table), table, str(made.zone)), table, str(made.zone))
        kinds |= set(found.select("sure", "rare").rows())
    assert kinds == {(True, True), (False, True), (False, False)}


@pytest.mark.parametrize(("due", "rare"), [(150.0, False), (250.0, True)])
def test_many_lines_that_were_due_make_a_silence_rare_sooner(due: float, rare: bool) -> None:  # noqa: FBT001
    """Four hours of one of two days are gone, one silence in a thousand: it is quiet where it would have held much."""
    made = Site("office", TUESDAY, 2, 6.0, "flat", lines=40.0, restless=0.0)
    table = minutes(without(seconds(made, 6), hole(date(2026, 6, 2), 11, 15)))
    silent = missed(silences(table), table, str(made.zone)).with_columns(expected=pl.lit(due))
    found = improbable(silent, table, str(made.zone)).sort("surprise").tail(1)
    assert 6.5 < found["surprise"].item() < 8
    assert found.select("sure", "rare").row(0) == (False, rare)


def test_bursts_are_not_counted_as_visitors() -> None:
    """A site with three visits an hour, of forty lines each: an hour without one is usual, a day is not."""
    bursts = Site("bursts", TUESDAY, 28, 3.0, "flat", lines=40.0)
    assert cut(bursts) == []
    missing = hole(date(2026, 6, 11), 0, 24)
    assert seen(missing, cut(bursts, missing))


def test_a_surprise_is_the_logarithm_of_a_chance() -> None:
    """Of the silences of a site without moods, one in twenty surprises more than DOUBT, none by 12."""
    made = Site("even", TUESDAY, 28, 40.0, "flat", lines=1.0, restless=0.0)
    table = minutes(seconds(made, 1))
    found = surprises(silences(table), table, "UTC")["surprise"]
    assert 0.03 < (found > DOUBT).mean() < 0.06  # type: ignore[operator]
    assert found.max() < 12  # type: ignore[operator]


def test_zones_that_are_not_whole_hours_from_utc() -> None:
    """Hours are those of the clock on the wall."""
    india = replace(OFFICE, zone=ZoneInfo("Asia/Kolkata"))
    missing = at(date(2026, 6, 4), 10, india), at(date(2026, 6, 4), 11, india)
    assert cut(india) == []
    assert seen(missing, cut(india, missing))
