"""How often silences of sound logs are called gaps, and how many of the stretches removed from logs are found.

    python -m benchmarks.gaps --seeds 0-17 --seeds 1000-1017

Two ranges of seeds: the test for silences (forensics/findings/coverage/surprise.py) was set on the first, the second
was kept aside.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.gap_fixture import gaps, removals, seen
from tests.support.rhythms import RHYTHMS, seconds, site

Tally = dict[str, list[int]]


def _measure(first: int, last: int, *, cut: int, shown: bool) -> tuple[Tally, Tally]:
    """Per rhythm the logs that ring, of all; per kind of removal the stretches found, of all."""
    rung: Tally = defaultdict(lambda: [0, 0])
    found: Tally = defaultdict(lambda: [0, 0])
    for rhythm in RHYTHMS:
        for seed in range(first, last + 1):
            made = site(rhythm, seed)
            lines = seconds(made, seed)
            false = gaps(lines, made)
            rung[rhythm][0] += bool(false)
            rung[rhythm][1] += 1
            if false and shown:
                print(f"  rings: {rhythm} {seed}: {false[:3]}")
            if seed >= first + cut:
                continue
            for removed in removals(lines, made, Random(f"{rhythm} {seed} holes")):
                told = gaps(removed.left, made)
                for hole in removed.holes:
                    hit = seen(hole, told)
                    found[removed.kind][0] += hit
                    found[removed.kind][1] += 1
                    if not hit and shown:
                        print(f"  not found: {rhythm} {seed}: {removed.kind}: {hole}")
    return rung, found


def _print(title: str, tally: Tally) -> None:
    total = [sum(column) for column in zip(*tally.values(), strict=True)]
    print(title)
    for name, (part, whole) in [*tally.items(), ("all", total)]:
        print(f"  {name:<26}{part:>5} of {whole}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", action="append", required=True, help="first-last, more than once")
    parser.add_argument("--cut", type=int, default=1000, help="seeds of each range whose logs are cut as well")
    parser.add_argument("--show", action="store_true", help="every log that rings, every stretch not found")
    chosen = parser.parse_args()
    for seeds in chosen.seeds:
        first, last = map(int, seeds.split("-"))
        rung, found = _measure(first, last, cut=chosen.cut, shown=chosen.show)
        _print(f"seeds {seeds}: sound logs that ring", rung)
        _print(f"seeds {seeds}: removed stretches found", found)


if __name__ == "__main__":
    main()
