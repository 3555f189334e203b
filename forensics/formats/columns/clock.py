"""Time stamps as instants in UTC: every offset, second 60, and local times that occur twice or never."""

from __future__ import annotations

from typing import Literal

import polars as pl

from forensics.formats.columns import zone_names
from forensics.formats.templates import months
from forensics.model.schema import UTC

__all__ = ["MONTHS", "YEARS", "instants"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: A server whose clock was never set says 1970; what lies outside these years no clock has written.
YEARS = range(1970, 2200)


def instants(units: pl.DataFrame, *, zone: str) -> pl.DataFrame:
    """The columns `instant` and `second_reading` for a table of time stamp units, as text.

    Columns are units of `pieces.Part`, at least those of a complete stamp. A stamp with an offset
    or an epoch is exact. Else it is local time in `zone`: one that occurs twice (October) gives its
    first reading and the second one beside it; one that does not exist (March) is read with the
    offset from before the change. Second 60 is the next minute. An impossible date is null, and so is
    one in a year that no clock has, and a stamp with a zone's name that tells no offset (`zone_names`).
    """
    instant = pl.col("instant")
    table = _instants(units, zone)
    return table.with_columns(pl.when(instant.dt.year().is_between(YEARS[0], YEARS[-1])).then(pl.all()))


def _instants(units: pl.DataFrame, zone: str) -> pl.DataFrame:
    has = set(units.columns)
    if "zone_name" in has and not has & {"offset", "epoch"}:
        return _named(units, zone)
    fraction = _microseconds(pl.col("fraction")) if "fraction" in has else pl.lit(0, pl.Int64)
    if "epoch" in has:
        epoch = pl.col("epoch").cast(pl.Int64, strict=False) * 1_000_000 + fraction
        return units.select(instant=epoch.cast(UTC), second_reading=pl.lit(None, UTC))
    second = pl.col("second").cast(pl.Int64, strict=False) if "second" in has else pl.lit(0, pl.Int64)
    below_minute = pl.when(second <= 60).then(pl.duration(seconds=second, microseconds=fraction))
    table = units.select(naive=_minute(has), offset=_offset(has), below_minute=below_minute)
    told = "offset" in has and not (units["offset"] == "").any()
    return _exact(table) if told else _readings(table, zone)


def _named(units: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Stamps that name their zone, each name read as it tells."""
    names = units["zone_name"]
    units = units.drop("zone_name")
    told = {name: zone_names.told(name, zone) for name in names.drop_nulls().unique().sort()}
    offsets = {name: text for name, text in told.items() if text and text[0] in "+-"}
    found = instants(
        units.with_columns(offset=names.replace_strict(offsets, default=None, return_dtype=pl.String)), zone=zone
    )
    for name, iana in told.items():
        if iana and name not in offsets:
            rows = (names == name).arg_true()
            local = instants(units[rows], zone=iana)
            found = found.with_columns(found[column].scatter(rows, local[column]) for column in found.columns)
    return found


def _exact(table: pl.DataFrame) -> pl.DataFrame:
    return table.select(
        instant=(_utc(pl.col("naive")) + pl.col("below_minute")).cast(UTC),
        second_reading=pl.lit(None, UTC),
    )


def _readings(table: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Local times, but for rows whose zone name has told the offset."""
    naive, told, day = pl.col("naive"), pl.col("offset").is_not_null(), pl.duration(days=1)
    table = table.select(
        "below_minute",
        told=pl.when(told).then(_utc(naive)),
        first=pl.when(~told).then(_local(naive, zone, "earliest")),
        second=pl.when(~told).then(_local(naive, zone, "latest")),
        before_change=pl.when(~told).then(_local(naive - day, zone, "earliest") + day),
    )
    instant = pl.coalesce("told", "first", "before_change") + pl.col("below_minute")
    again = pl.when(pl.col("second") != pl.col("first")).then(pl.col("second") + pl.col("below_minute"))
    return table.select(instant=instant.cast(UTC), second_reading=again.cast(UTC))


def _utc(naive: pl.Expr) -> pl.Expr:
    """Local time and its offset as UTC."""
    return naive.dt.replace_time_zone("UTC") - pl.duration(minutes=pl.col("offset"))


def _local(naive: pl.Expr, zone: str, reading: Literal["earliest", "latest"]) -> pl.Expr:
    """Local time as UTC; null where it does not exist."""
    zoned = naive.dt.replace_time_zone(zone, ambiguous=reading, non_existent="null")
    return zoned.dt.convert_time_zone("UTC")


def _minute(has: set[str]) -> pl.Expr:
    """Date, hour and minute without zone; null if there is no such date or time."""
    year = pl.col("year") if "year" in has else _century(pl.col("year_2")) + pl.col("year_2")
    clock = pl.concat_str(_hour(has), pl.col("minute"), separator=":")
    if "day_of_year" in has and "day" not in has:
        date, form = pl.concat_str(year, pl.col("day_of_year"), separator="-"), "%Y-%j"
    else:
        name = pl.col("month_name") if "month_name" in has else pl.lit(None, pl.String)
        month = _padded(pl.col("month")) if "month" in has else months.number(name)
        date, form = pl.concat_str(year, month, _padded(pl.col("day")), separator="-"), "%Y-%m-%d"
    text = pl.concat_str(date, clock, separator=" ")
    return text.str.to_datetime(f"{form} %H:%M", time_unit="us", strict=False)


def _century(year: pl.Expr) -> pl.Expr:
    """POSIX: 69 to 99 are in the 20th century."""
    return pl.when(year >= "69").then(pl.lit("19")).otherwise(pl.lit("20"))


def _hour(has: set[str]) -> pl.Expr:
    if "hour" in has:
        return _padded(pl.col("hour"))
    twelve = _padded(pl.col("hour_12")).cast(pl.Int64, strict=False)
    afternoon = pl.col("half").str.to_lowercase() == "pm"
    hour = twelve % 12 + pl.when(afternoon).then(12).otherwise(0)
    return pl.when(twelve.is_between(1, 12)).then(hour).cast(pl.String).str.zfill(2)


def _padded(number: pl.Expr) -> pl.Expr:
    return number.str.strip_chars(" ").str.zfill(2)


def _microseconds(fraction: pl.Expr) -> pl.Expr:
    return fraction.str.strip_chars_start(".,").str.pad_end(6, "0").str.head(6).cast(pl.Int64, strict=False)


def _offset(has: set[str]) -> pl.Expr:
    """Minutes east of UTC; null where the line does not say."""
    if "offset" in has:
        digits = pl.col("offset").str.extract_groups("^(?P<sign>[+-])(?P<hours>[0-9]{2}):?(?P<minutes>[0-9]{2}|)$")
        hours = digits.struct.field("hours").cast(pl.Int64, strict=False)
        minutes = digits.struct.field("minutes").str.zfill(2).cast(pl.Int64, strict=False)
        sign = pl.when(digits.struct.field("sign") == "-").then(-1).otherwise(1)
        return pl.when(pl.col("offset") == "Z").then(0).when(minutes < 60).then(sign * (hours * 60 + minutes))
    return pl.lit(None, pl.Int64)
