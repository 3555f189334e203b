"""How often a sound log is said to be thinned, and how many of the stretches that were thinned are found.

    python -m benchmarks.thinned --seeds 0-24 --cut 3

A rate of so many lines in ten is left by chance; "1/min" leaves the first line of each minute. A stretch is found
where what is told spans the middle third of it. Those that lost fewer than 100 lines are not counted.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.gap_fixture import covered, thinner
from tests.support.rhythms import HOUR, RHYTHMS, Site, bounds, seconds, site

_BUSY = ("office", "newspaper", "webshop", "closed", "growing", "holiday", "municipality")
_SHARES = {"1/2": 0.5, "1/5": 0.2, "1/10": 0.1, "1/50": 0.02, "1/min": 0.0}
#: Length in hours, and the local hour at which it begins.
_STRETCHES = {"1 h, day": (1, 10.25), "6 h, day": (6, 9), "1 day": (24, 0), "1 h, night": (1, 2), "6 h, night": (6, 0)}
_LOST = 100


def _sound(first: int, last: int) -> None:
    rung = Counter[str]()
    for rhythm in RHYTHMS:
        for seed in range(first, last + 1):
            made = site(rhythm, seed)
            lines = seconds(made, seed)
            rung[rhythm] += bool(lines and covered(made, lines)[0].thinned)
    for rhythm in RHYTHMS:
        print(f"  {rhythm:<20}{rung[rhythm]:>4} of {last - first + 1}")
    print(f"  {'all':<20}{rung.total():>4} of {(last - first + 1) * len(RHYTHMS)}")


def _holes(made: Site, chance: Random) -> Iterator[tuple[str, int, int]]:
    """Of a working day that is neither the first nor the last, each of the stretches."""
    first = datetime.fromtimestamp(bounds(made)[0], made.zone)
    days = [first + timedelta(days=number) for number in range(1, made.days - 1)]
    working = [day for day in days if day.weekday() < 5 and day.date() not in made.holidays]
    for name, (hours, begin) in _STRETCHES.items() if working else ():
        start = int(chance.choice(working).timestamp() + begin * HOUR)
        yield name, start, start + hours * HOUR


def _cut(first: int, last: int) -> None:
    told, found, tried = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for rhythm in _BUSY:
        for seed in range(first, last + 1):
            made = site(rhythm, seed)
            lines = seconds(made, seed)
            for name, start, end in _holes(made, Random(f"{rhythm} {seed} thinned")):
                for share, part in _SHARES.items():
                    left = thinner(lines, start, end, part)
                    if len(lines) - len(left) < _LOST:
                        continue
                    third = (end - start) / 3
                    [log] = covered(made, left)
                    hit = any(
                        one.start.timestamp() <= start + third and one.end.timestamp() >= end - third
                        for one in log.thinned
                    )
                    tried[name, share] += 1
                    found[name, share] += hit
                    told[name, share] += bool(hit or log.thinned or log.gaps or log.quiet)
    for name in _STRETCHES:
        for share in _SHARES:
            of = name, share
            print(f"  {name:<12}{share:<8}{found[of]:>4} found, {told[of]:>4} told in any way, of {tried[of]}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0-24", help="first-last")
    parser.add_argument("--cut", type=int, default=3, help="seeds of the range whose logs are thinned")
    chosen = parser.parse_args()
    first, last = map(int, chosen.seeds.split("-"))
    print("sound logs that ring")
    _sound(first, last)
    print("thinned stretches")
    _cut(first, min(last, first + chosen.cut - 1))


if __name__ == "__main__":
    main()
