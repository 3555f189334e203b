"""What the chunks of one source hold, put together: the tally of the source, and its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from forensics import formats
from forensics.formats import Detection
from forensics.model import Hole, RefusedLines, Rejected, Scan, SeenFormat, SourceReport
from forensics.model.schema import MINUTES, REQUEST, UTC, check, empty
from forensics.scan.candidates import TAKEN, Found
from forensics.scan.jobs import Job
from forensics.scan.minutes import histogram, out_of_order, runs
from forensics.scan.recipe import Recipe
from forensics.sources import SourceTally

__all__ = ["SAMPLES", "ChunkEvidence", "LineCounts", "UnreadLines", "combined", "placed", "reported"]

#: Unreadable lines shown as samples, and of those that could name a file.
SAMPLES, _NAMED = 20, 1000


@dataclass(frozen=True)
class UnreadLines:
    """Lines whose time could not be read: blank ones, headings, and samples of the others."""

    blank: int = 0
    headings: int = 0
    rejected: tuple[Rejected, ...] = ()
    refused: tuple[tuple[str, int], ...] = ()  # lines that are no requests, by the name of their format


@dataclass(frozen=True)
class ChunkEvidence:
    """What one chunk holds."""

    kept: pl.DataFrame  # the lines that could name a file, see `candidates.taken`
    runs: pl.DataFrame
    others: dict[str, int]
    unread: UnreadLines
    read: int  # bytes of the file as it lies
    holes: tuple[Hole, ...]
    cut: bool = False  # the log ends in the middle of its last line


@dataclass(frozen=True, kw_only=True)
class LineCounts:
    """The lines of one source, counted by what they are, and those that are shown."""

    read: int  # lines whose time could be read
    stamped: int = 0  # those among them that are no requests
    blank: int = 0
    headings: int = 0
    others: tuple[SeenFormat, ...] = ()
    refused: tuple[RefusedLines, ...] = ()
    holes: tuple[Hole, ...] = ()
    cut: bool = False
    cleaned: int = 0
    counted: int = 0
    unparsed_candidates: int = 0
    out_of_order: int = 0
    rejected: tuple[Rejected, ...] = ()


def combined(
    job: Job,
    found: Detection,
    recipe: Recipe,
    parts: Sequence[ChunkEvidence],
    founds: Sequence[Found],
    tally: SourceTally,
) -> Scan:
    """The parts of one source, and what was found in them, as one Scan."""
    all_runs = (
        pl.concat([part.runs for part in parts]) if parts else runs(pl.Series("minute", [], dtype=MINUTES["minute"]))
    )
    requests = pl.concat([one.requests for one in founds])
    others: Counter[str] = Counter()
    for counted in (*(part.others for part in parts), *(dict(one.others) for one in founds)):
        others.update(counted)
    counts = LineCounts(
        read=int(all_runs.drop_nulls("minute")["lines"].sum()),
        stamped=sum(one.stamped for one in founds),
        blank=sum(part.unread.blank for part in parts),
        headings=sum(part.unread.headings for part in parts),
        others=tuple(SeenFormat(name, lines) for name, lines in sorted(others.items())),
        refused=tuple(_unclosed(each, requests) for each in _refused_lines(parts, founds)),
        holes=_all_holes(parts),
        cut=bool(parts) and parts[-1].cut and tally.damage is None,
        cleaned=sum(one.cleaned for one in founds),
        counted=sum(one.counted for one in founds),
        unparsed_candidates=requests.filter(pl.col("match") == "rejected").height,
        out_of_order=out_of_order(all_runs),
        rejected=_rejected(parts, founds),
    )
    report = reported(job, found, recipe, counts, tally)
    return Scan(check(requests, REQUEST), histogram(all_runs, job.id), report)


def reported(job: Job, found: Detection, recipe: Recipe, counts: LineCounts, tally: SourceTally) -> SourceReport:
    """What is told of one source."""
    fmt = found.format
    never_read = sum(each.lines for each in counts.refused)
    told = counts.blank + counts.headings + never_read + counts.read - counts.stamped
    return SourceReport(
        id=job.id,
        log=job.log_index,
        path=job.shown,
        bytes=tally.bytes,
        sha256=tally.sha256,
        stream_bytes=tally.stream_bytes,
        stream_sha256=tally.stream_sha256,
        format=fmt.name if fmt else None,
        format_because=found.because,
        refused=fmt.refused if fmt and counts.read == counts.stamped else "",
        wrappers=tuple(wrapper.title for wrapper in found.wrappers),
        formats_seen=counts.others,
        refused_lines=counts.refused,
        holes=counts.holes,
        cut=counts.cut,
        cleaned=counts.cleaned,
        counted=counts.counted,
        server=recipe.server,
        size_field=found.size,
        size_field_source=found.size_source,
        size_field_because=found.size_because,
        size_signs=found.size_signs,
        header_bytes=found.header_bytes,
        zone_source="format" if fmt and fmt.zone else "line" if fmt is None or fmt.offset else "case",
        lines=tally.lines,
        blank=counts.blank,
        headings=counts.headings,
        parsed=counts.read - counts.stamped,
        unparsed=tally.lines - tally.overlong - told,
        unparsed_candidates=counts.unparsed_candidates,
        repaired=tally.repaired,
        overlong=tally.overlong,
        out_of_order=counts.out_of_order,
        damage=tally.damage,
        rejected=counts.rejected,
    )


def _refused_lines(parts: Sequence[ChunkEvidence], founds: Sequence[Found]) -> tuple[RefusedLines, ...]:
    """Per format that is no log of requests its lines, and how many of them name a file."""
    lines: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for part in parts:
        lines.update(dict(part.unread.refused))
    for name, late, names in (each for one in founds for each in one.refused):
        lines[name] += late
        named[name] += names
    return tuple(RefusedLines(name, lines[name], named[name]) for name in sorted(lines))


def _unclosed(refused: RefusedLines, requests: pl.DataFrame) -> RefusedLines:
    """Of lines that begin a request only those name a file for themselves that no line ends."""
    closing = formats.closing(refused.format)
    ended = 0 if closing is None else requests.filter(pl.col("format") == closing).height
    return replace(refused, names_file=max(0, refused.names_file - ended))


def _all_holes(parts: Sequence[ChunkEvidence]) -> tuple[Hole, ...]:
    """The holes of all parts; before the first line of a part stands the last minute before it."""
    before: datetime | None = None
    holes: list[Hole] = []
    for part in parts:
        holes += [replace(hole, first=hole.first or before) for hole in part.holes]
        before = next(reversed(part.runs["minute"].drop_nulls()), before)
    return tuple(holes)


def placed(parts: Sequence[ChunkEvidence]) -> pl.DataFrame:
    """The lines to keep of all parts; before the first time of a part stands the last minute before it."""
    before: datetime | None = None
    tables: list[pl.DataFrame] = []
    for part in parts:
        tables.append(part.kept.with_columns(pl.coalesce("minute", pl.lit(before, UTC))))
        before = next(reversed(part.runs["minute"].drop_nulls()), before)
    return pl.concat(tables) if tables else empty(TAKEN)


def _rejected(parts: Sequence[ChunkEvidence], founds: Sequence[Found]) -> tuple[Rejected, ...]:
    """Every unreadable line that could name a file (up to a thousand), and samples of the others."""
    named = [line for one in founds for line in one.rejected if line.names_file]
    taken_numbers = {line.line_no for line in named}
    others = [line for part in parts for line in part.unread.rejected if line.line_no not in taken_numbers]
    return tuple(sorted([*named[:_NAMED], *others[:SAMPLES]], key=lambda line: line.line_no))
