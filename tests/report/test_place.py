"""One run at a time has the place of a report; one that was ended there leaves a whole report with its custody."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from forensics.custody import log as custody
from forensics.errors import OutputError
from forensics.output import exchange
from forensics.output import folder as output
from forensics.output.folder import claimed, left_in_place, staged
from forensics.output.private import replace_file, write_file
from forensics.report.place import refuse_foreign
from tests.support.as_nobody import posix
from tests.support.killed import killing

#: Writes reports of three files, one after the other; each keeps the custody log of the one before it.
_REPORTS = """
from pathlib import Path
from forensics.output import folder as output
from forensics.custody import log as custody
from forensics.output.private import write_file

def work(folder, *without_exchange):
    if without_exchange:
        output.exchange = lambda *_: False
    place = Path(folder) / "report"
    while True:
        with output.claimed(place):
            kept = custody.kept(place)
            number = str(len(kept.splitlines())).encode()
            log = custody.extend(kept, [custody.act("count", "a case")])
            with output.staged(place) as staging:
                for name in ("findings.json", "report.html"):
                    write_file(staging / name, number)
                write_file(staging / "custody.jsonl", log)
"""


_HOLDER = """
import sys
from pathlib import Path
from forensics.output.folder import claimed

with claimed(Path(sys.argv[1])):
    print(flush=True)
    input()
"""


def _numbers(place: Path) -> list[int]:
    """Entries of the custody log, and what the two files say that they were; all equal in a whole report."""
    log = (place / "custody.jsonl").read_bytes()
    assert not custody.faults(log)
    return [len(log.splitlines()) - 1, *(int((place / name).read_text()) for name in ("findings.json", "report.html"))]


@posix
@pytest.mark.parametrize("more", [[], ["without exchange"]])
def test_kills_at_any_moment_lose_no_entry(tmp_path: Path, more: list[str]) -> None:
    """There is one whole report under its name, and its custody log never gets shorter."""
    chosen, place, entries = random.Random(20260608), tmp_path / "report", 0
    with killing(_REPORTS, tmp_path, *more) as kill:
        for _ in range(25):
            assert kill(chosen.uniform(0.0, 0.03)) == -9
            with claimed(place):
                if not place.exists():
                    assert not entries
                    continue
                numbers = _numbers(place)
            assert len(set(numbers)) == 1
            assert numbers[0] >= entries
            entries = numbers[0]
            assert {path.name for path in tmp_path.iterdir()} == {"report"}


@posix
@pytest.mark.skipif(exchange._step() is None, reason="this system has no step in which two folders change places")
def test_under_its_name_there_is_always_a_report(tmp_path: Path) -> None:
    """Also before the next run puts anything right."""
    place = tmp_path / "report"
    with staged(place) as staging:
        write_file(staging / "findings.json", b"0")
    with killing(_REPORTS, tmp_path) as kill:
        for _ in range(10):
            kill(0.01)
            assert (place / "findings.json").is_file()


#: Writes one report over another and then one more entry into its custody log, and is killed at the call of that
#: number that changes a file.
_AT_CALL = """
import os, signal, sys
from pathlib import Path
from forensics.custody import log as custody
from forensics.custody.derived import append
from forensics.output import folder as output
from forensics.output.private import write_file
from tests.report.test_place import write_one

