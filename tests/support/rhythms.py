"""Sound logs of every rhythm, made by chance from a seed: the seconds at which an invented site wrote a line.

People come in visits of several lines; days differ from each other; robots and monitors keep their own time.
The same name and seed give the same seconds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import polars as pl

from forensics.model.schema import UTC as INSTANT

__all__ = ["HOUR", "RHYTHMS", "Site", "bounds", "minutes", "seconds", "site", "without"]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOUR = 3600
Span = tuple[int, int]

_NIGHT = (3, 2, 1, 1, 1, 2)
#: Visits of each hour of a day, in hundredths of its busiest hour.
_DAYS = {
    "office": (*_NIGHT, 4, 20, 70, 100, 100, 90, 60, 90, 100, 95, 70, 30, 12, 10, 9, 8, 6, 4),
    "shut": (0, 0, 0, 0, 0, 0, 0, 8, 70, 100, 100, 95, 70, 95, 100, 90, 60, 12, 0, 0, 0, 0, 0, 0),
    "news": (20, 10, 7, 6, 8, 20, 60, 95, 100, 90, 85, 90, 100, 90, 80, 78, 80, 85, 80, 85, 95, 90, 65, 40),
    "shop": (8, 4, 3, 2, 2, 3, 8, 20, 40, 55, 65, 70, 75, 70, 68, 65, 65, 60, 70, 90, 100, 95, 60, 25),
    "flat": (80,) * 24,
}


@dataclass(frozen=True, slots=True)
class Site:
    """What an invented site is like: visits an hour at its busiest, lines of a visit, and its habits."""

    name: str
    begin: date
    days: int
    peak: float
    day: str = "office"
    weekend: float = 1.0  # share of a working day
    lines: float = 6.0  # of a visit, on average
    restless: float = 0.15  # how much days and hours differ by chance (sigma of the logarithm)
    holidays: tuple[date, ...] = ()  # days like a Sunday
    robots: float = 0.0  # visits of one line an hour, day and night
    ping: int = 0  # seconds between two requests of a monitor
    unwatched: tuple[Span, ...] = ()  # when the monitor was off
    events: int = 0  # newsletters: two hours with twenty times the visits
    floods: tuple[tuple[int, int, float], ...] = ()  # start, end, lines a second
    zone: ZoneInfo = field(default=AMSTERDAM)


def _poisson(chance: Random, mean: float) -> int:
    if mean > 50:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def _visit(chance: Random, start: int, lines: float) -> Iterator[int]:
    """A page with what it loads at once, and further pages after some reading."""
    now = float(start)
    yield start
    while chance.random() > 1 / lines:
        now += chance.random() if chance.random() < 0.7 else chance.expovariate(1 / 25)
        yield int(now)


def bounds(made: Site) -> Span:
    """The first second of the log's first day, and the one after its last."""
    begin = datetime(made.begin.year, made.begin.month, made.begin.day, tzinfo=made.zone)
    end = datetime.fromordinal(made.begin.toordinal() + made.days).replace(tzinfo=made.zone)
    return int(begin.timestamp()), int(end.timestamp())


