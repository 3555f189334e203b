"""The rotations of one log beside each other: which are missing, and where the clock jumped between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

import polars as pl

from forensics.findings.coverage.clock_hours import SHORTEST
from forensics.findings.coverage.expected_lines import LEAST
from forensics.findings.coverage.surprise import DOUBT, surprises
from forensics.model import SourceReport
from forensics.model.schema import UTC as INSTANT
from forensics.sources.rotation import copied, rotation

__all__ = ["between", "clock_jumps", "missing_rotations"]

_Span = tuple[datetime, datetime]

_JUMP = timedelta(hours=1)  # a log that ends later than this after the next one began


def between(label: str, members: Iterable[SourceReport]) -> _Span | None:
    """From the last line of the rotation before a missing one to the first line after it, whichever way rotations
    are numbered; the end is not after the start where they follow each other. None where a neighbour is unknown."""
    dated = not label.isdecimal()
    wanted = date.fromisoformat(label).toordinal() if dated else int(label)
    spans: dict[int, _Span] = {}
    for source in members:
        place = rotation(source.place)
        if isinstance(place, date) == dated and source.first and source.last:
            # The file being written to has no number; it is the newest.
            spans[place.toordinal() if isinstance(place, date) else place or 0] = (source.first, source.last)
    below, above = [p for p in spans if p < wanted], [p for p in spans if p > wanted]
    if not below or not above:
        return None
    neighbours = (spans[max(below)], spans[min(above)])
    return min(last for _, last in neighbours), max(first for first, _ in neighbours)


def missing_rotations(
    members: Sequence[SourceReport], own: pl.DataFrame, zone: str, read_in: str | None
) -> Iterator[str]:
    """The rotations that are missing and held lines: a day without lines has no file (logrotate's notifempty), and
    then its neighbours follow each other as the log's rhythm has it. A number is never left out for want of lines."""
    places = {label: between(label, members) for label in _missing([rotation(source.place) for source in members])}
    silent = {label: span for label, span in places.items() if span and span[1] - span[0] >= SHORTEST}
    empty = {label for label, span in places.items() if span and label not in silent}
    if silent and own.height > 1 and own["lines"].sum() > LEAST:
        stretches = pl.DataFrame(list(silent.values()), schema={"start": INSTANT, "end": INSTANT}, orient="row")
        found = surprises(stretches, own, zone, read_in=read_in).filter(pl.col("surprise") < DOUBT)
        usual = set(found.select("start", "end").rows())
        empty.update(label for label, span in silent.items() if span in usual and not label.isdigit())
    yield from (label for label in places if label not in empty)


def _missing(rotations: Sequence[int | date | None]) -> Iterator[str]:
    """Numbers left out of 1, 2, 4, and days left out of a series that is otherwise daily."""
    numbers = sorted({number for number in rotations if isinstance(number, int)})
    if numbers and None in rotations:
        numbers = sorted({*numbers, min(numbers[0], 1) - 1})  # the live file stands before the first
    for one, other in pairwise(numbers):
        yield from map(str, range(one + 1, other))
    days = sorted({day for day in rotations if isinstance(day, date)})
    steps = Counter((later - day).days for day, later in pairwise(days))
    if steps[1] * 2 >= steps.total():
        for day, later in pairwise(days):
            yield from ((day + timedelta(days=n)).isoformat() for n in range(1, (later - day).days))


def clock_jumps(members: Iterable[SourceReport]) -> int:
    """Sources whose last line is stamped before their first, and rotations that end more than an hour
    after the next one began. Copies of one rotation are one; whether 1 or 9 is the newest is taken
    to be as it gives fewer jumps."""
    spans: dict[int | date | None, list[datetime]] = {}
    backwards = 0
    for source in members:
        if source.first is not None and source.last is not None:
            backwards += source.first > source.last
            if copied(source.place):
                continue
            spans.setdefault(rotation(source.place), []).extend((source.first, source.last))
    live = [spans.pop(None)] if None in spans else []
    numbered = [spans[key] for key in sorted(key for key in spans if isinstance(key, int))]
    dated = [spans[key] for key in sorted(key for key in spans if isinstance(key, date))]
    orders = ([*dated, *numbered[::-1], *live], [*dated, *numbered, *live])
    return backwards + min(sum(max(older) > min(newer) + _JUMP for older, newer in pairwise(order)) for order in orders)
