"""The case: what the investigator states."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

from forensics.model.stated import Stated

__all__ = [
    "ALWAYS",
    "Case",
    "Counting",
    "FileVersion",
    "KnownParty",
    "LeakedFile",
    "Log",
    "Network",
    "Parties",
    "PrefixFile",
    "Window",
]

#: Start and end of a window without bounds. No log is older than Unix time, and both leave room for
#: tolerances and offsets, which datetime.min and datetime.max do not.
ALWAYS = (datetime(1970, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC))

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class FileVersion:
    """One version of a leaked file, live from `start` (inclusive) to `end` (exclusive)."""

    size: int
    sha256: str | None = None
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeakedFile:
    """A file that should not have been public, and the ways a log can name it.

    `paths` are exact paths or globs, with a query where the query identifies ("/download?id=77");
    empty means any path whose last segment is `name`. `other_paths` are paths that configuration
    or a hash has shown to be another file of the same size.
    """

    name: str
    paths: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    document: Path | None = None
    versions: tuple[FileVersion, ...] = ()
    size_source: str = "unknown"  # case | document | inferred | unknown
    encoded_sizes: tuple[int, ...] = ()
    page_sizes: tuple[int, ...] = ()  # bodies of error, login and soft-404 pages
    other_paths: tuple[str, ...] = ()
    written: str = ""  # the name as it was given, where that held percent escapes


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open exposure window, start <= t < end, for the files named."""

    label: str
    start: datetime
    end: datetime
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """One [[logs]] entry: a glob or file and how to read it."""

    path: str  # as written, relative to the case's folder
    format: str = "auto"
    zone: str = "UTC"
    size_field: str | None = None  # body | planned | total
    host: str | None = None
    layer: str = "edge"  # edge | origin
    server: str | None = None  # apache | nginx | iis: how paths resolve; None: taken from the format
    covers: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, slots=True)
class KnownParty:
    """A party the investigator knows by its networks."""

    name: str
    networks: tuple[Network, ...]


@dataclass(frozen=True, slots=True)
class PrefixFile:
    """A published list of a service's addresses: `name` is that of the service, in lower case."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Parties:
    """Own networks, trusted proxies, known parties, and the user's MaxMind DB files and prefix lists.

    `registry` allows the country of registration where no database has one.
    """

    own: tuple[Network, ...] = ()
    trusted_proxies: tuple[Network, ...] = ()
    databases: tuple[Path, ...] = ()
    registry: bool = True
    ranges: tuple[PrefixFile, ...] = ()
    known: tuple[KnownParty, ...] = ()


@dataclass(frozen=True, slots=True)
class Counting:
    """The adjustable numbers of counting.md, echoed in every report."""

    clock_tolerance: timedelta = timedelta(minutes=2)  # 3.8, EDGE
    episode: timedelta = timedelta(minutes=30)  # 3.6.1
    absorb: timedelta = timedelta(seconds=60)  # 3.6.2
    merge: timedelta = timedelta(seconds=30)  # 3.7, at_least
    abort_blind: int = 4 * 1024 * 1024  # 3.3


@dataclass(frozen=True, slots=True)
class Case:
    """A validated case. `folder` is what relative paths are relative to."""

    id: str
    files: tuple[LeakedFile, ...]
    windows: tuple[Window, ...]
    logs: tuple[Log, ...]
    title: str = ""
    zone: str = "UTC"
    aware: datetime | None = None
    purpose: str | None = None
    requested_by: str | None = None
    legal_basis: str | None = None
    investigator: str | None = None
    retain_until: datetime | None = None
    parties: Parties = Parties()
    counting: Counting = Counting()
    notification: Stated = field(default_factory=Stated)
    folder: Path = Path()
    digest: str = ""  # "sha256:..." of the case file as it lies, or of the canonical arguments
    zone_stated: bool = True  # False: nobody said so; times without an offset are read as UTC for want of better
    local_times: tuple[str, ...] = ()  # keys of the windows' times that were written without an offset
