"""Logs as the [[logs]] entries of a case: one for each series of rotations, named by one pattern where that will do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from forensics.model import Case, Log, SizeMeaning, SourceReport
from forensics.scan.jobs import Job
from forensics.scan.preview import Preview
from forensics.sources.lineage import all_series
from forensics.survey.clocks import Clock, clock_of
from forensics.survey.found import Found
from forensics.survey.patterns import patterns
from forensics.survey.series import needs_zone

__all__ = ["LogEntry", "entries_of"]

#: More paths than this are many, for one series.
_FEW = 3


@dataclass(frozen=True, slots=True)
class LogEntry:
    """The logs of one series: what a case writes for them (none where they cannot be named), their samples, the clock
    of times without an offset (None: all have one), their zone once that is settled, and whether somebody said it; and
    what somebody said that their sizes count."""

    paths: tuple[str, ...]
    files: tuple[Job, ...]
    previews: tuple[Preview, ...]
    clock: Clock | None = None
    zone: str | None = None
    zoned: bool = False
    size_field: SizeMeaning | None = None

    @property
    def known(self) -> bool:
        """Whether a format is known for one of them."""
        return any(one.detection.format is not None for one in self.previews)

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats of its logs, those of most lines first."""
        seen: Counter[str] = Counter()
        for one in self.previews:
            if one.detection.format is not None:
                seen[one.detection.format.name] += one.detection.matched
            seen.update({fmt.name: count for fmt, count in one.detection.others})
        return tuple(name for name, _ in sorted(seen.items(), key=lambda pair: (-pair[1], pair[0])))

    @property
    def hosts(self) -> dict[str, int]:
        """The hosts served, with their lines in the samples, most first."""
        seen: Counter[str] = Counter()
        for one in self.previews:
            seen.update(one.hosts)
        return dict(sorted(seen.items(), key=lambda pair: (-pair[1], pair[0])))

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """From the first to the last time in the samples."""
        firsts = [self._read(one, one.first) for one in self.previews if one.first is not None]
        lasts = [self._read(one, one.last) for one in self.previews if one.last is not None]
        return (min(firsts), max(lasts)) if firsts and lasts else None

    def _read(self, one: Preview, time: datetime) -> datetime:
        """A time in the zone that was settled since the sample was read."""
        if self.zone is None or not needs_zone(one):
            return time
        written = time.astimezone(ZoneInfo(one.job.log.zone)).replace(tzinfo=None)
        return written.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def logs(self, zone: str) -> tuple[Log, ...]:
        """Its [[logs]] entries; `zone` is that of the case."""
        return tuple(Log(path, zone=self.zone or zone, size_field=self.size_field) for path in self.paths)


def entries_of(found: Found, folder: Path, offsets: Sequence[str]) -> tuple[LogEntry, ...]:
    """The entries for all logs that were found, as a case in that folder writes them; `offsets` are those that logs
    write their times with."""
    previews = (*found.logs, *found.unknown)
    idle = frozenset(job.path.resolve() for job in found.empty if isinstance(job.path, Path))
    entries = []
    for group, paths in _grouped(found.jobs, folder, idle):
        own = tuple(one for one in previews if one.job.id.partition(".")[0] in {job.id for job in group})
        timeless = [one for one in own if needs_zone(one)]
        clock = clock_of(timeless, offsets) if timeless else None
        entries.append(LogEntry(paths, group, own, clock))
    return tuple(entries)


def _grouped(jobs: Sequence[Job], folder: Path, idle: frozenset[Path]) -> list[tuple[tuple[Job, ...], tuple[str, ...]]]:
    """The files by their series, with what names them. Series of one folder that take many words each, and few
    together, are one."""
    found = [(group, _paths(group, folder, idle)) for group in _series(jobs)]
    if all(len(paths) <= _FEW for _, paths in found):
        return found
    by_folder: dict[Path, list[tuple[tuple[Job, ...], tuple[str, ...]]]] = {}
    for group, paths in found:
        by_folder.setdefault(Path(str(group[0].path)).parent, []).append((group, paths))
    kept = []
    for groups in by_folder.values():
        if any(len(paths) > _FEW for _, paths in groups):
            every = tuple(job for group, _ in groups for job in group)
            together = _paths(every, folder, idle)
            if len(together) <= _FEW:
                kept.append((every, together))
                continue
        kept += groups
    return kept


def _series(jobs: Sequence[Job]) -> list[tuple[Job, ...]]:
    """The files, an archive being one, by their series."""
    case = Case(id="survey", files=(), windows=(), logs=(Log(""),))
    reports = [SourceReport(id=job.id, log=0, path=job.shown) for job in jobs]
    by_id = {job.id: job for job in jobs}
    return [tuple(by_id[source.id] for source in series.sources) for series in all_series(reports, case)]


def _paths(group: Sequence[Job], folder: Path, idle: frozenset[Path]) -> tuple[str, ...]:
    """What names the files; objects of a store by the words that the user gave."""
    local = [job.path for job in group if isinstance(job.path, Path)]
    remote = dict.fromkeys(job.log.path for job in group if not isinstance(job.path, Path))
    return (*(patterns(local, folder, idle) if local else ()), *remote)
