"""Events on their way out: none twice, in order, for each reader from where it is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from forensics.watch.state import State, opened, outbox
from tests.support.watch_events import NOW, event, keep


def _left(state: State, name: str) -> list[str]:
    reached = outbox.reader(state.connection, name).reached
    return [pending.id for pending in outbox.pending(state.connection, reached, 1000)]


def test_an_event_is_kept_once(tmp_path: Path) -> None:
    """Whenever it is found again: in the same step, a later one, after all had it."""
    with opened(tmp_path, "w1") as state:
        with state.step() as connection:
            assert outbox.add(connection, [event(1), event(2), event(1)], 1) == 2
            assert outbox.add(connection, [event(2), event(3)], 2) == 1
            outbox.enrol(connection, [])
            outbox.mark(connection, outbox.STDOUT, outbox.pending(connection, 0, 9)[-1].sequence)
            outbox.forget_told(connection)
            assert outbox.add(connection, [event(1), event(4)], 3) == 1
        assert _left(state, outbox.STDOUT) == [event(4).id]


def test_each_reader_is_where_it_is(tmp_path: Path) -> None:
    """A new one begins where stdout is; what one lacks is kept for it."""
    with opened(tmp_path, "w1") as state:
        keep(state, event(1), event(2))
        with state.step() as connection:
            assert not outbox.enrol(connection, ["a"])
            outbox.mark(connection, outbox.STDOUT, 2)
            outbox.mark(connection, "a", 1)
            outbox.forget_told(connection)
            outbox.enrol(connection, ["a", "b"])
        assert _left(state, "a") == [event(2).id]
        assert not _left(state, "b")
        texts = state.connection.execute("SELECT event IS NULL FROM outbox ORDER BY sequence").fetchall()
        assert texts == [(1,), (0,)]
        with state.step() as connection:
            assert outbox.enrol(connection, ["b"]) == {"a": 1}


def test_a_reader_that_fails_is_remembered(tmp_path: Path) -> None:
    """Since when, how often, why; all of it is gone once it takes something."""
    with opened(tmp_path, "w1") as state, state.step() as connection:
        outbox.add(connection, [event(1), event(2)], 1)
        outbox.enrol(connection, ["a"])
        outbox.failed(connection, "a", NOW, reason="off", after=timedelta(seconds=30))
        outbox.failed(connection, "a", NOW + timedelta(seconds=60), reason="still off", after=timedelta(seconds=60))
        found = outbox.reader(connection, "a")
        assert (found.tries, found.since, found.reason) == (2, NOW, "still off")
        assert found.again == NOW + timedelta(seconds=120)
        outbox.put_aside(connection, "a", NOW, sequence=1, reason="no")
        assert outbox.reader(connection, "a").aside == 1
        assert [(each.sequence, each.reason) for each in outbox.aside(connection)] == [(1, "no")]
        outbox.mark(connection, "a", 2)
        assert outbox.reader(connection, "a") == outbox.Reader("a", 2)


def test_what_was_put_aside_keeps_its_text(tmp_path: Path) -> None:
    """Until somebody has looked at it."""
    with opened(tmp_path, "w1") as state, state.step() as connection:
        outbox.add(connection, [event(1), event(2)], 1)
        outbox.enrol(connection, ["a"])
        outbox.put_aside(connection, "a", NOW, sequence=1, reason="no")
        outbox.mark(connection, "a", 2)
        outbox.mark(connection, outbox.STDOUT, 2)
        outbox.forget_told(connection)
        assert [row.id for row in outbox.pending(connection, 0, 9)] == [event(1).id]


def test_old_ids_are_forgotten(tmp_path: Path) -> None:
    """The size has a bound: the newest are known, the others are not."""
    with opened(tmp_path, "w1") as state, state.step() as connection:
        outbox.add(connection, (event(number) for number in range(1, 101)), 1)
        outbox.enrol(connection, [])
        outbox.mark(connection, outbox.STDOUT, 100)
        outbox.forget_told(connection, kept=10)
        assert connection.execute("SELECT min(sequence), count(*) FROM outbox").fetchone() == (91, 10)
        assert outbox.add(connection, [event(95), event(5)], 2) == 1
