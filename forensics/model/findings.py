"""The findings: what is concluded from the evidence.

The text below an attribute says what it is, here and in the JSON Schema of findings.json.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

import polars as pl
from pydantic import Field

from forensics.model.case import Case, SizeSource
from forensics.model.document import Document
from forensics.model.evidence import SourceReport
from forensics.model.reasons import Why
from forensics.model.written import (
    IF_ANY,
    MOMENT,
    Count,
    EndIfAny,
    Number,
    RowId,
    Sha256,
    SourceId,
    StartIfAny,
    Text,
    Time,
    named,
)

__all__ = [
    "Alternative",
    "Bounds",
    "Claim",
    "Coverage",
    "Database",
    "Definition",
    "DefinitionName",
    "Difference",
    "Disagreement",
    "FileFindings",
    "Findings",
    "Gap",
    "Level",
    "Limitation",
    "NearName",
    "Recipient",
    "SecondReader",
    "Share",
    "SizeSeen",
    "SizeSeenIn",
    "Tally",
    "VersionCount",
]

Level = Literal["investigator", "regulator", "public"]
Claim = Literal["verified", "contradicted", "claimed"]
Difference = Literal["same", "pattern", "spelling", "ending", "part", "typing"]
SizeSeenIn = Literal["content_range", "object", "status_200_body", "status_200_total"]
DefinitionName = Literal[
    "requests", "status_200", "get_200", "get_200_206", "get_200_full_size", "iab_calendar", "iab_first_touch",
    "iab_last_touch", "counter_total", "counter_unique", "op3", "awstats", "matomo", "goaccess_visitors", "at_least",
    "headline", "at_most",
]  # fmt: skip
PartOfOne = Annotated[float, Field(ge=0, le=1)]


_COUNT = {"type": "integer", "minimum": 0}
_VERDICTS = {
    "complete": "One response with the whole file.",
    "assembled": "Part of a set of responses that make the whole file.",
    "partial": "Bytes of the file left, but not the whole.",
    "not_modified": "Status 304: the client says that it holds a copy.",
    "probe": "Asked for no content, or got none.",
    "redirect": "Sent elsewhere.",
    "error": "Refused or failed.",
    "indeterminate": "May be a delivery; the fields do not decide.",
}
_GRADES = {
    "G0": "Status only.",
    "G1": "The whole body was planned.",
    "G2": "Every byte was handed over.",
    "G3": "The client's behaviour confirms receipt.",
}
_OBSERVED = {
    "first_delivery": "First response with the file or part of it.",
    "last_delivery": "Last such response.",
    "first_answer": "First answer that shows the file in its place: a delivery, a 304, a HEAD or range that succeeded.",
    "last_answer": "Last such answer.",
    "first_gone": "First 403, 404 or 410 after the last answer.",
}
_BUILT = r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?(Z|\+00:00))?$"


@dataclass(frozen=True, slots=True)
class Bounds:
    """At least, established, at most: how often the server handed over the whole file, or to how many IP
    addresses (counting.md 3.7); an address is not a person."""

    at_least: Count | None
    """Proven deliveries, or their addresses with IPv6 cut to /64; null where these logs cannot tell (not determinable
    is not 0)."""
    headline: Count
    """The number established: every complete delivery; repeats are not merged, robots and own addresses not
    left out."""
    at_most: Count
    """Deliveries there may have been, on these logs."""
    open_ended: bool = False
    """Whether at_most is "or more": a gap, a missing layer, or a copy elsewhere."""
    by_64: Annotated[Count | None, IF_ANY] = None
    """Of addresses only: the number established, with IPv6 cut to /64."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The numbers of one window, of all windows, or of the time outside every window."""

    label: Annotated[str | None, IF_ANY] = None
    """Of a window only: its name in the case."""
    start: StartIfAny = None
    """Of a window only: its first instant; null: without a beginning."""
    end: EndIfAny = None
    """Of a window only: the first instant after it; null: without an end."""
    requests: Count
    """Requests that name the file, housekeeping verdicts left out."""
    downloads: Bounds
    """How often the server handed over the whole file."""
    addresses: Annotated[Bounds, Field(json_schema_extra={"required": ["by_64"]})]
    """To how many addresses."""
    partial: Count
    """Deliveries of a part: episodes, not requests."""
    verdicts: Annotated[dict[str, Count], named(_VERDICTS, _COUNT)]
    """Requests by verdict; the requests of one assembled download each count here."""
    grades: Annotated[dict[str, Count], named(_GRADES, _COUNT)]
    """Downloads established, by grade of evidence (counting.md 3.3)."""
    own: Count
    """Downloads established, by the organisation's own addresses."""
    robots: Count
    """Downloads established, by declared robots."""
    observed: Annotated[dict[str, Time | None], named(_OBSERVED, MOMENT, required=False)] = field(default_factory=dict)
    """When the file was there, by the evidence itself; a key that does not apply is left out."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address that got the file, or part of it, inside a window."""

    address: str
    """Canonical address of the client, behind trusted proxies; a host name where the log holds names."""
    downloads: Count
    """Downloads established."""
    partial: Count
    """Deliveries of a part."""
    first: Time
    """Its first delivery."""
    last: Time
    """Its last delivery."""
    party: str | None
    """Name of a known party, "own" for the organisation itself, null where not known."""
    country: Annotated[str, Field(json_schema_extra={"pattern": "^[A-Z]{2}$"})] | None
    """Country by the databases of the case, ISO 3166-1 alpha-2; null where not known."""
    asn: Count | None
    """Autonomous system number by the databases of the case; null where not known."""
    agent_class: str | None
    """What kind of program asked first."""
    agent_family: str | None = None
    """Which program, and on what system, as "Firefox 115, Windows"; null where the agent does not tell."""
    kind: str | None = None
    """Why the address may hide several parties (private, cgnat, anonymised, name, ...); null: it is not known to."""
    network: str | None = None
    """Organisation of the autonomous system; null where not known."""
    network_type: str | None = None
    """Kind of that network, as the database calls it; null where not known."""
    claim: Claim | None = None
    """Whether the prefix lists bear out the service that the agent claims to be; null: it claims none."""
    ranges: tuple[str, ...] = ()
    """Names of the prefix lists that hold the address."""
    token: str | None = None
    """Links the address between reports that do not hold it; null where there is no need."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the downloads established inside the windows: those of one day, agent class or country."""

    name: str | None
    """The day in the zone of the case (RFC 3339), the class of agent or the country (ISO 3166-1); null: not known."""
    downloads: Count
    """Downloads established."""
    addresses: Count
    """Addresses that got them."""


