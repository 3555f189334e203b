"""The pictures over time: ticks, marks and bars, names of windows, gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from forensics.language.catalogue import language
from forensics.model import Coverage, Gap, Share, Window
from forensics.report.plots import backdrop, canvas, day_bars, lettering, marks, time_axis, timelines
from forensics.report.plots import draw as plots
from tests.support.report_fixture import crowd, findings
from tests.support.report_tables import WINDOWS

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ENGLISH, DUTCH = language("en"), language("nl")
START = WINDOWS[0].start
HOUR = timedelta(hours=1)


def test_many_addresses_are_summed_up() -> None:
    """The first 25 have rows of their own, the others share one, and so do those that only met errors."""
    points = timelines._points(crowd(300, 60), crowd(300, 60).files[0])
    refused = ("error", "192.0.2.200", WINDOWS[0].start)
    clients, labels = timelines._address_rows(ENGLISH, [*points, refused])
    assert labels[-2:] == ["35 more IP addresses", "1 IP address, errors only"]
    assert len(labels) == 27
    assert sum(map(len, clients)) == 301


def test_marks_on_one_spot_are_stacked() -> None:
    """A second download in the same minute does not hide behind the first."""
    assert marks._levels([4, 4, 7, 9.6, 30]) == [0, 1, 2, 0, 0]


def test_window_without_end_shows_what_is_logged() -> None:
    """An end in the year 9998 does not squeeze three days into a line."""
    open_end = replace(WINDOWS[0], end=datetime(9998, 12, 31, tzinfo=UTC))
    start, end = time_axis.span([open_end], [], findings().coverage)
    assert start < open_end.start
    assert end < datetime(2020, 7, 2, tzinfo=UTC)
    made = findings()
    assert plots.draw(replace(made, case=replace(made.case, windows=(open_end, WINDOWS[1]))), ENGLISH)


@pytest.mark.parametrize(
    "length",
    [
        timedelta(minutes=3),
        timedelta(hours=5),
        timedelta(days=4),
        timedelta(days=40),
        timedelta(days=800),
        timedelta(days=9000),
    ],
    ids=str,
)
def test_time_axis_has_few_round_ticks(length: timedelta) -> None:
    """Any span gets two to ten ticks inside it, in order, across the change of clocks in March."""
    start = datetime(2020, 3, 27, 13, 5, 7, tzinfo=UTC)
    ticks = [at for at, _ in time_axis._ticks(start, start + length, AMSTERDAM, 5.5, ENGLISH)]
    assert 2 <= len(ticks) <= 10
    assert ticks == sorted(set(ticks))
    assert start <= ticks[0]
    assert ticks[-1] <= start + length


def test_ticks_stay_on_local_midnight() -> None:
    """After clocks change a day still begins at midnight."""
    start = datetime(2020, 3, 27, 23, tzinfo=UTC)
    ticks = time_axis._ticks(start, start + timedelta(days=5), AMSTERDAM, 5.5, ENGLISH)
    assert [at.astimezone(AMSTERDAM).hour for at, _ in ticks] == [0] * len(ticks)


def test_ticks_are_named_in_the_language() -> None:
    """Months and days as each language shortens them; the year once."""
    shown = [
        [label for _, label in time_axis._ticks(START, START + length, AMSTERDAM, 5.5, spoken)][:2]
        for length in (timedelta(days=6), timedelta(hours=20), timedelta(days=900))
        for spoken in (ENGLISH, DUTCH)
    ]
    assert shown == [
        ["Tue 9 Jun\n2020", "Wed 10 Jun\n "],
        ["di 9 jun\n2020", "wo 10 jun\n "],
        ["09:00\n8 Jun 2020", "12:00\n "],
        ["09:00\n8 jun 2020", "12:00\n "],
        ["Jul\n2020", "Jan\n2021"],
        ["jul\n2020", "jan\n2021"],
    ]


def test_visitors_stand_where_addresses_stood() -> None:
    """The labels of a report without addresses name the rows, in words of the language."""
    made = findings()
    renamed = {client: f"Visitor {n}" for n, client in enumerate(dict.fromkeys(made.downloads["client"]), 1)}
    labelled = made.downloads.with_columns(client=made.downloads["client"].replace(renamed))
    points = timelines._points(replace(made, downloads=labelled), made.files[0])
    _, labels = timelines._address_rows(ENGLISH, points)
    assert labels[:2] == ["Visitor 1", "Visitor 2"]
    assert not [label for label in labels if ":" in label or label.count(".") == 3]


def test_day_on_which_clocks_change_is_drawn_as_long_as_it_was() -> None:
    """The last Sunday of October has 25 hours, from midnight to midnight; a day that is not known has no place."""
    days = (Share("2020-10-24", 3, 2), Share("2020-10-25", 1, 1), Share(None, 9, 9))
    bars = day_bars._days(replace(findings().files[0], by_day=days), AMSTERDAM)
    assert [((end - begin) / HOUR, count) for begin, end, count in bars] == [(24, 3), (25, 1)]


def test_too_many_marks_become_bars() -> None:
    """Thousands are drawn as bars of one round length; together they are as many as the marks were."""
    made = crowd(2000, 60)
    points = timelines._points(made, made.files[0])
    assert marks.crowded(points, START, WINDOWS[1].end, 5.5)
    assert not marks.crowded(points[::100], START, WINDOWS[1].end, 5.5)
    bars, step = marks.gathered(points, START, WINDOWS[1].end, START)
    assert step == 3 * HOUR
    assert sum(count for _, _, count in bars) == 2000
    assert all(begin <= at < end for begin, end, _ in bars[:1] for _, _, at in points[: bars[0][2]])
    assert len(plots.draw(made, ENGLISH)[0].svg) < 80_000


def _windows(*hours: tuple[float, float]) -> list[Window]:
    return [Window(f"publication {n}", START + a * HOUR, START + b * HOUR, ()) for n, (a, b) in enumerate(hours, 1)]


@pytest.mark.parametrize(
    ("windows", "labels"),
    [
        (_windows((0, 100)), ["publication 1"]),
        (_windows((50, 50.1)), ["publication 1"]),
        (_windows((0, 40), (60, 100)), ["1 · publication 1", "2 · publication 2"]),
        (_windows(*((n * 8, n * 8 + 4) for n in range(12))), [str(n) for n in range(1, 13)]),
        (_windows((10, 11), (12, 13), (13, 14), (80, 90)), ["1\N{EN DASH}3", "4 · publication 4"]),
        (_windows((0, 100), (25, 75)), ["1\N{EN DASH}2"]),
    ],
    ids=["one", "short", "two", "twelve", "close", "nested"],
)
def test_names_of_windows_do_not_touch(windows: list[Window], labels: list[str]) -> None:
    """A name where there is room, else its number; one label for windows that lie too close for two."""
    with canvas.style():
        found = list(backdrop._labels(windows, START, START + 100 * HOUR, 5.5))
        assert [label.text for label in found] == labels
        edges = [
            (label.at - half, label.at + half) for label in found for half in [lettering.text_width(label.text, 7) / 2]
        ]
    assert all(one[1] < other[0] for one, other in pairwise(edges))
    assert all(left > -0.2 and right < 5.7 for left, right in edges)


def test_gaps_are_hatched_in_the_timeline() -> None:
    """A gap of a log changes the picture and stands in its legend; one beyond the axis does neither."""
    made = findings()

    def timeline(*gaps: Gap) -> str:
        coverage = (Coverage("access.log", None, None, gaps, 1.0, ("s1",)),)
        return plots.draw(replace(made, coverage=coverage), ENGLISH)[0].svg

    inside = Gap(START + HOUR, START + 2 * HOUR, None, "no line")
    later = Gap(START + timedelta(days=90), START + timedelta(days=91), None, "no line")
    assert timeline() == timeline(later) != timeline(inside)
