"""One source to a Scan, many Scans to the evidence: the only module that sees every line.

Two things happen to each chunk, vectorised in polars: the minute of every line is read (coverage),
and lines that could name a file are kept. Only kept lines are parsed in full. What a chunk gives is
small and adds up, so the chunks of one source can be scanned in any order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

import polars as pl

from forensics import formats
from forensics.candidates import Found, Recipe, find, from_overlong, samples
from forensics.engines import Engine, serial
from forensics.formats import Detection, Format
from forensics.matching import names, superset
from forensics.minutes import histogram, out_of_order, runs, stamp
from forensics.model import Case, Evidence, LeakedFile, Log, Rejected, SourceReport
from forensics.progress import Progress, quiet
from forensics.schema import MINUTES, REQUEST, check, empty
from forensics.sources import Chunk, SourceTally, locate, open_source, sample, spread

__all__ = ["Job", "Scan", "detect_source", "formats_of", "jobs", "scan", "scan_source"]

_STDIN = Path("-")
#: Unreadable lines shown as samples, and of those that could name a file.
_SAMPLES, _NAMED = 20, 1000


@dataclass(frozen=True)
class Job:
    """One log file to scan, and all that the scan needs to know."""

    id: str
    log_index: int
    log: Log
    path: Path
    shown: str
    format: Format | None  # None: detect it
    files: tuple[LeakedFile, ...]
    progress: Progress


@dataclass(frozen=True)
class Scan:
    """What one source holds: REQUEST rows, MINUTES rows, the tally."""

    requests: pl.DataFrame
    minutes: pl.DataFrame
    report: SourceReport


@dataclass(frozen=True)
class _Part:
    """What one chunk holds."""

    found: Found
    runs: pl.DataFrame
    others: dict[str, int]
    blank: int
    rejected: tuple[Rejected, ...]  # samples of lines whose time could not be read
    first: datetime | None
    last: datetime | None


def _shown(path: Path, folder: Path) -> str:
    if path == _STDIN:
        return "-"
    absolute, base = path.absolute(), folder.absolute()
    return (absolute.relative_to(base) if absolute.is_relative_to(base) else path).as_posix()


def _stated_formats(case: Case) -> list[Format | None]:
    """The format that each [[logs]] entry names, None for "auto". A format string gets the name of
    its entry, so that a name stands for one format throughout a case."""
    stated = [formats.resolve(log.format, case.folder) for log in case.logs]
    return [
        replace(fmt, name=f"logs[{index}].format") if fmt is not None and fmt.name == "custom" else fmt
        for index, fmt in enumerate(stated)
    ]


def formats_of(case: Case) -> dict[str, Format]:
    """Every format by the name that requests of this case carry."""
    known = {fmt.name: fmt for fmt in formats.registry()}
    return known | {fmt.name: fmt for fmt in _stated_formats(case) if fmt is not None}


def jobs(case: Case, progress: Progress = quiet) -> list[Job]:
    """The log files of a case in a stable order, each once, with their format if the case names it.

    Raises SourceError where an entry matches nothing, FormatError where a format cannot be used.
    """
    found: list[Job] = []
    seen: set[Path] = set()
    named = _stated_formats(case)
    for index, log in enumerate(case.logs):
        fmt = named[index]
        for path in locate(log, case.folder):
            real = path if path == _STDIN else path.resolve()
            if real not in seen:
                seen.add(real)
                name, shown = f"s{len(found) + 1}", _shown(path, case.folder)
                found.append(Job(name, index, log, path, shown, fmt, case.files, progress))
    progress.begin({job.shown: _size(job.path) for job in found})
    return found


def _size(path: Path) -> int | None:
    """For progress alone; None for standard input, and for what cannot be opened, which is told when it is."""
    try:
        return None if path == _STDIN else path.stat().st_size
    except OSError:
        return None


def detect_source(job: Job, lines: Sequence[bytes]) -> Detection:
    """The format of a source as the case says, else by a sample; its size field, stated or inferred."""
    found = formats.detect(lines, None if job.format is None else [job.format])
    if job.format is not None:
        read = f"{found.matched:,} of {found.sampled:,} sampled lines read"
        found = replace(
            found,
            format=found.format or job.format,
            size=found.size or job.format.size,
            server=found.server or job.format.server,
            because=f"as the case states, {job.log.format}: {read}",
        )
    fmt, size = found.format, job.log.size_field
    if size is not None:
        found = replace(found, size=size, size_source="case", size_because="stated in the case")
    if fmt is not None and found.size is not None and found.size != fmt.size:
        found = replace(found, format=formats.with_size(fmt, found.size))
    return found


def _recipe(job: Job, found: Detection) -> Recipe:
    """The detected formats first, then every other known one: a line must not be lost to a guess. But a
    line that was cut must not pass for one of a shorter format."""
    first = [fmt for fmt in (found.format, *(other for other, _ in found.others)) if fmt is not None]
    taken = {fmt.name for fmt in first}
    rest = [
        fmt
        for fmt in formats.registry()
        if fmt.name not in taken and not any(formats.is_start(fmt, detected) for detected in first)
    ]
    return Recipe(
        source=job.id,
        log_index=job.log_index,
        log=job.log,
        order=(*first, *rest),
        server=job.log.server or found.server,
        files=job.files,
        pattern=superset(job.files),
        names=tuple(names([file]) for file in job.files),
    )


def _bound(table: pl.DataFrame, minute: datetime | None, recipe: Recipe, *, last: bool) -> datetime | None:
    """The exact time of the first or last line within the chunk's first or last minute."""
    if minute is None:
        return None
    lines = table.filter(pl.col("own") == minute)["line"]
    for fmt in recipe.order:
        parsed, read = formats.parse(fmt, lines, zone=recipe.log.zone)
        if read.any():
            times = parsed.filter(read).select(
                pl.coalesce("end", "start") if fmt.time == "end" else pl.coalesce("start", "end")
            )
            series = times.to_series().drop_nulls()
            if len(series):
                bound = series.max() if last else series.min()
                return bound if isinstance(bound, datetime) else minute
    return minute


