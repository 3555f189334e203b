"""The command: it prints the address, serves on loopback alone, and ends when whoever started it does."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.support.as_nobody import posix
from tests.support.command import refused, run
from tests.support.explore_fixture import lay_out
from tests.support.report_fixture import findings
from tests.support.small_case import listing

pytest.importorskip("datasette")

ROOT = Path(__file__).parents[2]
_PATIENCE = 20


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented report."""
    return lay_out(findings(), tmp_path_factory.mktemp("report") / "r")


@contextmanager
def served(report: Path, **options: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command as a program, and the address that it prints."""
    command = [sys.executable, "-m", "forensics", "explore", str(report)]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": ROOT}
    with subprocess.Popen(command, text=True, **{**pipes, **options}) as program:  # type: ignore[call-overload]
        assert program.stdout
        try:
            yield program, program.stdout.readline().strip()
        finally:
            program.kill()


def gone(address: str) -> bool:
    """Whether nobody answers there any more, before patience ends."""
    for _ in range(_PATIENCE * 10):
        try:
            httpx.get(address)
        except httpx.TransportError:
            return True
        time.sleep(0.1)
    return False


@posix
def test_it_serves_and_ends_with_an_interrupt(report: Path, tmp_path: Path) -> None:
    """The address alone is on stdout; nothing of what was asked is told; nothing is left behind."""
    before = listing(report)
    with served(report, env={**os.environ, "TMPDIR": str(tmp_path), "DATASETTE_LOAD_PLUGINS": "evil"}) as (
        program,
        address,
    ):
        assert urlsplit(address).hostname == "127.0.0.1"
        assert httpx.get(address).status_code == 200
        assert httpx.get(f"{address}evidence/requests?client=198.51.100.23").status_code == 200
        assert httpx.get(f"{address}evidence?sql=select+nothing").status_code == 400
        program.send_signal(signal.SIGINT)
        stdout, stderr = program.communicate(timeout=_PATIENCE)
        assert (program.returncode, stdout) == (0, "")
        assert stderr.count("\n") == 1
        assert urlsplit(address).path.strip("/") not in stderr
    assert list(tmp_path.iterdir()) == []
    assert listing(report) == before


@posix
@pytest.mark.parametrize("how", ["hang-up", "pipe closed"])
def test_it_ends_with_its_terminal(report: Path, how: str) -> None:
    """As the system tells that: by a signal, or by a pipe that has no other end."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # who runs the tests may have it ignored, as nohup does
    with served(report, stdin=subprocess.PIPE) as (program, address):
        assert httpx.get(address).status_code == 200
        if how == "hang-up":
            program.send_signal(signal.SIGHUP)
        else:
            assert program.stdin
            program.stdin.close()
        program.wait(timeout=_PATIENCE)


@posix
def test_it_ends_with_its_parent(report: Path) -> None:
    """A shell that is killed takes it along."""
    script = (
        "import subprocess, sys, time; subprocess.Popen([sys.executable, '-m', 'forensics', 'explore', sys.argv[1]],"
        " stdin=subprocess.DEVNULL); time.sleep(60)"
    )
    command = [sys.executable, "-c", script, str(report)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT) as parent:
        assert parent.stdout
        address = parent.stdout.readline().strip()
        assert httpx.get(address).status_code == 200
        parent.kill()
    assert gone(address)


@posix
def test_plugins_of_others_are_not_run(report: Path, tmp_path: Path) -> None:
    """What is installed under Datasette's entry point is not even imported, and the working folder says nothing."""
    (tmp_path / "evil.py").write_text(f"import pathlib; pathlib.Path({str(tmp_path / 'ran')!r}).touch()")
    about = tmp_path / "evil-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[datasette]\nevil = evil\n")
    for name in ("settings.json", "metadata.json"):
        (tmp_path / name).write_text('{"title": "evil", "default_page_size": 1}')
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "evil.py").write_text((tmp_path / "evil.py").read_text())
    paths = os.pathsep.join((str(tmp_path), str(ROOT)))
    with served(report, cwd=tmp_path, env={**os.environ, "PYTHONPATH": paths}) as (_, address):
        assert "evil" not in httpx.get(f"{address}evidence").text
    assert not (tmp_path / "ran").exists()


def test_a_port_that_is_in_use(report: Path) -> None:
    """It is named, and what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused(run("explore", report, "--port", str(port)), f"127.0.0.1:{port}", "cannot be used", "--port")


def test_what_is_no_report(tmp_path: Path) -> None:
    """Told before anything listens."""
    refused(run("explore", tmp_path), str(tmp_path), "this is no report", "forensics investigate")
