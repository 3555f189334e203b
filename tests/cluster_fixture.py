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

from tests.command import ENVIRONMENT

__all__ = ["STUCK", "Machines", "machines", "wait_until"]

#: Makes a worker wait for ever behind the first chunk of its first source, and say so by a file.
STUCK = """\
import os
import time
from pathlib import Path

from forensics import worker


def stuck(self, source, position):
    Path(os.environ["STUCK"]).touch()
    while True:
        time.sleep(1)


worker._Announcer.advance = stuck
"""


@dataclass
class Machines:
    """A scheduler and its workers; `folder` takes what they write."""

    folder: Path
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def worker(self, name: str, *, preload: str = "", **environment: str) -> subprocess.Popen[bytes]:
        """A worker with one thread, which runs the code of `preload` first; not waited for."""
        folder = self.folder / name
        folder.mkdir()
        options = [self.address, "--name", name, "--nthreads", "1", "--no-nanny", "--local-directory", folder]
        if preload:
            (folder / "preload.py").write_text(preload, encoding="utf-8")
            options += ["--preload", folder / "preload.py"]
        return self._start("dask_worker", *options, **environment)

    def scheduler(self) -> subprocess.Popen[bytes]:
        """The scheduler, once it listens."""
        announced = self.folder / "scheduler.json"
        started = self._start("dask_scheduler", "--port", "0", "--scheduler-file", announced)
        wait_until(lambda: announced.exists() and announced.read_bytes().endswith(b"}"))
        self.address = json.loads(announced.read_text(encoding="utf-8"))["address"]
        return started

    def _start(self, program: str, *options: str | Path, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--host", "127.0.0.1", "--no-dashboard"]
        with (self.folder / f"{program}-{len(self.processes)}.txt").open("wb") as log:
            process = subprocess.Popen(
                [*command, *map(str, options)], env=ENVIRONMENT | environment, stdout=log, stderr=log
            )
        self.processes.append(process)
        return process


@contextmanager
def machines(folder: Path) -> Iterator[Machines]:
    """A scheduler without workers, which ends with all workers that it was given."""
    started = Machines(folder)
    try:
        started.scheduler()
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
