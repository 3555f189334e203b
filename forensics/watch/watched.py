"""What is watched, as a watch file states it: checked, with every path resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal

from forensics.model import Counting, LeakedFile, Level, Log, Parties

__all__ = ["Root", "Sink", "SinkKind", "Watch"]

SinkKind = Literal["file", "syslog", "journald", "notify", "webhook", "command"]


@dataclass(frozen=True, slots=True)
class Root:
    """A folder that a web server publishes."""

    path: Path  # absolute
    url: str  # URL path under which it is served, decoded; begins and ends with "/"
    hosts: tuple[str, ...] = ()  # that serve it; empty: any that no other root of this URL names
    include: tuple[str, ...] = ()  # globs on the path below the folder; empty: every file
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sink:
    """Where events go beside stdout."""

    name: str  # of its own among the sinks of one watch
    kind: SinkKind
    target: str = ""  # path, URL or address, by kind
    command: tuple[str, ...] = ()  # of kind command: the program and its arguments
    secret: Path | None = None  # file with the key of a webhook's signature
    level: Level = "investigator"  # what of an event may go there
    events: tuple[str, ...] = ()  # kinds of events; empty: all


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A validated watch file."""

    id: str
    digest: str  # SHA-256 of the file as it lies
    zone: str = "UTC"  # IANA time zone of local times in it
    state: Path  # folder of the state, absolute
    status: Path | None = None  # folder for status.html and forensics.prom, absolute
    overdue: timedelta = timedelta(hours=1)  # so long after a pass without another one all is not well
    accepted: Path | None = None  # baseline of accepted findings, as `forensics inspect --baseline` takes it
    roots: tuple[Root, ...] = ()
    logs: tuple[Log, ...] = ()
    files: tuple[LeakedFile, ...] = ()  # watched by name
    flagged: bool = False  # whether every document that inspection flags is watched too
    parties: Parties = field(default_factory=Parties)
    counting: Counting = field(default_factory=Counting)
    sinks: tuple[Sink, ...] = ()
    folder: Path = field(default_factory=Path)  # what relative paths of logs are relative to
