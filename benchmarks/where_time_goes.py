"""What one pass over a log is made of: CPU seconds of each step, one after the other, in one process.

    python benchmarks/where_time_goes.py [--lines N] [--record FILE]

The steps are those of `scan`, called with one thread on each chunk of the log of `run.py`; the start is that of the
whole command on a log of a thousand lines, of which the scan itself is a hundredth.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from contenders import NAME, SIZE
from results import machine, record, table

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # before polars is loaded: what several threads would hide

import numpy as np

from forensics import formats
from forensics.casefile.options import quick_case
from forensics.formats import InForce
from forensics.octets import octets
from forensics.scan.chunk_headings import ChunkWithHeadings
from forensics.scan.chunk_reading import evidence_of
from forensics.scan.fragments import candidates
from forensics.scan.jobs import detect_source, jobs, recipe_for
from forensics.scan.progress import quiet
from forensics.sources import open_source, sample

HERE = Path(__file__).parent
NEEDLES, SMALL = 11, 1000


def _log(folder: Path, lines: int) -> Path:
    path = folder / f"access-{lines}.log"
    command = [sys.executable, str(HERE / "generate_log.py"), str(lines), str(path)]
    subprocess.run([*command, "--needles", str(NEEDLES)], check=True, stdout=subprocess.DEVNULL)
    return path


def _start(log: Path) -> float:
    before = os.times()
    command = [sys.executable, "-m", "forensics", "count", NAME, str(log), "--size", SIZE, "--json", "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _steps(log: Path) -> dict[str, float]:
    """CPU seconds by step. What is measured twice, because one step holds another, is taken off."""
    spent: dict[str, float] = defaultdict(float)

    @contextmanager
    def measured(step: str) -> Iterator[None]:
        before = time.thread_time()  # of this thread alone: another one hashes what was read
        yield
        spent[step] += time.thread_time() - before

    job = jobs(quick_case(name=NAME, logs=[str(log)], size=int(SIZE)), quiet)[0]
    recipe = recipe_for(job, detect_source(job, sample(job.path)))
    digest = hashlib.sha256()
    with open_source(job.path) as source:
        chunks = iter(source)
        while True:
            with measured("reading and counting lines"):
                chunk = next(chunks, None)
            if chunk is None:
                break
            with measured("SHA-256"):
                digest.update(chunk.raw)
            with measured("line ends and odd octets"):
                ends, others = chunk.ends, chunk.others
            with measured("search for the name"):
                candidates(octets(chunk.data), ends, others, recipe.sought)
            with measured("runs of lines with one minute"):
                anchor = formats.anchor(recipe.detected[0], chunk.texts(np.array([1]))[0], heading=None)
                if anchor is not None:
                    formats.runs_of(chunk.data, chunk.bounds, anchor)
            with measured("the rest of the scan"):
                evidence_of(ChunkWithHeadings(chunk, InForce(), headed=False, read=0), recipe)
    spent["the rest of the scan"] -= spent["search for the name"] + spent["runs of lines with one minute"]
    return spent


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table, and records it if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lines", type=int, default=5_000_000, help="lines of the log")
    parser.add_argument("--record", type=Path, metavar="FILE", help="file whose section is written anew")
    options = parser.parse_args(arguments)
    about = machine()
    with tempfile.TemporaryDirectory() as folder:
        start = _start(_log(Path(folder), SMALL))
        log = _log(Path(folder), options.lines)
        size = log.stat().st_size
        spent = {"start, and the judging of what was found": start, **_steps(log)}
    whole = sum(spent.values())
    rows = [[step, f"{seconds:.2f}", f"{seconds / whole:.0%}"] for step, seconds in spent.items()]
    text = (
        f"{about}\n\n{options.lines:,} lines, {size / 1e9:.2f} GB, plain, one thread. CPU seconds, with those of the"
        f" system; two cores share all but the start.\n\n{table(['step', 'CPU s', 'share'], rows)}"
    )
    print(text)
    if options.record:
        record(options.record, "Where the time goes", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
