"""Lines per second of every grammar, in full and for the minute alone, next to the Apache template grammar.

    python benchmarks/parse_speed.py [--lines N] [--record FILE]

One format for each grammar and dialect, on lines that the writers of the tests make: a thousand
different requests in their order, again and again. Medians of three runs, in one process, in turn.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import polars as pl
from results import machine, record, table

from forensics import formats
from forensics.formats import Format

sys.path.append(str(Path(__file__).parents[1]))
from tests.support.all_writers import HEADINGS, written
from tests.support.writers.exchange import Exchange

RUNS, DIFFERENT = 3, 1000
#: The first is what the others are compared with.
CHOSEN = (
    ("Apache template", "combined"),
    ("nginx template", "nginx_main"),
    ("template of fields", "haproxy_http"),
    ("delimited", "aws_alb"),
    ("w3c", "iis_w3c"),
    ("jsonl", "caddy_json"),
)
START = datetime(2026, 6, 1, 10, tzinfo=UTC)
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"


@dataclass(frozen=True)
class Case:
    """One format and lines of it."""

    grammar: str
    format: Format
    lines: pl.Series


def _exchanges() -> list[Exchange]:
    """Requests of a site with two a second."""
    rng = Random(7)
    found = []
    for number in range(DIFFERENT):
        start = START + timedelta(milliseconds=500 * number)
        size = rng.randrange(200, 90_000)
        found.append(
            Exchange(
                start=start,
                end=start + timedelta(milliseconds=rng.randrange(1, 400)),
                peer=f"192.0.2.{rng.randrange(1, 255)}",
                status=rng.choice((200, 200, 200, 304, 404)),
                body=size,
                planned=size,
                target=f"/publicaties/{rng.randrange(4000)}/bijlage.pdf?versie={number}",
                referer="https://www.example.org/publicaties/",
                agent=AGENT,
            )
        )
    return found


def _case(grammar: str, name: str, lines: int) -> Case:
    fmt = next(fmt for fmt in formats.registry() if fmt.name == name)
    rows = written(name, _exchanges())
    every = [*HEADINGS.get(name, ()), *(rows * -(-lines // len(rows)))[:lines]]
    return Case(grammar, fmt, pl.Series("line", every))


def _parsed(case: Case) -> int:
    """How many lines the format reads in full."""
    return int(formats.parse(case.format, case.lines, zone="UTC")[1].sum())


def _stamped(case: Case) -> int:
    """How many lines hold a minute that the format finds."""
    return formats.minutes(case.format, case.lines, zone="UTC").count()


def _median_seconds(work: Callable[[Case], int], cases: Sequence[Case]) -> list[float]:
    """The seconds of each case, which take turns."""
    runs: list[list[float]] = []
    for _ in range(RUNS):
        times = []
        for case in cases:
            start = time.perf_counter()
            work(case)
            times.append(time.perf_counter() - start)
        runs.append(times)
    return [statistics.median(times) for times in zip(*runs, strict=True)]


def main() -> int:
    """Makes the lines, takes the times, prints the table; 1 if a line was not read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--record", type=Path, metavar="FILE", help="put the table into this file")
    options = parser.parse_args()
    lines = options.lines
    cases = [_case(grammar, name, lines) for grammar, name in CHOSEN]
    unread = [case.format.name for case in cases if not _parsed(case) == _stamped(case) == lines]
    in_full, minutes = _median_seconds(_parsed, cases), _median_seconds(_stamped, cases)
    rows = []
    for case, full, minute in zip(cases, in_full, minutes, strict=True):
        rates = [f"{lines / full:,.0f}", f"{in_full[0] / full:.2f}", f"{lines / minute:,.0f}"]
        size = f"{case.lines.str.len_bytes().mean():.0f}"
        rows.append([case.grammar, case.format.name, size, *rates, f"{minutes[0] / minute:.2f}"])
    heads = ("grammar", " format", "bytes a line", "parsed, lines/s", "ratio", "minutes, lines/s", "ratio")
    intro = (
        f"{lines:,} lines each, medians of {RUNS} runs in one process. Every line of a log is read for its minute; only"
        " those that could name the file are parsed in full."
    )
    text = "\n\n".join([machine(), intro, table(heads, rows)])
    print(text)
    if options.record is not None:
        record(options.record, "Each grammar", text)
    for name in unread:
        print(f"WRONG: not every line of {name} was read", file=sys.stderr)
    return int(bool(unread))


if __name__ == "__main__":
    sys.exit(main())
