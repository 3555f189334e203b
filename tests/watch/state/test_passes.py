"""Passes as the state remembers them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from forensics.watch.state import begin_pass, end_pass, last_passes, opened, passes
from tests.support.watch_events import NOW


def test_a_pass_has_a_number_and_an_end(tmp_path: Path) -> None:
    """The newest first; one without an end was stopped, as the next one sees."""
    with opened(tmp_path, "w1") as state:
        with state.step() as connection:
            first = begin_pass(connection, NOW)
            second = begin_pass(connection, NOW + timedelta(minutes=5))
            end_pass(connection, second, NOW + timedelta(minutes=6), outcome="new", counts={"published": 3})
        newest, before = last_passes(state.connection)
    assert (first, second) == (1, 2)
    assert (newest.outcome, newest.counts, newest.ended) == ("new", {"published": 3}, NOW + timedelta(minutes=6))
    assert (before.outcome, before.ended, before.began) == ("stopped", None, NOW)


def test_old_passes_are_forgotten(tmp_path: Path) -> None:
    """Their number never comes again."""
    with opened(tmp_path, "w1") as state, state.step() as connection:
        connection.execute("INSERT INTO passes (number, began, outcome) VALUES (1, 0, 'new'), (20000, 0, 'new')")
        assert begin_pass(connection, NOW) == 20_001
        assert [each.number for each in last_passes(connection, 99_999)] == [20_001, 20_000]
        assert passes.KEPT < 20_000
