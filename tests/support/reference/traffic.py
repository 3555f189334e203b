"""The rest of a site's traffic, in the rhythm of days, weekends and single visits (counting.md 4b.14)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from tests.support.reference.exchange import Exchange
from tests.support.reference.visitors import BROWSERS

__all__ = ["traffic"]

#: Share of the daily peak, by hour.
_RHYTHM = (4, 2, 2, 1, 1, 3, 8, 25, 60, 85, 95, 90, 75, 88, 95, 90, 80, 60, 45, 42, 45, 40, 22, 9)
_PAGES = (
    "/",
    "/about",
    "/news",
    "/news/2026-06",
    "/contact",
    "/publications",
    "/css/a.css",
    "/js/app.js",
    "/img/b.png",
)


def _poisson(rng: Random, mean: float) -> int:
    """A draw by multiplication of uniforms; means here are small."""
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def _visit(rng: Random, at: datetime) -> Iterator[Exchange]:
    """One visitor's pages: a burst, with pauses for reading."""
    peer = f"198.18.{rng.randrange(256)}.{rng.randrange(1, 255)}"
    agent = rng.choice(BROWSERS)
    for _ in range(rng.choice([1, 1, 2, 4, 9, 14])):
        target = rng.choice(_PAGES)
        size = 300 + 977 * _PAGES.index(target)
        known = rng.random() < 0.15
        yield Exchange(at, peer, target, 304 if known else 200, 0 if known else size, 0 if known else size, agent=agent)
        at += timedelta(seconds=rng.choice([0, 0, 1, 1, 2, 30, 90]))


def traffic(rng: Random, first: datetime, last: datetime, visits: float) -> list[Exchange]:
    """What a site with so many visits in its best hour answered between these times, a monitor's requests among it."""
    found: list[Exchange] = []
    hour = first
    while hour < last:
        weekend = 0.45 if hour.weekday() >= 5 else 1.0
        for _ in range(_poisson(rng, visits * weekend * _RHYTHM[hour.hour] / 95)):
            found.extend(_visit(rng, hour + timedelta(seconds=rng.randrange(3600))))
        hour += timedelta(hours=1)
    return [exchange for exchange in found if exchange.end < last]
