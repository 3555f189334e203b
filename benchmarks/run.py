"""Times the tool as a whole process beside the floor and a peer, in one run, and checks that all agree.

    python benchmarks/run.py [--lines 5000000] [--runs 3] [--keep DIR]

The floor for one pass with evidence is a literal search (rg) plus a SHA-256 of the same bytes
(hashlib). Prints wall seconds (median), peak memory, and ratios to the floor; warm page cache.
A program that is not installed is left out and named.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
NAME = "Lijst signalen.xlsx"
NEEDLE = "Lijst%20signalen.xlsx"
NEEDLES = 11
HASH = "import hashlib, sys; print(hashlib.file_digest(open(sys.argv[1], 'rb'), 'sha256').hexdigest())"


@dataclass(frozen=True)
class Run:
    """One finished process: wall seconds, peak resident memory in MB, and what it printed."""

    seconds: float
    megabytes: float
    output: str


def _run(command: Sequence[str]) -> Run:
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        out.seek(0)
        return Run(seconds, usage.ru_maxrss / 1024, out.read().decode("utf-8", "replace"))


def _median(command: Sequence[str], runs: int) -> Run:
    done = [_run(command) for _ in range(runs)]
    return Run(statistics.median(r.seconds for r in done), max(r.megabytes for r in done), done[-1].output)


def _commands(log: Path) -> dict[str, list[str]]:
    count = [sys.executable, "-m", "forensics", "count", NAME, str(log), "--size", "183296", "--json", "--quiet"]
    found = {
        "forensics count --jobs 1": [*count, "--jobs", "1"],
        "forensics count --jobs 2": [*count, "--jobs", "2"],
        "hashlib SHA-256": [sys.executable, "-c", HASH, str(log)],
    }
    if rg := shutil.which("rg"):
        found["rg -c"] = [rg, "-c", "--fixed-strings", NEEDLE, str(log)]
    if goaccess := shutil.which("goaccess"):
        found["goaccess"] = [goaccess, str(log), "--log-format=COMBINED", "--no-progress", "-o", "json"]
    return found


def _counted(name: str, output: str) -> int | None:
    """The number of downloads (or of lines with the name) that a command found."""
    if name.startswith("forensics"):
        return int(json.loads(output)["files"][0]["total"]["downloads"]["headline"])
    return int(output) if name == "rg -c" else None


def main() -> int:
    """Makes the log, runs everything, prints the table; 1 if a count is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=5_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="keep the generated log in this folder, and use it again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        log = (options.keep or Path(scratch)) / f"access-{options.lines}.log"
        if not log.exists():
            generate = [sys.executable, str(HERE / "generate_log.py"), str(options.lines), str(log)]
            subprocess.run([*generate, "--needles", str(NEEDLES)], check=True, stdout=subprocess.DEVNULL)
        print(f"{options.lines:,} lines, {log.stat().st_size / 1e9:.2f} GB, {os.cpu_count()} cores, warm page cache")
        results = {}
        for name, command in _commands(log).items():
            results[name] = _median(command, 1 if name == "goaccess" else options.runs)
    floor = results["hashlib SHA-256"].seconds + (results["rg -c"].seconds if "rg -c" in results else 0.0)
    wrong = False
    print(f"{'':28}{'seconds':>10}{'MB':>8}{'x floor':>9}  count")
    for name, result in results.items():
        counted = _counted(name, result.output)
        wrong = wrong or counted not in (None, NEEDLES)
        shown = "" if counted is None else str(counted)
        print(f"{name:28}{result.seconds:10.2f}{result.megabytes:8.0f}{result.seconds / floor:9.2f}  {shown}")
    for missing in {"rg -c", "goaccess"} - set(results):
        print(f"{missing}: not installed, left out")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