def _part(chunk: Chunk, recipe: Recipe) -> _Part:
    """Everything that one chunk gives."""
    lines = pl.scan_lines(chunk.data, row_index_name="n").collect()
    stamps = stamp(lines["line"], recipe.order, recipe.log.zone)
    own = stamps["minute"]
    table = lines.with_columns(own=own, minute=own.forward_fill(), by=stamps["by"])
    is_kept = pl.col("line").str.contains(recipe.pattern)
    kept = table.filter(is_kept)
    others = table.filter(pl.col("by").is_not_null() & ~is_kept) if stamps["by"].count() else table.clear()
    unread = table.filter(pl.col("own").is_null()) if own.null_count() else table.clear()
    blank = pl.col("line").str.strip_chars() == ""
    first, last = own.min(), own.max()
    return _Part(
        found=find(chunk, kept, recipe),
        runs=runs(own),
        others=dict(others["by"].value_counts().iter_rows()),
        blank=unread.filter(blank).height,
        rejected=samples(chunk, unread.filter(~blank).head(_SAMPLES)),
        first=_bound(table, first if isinstance(first, datetime) else None, recipe, last=False),
        last=_bound(table, last if isinstance(last, datetime) else None, recipe, last=True),
    )


def scan_source(job: Job) -> Scan:
    """Reads one source once: its hash, its tally, its minutes, and the lines that could name a file."""
    with open_source(job.path) as source:
        chunks = iter(source)
        first = next(chunks, None)
        # Standard input cannot be read twice: its first chunk is its sample.
        lines = spread(first.raw if first else b"") if job.path == _STDIN else sample(job.path)
        found = detect_source(job, lines)
        recipe = _recipe(job, found)
        parts: list[_Part] = []
        for chunk in chunks if first is None else chain([first], chunks):
            parts.append(_part(chunk, recipe))
            job.progress.advance(job.shown, source.position)
        compression, tally = source.compression, source.tally
    return _combine(job, found, recipe, parts, tally, compression)


