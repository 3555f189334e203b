"""Stretches of a log that hold far fewer lines than they should (counting.md 4b.15): nine lines in ten taken out, say.

A stretch of half an hour to a day is held against the most modest of what predicts it: the same hours of other days,
as far as the hours before and after it, whichever is lower, come up to theirs; and a day off, where those hours do not
show that it was none. Where no other day tells, it is the quieter of both sides, in daytime only. So a holiday, growth,
a crawler that leaves or a flood that stops explains itself, and so does a monitor that stops.

How far the logarithm of the ratio lies out is measured by the spread of the log's own stretches of that length, in
which the tail is taken to fall off no faster than exponentially. How often it rings on sound logs and what it finds
is measured in benchmarks/thinned.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from forensics.findings.coverage.quarters import QUARTER, Quarters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Truths = NDArray[np.bool_]
    Places = NDArray[np.int64]

__all__ = ["Thinned", "thinned"]

#: How many stretches called thinned a sound log may hold by the tail that is assumed. Measured it is fewer: of 480
#: sound logs of the rhythms of the tests none held one.
ALARM = 0.01

_LENGTHS = (2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96)  # quarters
_SIDES = 4, 12  # quarters before and after, at least and at most
_NEAR = 4  # quarters next to a stretch, judged apart: what ended there ended before it
_BESIDE_ONLY = 24  # quarters: a longer stretch is judged by other days alone
_SHARE = 0.4  # of the lines expected: more of them is how days differ
_LOST = 60.0  # lines that are missing at least
_JUDGED = 10.0  # lines expected in a stretch that shows the spread of its log
_KNOWN = 0.75  # of a stretch that no silence explains
_DAY_OFF = 2.5  # standard deviations that a day off has less, where the hours beside a stretch tell it from others
_SPREAD = 0.6  # the narrowest
_TAILS = ((0.95, 0.75), (0.9, 0.6), (0.8, 0.5))  # quantiles that show it; a long stretch spoils the outer ones
_FEWEST, _TRIED = 20, 1000  # stretches that show a spread; stretches tried at least
_UNKNOWN_SPREAD = 1.0  # where they do not show it
_PULL = 5  # visits by which a side is drawn to what is usual
_DAY_TO_DAY = 0.01  # variance of the logarithm, whatever the number of lines
_EXPECTED_SQUARE = 0.455  # median of the square of a normal deviate


@dataclass(frozen=True, slots=True)
class Thinned:
    """A stretch with far fewer lines than expected."""

    start: datetime
    end: datetime
    expected: float
    """Lines to be expected, by the most modest measure."""


@dataclass(frozen=True, slots=True)
class _Length:
    """Stretches of one length that begin at these quarters: the lines expected and seen, and how far out they lie."""

    at: Places
    length: int
    expected: Numbers
    seen: Numbers
    surprise: Numbers
    judged: Truths


def thinned(book: Quarters) -> list[Thinned]:
    """The stretches that are thinned, in order; none touches another."""
    burst = _burst(book)
    hits = [hit for length in _LENGTHS for hit in _hits(book, length, burst)]
    hits.sort(key=lambda hit: (-hit[0], hit[1], hit[2]))
    chosen: list[tuple[float, int, int, float]] = []
    for hit in hits:
        if all(hit[1] + hit[2] <= other[1] or other[1] + other[2] <= hit[1] for other in chosen):
            chosen.append(hit)
    return [
        Thinned(book.time(at), book.time(at + length - 1) + QUARTER, round(expected, 1))
        for _, at, length, expected in sorted(chosen, key=lambda hit: hit[1])
    ]


def _hits(book: Quarters, length: int, burst: float) -> Iterator[tuple[float, int, int, float]]:
    """How far beyond the limit, the first quarter, the length and the lines expected of what is thinned."""
    side = min(max(length, _SIDES[0]), _SIDES[1])
    number = len(book.lines)
    if number < length + 2 * side:
        return
    found = _stretches(book, length, side, burst)
    if not found.judged.any():
        return
    beyond = found.surprise - _limit(found, number)
    few = (found.seen <= _SHARE * found.expected) & (found.expected - found.seen >= _LOST)
    for n in np.flatnonzero(found.judged & few & (beyond > 0)):
        yield float(beyond[n]), int(found.at[n]), length, float(found.expected[n])


def _stretches(book: Quarters, length: int, side: int, burst: float) -> _Length:
    at = np.arange(side, len(book.lines) - length - side + 1)
    known, seen = _sums(book.known, length)[at], _sums(book.lines, length)[at]
    told = book.known & ~np.isnan(book.usual)
    by_days = _by_days(book, told, at, length, side, burst)
    everywhere = _sums(told, length)[at] >= known
    expected = np.where(everywhere, by_days, _by_sides(book, at, length, side))
    expected = np.maximum(0.0, expected - book.regular * known)
    ratio = np.log((expected + burst) / (seen + burst))
    beside = _sums(book.known, side)
    enough = (beside[at - side] >= side / 2) & (beside[at + length] >= side / 2)
    return _Length(
        at,
        length,
        expected,
        seen,
        surprise=ratio / np.sqrt(burst / (expected + burst) + _DAY_TO_DAY),
        judged=(expected >= _JUDGED) & (known >= _KNOWN * length) & enough,
    )


def _by_days(book: Quarters, told: Truths, at: Places, length: int, side: int, burst: float) -> Numbers:
    """What the same hours of other days predict, no more than the sides come up to."""
    usual, free = np.where(told, book.usual, 0.0), np.where(told, book.free, 0.0)
    sides = (at - side, at + length)
    pull = _PULL * burst
    lines, working, off = (_sums(each, side) + pull for each in (book.lines, usual, free))
    near = (at - _NEAR, at + length)
    lines_near, working_near, off_near = (_sums(each, _NEAR) + pull for each in (book.lines, usual, free))
    nearest = [lines_near[each] / working_near[each] for each in near]
    level = np.minimum.reduce([np.ones(len(at)), *nearest, *(lines[each] / working[each] for each in sides)])
    nearest_off = [lines_near[each] / off_near[each] for each in near]
    level_off = np.minimum.reduce([*nearest_off, *(lines[each] / off[each] for each in sides)])
    by_usual = _sums(usual, length)[at] * level
    by_off = np.minimum(by_usual, _sums(free, length)[at] * level_off)
    # Both sides belong to the day of the stretch, and are busy as they would not be if it were a day off.
    open_day = book.date[sides[0] + side // 2] == book.date[sides[1] + side // 2]
    for each in sides:
        differ = working[each] - off[each] > _DAY_OFF * np.sqrt(burst * working[each])
        open_day &= differ & (lines[each] > np.sqrt(off[each] * working[each]))
    expected: Numbers = np.where(open_day, by_usual, by_off)
    return expected


def _by_sides(book: Quarters, at: Places, length: int, side: int) -> Numbers:
    """What the quieter of both sides predicts, where all of the stretch lies in daytime, and no more than any other
    day holds there; else nothing."""
    if length > _BESIDE_ONLY:
        return np.zeros(len(at))
    rate = _sums(book.lines, side) / np.maximum(_sums(book.known, side), 1.0)
    quieter = np.minimum(rate[at - side], rate[at + length]) * _sums(book.known, length)[at]
    least = _sums(np.nan_to_num(book.lowest, nan=1e9), length)[at]
    return np.where(_sums(book.daytime, length)[at] == length, np.minimum(quieter, least), 0.0)


def _limit(found: _Length, number: int) -> float:
    """The surprise that ALARM stretches of a log of so many quarters exceed, from the spread of its own but for those
    that touch the one farthest out."""
    tried = max(_TRIED, 2 * number)
    farthest = found.at[np.argmax(np.where(found.judged, found.surprise, -np.inf))]
    others = found.surprise[found.judged & (np.abs(found.at - farthest) >= found.length)]
    if len(others) < _FEWEST:
        return float(_UNKNOWN_SPREAD * np.log(tried / ALARM))
    limits = []
    for high, low in _TAILS:
        outer, inner = np.quantile(others, [high, low])
        spread = max(_SPREAD, (outer - inner) / np.log((1 - low) / (1 - high)))
        limits.append(max(outer, 0.0) + spread * np.log((1 - high) * tried / ALARM))
    return float(min(limits))


def _burst(book: Quarters) -> float:
    """How many lines come together: the variance of a quarter's lines over their mean, at least 1."""
    usual = np.where(book.known, np.nan_to_num(book.usual), 0.0)
    if (usual >= 5).sum() >= 48:  # half a day of quarters that hold some lines
        return _dispersion(book.lines, usual, usual >= 5)
    around = np.convolve(np.pad(book.lines, 2, mode="edge"), np.ones(5) / 5, "valid")
    return _dispersion(book.lines, around, around >= 3)


def _dispersion(lines: Numbers, mean: Numbers, of: Truths) -> float:
    if not of.any():
        return 1.0
    return max(1.0, float(np.median((lines[of] - mean[of]) ** 2 / mean[of])) / _EXPECTED_SQUARE)


def _sums(each: Numbers | Truths, length: int) -> Numbers:
    """The sum of so many in a row, from each place on."""
    upto: Numbers = np.concatenate([[0.0], np.cumsum(each, dtype=np.float64)])
    found: Numbers = upto[length:] - upto[:-length]
    return found
