"""How many lines a log would have held where it holds none, judged by its own usual traffic.

The rate of an hour is the median number of lines in the hours of the same weekday and clock time
(counting.md 3.8, Gaps). Tables in and out have times in UTC; hours and weekdays are those of the
zone given.
"""

from __future__ import annotations

import polars as pl

from forensics.findings.coverage.clock_hours import HOUR, MINUTE, SHORTEST, by_hour, silences, time_of_week, wall_hour

__all__ = ["LEAST", "missed"]

#: A silence in which more lines than this were to be expected is a gap.
LEAST = 20.0

_KINDRED = 2  # hours of the same weekday and clock time that make a median


def missed(stretches: pl.DataFrame, minutes: pl.DataFrame, zone: str) -> pl.DataFrame:
    """The silent stretches in which more than LEAST lines were to be expected: start, end, expected.

    `stretches` (start, end) hold no line of `minutes`, which has two rows at least; those shorter than
    two minutes are never a gap. The hours that a stretch touches do not lower its own rate, and in a
    second pass those that other gaps silenced do not either.
    """
    stretches = stretches.filter(pl.col("end") - pl.col("start") >= SHORTEST).unique().sort("start", "end")
    hours = _hours(minutes, zone)
    span = minutes["minute"][-1] - minutes["minute"][0] + MINUTE
    mean = minutes["lines"].sum() / (span / HOUR)
    pieces = _worth_judging(by_hour(stretches, zone).with_columns(rate=pl.lit(mean)), hours)
    pieces = _rated(pieces, hours)
    silenced = pieces.join(_gaps(pieces), on=("start", "end"), how="semi").filter(pl.col("rate") > 0)
    return _gaps(_rated(pieces, hours.join(silenced, on="hour", how="anti")))


def _hours(minutes: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Lines in each whole hour between the first and the last line: hour, lines, weekday, clock.

    Of a silence longer than four weeks only the first four count as hours without lines.
    """
    logged = minutes.group_by(hour=wall_hour(pl.col("minute"), zone)).agg(pl.col("lines").sum())
    whole = (pl.col("hour") >= pl.col("start")) & (pl.col("hour") + HOUR <= pl.col("end"))
    silent = by_hour(silences(minutes), zone).filter(whole).select("hour", lines=pl.lit(0, pl.Int64))
    first, last = minutes["minute"][0], minutes["minute"][-1]
    return (
        pl.concat([logged, silent])
        .filter(pl.col("hour") >= first, pl.col("hour") + (HOUR - MINUTE) <= last)
        .with_columns(**time_of_week(zone))
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
    touched = (pl.col("other") < pl.col("end")) & (pl.col("other") + HOUR > pl.col("start"))
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