place, without = Path(sys.argv[1]), len(sys.argv) > 2
CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree")
for line in sys.stdin:
    process = os.fork()
    if not process:
        left = int(line)

        def count(name, found):
            global left
            if name in CHANGES or (name == "open" and isinstance(found[2], int) and found[2] & os.O_CREAT):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)

        real, sync = output.exchange, os.fsync
        output.exchange = lambda *both: count("os.rename", ()) or (False if without else real(*both))
        os.fsync = lambda handle: count("os.rename", ()) or sync(handle)
        sys.addaudithook(count)
        write_one(place)
        append(place, [custody.act("look", "a case")])
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)
"""


def write_one(place: Path) -> None:
    """A report of three files, which keeps the custody log of the one before it."""
    with claimed(place):
        kept = custody.kept(place)
        number = str((custody.last(kept, "count") and kept.count(b'"count"')) or 0).encode()
        with staged(place) as staging:
            for name in ("findings.json", "report.html"):
                write_file(staging / name, number)
            write_file(staging / "custody.jsonl", custody.extend(kept, [custody.act("count", "a case")]))


@posix
@pytest.mark.parametrize("more", [[], ["without exchange"]], ids=["by exchange", "by two renames"])
def test_a_kill_at_each_call_that_changes_a_file(tmp_path: Path, more: list[str]) -> None:
    """One whole report under its name, no entry lost, nothing left beside it, and the next run is not refused."""
    place, entries, number, code = tmp_path / "report", b"", 0, -9
    write_one(place)
    command = [sys.executable, "-c", _AT_CALL, str(place), *more]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as killed:
        assert killed.stdin is not None
        assert killed.stdout is not None
        while code == -9:
            number += 1
            print(number, file=killed.stdin, flush=True)
            code = int(killed.stdout.readline())
            refuse_foreign(place)
            with claimed(place):
                log = (place / "custody.jsonl").read_bytes()
                assert not custody.faults(log)
                assert log.startswith(entries)
                assert (place / "findings.json").read_bytes() == (place / "report.html").read_bytes()
                assert int((place / "findings.json").read_bytes()) == log.count(b'"count"') - 1
                assert {path.name for path in place.iterdir()} == {"findings.json", "report.html", "custody.jsonl"}
            assert [path.name for path in tmp_path.iterdir()] == ["report"]
            entries = log
        killed.stdin.close()
    assert (code, number > 25) == (0, True)


def test_all_of_a_report_is_on_the_disk_before_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file and folder of it, then its name, then the folder that holds the name: a power failure leaves one of
    the two reports whole."""
    write_one(tmp_path / "report")
    done: list[str] = []
    settle, swap = output.settle, output.exchange

    def record(path: Path) -> None:
        done.append(path.name if path.parent != tmp_path else "all" if path.is_dir() else path.name)
        settle(path)

    def put(one: Path, other: Path) -> bool:
        done.append("name")
        return swap(one, other)

    monkeypatch.setattr(output, "settle", record)
    monkeypatch.setattr(output, "exchange", put)
    write_one(tmp_path / "report")
    assert sorted(done[:3]) == ["custody.jsonl", "findings.json", "report.html"]
    assert done[3:] == ["all", "name", tmp_path.name]


def test_a_report_that_is_replaced_while_it_is_read(tmp_path: Path) -> None:
    """What was found is half of either: told, whatever it was; an entry more in its custody log is not that."""
    place = tmp_path / "report"
    write_one(place)
    with left_in_place(place):
        replace_file(place / "custody.jsonl", b"")

    def differs() -> None:
        with left_in_place(place):
            write_one(place)
            raise ValueError("a difference between the two")

    with pytest.raises(OutputError, match="written anew while it was read"):
        differs()


def test_a_second_run_is_told_who_has_the_place(tmp_path: Path) -> None:
    """It names the process, writes nothing, and the first one is not disturbed."""
    command = [sys.executable, "-c", _HOLDER, str(tmp_path / "r")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        first.stdout.readline()
        told = rf"another run is writing this folder: process {first.pid} on "
        with pytest.raises(OutputError, match=told), staged(tmp_path / "r"):
            pass
        first.communicate(b"\n")
    assert not list(tmp_path.iterdir())


def test_what_earlier_runs_left_is_taken_away(tmp_path: Path) -> None:
    """Stagings, and nothing that only looks like one."""
    for name in (".r.new", ".r.0123abcd.new", ".r.notes.new", ".other.0123abcd.new"):
        (tmp_path / name).mkdir()
    with claimed(tmp_path / "r"):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {".r.notes.new", ".other.0123abcd.new"}


def test_a_share_without_locks_takes_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run there has names of its own."""

    def refuse(*_: object, **__: object) -> object:
        raise NotImplementedError

    monkeypatch.setattr(output, "held", refuse)
    with staged(tmp_path / "r") as staging:
        write_file(staging / "a", b"1")
    assert (tmp_path / "r" / "a").read_bytes() == b"1"


@posix
def test_folders_above_are_for_the_owner_alone(tmp_path: Path) -> None:
    """Also under a umask that keeps nothing back."""
    earlier = os.umask(0)
    try:
        with staged(tmp_path / "a" / "b" / "r"):
            pass
    finally:
        os.umask(earlier)
    assert {(tmp_path / path).stat().st_mode & 0o777 for path in ("a", "a/b", "a/b/r")} == {0o700}
