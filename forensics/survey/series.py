"""Sampled logs by the series that they are rotations of, and what each series shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forensics.model import Case, SourceReport
from forensics.scan.preview import Preview
from forensics.sources.lineage import all_series

__all__ = ["LogSeries", "assumed_in", "grouped", "needs_zone"]


@dataclass(frozen=True, slots=True)
class LogSeries:
    """The logs of one series by their samples; `reports` are the same as the steps behind the scan know them."""

    name: str
    previews: tuple[Preview, ...]
    reports: tuple[SourceReport, ...]
    scattered: bool

    @property
    def formats(self) -> tuple[str | None, ...]:
        """Names of their formats, those of most logs first; None: not known."""
        seen = Counter(one.detection.format.name if one.detection.format else None for one in self.previews)
        return tuple(name for name, _ in sorted(seen.items(), key=lambda pair: (-pair[1], pair[0] or "")))

    @property
    def first(self) -> datetime | None:
        """The first time in the samples."""
        return min((one.first for one in self.previews if one.first is not None), default=None)

    @property
    def last(self) -> datetime | None:
        """The last time in the samples."""
        return max((one.last for one in self.previews if one.last is not None), default=None)

    @property
    def sampled(self) -> int:
        """Lines looked at."""
        return sum(one.detection.sampled for one in self.previews)

    @property
    def matched(self) -> int:
        """Lines of these that are read, by the format of their log or by another."""
        return sum(
            one.detection.matched
            + sum(count for _, count in one.detection.others)
            + sum(count for _, count in one.detection.refused)
            for one in self.previews
        )

    @property
    def hosts(self) -> dict[str, int]:
        """The hosts served, with lines in the samples, most first."""
        seen: Counter[str] = Counter()
        for one in self.previews:
            seen.update(one.hosts)
        return dict(sorted(seen.items(), key=lambda pair: (-pair[1], pair[0])))


def needs_zone(one: Preview) -> bool:
    """Whether somebody has to say in which zone the times of a log are: it holds no offset, nor does its format say."""
    fmt = one.detection.format
    return fmt is not None and not fmt.refused and not fmt.offset and fmt.zone is None


def assumed_in(previews: Sequence[Preview]) -> Preview | None:
    """A log of which nothing shows what its sizes count, where no other of its series shows it either."""
    if any(one.detection.size_source in ("inferred", "case") for one in previews):
        return None
    return next((one for one in previews if one.detection.size_source == "assumed"), None)


def grouped(previews: Sequence[Preview], case: Case) -> tuple[LogSeries, ...]:
    """The series that the logs make up, in the order of their names."""
    reports = [_report(one) for one in previews]
    by_id = dict(zip((report.id for report in reports), previews, strict=True))
    return tuple(
        LogSeries(
            series.name,
            tuple(by_id[source.id] for source in series.sources),
            series.sources,
            series.scattered,
        )
        for series in all_series(reports, case)
    )


def _report(one: Preview) -> SourceReport:
    """A sampled log as a source that was read, as far as a sample tells."""
    found = one.detection
    return SourceReport(
        id=one.job.id,
        log=one.job.log_index,
        path=one.job.shown,
        archive=one.job.archive,
        format=found.format.name if found.format else None,
        lines=found.sampled,
        parsed=found.matched,
        size_field=found.size,
        size_field_source=found.size_source,
        zone_source="case" if needs_zone(one) else "line",
        first=one.first,
        last=one.last,
    )
