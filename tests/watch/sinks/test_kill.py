"""A process that is killed while it tells events: none is lost, and what is told again has the same id."""

from __future__ import annotations

import json
import random
from pathlib import Path

from forensics.watch.sinks import deliver
from forensics.watch.state import opened
from forensics.watch.watched import Sink
from tests.support.as_nobody import posix
from tests.support.killed import killing
from tests.support.watch_events import NOW, event, watch

_EVENTS = 40  # a pass

#: Passes: events found in one step, then delivered. Numbers go on where those in the state end.
_PASSES = """
from datetime import UTC, datetime
from pathlib import Path
from forensics.watch.sinks import deliver
from forensics.watch.state import opened, outbox
from forensics.watch.watched import Sink
from tests.support.watch_events import NOW, event, watch
def work(folder, printed, filed):
    sink = Sink("f", "file", filed)
    with opened(Path(folder), "w1") as state, open(printed, "a") as out:
        while True:
            (found,) = state.connection.execute("SELECT coalesce(max(pass), 0) FROM outbox").fetchone()
            with state.step() as connection:
                for number in range(found + 1, found + 41):
                    outbox.add(connection, [event(number)], number)
            deliver(state, watch(state.folder, sink), NOW, out)
"""


def _told(path: Path) -> list[str]:
    """The ids in a file to which lines were added; the rest of a torn line is no event."""
    lines = path.read_text("ascii").splitlines()
    return [json.loads(line)["id"] for line in lines if line.startswith('{"event"') and line.endswith("}")]


@posix
def test_no_event_is_lost_however_often_it_is_killed(tmp_path: Path) -> None:
    """Between print and mark, in a step, while the file is written: stdout and a sink have each event."""
    chosen = random.Random(20260609)
    printed, filed = tmp_path / "printed", tmp_path / "filed"
    with killing(_PASSES, tmp_path / "state", printed, filed) as kill:
        assert all(kill(chosen.uniform(0.02, 0.15)) == -9 for _ in range(8))
    with opened(tmp_path / "state", "w1") as state, printed.open("a", encoding="ascii") as out:
        assert not state.rebuilt
        told = deliver(state, watch(state.folder, Sink("f", "file", str(filed))), NOW, out)
        (count,) = state.connection.execute("SELECT max(pass) FROM outbox").fetchone()
    assert not told.failures
    wanted = [event(number).id for number in range(1, count + 1)]
    assert count > _EVENTS
    for path in (printed, filed):
        ids = _told(path)
        assert list(dict.fromkeys(ids)) == wanted
    assert len(_told(printed)) > told.printed  # it was killed after it had told something
