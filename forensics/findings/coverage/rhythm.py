"""A log's rhythm: how often a silence ends, by the hours of its kind (counting.md 4b.7 and 4b.14).

Lines come in bursts, so it is not lines that are counted here, but visits. After a minute without a line, the
next one brings a line with a certain chance, the hazard: of all empty minutes in the hours of its kind, so many
were followed by a line. A flood moves it no more than a visit of many lines does. The rate of an hour is
-ln(1 - hazard), visits a minute.

An hour's kind are the hours of its weekday and clock time; where there are not two others, those of working days
or of weekends; else, for a stretch of a few hours and for daytime, the hour before or after the stretch,
whichever is quieter; and of a night or a weekend of which no other tells, the quietest hour of the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from forensics.findings.coverage.clock_hours import HOUR, MINUTE, by_hour, silences, time_of_week, wall_hour

__all__ = ["FREE", "SPAN", "Rhythm", "expected", "rhythm", "usual"]

_CERTAIN = 0.95  # no hazard is higher: a log of lines every minute would else ring at the first restart
_ERRORS = 1.5  # standard errors taken off a rate
_KINDRED = 2  # hours of the same weekday and clock time that make a rhythm
_SHORT = timedelta(hours=6)
_DAYTIME = 8, 17  # hours of a working day in which nobody need tell that a site is open
SPAN = ("start", "end")
_COUNTS = ("seen", "empty", "ended")
#: Saturday and Sunday.
FREE = pl.col("weekday") >= 6


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A log's lines by minute, its silences of a minute and more, and its hours (hour, weekday, clock,
    free, and of their minutes how many were `seen`, how many `empty`, how many silences `ended`)."""

    minutes: pl.DataFrame
    quiet: pl.DataFrame
    hours: pl.DataFrame
    zone: str


def rhythm(minutes: pl.DataFrame, zone: str) -> Rhythm:
    """The rhythm of the lines in these minutes (minute, lines), sorted."""
    quiet = silences(minutes, least=MINUTE)
    return Rhythm(minutes, quiet, _hours(minutes, quiet, zone), zone)


def _rate() -> pl.Expr:
    """Visits a minute, from minutes seen, those empty, and silences that ended. Where no minute was
    empty, what is known is how many were not."""
    full = (pl.col("seen") - pl.col("empty") + 0.5) / (pl.col("seen") + 1)
    hazard = (pl.col("ended") + full) / (pl.col("empty") + 1)
    return -(1 - pl.min_horizontal(hazard, _CERTAIN)).log()


def _hazard(rate: pl.Expr) -> pl.Expr:
    return 1 - (-rate).exp()


def _sums() -> list[pl.Expr]:
    return [pl.col(name).sum() for name in _COUNTS]


def _hours(minutes: pl.DataFrame, quiet: pl.DataFrame, zone: str) -> pl.DataFrame:
    full = minutes.group_by(hour=wall_hour(pl.col("minute"), zone)).agg(seen=pl.len().cast(pl.Float64))
    silent = by_hour(quiet, zone).with_columns(empty=pl.col("share").clip(upper_bound=1.0) * 60)
    ended = (pl.col("end") <= pl.col("hour") + HOUR).cast(pl.Float64)
    both = [
        full.with_columns(empty=pl.lit(0.0), ended=pl.lit(0.0)),
        silent.select("hour", seen="empty", empty="empty", ended=ended),
    ]
    counted = pl.concat(both).group_by("hour").agg(_sums()).sort("hour")
    return counted.with_columns(**time_of_week(zone)).with_columns(free=FREE)


def usual(book: Rhythm) -> pl.DataFrame:
    """Every silence of the log: start, end, minutes; `visits` to be expected in it by the other hours of its
    kind; and `due`, how many silences were to end in it."""
    hours = book.hours
    for kind in (("weekday", "clock"), ("free", "clock")):
        others = [(pl.col(name).sum().over(kind) - pl.col(name)).alias(name) for name in _COUNTS]
        number = pl.len().over(kind) - 1
        hours = hours.with_columns(
            hours.select(*kind, *others, number=number).select(
                pl.when(pl.col("number") >= (_KINDRED if kind[0] == "weekday" else 1))
                .then(_rate())
                .alias(kind[0] + "_rate")
            )
        )
    rates = hours.select("hour", rate=pl.coalesce("weekday_rate", "free_rate", _rate()))
    silent = by_hour(book.quiet, book.zone).join(rates, on="hour")
    empty = pl.col("share") * 60
    return (
        silent.group_by(SPAN)
        .agg(minutes=empty.sum(), visits=(pl.col("rate") * empty).sum(), due=(_hazard(pl.col("rate")) * empty).sum())
        .sort(SPAN)
    )


# ---- what was to be expected in a stretch ----------------------------------------------------


