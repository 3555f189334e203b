"""A log by quarters of an hour, and how many lines its other days would have in each (counting.md 4b.15).

Lines of one minute count up to the number that nineteen minutes in twenty hold: a flood of a few minutes moves
nothing. A day that holds no line at all takes no place, so nothing here grows with the span of a log. Hours, weekdays
and dates are those of the zone given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from forensics.findings.coverage.clock_hours import HOUR
from forensics.model.schema import UTC as INSTANT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Truths = NDArray[np.bool_]

__all__ = ["QUARTER", "Quarters", "quarters", "working_days"]

QUARTER = timedelta(minutes=15)

_Span = tuple[datetime, datetime]

_MINUTES = 15  # of a quarter
_OF_DAY = 96
_FEWEST = 12  # quarters of a log that can be compared
_USUAL_MINUTE = 0.95
_LEAST_CAP = 3.0  # lines of a minute that always count
_KINDRED = 3  # quarters of the same weekday and clock time that make a median
_DAYTIME = 32, 67  # quarters from 8 to 17 o'clock, in which a site that is busy before and after is open
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: A log tells a day off from a working day where its weekends hold so much less, and a working day by so much.
_WEEKEND, _WORKING, _DAYS = 0.6, 0.8, 5


@dataclass(frozen=True, slots=True)
class Quarters:
    """Quarters of an hour between the first and the last line; arrays of one length, NaN is not known."""

    begin: NDArray[np.int64]
    """Minutes since 1970."""
    date: NDArray[np.int64]
    """Number of the local day."""
    daytime: Truths
    """Whether it lies between 8 and 17 o'clock, on whatever day: sides that are busy speak for what is between."""
    known: Truths
    """Whether it is to be judged: it lies in no silence that is told already, nor in an hour that occurs twice."""
    lines: Numbers
    """Lines in it, those of one minute up to a usual number; 0 where it is not known."""
    usual: Numbers
    """The median of the quarters of its weekday and clock time, else of working days or of weekends."""
    free: Numbers
    """The median of the weekends' quarters of its clock time, where that is less: what a day off would have."""
    lowest: Numbers
    """The lowest of the other days at its clock time."""
    regular: float
    """Lines a quarter of a sender that asks by the clock, whatever the hour: a monitor, which may stop."""

    def time(self, index: int) -> datetime:
        """The beginning of a quarter."""
        return _EPOCH + timedelta(minutes=int(self.begin[index]))


def quarters(
    minutes: pl.DataFrame,
    zone: str,
    *,
    silent: Iterable[_Span] = (),
    read_in: str | None = None,
    working: frozenset[date] = frozenset(),
) -> Quarters | None:
    """The quarters of the lines in these minutes (minute, lines), sorted; None where there are too few.

    `silent` are the silences that are told, `read_in` the zone in which times without an offset were read, `working`
    the days that other logs show to be none off.
    """
    capped = minutes.with_columns(lines=_capped(minutes))
    begin, lines, by_minute = _laid_out(capped)
    if len(begin) < _FEWEST:
        return None
    known = _outside(begin, silent) & ~_repeated(begin, read_in)
    lines = np.where(known, lines, 0.0)
    table = _compared(begin, lines, known, zone, working)
    usual = _numbers(table["usual"])
    free = np.where(np.isnan(free := _numbers(table["off"])), usual, np.fmin(free, usual))
    return Quarters(
        begin=begin,
        date=table["date"].to_physical().cast(pl.Int64).to_numpy(),
        daytime=table["daytime"].to_numpy(),
        known=known,
        lines=lines,
        usual=usual,
        free=free,
        lowest=_numbers(table["lowest"]),
        regular=max(_by_quarter(table), _by_minute(by_minute)),
    )


def working_days(minutes: pl.DataFrame, zone: str) -> frozenset[date]:
    """The days of the week that a log shows to be none off: it is busy on them, as it is not at weekends."""
    if minutes.is_empty():
        return frozenset()
    days = (
        minutes.with_columns(lines=_capped(minutes), date=pl.col("minute").dt.convert_time_zone(zone).dt.date())
        .group_by("date")
        .agg(pl.col("lines").sum())
        .with_columns(free=pl.col("date").dt.weekday() >= 6)
    )
    week, weekend = days.filter(~pl.col("free")), days.filter("free")
    usual = week["lines"].median()
    off = weekend["lines"].median()
    if len(week) < _DAYS or not isinstance(usual, float) or not isinstance(off, float) or off > _WEEKEND * usual:
        return frozenset()
    return frozenset(week.filter(pl.col("lines") >= _WORKING * usual)["date"])


def _capped(minutes: pl.DataFrame) -> pl.Series:
    usual = minutes["lines"].quantile(_USUAL_MINUTE, "lower") or 0.0
    return minutes["lines"].cast(pl.Float64).clip(upper_bound=max(usual, _LEAST_CAP))


