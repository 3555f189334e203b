"""What ten terabytes of logs cost on more cores than were measured: writes the arithmetic into docs/scale.md.

    python benchmarks/scale.py

Everything follows from two rows of RESULTS.md, `forensics count --jobs 2` on the plain and on the gzipped
log, and from the assumptions below. tests/project/test_scale.py fails when the page says something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from results import table

__all__ = ["Rate", "rates", "section", "with_section"]

HERE = Path(__file__).parent
RESULTS, PAGE = HERE / "RESULTS.md", HERE.parent / "docs" / "scale.md"
START, END = "<!-- written by benchmarks/scale.py -->\n", "<!-- end -->\n"

TERABYTES = 10
#: Cores, where they are, and how many times as long a byte takes there: workers of a cluster are processes
#: that talk. In CPU seconds on 0.45 GB in eight gzipped logs: 8.2 with --jobs 2, 10.4 on a cluster.
OVERHEAD = 1.25
MACHINES = (
    (2, "a laptop, `--jobs 2`", 1.0),
    (64, "a big server, 64 workers", OVERHEAD),
    (512, "a cluster, 8 such servers", OVERHEAD),
)
#: GB a second that one connection of 10 Gbit/s, and a good share, can give.
LINKS = (1.25, 10.0)
LONGEST = 100  # GB in one log


@dataclass(frozen=True)
class Rate:
    """What was measured: GB of log lines a second and core, with both cores busy; the same with one job;
    and GB as they lie for a GB of lines."""

    kind: str
    a_core: float
    alone: float
    packed: float


def _found(pattern: str, text: str) -> re.Match[str]:
    found = re.search(pattern, text, re.MULTILINE)
    if found is None:
        raise SystemExit(f"{RESULTS.name} has no {pattern!r}: run `make bench` first")
    return found


def rates(results: str) -> list[Rate]:
    """The rates in the text of RESULTS.md."""
    text = results.partition("\n## One log\n")[2].partition("\n## ")[0]
    cores = int(_found(r"(\d+) cores", text)[1])
    size, packed = _found(r"lines, ([\d.]+) GB \(([\d,]+) MB as gzip", text).groups()
    gigabytes, shares = float(size), {"plain": 1.0, "gzip": float(packed.replace(",", "")) / 1000 / float(size)}
    seconds = {
        (jobs, kind): float(_found(rf"^\| forensics count --jobs {jobs} \| {kind} \| ([\d.]+) ", text)[1])
        for jobs in (1, cores)
        for kind in shares
    }
    return [
        Rate(kind, gigabytes / seconds[cores, kind] / cores, gigabytes / seconds[1, kind], share)
        for kind, share in shares.items()
    ]


def _number(value: float) -> str:
    """Two digits that count."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def _hours(rate: Rate, cores: int, overhead: float) -> float:
    return TERABYTES * 1000 * overhead / (rate.a_core * cores) / 3600


def section(results: str) -> str:
    """The part of the page that is computed."""
    measured = rates(results)
    text = "Measured ([RESULTS.md](../benchmarks/RESULTS.md)), start-up included:\n\n"
    for rate in measured:
        text += f"- {rate.kind}: {rate.a_core:.3f} GB of log lines a second on each of two busy cores"
        text += "\n" if rate.packed == 1 else f"; a GB of lines lies in {rate.packed:.2f} GB\n"
    text += (
        f"\n`hours = {TERABYTES * 1000:,} GB * overhead / (rate * cores) / 3600`, where the overhead of a cluster is"
        f" taken to be {OVERHEAD}.\nBeside the hours stands what the storage must give for that, in GB a second.\n\n"
    )
    heads = ["cores", " where", *(head for rate in measured for head in (f"{rate.kind}, hours", "GB/s"))]
    rows = []
    for cores, where, overhead in MACHINES:
        cells = [str(cores), where]
        for rate in measured:
            hours = _hours(rate, cores, overhead)
            cells += [_number(hours), _number(TERABYTES * 1000 * rate.packed / hours / 3600)]
        rows.append(cells)
    text += table(heads, rows) + "\n\n"
    work = ", ".join(f"{_number(_hours(rate, 1, OVERHEAD))} ({rate.kind})" for rate in measured)
    text += f"Core-hours on a cluster, to multiply with your price of one: {work}.\n\n"
    text += "Two things bound this from below, however many cores there are:\n\n"
    waits = ", ".join(f"{_number(TERABYTES * 1000 / link / 3600)} hours at {link:g} GB/s" for link in LINKS)
    alone = ", ".join(f"{_number(LONGEST / rate.alone / 60)} minutes ({rate.kind})" for rate in measured)
    text += f"- the storage: {TERABYTES} TB as they lie take {waits};\n"
    text += f"- the longest log, which one worker reads: {LONGEST} GB of lines take {alone}.\n"
    return text


def with_section(page: str, computed: str) -> str:
    """The page with its computed part exchanged."""
    before, _, rest = page.partition(START)
    return f"{before}{START}\n{computed}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    old = PAGE.read_text(encoding="utf-8")
    new = with_section(old, section(RESULTS.read_text(encoding="utf-8")))
    PAGE.write_text(new, encoding="utf-8", newline="\n")
