"""How improbable a silence is by the log's own rhythm (counting.md 4b.7 and 4b.14).

Lines come in bursts, so lines are not what is counted here, but visits. After a minute without a line,
each next minute brings one with a certain chance, the hazard; it is measured in the hours of kindred
time: of all their empty minutes, so many were followed by a line. A flood or a visit of many lines does
not move it. `visits` of a stretch is the sum of -ln(1 - hazard) over its minutes; in a log whose rhythm is
known, visits of a silence exceed v with probability exp(-v).

Four things make the rhythm less than known, and each lowers the visits of a silence:
- few kindred hours: one and a half standard errors are taken off;
- a day unlike its kind (a holiday, a monitor switched off): the silences within two hours of it tell
  the level of that day, silences longer than four visits counted as four;
- a log less regular than that: the scale between the silences that 90 and 99 of a hundred do not reach;
- hours that no kindred hour tells of: the hour before or after it, whichever is quieter.

As many silences are tried as the log has, so a gap is a silence that fewer than one sound log in five
hundred would hold (ALARM). Measured on made logs of twelve rhythms: benchmarks/RESULTS.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from math import log

import polars as pl

from forensics.clock_hours import HOUR, MINUTE, SHORTEST, by_hour, silences, time_of_week, wall_hour

__all__ = ["ALARM", "improbable"]

#: How many silences called a gap a sound log may hold, on average.
ALARM = 0.002

_CERTAIN = 0.95  # no hazard is higher: a log of lines every minute would else ring at the first restart
_ERRORS = 1.5  # standard errors taken off a hazard
_REACHES = (timedelta(hours=1), timedelta(hours=4))
_SURE = 6.0  # silences: as much as the hours of a kind count beside what stands near
_CENSORED = 10.0  # visits
_KINDRED = 2  # hours of the same weekday and clock time that make a rhythm
_MANY = 200  # silences whose spread can be measured
_FEWEST = 1000  # silences tried: a log that never fell silent had its chances too
_NARROWEST = 0.8  # spread of the surprises of a log, where 1 is what chance gives
_SPAN = ("start", "end")
_COUNTS = ("seen", "empty", "ended")
_HOUR_AND_BEFORE = pl.col("hour"), pl.col("hour") - HOUR
_FREE = pl.col("weekday") >= 6


@dataclass(frozen=True, slots=True)
class _Log:
    """A log's lines by minute, its silences of a minute and more, and its hours (hour, weekday, clock,
    free, and of their minutes how many were `seen`, how many `empty`, how many silences `ended`)."""

    minutes: pl.DataFrame
    quiet: pl.DataFrame
    hours: pl.DataFrame
    zone: str


def improbable(
    stretches: pl.DataFrame, minutes: pl.DataFrame, zone: str, *, read_in: str | None = None
) -> pl.DataFrame:
    """Those of the stretches (start, end, and more) without lines that the log's rhythm makes improbable.

    `minutes` (minute, lines) holds the lines, sorted. Where they have no offset, `read_in` is the zone in which
    they were read: of the hour that occurs twice there, the second one holds no line, whatever was logged.
    """
    quiet = silences(minutes, least=MINUTE)
    book = _Log(minutes, quiet, _hours(minutes, quiet, zone), zone)
    usual = _usual(book)
    limit = _limit(usual)
    pieces = by_hour(stretches.select(_SPAN).unique().sort(_SPAN), zone).with_columns(free=_FREE)
    if read_in is not None:
        pieces = pieces.filter(~_repeated(read_in))
    called = _called(pieces, book, usual, limit)
    touched = pieces.join(called, on=_SPAN, how="semi").select("hour")
    others = replace(book, hours=book.hours.join(touched, on="hour", how="anti"))
    return stretches.join(_called(pieces, others, usual, limit), on=_SPAN, how="semi")


def _repeated(zone: str) -> pl.Expr:
    """Whether an hour shows the same clock times as the hour before it."""
    now, before = (hour.dt.convert_time_zone(zone).dt.replace_time_zone(None) for hour in _HOUR_AND_BEFORE)
    return now <= before


def _called(pieces: pl.DataFrame, book: _Log, usual: pl.DataFrame, limit: float) -> pl.DataFrame:
    """The stretches (start, end) that are improbable."""
    outside = (pl.col("end") <= book.minutes["minute"][0]) | (pl.col("start") > book.minutes["minute"][-1])
    return (
        _near(_expected(pieces, book), usual)
        .filter(pl.col("surprise") > pl.when(outside).then(log(2 / ALARM)).otherwise(limit))
        .select(_SPAN)
    )


# ---- the rhythm ------------------------------------------------------------------------------


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
    return counted.with_columns(**time_of_week(zone)).with_columns(free=_FREE)


def _usual(book: _Log) -> pl.DataFrame:
    """Every silence of the log (start, end) with its visits by the other hours of their kind, and its
    surprise: what the scale is measured on."""
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
    silent = silent.group_by(_SPAN).agg(
        visits=(pl.col("rate") * empty).sum(), due=(_hazard(pl.col("rate")) * empty).sum()
    )
    return _near(silent.sort(_SPAN), silent.sort(_SPAN))


def _limit(usual: pl.DataFrame) -> float:
    """The surprise that a silence exceeds in ALARM of the logs like this one, from the spread of its own.

    The median silence and the one that 95 of a hundred do not reach lie ln 10 apart where chance alone is at work.
    """
    tried = usual.filter(pl.col("end") - pl.col("start") >= SHORTEST)["surprise"]
    chances = max(len(tried), _FEWEST) / ALARM
    if len(tried) < _MANY:
        return log(chances)
    middle, high = (tried.quantile(share) or 0.0 for share in (0.5, 0.95))
    spread = max(_NARROWEST, (high - middle) / log(10))
    return high + spread * log(chances / 20)


def _near(silent: pl.DataFrame, usual: pl.DataFrame) -> pl.DataFrame:
    """With `surprise`: how many visits' worth of silence it is (exp(-surprise) is its probability), when
    the level of the day is known from the silences near it alone, whichever reach makes it less."""
    found = silent
    for reach in _REACHES:
        found = found.join(_come_and_due(silent, usual, reach), on=_SPAN)
    tries = []
    for reach in _REACHES:
        come, due = (pl.col(f"{name}_{reach.seconds}") + _SURE for name in ("come", "due"))
        tries.append(come * (1 + pl.col("visits") / due).log())
    return found.select(*silent.columns, surprise=pl.min_horizontal(tries)).sort(_SPAN)


def _come_and_due(silent: pl.DataFrame, usual: pl.DataFrame, reach: timedelta) -> pl.DataFrame:
    """Of the silences within reach of each stretch: how many ended, and the visits in which they were due to."""
    sums = usual.select(
        *_SPAN,
        come=(pl.col("due") < _CENSORED).cum_sum().cast(pl.Float64),
        due=pl.col("due").clip(upper_bound=_CENSORED).cum_sum(),
    )
    found = silent.select(_SPAN)
    for name, column, instant, exact in (
        ("a", "end", pl.col("start") - reach, True),
        ("b", "end", pl.col("start"), True),
        ("c", "start", pl.col("end"), False),
        ("d", "start", pl.col("end") + reach, False),
    ):
        upto = sums.select(at=column, **{f"come_{name}": "come", f"due_{name}": "due"})
        found = found.with_columns(at=instant).sort("at").join_asof(upto, on="at", allow_exact_matches=exact).drop("at")
    found = found.fill_null(0.0)
    return found.select(
        *_SPAN,
        **{
            f"{name}_{reach.seconds}": pl.col(f"{name}_b")
            - pl.col(f"{name}_a")
            + pl.col(f"{name}_d")
            - pl.col(f"{name}_c")
            for name in ("come", "due")
        },
    )


# ---- what was to be expected in a stretch ----------------------------------------------------


def _expected(pieces: pl.DataFrame, book: _Log) -> pl.DataFrame:
    """The visits to be expected in each stretch: start, end, visits."""
    near = _beside(pieces.select(_SPAN).unique().sort(_SPAN), book)
    same = pl.when(pl.col("free")).then("near_free").otherwise("near_working")
    rates = (
        pieces.join(near, on=_SPAN)
        .join(_kindred(pieces, book.hours, ("weekday", "clock"), _KINDRED), on=(*_SPAN, "hour"), how="left")
        .join(_kindred(pieces, book.hours, ("free", "clock"), 1), on=(*_SPAN, "hour"), how="left", suffix="_class")
        .join(_kindred(pieces, book.hours, ("clock",), 1), on=(*_SPAN, "hour"), how="left", suffix="_clock")
    )
    clock = pl.when(~pl.col("free")).then("rate_clock")  # working days say nothing of a weekend's hours
    rate = pl.coalesce("rate", "rate_class", same, clock, pl.lit(_quietest(book.hours)))
    known = pl.coalesce("known", "known_class", pl.when(same.is_null()).then(pl.col("known_clock")))
    error = 1 - _ERRORS / known.sum().sqrt()
    return rates.group_by(_SPAN).agg(
        visits=(rate * pl.col("share") * 60).sum()
        * pl.when(known.sum() > 0).then(error.clip(lower_bound=0)).otherwise(1)
    )


def _kindred(pieces: pl.DataFrame, hours: pl.DataFrame, kind: tuple[str, ...], least: int) -> pl.DataFrame:
    """The rate of the hours that agree in `kind` with the hour of each piece, but for those that its own
    stretch touches, where there are at least so many: start, end, hour, rate, known (visits seen)."""
    other = hours.select(*kind, *_COUNTS, other="hour")
    touched = (pl.col("other") < pl.col("end")) & (pl.col("other") + HOUR > pl.col("start"))
    return (
        pieces.select(*_SPAN, "hour", *kind)
        .join(other, on=kind)
        .filter(~touched)
        .group_by(*_SPAN, "hour")
        .agg(*_sums(), number=pl.len())
        .filter(pl.col("number") >= least)
        .select(*_SPAN, "hour", rate=_rate(), known=_rate() * pl.col("seen"))
    )


def _quietest(hours: pl.DataFrame) -> float:
    """The rate of the quietest hour of the day."""
    found = hours.group_by("clock").agg(_sums()).select(rate=_rate())["rate"].min()
    return float(found) if isinstance(found, float) else 0.0


def _beside(spans: pl.DataFrame, book: _Log) -> pl.DataFrame:
    """The rate of the hour before and after each stretch, whichever is lower, for working days and for
    others; null where the log has lines on both sides and not both are of that kind."""
    first, last = book.minutes["minute"][0], book.minutes["minute"][-1] + MINUTE
    sides = spans.with_columns(
        before=pl.max_horizontal(pl.col("start") - HOUR, pl.lit(first)),
        after=pl.min_horizontal(pl.col("end") + HOUR, pl.lit(last)),
    )
    one = _between(sides.select(*_SPAN, a="before", b="start"), book)
    two = _between(sides.select(*_SPAN, a="end", b="after"), book)
    both = one.join(two, on=_SPAN, suffix="_after")
    lower = pl.min_horizontal("rate", "rate_after")
    return both.select(
        *_SPAN,
        near_free=pl.when(pl.all_horizontal(pl.col("free", "free_after").fill_null(value=True))).then(lower),
        near_working=pl.when(~pl.any_horizontal(pl.col("free", "free_after").fill_null(value=False))).then(lower),
    )


def _between(spans: pl.DataFrame, book: _Log) -> pl.DataFrame:
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
        empty=pl.col("seen") - (pl.col("full_b") - pl.col("full_a")), hour="a", **{}
    )
    error = (1 - _ERRORS / (_rate() * pl.col("seen")).sqrt()).clip(lower_bound=0)
    rated = counted.with_columns(**time_of_week(book.zone)).select(*_SPAN, rate=_rate() * error, free=_FREE)
    return spans.select(_SPAN).join(rated, on=_SPAN, how="left")