def _visits(made: Site, chance: Random) -> Iterator[tuple[int, float]]:
    """The beginning of each hour, and how many visits it has on average."""
    begin, end = bounds(made)
    newsletters = {begin + chance.randrange(max(1, (end - begin) // HOUR)) * HOUR for _ in range(made.events)}
    mood: dict[date, float] = {}
    for hour in range(begin, end, HOUR):
        local = datetime.fromtimestamp(hour, made.zone)
        free = local.weekday() >= 5 or local.date() in made.holidays
        level = mood.setdefault(local.date(), math.exp(chance.gauss(0, made.restless)))
        rate = made.peak * _DAYS[made.day][local.hour] / 100 * (made.weekend if free else 1.0)
        rate *= level * math.exp(chance.gauss(0, made.restless / 2))
        if hour in newsletters or hour - HOUR in newsletters:
            rate *= 20
        yield hour, rate


def seconds(made: Site, seed: int) -> list[int]:
    """When the site wrote a line: seconds since 1970, in order."""
    chance = Random(f"{made.name} {seed}")
    found: list[int] = []
    begin, end = bounds(made)
    for hour, rate in _visits(made, chance):
        for _ in range(_poisson(chance, rate)):
            found.extend(_visit(chance, hour + chance.randrange(HOUR), made.lines))
        found.extend(hour + chance.randrange(HOUR) for _ in range(_poisson(chance, made.robots)))
    if made.ping:
        pings = range(begin + chance.randrange(made.ping), end, made.ping)
        found.extend(ping for ping in pings if not any(a <= ping < b for a, b in made.unwatched))
    for start, stop, pace in made.floods:
        found.extend(start + chance.randrange(stop - start) for _ in range(int((stop - start) * pace)))
    return sorted(second for second in found if begin <= second < end)


def without(lines: Iterable[int], *holes: Span) -> list[int]:
    """The lines that are left when some stretches were removed."""
    return [second for second in lines if not any(a <= second < b for a, b in holes)]


def minutes(lines: Sequence[int]) -> pl.DataFrame:
    """Lines of each minute that has one, as the scan counts them: minute, lines."""
    counted = sorted(Counter(second // 60 for second in lines).items())
    rows = [(datetime.fromtimestamp(minute * 60, UTC), count) for minute, count in counted]
    return pl.DataFrame(rows, schema={"minute": INSTANT, "lines": pl.Int64}, orient="row")


# ---- the rhythms -----------------------------------------------------------------------------


def _scaled(chance: Random, low: float, high: float) -> float:
    return low * (high / low) ** chance.random()


def _from(chance: Random) -> date:
    """A day of 2026 far from the changes of the clock."""
    return date(2026, 4, 7) + timedelta(days=chance.randrange(150))


def _some_weeks(chance: Random) -> int:
    return chance.choice((5, 7, 10, 14, 21, 28, 42, 70))


def _office(chance: Random) -> Site:
    return Site("", _from(chance), _some_weeks(chance), _scaled(chance, 8, 120), weekend=0.15, robots=2)


def _newspaper(chance: Random) -> Site:
    return Site("", _from(chance), chance.choice((1, 2, 3, 7, 10)), _scaled(chance, 150, 600), "news", 0.9, robots=6)


def _municipality(chance: Random) -> Site:
    return Site("", _from(chance), _some_weeks(chance), _scaled(chance, 3, 9), weekend=0.35, robots=0.7)


def _webshop(chance: Random) -> Site:
    days = chance.choice((3, 7, 14, 21, 28))
    return Site("", _from(chance), days, _scaled(chance, 20, 150), "shop", 1.3, 9.0, robots=3, events=days // 7)


def _api(chance: Random) -> Site:
    begin = _from(chance)
    made = Site("", begin, chance.choice((2, 7, 14, 28)), _scaled(chance, 4, 40), "flat", 0.8, 2.0, ping=60)
    start = bounds(made)[0] + chance.randrange(6, 24 * made.days - 8) * HOUR
    return _replace(made, unwatched=((start, start + HOUR * chance.choice((1, 1, 2, 3))),))


def _bursty(chance: Random) -> Site:
    days = _some_weeks(chance)
    return Site("", _from(chance), days, _scaled(chance, 1, 6), "news", 0.8, 14.0, 0.5, events=days // 3)


def _closed(chance: Random) -> Site:
    return Site("", _from(chance), _some_weeks(chance), _scaled(chance, 15, 150), "shut", 0.0)


def _holiday(chance: Random) -> Site:
    """A log with days off in the week: Easter, Ascension, Whitsun."""
    begin = date(2026, 3, 30) + timedelta(days=chance.randrange(3))
    off = (
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 25),
    )
    weekend = chance.choice((0.05, 0.15, 0.3))
    return Site(
        "", begin, chance.choice((10, 21, 35, 70)), _scaled(chance, 15, 100), weekend=weekend, holidays=off, robots=1.5
    )


def _one_day(chance: Random) -> Site:
    day = chance.choice(("office", "news", "shop", "shut", "flat"))
    return Site("", _from(chance), 1, _scaled(chance, 4, 300), day, weekend=0.3, robots=0.0 if day == "shut" else 1)


def _changing_clock(chance: Random) -> Site:
    begin = chance.choice(
        (date(2026, 10, 19), date(2026, 10, 24), date(2026, 10, 25), date(2026, 3, 23), date(2026, 3, 29))
    )
    days = chance.choice((1, 3, 7, 14, 28))
    return Site("", begin, days, _scaled(chance, 8, 200), chance.choice(("office", "news", "shop")), 0.4, robots=4)


def _scanned(chance: Random) -> Site:
    """A flood or a scanner's burst, that stops."""
    made = Site("", _from(chance), chance.choice((1, 2, 3, 7, 14)), _scaled(chance, 4, 40), weekend=0.3, robots=2)
    begin, end = bounds(made)
    start = chance.randrange(begin, end - 6 * HOUR)
    length = int(_scaled(chance, 120, 6 * HOUR))
    return _replace(made, floods=((start, start + length, min(_scaled(chance, 0.5, 60), 60_000 / length)),))


def _growing(chance: Random) -> Site:
    """Days of one site that have little to do with each other."""
    return Site(
        "",
        _from(chance),
        _some_weeks(chance),
        _scaled(chance, 8, 80),
        chance.choice(("office", "shop")),
        0.4,
        restless=0.6,
        robots=2,
    )


def _replace(made: Site, **values: object) -> Site:
    return Site(**{name: getattr(made, name) for name in Site.__slots__} | values)  # type: ignore[arg-type]


#: What logs are like; each is told from the others by what it does to a test for silences.
RHYTHMS: dict[str, Callable[[Random], Site]] = {
    "office": _office,
    "newspaper": _newspaper,
    "municipality": _municipality,
    "webshop": _webshop,
    "api": _api,
    "bursty": _bursty,
    "closed": _closed,
    "holiday": _holiday,
    "one-day": _one_day,
    "changing-clock": _changing_clock,
    "scanned": _scanned,
    "growing": _growing,
}


def site(rhythm: str, seed: int) -> Site:
    """The site that this rhythm and this seed make."""
    made = RHYTHMS[rhythm](Random(f"{rhythm} {seed}"))
    return _replace(made, name=rhythm)
