"""Every target for a while: `make fuzz`, or `python -m tests.fuzz.run FOLDER SECONDS [TARGET...]`.

The inputs that reached something new stay in FOLDER for the next run. Prints a table, and what was found: one input of
each kind, and where it lies. Ends with 1 where anything was found.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fuzz.target import scratch
from tests.fuzz.targets import MODULES, TARGETS

__all__ = ["main"]

_ROOT = Path(__file__).parents[2]
_RUNS = re.compile(rb"stat::number_of_executed_units:\s*(\d+)")
_COVERED = re.compile(rb"cov: (\d+) ft: (\d+)")
#: What importing, the seeds and a slow last input may take beside the seconds of a target.
_BESIDE = 600


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One target after its run."""

    name: str
    runs: int
    seconds: float  # by the clock, with what it takes to begin
    before: int  # branches that the seeds and the kept inputs reach
    after: int
    found: dict[str, dict[str, Any]]
    broken: str  # how the process ended where it should not have

    @property
    def row(self) -> str:
        """A line of the table."""
        new = f"+{self.after - self.before}"
        return f"{self.name:<18}{self.runs:>12,}{self.seconds:>9.0f}{self.after:>10,}{new:>8}{len(self.found):>9}"


def _fuzzed(name: str, folder: Path, seconds: int) -> _Outcome:
    place = folder / name
    place.mkdir(parents=True, exist_ok=True)
    for old in (place / "told.json", *place.glob("crash-*"), *place.glob("timeout-*"), *place.glob("oom-*")):
        old.unlink(missing_ok=True)
    packages = ",".join(TARGETS[name].packages)
    search = [name, MODULES[name], packages, str(place), f"-max_total_time={seconds}"]
    command = [sys.executable, "-m", "tests.fuzz.worker", *search]
    begun = time.monotonic()
    files = scratch()
    with (place / "log.txt").open("wb") as log:
        try:
            code: int | str = subprocess.run(
                command,
                cwd=_ROOT,
                env=_environment(folder, files),
                stdout=log,
                stderr=log,
                check=False,
                timeout=seconds + _BESIDE,
            ).returncode
        except subprocess.TimeoutExpired:
            code = "not in time"
    shutil.rmtree(files, ignore_errors=True)
    told, log_text = place / "told.json", (place / "log.txt").read_bytes()
    covered = [int(branches) for branches, _ in _COVERED.findall(log_text)]
    runs = _RUNS.search(log_text)
    return _Outcome(
        name,
        int(runs[1]) if runs else 0,
        time.monotonic() - begun,
        covered[0] if covered else 0,
        max(covered, default=0),
        json.loads(told.read_text(encoding="utf-8")) if told.exists() else {},
        "" if code == 0 and runs else f"ended with {code}: {place / 'log.txt'}",
    )


def _environment(folder: Path, files: Path) -> dict[str, str]:
    """Atheris lies beside the environment, and only here; the threads of polars would hide what an input takes."""
    paths = (str(folder / "packages"), str(_ROOT))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "POLARS_MAX_THREADS": "1", "FUZZ_FOLDER": str(files)}


def _told(outcome: _Outcome, folder: Path) -> Iterator[str]:
    if outcome.broken:
        yield f"\n{outcome.name}: {outcome.broken}"
    for kind, found in outcome.found.items():
        place = folder / outcome.name / found["file"]
        yield f"\n{outcome.name}: {kind}, {found['times']:,} times; {place}\n{found['said']}"


def main(folder: Path, seconds: int, names: list[str]) -> int:
    """Run the targets one after the other; 1 where one of them found something."""
    unknown = [name for name in names if name not in TARGETS]
    if unknown:
        print(f"No target is called {', '.join(unknown)}; there are {', '.join(TARGETS)}", file=sys.stderr)
        return 2
    print(f"{'target':<18}{'executions':>12}{'seconds':>9}{'branches':>10}{'new':>8}{'crashes':>9}", flush=True)
    outcomes = []
    for name in names or TARGETS:
        outcomes.append(_fuzzed(name, folder, seconds))
        print(outcomes[-1].row, flush=True)
    for outcome in outcomes:
        for text in _told(outcome, folder):
            print(text)
    return int(any(outcome.found or outcome.broken for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute(), int(sys.argv[2]), sys.argv[3:]))
