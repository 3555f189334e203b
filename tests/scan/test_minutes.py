"""The minute of every line, and what it tells of a log: order, coverage, what was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import formats
from forensics.formats.columns.minute import _clf_minutes, _read
from forensics.model import Log
from forensics.model.schema import MINUTES, check
from forensics.model.schema import UTC as INSTANT
from forensics.scan.minutes import histogram, out_of_order, runs, stamp
from forensics.scan.recipe import Recipe

NOON = datetime(2026, 6, 9, 12, tzinfo=UTC)
FORMATS = {fmt.name: fmt for fmt in formats.registry()}
COMBINED, JSON = FORMATS["combined"], FORMATS["nginx_json"]


def line(time: str) -> str:
    """A line of the combined format, stamped so."""
    return f'192.0.2.10 - - [{time}] "GET / HTTP/1.1" 200 5 "-" "-"'


class _Only(Recipe):
    """Tries the formats that it is given."""

    def tried(self) -> Iterator[formats.Format]:
        yield from self.detected


def recipe(order: Sequence[formats.Format]) -> Recipe:
    """Lines in these formats and no other, in UTC where they do not say."""
    return _Only(
        source="s1",
        log_index=0,
        log=Log(path="access.log", zone="UTC"),
        detected=tuple(order),
        refused=(),
        server=None,
        files=(),
    )


def stamped(*texts: str, order: Sequence[formats.Format] = (COMBINED,)) -> list[tuple[datetime | None, str | None]]:
    """The minute of each line, and which other format than the first found it."""
    found = stamp(pl.Series(texts, dtype=pl.String), recipe(order))
    assert found.schema == {"minute": INSTANT, "by": pl.String, "refused": pl.String}
    return found.select("minute", "by").rows()


def minutes(*after: int | None) -> pl.Series:
    """So many minutes after noon; None: not read."""
    return pl.Series("minute", [None if n is None else NOON + timedelta(minutes=n) for n in after], dtype=INSTANT)


@pytest.mark.parametrize(
    ("time", "minute"),
    [
        ("09/Jun/2026:12:00:00 +0000", NOON),
        ("09/Jun/2026:12:00:59 +0000", NOON),
        ("09/Jun/2026:12:00:60 +0000", NOON),
        ("09/Jun/2026:17:30:00 +0530", NOON),
        ("09/Jun/2026:08:30:00 -0330", NOON),
        ("09/Jun/2026:17:45:00 +0545", NOON),
        ("31/Jun/2026:12:00:00 +0000", None),
        ("09/Jun/2026:25:00:00 +0000", None),
        ("no time at all", None),
    ],
)
def test_the_minute_of_a_line(time: str, minute: datetime | None) -> None:
    """In UTC, whatever the offset; an impossible time is none."""
    assert stamped(line(time)) == [(minute, None)]


@given(
    day=st.integers(0, 40),
    month=st.sampled_from(["Jan", "FEB", "jun", "Sep", "Dec", "Foo"]),
    year=st.integers(0, 9999),
    clock=st.tuples(st.integers(0, 25), st.integers(0, 61)),
    offset=st.tuples(st.sampled_from("+-"), st.integers(0, 30), st.integers(0, 70)),
)
def test_the_quick_reading_of_a_minute_is_that_of_any_other_stamp(
    day: int, month: str, year: int, clock: tuple[int, int], offset: tuple[str, int, int]
) -> None:
    """For dates that exist and dates that do not, in every year and at every offset."""
    written = f"{day:02}/{month}/{year:04}:{clock[0]:02}:{clock[1]:02}"
    sign, hours, minutes = offset
    east = f"{sign}{hours:02}{minutes:02}"
    stamp = COMBINED.grammar.stamps[0]
    slow = _read(pl.Series([f"{written}\n{east}"]), stamp.key, "UTC")
    quick = _clf_minutes(pl.Series([written.encode()]), east, stamp.key, "UTC")
    assert quick.equals(slow)


def test_lines_of_another_format_are_read_too() -> None:
    """A server restarted with another configuration: counted by the format that read them."""
    other = '{"time_iso8601": "2026-06-09T12:00:30+00:00", "request": "GET / HTTP/1.1", "status": 200}'
    texts = (line("09/Jun/2026:12:00:00 +0000"), other, "junk", other)
    found = stamped(*texts, order=(COMBINED, JSON))
    assert found == [(NOON, None), (NOON, "nginx_json"), (None, None), (NOON, "nginx_json")]


def test_formats_that_put_their_stamps_alike_are_one() -> None:
    """What the first finds, the others would find; nothing is lost by asking one of them."""
    texts = [
        line("09/Jun/2026:12:00:00 +0000"),
        "junk",
        *(example for fmt in FORMATS.values() if not fmt.refused for example in fmt.examples if "\n" not in example),
    ]
    found = stamped(*texts, order=tuple(FORMATS.values()))
    assert [minute is None for minute, _ in found] == [text == "junk" for text in texts]


@pytest.mark.parametrize("heading", ["#Date: 2026-06-09 08:00:00", '"time_micros","c_ip"'])
def test_a_heading_is_no_line_of_another_format(heading: str) -> None:
    """A directive has a date, as the second field of AWS's logs: it is no request, and no other format's line."""
    found = stamped(heading, line("09/Jun/2026:12:00:00 +0000"), order=tuple(FORMATS.values()))
    assert found[0] == (None, None)
    assert found[1][0] == NOON


def test_no_format_reads_nothing() -> None:
    """An unknown log has no minutes."""
    assert stamped("a", "b", order=()) == [(None, None), (None, None)]


def test_runs_keep_the_order_of_the_file() -> None:
    """Stretches of one minute; a minute may come again."""
    found = runs(minutes(0, 0, 1, None, None, 0))
    assert found["lines"].to_list() == [2, 1, 2, 1]
    assert found["minute"].to_list() == minutes(0, 1, None, 0).to_list()


@pytest.mark.parametrize(
    ("after", "late"),
    [
        ((0, 1, 2), 0),
        ((1, 0, 1), 0),  # a minute early is the usual jitter of end-stamped lines
        ((2, 0, 0, 3), 2),
        ((5, None, 0, 4, 3), 2),
        ((), 0),
        ((None,), 0),
    ],
)
def test_lines_out_of_order(after: tuple[int | None, ...], late: int) -> None:
    """More than a minute before an earlier line of the same source."""
    assert out_of_order(runs(minutes(*after))) == late


def test_histogram() -> None:
    """One row per minute in time order, whatever the order of lines."""
    table = histogram(runs(minutes(1, 0, None, 1, 1)), "s3")
    assert check(table, MINUTES).rows() == [("s3", NOON, 1), ("s3", NOON + timedelta(minutes=1), 3)]
    assert histogram(runs(minutes()), "s1").rows() == []


@given(st.lists(st.none() | st.integers(0, 5), max_size=40), st.integers(0, 40))
def test_counts_add_up_in_any_split(after: list[int | None], cut: int) -> None:
    """Cut anywhere, the chunks of a log give the same table, and no line is lost."""
    whole = runs(minutes(*after))
    split = pl.concat([runs(minutes(*after[:cut])), runs(minutes(*after[cut:]))])
    assert histogram(split, "s1").equals(histogram(whole, "s1"))
    assert out_of_order(split) == out_of_order(whole)
    assert whole["lines"].sum() == len(after)
