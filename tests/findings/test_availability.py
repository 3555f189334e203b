"""Observed availability: deliveries, answers that show the file in its place, and the first refusal after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl

from forensics.findings.availability import observe
from forensics.model import Window
from forensics.model.schema import LABELLED

START = datetime(2026, 6, 8, 8, tzinfo=UTC)
WINDOW = Window("w", START, START + timedelta(hours=10), ("leak.xlsx",))


def rows(*requests: tuple[int, int, str]) -> pl.DataFrame:
    """Requests for the file: hours after the window's start, status, verdict."""
    table = [
        {
            "start": START + timedelta(hours=hour),
            "status": status,
            "verdict": verdict,
            "match": "target",
            "window": "w" if 0 <= hour < 10 else None,
        }
        for hour, status, verdict in requests
    ]
    return pl.DataFrame(table, schema=dict(LABELLED), orient="row")


def hours(found: dict[str, datetime | None]) -> list[int | None]:
    """The five times as hours after the window's start."""
    return [None if time is None else (time - START) // timedelta(hours=1) for time in found.values()]


def test_a_head_shows_the_file_but_delivers_nothing() -> None:
    """Deliveries from 2 to 3, answers from 1 to 4, gone at 12: after the stated end."""
    table = rows(
        (1, 200, "probe"), (2, 200, "complete"), (3, 206, "partial"), (4, 304, "not_modified"), (12, 410, "error")
    )
    assert hours(observe(table, WINDOW)) == [2, 3, 1, 4, 12]


def test_a_refusal_before_the_last_answer_is_not_the_end() -> None:
    """A 404 by another spelling or server at 2 does not date the take-down while the file answers at 5."""
    table = rows((2, 404, "error"), (5, 200, "complete"), (6, 403, "error"))
    assert hours(observe(table, WINDOW)) == [5, 5, 5, 5, 6]


def test_a_window_without_answers_gives_its_first_refusal() -> None:
    """The file was never there, or nobody asked: refusals before the window say nothing of it."""
    assert hours(observe(rows((-3, 404, "error"), (4, 404, "error")), WINDOW)) == [None, None, None, None, 4]
    assert hours(observe(rows(), WINDOW)) == [None] * 5


def test_over_all_time_every_answer_counts() -> None:
    """Without a window, deliveries outside it are seen too."""
    assert hours(observe(rows((-5, 200, "complete"), (3, 200, "complete"), (20, 404, "error")), None)) == [
        -5,
        3,
        -5,
        3,
        20,
    ]


def test_an_error_page_with_status_200_is_no_file() -> None:
    """A soft error is a 200 that shows nothing in its place."""
    assert hours(observe(rows((1, 200, "error"), (2, 200, "complete")), WINDOW)) == [2, 2, 2, 2, None]
