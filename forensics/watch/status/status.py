"""What can be said of a watch at one time. Times are in UTC; None: not known, or never."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from forensics.watch.state.passes import Pass
from forensics.watch.trouble import Trouble

__all__ = ["Documents", "FileStatus", "FlaggedDocument", "LogStatus", "RootStatus", "SinkStatus", "Status", "Unread"]


@dataclass(frozen=True, slots=True)
class RootStatus:
    """A published folder."""

    path: str
    url: str
    seen: datetime | None  # when it was last read whole
    trouble: str | None  # why it could not be read


@dataclass(frozen=True, slots=True)
class FlaggedDocument:
    """A document that hides something that nobody has accepted, at one URL path."""

    path: str  # URL path, decoded
    published: bool  # whether it is there now
    earliest: datetime | None  # when a version that hides something came, at the earliest
    latest: datetime  # and at the latest
    ended: datetime | None  # when the last such version was surely gone; of one that is published: None
    codes: tuple[str, ...]  # of the checks that found something grave
    summary: str  # what it shows and hides, in a sentence
    downloads: int | None  # since `earliest`; None: its downloads are not watched
    last_download: datetime | None  # when the last of them began


@dataclass(frozen=True, slots=True)
class Unread:
    """A published document that could not be looked into, or not as a whole."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Documents:
    """What lies in the published folders. Files that are read are counted once for each path."""

    published: int
    inspected: int
    passed_over: int  # no documents: pages, programs, plain text
    waiting: int  # not looked into yet
    unread: tuple[Unread, ...]  # by path
    flagged: tuple[FlaggedDocument, ...]  # those most downloaded first, then those that are published


@dataclass(frozen=True, slots=True)
class FileStatus:
    """A watched file, and what was told of it."""

    name: str
    downloads: int
    partials: int
    first: datetime | None  # when the first of both began
    last: datetime | None


@dataclass(frozen=True, slots=True)
class LogStatus:
    """A log that still lies there."""

    path: str
    lines: int  # read so far
    last: datetime | None  # time of its newest line
    settled: bool  # nothing is written to it any more, and it was read to its end


@dataclass(frozen=True, slots=True)
class SinkStatus:
    """A place where events go."""

    name: str
    waiting: int  # events that it does not have
    tries: int  # that failed in a row
    since: datetime | None  # of the first of these
    again: datetime | None  # when it is tried again
    reason: str  # of the last of these
    aside: int  # events that it refused for good, and that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """All of it."""

    watch: str  # its id
    zone: str  # IANA name; in which people read its times
    now: datetime
    last: Pass | None  # the newest that came to its end
    running: Pass | None  # the newest, where it did not come to its end yet: it runs, or was killed
    recent: tuple[Pass, ...]  # the newest first
    stopped: int  # passes of the last day that were ended before their end
    overdue_after: timedelta
    roots: tuple[RootStatus, ...]
    documents: Documents
    files: tuple[FileStatus, ...]  # those downloaded last first, then by name
    logs: tuple[LogStatus, ...]  # those written last first
    lost: int  # logs that were gone before it was sure that all of them was read
    troubles: tuple[Trouble, ...]  # that kept the last pass from being whole
    sinks: tuple[SinkStatus, ...]
    state: Path
    state_bytes: int

    @property
    def lag(self) -> timedelta | None:
        """Since the end of the last pass that came to one: what happened later is not known."""
        return None if self.last is None or self.last.ended is None else self.now - self.last.ended

    @property
    def is_overdue(self) -> bool:
        """Whether another pass should have come to its end by now."""
        return self.lag is None or self.lag > self.overdue_after

    @property
    def failing(self) -> tuple[SinkStatus, ...]:
        """Sinks that have taken nothing for as long as a pass may be away."""
        return tuple(
            sink for sink in self.sinks if sink.since is not None and self.now - sink.since > self.overdue_after
        )

    @property
    def is_well(self) -> bool:
        """Whether nobody need look."""
        return not (self.is_overdue or self.troubles or self.failing)

    @property
    def flagged_now(self) -> int:
        """Documents that are published and hide something."""
        return sum(each.published for each in self.documents.flagged)
