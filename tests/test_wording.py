"""Numbers, times and sentences as every report words them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from forensics.model import Bounds, Coverage, FileFindings, Window
from forensics.report import wording
from tests.report_fixture import crowd, findings
from tests.report_tables import FILE, WINDOWS

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WHOLE = Coverage("access.log", None, None, (), 1.0, ("s1",))


def _file(downloads: Bounds, addresses: Bounds) -> FileFindings:
    file = findings().files[0]
    return replace(file, total=replace(file.total, downloads=downloads, addresses=addresses))


def _sentence(
    file: FileFindings, coverage: tuple[Coverage, ...] = (WHOLE,), windows: tuple[Window, ...] = WINDOWS
) -> str:
    return "".join(wording.answer(file, coverage, windows))


def test_answer_says_the_number_and_its_bounds() -> None:
    """The sentence of the reference case, word for word."""
    made = findings()
    assert "".join(wording.answer(made.files[0], made.coverage, made.case.windows)) == (
        "The server handed over “Lijst signalen.xlsx” 11 times to 7 addresses while it was exposed;"
        " at least 9, at most 13."
    )


def test_answer_keeps_the_name_apart() -> None:
    """The name stands alone in the middle, so that a page can isolate its direction."""
    assert wording.answer(findings().files[0], (WHOLE,), WINDOWS)[1] == FILE


def test_answer_uses_the_singular() -> None:
    """One time, one address."""
    assert "1 time to 1 address while" in _sentence(_file(Bounds(1, 1, 1), Bounds(1, 1, 1)))


def test_answer_says_when_there_is_no_lower_bound() -> None:
    """Not determinable is never printed as 0."""
    sentence = _sentence(_file(Bounds(None, 3, 4), Bounds(None, 2, 3)))
    assert sentence.endswith("; at least: not determinable from these logs, at most 4.")


def test_answer_says_or_more() -> None:
    """An open upper bound is named as such."""
    assert _sentence(_file(Bounds(1, 2, 3, open_ended=True), Bounds(1, 1, 2))).endswith("at most 3 or more.")


def test_nothing_seen_is_said_with_what_was_looked_at() -> None:
    """Zero stands beside the coverage, with the hours that are missing."""
    seen = _sentence(crowd(0, 1).files[0], (WHOLE, replace(WHOLE, fraction=0.9)))
    assert seen == (
        "No downloads of “Lijst signalen.xlsx” were seen while it was exposed; the least complete log covers"
        " 90.0% of the exposure windows, 15 h 24 min not covered."
    )


def test_nothing_seen_without_logs() -> None:
    """Without coverage nothing is claimed."""
    assert "no log covers the exposure windows" in _sentence(crowd(0, 1).files[0], ())


def test_nothing_seen_keeps_the_upper_bound() -> None:
    """Zero seen and three possible are both said."""
    assert "; at most 3 or more; " in _sentence(_file(Bounds(0, 0, 3, open_ended=True), Bounds(0, 0, 2)))


def test_unstated_window_is_not_called_exposure() -> None:
    """Without a start and an end the sentence holds for the logs, not for a time of exposure."""
    always = (Window("all", datetime(1970, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC), (FILE,)),)
    assert "in the time of these logs" in _sentence(findings().files[0], windows=always)
    assert not wording.exposure(always)


def test_overlapping_windows_expose_once() -> None:
    """Time in two windows is counted once."""
    first, second = WINDOWS
    inner = replace(first, start=first.start + timedelta(hours=1), end=first.end - timedelta(hours=1))
    assert wording.exposure([second, inner, first]) == first.end - first.start + second.end - second.start


@pytest.mark.parametrize(
    ("share", "text"), [(1.0, "100%"), (0.9999, "99.9%"), (0.972, "97.2%"), (0.0004, "0.0%"), (0.0, "0.0%")]
)
def test_percent_is_rounded_down(share: float, text: str) -> None:
    """Only a whole is called 100%."""
    assert wording.percent(share) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (45, "45 s"), (8_280, "2 h 18 min"), (86_400, "1 day"), (273_600, "3 days 4 h"), (3_601, "1 h 1 s")],
)
def test_duration_has_two_units(seconds: int, text: str) -> None:
    """Short enough to be read, exact enough to be used."""
    assert wording.duration(timedelta(seconds=seconds)) == text


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (datetime(2020, 6, 8, 7, 12, 44, tzinfo=UTC), "2020-06-08 09:12:44 +02:00"),
        (datetime(2020, 12, 8, 7, 12, 44, 120_000, tzinfo=UTC), "2020-12-08 08:12:44.120 +01:00"),
        (datetime(2020, 12, 8, 7, 12, 44, 7, tzinfo=UTC), "2020-12-08 08:12:44.000007 +01:00"),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), "9999-12-31 23:59:00 +00:00"),
    ],
)
def test_local_time_shows_its_offset(time: datetime, text: str) -> None:
    """A time without its offset is no evidence; a time at the end of the calendar is no crash."""
    assert wording.local(time, AMSTERDAM) == text


def test_repeated_hour_is_told_apart() -> None:
    """The two readings of half past two in October differ by their offsets."""
    first = datetime(2020, 10, 25, 0, 30, tzinfo=UTC)
    shown = [wording.local(first + timedelta(hours=h), AMSTERDAM) for h in (0, 1)]
    assert shown == ["2020-10-25 02:30:00 +02:00", "2020-10-25 02:30:00 +01:00"]


def test_numbers_have_separators() -> None:
    """Large numbers can be read."""
    assert wording.size(183_296) == "183,296 bytes"
    assert wording.size(1) == "1 byte"
    assert wording.size(None) == "not known"
    assert wording.plural(1_204, "address") == "1,204 addresses"