@dataclass(frozen=True, slots=True)
class NearName:
    """A name in the logs that is close to one that no line holds (see near_names.difference)."""

    name: Text
    """The name, without the escapes of logs and URLs."""
    lines: Number
    """Lines that hold it."""
    difference: Difference
    """How it differs from the one asked for."""


@dataclass(frozen=True, slots=True)
class SizeSeen:
    """A size that the logs suggest."""

    source: SizeSeenIn
    """The total of a Content-Range, the size of an object, the body of a status 200, or that with headers less the
    least header."""
    size: Count
    """Bytes."""
    requests: Count
    """Requests with that size."""
    addresses: Count
    """Addresses that got it."""


@dataclass(frozen=True, slots=True)
class VersionCount:
    """One version of the file, counted apart."""

    size: Count
    """Bytes."""
    sha256: Sha256 | None
    """SHA-256 of the version; null where not given."""
    downloads: Count
    """Downloads established of this version inside a window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """The numbers with another length of an episode (counting.md 3.6.1), or by another reading of the logs (4b.4)."""

    episode: Annotated[str | None, IF_ANY] = None
    """Silence after which an episode ends."""
    reading: Annotated[str | None, IF_ANY] = None
    """What the logs are taken to mean, in place of what the number established takes."""
    at_least: Count | None
    """As in downloads."""
    headline: Count
    """As in downloads."""
    at_most: Count
    """As in downloads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFindings:
    """The answer for one leaked file."""

    name: str
    """Its name in the case."""
    size: Count | None
    """Its size in bytes, of the first version; null where not known."""
    size_source: SizeSource
    """Where the size is from."""
    sizes_considered: tuple[SizeSeen, ...]
    """Sizes that the logs suggest, best supported first."""
    versions: tuple[VersionCount, ...] = ()
    """Each version, counted apart."""
    windows: tuple[Annotated[Tally, Field(json_schema_extra={"required": ["label", "start", "end"]})], ...]
    """One entry per window of this file, in the order of the case."""
    total: Tally
    """Over all windows: an address seen in two windows is one address."""
    outside: Tally
    """Requests outside every window."""
    addresses: tuple[Recipient, ...]
    """Recipients, most downloads first."""
    sensitivity: tuple[Alternative, ...] = ()
    """The numbers with other lengths of an episode (counting.md 3.6.1), and by other readings of the logs (4b.4)."""
    by_day: tuple[Share, ...] = ()
    """Its downloads inside the windows by day, in the zone of the case, in order of time."""
    by_class: tuple[Share, ...] = ()
    """The same by class of agent, most downloads first."""
    by_country: tuple[Share, ...] = ()
    """The same by country (ISO 3166-1), most downloads first."""
    named: Count = 0
    """Lines that name the file as it was asked for, read or not."""
    near_names: tuple[NearName, ...] = ()
    """Names in the logs that are close to it, where no line holds it; most lines first."""
    again: Count = 0
    """Established downloads, over all windows, by an address that had one before."""
    floor: Why = field(default_factory=Why)
    """Why at least, over all windows, is no more than it is."""
    ceiling: Why = field(default_factory=Why)
    """Why at most, over all windows, is no less than it is."""