def _combine(
    job: Job, found: Detection, recipe: Recipe, parts: Sequence[_Part], tally: SourceTally, compression: str
) -> Scan:
    """The parts of one source as one Scan."""
    all_runs = (
        pl.concat([part.runs for part in parts]) if parts else runs(pl.Series("minute", [], dtype=MINUTES["minute"]))
    )
    overlong = from_overlong(tally.overlong_starts, recipe)
    requests = pl.concat([*_placed(parts), overlong.requests])
    read = int(all_runs.drop_nulls("minute")["lines"].sum())
    stamped = sum(part.found.stamped for part in parts)
    blank = sum(part.blank for part in parts)
    others: Counter[str] = Counter()
    for part in parts:
        others.update(part.others)
        others.update(dict(part.found.others))
    fmt = found.format
    report = SourceReport(
        id=job.id,
        log=job.log_index,
        path=job.shown,
        bytes=tally.bytes,
        sha256=tally.sha256,
        stream_bytes=tally.stream_bytes,
        stream_sha256=tally.stream_sha256,
        compression=compression,
        format=fmt.name if fmt else None,
        format_because=found.because,
        formats_seen=tuple(sorted(others.items())),
        server=recipe.server,
        size_field=found.size,
        size_field_source=found.size_source,
        size_field_because=found.size_because,
        zone_source="line" if fmt is None or fmt.offset else "case",
        lines=tally.lines,
        blank=blank,
        parsed=read - stamped,
        unparsed=tally.lines - tally.overlong - blank - read + stamped,
        unparsed_candidates=requests.filter(pl.col("match") == "rejected").height,
        repaired=tally.repaired,
        overlong=tally.overlong,
        out_of_order=out_of_order(all_runs),
        first=min((part.first for part in parts if part.first), default=None),
        last=max((part.last for part in parts if part.last), default=None),
        damage=tally.damage,
        rejected=_rejected(parts, overlong),
    )
    return Scan(check(requests, REQUEST), histogram(all_runs, job.id), report)


def _placed(parts: Sequence[_Part]) -> Iterator[pl.DataFrame]:
    """The candidates of each part; unreadable ones before its first time stand at the last minute before it."""
    before: datetime | None = None
    timeless = (pl.col("match") == "rejected") & pl.col("start").is_null()
    for part in parts:
        start = pl.when(timeless).then(pl.lit(before, REQUEST["start"])).otherwise("start")
        yield part.found.requests.with_columns(start=start)
        before = next(reversed(part.runs["minute"].drop_nulls()), before)


def _rejected(parts: Sequence[_Part], overlong: Found) -> tuple[Rejected, ...]:
    """Every unreadable line that could name a file (up to a thousand), and samples of the others."""
    named = [line for part in parts for line in part.found.rejected if line.names_file]
    named += overlong.rejected
    taken = {line.line_no for line in named}
    others = [line for part in parts for line in part.rejected if line.line_no not in taken]
    return tuple(sorted([*named[:_NAMED], *others[:_SAMPLES]], key=lambda line: line.line_no))


def scan(case: Case, *, engine: Engine = serial, progress: Progress = quiet) -> Evidence:
    """The evidence in all logs of a case; the order of sources is that of `jobs`, whatever the engine."""
    scans = list(engine(scan_source, jobs(case, progress)))
    return Evidence(
        requests=pl.concat([result.requests for result in scans]) if scans else empty(REQUEST),
        minutes=pl.concat([result.minutes for result in scans]) if scans else empty(MINUTES),
        sources=tuple(result.report for result in scans),
    )
