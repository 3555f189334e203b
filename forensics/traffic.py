"""How many lines a log would have held where it holds none, judged by its own usual traffic.

The rate of an hour is the median number of lines in the hours of the same weekday and clock time
(counting.md 3.8, Gaps). Tables in and out have times in UTC; hours and weekdays are those of the
zone given. Nothing here grows with the span of the log, only with the number of minutes that hold
lines: one line stamped in the year 9999 costs no more than any other.
"""

from __future__ import annotations

from datetime import timedelta

import polars as pl

__all__ = ["LEAST", "missed", "silences"]

#: A silence in which more lines than this were to be expected is a gap.
LEAST = 20.0

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_JUDGED = timedelta(days=28)  # a longer silence is judged by its first four weeks, and scaled
_SHORTEST = timedelta(minutes=2)
_KINDRED = 2  # hours of the same weekday and clock time that make a median


def silences(minutes: pl.DataFrame) -> pl.DataFrame:
    """The stretches (start, end) of two or more whole minutes without a line between two lines.

    `minutes` has a row for each minute (minute, lines), sorted by minute.
    """
    runs = minutes.select(start=pl.col("minute") + _MINUTE, end=pl.col("minute").shift(-1))
    return runs.filter(pl.col("end") - pl.col("start") >= _SHORTEST)


def missed(stretches: pl.DataFrame, minutes: pl.DataFrame, zone: str) -> pl.DataFrame:
    """The silent stretches in which more than LEAST lines were to be expected: start, end, expected.

    `stretches` (start, end) hold no line of `minutes`, which has two rows at least; those shorter than
    two minutes are never a gap. The hours that a stretch touches do not lower its own rate, and in a
    second pass those that other gaps silenced do not either.
    """
    stretches = stretches.filter(pl.col("end") - pl.col("start") >= _SHORTEST).unique().sort("start", "end")
    hours = _hours(minutes, zone)
    span = minutes["minute"][-1] - minutes["minute"][0] + _MINUTE
    mean = minutes["lines"].sum() / (span / _HOUR)
    pieces = _worth_judging(_pieces(stretches, zone).with_columns(rate=pl.lit(mean)), hours)
    pieces = _rated(pieces, hours)
    silenced = pieces.join(_gaps(pieces), on=("start", "end"), how="semi").filter(pl.col("rate") > 0)
    return _gaps(_rated(pieces, hours.join(silenced, on="hour", how="anti")))


def _hour(instant: pl.Expr, zone: str) -> pl.Expr:
    """The instant at which the local hour began (not every zone is whole hours from UTC)."""
    local = instant.dt.convert_time_zone(zone)
    return instant - pl.duration(
        minutes=local.dt.minute(), seconds=local.dt.second(), microseconds=local.dt.microsecond()
    )


def _pieces(stretches: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Each stretch hour by hour: start, end, hour, weekday, clock, and the `share` of an hour it takes,
    scaled up where only the first weeks are looked at."""
    judged = pl.min_horizontal("end", pl.col("start") + _JUDGED)
    shared = pl.min_horizontal("judged", pl.col("hour") + _HOUR) - pl.max_horizontal("start", "hour")
    scale = (pl.col("end") - pl.col("start")) / (pl.col("judged") - pl.col("start"))
    return (
        stretches.with_columns(judged=judged)
        .with_columns(hour=pl.datetime_ranges(_hour(pl.col("start"), zone), "judged", "1h", closed="left"))
        .explode("hour")
        .with_columns(share=shared.dt.total_microseconds() / 3.6e9 * scale, **_time_of_week(zone))
        .drop("judged")
    )


def _time_of_week(zone: str) -> dict[str, pl.Expr]:
    local = pl.col("hour").dt.convert_time_zone(zone)
    return {"weekday": local.dt.weekday(), "clock": local.dt.hour()}


def _hours(minutes: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Lines in each whole hour between the first and the last line: hour, lines, weekday, clock.

    Of a silence longer than four weeks only the first four count as hours without lines.
    """
    logged = minutes.group_by(hour=_hour(pl.col("minute"), zone)).agg(pl.col("lines").sum())
    whole = (pl.col("hour") >= pl.col("start")) & (pl.col("hour") + _HOUR <= pl.col("end"))
    silent = _pieces(silences(minutes), zone).filter(whole).select("hour", lines=pl.lit(0, pl.Int64))
    first, last = minutes["minute"][0], minutes["minute"][-1]
    return (
        pl.concat([logged, silent])
        .filter(pl.col("hour") >= first, pl.col("hour") + (_HOUR - _MINUTE) <= last)
        .with_columns(**_time_of_week(zone))
    )


def _worth_judging(pieces: pl.DataFrame, hours: pl.DataFrame) -> pl.DataFrame:
    """The pieces of stretches that might be gaps: even the busiest hours leave most silences out."""
    busiest = hours.group_by("clock").agg(most=pl.col("lines").max())
    most = pl.max_horizontal(pl.col("most").fill_null(0), "rate")
    gaps = _gaps(pieces.join(busiest, on="clock", how="left").with_columns(rate=most))
    return pieces.join(gaps, on=("start", "end"), how="semi")


def _rated(pieces: pl.DataFrame, hours: pl.DataFrame) -> pl.DataFrame:
    """The pieces with the rate (lines an hour) of their weekday and clock time, else of their clock
    time, else with the rate they had."""
    by_weekday = _medians(pieces, hours, ("weekday", "clock")).filter(pl.col("known") >= _KINDRED)
    others = pieces.join(by_weekday, on=("start", "end", "hour"), how="anti")
    rates = pl.concat([by_weekday, _medians(others, hours, ("clock",))])
    return pieces.join(rates, on=("start", "end", "hour"), how="left").select(
        *(name for name in pieces.columns if name != "rate"), rate=pl.coalesce("median", "rate")
    )


def _medians(pieces: pl.DataFrame, hours: pl.DataFrame, kindred: tuple[str, ...]) -> pl.DataFrame:
    """The median of the hours that agree in `kindred` with the hour of each piece, but for those that
    its own stretch touches: start, end, hour, median, known (how many)."""
    other = hours.select(*kindred, "lines", other="hour")
    touched = (pl.col("other") < pl.col("end")) & (pl.col("other") + _HOUR > pl.col("start"))
    return (
        pieces.join(other, on=kindred)
        .filter(~touched)
        .group_by("start", "end", "hour")
        .agg(median=pl.col("lines").median(), known=pl.len())
    )


def _gaps(pieces: pl.DataFrame) -> pl.DataFrame:
    # Sorted and rounded, so that the order in which threads add up shows in no digit.
    return (
        pieces.sort("start", "end", "hour")
        .group_by("start", "end", maintain_order=True)
        .agg(expected=(pl.col("rate") * pl.col("share")).sum().round(6))
        .filter(pl.col("expected") > LEAST)
    )
