"""Times the tool as a whole process beside the floor and its peers, in one run, and checks that all agree.

    python benchmarks/run.py [--lines N] [--runs N] [--keep DIR] [--large | --long] [--record FILE]

Makes the log (5 million lines, 1.1 GB, with 11 downloads in it) plain, gzipped and as zstd, reads it
once so that it is in the page cache, and runs every program three times, in turn: the tool with one and
two jobs; the floor for one pass with evidence, a SHA-256 of the bytes (hashlib) and a literal search
(rg); zgrep | awk | sort | uniq; DuckDB; lnav; GoAccess. Prints medians, ratios to the floor, peak
memory, whether those that count agree, and each goal with its measured value. With --large instead:
ten times the lines in ten rotated gzip files, written as a stream. With --long: ten times the lines in one
plain log, 11 GB, by the tool and the floor alone.

A program that is not installed is named and left out. Exit code 1 if a count is wrong.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from contenders import NAME, SIZE, Logs, everyday, large, long, many, missing, small, versions
from generate_log import rotated
from goals import Goal, of_everyday, of_large, of_long
from many_logs import DELIVERED, write
from processes import Measured, Program, measure
from results import machine, record, table

HERE = Path(__file__).parent
NEEDLES, SMALL, ROTATIONS = 11, 1000, 10
DAYS, NGINX_LOGS = 300, 2000
#: Bytes on the disk for a line: plain and compressed.
PLAIN, COMPRESSED = 240, 24

_MEMORY = (
    "MB is the peak resident memory of the largest process of each program; some 20 MB of it are there before it"
    " starts. rg maps the log, whose pages count as its own."
)
CASE = """\
[case]
id = "small"
zone = "Europe/Amsterdam"

[[files]]
name = "{name}"
size = {size}

[[windows]]
label = "publication"
start = 2020-06-01T00:00:00+02:00
end = 2020-06-02T00:00:00+02:00

