"""A Dask cluster on this machine: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.command import ENVIRONMENT

__all__ = ["BARE", "OLDER", "STUCK", "Machines", "machines", "wait_until"]

#: Makes a worker wait for ever behind the first chunk of its first source, and say so by a file.
STUCK = """\
import os
import time
from pathlib import Path

from forensics.scan.engines import worker


def stuck(self, source, position):
    Path(os.environ["STUCK"]).touch()
    while True:
        time.sleep(1)


worker._Announcer.advance = stuck
"""
#: Makes a worker say that it has another polars.
OLDER = """\
from forensics.scan.engines import worker

found = worker.installed() | {"polars": "2.0.0"}
worker.installed = lambda: found
"""
#: Makes a machine one that does not have this package.
BARE = """\
import sys

sys.modules["forensics"] = None
"""


@dataclass
class Machines:
    """A scheduler and its workers; `folder` takes what they write."""

    folder: Path
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def scheduler(self, *, preload: str = "", **environment: str) -> None:
        """The scheduler, once it listens."""
        announced = self.folder / "scheduler.json"
        self._start("dask_scheduler", "--port", "0", "--scheduler-file", announced, preload=preload, **environment)
        wait_until(lambda: announced.exists() and announced.read_bytes().endswith(b"}"))
        self.address = json.loads(announced.read_text(encoding="utf-8"))["address"]

    def worker(self, name: str, *, preload: str = "", **environment: str) -> subprocess.Popen[bytes]:
        """A worker with one thread; not waited for."""
        options = [self.address, "--name", name, "--nthreads", "1", "--no-nanny", "--local-directory", self.folder]
        return self._start("dask_worker", *options, preload=preload, **environment)

    def _start(self, program: str, *options: str | Path, preload: str, **environment: str) -> subprocess.Popen[bytes]:
        """A program of Dask that runs the code of `preload` first."""
        files = self.folder / f"{len(self.processes)}"
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.{program}",
            *options,
            "--host",
            "127.0.0.1",
            "--no-dashboard",
        ]
        if preload:
            files.with_suffix(".py").write_text(preload, encoding="utf-8")
            command += ["--preload", files.with_suffix(".py")]
        with files.with_suffix(".txt").open("wb") as log:
            process = subprocess.Popen(
                [str(word) for word in command], env=ENVIRONMENT | environment, stdout=log, stderr=log
            )
        self.processes.append(process)
        return process


@contextmanager
def machines(folder: Path) -> Iterator[Machines]:
    """Machines in a new folder, none of them started; they end with the context."""
    folder.mkdir()
    started = Machines(folder)
    try:
        yield started
    finally:
        for process in reversed(started.processes):
            process.kill()
            process.wait()


def wait_until(condition: Callable[[], bool]) -> None:
    """Until something is so; fails after a minute."""
    limit = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < limit, "waited for a minute"
        time.sleep(0.05)
