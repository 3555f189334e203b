"""In which zone the times of logs without an offset may be: what speaks for which.

Nothing in such a line says it. Around it there are signs: when the file was last written, the name of a file that a
server begins at midnight, and the offsets in the logs beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path, PurePath
from zoneinfo import ZoneInfo

from forensics.language.statement import Statement, state, state_many
from forensics.model.zones import fixed_zone
from forensics.scan.preview import Preview
from forensics.sources.rotation import rotation

__all__ = ["Clock", "clock_of"]

#: Offsets are multiples of this; a file is closed so soon after its last line.
_STEP, _SOON = timedelta(minutes=15), timedelta(minutes=4)
_WIDEST = timedelta(hours=14)
#: So many files must agree on when they were last written: one may have been copied at any time.
_AGREE = 2
_DAY = timedelta(days=1)
#: So near to midnight the first line of a day's file stands.
_AT_MIDNIGHT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Clock:
    """What clock wrote the times of some logs: the offset that the signs speak for (None: none does, or they speak for
    several), and each sign in a sentence."""

    offset: timedelta | None
    signs: tuple[Statement, ...]

    @property
    def zone(self) -> str | None:
        """The zone whose clocks are always so far from UTC; None where none is known."""
        if self.offset is None:
            return None
        return "UTC" if not self.offset else fixed_zone(written(self.offset))


def written(offset: timedelta) -> str:
    """As "+02:00"."""
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def clock_of(previews: Sequence[Preview], beside: Sequence[str]) -> Clock:
    """What speaks for which clock in logs whose times hold no offset; `beside` are the offsets that other logs write.

    The previews were read in the zone of their job, which is undone here.
    """
    found = list(_signs(previews))
    offsets = {offset for offset, _ in found if offset is not None}
    signs = [sign for _, sign in found]
    if beside:
        signs.append(state("the logs beside it write {offsets}", offsets=tuple(beside)))
    return Clock(next(iter(offsets)) if len(offsets) == 1 else None, tuple(signs))


def _signs(previews: Sequence[Preview]) -> Iterator[tuple[timedelta | None, Statement]]:
    names = {one.detection.format.family for one in previews if one.detection.format is not None}
    if "IIS" in names:
        yield None, state("IIS writes this format in the local time of the server; its W3C format would be in UTC")
    if written_last := _by_last_writing(previews):
        offset, files = written_last
        yield (
            offset,
            state_many(
                "{count} file was last written when its last line was, if the clock was {offset}",
                "{count} files were last written when their last lines were, if the clock was {offset}",
                files,
                offset=written(offset),
            ),
        )
    if midnight := _by_names(previews):
        yield None, midnight


def _by_last_writing(previews: Sequence[Preview]) -> tuple[timedelta, int] | None:
    """The offset by which several files were last written right after their last lines."""
    seen: Counter[timedelta] = Counter()
    for one in previews:
        path, last = one.job.path, _as_written(one, one.last)
        if not isinstance(path, Path) or one.job.archive or last is None:
            continue
        closed = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
        offset = -(-(last - closed) // _STEP) * _STEP
        if abs(offset) <= _WIDEST and timedelta() <= closed + offset - last <= _SOON:
            seen[offset] += 1
    ranked = seen.most_common(2)
    if not ranked or ranked[0][1] < min(_AGREE, len(previews)) or ranked[0][1] * 2 <= seen.total():
        return None
    return ranked[0]


def _by_names(previews: Sequence[Preview]) -> Statement | None:
    """What the names of files by day say: each begins at midnight of the clock that names them."""
    days = [(one, rotation(PurePath(one.job.shown))) for one in previews]
    begun = [
        (local, day)
        for one, day in days
        if isinstance(day, date) and (local := _as_written(one, one.first)) is not None
    ]
    if len(begun) < _AGREE:
        return None
    fits = sum(abs(local - datetime.combine(day, time.min)) <= _AT_MIDNIGHT for local, day in begun)
    if fits * 2 <= len(begun):
        return None
    return state_many(
        "{count} file named by its day begins at midnight of the clock in its lines",
        "{count} files named by their days begin at midnight of the clock in their lines",
        fits,
    )


def _as_written(one: Preview, moment: datetime | None) -> datetime | None:
    """A time as the line shows it, without a zone."""
    return None if moment is None else moment.astimezone(ZoneInfo(one.job.log.zone)).replace(tzinfo=None)
