"""The end of a pass: each reader in order, from where it is; one that is down holds up nobody."""

from __future__ import annotations

import errno
import json
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest

from forensics.watch.sinks import deliver
from forensics.watch.sinks.worker import is_busy
from forensics.watch.state import State, opened, outbox
from forensics.watch.watched import Sink
from tests.support.watch_events import NOW, Got, download, event, keep, sent_by, served, watch


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    """A new one."""
    with opened(tmp_path / "state", "w1") as found:
        yield found


def _ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text("ascii").splitlines()]


def _hook(url: str, **more: object) -> Sink:
    return Sink("hook", "webhook", url, **more)  # type: ignore[arg-type]


def test_each_event_goes_to_each_reader_once(state: State, tmp_path: Path) -> None:
    """In order; the next pass has only what is new, and the text of what all have is gone."""
    sinks = (Sink("a", "file", str(tmp_path / "a")), Sink("b", "file", str(tmp_path / "b"), events=("download",)))
    keep(state, event(1), download(), event(2))
    told, lines = sent_by(state, *sinks)
    assert [json.loads(line)["id"] for line in lines] == _ids(tmp_path / "a")
    assert _ids(tmp_path / "b") == [download().id]
    assert (told.printed, told.sent, told.waiting) == (3, {"a": 3, "b": 1}, {"a": 0, "b": 0})
    assert not told.failures
    assert not outbox.pending(state.connection, 0, 9)
    keep(state, event(1), event(3))
    assert sent_by(state, *sinks)[0].sent == {"a": 1, "b": 0}
    assert _ids(tmp_path / "a")[3:] == [event(3).id]


def test_a_line_names_its_watch(state: State) -> None:
    """For whoever collects the events of many servers."""
    keep(state, event(1))
    assert json.loads(sent_by(state)[1][0])["watch"] == "w1"


class _Broken(StringIO):
    """A pipe whose reader goes away after so many lines."""

    def __init__(self, lines: int, code: int) -> None:
        super().__init__()
        self._left, self._code = lines, code

    def write(self, text: str) -> int:
        if not self._left:
            raise OSError(self._code, "no reader")
        self._left -= 1
        return super().write(text)


def test_a_broken_pipe_stops_printing_and_nothing_else(state: State, tmp_path: Path) -> None:
    """What was not marked is printed again; sinks are served all the same."""
    keep(state, event(1), event(2))
    to = watch(state.folder, Sink("a", "file", str(tmp_path / "a")))
    told = deliver(state, to, NOW, _Broken(1, errno.EPIPE))
    assert (told.printed, told.closed, told.sent) == (0, True, {"a": 2})
    told = deliver(state, to, NOW, _Broken(0, errno.ENOSPC))
    assert (told.closed, told.failures) == (False, ("The events could not be printed: no reader.",))
    assert [json.loads(line)["file"] for line in sent_by(state)[1]] == ["1.xlsx", "2.xlsx"]


def test_a_sink_that_is_down_waits_and_comes_back(state: State, tmp_path: Path) -> None:
    """In order, nothing lost; the other is not held up. It is not tried at every moment."""
    up = []
    other = Sink("a", "file", str(tmp_path / "a"))
    with served(lambda _: 204 if up else 503) as site:
        keep(state, event(1), event(2))
        told, _ = sent_by(state, _hook(site.url), other)
        assert (told.sent, told.waiting) == ({"hook": 0, "a": 2}, {"hook": 2, "a": 0})
        assert told.failures == ("The sink “hook” failed: it answers 503.",)
        keep(state, event(3))
        told, _ = sent_by(state, _hook(site.url), other, now=NOW + timedelta(seconds=10))
        assert "is not tried before 2026-06-09 10:00:30+00:00: it answers 503" in told.failures[0]
        assert len(site.got) == 1
        up.append(True)
        told, _ = sent_by(state, _hook(site.url), other, now=NOW + timedelta(seconds=31))
        assert told.sent["hook"] == 3
        assert [got.headers["webhook-id"] for got in site.got[1:]] == [event(number).id for number in (1, 2, 3)]


def test_the_pauses_grow_to_an_hour(state: State) -> None:
    """And a clock that was set back ends them."""
    keep(state, event(1))
    now, pauses = NOW, []
    with served(lambda _: 503) as site:
        for _ in range(10):
            sent_by(state, _hook(site.url), now=now)
            again = outbox.reader(state.connection, "hook").again
            assert again is not None
            pauses.append((again - now).total_seconds())
            now = again
        assert pauses == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
        sent_by(state, _hook(site.url), now=NOW - timedelta(days=400))
        assert len(site.got) == 11


