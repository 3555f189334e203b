"""The state file: its folder, its lock, what is done with one that cannot be used, and steps that are whole."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from forensics.errors import StateError
from forensics.watch.state import State, begin_pass, last_passes, looked_into, opened, outbox
from forensics.watch.state.state import APPLICATION, FILE, _set_up
from tests.support.as_nobody import posix, reachable_folder
from tests.support.killed import killing
from tests.support.watch_events import NOW, event, keep

ROOT = Path(__file__).parents[3]


def _begin(folder: Path, events: int = 40) -> Path:
    """A state with a pass and events in it, of which half were told; its file."""
    with opened(folder, "w1") as state:
        keep(state, *(event(number) for number in range(events)))
        with state.step() as connection:
            outbox.enrol(connection, [])
            outbox.mark(connection, outbox.STDOUT, events // 2)
            outbox.forget_told(connection)
    return folder / FILE


def _python(code: str, *arguments: object) -> subprocess.Popen[str]:
    told = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(told, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_all_of_it_is_for_its_owner_alone(tmp_path: Path, umask: int) -> None:
    """Whatever the umask; the log and the index beside it too."""
    before = os.umask(umask)
    try:
        with opened(tmp_path / "state", "w1") as state:
            keep(state, event(1))
            modes = {path.name: path.stat().st_mode & 0o777 for path in state.folder.iterdir()}
    finally:
        os.umask(before)
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700
    assert {"state.sqlite", "state.sqlite-wal", "state.sqlite-shm", "state.lock"} <= modes.keys()
    assert all(mode & 0o177 == 0 for mode in modes.values())
    assert modes["state.sqlite"] == 0o600


@posix
def test_a_folder_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    """As a service manager may have made it."""
    (tmp_path / "state").mkdir(mode=0o755)
    with opened(tmp_path / "state", "w1"):
        assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700


def test_what_was_written_is_there_again(tmp_path: Path) -> None:
    """Settings as they must be, and passes in their order."""
    with opened(tmp_path, "w1") as state:
        assert state.new
        assert not state.rebuilt
        with state.step() as connection:
            assert begin_pass(connection, NOW) == 1
        asked = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _SETTINGS}
        assert asked == _SETTINGS
    with opened(tmp_path, "w1") as state:
        assert not state.new
        assert not state.notes
        assert [each.number for each in last_passes(state.connection)] == [1]
    with looked_into(tmp_path, "w1") as connection:
        assert len(last_passes(connection)) == 1
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("DELETE FROM passes")


_SETTINGS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "application_id": APPLICATION}


def test_a_second_pass_is_told_who_has_it(tmp_path: Path) -> None:
    """Process, host and time; what stands in the file beside the lock is not trusted."""
    with opened(tmp_path, "w1"):
        with pytest.raises(StateError, match=rf"has the state.*: process {os.getpid()} on .*, since \d{{4}}-.* UTC"):
            opened(tmp_path, "w1").__enter__()
        (tmp_path / "state.holder").write_text('{"pid": 1, "host": "\\u001b[31m"}', encoding="ascii")
        with pytest.raises(StateError, match=r"process 1 on \\x1b\[31m"):
            opened(tmp_path, "w1").__enter__()
        (tmp_path / "state.holder").write_text("[]", encoding="ascii")
        with pytest.raises(StateError, match="another pass has the state of this watch: another process"):
            opened(tmp_path, "w1").__enter__()


_HOLDS = """
import sys, time
from pathlib import Path
from forensics.watch.state import opened
with opened(Path(sys.argv[1]), "w1"):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@posix
def test_a_killed_pass_holds_nothing(tmp_path: Path) -> None:
    """The lock is the system's."""
    with _python(_HOLDS, tmp_path, 60) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        with pytest.raises(StateError, match=f"process {child.pid} "):
            opened(tmp_path, "w1").__enter__()
        child.kill()
        child.wait()
    with opened(tmp_path, "w1") as state:
        assert not state.rebuilt


def test_who_waits_gets_it(tmp_path: Path) -> None:
    """For a process that goes on for days and meets another."""
    with _python(_HOLDS, tmp_path, 0.3) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        with opened(tmp_path, "w1", wait=20):
            pass


def test_the_state_of_another_watch_is_refused(tmp_path: Path) -> None:
    """It is whole, and stays where it is."""
    file = _begin(tmp_path)
    before = file.read_bytes()
    with pytest.raises(StateError, match="state of the watch 'w1', not of 'w2'"):
        opened(tmp_path, "w2").__enter__()
    with pytest.raises(StateError, match="not of 'w2'"):
        looked_into(tmp_path, "w2").__enter__()
    assert file.read_bytes() == before


