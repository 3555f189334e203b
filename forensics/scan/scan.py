"""One source to a Scan, many Scans to the evidence: the only module that sees every line.

Two things happen to each chunk, vectorised in polars: the minute of every line is read (coverage),
and lines that could name a file are kept. Only kept lines are parsed in full. What a chunk gives is
small and adds up, so the chunks of one source can be scanned in any order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

import polars as pl

from forensics import formats
from forensics.model import Case, Evidence, Hole, Scan, SourceReport, Unread
from forensics.model.schema import MINUTES, REQUEST, empty
from forensics.scan.candidates import find, from_overlong, samples, taken
from forensics.scan.chunk_evidence import SAMPLES, ChunkEvidence, UnreadLines, combined, placed
from forensics.scan.chunk_headings import ChunkWithHeadings, lines_of, with_headings
from forensics.scan.engines.engine import Engine, Remote, serial
from forensics.scan.first_and_last import OuterMinute, exact_times, outer_minutes, outermost
from forensics.scan.jobs import STDIN, Job, detect_source, jobs, member_job, recipe_for
from forensics.scan.minutes import runs, stamp
from forensics.scan.progress import Progress, quiet
from forensics.scan.recipe import Recipe
from forensics.scan.shared_size_field import agreed
from forensics.sources import (
    CHUNK_BYTES,
    Chunk,
    Source,
    is_archive,
    open_archive,
    open_source,
    sample,
    spread,
)

__all__ = ["Recall", "Scan", "scan", "scan_source"]

#: The scans of all sources, given them and what reads those whose scans are not known; see `cache`.
Recall = Callable[[Sequence[Job], Callable[[Sequence[Job]], Iterable[list[Scan]]]], list[list[Scan]]]

#: A directive, or a line that says in whole what was asked for.
_SAID = r'^#|"[A-Za-z]+ [^"]*"| HTTP/[0-9]'
#: Candidates that are parsed at once.
_BATCH = 20_000


def _part(stretch: ChunkWithHeadings, recipe: Recipe) -> tuple[ChunkEvidence, OuterMinute | None, OuterMinute | None]:
    """Everything that one chunk gives, with its first and last minute."""
    chunk = stretch.chunk
    marked = formats.is_marked(chunk.raw)
    lines = lines_of(chunk, recipe.wrappers, marked=marked)
    headings = formats.headings(lines["line"], stretch.before)[0] if stretch.headed else None
    stamps = stamp(lines["line"], recipe, headings)
    own = stamps["minute"]
    heading = pl.lit(None, pl.String) if headings is None else headings
    table = lines.with_columns(
        own=own, minute=own.forward_fill(), by=stamps["by"], refused=stamps["refused"], heading=heading
    )
    kept = _kept(chunk, table, recipe)
    counted: dict[str, int] = {}
    if stamps["by"].null_count() < len(table):
        others = table.filter(pl.col("by").is_not_null(), ~pl.col("n").is_in(kept["n"].implode()))
        counted = dict(others["by"].value_counts().iter_rows())
    unread = UnreadLines()
    if own.null_count():
        titles = [fmt.heading for fmt in recipe.tried() if fmt.heading]
        kept = kept.filter(pl.col("own").is_not_null() | ~formats.is_heading(kept["line"], titles))
        unread = _unread(chunk, table.with_columns(kept=pl.col("n").is_in(kept["n"].implode())), titles, recipe)
    kept = taken(chunk, lines["whole"], kept, recipe)
    cut = _is_cut(chunk, table, recipe)
    holes = _holes(chunk, table) if marked or chunk.holed else ()
    return ChunkEvidence(kept, runs(own), counted, unread, stretch.read, holes, cut), *outer_minutes(table)


def _kept(chunk: Chunk, table: pl.DataFrame, recipe: Recipe) -> pl.DataFrame:
    """The lines that could name a file; `cut` is the last line of a log that ends in the middle of it, before it
    was said what was asked for: it could have been the file (counting.md 4b.3)."""
    kept = (
        table.filter(recipe.hint)
        .filter(pl.col("line").str.contains(recipe.pattern))
        .with_columns(cut=pl.lit(value=False))
    )
    if not table.height or chunk.data.endswith(b"\n"):
        return kept
    line = pl.col("line")
    last = table.tail(1).filter(
        line.str.contains(r"\S") & ~line.str.contains(_SAID), ~pl.col("n").is_in(kept["n"].implode())
    )
    return pl.concat([kept, last.with_columns(cut=pl.lit(value=True))])


def _is_cut(chunk: Chunk, table: pl.DataFrame, recipe: Recipe) -> bool:
    """Whether the log ends here in the middle of a line, which no format of it reads."""
    if not (table.height and recipe.detected) or chunk.data.endswith(b"\n"):
        return False
    line, heading = table["line"].tail(1), table["heading"].cast(pl.String).tail(1)
    return bool(line.str.contains(r"\S").all()) and not any(
        formats.matches(fmt, line, headings=heading).all() for fmt in recipe.detected
    )


def _holes(chunk: Chunk, table: pl.DataFrame) -> tuple[Hole, ...]:
    """Where zero bytes stand for lines, in this chunk or right before it."""
    if not chunk.holed and (b"\x00" not in chunk.raw or formats.HOLES not in chunk.raw):
        return ()
    held = pl.col("whole").str.contains("\x00" * len(formats.HOLES), literal=True)
    before = pl.col("own").forward_fill().shift(1)
    rows = table.select("n", held=held | (pl.lit(chunk.holed) & (pl.col("n") == 0)), before=before, after="own")
    found = rows.filter("held").select(pl.col("n").cast(pl.Int64) + chunk.first_line, "before", "after")
    return tuple(Hole(*row) for row in found.iter_rows())


def _unread(chunk: Chunk, table: pl.DataFrame, titles: Sequence[str], recipe: Recipe) -> UnreadLines:
    lines = table.filter(pl.col("own").is_null())
    refused = Counter(lines["refused"].drop_nulls().to_list())
    lines = lines.filter(pl.col("refused").is_null())
    blank = lines["line"].str.strip_chars() == ""
    # What a tool puts between lines is none of them, unless it names a file.
    beside = formats.furniture(recipe.wrappers, lines["line"]) & ~lines["kept"] & ~blank
    heading = formats.is_heading(lines["line"], titles) | beside
    rejected = samples(chunk, table["whole"], lines.filter(~blank & ~heading)["n"].head(SAMPLES))
    return UnreadLines(int(blank.sum()), int(heading.sum()), rejected, tuple(refused.items()))


def scan_source(job: Job, engine: Engine = serial, chunk_bytes: int = CHUNK_BYTES) -> list[Scan]:
    """Reads one file once: its hash, its tally, its minutes, and the lines that could name a file. An
    archive gives a scan of its own, without lines, and one for each member that can be read.

    `engine` maps over the chunks of a log.
    """
    if is_archive(job.path):
        return _scan_archive(job, engine, chunk_bytes)
    with open_source(job.path, chunk_bytes=chunk_bytes, tables=job.tables) as source:
        return [_scan(job, source, engine, lambda: source.position)]


def _scan_archive(job: Job, engine: Engine, chunk_bytes: int) -> list[Scan]:
    scans: list[Scan] = []
    unread: list[Unread] = []
    with open_archive(job.path, chunk_bytes=chunk_bytes, tables=job.tables) as archive:
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
    lines = spread(first.told if first else b"") if once else sample(job.path, tables=job.tables)
    found = detect_source(job, lines)
    recipe = recipe_for(job, found)
    parts: list[ChunkEvidence] = []
    earliest = latest = None
    every = chunks if first is None else chain([first], chunks)
    for part, opening, closing in engine(
        partial(_part, recipe=recipe), with_headings(every, recipe.wrappers, position)
    ):
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
        job, found, recipe, parts, [*founds, from_overlong(source.tally.overlong_starts, recipe)], source.tally
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
