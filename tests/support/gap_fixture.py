"""What the tool calls a gap in a made log, and logs from which stretches were removed."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import polars as pl

from forensics.findings.coverage.coverage import cover
from forensics.model import Case, Coverage, Gap, Log, SourceReport, Window
from forensics.model.schema import MINUTES, check
from tests.support.rhythms import HOUR, Site, bounds, minutes, without

__all__ = ["BUSY", "Removed", "covered", "fewer", "gaps", "removals", "seen", "thinner"]

#: Lines of a usual hour from which on every removed hour is to be found.
BUSY = 200
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out of a log: the kind of removal, what is left, and the stretches."""

    kind: str
    left: list[int]
    holes: tuple[Span, ...]


def _time(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


def covered(made: Site, *servers: Sequence[int]) -> tuple[Coverage, ...]:
    """What the logs of the servers of that site cover, for a window that is the time of the site's log."""
    begin, end = map(_time, bounds(made))
    window = Window("w", begin, end, ("leak.xlsx",))
    zone = str(made.zone)
    case = Case(id="c", zone=zone, files=(), windows=(window,), logs=(Log("*/access.log", zone=zone),))
    tables, sources = [], []
    for number, lines in enumerate(servers, 1):
        own = pl.lit(f"s{number}").alias("source")
        tables.append(minutes(lines).select(own, "minute", pl.col("lines").cast(MINUTES["lines"])))
        path = f"web{number}/access.log"
        sources.append(SourceReport(id=f"s{number}", log=0, path=path, first=_time(lines[0]), last=_time(lines[-1])))
    return cover(check(pl.concat(tables), MINUTES), sources, case)


def gaps(lines: Sequence[int], made: Site) -> list[Span]:
    """The gaps in this log of that site."""
    return [_seconds(gap) for gap in covered(made, lines)[0].gaps] if lines else []


def fewer(made: Site, *servers: Sequence[int]) -> list[Span]:
    """The thinned stretches of the first of these logs."""
    return [_seconds(gap) for gap in covered(made, *servers)[0].thinned]


def thinner(lines: Sequence[int], start: int, end: int, share: float) -> list[int]:
    """A log with so large a share of the lines of a stretch, by chance; of 0 with one line of each minute there."""
    chance = Random(f"{start} {share}")
    if share:
        return [second for second in lines if not start <= second < end or chance.random() < share]
    firsts = {second // 60: second for second in reversed(lines) if start <= second < end}
    return sorted([*firsts.values(), *without(lines, (start, end))])


def _seconds(gap: Gap) -> Span:
    return int(gap.start.timestamp()), int(gap.end.timestamp())


def seen(hole: Span, found: Sequence[Span]) -> bool:
    """Whether a gap spans the hole, to the minute."""
    return any(start <= hole[0] + 60 and end >= hole[1] - 60 for start, end in found)


def _usual(lines: Sequence[int], made: Site) -> dict[int, float]:
    """Each hour of the log with the median of its clock time, on that weekday where there are two weeks."""
    begin, end = bounds(made)
    logged = Counter(second // HOUR * HOUR for second in lines)
    kinds: dict[tuple[int, int], list[int]] = defaultdict(list)
    place: dict[int, tuple[int, int]] = {}
    for hour in range(begin // HOUR * HOUR, end, HOUR):
        local = datetime.fromtimestamp(hour, made.zone)
        place[hour] = (local.hour, local.weekday() if made.days >= 14 else 0)
        kinds[place[hour]].append(logged[hour])
    medians = {kind: statistics.median(counts) for kind, counts in kinds.items()}
    flooded = [(start - HOUR, stop) for start, stop, _ in made.floods]
    return {
        hour: medians[kind]
        for hour, kind in place.items()
        if begin + HOUR <= hour < end - 4 * HOUR
        and logged[hour] >= medians[kind] / 3
        and not any(start <= hour < stop for start, stop in flooded)
    }


def removals(lines: Sequence[int], made: Site, chance: Random) -> Iterator[Removed]:
    """The log less hours that are busy (of BUSY lines and more), one, several, and at its beginning; less a night
    with the morning; and less a working day."""
    usual = _usual(lines, made)
    busy = [hour for hour, lines_of in usual.items() if lines_of >= BUSY]
    if busy:
        start = chance.choice(busy) + chance.randrange(HOUR)
        yield _less("an hour", lines, (start, start + HOUR))
        start = chance.choice(busy)
        yield _less("two to three hours", lines, (start, start + chance.choice((2, 3)) * HOUR))
        # Not the same hour of every Monday: that would be a rhythm.
        hours = {hour // HOUR % 24: hour for hour in (chance.choice(busy) for _ in range(3))}
        apart = [
            hour for hour in sorted(hours.values()) if not any(0 < hour - other <= 2 * HOUR for other in hours.values())
        ]
        yield _less("several hours", lines, *((hour, hour + HOUR) for hour in apart))
        start = chance.choice(busy)
        yield _less("the beginning", lines, (bounds(made)[0], start + HOUR))
        yield from _night(lines, made, chance.choice(busy))
    if made.days >= 7:
        yield from _day(lines, made, chance)


def _less(kind: str, lines: Sequence[int], *holes: Span) -> Removed:
    return Removed(kind, without(lines, *holes), holes)


def _night(lines: Sequence[int], made: Site, busy: int) -> Iterator[Removed]:
    """From four in the morning until the end of that busy hour."""
    local = datetime.fromtimestamp(busy, made.zone)
    start = int(local.replace(hour=4, minute=0).timestamp())
    if bounds(made)[0] + 24 * HOUR < start < busy:  # of a single day, nothing tells when the morning begins
        yield _less("a night and its morning", lines, (start, busy + HOUR))


def _day(lines: Sequence[int], made: Site, chance: Random) -> Iterator[Removed]:
    first = datetime.fromtimestamp(bounds(made)[0], made.zone)
    days = [first + timedelta(days=number) for number in range(2, made.days - 2)]
    working = [day for day in days if day.weekday() < 5 and day.date() not in made.holidays]
    if working:
        day = chance.choice(working)
        hole = (int(day.timestamp()), int((day + timedelta(days=1)).timestamp()))
        inside = [second for second in lines if hole[0] <= second < hole[1]]
        if len(inside) >= 60:  # so many lines that their absence is one
            yield Removed("a day", without(lines, hole), ((inside[0], inside[-1]),))
