"""Silences of a log, cut at the hours of the clock on the wall.

Tables in and out have times in UTC; hours and weekdays are those of the zone given. Nothing here grows
with the span of the log, only with the number of minutes that hold lines: one line stamped in the year
9999 costs no more than any other.
"""

from __future__ import annotations

from datetime import timedelta

import polars as pl

__all__ = ["HOUR", "MINUTE", "SHORTEST", "by_hour", "silences", "time_of_week", "wall_hour"]

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
#: Of two whole minutes: one minute without a line is how a log breathes.
SHORTEST = timedelta(minutes=2)
_JUDGED = timedelta(days=28)  # a longer silence is judged by its first four weeks, and scaled


def silences(minutes: pl.DataFrame, *, least: timedelta = SHORTEST) -> pl.DataFrame:
    """The stretches (start, end) of whole minutes without a line between two lines, at least that long.

    `minutes` has a row for each minute (minute, lines), sorted by minute.
    """
    runs = minutes.select(start=pl.col("minute") + MINUTE, end=pl.col("minute").shift(-1))
    return runs.filter(pl.col("end") - pl.col("start") >= least)


def wall_hour(instant: pl.Expr, zone: str) -> pl.Expr:
    """The instant at which the local hour began (not every zone is whole hours from UTC)."""
    local = instant.dt.convert_time_zone(zone)
    return instant - pl.duration(
        minutes=local.dt.minute(), seconds=local.dt.second(), microseconds=local.dt.microsecond()
    )


def time_of_week(zone: str) -> dict[str, pl.Expr]:
    """Of `hour`: its weekday (1 is Monday) and its clock time, in that zone."""
    local = pl.col("hour").dt.convert_time_zone(zone)
    return {"weekday": local.dt.weekday(), "clock": local.dt.hour()}


def by_hour(stretches: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Each stretch hour by hour: start, end, hour, weekday, clock, and the `share` of an hour it takes,
    scaled up where only the first weeks are looked at."""
    judged = pl.min_horizontal("end", pl.col("start") + _JUDGED)
    shared = pl.min_horizontal("judged", pl.col("hour") + HOUR) - pl.max_horizontal("start", "hour")
    scale = (pl.col("end") - pl.col("start")) / (pl.col("judged") - pl.col("start"))
    return (
        stretches.with_columns(judged=judged)
        .with_columns(hour=pl.datetime_ranges(wall_hour(pl.col("start"), zone), "judged", "1h", closed="left"))
        .explode("hour")
        .with_columns(share=shared.dt.total_microseconds() / 3.6e9 * scale, **time_of_week(zone))
        .drop("judged")
    )