def test_a_sink_that_hangs_costs_its_time_alone(state: State, tmp_path: Path) -> None:
    """The others have everything; what it did is not marked, and the next pass does not pile up behind it."""
    keep(state, event(1))
    release: list[bool] = []

    def answer(_: Got) -> int:
        until = time.monotonic() + 5
        while not release and time.monotonic() < until:
            time.sleep(0.01)
        return 204

    with served(answer) as site:
        began = time.monotonic()
        told, _ = sent_by(state, _hook(site.url), Sink("a", "file", str(tmp_path / "a")), seconds=0.6)
        assert time.monotonic() - began < 3
        assert told.sent == {"hook": 0, "a": 1}
        assert "“hook” failed" in told.failures[0]
        release.append(True)
        until = time.monotonic() + 5
        while is_busy("w1", "hook") and time.monotonic() < until:
            time.sleep(0.01)
        assert sent_by(state, _hook(site.url), now=NOW + timedelta(minutes=1))[0].sent == {"hook": 1}


def test_a_sink_that_still_hangs_is_left_alone(state: State) -> None:
    """Passes of one process do not pile up behind it."""
    keep(state, event(1))
    release = threading.Event()
    thread = threading.Thread(target=release.wait, name="watch w1, sink hook")
    thread.start()
    with served() as site:
        told, _ = sent_by(state, _hook(site.url))
        release.set()
        thread.join()
        assert told.failures == ("The sink “hook” is still busy with an earlier pass.",)
        assert sent_by(state, _hook(site.url))[0].sent == {"hook": 1}


def test_one_poisoned_event_does_not_stop_a_sink(state: State) -> None:
    """After some tries it is put aside and told, and kept; those behind it come in order."""
    with served(lambda got: 422 if got.headers["webhook-id"] == event(2).id else 204) as site:
        keep(state, *(event(number) for number in range(1, 5)))
        now, failures = NOW, []
        for _ in range(8):
            told, _ = sent_by(state, _hook(site.url), now=now)
            failures += told.failures
            now += timedelta(hours=1)
        taken = [got.headers["webhook-id"] for got in site.got if got.headers["webhook-id"] != event(2).id]
    assert taken == [event(1).id, event(3).id, event(4).id]
    assert len(site.got) - len(taken) == 5
    assert f"did not take the event {event(2).id}, which was put aside after 5 tries: it answers 422" in failures[-1]
    (aside,) = outbox.aside(state.connection)
    assert aside.reader == "hook"
    assert [each.id for each in outbox.pending(state.connection, 0, 9)] == [event(2).id]
    assert told.waiting == {"hook": 0}


@pytest.mark.parametrize(("status", "aside"), [(400, 10), (401, 0), (503, 0)])
def test_a_sink_that_refuses_everything_keeps_its_events(state: State, status: int, aside: int) -> None:
    """It is the sink that is wrong then: a few are put aside, the others wait."""
    with served(lambda _: status) as site:
        keep(state, *(event(number) for number in range(30)))
        for hour in range(70):
            sent_by(state, _hook(site.url), now=NOW + timedelta(hours=hour))
    assert len(outbox.aside(state.connection)) == aside
    assert outbox.waiting(state.connection, "hook") == 30 - aside


def test_a_sink_that_fails_for_days_at_one_event(state: State) -> None:
    """It may be the event after all: but only after three days."""
    with served(lambda _: 500) as site:
        keep(state, event(1), event(2))
        for hour in range(72):
            sent_by(state, _hook(site.url), now=NOW + timedelta(hours=hour))
        assert not outbox.aside(state.connection)
        sent_by(state, _hook(site.url), now=NOW + timedelta(hours=73))
        assert len(outbox.aside(state.connection)) == 1


def test_a_new_sink_begins_with_this_pass(state: State, tmp_path: Path) -> None:
    """It does not get what was told long ago; one that is gone is told with what it lacks."""
    keep(state, event(1))
    sent_by(state, Sink("old", "file", str(tmp_path)))
    keep(state, event(2))
    told, _ = sent_by(state, Sink("new", "file", str(tmp_path / "new")))
    assert _ids(tmp_path / "new") == [event(2).id]
    assert told.failures == ("The sink “old” is gone; it did not get 2 events.",)


def test_levels(state: State, tmp_path: Path) -> None:
    """Each sink what its level shows; the key of the ids is for the owner alone, and stays."""
    sinks = [
        Sink(level, "file", str(tmp_path / level), level=level) for level in ("investigator", "regulator", "public")
    ]  # type: ignore[arg-type]
    keep(state, event(1), download())
    told, _ = sent_by(state, *sinks)
    assert told.sent == {"investigator": 2, "regulator": 2, "public": 1}
    for level in ("regulator", "public"):
        text = (tmp_path / level).read_text("ascii")
        assert "192.0.2.77" not in text
        assert "Needle" not in text
        assert event(1).id not in text
    key = state.folder / "ids.key"
    before = key.read_bytes()
    assert len(before) == 32
    assert key.stat().st_mode & 0o77 == 0
    keep(state, event(2))
    sent_by(state, *sinks)
    assert key.read_bytes() == before


def test_nothing_to_tell(state: State, tmp_path: Path) -> None:
    """No sink is even opened."""
    told, lines = sent_by(state, Sink("a", "file", str(tmp_path / "a")), Sink("c", "command", command=("/nowhere",)))
    assert (told.failures, lines) == ((), [])
    assert not (tmp_path / "a").exists()
