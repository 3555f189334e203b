"""When a file was there as far as the logs show: stretches of answers with it, parted by answers that it is gone.

A proposal of windows, nothing more: the file may have been there before the first answer and after the last. Every
line that may count lies in one of the stretches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import polars as pl

from forensics.investigation import Judgement
from forensics.model import Window

__all__ = ["Presence", "presences", "windows_of"]

#: What shows the file in its place, or may.
_THERE = ("complete", "assembled", "partial", "indeterminate", "not_modified")
_ANSWERED = (200, 203, 206, 304)
_GONE = (403, 404, 410)
#: Between two answers with the file so far apart, one that it is gone may mean that it was away; closer together, that
#: one server of several had not got it, or that one visitor was refused.
_AWAY = timedelta(hours=1)
#: More windows than this say nothing any more: the closest are joined.
_MOST = 8
#: Edges of a proposal lie on such minutes, beyond the tolerance of clocks.
_ROUND = 5


@dataclass(frozen=True, slots=True)
class Presence:
    """A stretch of answers with a file: from the first to the last, how many of them may be deliveries of the whole,
    and the refusals next to it on either side (404, 410, 403), where there are any."""

    first: datetime
    last: datetime
    deliveries: int = 0
    gone_before: datetime | None = None
    gone_after: datetime | None = None


def presences(found: Judgement, file: str, entry_of: Sequence[int]) -> tuple[Presence, ...]:
    """The stretches of a file, in order; none where no answer with it has a time. `entry_of` says of which entry, one
    log with its rotations, each [[logs]] is: what one server answers says nothing of another."""
    rows = _timed(found, file)
    there = rows.filter("there")
    if there.is_empty():
        return ()
    rows = rows.with_columns(entry=pl.col("log").replace_strict(dict(enumerate(entry_of)), return_dtype=pl.Int32))
    runs = [run for _, table in rows.group_by("entry", "path", maintain_order=True) for run in _runs(table)]
    gone = rows.filter("gone")["time"].to_list()
    spans = _closest_joined(_joined(runs, gone))
    units = _deliveries(found, file)
    return tuple(_told(span, spans, gone, units) for span in spans)


def windows_of(found: Sequence[Presence], tolerance: timedelta) -> tuple[Window, ...]:
    """A window for each stretch: its ends lie further out than the tolerance of clocks, and in no other stretch."""
    beyond = tolerance + timedelta(minutes=1)
    edges = [(_down(one.first - beyond), _up(one.last + beyond)) for one in found]
    windows: list[Window] = []
    for index, (start, end) in enumerate(edges):
        begin = max(start, windows[-1].end) if windows else start
        stop = min(end, _down(found[index + 1].first)) if index + 1 < len(edges) else end
        windows.append(Window("", begin, stop, ()))
    return tuple(windows)


def _timed(found: Judgement, file: str) -> pl.DataFrame:
    """The requests of a file with a time: log, path, time, and whether the file was there or gone."""
    counting = found.downloads.filter((pl.col("file") == file) & (pl.col("at_most") > 0))
    counted = counting["rows"].explode(empty_as_null=True).drop_nulls().to_list()
    status = pl.col("status")
    there = (
        pl.col("verdict").is_in(_THERE)
        | pl.col("row").is_in(counted)
        | ((pl.col("verdict") == "probe") & status.is_in(_ANSWERED))
    )
    rows = found.labelled.filter(pl.col("file") == file).with_columns(there=there.fill_null(value=False))
    rows = rows.with_columns(gone=(~pl.col("there") & status.is_in(_GONE) & (pl.col("match") == "target")))
    rows = rows.with_columns(gone=pl.col("gone").fill_null(value=False))
    both = rows.filter(pl.col("there") | pl.col("gone"))
    times = [
        both.select("log", "path", "there", "gone", "client", "status", time=column).drop_nulls("time")
        for column in ("start", "end", "second_reading")
    ]
    return _without_refused(pl.concat(times)).sort("time", "there", maintain_order=True)


def _without_refused(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without 403 where that was said to one client alone: a visitor was refused, the file was there."""
    refused = pl.col("gone") & (pl.col("status") == 403)
    if rows.filter(refused)["client"].n_unique() > 1:
        return rows
    return rows.filter(~refused)


def _runs(rows: pl.DataFrame) -> Iterable[tuple[datetime, datetime]]:
    """From the first to the last answer with the file at one path of one log, cut where it was away."""
    start = last = None
    away = False
    for time, there in rows.select("time", "there").iter_rows():
        if not there:
            away = last is not None
        elif start is None or last is None:
            start = last = time
        elif away and time - last >= _AWAY:
            yield start, last
            start = last = time
        else:
            last = time
        away = away and not there
    if start is not None and last is not None:
        yield start, last


def _joined(runs: Iterable[tuple[datetime, datetime]], gone: Sequence[datetime]) -> list[Presence]:
    """Stretches that overlap, or between which no answer says that the file was away, become one."""
    found: list[Presence] = []
    for first, last in sorted(runs):
        if found and (first - found[-1].last < _AWAY or not any(found[-1].last < time < first for time in gone)):
            found[-1] = replace(found[-1], last=max(found[-1].last, last))
        else:
            found.append(Presence(first, last))
    return found


def _closest_joined(found: list[Presence]) -> list[Presence]:
    """No more than a few: where there are many, those closest together become one."""
    while len(found) > _MOST:
        gaps = [found[index + 1].first - found[index].last for index in range(len(found) - 1)]
        at = gaps.index(min(gaps))
        found[at : at + 2] = [Presence(found[at].first, found[at + 1].last)]
    return found


def _deliveries(found: Judgement, file: str) -> list[datetime]:
    units = found.downloads.filter((pl.col("file") == file) & pl.col("in_headline"))
    return units["first"].drop_nulls().to_list()


def _told(one: Presence, spans: Sequence[Presence], gone: Sequence[datetime], units: Sequence[datetime]) -> Presence:
    earlier = max((span.last for span in spans if span.last < one.first), default=None)
    later = min((span.first for span in spans if span.first > one.last), default=None)
    before = [time for time in gone if time < one.first and (earlier is None or time > earlier)]
    after = [time for time in gone if time > one.last and (later is None or time < later)]
    return replace(
        one,
        deliveries=sum(one.first <= time <= one.last for time in units),
        gone_before=max(before, default=None),
        gone_after=min(after, default=None),
    )


def _down(time: datetime) -> datetime:
    """The whole minutes before it, of five."""
    return time.replace(minute=time.minute - time.minute % _ROUND, second=0, microsecond=0)


def _up(time: datetime) -> datetime:
    """The whole minutes after it, of five, and never the time itself."""
    return _down(time.astimezone(UTC)) + timedelta(minutes=_ROUND)