def _laid_out(minutes: pl.DataFrame) -> tuple[NDArray[np.int64], Numbers, Numbers]:
    """The whole quarters of all days that hold a line, from the first line to the last: when each begins (minutes
    since 1970), its lines, and the lines of each of its minutes."""
    at = minutes["minute"].dt.epoch("s").to_numpy() // 60
    days, place = np.unique(at // (_OF_DAY * _MINUTES), return_inverse=True)
    minute = place * _OF_DAY * _MINUTES + at % (_OF_DAY * _MINUTES)
    counted = np.bincount(minute, minutes["lines"].to_numpy(), len(days) * _OF_DAY * _MINUTES).astype(np.float64)
    whole = slice(int(minute[0]) // _MINUTES + 1, int(minute[-1]) // _MINUTES)
    by_minute = counted.reshape(-1, _MINUTES)[whole]
    begin = (days[:, None] * _OF_DAY + np.arange(_OF_DAY)).ravel()[whole] * _MINUTES
    return begin.astype(np.int64), by_minute.sum(axis=1, dtype=np.float64), by_minute.ravel()


def _outside(begin: NDArray[np.int64], silent: Iterable[_Span]) -> Truths:
    """The quarters that lie in no silence, not even in part."""
    outside = np.ones(len(begin), bool)
    for start, end in silent:
        low, high = ((time - _EPOCH) / timedelta(minutes=1) for time in (start, end))
        outside[np.searchsorted(begin + _MINUTES, low, "right") : np.searchsorted(begin, high, "left")] = False
    return outside


def _repeated(begin: NDArray[np.int64], zone: str | None) -> Truths:
    """The quarters that show the same clock times as those an hour before."""
    if zone is None:
        return np.zeros(len(begin), bool)
    now, before = (
        hour.dt.convert_time_zone(zone).dt.replace_time_zone(None) for hour in (pl.col("at"), pl.col("at") - HOUR)
    )
    return _instants(begin).select(now <= before).to_series().to_numpy()


def _instants(begin: NDArray[np.int64]) -> pl.DataFrame:
    return pl.DataFrame({"at": begin * 60_000_000}).cast({"at": INSTANT})


def _compared(
    begin: NDArray[np.int64], lines: Numbers, known: Truths, zone: str, working: frozenset[date]
) -> pl.DataFrame:
    """Each quarter beside those of its kind: date, slot, daytime, known, lines, usual, off, lowest.

    What the other days hold is smoothed over an hour; of an even number of them the lower middle one is the median.
    """
    smooth = np.convolve(np.pad(lines, 2, mode="edge"), np.ones(5) / 5, "valid")
    local = pl.col("at").dt.convert_time_zone(zone)
    table = _instants(begin).with_columns(
        date=local.dt.date(),
        weekday=local.dt.weekday(),
        slot=local.dt.hour().cast(pl.Int32) * 4 + local.dt.minute().cast(pl.Int32) // _MINUTES,
        lines=pl.Series(lines),
        known=pl.Series(known),
        smooth=pl.when(pl.Series(known)).then(pl.Series(smooth)),
    )
    median, number = pl.col("smooth").quantile(0.5, "lower"), pl.col("smooth").count()
    free = pl.col("weekday") >= 6
    table = table.with_columns(free=free)
    usual = pl.coalesce(
        pl.when(number.over(kind) >= _KINDRED).then(median.over(kind))
        for kind in (["weekday", "slot"], ["free", "slot"])
    )
    least, second = (pl.col("smooth").sort(nulls_last=True).get(n, null_on_oob=True).over("slot") for n in (0, 1))
    off = pl.when("free").then("smooth").quantile(0.5, "lower").over("slot")
    return table.with_columns(
        usual=usual,
        off=pl.when(~pl.col("date").is_in(sorted(working))).then(off),
        lowest=pl.when(pl.col("smooth") <= least).then(second).otherwise(least),
        daytime=pl.col("slot").is_between(*_DAYTIME),
    )


def _numbers(column: pl.Series) -> Numbers:
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy()


def _by_quarter(table: pl.DataFrame) -> float:
    """The largest number of lines that the quarters of some hour of the day hold with less change than chance makes,
    and that three quarters in four of all hours hold."""
    low, middle = pl.col("lines").quantile(0.1, "lower"), pl.col("lines").median()
    known = table.filter("known")
    hours = known.group_by(pl.col("slot") // 4).agg(low=low, middle=middle)
    little = pl.max_horizontal(1.0, pl.col("low").sqrt() / 2)
    steady = hours.filter(pl.col("middle") - pl.col("low") <= little)["low"].max()
    everywhere = known["lines"].quantile(0.25, "lower")
    return min(steady, everywhere) if isinstance(steady, float) and everywhere is not None else 0.0


def _by_minute(lines: Numbers) -> float:
    """Lines a quarter, where nearly every minute of the log holds as many."""
    low, middle = np.quantile(lines, [0.1, 0.5], method="lower")
    steady = middle - low <= (1 if low >= _LEAST_CAP else 0)
    return float(low) * _MINUTES if steady else 0.0
