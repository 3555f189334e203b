"""The case: what the investigator states.

The text below an attribute says what it is, here and in the JSON Schema of findings.json.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from forensics.model.stated import Stated
from forensics.model.written import (
    ALWAYS,
    CaseId,
    Count,
    Digest,
    Duration,
    End,
    InLanguages,
    Network,
    NetworkText,
    Sha256,
    Start,
    Text,
    Time,
    Unsaved,
    Zone,
)

__all__ = [
    "ALWAYS",
    "KEYED_HASH",
    "PLAIN",
    "Case",
    "Counting",
    "FileVersion",
    "KnownParty",
    "Layer",
    "LeakedFile",
    "Log",
    "Network",
    "Parties",
    "PrefixFile",
    "Server",
    "SizeMeaning",
    "SizeSource",
    "Window",
]

#: What stands before a digest: which hash it is.
PLAIN, KEYED_HASH = "sha256:", "hmac-sha256:"

SizeSource = Literal["case", "document", "inferred", "unknown"]
SizeMeaning = Literal["body", "planned", "total"]
Layer = Literal["edge", "origin"]
Server = Literal["apache", "nginx", "iis"]


@dataclass(frozen=True, slots=True)
class FileVersion:
    """One version of a leaked file, live from `start` (inclusive) to `end` (exclusive)."""

    size: Count
    """Bytes."""
    sha256: Sha256 | None = None
    """SHA-256 of the version; null where not given."""
    start: Time | None = None
    """From when; null: not stated."""
    end: Time | None = None
    """Until when, not part of it; null: not stated."""


@dataclass(frozen=True, slots=True)
class LeakedFile:
    """A file that should not have been public, and the ways a log can name it."""

    name: str
    """Its name in the case."""
    paths: tuple[str, ...] = ()
    """Exact paths or globs, with a query where the query identifies ("/download?id=77"); empty: any path that ends in
    the name."""
    hosts: tuple[str, ...] = ()
    """Hosts that serve it; empty: any."""
    document: Annotated[Path | None, Unsaved] = None
    versions: tuple[FileVersion, ...] = ()
    """Its versions, each with the time for which it was there."""
    size_source: SizeSource = "unknown"
    """Where the size is from."""
    encoded_sizes: tuple[Count, ...] = ()
    """Its sizes when compressed for transport."""
    page_sizes: tuple[Count, ...] = ()
    """Sizes of error, login and soft-404 pages."""
    other_paths: tuple[str, ...] = ()
    """Paths that configuration or a hash has shown to be another file of the same size."""
    written: str = ""
    """The name as it was given, where that held percent escapes; else empty."""


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open exposure window, start <= t < end, for the files named."""

    label: str
    """Its name in the case."""
    start: Start
    """Its start; null: without a beginning."""
    end: End
    """Its end, not part of it; null: without an end."""
    files: tuple[str, ...]
    """Names of the files that were exposed in it."""
    labels: InLanguages = field(default_factory=dict, hash=False)
    """Its name in other languages."""


@dataclass(frozen=True, slots=True)
class Log:
    """One [[logs]] entry: where logs lie, and how they are to be read."""

    path: Text
    """Path, glob or URL, as it is written in the case: relative to its folder."""
    format: str = "auto"
    """Name of a format, a format string, or "auto"."""
    zone: str = "UTC"
    """IANA time zone of times without an offset."""
    size_field: SizeMeaning | None = None
    """What its sizes count, where that is stated."""
    host: str | None = None
    """Host, for formats without one."""
    layer: Layer = "edge"
    """Where in the chain of servers it was written."""
    server: Server | None = None
    """Whose rules resolve its paths; null: those of the format."""
    covers: tuple[Time, Time] | None = None
    """Start and end of the time that it should cover; null: not stated."""


@dataclass(frozen=True, slots=True)
class KnownParty:
    """A party the investigator knows by its networks."""

    name: str
    """What to call it."""
    networks: tuple[NetworkText, ...]
    """Its networks."""
    names: InLanguages = field(default_factory=dict, hash=False)
    """What to call it in other languages."""


@dataclass(frozen=True, slots=True)
class PrefixFile:
    """A published list of a service's addresses: `name` is that of the service, in lower case."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Parties:
    """Who is who, as the case states it; networks in CIDR notation."""

    own: tuple[NetworkText, ...] = ()
    """Networks of the organisation itself."""
    trusted_proxies: tuple[NetworkText, ...] = ()
    """Proxies whose word on the client is taken."""
    databases: Annotated[tuple[Path, ...], Unsaved] = ()
    registry: bool = True
    """Whether the country of registration may fill in where no database has one."""
    ranges: Annotated[tuple[PrefixFile, ...], Unsaved] = ()
    known: tuple[KnownParty, ...] = ()
    """Parties known by their networks."""


@dataclass(frozen=True, slots=True)
class Counting:
    """The adjustable numbers of counting.md, echoed in every report."""

    clock_tolerance: Duration = timedelta(minutes=2)
    """A request this close to the edge of a window may lie on either side (3.8)."""
    episode: Duration = timedelta(minutes=30)
    """Silence after which an episode ends (3.6.1)."""
    absorb: Duration = timedelta(seconds=60)
    """Parts this soon after a whole delivery belong to it (3.6.2)."""
    merge: Duration = timedelta(seconds=30)
    """At least: downloads of one address this close together are one (3.7)."""
    abort_blind: Count = 4 * 1024 * 1024
    """Bytes: no log shows whether a smaller file arrived whole (3.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A validated case: what was investigated, as it states it."""

    id: CaseId
    """Id of the case."""
    title: str = ""
    """May be empty."""
    digest: Digest = ""
    """SHA-256 of the case file as it lies, or of the arguments of `forensics count`."""
    zone: Zone = "UTC"
    """IANA time zone of the case's local times."""
    zone_stated: bool = True
    """Whether anybody said so; else times without an offset were read as UTC."""
    local_times: tuple[str, ...] = ()
    """Keys of times of windows that were written without an offset."""
    aware: Time | None = None
    """When the organisation learned of the leak."""
    purpose: str | None = None
    """Why the logs were examined."""
    requested_by: str | None = None
    """Who asked for it."""
    legal_basis: str | None = None
    """On what basis."""
    investigator: str | None = None
    """Who answers for the report."""
    titles: InLanguages = field(default_factory=dict, hash=False)
    """The title in other languages."""
    purposes: InLanguages = field(default_factory=dict, hash=False)
    """The purpose in other languages."""
    requesters: InLanguages = field(default_factory=dict, hash=False)
    """Who asked for it, in other languages."""
    legal_bases: InLanguages = field(default_factory=dict, hash=False)
    """The basis in other languages."""
    retain_until: Time | None = None
    """When the results are to be deleted."""
    files: tuple[LeakedFile, ...]
    """The leaked files, as the case states them."""
    windows: tuple[Window, ...]
    """The exposure windows, as the case states them."""
    logs: tuple[Log, ...]
    """The [[logs]] entries, in the order of the case."""
    parties: Parties = Parties()
    """Who is who, as the case states it."""
    counting: Counting = Counting()
    """The adjustable numbers of counting.md."""
    notification: Annotated[Stated, Unsaved] = field(default_factory=Stated)
    folder: Annotated[Path, Unsaved] = Path()  # what relative paths are relative to
