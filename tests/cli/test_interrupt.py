"""Ctrl-C in the middle of a scan: it ends at once, and nothing half-written is left."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from forensics.scan.engines.engine import pool
from tests.support.as_nobody import posix
from tests.support.command import ENVIRONMENT
from tests.support.small_case import listing, write_case

MESSAGE = b"forensics: interrupted; no half-written report was left\n"
#: The command, whose scans wait for ever behind their first chunk, and say so by a file.
STUCK = """\
import signal
import sys
import time
from pathlib import Path

from forensics.scan import progress
from forensics.cli import main


def stuck(source, position):
    Path(mark).touch()
    while True:
        time.sleep(1)


for name in ("SIGTERM", "SIGHUP"):  # whoever runs the tests may have them ignored, as nohup does
    signal.signal(getattr(signal, name), signal.SIG_DFL)
mark = sys.argv.pop(1)
progress.quiet.advance = stuck
main()
"""
#: For good, as far as a test is concerned.
LONG = 60


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """The small case, in a folder of its own."""
    (tmp_path / "case").mkdir()
    return write_case(tmp_path / "case")


@pytest.fixture
def released() -> Iterator[Event]:
    """What a job waits for that takes long; set at the end of the test."""
    event = Event()
    yield event
    event.set()


def _interrupted(folder: Path, *arguments: str | Path, by: int = signal.SIGINT) -> subprocess.Popen[bytes]:
    """The command, which was sent a signal while it scanned; it has ended."""
    mark, pipe = folder / "stuck", subprocess.PIPE
    command = [sys.executable, "-c", STUCK, *map(str, (mark, *arguments))]
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=ENVIRONMENT) as child:
        while not mark.exists():
            assert child.poll() is None, child.communicate()
        child.send_signal(by)
        try:
            assert child.communicate(timeout=LONG) == (b"", MESSAGE)
        finally:
            child.kill()
    mark.unlink()
    return child


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_no_report_is_left(jobs: str, case_file: Path, tmp_path: Path) -> None:
    """Code 130, one sentence, no folder, whether or not the logs are read in threads; the logs lie as they lay."""
    before = listing(case_file.parent)
    ended = _interrupted(tmp_path, "investigate", case_file, "-o", tmp_path / "reports" / "one", "--jobs", jobs)
    assert ended.returncode == 130
    assert list(tmp_path.iterdir()) == [case_file.parent]
    assert listing(case_file.parent) == before


@posix
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_whoever_ends_it_finds_nothing_half_done(name: str, code: int, case_file: Path, tmp_path: Path) -> None:
    """By `kill`, a service manager, or a terminal that was closed: as by Ctrl-C, with the code that shells have."""
    arguments = ("investigate", case_file, "-o", tmp_path / "reports" / "one")
    assert _interrupted(tmp_path, *arguments, by=getattr(signal, name)).returncode == code
    assert list(tmp_path.iterdir()) == [case_file.parent]


@posix
def test_an_earlier_report_stays(case_file: Path, tmp_path: Path) -> None:
    """Byte for byte, and nothing beside it."""
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "findings.json").write_text('{"case": {"id": "leak-1"}, "of": "an earlier run"}', encoding="utf-8")
    (folder / "report.html").write_text("of an earlier run", encoding="utf-8")
    before = listing(folder)
    _interrupted(tmp_path, "investigate", case_file, "-o", folder)
    assert listing(folder) == before
    assert sorted(tmp_path.iterdir()) == [case_file.parent, folder]


def test_an_interrupt_in_any_thread_ends_all(released: Event) -> None:
    """Ctrl-C is taken by polars itself while it works: the job in which it does that must not wait for its turn."""

    def work(job: str) -> str:
        if job == "interrupted":
            raise KeyboardInterrupt
        released.wait(LONG)
        return job

    with pytest.raises(KeyboardInterrupt):
        next(pool(2)(work, ["long", "interrupted"]))
    assert not released.is_set()


def test_other_errors_come_in_the_order_of_the_jobs(released: Event) -> None:
    """Which of two errors is told does not depend on which came first."""

    def work(job: str) -> None:
        if job == "first":
            released.wait(LONG)
        else:
            released.set()
        raise ValueError(job)

    with pytest.raises(ValueError, match="first"):
        next(pool(2)(work, ["first", "second"]))
