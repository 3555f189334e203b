"""How the downloads of a file divide over days, programs, countries and versions, as the public may see it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from forensics.model import FileFindings, Findings, Share, Tally, VersionCount
from forensics.report.disclosure import threshold
from forensics.report.disclosure.threshold import Visit, Visits

__all__ = ["Seen", "seen", "shares", "unobserved", "versions"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A download that was established in a window, and as whom its client counts."""

    client: str | None
    visitor: Hashable
    first: datetime
    day: str  # in the zone of the case, as a share is called
    agent_class: str | None
    robot: bool | None
    country: str | None
    size: int | None
    window: str


def seen(file: FileFindings, findings: Findings, counted: Mapping[str, Hashable]) -> list[Seen]:
    """Those of a file; clients without a name count as one visitor."""
    zone = ZoneInfo(findings.case.zone)
    countries = {recipient.address: recipient.country for recipient in file.addresses}
    mine = findings.downloads.filter(pl.col("file") == file.name, "in_headline", pl.col("window").is_not_null())
    rows = mine.select("client", "first", "agent_class", "robot", "size", "window").iter_rows()
    return [
        Seen(
            client=client,
            visitor=counted.get(client),
            first=first,
            day=first.astimezone(zone).date().isoformat(),
            agent_class=agent_class,
            robot=robot,
            country=countries.get(client),
            size=size,
            window=window,
        )
        for client, first, agent_class, robot, size, window in rows
    ]


def shares(file: FileFindings, downloads: Sequence[Seen], k: int) -> dict[str, tuple[Share, ...]]:
    """On which day, with which program, from which country: parts of few visitors are joined. Days are held against
    the windows, programs against the robots: by these what was joined could be told apart again."""
    days = Visits(Visit(each.day, each.client, each.visitor, (each.window,)) for each in downloads)
    classes = Visits(Visit(each.agent_class, each.client, each.visitor, (bool(each.robot),)) for each in downloads)
    countries = Visits(Visit(each.country, each.client, each.visitor) for each in downloads)
    return {
        "by_day": threshold.merged(file.by_day, k, None, by=days),
        "by_class": threshold.merged(file.by_class, k, threshold.OTHER_PROGRAMS, by=classes),
        "by_country": threshold.countries(file.by_country, k, by=countries),
    }


def versions(file: FileFindings, downloads: Sequence[Seen], k: int, days: Sequence[Share]) -> tuple[VersionCount, ...]:
    """What was downloaded of each version: nothing where one has few visitors, or has few in common with a window or a
    day that is shown, for the rest and the total would tell of them."""
    if len(file.versions) < 2:
        return file.versions
    named = {share.name for share in days}
    by = Visits(
        Visit(str(each.size), each.client, each.visitor, (each.window, each.day if each.day in named else None))
        for each in downloads
    )
    few = any(version.downloads and by.small([str(version.size)], k) for version in file.versions)
    return () if few else file.versions


def unobserved(file: FileFindings, downloads: Sequence[Seen], k: int) -> FileFindings:
    """The file without the days of the first and last answers in windows with few visitors: in such a window these are
    the days of one of them. What holds for all windows is told where it is that of none of these."""
    few = [window.label for window in file.windows if _visitors(downloads, window) < k]
    windows = tuple(replace(window, observed={}) if window.label in few else window for window in file.windows)
    total = replace(file.total, observed={}) if few else file.total
    return replace(file, windows=windows, total=total)


def _visitors(downloads: Sequence[Seen], window: Tally) -> int:
    return len({each.visitor for each in downloads if each.window == window.label})
