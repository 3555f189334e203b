"""The evidence: what the scan finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

import polars as pl

__all__ = ["Damage", "Evidence", "Hole", "Overlap", "Rejected", "Scan", "SizeSign", "SourceReport", "Unread"]


@dataclass(frozen=True, slots=True)
class Damage:
    """Where a source stops being readable: `kind` ("truncated", "corrupt", "trailing-junk", ...),
    byte `offset` in the file as it lies (None where the decoder cannot tell), the number of the
    last whole line before it, and a sentence. `lost` is true if lines may be missing."""

    kind: str
    offset: int | None
    last_line: int
    text: str
    lost: bool = True


@dataclass(frozen=True, slots=True)
class Hole:
    """Zero bytes before a line where others may have stood, between the minutes of the lines around it; None
    where no line has one. Before the first line of a log nothing is lost: it was truncated while it was written."""

    line_no: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that no format could read; `line` is its original bytes, cut at 2,048."""

    line_no: int
    offset: int
    line: bytes
    names_file: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """A member of an archive that was not read: its id ("s3.2"), its name as found, and why. `lost` is
    true if it may hold lines."""

    id: str
    name: str
    reason: str
    lost: bool


@dataclass(frozen=True, slots=True)
class SizeSign:
    """How many networks (addresses, of IPv6 the /64) got lines that speak for a meaning of the size field, and
    the first few of these networks."""

    meaning: str  # body | planned | total
    votes: int
    networks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceReport:
    """The tally of one log file, or of one archive of logs, filled in the pass that reads it."""

    id: str  # "s1"; the members of archive "s3" are "s3.1", "s3.2", ...
    log: int  # index of the [[logs]] entry
    path: str  # as shown: relative to the case's folder where possible; "logs/week.zip!access.log.1" for a member
    archive: str = ""  # of a member: the shown path of its archive
    kind: str = "log"  # log | zip | tar; an archive has no lines of its own
    unread: tuple[Unread, ...] = ()  # members of an archive that were not read
    bytes: int = 0  # of the file as it lies
    sha256: str = ""
    stream_bytes: int = 0  # decompressed
    stream_sha256: str = ""
    compression: str = "none"  # none | gzip | bzip2 | xz | zstd
    format: str | None = None
    format_because: str = ""
    refused: str = ""  # why a log of this format is not read at all (FTP, firewall, error log); else ""
    wrappers: tuple[str, ...] = ()  # what stood around its lines, from the outside in
    formats_seen: tuple[tuple[str, int], ...] = ()  # other formats met in the same file: (name, lines)
    refused_lines: tuple[tuple[str, int, int], ...] = ()  # no requests: (format, lines, lines that name the file)
    holes: tuple[Hole, ...] = ()  # where zero bytes stand for lines
    cut: bool = False  # its last line ends in its middle
    cleaned: int = 0  # lines of evidence out of which zero bytes, colours or byte order marks were taken
    counted: int = 0  # requests that lines of evidence stand for beyond themselves (uniq -c)
    server: str | None = None
    size_field: str | None = None  # body | planned | total
    size_field_source: str = "unknown"  # format | case | inferred | assumed | unknown
    size_field_because: str = ""
    size_signs: tuple[SizeSign, ...] = ()  # of a size field that is inferred or assumed
    header_bytes: tuple[int, int] | None = None  # least and most bytes of a response without body, headers counted
    zone_source: str = "line"  # line | format | case
    lines: int = 0
    blank: int = 0  # lines of white space alone
    headings: int = 0  # lines that name the fields of the rows below them (W3C directives, CSV titles)
    parsed: int = 0  # lines whose time stamp was read where the format puts it
    unparsed: int = 0  # but for lines that are no requests
    unparsed_candidates: int = 0  # unparsed lines that could name a leaked file
    repaired: int = 0  # lines with bytes that are not UTF-8
    overlong: int = 0  # lines over 1 MiB, skipped
    out_of_order: int = 0  # lines stamped more than a minute before an earlier line
    first: datetime | None = None
    last: datetime | None = None
    copy_of: str = ""  # the source that holds all of its requests for the file, or all its lines; else ""
    damage: Damage | None = None
    rejected: tuple[Rejected, ...] = ()  # samples, and every one that could name the file

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

    kind: str
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
