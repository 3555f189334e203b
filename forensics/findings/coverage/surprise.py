"""How improbable a silence is in the rhythm of its log (counting.md 4b.7 and 4b.14).

The hours of its kind say how often silences end; the silences near it say how much of that holds on this day (a
holiday, a monitor switched off). Both together are a beta distribution of the hazard, in which the hours of the
kind weigh as much as eight silences; the surprise of a silence is -ln of the probability, under it, that so many
minutes pass without a line. Of the reaches in which "near" can be meant, the one with less surprise counts.

A gap is a silence that one sound log in five hundred holds (ALARM): as many silences are tried as the
log has, and where the log's own silences spread wider than chance would have it, so does the limit. So is one that
stands out: many lines were due, and it surprises twice as much as all but two other silences of its log. A quiet
stretch is one silence in three thousand (_QUIET), or in seven hundred where two hundred lines were due. Of what is
left, one silence in twenty (DOUBT) is worth a word: a loss of so few lines looks no different. How often gaps ring on
sound logs and what they find is measured in benchmarks/gaps.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import log

import polars as pl

from forensics.findings.coverage.clock_hours import HOUR, SHORTEST, by_hour
from forensics.findings.coverage.rhythm import FREE, SPAN, Rhythm, expected, rhythm, usual

__all__ = ["ALARM", "DOUBT", "improbable", "surprises"]

#: How many silences called a gap a sound log may hold, on average.
ALARM = 0.002
#: The surprise of one silence in twenty: doubt, where something else speaks for a loss as well.
DOUBT = 3.0

#: The surprise of silences that are told and open the ceiling, and are no alarm: one in three thousand. Of 216 sound
#: logs of the rhythms of the tests 41 held one, and of 1,167 stretches that were removed from them 977 were told.
_QUIET = 8.0
#: Where so many lines were due, one silence in seven hundred: six more of those sound logs held one.
_QUIET_MANY, _MANY_DUE = 6.5, 200.0
#: A silence that stands out: how many times the surprise of all but so many others of its log, and how many
#: lines were due in it. It found 33 of those stretches more than ALARM alone, and rang on no further sound log.
_TIMES, _BUT, _DUE = 2.0, 2, 100.0
_SURE = 8.0
_REACHES = (timedelta(hours=1), timedelta(hours=4))
_CENSORED = 10.0  # silences: a longer one has not ended
_MANY = 200  # silences whose spread can be measured
_FEWEST = 1000  # silences tried: a log that never fell silent had its chances too
_NARROWEST = 0.8  # spread of the surprises of a log, where 1 is what chance gives
_HOUR_AND_BEFORE = pl.col("hour"), pl.col("hour") - HOUR


def improbable(
    stretches: pl.DataFrame, minutes: pl.DataFrame, zone: str, *, read_in: str | None = None
) -> pl.DataFrame:
    """Those of the stretches (start, end, expected lines) without lines that surprise more than DOUBT in the log's
    rhythm, with their `surprise`: one is `sure`ly a gap, else `rare`, else neither.

    `minutes` (minute, lines) holds the lines, sorted. Where they have no offset, `read_in` is the zone in which
    they were read: of the hour that occurs twice there, the second one holds no line, whatever was logged.
    """
    known = rhythm(minutes, zone)
    quiet = usual(known)
    others = _near(quiet, quiet)
    limit = _limit(others)
    pieces = _pieces(stretches, zone, read_in)
    due = stretches.select(*SPAN, "expected").unique(SPAN)
    called = _called(pieces, known, others, due, limit=limit).filter("sure")
    touched = pieces.join(called, on=SPAN, how="semi").select("hour")
    without = replace(known, hours=known.hours.join(touched, on="hour", how="anti"))
    return stretches.join(_called(pieces, without, others, due, limit=limit), on=SPAN)


def surprises(stretches: pl.DataFrame, minutes: pl.DataFrame, zone: str, *, read_in: str | None = None) -> pl.DataFrame:
    """Each of the stretches (start, end) with its `surprise`, as if nothing else had been tried."""
    known = rhythm(minutes, zone)
    return _near(expected(_pieces(stretches, zone, read_in), known), usual(known)).select(*SPAN, "surprise")


def _pieces(stretches: pl.DataFrame, zone: str, read_in: str | None) -> pl.DataFrame:
    pieces = by_hour(stretches.select(SPAN).unique().sort(SPAN), zone).with_columns(free=FREE)
    return pieces if read_in is None else pieces.filter(~_repeated(read_in))


def _repeated(zone: str) -> pl.Expr:
    """Whether an hour shows the same clock times as the hour before it."""
    now, before = (hour.dt.convert_time_zone(zone).dt.replace_time_zone(None) for hour in _HOUR_AND_BEFORE)
    return now <= before


def _called(
    pieces: pl.DataFrame, known: Rhythm, others: pl.DataFrame, due: pl.DataFrame, *, limit: float
) -> pl.DataFrame:
    """The stretches (start, end, surprise, sure, rare) that surprise; beyond the lines of the log only two are tried.
    `due` tells how many lines were expected in each."""
    outside = (pl.col("end") <= known.minutes["minute"][0]) | (pl.col("start") > known.minutes["minute"][-1])
    return (
        _near(expected(pieces, known), others)
        .filter(pl.col("surprise") > DOUBT)
        .join(due, on=SPAN)
        .with_columns(
            sure=pl.col("surprise") > pl.when(outside).then(log(2 / ALARM)).otherwise(limit),
            rare=(pl.col("surprise") > _QUIET)
            | ((pl.col("surprise") > _QUIET_MANY) & (pl.col("expected") > _MANY_DUE)),
        )
        .with_columns(sure=pl.col("sure") | ((pl.col("surprise") > _QUIET) & _stands_out(others)))
        .select(*SPAN, "surprise", "sure", "rare")
    )


def _stands_out(others: pl.DataFrame) -> pl.Expr:
    """Whether many lines were due in a silence that surprises far more than the other silences of its log, but for
    two: three stretches may have been lost."""
    top = others.sort("surprise", *SPAN, descending=[True, False, False]).head(_BUT + 2)
    itself = [(pl.col("start") < end) & (pl.col("end") > start) for start, end in top.select(SPAN).rows()]
    rank = pl.lit(0)
    usual = pl.lit(1.0)
    for same, surprise in zip(itself, top["surprise"], strict=True):
        usual = pl.when(~same & (rank <= _BUT)).then(pl.max_horizontal(surprise, 1.0)).otherwise(usual)
        rank += (~same).cast(pl.Int32)
    return (pl.col("expected") > _DUE) & (pl.col("surprise") > _TIMES * usual)


def _limit(others: pl.DataFrame) -> float:
    """The surprise that a silence exceeds in ALARM of the logs like this one, from the spread of its own.

    The median silence and the one that 95 of a hundred do not reach lie ln 10 apart where chance alone is at work.
    """
    tried = others.filter(pl.col("end") - pl.col("start") >= SHORTEST)["surprise"]
    chances = max(len(tried), _FEWEST) / ALARM
    if len(tried) < _MANY:
        return log(chances)
    middle, high = (tried.quantile(share) or 0.0 for share in (0.5, 0.95))
    spread = max(_NARROWEST, (high - middle) / log(10))
    return high + spread * log(chances / 20)


def _near(silent: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Stretches (start, end, minutes, visits) with their `surprise`."""
    found = silent
    for reach in _REACHES:
        found = found.join(_come_and_due(silent, others, reach), on=SPAN)
    # A silence is seen to the whole minute only: in its first one it may have begun.
    found = found.with_columns(hazard=1 - (-(pl.col("visits") / pl.col("minutes"))).exp(), open=pl.col("minutes") - 1)
    for reach in _REACHES:
        found = _with_unended(found, reach)
    least = pl.min_horizontal(_named("unended", reach) for reach in _REACHES)
    return found.select(*silent.columns, surprise=pl.when(pl.col("visits") > 0).then(least).otherwise(0.0)).sort(SPAN)


