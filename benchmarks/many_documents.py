"""A folder of a thousand documents of many kinds: time for each, again when nothing changed, and after ten changed.

    python benchmarks/many_documents.py [--count N] [--changed N] [--jobs N] [--record FILE]

The documents are made by `generated_documents.py`, no two alike. Seconds are by the clock, with the start of the
command; CPU seconds are those of all its processes. 1 where a run answered otherwise than it should.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from results import machine, record, table

#: For files that were written just now nobody can tell whether they changed once more.
_SETTLED = 3


@dataclass(frozen=True)
class Run:
    """One run of the command over the folder."""

    text: str
    seconds: float
    cpu: float
    read: int  # documents that were not known

    @property
    def states(self) -> Counter[str]:
        """How many documents of each state."""
        return Counter(each["state"] for each in json.loads(self.text)["documents"])


def make(folder: Path, count: int, *more: object) -> None:
    """The documents, by a process of its own: what it held counts for none of those that read."""
    maker = Path(__file__).with_name("generated_documents.py")
    subprocess.run([sys.executable, maker, str(folder), str(count), *map(str, more)], check=True)


def run(folder: Path, cache: Path, jobs: int) -> Run:
    """The command; what it had not seen before is in the cache then."""
    known = set(cache.glob("*.document"))
    used, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "forensics",
        "inspect",
        "--json",
        "-q",
        "--cache",
        cache,
        "--jobs",
        str(jobs),
        folder,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in {3, 4}:
        raise SystemExit(done.stderr)
    cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    return Run(done.stdout, seconds, cpu, len(set(cache.glob("*.document")) - known))


def _row(name: str, found: Run, count: int) -> list[str]:
    return [
        name, str(found.read), f"{found.seconds:.2f}", f"{found.cpu:.2f}", f"{found.seconds / count * 1000:.1f}",
        ", ".join(f"{number} {state}" for state, number in sorted(found.states.items())).replace("_", " "),
    ]  # fmt: skip


def _wrong(runs: Sequence[Run], count: int, changed: int) -> list[str]:
    first, second, third = runs
    faults = {
        "not every document was answered": sum(first.states.values()) != count,
        "documents were not inspected": first.states["not_inspected"] > 0,
        "the second run read something": second.read != 0,
        "the second run answered otherwise": second.text != first.text,
        "the third run read something else than what changed": third.read != changed,
    }
    return [fault for fault, is_so in faults.items() if is_so]


def main() -> int:
    """Makes the folder, runs the command three times, prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--changed", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--record", type=Path, metavar="FILE", help="put the table into this file")
    options = parser.parse_args()
    about = machine()
    with tempfile.TemporaryDirectory() as temporary:
        folder, cache = Path(temporary) / "documents", Path(temporary) / "cache"
        make(folder, options.count)
        files = [path for path in folder.rglob("*") if path.is_file()]
        kinds = Counter(path.suffix[1:] for path in files)
        size = sum(path.stat().st_size for path in files) / 1e6
        time.sleep(_SETTLED)
        first, second = run(folder, cache, options.jobs), run(folder, cache, options.jobs)
        step = max(1, options.count // options.changed)
        make(folder, options.count, "--seed", 2, "--only", *range(0, step * options.changed, step))
        runs = (first, second, run(folder, cache, options.jobs))
    names = ("first", "second, nothing changed", f"third, {options.changed} changed")
    heads = ("run", "read", "seconds", "CPU seconds", "ms a document", " outcome")
    rows = [_row(name, found, options.count) for name, found in zip(names, runs, strict=True)]
    listed = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    intro = f"{options.count:,} documents, {size:.0f} MB, no two alike ({listed}); {options.jobs} processes read."
    text = f"{about}\n\n{intro}\n\n{table(heads, rows)}"
    print(text)
    if options.record:
        record(options.record, "Looking into a folder of documents", text)
    wrong = _wrong(runs, options.count, options.changed)
    for fault in wrong:
        print(f"WRONG: {fault}", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