def expected(pieces: pl.DataFrame, book: Rhythm) -> pl.DataFrame:
    """The visits to be expected in each stretch: start, end, minutes, visits."""
    near = _beside(pieces.select(SPAN).unique().sort(SPAN), book)
    short = pl.col("end") - pl.col("start") <= _SHORT
    daytime = pl.col("clock").is_between(*_DAYTIME) & ~pl.col("free")
    same = pl.when(short | daytime).then(pl.when(pl.col("free")).then("near_free").otherwise("near_working"))
    rates = (
        pieces.join(near, on=SPAN)
        .join(_kindred(pieces, book.hours, ("weekday", "clock"), _KINDRED), on=(*SPAN, "hour"), how="left")
        .join(_kindred(pieces, book.hours, ("free", "clock"), 2), on=(*SPAN, "hour"), how="left", suffix="_class")
        .join(_kindred(pieces, book.hours, ("free", "clock"), 1), on=(*SPAN, "hour"), how="left", suffix="_one")
        .join(_kindred(pieces, book.hours, ("clock",), 1), on=(*SPAN, "hour"), how="left", suffix="_clock")
    )
    clock = pl.when(~pl.col("free")).then("rate_clock")  # working days say nothing of a weekend's hours
    quietest = pl.lit(_quietest(book.hours))
    one = pl.min_horizontal("rate_one", pl.coalesce(same, quietest))  # a single hour may be that of a flood
    rate = pl.coalesce("rate", "rate_class", one, clock, quietest)
    known = pl.coalesce("known", "known_class", "known_one", pl.when(same.is_null()).then(pl.col("known_clock")))
    error = 1 - _ERRORS / known.sum().sqrt()
    less = pl.when(known.sum() > 0).then(error.clip(lower_bound=0)).otherwise(1)
    empty = pl.col("share") * 60
    return rates.group_by(SPAN).agg(minutes=empty.sum(), visits=(rate * empty).sum() * less)


def _kindred(pieces: pl.DataFrame, hours: pl.DataFrame, kind: tuple[str, ...], least: int) -> pl.DataFrame:
    """The rate of the hours that agree in `kind` with the hour of each piece, but for those that its own
    stretch touches, where there are at least so many: start, end, hour, rate, known (visits seen)."""
    other = hours.select(*kind, *_COUNTS, other="hour")
    touched = (pl.col("other") < pl.col("end")) & (pl.col("other") + HOUR > pl.col("start"))
    return (
        pieces.select(*SPAN, "hour", *kind)
        .join(other, on=kind)
        .filter(~touched)
        .group_by(*SPAN, "hour")
        .agg(*_sums(), number=pl.len())
        .filter(pl.col("number") >= least)
        .select(*SPAN, "hour", rate=_rate(), known=_rate() * pl.col("seen"))
    )


def _quietest(hours: pl.DataFrame) -> float:
    """The rate of the quietest hour of the day; none where the log does not show what all hours are like."""
    rates = hours.group_by("clock").agg(_sums()).select(rate=_rate())["rate"]
    quietest = rates.min()
    return float(quietest) if isinstance(quietest, float) and len(rates) == 24 else 0.0


def _beside(spans: pl.DataFrame, book: Rhythm) -> pl.DataFrame:
    """The rate of the hour before and after each stretch, whichever is lower, for working days and for
    others; null where neither is of that kind."""
    first, last = book.minutes["minute"][0], book.minutes["minute"][-1] + MINUTE
    sides = spans.with_columns(
        before=pl.max_horizontal(pl.col("start") - HOUR, pl.lit(first)),
        after=pl.min_horizontal(pl.col("end") + HOUR, pl.lit(last)),
    )
    one = _between(sides.select(*SPAN, a="before", b="start"), book)
    two = _between(sides.select(*SPAN, a="end", b="after"), book)
    both = one.join(two, on=SPAN, suffix="_after")
    lower, free = pl.min_horizontal("rate", "rate_after"), pl.col("free", "free_after")
    return both.select(
        *SPAN,
        near_free=pl.when(pl.any_horizontal(free.fill_null(value=False))).then(lower),
        near_working=pl.when(pl.any_horizontal(~free.fill_null(value=True))).then(lower),
    )


def _between(spans: pl.DataFrame, book: Rhythm) -> pl.DataFrame:
    """The rate between a and b, less its error; rate and free are null where a is not before b."""
    full = book.minutes.select(at="minute", full=pl.int_range(1, pl.len() + 1))
    over = book.quiet.select(at="end", over=pl.int_range(1, pl.len() + 1))
    found = spans
    for side in ("a", "b"):
        for table, name, exact in ((full, "full", False), (over, "over", True)):
            found = (
                found.with_columns(at=pl.col(side))
                .sort("at")
                .join_asof(table, on="at", allow_exact_matches=exact)
                .drop("at")
                .rename({name: f"{name}_{side}"})
            )
    found = found.fill_null(0).filter(pl.col("a") < pl.col("b"))
    seen = (pl.col("b") - pl.col("a")) / pl.lit(MINUTE)
    counted = found.with_columns(seen=seen, ended=(pl.col("over_b") - pl.col("over_a")).cast(pl.Float64)).with_columns(
        empty=pl.col("seen") - (pl.col("full_b") - pl.col("full_a")), hour="a"
    )
    error = (1 - _ERRORS / (_rate() * pl.col("seen")).sqrt()).clip(lower_bound=0)
    rated = counted.with_columns(**time_of_week(book.zone)).select(*SPAN, rate=_rate() * error, free=FREE)
    return spans.select(SPAN).join(rated, on=SPAN, how="left")
