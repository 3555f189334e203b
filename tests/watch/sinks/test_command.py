"""A program that is handed each event."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from forensics.watch.sinks import command
from forensics.watch.sinks.message import UndeliveredError
from forensics.watch.watched import Sink
from tests.support.as_nobody import posix
from tests.support.watch_events import about, download, event, message

WRITES = "import os,sys,json; open(sys.argv[1],'a').write(json.dumps([sys.stdin.read(), dict(os.environ)])+'\\n')"


def _send(*told: object, seconds: float = 10.0, numbers: tuple[int, ...] = (1,)) -> None:
    with command.opened(Sink("c", "command", command=tuple(map(str, told))), about(seconds)) as send:
        send([message(event(number)) for number in numbers])


def test_it_gets_the_event_and_little_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On its standard input; what stands in our environment is not its business."""
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    _send(sys.executable, "-c", WRITES, tmp_path / "out", numbers=(1, 2))
    lines = [json.loads(line) for line in (tmp_path / "out").read_text("utf-8").splitlines()]
    assert [json.loads(line[0])["id"] for line in lines] == [event(1).id, event(2).id]
    environment = lines[0][1]
    assert (environment["FORENSICS_EVENT"], environment["FORENSICS_ID"]) == ("published", event(1).id)
    assert "AWS_SECRET_ACCESS_KEY" not in environment


def test_no_shell_reads_its_arguments(tmp_path: Path) -> None:
    """They are what they are."""
    _send(sys.executable, "-c", WRITES, f"{tmp_path}/$(id);&'\"")
    assert (tmp_path / "$(id);&'\"").exists()


@pytest.mark.parametrize(("code", "fault"), [(65, "refused"), (75, "down"), (1, "unclear"), (127, "unclear")])
def test_what_its_end_means(code: int, fault: str) -> None:
    """65 is of the event, 75 of the moment."""
    with pytest.raises(UndeliveredError, match=f"ended with {code}") as caught:
        _send(sys.executable, "-c", f"raise SystemExit({code})")
    assert caught.value.fault == fault


def test_one_that_does_not_read_is_no_error() -> None:
    """It may know enough from its environment."""
    with command.opened(Sink("c", "command", command=(sys.executable, "-c", "pass")), about()) as send:
        send([message(download(because="x" * 1_000_000))])


def test_what_cannot_be_started_is_told(tmp_path: Path) -> None:
    """A program that is missing, is none, or has a name that no program has."""
    (tmp_path / "text").write_text("no program", encoding="ascii")
    for name in (tmp_path / "missing", tmp_path / "text", "a\0b"):
        with pytest.raises(UndeliveredError, match="cannot be started"):
            _send(name)
    with pytest.raises(UndeliveredError, match="names no program"):
        _send()


@posix
def test_one_that_hangs_is_ended_with_what_it_started(tmp_path: Path) -> None:
    """Nothing of it writes later."""
    code = (
        "import subprocess,sys,time; subprocess.Popen(['sh','-c','sleep 0.8; echo x > '+sys.argv[1]]); time.sleep(60)"
    )
    began = time.monotonic()
    with pytest.raises(UndeliveredError, match="did not end in time"):
        _send(sys.executable, "-c", code, tmp_path / "late", seconds=0.4)
    assert time.monotonic() - began < 5
    time.sleep(0.8)
    assert not (tmp_path / "late").exists()
