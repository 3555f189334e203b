"""What it costs to look for 500 names instead of one: the scan of one log, CPU seconds, in turn.

    python benchmarks/many_names.py [--lines N] [--record FILE]

The scan alone, from the first byte to the rows of evidence; the start of the command is in neither.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from contenders import NAME, SIZE
from results import machine, record, table

from forensics.model import Case, FileVersion, LeakedFile, Log, Window
from forensics.scan.scan import scan

HERE = Path(__file__).parent
NEEDLES, NAMES, RUNS = 11, 500, 3
WORDS = (
    *("besluit", "rapport", "jaarverslag", "notulen", "lijst", "kamerbrief", "woo", "verzoek", "memo", "gemeente"),
    *("raad", "plan", "overzicht", "contract", "factuur", "bijlage", "advies", "begroting", "onderzoek", "planning"),
)


def _names() -> list[str]:
    """Invented names of published documents, the planted one among them."""
    rng = Random(500)
    names = {NAME}
    while len(names) < NAMES:
        words = rng.choice(("-", "_", "")).join(rng.sample(WORDS, 2))
        names.add(f"{words}{rng.choice(' -_')}{rng.randrange(1, 2024)}{rng.choice(('.pdf', '.xlsx', '.docx'))}")
    return sorted(names)


def _case(log: Path, names: list[str]) -> Case:
    rng = Random(1)
    sizes = [int(SIZE) if name == NAME else rng.randrange(10_000, 9_000_000) for name in names]
    files = tuple(LeakedFile(name, versions=(FileVersion(size),)) for name, size in zip(names, sizes, strict=True))
    window = Window("w", datetime(2020, 6, 1, tzinfo=UTC), datetime(2020, 7, 1, tzinfo=UTC), tuple(names))
    return Case(id="names", files=files, windows=(window,), logs=(Log(path=log.name),), folder=log.parent)


def _measured(case: Case) -> tuple[float, int]:
    """CPU seconds of one scan, and how many requests are for the planted name."""
    before = time.process_time()
    evidence = scan(case)
    spent = time.process_time() - before
    rows = evidence.requests
    return spent, rows.filter((rows["file"] == NAME) & (rows["match"] == "target")).height


def main() -> int:
    """Prints the table, and records it if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lines", type=int, default=5_000_000)
    parser.add_argument("--record", type=Path, metavar="FILE", help="file whose section is written anew")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "access.log"
        command = [sys.executable, str(HERE / "generate_log.py"), str(options.lines), str(log)]
        subprocess.run([*command, "--needles", str(NEEDLES)], check=True, stdout=subprocess.DEVNULL)
        cases = {"one name": _case(log, [NAME]), f"{NAMES} names": _case(log, _names())}
        runs = [{told: _measured(case) for told, case in cases.items()} for _ in range(RUNS)]
    medians = {told: statistics.median(run[told][0] for run in runs) for told in cases}
    first = next(iter(medians.values()))
    rows = [
        [told, f"{seconds:.2f}", f"{seconds / first:.2f}", str(runs[-1][told][1])] for told, seconds in medians.items()
    ]
    heads = ("sought", "CPU s", "times", "requests for the planted name")
    text = f"{machine()}\n\n{options.lines:,} lines, plain, one thread, medians of {RUNS}.\n\n{table(heads, rows)}"
    print(text)
    if options.record:
        record(options.record, "Many names", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
