"""One source to a Scan, many Scans to the evidence: the only module that sees every line.

Two things happen to each chunk, vectorised in polars: the minute of every line is read (coverage),
and lines that could name a file are kept. Only kept lines are parsed in full. What a chunk gives is
small and adds up, so the chunks of one source can be scanned in any order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain

import polars as pl

from forensics import formats
from forensics.candidates import TAKEN, Found, Recipe, find, from_overlong, samples, taken
from forensics.edges import Edge, edges, exact_time, outermost
from forensics.engines import Engine, Remote, serial
from forensics.formats import Detection
from forensics.jobs import STDIN, Job, detect_source, jobs, member_job, recipe_for
from forensics.minutes import histogram, out_of_order, runs, stamp
from forensics.model import Case, Evidence, Hole, Rejected, SourceReport, Unread
from forensics.progress import Progress, quiet
from forensics.schema import MINUTES, REQUEST, UTC, check, empty
from forensics.siblings import Scan, agreed
from forensics.sources import (
    CHUNK_BYTES,
    Chunk,
    Source,
    SourceTally,
    is_archive,
    open_archive,
    open_source,
    sample,
    spread,
)
from forensics.stretches import Stretch, lines_of, stretches

__all__ = ["Recall", "Scan", "scan", "scan_source"]

#: The scans of all sources, given them and what reads those whose scans are not known; see `cache`.
Recall = Callable[[Sequence[Job], Callable[[Sequence[Job]], Iterable[list[Scan]]]], list[list[Scan]]]

#: Unreadable lines shown as samples, and of those that could name a file.
_SAMPLES, _NAMED = 20, 1000
#: Candidates that are parsed at once.
_BATCH = 20_000


@dataclass(frozen=True)
class _Unread:
    """Lines whose time could not be read: blank ones, headings, and samples of the others."""

    blank: int = 0
    headings: int = 0
    rejected: tuple[Rejected, ...] = ()
    refused: tuple[tuple[str, int], ...] = ()  # lines that are no requests, by the name of their format


@dataclass(frozen=True)
class _Part:
    """What one chunk holds."""

    kept: pl.DataFrame  # the lines that could name a file, see `candidates.taken`
    runs: pl.DataFrame
    others: dict[str, int]
    unread: _Unread
    read: int  # bytes of the file as it lies
    holes: tuple[Hole, ...]


def _part(stretch: Stretch, recipe: Recipe) -> tuple[_Part, Edge | None, Edge | None]:
    """Everything that one chunk gives, with its first and last minute."""
    chunk = stretch.chunk
    lines = lines_of(chunk, recipe.wrappers)
    headings = formats.headings(lines["line"], stretch.before)[0] if stretch.headed else None
    stamps = stamp(lines["line"], recipe, headings)
    own = stamps["minute"]
    heading = pl.lit(None, pl.String) if headings is None else headings
    table = lines.with_columns(
        own=own, minute=own.forward_fill(), by=stamps["by"], refused=stamps["refused"], heading=heading
    )
    kept = table.filter(recipe.hint).filter(pl.col("line").str.contains(recipe.pattern))
    counted: dict[str, int] = {}
    if stamps["by"].null_count() < len(table):
        others = table.filter(pl.col("by").is_not_null(), ~pl.col("n").is_in(kept["n"].implode()))
        counted = dict(others["by"].value_counts().iter_rows())
    unread = _Unread()
    if own.null_count():
        titles = [fmt.heading for fmt in recipe.tried() if fmt.heading]
        kept = kept.filter(pl.col("own").is_not_null() | ~formats.is_heading(kept["line"], titles))
        unread = _unread(chunk, table.with_columns(kept=pl.col("n").is_in(kept["n"].implode())), titles, recipe)
    kept = taken(chunk, lines["whole"], kept, recipe)
    return _Part(kept, runs(own), counted, unread, stretch.read, _holes(chunk, table)), *edges(table)


def _holes(chunk: Chunk, table: pl.DataFrame) -> tuple[Hole, ...]:
    """Where zero bytes stand for lines, in this chunk or right before it."""
    if not chunk.holed and formats.HOLES not in chunk.raw:
        return ()
    held = pl.col("whole").str.contains("\x00" * len(formats.HOLES), literal=True)
    before = pl.col("own").forward_fill().shift(1)
    rows = table.select("n", held=held | (pl.lit(chunk.holed) & (pl.col("n") == 0)), before=before, after="own")
    found = rows.filter("held").select(pl.col("n").cast(pl.Int64) + chunk.first_line, "before", "after")
    return tuple(Hole(*row) for row in found.iter_rows())


def _unread(chunk: Chunk, table: pl.DataFrame, titles: Sequence[str], recipe: Recipe) -> _Unread:
    lines = table.filter(pl.col("own").is_null())
    refused = Counter(lines["refused"].drop_nulls().to_list())
    lines = lines.filter(pl.col("refused").is_null())
    blank = lines["line"].str.strip_chars() == ""
    # What a tool puts between lines is none of them, unless it names a file.
    beside = formats.furniture(recipe.wrappers, lines["line"]) & ~lines["kept"] & ~blank
    heading = formats.is_heading(lines["line"], titles) | beside
    rejected = samples(chunk, table["whole"], lines.filter(~blank & ~heading)["n"].head(_SAMPLES))
    return _Unread(int(blank.sum()), int(heading.sum()), rejected, tuple(refused.items()))


def scan_source(job: Job, engine: Engine = serial, chunk_bytes: int = CHUNK_BYTES) -> list[Scan]:
    """Reads one file once: its hash, its tally, its minutes, and the lines that could name a file. An
    archive gives a scan of its own, without lines, and one for each member that can be read.

    `engine` maps over the chunks of a log.
    """
    if is_archive(job.path):
        return _scan_archive(job, engine, chunk_bytes)
    with open_source(job.path, chunk_bytes=chunk_bytes) as source:
        return [_scan(job, source, engine, lambda: source.position)]


def _scan_archive(job: Job, engine: Engine, chunk_bytes: int) -> list[Scan]:
    scans: list[Scan] = []
    unread: list[Unread] = []
    with open_archive(job.path, chunk_bytes=chunk_bytes) as archive:
        for number, member in enumerate(archive, 1):
            inner = member_job(job, number, member.name)
            if member.source is None:
                unread.append(Unread(inner.id, member.name, member.reason, member.lost))
            else:
                scans.append(_scan(inner, member.source, engine, lambda: archive.position))
        tally = archive.tally
    report = SourceReport(
        id=job.id,
        log=job.log_index,
        path=job.shown,
        kind=archive.kind,
        bytes=tally.bytes,
        sha256=tally.sha256,
        stream_bytes=tally.stream_bytes,
        stream_sha256=tally.stream_sha256,
        compression=archive.compression,
        unread=tuple(unread),
        damage=tally.damage,
    )
    return [Scan(empty(REQUEST), empty(MINUTES), report), *scans]


def _scan(job: Job, source: Source, engine: Engine, position: Callable[[], int]) -> Scan:
    """One log, to its end; `position` tells how much of the file as it lies has been read."""
    chunks = iter(source)
    first = next(chunks, None)
    # What cannot be read twice, standard input or a member of an archive, has its first chunk as its sample.
    once = job.path == STDIN or bool(job.archive)
    lines = spread(first.raw if first else b"") if once else sample(job.path)
    found = detect_source(job, lines)
    recipe = recipe_for(job, found)
    parts: list[_Part] = []
    earliest = latest = None
    every = chunks if first is None else chain([first], chunks)
    for part, opening, closing in engine(partial(_part, recipe=recipe), stretches(every, recipe.wrappers, position)):
        parts.append(part)
        earliest, latest = outermost((earliest, opening), min), outermost((latest, closing), max)
        job.progress.advance(job.archive or job.shown, part.read)
    kept = _placed(parts)
    batches = kept.iter_slices(_BATCH) if kept.height else iter([kept])
    founds = list(engine(partial(find, recipe=recipe), batches))
    job.progress.advance(job.archive or job.shown, position())
    scanned = _combine(
        job, found, recipe, parts, [*founds, from_overlong(source.tally.overlong_starts, recipe)], source.tally
    )
    report = replace(
        scanned.report,
        archive=job.archive,
        compression=source.compression,
        first=exact_time(earliest, recipe, min),
        last=exact_time(latest, recipe, max),
    )
    return replace(scanned, report=report)


def _combine(
    job: Job,
    found: Detection,
    recipe: Recipe,
    parts: Sequence[_Part],
    founds: Sequence[Found],
    tally: SourceTally,
) -> Scan:
    """The parts of one source, and what was found in them, as one Scan."""
    all_runs = (
        pl.concat([part.runs for part in parts]) if parts else runs(pl.Series("minute", [], dtype=MINUTES["minute"]))
    )
    requests = pl.concat([one.requests for one in founds])
    read = int(all_runs.drop_nulls("minute")["lines"].sum())
    stamped = sum(one.stamped for one in founds)
    blank = sum(part.unread.blank for part in parts)
    headings = sum(part.unread.headings for part in parts)
    others: Counter[str] = Counter()
    for counted in (*(part.others for part in parts), *(dict(one.others) for one in founds)):
        others.update(counted)
    refused = _refused_lines(parts, founds)
    never_read = sum(lines for _, lines, _ in refused)
    fmt = found.format
    report = SourceReport(
        id=job.id,
        log=job.log_index,
        path=job.shown,
        bytes=tally.bytes,
        sha256=tally.sha256,
        stream_bytes=tally.stream_bytes,
        stream_sha256=tally.stream_sha256,
        format=fmt.name if fmt else None,
        format_because=found.because,
        refused=fmt.refused if fmt and read == stamped else "",
        wrappers=tuple(wrapper.title for wrapper in found.wrappers),
        formats_seen=tuple(sorted(others.items())),
        refused_lines=refused,
        holes=_all_holes(parts),
        cleaned=sum(one.cleaned for one in founds),
        counted=sum(one.counted for one in founds),
        server=recipe.server,
        size_field=found.size,
        size_field_source=found.size_source,
        size_field_because=found.size_because,
        zone_source="format" if fmt and fmt.zone else "line" if fmt is None or fmt.offset else "case",
        lines=tally.lines,
        blank=blank,
        headings=headings,
        parsed=read - stamped,
        unparsed=tally.lines - tally.overlong - blank - headings - never_read - read + stamped,
        unparsed_candidates=requests.filter(pl.col("match") == "rejected").height,
        repaired=tally.repaired,
        overlong=tally.overlong,
        out_of_order=out_of_order(all_runs),
        damage=tally.damage,
        rejected=_rejected(parts, founds),
    )
    return Scan(check(requests, REQUEST), histogram(all_runs, job.id), report)


def _refused_lines(parts: Sequence[_Part], founds: Sequence[Found]) -> tuple[tuple[str, int, int], ...]:
    """Per format that is no log of requests its lines, and how many of them name a file."""
    lines: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for part in parts:
        lines.update(dict(part.unread.refused))
    for name, late, names in (each for one in founds for each in one.refused):
        lines[name] += late
        named[name] += names
    return tuple((name, lines[name], named[name]) for name in sorted(lines))


def _all_holes(parts: Sequence[_Part]) -> tuple[Hole, ...]:
    """The holes of all parts; before the first line of a part stands the last minute before it."""
    before: datetime | None = None
    holes: list[Hole] = []
    for part in parts:
        holes += [replace(hole, first=hole.first or before) for hole in part.holes]
        before = next(reversed(part.runs["minute"].drop_nulls()), before)
    return tuple(holes)


def _placed(parts: Sequence[_Part]) -> pl.DataFrame:
    """The lines to keep of all parts; before the first time of a part stands the last minute before it."""
    before: datetime | None = None
    tables: list[pl.DataFrame] = []
    for part in parts:
        tables.append(part.kept.with_columns(pl.coalesce("minute", pl.lit(before, UTC))))
        before = next(reversed(part.runs["minute"].drop_nulls()), before)
    return pl.concat(tables) if tables else empty(TAKEN)


def _rejected(parts: Sequence[_Part], founds: Sequence[Found]) -> tuple[Rejected, ...]:
    """Every unreadable line that could name a file (up to a thousand), and samples of the others."""
    named = [line for one in founds for line in one.rejected if line.names_file]
    taken_numbers = {line.line_no for line in named}
    others = [line for part in parts for line in part.unread.rejected if line.line_no not in taken_numbers]
    return tuple(sorted([*named[:_NAMED], *others[:_SAMPLES]], key=lambda line: line.line_no))


def _read(sources: Sequence[Job], engine: Engine) -> Iterable[list[Scan]]:
    """The scans of each source. Several files run side by side; of a single one, its parts do, unless they
    had to travel."""
    in_parts = len(sources) == 1 and not isinstance(engine, Remote)
    if in_parts:
        return [scan_source(sources[0], engine)]
    return engine(partial(scan_source, chunk_bytes=CHUNK_BYTES // 2), sources)  # each has chunks of its own in memory


def scan(case: Case, *, engine: Engine = serial, progress: Progress = quiet, recall: Recall | None = None) -> Evidence:
    """The evidence in all logs of a case; the order of sources is that of `jobs`, whatever the engine.

    `recall` may know the scans of some sources, and has the others read.
    """
    sources, read = jobs(case, progress), partial(_read, engine=engine)
    of_each = read(sources) if recall is None else recall(sources, read)
    scans = agreed([one for scans in of_each for one in scans], case)
    return Evidence(
        requests=pl.concat([result.requests for result in scans]) if scans else empty(REQUEST),
        minutes=pl.concat([result.minutes for result in scans]) if scans else empty(MINUTES),
        sources=tuple(result.report for result in scans),
    )
