"""One source to a Scan, many Scans to the evidence.

What a chunk gives (`chunk_reading`) is small and adds up, so the chunks of one source can be read in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

import polars as pl

from forensics.formats import InForce
from forensics.model import Case, Evidence, Scan, SourceReport, Unread
from forensics.model.schema import MINUTES, REQUEST, empty
from forensics.scan.candidates import find, from_overlong
from forensics.scan.chunk_evidence import ChunkEvidence, combined, placed
from forensics.scan.chunk_headings import Headings
from forensics.scan.engines.engine import Engine, Remote, serial
from forensics.scan.first_and_last import exact_times, outermost
from forensics.scan.jobs import STDIN, Job, detect_source, jobs, member_job, pooled, recipe_for
from forensics.scan.members import MemberLogs, UnreadMembers
from forensics.scan.portions import lies_plain, reader
from forensics.scan.progress import Progress, quiet
from forensics.scan.shared_size_field import agreed
from forensics.scan.side_by_side import side_by_side
from forensics.scan.sought import sought
from forensics.scan.together import batches, scan_together
from forensics.sources import (
    CHUNK_BYTES,
    START,
    Beginning,
    Chunk,
    Source,
    is_archive,
    open_archive,
    open_source,
    open_stretch,
    sample,
    spread,
)

__all__ = ["LOG_START", "Left", "Recall", "Scan", "gathered", "scan", "scan_source", "scan_stretch"]

#: The scans of all sources, given them and what reads those whose scans are not known; see `cache`.
Recall = Callable[[Sequence[Job], Callable[[Sequence[Job]], Iterable[list[Scan]]]], list[list[Scan]]]

#: Candidates that are parsed at once.
_BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Left:
    """Where the reading of a log was left, at the end of a line, and the directives in force there."""

    place: Beginning = START
    in_force: InForce = field(default_factory=InForce)


LOG_START = Left()


def scan_source(job: Job, engine: Engine = serial, chunk_bytes: int = CHUNK_BYTES) -> list[Scan]:
    """Reads one file once: its hash, its tally, its minutes, and the lines that could name a file. An
    archive gives a scan of its own, without lines, and one for each member that can be read.

    `engine` maps over the chunks of a log.
    """
    if is_archive(job.path):
        return _scan_archive(job, engine, chunk_bytes)
    with open_source(job.path, chunk_bytes=chunk_bytes, tables=job.tables, listed=job.listed) as source:
        return [_scan(job, source, engine, lambda: source.position, Headings(InForce()))]


def scan_stretch(job: Job, left: Left, end: int | None, engine: Engine = serial) -> tuple[Scan, Left]:
    """What a log holds behind the place where it was left; of one that lies plain up to byte `end`, which is that of
    a line's end. And where it is left now. Not for archives, nor for logs whose records are not lines (see `frames`).
    """
    headings = Headings(left.in_force)
    with open_stretch(Path(str(job.path)), left.place, end, tables=job.tables) as source:
        scanned = _scan(job, source, engine, lambda: source.position, headings)
        tally = source.tally
    place = Beginning(left.place.offset + tally.stream_bytes, left.place.lines + tally.lines)
    return scanned, Left(place, headings.before)


def _scan_archive(job: Job, engine: Engine, chunk_bytes: int) -> list[Scan]:
    unread = UnreadMembers()
    with open_archive(job.path, chunk_bytes=chunk_bytes, tables=job.tables, listed=job.listed) as archive:
        logs = MemberLogs(
            lambda inner, source, taken: _scan(
                inner, source, engine, lambda: archive.position, Headings(InForce()), taken=taken
            )
        )
        for number, member in enumerate(archive, 1):
            inner = member_job(job, number, member.name)
            if member.source is None:
                unread.add(Unread(inner.id, member.name, member.reason, member.lost))
            else:
                logs.add(inner, member.source)
            job.progress.advance(job.shown, archive.position)
        tally, scans = archive.tally, logs.scans
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
        unread=tuple(unread.named),
        more_unread=unread.more or None,
        more_lost=unread.more_lost or None,
        damage=tally.damage,
    )
    return [Scan(empty(REQUEST), empty(MINUTES), report), *scans]


def _scan(
    job: Job,
    source: Source,
    engine: Engine,
    position: Callable[[], int],
    headings: Headings,
    *,
    taken: Sequence[Chunk] = (),
) -> Scan:
    """One log, to its end; `position` tells how much of the file as it lies has been read, and `taken` are the chunks
    that were taken before."""
    source.seek_names(sought(job.files).times_in)
    chunks = chain(taken, source)
    first = next(chunks, None)
    once = job.path == STDIN or bool(job.archive)  # it cannot be read twice
    with reader(None if once or (first and first.framed) else job, source, engine) as read:
        # Of what cannot be read twice the first chunk is the sample.
        lines = spread(first.told if first else b"") if once else sample(job.path, tables=job.tables)
        found = detect_source(job, lines)
        recipe = recipe_for(job, found)
        parts: list[ChunkEvidence] = []
        earliest = latest = None
        every = chunks if first is None else chain([first], chunks)
        for part, opening, closing in read(recipe, headings.along(every, recipe.wrappers, position)):
            parts.append(part)
            earliest, latest = outermost((earliest, opening), min), outermost((latest, closing), max)
            job.progress.advance(job.archive or job.shown, part.read)
    kept = placed(parts)
    if source.tally.damage is not None:  # which tells of more than the line that it cut
        kept = kept.filter(~pl.col("cut"))
    batches = kept.iter_slices(_BATCH) if kept.height else iter([kept])
    founds = list(engine(partial(find, recipe=recipe), batches))
    job.progress.advance(job.archive or job.shown, position())
    scanned = combined(
        job, found, recipe, parts, [*founds, from_overlong(source.tally.overlong_lines, recipe)], source.tally
    )
    opened, closed = exact_times(earliest, latest, recipe)
    report = replace(
        scanned.report,
        archive=job.archive,
        compression=source.compression,
        wrappers=(source.frame, *scanned.report.wrappers) if source.frame else scanned.report.wrappers,
        first=opened,
        last=closed,
    )
    return replace(scanned, report=report)


def _read(sources: Sequence[Job], engine: Engine) -> Iterator[list[Scan]]:
    """The scans of each source. Small logs of one series are read together, and several files run side by side; of a
    single one, or of one that is large, its parts do. What has to travel does so by itself."""
    here = not isinstance(engine, Remote)
    known = _together(batches(sources), engine) if here and len(sources) > 1 else {}
    left = [job for job in sources if job.id not in known]
    in_parts = [job for job in left if here and (len(left) == 1 or lies_plain(job))]
    by_parts = (scan_source(job, engine) for job in in_parts)
    alone = [job for job in left if job not in in_parts]
    with side_by_side(engine, alone, partial(scan_source, chunk_bytes=CHUNK_BYTES // 2)) as work:
        by_themselves = engine(work, alone)
        for job in sources:
            yield [known[job.id]] if job.id in known else next(by_parts if job in in_parts else by_themselves)
        yield from by_themselves  # none is left: the engine ends its work


def _together(parts: Sequence[Sequence[Job]], engine: Engine) -> dict[str, Scan]:
    """The scans of logs that can be read together, by their id."""
    if not parts:
        return {}
    found = zip(parts, engine(scan_together, parts), strict=True)
    return {job.id: one for part, scans in found for job, one in zip(part, scans, strict=True) if one is not None}


def scan(case: Case, *, engine: Engine = serial, progress: Progress = quiet, recall: Recall | None = None) -> Evidence:
    """The evidence in all logs of a case; the order of sources is that of `jobs`, whatever the engine.

    `recall` may know the scans of some sources, and has the others read.
    """
    sources, read = pooled(jobs(case, progress)), partial(_read, engine=engine)
    of_each = read(sources) if recall is None else recall(sources, read)
    return gathered([one for scans in of_each for one in scans], case)


def gathered(found: Sequence[Scan], case: Case) -> Evidence:
    """What scans hold together, with sizes read as the rotations of each log show together what they mean."""
    scans = agreed(found, case)
    return Evidence(
        requests=pl.concat([result.requests for result in scans]) if scans else empty(REQUEST),
        minutes=pl.concat([result.minutes for result in scans]) if scans else empty(MINUTES),
        sources=tuple(result.report for result in scans),
    )