def test_a_newer_state_is_refused(tmp_path: Path) -> None:
    """With what to do."""
    file = _begin(tmp_path)
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StateError, match="newer version of this program") as caught:
        opened(tmp_path, "w1").__enter__()
    assert "move the folder away" in caught.value.hint


def _nonsense(file: Path) -> None:
    file.write_bytes(b"nonsense " * 1000)


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-5000])


def _without_its_end(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:1500])


def _zeroed(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    file.write_bytes(content)


def _header_alone(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[100:4096] = bytes(3996)
    file.write_bytes(content)


def _without_a_table(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE outbox")
    connection.close()


def _of_another_program(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()


def _index_apart(file: Path) -> None:
    """An index without its rows, and no clean end: what only the full check finds."""
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE about SET ended = 0")
        connection.execute("PRAGMA writable_schema = ON")
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'outbox_held'").fetchone()
    connection.close()
    content = bytearray(file.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\x0a" + bytes(4) + b"\x10\x00" + bytes(4089)  # an empty leaf
    file.write_bytes(content)


_BREAKS = [
    _nonsense, _truncated, _without_its_end, _zeroed, _header_alone, _without_a_table, _of_another_program, _index_apart
]  # fmt: skip


@pytest.mark.parametrize("damage", _BREAKS, ids=lambda each: each.__name__.strip("_"))
def test_a_broken_state_is_set_aside(tmp_path: Path, damage: object) -> None:
    """It is named, kept as it was, and a new one begun that is sound the next time."""
    file = _begin(tmp_path)
    damage(file)  # type: ignore[operator]
    content = file.read_bytes()
    with opened(tmp_path, "w1") as state:
        assert state.rebuilt
        assert state.new
        assert "state.sqlite.broken-1" in state.notes[0]
        keep(state, event(7))
    assert (tmp_path / "state.sqlite.broken-1").read_bytes() == content
    with opened(tmp_path, "w1") as state:
        assert not state.rebuilt


def test_each_broken_state_has_a_number_of_its_own(tmp_path: Path) -> None:
    """Nothing is overwritten; its log goes with it."""
    file = _begin(tmp_path)
    for number in (1, 2):
        _nonsense(file)
        Path(f"{file}-wal").write_bytes(b"log")
        with opened(tmp_path, "w1") as state:
            assert f"broken-{number}" in state.notes[0]
    assert (tmp_path / "state.sqlite.broken-2").exists()


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
def test_a_log_of_nonsense_changes_nothing(tmp_path: Path, suffix: str) -> None:
    """What SQLite does not know as its own it passes over."""
    file = _begin(tmp_path)
    Path(f"{file}{suffix}").write_bytes(random.Random(1).randbytes(50_000))
    with opened(tmp_path, "w1") as state:
        assert state.rebuilt or outbox.pending(state.connection, 20, 1)


def test_a_log_of_another_state_does_no_harm(tmp_path: Path) -> None:
    """Pages of another file in this one are damage, which is seen."""
    file = _begin(tmp_path / "one")
    with opened(tmp_path / "two", "w1") as state:
        keep(state, *(event(number, "removed") for number in range(3000)))
        shutil.copy(tmp_path / "two" / f"{FILE}-wal", f"{file}-wal")
    with opened(tmp_path / "one", "w1") as state:
        told = state.connection.execute("PRAGMA integrity_check").fetchone()
    assert told == ("ok",)


def test_what_was_told_is_not_told_again_by_a_state_begun_anew(tmp_path: Path) -> None:
    """As far as the broken file can be read: its events that all had keep their ids."""
    _without_about = _begin(tmp_path)
    with sqlite3.connect(_without_about) as connection:
        connection.execute("DROP TABLE put_aside")
    connection.close()
    with opened(tmp_path, "w1") as state:
        assert state.rebuilt
        keep(state, *(event(number) for number in range(40)))
        assert len(outbox.pending(state.connection, 0, 100)) == 20


def _interrupted(state: State) -> None:
    with state.step() as connection:
        begin_pass(connection, NOW)
        raise KeyboardInterrupt


def test_a_step_is_whole_or_nothing(tmp_path: Path) -> None:
    """Whatever ends it."""
    with opened(tmp_path, "w1") as state:
        with pytest.raises(KeyboardInterrupt):
            _interrupted(state)
        assert not last_passes(state.connection)
        with state.step() as connection:
            begin_pass(connection, NOW)
        assert last_passes(state.connection)


def test_a_full_disk_is_told_and_the_next_pass_goes_on(tmp_path: Path) -> None:
    """The step that met it left nothing."""
    with opened(tmp_path, "w1") as state:
        keep(state, event(0))
        (pages,) = state.connection.execute("PRAGMA page_count").fetchone()
        state.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StateError, match="the disk is full") as caught:
            keep(state, *(event(number) for number in range(1, 5000)))
        assert caught.value.where == str(tmp_path)
        assert "the next pass goes on" in caught.value.hint
    with opened(tmp_path, "w1") as state:
        assert len(outbox.pending(state.connection, 0, 10)) == 1
        keep(state, *(event(number) for number in range(1, 50)))
        assert len(outbox.pending(state.connection, 0, 100)) == 50


def test_mistakes_of_the_program_stay_what_they_are(tmp_path: Path) -> None:
    """A StateError is for what a user can mend."""
    with opened(tmp_path, "w1") as state, pytest.raises(sqlite3.OperationalError), state.step() as connection:
        connection.execute("SELECT nothing FROM nowhere")


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    """And a folder where the file should be."""
    (tmp_path / "file").write_text("x", encoding="ascii")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StateError, match="the state of the watch cannot be used"):
            opened(place, "w1").__enter__()
    (tmp_path / "state" / FILE).mkdir(parents=True)
    with pytest.raises(StateError, match="the state of the watch cannot be used"):
        opened(tmp_path / "state", "w1").__enter__()


_AS_NOBODY = """
import os, sys
from pathlib import Path
from forensics.errors import StateError
from forensics.watch.state import opened, begin_pass
from datetime import UTC, datetime
import sqlite3, filelock, forensics.watch.state.state
from filelock import FileLock
FileLock("/dev/null")
if os.geteuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
try:
    with opened(Path(sys.argv[1]), "w1") as state, state.step() as connection:
        begin_pass(connection, datetime(2026, 1, 1, tzinfo=UTC))
    print("wrote")
except StateError as error:
    print(error, error.hint)
"""


@posix
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """By a user without rights: a sentence with the folder, no traceback."""
    del tmp_path
    with reachable_folder() as folder:
        (folder / "state").mkdir()
        (folder / "state").chmod(0o555)
        with _python(_AS_NOBODY, folder / "state") as child:
            told, errors = child.communicate(timeout=60)
    assert "the state of the watch cannot be used: Permission denied" in told, errors
    assert str(folder / "state") in told


def test_where_there_can_be_no_log_the_older_journal_serves() -> None:
    """As on some network file systems: SQLite's module with lock files has no shared memory either."""
    with reachable_folder() as folder:
        file = folder / "x.sqlite"
        connection = sqlite3.connect(f"{file.as_uri()}?vfs=unix-dotfile", uri=True, isolation_level=None)
        _set_up(connection)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        connection.close()


_WRITES = """
from pathlib import Path
from forensics.watch.event import Event, event_id
from forensics.watch.state import opened, outbox
def work(folder):
    with opened(Path(folder), "w1") as state:
        (begun,) = state.connection.execute("SELECT coalesce(max(pass), 0) FROM outbox").fetchone()
        for number in range(begun + 1, 10**6):
            with state.step() as connection:
                events = [Event(kind, event_id(kind, number), None) for kind in ("published", "flagged")]
                outbox.add(connection, events, number)
                connection.execute("INSERT INTO passes (number, began) VALUES (?, 0)", (number,))
"""
_COUNTED = "SELECT (SELECT count(*) FROM passes), (SELECT count(*) FROM outbox), (SELECT max(pass) FROM outbox)"


@posix
def test_a_kill_at_any_moment_leaves_whole_steps(tmp_path: Path) -> None:
    """Tables that a step writes together are never apart, and no state is broken by it."""
    chosen = random.Random(20260609)
    with killing(_WRITES, tmp_path) as kill:
        passes, number = 0, 0
        while number < 12 or (not passes and number < 100):  # a busy machine kills it before it has begun
            number += 1
            assert kill(chosen.uniform(0.0, 0.08)) == -9
            with opened(tmp_path, "w1") as state:
                assert not state.rebuilt
                passes, events, last = state.connection.execute(_COUNTED).fetchone()
            assert (events, last or 0) == (2 * passes, passes)
    assert passes
