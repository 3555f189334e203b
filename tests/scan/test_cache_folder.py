"""The folder in which scans are kept: private, whole, and worth nothing where it is damaged."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from forensics.errors import OutputError
from forensics.scan.cache.cache import Cache
from tests.support.cache_fixture import LEAK, ask, case_in, entries, first_log, told
from tests.support.command import ENVIRONMENT, refused, run

_DAMAGED = "is damaged: the log was scanned again"


def test_kept_scans_are_private(tmp_path: Path) -> None:
    """They hold log lines: a folder that only its owner enters, files that only he reads, and nothing unfinished."""
    folder = tmp_path / "new" / "cache"
    ask(case_in(tmp_path), folder)
    assert [path.suffix for path in entries(folder)] == [".scan", ".scan"]
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in entries(folder)} == {0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o755, 0o770, 0o702])
def test_a_folder_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    """Whoever writes there could change the answer."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache").chmod(mode)
    refused(run("investigate", case_in(tmp_path), "--cache", tmp_path / "cache"), "others may", "chmod 700")


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    """Before anything is scanned."""
    (tmp_path / "cache").write_text("")
    with pytest.raises(OutputError, match="scans cannot be kept here"):
        Cache(tmp_path / "cache")


def _flipped(data: bytes, place: int) -> bytes:
    place %= len(data)
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"notes about the leak\n",
        lambda data: data[: len(data) // 2],
        lambda data: data + b"\n",
        lambda data: _flipped(data, 40),
        lambda data: _flipped(data, -1),
    ],
)
def test_a_damaged_entry_is_ignored_told_and_replaced(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    """And what another program put under its name."""
    case = case_in(tmp_path)
    ask(case, tmp_path / "cache")
    one = entries(tmp_path / "cache")[0]
    one.write_bytes(damage(one.read_bytes()))
    second = ask(case, tmp_path / "cache")
    assert len(second.reused) == 1
    assert _DAMAGED in second.told[0]
    assert ask(case, tmp_path / "cache").told == (told(2, 2),)


def test_entries_that_have_changed_places_are_ignored(tmp_path: Path) -> None:
    """An entry says itself which file it is about."""
    case = case_in(tmp_path)
    ask(case, tmp_path / "cache")
    one, other = entries(tmp_path / "cache")
    one.write_bytes(other.read_bytes())
    assert _DAMAGED in ask(case, tmp_path / "cache").told[0]


def test_what_cannot_be_kept_is_told_and_changes_no_answer(tmp_path: Path) -> None:
    """Here a folder stands under the name of an entry."""
    case = case_in(tmp_path)
    ask(case, tmp_path / "cache")
    one = entries(tmp_path / "cache")[0]
    one.unlink()
    one.mkdir()
    notes = ask(case, tmp_path / "cache").told
    assert ["cannot be read" in notes[0], "could not be kept" in notes[1], notes[2]] == [True, True, told(1, 2)]
    assert len(entries(tmp_path / "cache")) == 2


def test_damaged_logs_and_standard_input_are_not_kept(tmp_path: Path) -> None:
    """What was wrong with a file may be another thing the next time."""
    log = tmp_path / "access.log.gz"
    log.write_bytes(gzip.compress(LEAK * 200)[:-9])
    for name, stdin in ((log, None), (log, None), ("-", LEAK), ("-", LEAK)):
        result = run("count", "leak.xlsx", name, "--cache", tmp_path / "cache", stdin=stdin)
        assert told(0, 1) in result.stderr
    assert entries(tmp_path / "cache") == []


def test_two_runs_side_by_side(tmp_path: Path) -> None:
    """Both give the answer, and leave whole entries."""
    case = case_in(tmp_path)
    log = first_log(case)
    command = [sys.executable, "-m", "forensics", "count", "leak.xlsx", log, "--json", "--cache", tmp_path / "cache"]
    pipe = subprocess.PIPE
    started = [subprocess.Popen(command, env=ENVIRONMENT, stdout=pipe, stderr=pipe) for _ in range(2)]
    answers = {process.communicate()[0] for process in started}
    assert [process.returncode for process in started] == [0, 0]
    assert answers == {run("count", "leak.xlsx", log, "--json").stdout_bytes}
    assert [path.suffix for path in entries(tmp_path / "cache")] == [".scan"]