def _with_unended(found: pl.DataFrame, reach: timedelta) -> pl.DataFrame:
    """Adds `unended`: -ln of the probability that none of the `open` minutes ends a silence, by that hazard.

    Step by step: written as one expression, to plan it takes longer than to compute it.
    """
    hazard, come, due = pl.col("hazard"), _named("come", reach), _named("due", reach)
    without = (due / hazard - come).clip(lower_bound=0) + _SURE * (1 - hazard) / hazard
    stepped = found.with_columns(without=without).with_columns(both=come + _SURE + pl.col("without"))
    minutes, both, without = (pl.col(name) for name in ("open", "both", "without"))
    unended = _log_gamma(both + minutes) - _log_gamma(both) - _log_gamma(without + minutes) + _log_gamma(without)
    return stepped.with_columns(unended.alias(f"unended_{reach.seconds}")).drop("without", "both")


def _named(name: str, reach: timedelta) -> pl.Expr:
    return pl.col(f"{name}_{reach.seconds}")


def _log_gamma(x: pl.Expr) -> pl.Expr:
    """By Stirling's series at x + 2, good to four decimals."""
    y = x + 2
    return (y - 0.5) * y.log() - y + 0.918939 + 1 / (12 * y) - (x * (x + 1)).log()


def _come_and_due(silent: pl.DataFrame, others: pl.DataFrame, reach: timedelta) -> pl.DataFrame:
    """Of the silences within reach of each stretch: how many ended, and the visits in which they were due to.
    One that is long beyond measure is passed over: it may be a gap itself."""
    long = pl.col("due") >= _CENSORED
    sums = others.select(
        *SPAN,
        come=(~long).cum_sum().cast(pl.Float64),
        due=pl.col("due").clip(upper_bound=_CENSORED).cum_sum(),
        long=long.cum_sum().cast(pl.Float64),
    )
    names = ("come", "due", "long")
    found = silent.select(SPAN)
    for mark, column, instant, exact in (
        ("a", "end", pl.col("start") - reach, True),
        ("b", "end", pl.col("start"), True),
        ("c", "start", pl.col("end"), False),
        ("d", "start", pl.col("end") + reach, False),
    ):
        upto = sums.select(at=column, **{f"{name}_{mark}": name for name in names})
        found = found.with_columns(at=instant).sort("at").join_asof(upto, on="at", allow_exact_matches=exact).drop("at")
    come, due, long = (_across(name) for name in names)
    due -= _CENSORED * pl.min_horizontal(long, 1.0)
    return found.fill_null(0.0).select(*SPAN, come.alias(f"come_{reach.seconds}"), due.alias(f"due_{reach.seconds}"))


def _across(name: str) -> pl.Expr:
    """What was added up between a and b, and between c and d."""
    a, b, c, d = (pl.col(f"{name}_{mark}") for mark in "abcd")
    return b - a + d - c
