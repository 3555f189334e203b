"""What a pass of a watch costs: with nothing new over many documents and old logs, with many names, and how late it is.

    python benchmarks/watch.py [--documents N] [--lines N] [--names N] [--record FILE]

Old logs are sparse files: the state is told that they were read to their end, as they would have been; a pass with
nothing new does not open them. The log of the day is a real one, and so are the documents.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generate_log import write
from results import machine, record, table

ROOT = Path(__file__).parents[1]
_OLD, _GIB = 19, 1 << 30
_WATCH = """\
[watch]
id = "bench"
state = "state"
[[roots]]
path = "www"
url = "/docs/"
[[logs]]
path = "logs/access.log*"
[[files]]
"""
_LINE = (
    '192.0.2.{number} - - [{time:%d/%b/%Y:%H:%M:%S} +0000] "GET /docs/{name} HTTP/1.1" 200 5000 "-" "Mozilla/5.0 (X11;'
    ' Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"\n'
)


@dataclass(frozen=True, slots=True)
class Run:
    """One pass, as a process of its own."""

    clock: float  # seconds
    cpu: float
    read: int  # bytes that it asked the system for
    memory: int  # MB at its peak
    events: int


def run(folder: Path, jobs: int = 2) -> Run:
    """One pass; raises where it fails."""
    code = (
        "import sys, runpy, resource; sys.argv = ['forensics', 'watch', sys.argv[1], '--jobs', sys.argv[2], '-q']\n"
        "import atexit\n"
        "@atexit.register\n"
        "def _told():\n"
        "    read = next(int(line.split()[1]) for line in open('/proc/self/io') if line.startswith('rchar'))\n"
        "    print(read, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)\n"
        "runpy.run_module('forensics', run_name='__main__')\n"
    )
    command = [sys.executable, "-c", code, folder / "watch.toml", str(jobs)]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    clock, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 3, 4):
        raise RuntimeError(done.stderr)
    read, memory = map(int, done.stderr.split()[-2:])
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(clock, cpu, read, memory, len(done.stdout.splitlines()))


def prepared(folder: Path, files: str) -> None:
    """An empty folder of documents, one of logs, and a watch of them."""
    for name in ("www", "logs"):
        (folder / name).mkdir()
    (folder / "watch.toml").write_text(_WATCH + files, encoding="utf-8")


def idle(folder: Path, documents: int, lines: int) -> tuple[Run, Run]:
    """The first pass, and one with nothing new."""
    prepared(folder, "flagged = true\n")
    for number in range(documents):
        place = folder / "www" / f"{number // 100}"
        place.mkdir(exist_ok=True)
        (place / f"page-{number}.html").write_text(f"<p>Page {number}</p>", encoding="utf-8")
    write(folder / "logs" / "access.log", lines, 0)
    for number in range(1, _OLD + 1):
        line = _LINE.format(number=number, time=datetime(2026, 1, number, tzinfo=UTC), name="x")
        (folder / "logs" / f"access.log.{number}").write_text(line * 3, encoding="utf-8")
    first = run(folder)
    state = sqlite3.connect(folder / "state" / "state.sqlite")
    for number in range(1, _OLD + 1):
        path = folder / "logs" / f"access.log.{number}"
        os.truncate(path, _GIB)
        found = path.stat()
        state.execute(
            "UPDATE streams SET size = ?, mtime_ns = ?, settled = 1 WHERE path = ?",
            (found.st_size, found.st_mtime_ns, os.fsencode(path)),
        )
    state.commit()
    state.close()
    return first, run(folder)


def named(folder: Path, names: int, lines: int) -> Run:
    """A pass over a new log, for so many names, of which one is asked for."""
    prepared(folder, "\n[[files]]\n".join(f'name = "report-{number:05}-of-the-year.xlsx"' for number in range(names)))
    write(folder / "logs" / "access.log", lines, 0)
    with (folder / "logs" / "access.log").open("a", encoding="utf-8") as log:
        for number in range(20):
            time_of = datetime(2026, 6, 1, 12, number, tzinfo=UTC)
            log.write(_LINE.format(number=number, time=time_of, name="report-00000-of-the-year.xlsx"))
    return run(folder)


def lags(folder: Path, times: int) -> list[float]:
    """Seconds from a line in the log to its event on stdout, with --follow."""
    prepared(folder, 'name = "leak.xlsx"\n')
    log = folder / "logs" / "access.log"
    log.write_text(_LINE.format(number=1, time=datetime.now(UTC), name="index.html") * 50, encoding="utf-8")
    command = [sys.executable, "-m", "forensics", "watch", folder / "watch.toml", "--follow", "-q"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    found = []
    time.sleep(5)
    try:
        for number in range(times):
            with log.open("a", encoding="utf-8") as file:
                file.write(_LINE.format(number=number + 2, time=datetime.now(UTC), name="leak.xlsx"))
            begun = time.monotonic()
            while json.loads(process.stdout.readline())["event"] != "download":
                pass
            found.append(time.monotonic() - begun)
            time.sleep(1)
    finally:
        process.terminate()
        process.wait(30)
    return sorted(found)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures, and records them where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--names", type=int, default=10_000)
    parser.add_argument("--record", type=Path)
    asked = parser.parse_args(arguments)
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        first, nothing = idle(Path(folder), asked.documents, asked.lines)
    rows.append((f"first pass: {asked.documents:,} documents, {asked.lines:,} lines", *_cells(first)))
    rows.append((f"nothing new; beside {_OLD} GiB of old logs", *_cells(nothing)))
    for names in (1, asked.names):
        with tempfile.TemporaryDirectory() as folder:
            rows.append(
                (f"{names:,} names, {asked.lines:,} new lines", *_cells(named(Path(folder), names, asked.lines)))
            )
    with tempfile.TemporaryDirectory() as folder:
        found = lags(Path(folder), 10)
    text = table(("pass", "seconds", "CPU seconds", "MB read", "MB of memory", "events"), rows)
    text += f"\n\nFrom a line in the log to its event with `--follow`: median {found[len(found) // 2]:.2f} s, longest"
    text += f" {found[-1]:.2f} s, of {len(found)}.\n"
    print(text)
    if asked.record:
        record(asked.record, "Watch", f"{machine()}\n\n{text}")
    return 0


def _cells(found: Run) -> tuple[str, ...]:
    return (f"{found.clock:.2f}", f"{found.cpu:.2f}", f"{found.read / 1e6:,.1f}", str(found.memory), str(found.events))


if __name__ == "__main__":
    sys.exit(main())
