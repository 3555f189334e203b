"""The evidence: what the scan finds.

The text below an attribute says what it is, here and in the JSON Schema of findings.json.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Annotated, Literal

import polars as pl
from pydantic import Field

from forensics.model.case import Server, SizeMeaning
from forensics.model.written import IF_ANY, Count, Line, Number, Sha256, SourceId, Text, TextOrNull, Time, Unsaved

__all__ = [
    "ArchiveKind",
    "Compression",
    "Damage",
    "DamageKind",
    "Evidence",
    "Hole",
    "Overlap",
    "OverlapKind",
    "RefusedLines",
    "Rejected",
    "Scan",
    "SeenFormat",
    "SizeFieldSource",
    "SizeSign",
    "SourceKind",
    "SourceReport",
    "Unread",
    "ZoneSource",
]

DamageKind = Literal["archive", "changed", "corrupt", "trailing-junk", "truncated", "unreadable", "utf-16"]
ArchiveKind = Literal["zip", "tar"]
SourceKind = Literal["log", ArchiveKind]
Compression = Literal["none", "gzip", "bzip2", "xz", "zstd"]
SizeFieldSource = Literal["format", "case", "inferred", "assumed", "unknown"]
ZoneSource = Literal["line", "format", "case"]
OverlapKind = Literal["copy", "layer", "doubt", "chance"]


@dataclass(frozen=True, slots=True)
class Damage:
    """Where and how a source stops being readable."""

    kind: DamageKind
    """Of the first flaw that may have lost lines."""
    offset: Count | None
    """Byte offset in the file as it lies; null where the decoder cannot tell."""
    last_line: Count
    """Number of the last whole line before it."""
    text: Text
    """What is wrong, in sentences."""
    lost: bool = True
    """Whether lines may be missing."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Zero bytes before a line where others may have stood. Before the first line of a log nothing is lost: it was
    truncated while it was written."""

    line_no: Annotated[Number, Field(alias="line")]
    """Number of the line behind the hole."""
    first: Time | None
    """The minute of the line before it; null: none."""
    last: Time | None
    """The minute of the line behind it; null: none."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that no format could read."""

    line_no: Annotated[Number, Field(alias="line")]
    """Number of the line, counted from 1."""
    offset: Count | None
    """Byte offset of the line in the decompressed stream."""
    names_file: bool = field(kw_only=True)
    """Whether it could name a leaked file."""
    line: Annotated[Line, Field(alias="text")]
    """The line, up to 2,048 bytes; backslashes are doubled, controls and bytes that are not UTF-8 are escapes."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A member of an archive that was not read."""

    id: str
    """As a source would be named: "s3.2"."""
    name: Text
    """As found in the archive."""
    reason: Text
    """Why it was not read."""
    lost: bool
    """Whether it may hold lines."""


@dataclass(frozen=True, slots=True)
class SeenFormat:
    """Another format met in the same file."""

    format: str
    """Name of the format."""
    lines: Count
    """Lines read by it."""


@dataclass(frozen=True, slots=True)
class RefusedLines:
    """Lines that are no requests of the web, error lines say."""

    format: str
    """Name of the format."""
    lines: Count
    """Its lines."""
    names_file: Count
    """Those of them that name a file."""


