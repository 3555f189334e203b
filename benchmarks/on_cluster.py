"""What a cluster costs on one machine: the same logs with `--jobs 2`, and on a Dask cluster of two workers.

    python benchmarks/on_cluster.py [--lines N] [--runs N] [--record FILE]

Writes eight rotations, plain and gzipped (2 million lines: 0.45 GB), starts a scheduler and two workers
with one thread each on the loopback interface, and times whole processes in turn, from a warm page
cache. The answers must be the same bytes; exit code 1 if they are not. Needs the extra `cluster`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from contenders import NAME, SIZE
from generate_log import rotated
from processes import Measured, Program, measure
from results import machine, record, table

HERE = Path(__file__).parent
ROTATIONS, NEEDLES, WORKERS = 8, 16, 2


@contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    """The address of a scheduler with its workers, which run from this folder."""
    announced = folder / "scheduler.json"
    common = ("--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(announced))
    worker = ("dask_worker", "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
    commands = [("dask_scheduler", "--port", "0"), *[worker] * WORKERS]
    started = []
    try:
        for module, *options in commands:
            command = [sys.executable, "-m", f"distributed.cli.{module}", *options, *common]
            started.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            while not announced.exists():
                time.sleep(0.1)
        address = str(json.loads(announced.read_text(encoding="utf-8"))["address"])
        _wait_for_workers(address)
        yield address
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def _wait_for_workers(address: str) -> None:
    from distributed import Client  # noqa: PLC0415 - in this process only for as long as needed

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(WORKERS, timeout=60)


def _logs(folder: Path, lines: int) -> dict[str, list[Path]]:
    """The rotations by their kind, in the page cache."""
    command = [sys.executable, HERE / "generate_log.py", str(lines), folder / "gzip", "--needles", str(NEEDLES)]
    subprocess.run([*command, "--rotations", str(ROTATIONS)], check=True, stdout=subprocess.DEVNULL)
    packed = rotated(folder / "gzip", ROTATIONS)
    plain = [folder / "plain" / path.stem for path in packed]
    (folder / "plain").mkdir()
    for source, target in zip(packed, plain, strict=True):
        with gzip.open(source) as content, target.open("wb") as log:
            shutil.copyfileobj(content, log)
    return {"plain": plain, "gzip": packed}


def _programs(logs: dict[str, list[Path]], address: str) -> list[Program]:
    engines = {"--jobs 1": ("--jobs", "1"), "--jobs 2": ("--jobs", "2"), "--cluster": ("--cluster", address)}
    return [
        Program(
            f"forensics count {name}",
            kind,
            (sys.executable, "-m", "forensics", "count", NAME, *map(str, paths), "--size", SIZE, "--json", *options),
        )
        for kind, paths in logs.items()
        for name, options in engines.items()
    ]


def _rows(measured: Sequence[Measured]) -> list[list[str]]:
    base = {result.program.log: result.median for result in measured if result.program.name.endswith("--jobs 2")}
    return [
        [
            result.program.name,
            result.program.log,
            f"{result.median:.2f}",
            f"{min(result.seconds):.2f} to {max(result.seconds):.2f}",
            f"{result.median / base[result.program.log]:.2f}",
            result.failure,
        ]
        for result in measured
    ]


def main() -> int:
    """Makes the logs, starts the cluster, prints the table; 1 if an answer differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=2_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--record", type=Path, metavar="FILE", help="put the result into this file")
    options = parser.parse_args()
    before = machine()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        logs = _logs(folder, options.lines)
        size = sum(path.stat().st_size for path in logs["plain"]) / 1e9
        with _cluster(folder) as address:
            measured = measure(_programs(logs, address), runs=options.runs, home=scratch)
    results = list(measured.values())
    wrong = [
        result.program.key
        for result in results
        if result.failure or len({other.output for other in results if other.program.log == result.program.log}) > 1
    ]
    intro = (
        f"{options.lines:,} lines in {ROTATIONS} rotations, {size:.2f} GB, warm page cache; medians of {options.runs}"
        f" runs, whole processes with their start. The cluster: a scheduler and {WORKERS} workers with one thread"
        f" each, on the same cores. The answers {'differ' if wrong else 'are the same, byte for byte'}."
    )
    heads = ("program", " log", "seconds", "from, to", "x --jobs 2", " ")
    text = "\n\n".join([before, intro, table(heads, _rows(results))])
    print(text)
    if options.record:
        record(options.record, "On a cluster", text)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