@dataclass(frozen=True, slots=True)
class Definition:
    """The same requests counted as another definition would."""

    name: DefinitionName
    """Stable name."""
    title: str
    """What to call it."""
    computed: Text
    """How it is computed, in a sentence."""
    file: str
    """The leaked file."""
    downloads: Count | None
    """Downloads by this definition; null where not determinable."""
    addresses: Count | None
    """Addresses by this definition; null where not determinable."""
    only_here: tuple[RowId, ...] = ()
    """Requests that this definition counts and that are not among those established."""
    only_headline: tuple[RowId, ...] = ()
    """Requests of what is established that this definition does not count."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch that a log does not cover: half-open."""

    start: Time
    """First instant without a line."""
    end: Time
    """End of the gap."""
    window: str | None
    """Label of the window that it touches; null: none."""
    because: Text
    """Why this is a gap, or is told."""
    expected: Annotated[float, Field(ge=0)] | None = None
    """Lines to be expected there; null where the rate is not known."""
    seen: Count | None = None
    """Lines that it holds; null: none."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one log, with its rotations, covers of the windows."""

    log: Text
    """Folder and stem of the rotated files."""
    first: Time | None
    """Its first line."""
    last: Time | None
    """Its last line."""
    gaps: tuple[Gap, ...]
    """Stretches without lines in which lines were to be expected."""
    quiet: tuple[Gap, ...] = field(default=(), kw_only=True)
    """Stretches without lines that are rare in the rhythm of the log, but no gaps."""
    silences: tuple[Gap, ...] = field(default=(), kw_only=True)
    """Of each window the rarest stretch without lines that is neither a gap nor quiet."""
    thinned: tuple[Gap, ...] = field(default=(), kw_only=True)
    """Stretches that touch a window, with far fewer lines than were to be expected."""
    fraction: PartOfOne
    """Share of the windows' time that lies in no gap."""
    sources: tuple[SourceId, ...]
    """Ids of its files."""
    missing_rotations: tuple[str, ...] = ()
    """Numbers or dates of rotated files that are missing."""
    clock_jumps: Count = 0
    """Files with a jump of the clock."""
    out_of_order: PartOfOne = 0.0
    """Share of lines stamped more than a minute before an earlier line."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field that the two readers read differently; the texts are those of a log."""

    row: RowId
    """The line."""
    field: str
    """The field."""
    first: str | None
    """What this tool read; null: nothing."""
    second: str | None
    """What the second reader read; null: nothing."""
    known_fault: str | None
    """Name of the known fault that explains it; null: none does."""


@dataclass(frozen=True, slots=True)
class SecondReader:
    """The second, independent reading of every line of evidence; without a name, nothing was read again."""

    reader: str = ""
    """Its name and version."""
    lines: Count = 0
    """Lines of evidence: agreed, disagreed, known_faults and not_comparable together."""
    agreed: Count = 0
    """Lines that both readers read alike."""
    disagreed: Count = 0
    """Lines in which they differ for a reason that is not known."""
    known_faults: Count = 0
    """Lines in which they differ only by known faults of the second reader."""
    not_comparable: Count = 0
    """Lines that it was not given."""
    reasons: dict[str, Number] = field(default_factory=dict)
    """Why lines were not comparable, and how many."""
    faults: dict[str, Number] = field(default_factory=dict)
    """Known faults of the second reader, and in how many lines."""
    disagreements: tuple[Disagreement, ...] = ()
    """Every field in which the two differ."""


@dataclass(frozen=True, slots=True)
class Database:
    """A database or list that the case names, and that told of addresses."""

    path: str
    """Name of its file."""
    type: str
    """Its own description of what it holds."""
    built: Annotated[str, Field(json_schema_extra={"pattern": _BUILT})]
    """When it was built, RFC 3339 in UTC; empty where it does not say."""
    sha256: Sha256
    """SHA-256 of the file."""


@dataclass(frozen=True, slots=True)
class Limitation:
    """Something the answer cannot promise."""

    code: str
    """Stable code; docs/limitations.md explains each."""
    text: Text
    """The limitation, in a sentence."""
    incomplete: bool = False
    """Whether it makes the evidence incomplete where it could touch a window: exit code 3."""


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
    databases: tuple[Database, ...] = ()  # of addresses
    second_reader: SecondReader = SecondReader()
    level: Level = "investigator"  # who may read it
    documents: tuple[Document, ...] = ()  # of the files of the case that were at hand