@dataclass(frozen=True, slots=True)
class SizeSign:
    """How many networks (addresses, of IPv6 the /64) got lines that speak for a meaning of the size field, and
    the first few of these networks."""

    meaning: SizeMeaning
    votes: int
    networks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One log file, or one archive of logs, as it was read: the tally of the pass that read it."""

    id: SourceId
    """Its id in rows; members of archive s3 are s3.1, s3.2, ..."""
    log: Count
    """Its entry in case.logs, counted from 0."""
    path: Text
    """Relative to the case where possible; "-" is standard input, "logs/week.zip!access.log.1" a member of an archive.
    Bytes that are not UTF-8 are escaped."""
    kind: SourceKind = "log"
    """A log, or an archive of logs, which has no lines of its own."""
    archive: TextOrNull = ""
    """Path of the archive that it is a member of; null: of none."""
    unread: tuple[Unread, ...] = ()
    """Members of an archive that were not read: the first ten that may hold lines, and the first ten others."""
    more_unread: Annotated[Count | None, IF_ANY] = None
    """How many more were not read; missing: none."""
    more_lost: Annotated[Count | None, IF_ANY] = None
    """How many of these may hold lines."""
    bytes: Count = 0
    """Size of the file as it lies, in bytes."""
    sha256: Sha256 = ""
    """SHA-256 of the file as it lies."""
    sha256_keyed: Annotated[Sha256 | None, IF_ANY] = None
    """At level regulator, in place of the SHA-256: its HMAC-SHA-256 under the key of the case. Below level investigator
    sizes are rounded up to whole thousands, hashes empty and offsets null (docs/disclosure.md)."""
    stream_bytes: Count = 0
    """Size of the decompressed stream, in bytes."""
    stream_sha256: Sha256 = ""
    """SHA-256 of the decompressed stream."""
    stream_sha256_keyed: Annotated[Sha256 | None, IF_ANY] = None
    """The same of the decompressed stream."""
    compression: Compression = "none"
    """By content, not by name."""
    format: str | None = None
    """Name of its format; null: none is known."""
    format_because: Text = ""
    """Why."""
    refused: TextOrNull = ""
    """Why a log of this format (FTP, firewall, error log) is recognised and not counted; null for all others."""
    wrappers: tuple[str, ...] = ()
    """What stood around its lines, from the outside in."""
    formats_seen: tuple[SeenFormat, ...] = ()
    """Other formats met in the same file."""
    refused_lines: tuple[RefusedLines, ...] = ()
    """Lines that are no requests of the web, error lines say, by their format."""
    holes: tuple[Hole, ...] = ()
    """Where zero bytes stand for lines that may be lost."""
    cut: bool = False
    """Whether its last line ends in its middle."""
    cleaned: Count = 0
    """Lines of evidence out of which zero bytes, colours or byte order marks were taken for reading."""
    counted: Count = 0
    """Equal lines for which lines of evidence stand beside themselves (uniq -c)."""
    server: Server | None = None
    """Whose rules resolve its paths; null: not known."""
    size_field: SizeMeaning | None = None
    """What its size field counts: body bytes handed over, body bytes planned, bytes with headers; null: it has none."""
    size_field_source: SizeFieldSource = "unknown"
    """How that is known."""
    size_field_because: Text = ""
    """Why; may be empty."""
    size_signs: Annotated[tuple[SizeSign, ...], Unsaved] = ()  # of a size field that is inferred or assumed
    #: Least and most bytes of a response without body, headers counted.
    header_bytes: Annotated[tuple[int, int] | None, Unsaved] = None
    zone_source: ZoneSource = "line"
    """Whether the offset of its times stands in each line, or the zone follows from the format or the case."""
    lines: Count = 0
    """All lines."""
    blank: Count = 0
    """Lines of white space alone."""
    headings: Count = 0
    """Lines that name the fields of the rows below them (W3C directives, CSV titles)."""
    parsed: Count = 0
    """Lines whose time stamp was read where the format puts it."""
    unparsed: Count = 0
    """Lines that could not be read, but for lines that are no requests."""
    unparsed_candidates: Count = 0
    """Unreadable lines that could name a leaked file."""
    repaired: Count = 0
    """Lines with bytes that are not UTF-8."""
    overlong: Count = 0
    """Lines over 1 MiB, skipped."""
    out_of_order: Count = 0
    """Lines stamped more than a minute before an earlier line."""
    first: Time | None = None
    """Its first time."""
    last: Time | None = None
    """Its last time."""
    copy_of: str = ""
    """The source that holds all of its requests for the file, or all its lines; empty if none does."""
    damage: Damage | None = None
    """Where it stops being readable; null: nowhere."""
    rejected: tuple[Rejected, ...] = ()
    """Unreadable lines: samples, and those that could name a file."""

    @property
    def place(self) -> PurePath:
        """Where the log lies, or would lie had its archive been unpacked beside itself: rotations of one
        log belong together, in an archive or not."""
        if not self.archive:
            return PurePath(_without_query(self.path))
        return PurePath(_without_query(self.archive)).parent / self.path.removeprefix(f"{self.archive}!")


def _without_query(path: str) -> str:
    """The URL of a web server without what follows its path; any other path as it is."""
    return path.partition("?")[0] if path.startswith(("http://", "https://")) else path


@dataclass(frozen=True, slots=True)
class Overlap:
    """Requests that two logs hold: `kind` is "copy" (they are the same), "layer" (the one log is of a server
    behind that of the other), "doubt" (they may be the same), or "chance" (equal, yet two).

    `one` and `other` are the sources of the two logs; `one` counts less, or not. `matched` requests of its
    `held` requests, in the time that both logs cover, stand in the other log too.
    """

    kind: OverlapKind
    one: tuple[str, ...]
    other: tuple[str, ...]
    matched: int
    held: int
    rows: tuple[str, ...]  # of `one`, those that stand in `other` too
    peers: tuple[str, ...] = ()  # of a layer: who asked for the clients


@dataclass(frozen=True)
class Scan:
    """What one source holds: REQUEST rows, MINUTES rows, the tally."""

    requests: pl.DataFrame
    minutes: pl.DataFrame
    report: SourceReport


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the scan returns: REQUEST rows, MINUTES rows, one report per source; then what they share."""

    requests: pl.DataFrame
    minutes: pl.DataFrame
    sources: tuple[SourceReport, ...]
    overlaps: tuple[Overlap, ...] = ()