[[logs]]
path = "small.log"
"""


def _generate(out: Path, lines: int, needles: int = NEEDLES, rotations: int = 0) -> None:
    """Write a log unless it is kept from an earlier run. In a process of its own: what starts the programs
    must stay small, because their memory is counted from it on."""
    if out.exists():
        return
    more = ["--rotations", str(rotations)] if rotations else []
    command = [sys.executable, str(HERE / "generate_log.py"), str(lines), str(out), "--needles", str(needles), *more]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _logs(folder: Path, lines: int) -> Logs:
    plain = folder / f"access-{lines}.log"
    logs = Logs(
        plain=plain,
        gzip=folder / f"{plain.name}.gz",
        zstd=folder / f"{plain.name}.zst",
        tenth=folder / f"access-{lines // 10}.log",
        case=folder / "case.toml",
        reports=folder / "report",
        many=folder / "many",
    )
    if not logs.many.exists():
        write(logs.many, DAYS, NGINX_LOGS)
    for log in (logs.plain, logs.gzip, logs.zstd):
        _generate(log, lines)
    _generate(logs.tenth, lines // 10)
    _generate(folder / "small.log", SMALL)
    logs.case.write_text(CASE.format(name=NAME, size=SIZE), encoding="utf-8")
    return logs


def _warm(logs: Sequence[Path]) -> None:
    for log in logs:
        with log.open("rb", buffering=0) as file:
            while file.read(1024 * 1024):
                pass


def _room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        sys.exit(f"{folder} has {free / 1e9:.1f} GB free; the logs need {needed / 1e9:.1f} GB: give --keep DIR")


def _rows(measured: Mapping[str, Measured], floor: float, expected: Mapping[str, int]) -> list[list[str]]:
    rows = []
    for result in measured.values():
        wanted, found = expected[result.program.expects], result.count
        told = "" if found is None else f"{found:,}" if found == wanted else f"**{found:,}, not {wanted:,}**"
        if result.program.expects == "lines" and found is not None:
            told += " lines"
        spread = f"{min(result.seconds):.2f} to {max(result.seconds):.2f}"
        rows.append(
            [
                result.program.name,
                result.program.log,
                f"{result.median:.2f}",
                spread,
                f"{result.median / floor:.2f}",
                f"{result.megabytes:,.0f}",
                result.failure or told,
            ]
        )
    return rows


def _wrong(measured: Mapping[str, Measured], expected: Mapping[str, int]) -> list[str]:
    """The programs that failed, or counted something else."""
    return [
        name
        for name, result in measured.items()
        if result.failure or result.count not in (None, expected[result.program.expects])
    ]


def _goals(goals: Sequence[Goal]) -> str:
    return table(("goal", "measured", " "), [[goal.text, goal.shown, goal.verdict] for goal in goals])


def _run(programs: Sequence[Program], runs: int, home: str) -> tuple[dict[str, Measured], list[str]]:
    """What the installed programs did, and a sentence on each that is not."""
    lacking = {program.key: missing(program) for program in programs}
    there = [program for program in programs if not lacking[program.key]]
    notes = [f"Left out, not installed: {name} (`{needs}`)." for name, needs in lacking.items() if needs]
    return measure(there, runs=runs, home=home), notes


def _sections(intro: str, rows: Sequence[Sequence[str]], goals: Sequence[Goal], notes: Sequence[str]) -> str:
    heads = ("program", " log", "seconds", "from, to", "x floor", "MB", "count")
    told = f"Versions: {', '.join(versions())}."
    return "\n\n".join([machine(), intro, _goals(goals), table(heads, rows), *notes, _MEMORY, told])


def _medians(runs: int) -> str:
    return f"medians of {runs} runs" if runs > 1 else "one run"


def _everyday(folder: Path, lines: int, runs: int, home: str) -> tuple[str, list[str]]:
    _room(folder, lines * (PLAIN + 2 * COMPRESSED) + lines // 10 * PLAIN)
    logs = _logs(folder, lines)
    _warm([logs.plain, logs.gzip, logs.zstd, logs.tenth])
    measured, notes = _run([*small(logs), *many(logs), *everyday(logs)], runs, home)
    floor = sum(measured[name].median for name in ("hashlib SHA-256, plain", "rg -c, plain") if name in measured)
    expected = {
        "downloads": NEEDLES,
        "lines": lines,
        "days": DAYS // DELIVERED[0],
        "hours": NGINX_LOGS // DELIVERED[1],
    }
    intro = (
        f"{lines:,} lines, {logs.plain.stat().st_size / 1e9:.2f} GB ({logs.gzip.stat().st_size / 1e6:,.0f} MB as gzip,"
        f" {logs.zstd.stat().st_size / 1e6:,.0f} MB as zstd), warm page cache; {_medians(runs)}, whole processes"
        f" with their start. The floor, hashlib SHA-256 and rg -c one after the other: {floor:.2f} s."
    )
    rows = _rows(measured, floor, expected)
    return _sections(intro, rows, of_everyday(measured, floor), notes), _wrong(measured, expected)


def _large(folder: Path, lines: int, runs: int, home: str) -> tuple[str, list[str]]:
    _room(folder, lines * COMPRESSED)
    logs = rotated(folder / f"access-{lines}", ROTATIONS)
    if not all(log.exists() for log in logs):
        shutil.rmtree(logs[0].parent, ignore_errors=True)
    _generate(logs[0].parent, lines, NEEDLES * ROTATIONS, ROTATIONS)
    _warm(logs)
    measured, notes = _run(large(logs), runs, home)
    expected = {"downloads": NEEDLES * ROTATIONS, "one": NEEDLES}
    floor = measured["forensics count --jobs 2, one"].median
    intro = (
        f"{lines:,} lines in {ROTATIONS} rotated gzip files, {sum(log.stat().st_size for log in logs) / 1e6:,.0f} MB as"
        f" they lie, warm page cache; {_medians(runs)}. Here the floor is the oldest file alone, with two jobs."
    )
    rows = _rows(measured, floor, expected)
    return _sections(intro, rows, of_large(measured), notes), _wrong(measured, expected)


def _long(folder: Path, lines: int, runs: int, home: str) -> tuple[str, list[str]]:
    _room(folder, lines * PLAIN)
    log = folder / f"access-{lines}.log"
    _generate(log, lines)
    _warm([log])
    measured, notes = _run(long(log), runs, home)
    floor = sum(measured[name].median for name in ("hashlib SHA-256, plain", "rg -c, plain") if name in measured)
    intro = (
        f"{lines:,} lines in one plain log, {log.stat().st_size / 1e9:.2f} GB, page cache as warm as memory allows;"
        f" {_medians(runs)}. The floor, hashlib SHA-256 and rg -c one after the other: {floor:.2f} s."
    )
    expected = {"downloads": NEEDLES}
    rows = _rows(measured, floor, expected)
    return _sections(intro, rows, of_long(measured, floor), notes), _wrong(measured, expected)


_KINDS = {
    "everyday": ("One log", 5_000_000, _everyday),
    "large": ("Ten rotated logs", 50_000_000, _large),
    "long": ("One long log", 50_000_000, _long),
}


def main() -> int:
    """Makes the logs, runs everything, prints the tables; 1 if a count is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, help="default: 5,000,000, with --large or --long 50,000,000")
    parser.add_argument("--runs", type=int, default=3)
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument(
        "--large", dest="kind", action="store_const", const="large", help="ten rotated gzip files instead of one log"
    )
    kinds.add_argument(
        "--long", dest="kind", action="store_const", const="long", help="one plain log of 11 GB, beside the floor alone"
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the logs in this folder, and use them again")
    parser.add_argument("--record", type=Path, metavar="FILE", help="put the result into this file")
    options = parser.parse_args()
    title, lines, benchmark = _KINDS[options.kind or "everyday"]
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        text, wrong = benchmark(folder, options.lines or lines, options.runs, scratch)
    print(text)
    if options.record is not None:
        record(options.record, title, text)
    for name in wrong:
        print(f"WRONG: {name}", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
