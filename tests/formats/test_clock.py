"""Time stamps: every offset, second 60, local times that occur twice or never, impossible dates."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, timedelta, timezone

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.formats import compile_logformat, minutes, registry
from forensics.formats.columns import minute
from tests.support.format_fixture import read, said

ZONED = compile_logformat('%t "%r" %>s')
LOCAL = compile_logformat('%{%Y-%m-%d %H:%M:%S}t "%r" %>s %D')
END = compile_logformat('%{end:%Y-%m-%d %H:%M:%S}t "%r" %>s %D')
TAIL = '"GET /a HTTP/1.1" 200'


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("09/Jun/2026:10:00:00 +0000", "2026-06-09T10:00:00"),
        ("09/Jun/2026:10:00:00 +0530", "2026-06-09T04:30:00"),
        ("09/Jun/2026:10:00:00 -0330", "2026-06-09T13:30:00"),
        ("09/Jun/2026:10:00:00 +0545", "2026-06-09T04:15:00"),
        ("09/Jun/2026:10:00:00 +05:30", "2026-06-09T04:30:00"),
        ("09/Jun/2026:10:00:00 Z", "2026-06-09T10:00:00"),
        ("09/Jun/2026:10:00:00 -0000", "2026-06-09T10:00:00"),
        ("31/Dec/2025:23:59:59 -1100", "2026-01-01T10:59:59"),
        ("30/Jun/2026:23:59:60 +0000", "2026-07-01T00:00:00"),
        ("29/Feb/2024:00:00:00 +0000", "2024-02-29T00:00:00"),
        ("09/JUN/2026:10:00:00 +0000", "2026-06-09T10:00:00"),
    ],
)
def test_stamp_with_offset(stamp: str, expected: str) -> None:
    """An offset is exact to the minute; second 60 is the next minute."""
    assert said(ZONED, f"[{stamp}] {TAIL}", "start") == (datetime.fromisoformat(expected).replace(tzinfo=UTC),)


@pytest.mark.parametrize(
    "stamp",
    [
        "30/Feb/2026:10:00:00 +0000",
        "29/Feb/2026:10:00:00 +0000",
        "31/Jun/2026:10:00:00 +0000",
        "00/Jun/2026:10:00:00 +0000",
        "09/Jux/2026:10:00:00 +0000",
        "09/Jun/2026:24:00:00 +0000",
        "09/Jun/2026:10:60:00 +0000",
        "09/Jun/2026:10:00:61 +0000",
        "09/Jun/2026:10:00:00 +0060",
        "09/Jun/2026:10:00:00",
    ],
)
def test_impossible_stamp_is_not_read(stamp: str) -> None:
    """A date that does not exist cannot be placed in a window."""
    assert read(ZONED, f"[{stamp}] {TAIL}") is None


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2089, 12, 31)),  # noqa: DTZ001
    st.integers(-14 * 60, 14 * 60),
)
def test_any_instant_comes_back(naive: datetime, offset: int) -> None:
    """A stamp written with any offset is read as the instant it was."""
    moment = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset)))
    sign = "-" if offset < 0 else "+"
    month = calendar.month_abbr[moment.month]
    stamp = f"{moment:%d}/{month}/{moment:%Y:%H:%M:%S} {sign}{abs(offset) // 60:02}{abs(offset) % 60:02}"
    assert said(ZONED, f"[{stamp}] {TAIL}", "start") == (moment.astimezone(UTC),)


@pytest.mark.parametrize(
    ("stamp", "zone", "first", "second"),
    [
        ("2026-06-09 10:00:00", "Europe/Amsterdam", "2026-06-09T08:00:00", None),
        ("2026-10-25 02:30:00", "Europe/Amsterdam", "2026-10-25T00:30:00", "2026-10-25T01:30:00"),
        ("2026-10-25 02:59:60", "Europe/Amsterdam", "2026-10-25T01:00:00", "2026-10-25T02:00:00"),
        ("2026-03-29 02:30:00", "Europe/Amsterdam", "2026-03-29T01:30:00", None),
        ("2026-04-05 01:45:00", "Australia/Lord_Howe", "2026-04-04T14:45:00", "2026-04-04T15:15:00"),
        ("2026-06-09 10:00:00", "UTC", "2026-06-09T10:00:00", None),
    ],
)
def test_stamp_without_offset(stamp: str, zone: str, first: str, second: str | None) -> None:
    """Local time keeps both readings where it occurs twice; where it never does, the offset before the change."""
    found = read(LOCAL, f"{stamp} {TAIL} -", zone=zone)
    assert found is not None
    assert found["start"] == datetime.fromisoformat(first).replace(tzinfo=UTC)
    assert found.get("second_reading") == (
        None if second is None else datetime.fromisoformat(second).replace(tzinfo=UTC)
    )
    assert "end" not in found


def test_duration_fills_the_other_end() -> None:
    """Start and duration give the end, end and duration the start; without a duration nothing is made up."""
    start, end = datetime(2026, 6, 9, 10, 0, tzinfo=UTC), datetime(2026, 6, 9, 10, 0, 1, 500_000, tzinfo=UTC)
    assert said(LOCAL, f"2026-06-09 10:00:00 {TAIL} 1500000", "start", "end") == (start, end)
    assert said(END, f"2026-06-09 10:00:01 {TAIL} 1000000", "start") == (start,)
    assert said(LOCAL, f"2026-06-09 10:00:00 {TAIL} -", "start", "end") == (start, None)


def test_formats_say_what_their_time_is() -> None:
    """A declaration says whether the stamp is the start or the end, and whether it holds its offset."""
    assert (ZONED.time, ZONED.offset) == ("start", True)
    assert (LOCAL.time, LOCAL.offset) == ("start", False)
    assert (END.time, END.offset) == ("end", False)


COMBINED = compile_logformat('%h %l %u %t "%r" %>s %b')


@pytest.mark.parametrize(
    ("line", "minute"),
    [
        (f"192.0.2.1 - - [09/Jun/2026:10:00:59 +0530] {TAIL} 5", "2026-06-09T04:30:00"),
        (f"192.0.2.1 - Anna van Dijk [09/Jun/2026:10:00:59 +0000] {TAIL} 5", "2026-06-09T10:00:00"),
        (f"192.0.2.1 - [09/Jun/2020:10:00:59 +0000] [09/Jun/2026:10:00:59 +0000] {TAIL} 5", None),  # two times: unread
        ('192.0.2.1 - - [09/Jun/2026:10:00:59 +0000] "GET /cut', "2026-06-09T10:00:00"),
        (f"192.0.2.1 - - [31/Jun/2026:10:00:59 +0000] {TAIL} 5", None),
        (f"192.0.2.1 [09/Jun/2026:10:00:59 +0000] {TAIL} 5", None),
        ("", None),
    ],
)
def test_minute_of_a_line(line: str, minute: str | None) -> None:
    """The minute is read where the format puts the stamp, also from a line that was cut short after it."""
    (found,) = minutes(COMBINED, pl.Series([line]), zone="UTC")
    expected = None if minute is None else datetime.fromisoformat(minute).replace(tzinfo=UTC)
    assert found == expected


def test_every_line_has_its_own_minute() -> None:
    """Neighbours of the same minute, a minute that comes back, and a line without one."""
    lines = [f"192.0.2.1 - - [09/Jun/2026:10:{minute:02}:00 +0000] {TAIL} 5" for minute in (2, 1, 2, 2)] + ["?"]
    found = minutes(COMBINED, pl.Series("line", lines), zone="UTC").to_list()
    first = datetime(2026, 6, 9, 10, 1, tzinfo=UTC)
    second = first + timedelta(minutes=1)
    assert found == [second, first, second, second, None]


@pytest.mark.parametrize(
    ("template", "stamp"),
    [
        ('%{sec}t "%r"', "1780992059"),
        ('%{msec}t "%r"', "1780992059999"),
        ('%{%S|%M %H, %d.%m.%y}t "%r"', "59|00 08, 09.06.26"),
        ('%{%I:%M %p}t %{%F}t "%r"', "08:00 AM 2026-06-09"),
        ('"%r" %{%F %T %Z}t', "2026-06-09 08:00:59 UTC"),
    ],
)
def test_minute_of_other_stamps(template: str, stamp: str) -> None:
    """However a stamp is written, its minute is the minute of the time that is read in full."""
    fmt = compile_logformat(template)
    line = f'{stamp} "GET /a HTTP/1.1"' if template.endswith('"%r"') else f'"GET /a HTTP/1.1" {stamp}'
    (minute,) = minutes(fmt, pl.Series([line]), zone="Asia/Kathmandu")
    found = read(fmt, line, zone="Asia/Kathmandu")
    assert found is not None
    assert minute == found["start"].replace(second=0, microsecond=0)


@given(
    st.lists(st.sampled_from([b"09/Jun/2026:10:00", b"31/Jun/2026:10:00", b"09/Foo/2026:10:00", b"\xff", b"", None]))
)
def test_many_minutes_are_read_as_few_are(texts: list[bytes | None]) -> None:
    """Times that are none, and texts that are not UTF-8, among them."""
    key = next(fmt for fmt in registry() if fmt.name == "combined").grammar.stamps[0].key
    few, times = pl.Series(texts, dtype=pl.Binary), minute._FEW // max(len(texts), 1) + 2
    many = minute._clf_minutes(pl.Series(texts * times, dtype=pl.Binary), "+0200", key, "UTC")
    assert many.to_list() == minute._clf_minutes(few, "+0200", key, "UTC").to_list() * times
