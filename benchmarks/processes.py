"""One program run as a whole process: its time, its memory, what it printed."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Measured", "Program", "measure"]

#: ru_maxrss is in KiB, on macOS in bytes.
_RSS_BYTES = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Program:
    """What is started, and how its answer is read."""

    name: str
    log: str  # which log it reads, as the table says it
    command: tuple[str, ...]
    counts: Callable[[str], int] | None = None  # the number in what it prints
    expects: str = "downloads"  # which number that has to be

    @property
    def key(self) -> str:
        """Its name among all programs of a run."""
        return f"{self.name}, {self.log}" if self.log else self.name


@dataclass(frozen=True)
class Measured:
    """All runs of a program: wall seconds, peak memory, and what the last one printed.

    `megabytes` is the peak resident memory of the largest process that the program consists of: of a
    pipeline, that of one of its parts.
    """

    program: Program
    seconds: tuple[float, ...]
    megabytes: float
    output: str
    processor: tuple[float, ...] = ()  # seconds of all cores together
    failure: str = ""  # the last words of a run that failed

    @property
    def median(self) -> float:
        """The seconds that count."""
        return statistics.median(self.seconds)

    @property
    def count(self) -> int | None:
        """What the program counted; None if it counts nothing, or failed."""
        counts = self.program.counts
        return None if counts is None or self.failure else counts(self.output)


def _run(program: Program, environment: Mapping[str, str]) -> Measured:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaints:
        start = time.perf_counter()
        process = subprocess.Popen(
            program.command, stdin=subprocess.DEVNULL, stdout=out, stderr=complaints, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        complaints.seek(0)
        failure = ""
        if process.returncode not in (0, 3):  # 3: answered, but a gap or damage could matter
            last = complaints.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
            failure = f"exit code {process.returncode}: {last}"
        return Measured(
            program,
            (seconds,),
            usage.ru_maxrss * _RSS_BYTES / 1e6,
            out.read().decode("utf-8", "replace"),
            (usage.ru_utime + usage.ru_stime,),
            failure,
        )


def measure(programs: Sequence[Program], *, runs: int, home: str) -> dict[str, Measured]:
    """Every program so many times, by its key. They take turns, so that a machine that is slow for a
    minute is slow for all. `home` is a folder for what they want to remember."""
    environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "LC_ALL": "C"}
    done: dict[str, list[Measured]] = {program.key: [] for program in programs}
    for turn in range(1, runs + 1):
        for program in programs:
            if any(run.failure for run in done[program.key]):
                continue
            result = _run(program, environment)
            done[program.key].append(result)
            print(f"{turn} of {runs}  {result.median:8.2f} s  {program.key}", file=sys.stderr, flush=True)
    return {key: _together(results) for key, results in done.items()}


def _together(results: Sequence[Measured]) -> Measured:
    last = results[-1]
    return Measured(
        last.program,
        tuple(one.median for one in results),
        max(one.megabytes for one in results),
        last.output,
        tuple(second for one in results for second in one.processor),
        last.failure,
    )
