"""The findings: what is concluded from the evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl

from forensics.model.case import Case
from forensics.model.evidence import SourceReport

__all__ = [
    "Bounds",
    "Coverage",
    "Definition",
    "FileFindings",
    "Findings",
    "Gap",
    "Limitation",
    "NearName",
    "Recipient",
    "Share",
    "Tally",
]


@dataclass(frozen=True, slots=True)
class Bounds:
    """At least, headline, at most; `at_least` None is "not determinable" (counting.md 3.7)."""

    at_least: int | None
    headline: int
    at_most: int
    open_ended: bool = False
    by_64: int | None = None  # addresses only: headline with IPv6 cut to /64


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers of one window, of all windows, or of the time outside every window."""

    requests: int
    downloads: Bounds
    addresses: Bounds
    partial: int
    verdicts: dict[str, int]
    grades: dict[str, int]  # of the headline downloads
    own: int  # headline downloads by the organisation itself
    robots: int  # headline downloads by declared robots
    label: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    observed: dict[str, datetime | None] = field(default_factory=dict)  # see availability.observe


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address that got the file, or part of it, inside a window."""

    address: str
    downloads: int
    partial: int
    first: datetime
    last: datetime
    party: str | None
    country: str | None
    asn: int | None
    agent_class: str | None
    agent_family: str | None = None  # as "Firefox 115, Windows"; None: not told by the agent
    kind: str | None = None  # why the address may hide several parties (see parties.address_kind)
    network: str | None = None  # organisation of the autonomous system
    network_type: str | None = None  # as the database calls it: "isp", "hosting", ...
    claim: str | None = None  # of a known service: "verified", "contradicted" or "claimed" (see ranges)
    ranges: tuple[str, ...] = ()  # names of the prefix lists that hold the address
    token: str | None = None  # what links it between reports that hold no addresses (see disclosure)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the headline downloads inside the windows: those of one day, agent class or country."""

    name: str | None  # RFC 3339 day in the zone of the case, agent class, ISO 3166-1 code; None: not known
    downloads: int
    addresses: int


@dataclass(frozen=True, slots=True)
class NearName:
    """A name in the logs that is close to one that no line holds: in how many lines, and how it differs (see
    near_names.difference)."""

    name: str
    lines: int
    difference: str


@dataclass(frozen=True, slots=True)
class FileFindings:
    """The answer for one leaked file."""

    name: str
    size: int | None
    size_source: str
    sizes_considered: tuple[dict[str, Any], ...]
    windows: tuple[Tally, ...]
    total: Tally
    outside: Tally
    addresses: tuple[Recipient, ...]
    versions: tuple[dict[str, Any], ...] = ()
    sensitivity: tuple[dict[str, Any], ...] = ()
    by_day: tuple[Share, ...] = ()  # in order of time
    by_class: tuple[Share, ...] = ()  # most downloads first
    by_country: tuple[Share, ...] = ()  # most downloads first
    named: int = 0  # lines that name the file as it was asked for, read or not
    near_names: tuple[NearName, ...] = ()  # only where none does


@dataclass(frozen=True, slots=True)
class Definition:
    """The same requests counted as another definition would; row ids in which it differs."""

    name: str
    title: str
    computed: str
    file: str
    downloads: int | None
    addresses: int | None
    only_here: tuple[str, ...] = ()  # `row` ids this definition counts and the headline does not
    only_headline: tuple[str, ...] = ()  # `row` ids the headline counts and this one does not


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch a log does not cover: half-open, with the window it touches, why, and how many
    lines were to be expected there (None where the rate is unknown)."""

    start: datetime
    end: datetime
    window: str | None
    because: str
    expected: float | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one series of rotated logs covers; `fraction` is of the windows' time, 0 to 1."""

    log: str  # name of the series: folder and stem of the rotated files
    first: datetime | None
    last: datetime | None
    gaps: tuple[Gap, ...]
    fraction: float
    sources: tuple[str, ...]
    missing_rotations: tuple[str, ...] = ()
    clock_jumps: int = 0
    out_of_order: float = 0.0  # share of lines
    quiet: tuple[Gap, ...] = ()  # stretches without lines that are rare in the log's rhythm, but no gaps
    silences: tuple[Gap, ...] = ()  # of each window the rarest stretch without lines that is neither


@dataclass(frozen=True, slots=True)
class Limitation:
    """Something the answer cannot promise. `incomplete` makes the exit code 3."""

    code: str
    text: str
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """The whole answer, and the tables it was counted from."""

    case: Case
    files: tuple[FileFindings, ...]
    definitions: tuple[Definition, ...]
    coverage: tuple[Coverage, ...]
    sources: tuple[SourceReport, ...]
    limitations: tuple[Limitation, ...]
    complete: bool
    requests: pl.DataFrame  # LABELLED
    downloads: pl.DataFrame  # DOWNLOAD
    disagreements: tuple[dict[str, Any], ...] = ()  # of the second reader
    databases: tuple[dict[str, str], ...] = ()  # of addresses: path, type, built (RFC 3339), sha256
    second_reader: dict[str, Any] = field(default_factory=dict)  # lines read, agreed, not comparable
    level: str = "investigator"  # who may read it: one of disclosure.LEVELS
