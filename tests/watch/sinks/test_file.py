"""A file that events are added to."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from forensics.watch.sinks import file
from forensics.watch.sinks.message import UndeliveredError
from forensics.watch.watched import Sink
from tests.support.as_nobody import posix
from tests.support.watch_events import about, event, message


def _send(path: Path, *numbers: int) -> None:
    with file.opened(Sink("f", "file", str(path)), about()) as send:
        send([message(event(number)) for number in numbers])


@posix
def test_lines_are_added_for_the_owner_alone(tmp_path: Path) -> None:
    """Whatever the umask, and again in the next pass."""
    before = os.umask(0)
    try:
        _send(tmp_path / "events.jsonl", 1, 2)
        _send(tmp_path / "events.jsonl", 3)
    finally:
        os.umask(before)
    lines = (tmp_path / "events.jsonl").read_text("ascii").splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["1.xlsx", "2.xlsx", "3.xlsx"]
    assert (tmp_path / "events.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_torn_line_is_ended(tmp_path: Path) -> None:
    """So that the next event has a line of its own."""
    (tmp_path / "f").write_bytes(b'{"event": "publ')
    _send(tmp_path / "f", 1)
    torn, whole = (tmp_path / "f").read_text("ascii").splitlines()
    assert torn == '{"event": "publ'
    assert json.loads(whole)["id"] == event(1).id


def test_a_file_that_was_rotated_is_begun_anew(tmp_path: Path) -> None:
    """Each pass opens it by its name."""
    _send(tmp_path / "f", 1)
    (tmp_path / "f").rename(tmp_path / "f.1")
    _send(tmp_path / "f", 2)
    assert json.loads((tmp_path / "f").read_bytes())["file"] == "2.xlsx"
    assert json.loads((tmp_path / "f.1").read_bytes())["file"] == "1.xlsx"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, one that is missing, a pipe without a reader, a device."""
    for path in (tmp_path, tmp_path / "none" / "f"):
        with pytest.raises(UndeliveredError, match="cannot be opened"):
            _send(path, 1)


@posix
def test_a_pipe_or_a_device_is_refused(tmp_path: Path) -> None:
    """At once: a pipe without a reader would hang."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(UndeliveredError, match="no ordinary file"):
            _send(path, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the reason of the system."""
    monkeypatch.setattr(file.stat, "S_ISREG", lambda _: True)
    with pytest.raises(UndeliveredError, match="cannot be written: No space left"):
        _send(Path("/dev/full"), 1)
