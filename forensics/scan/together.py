"""Many small logs of one series, read at once: each is opened, hashed and cut by itself, then the lines of all of them
are one table, and what that gives is told apart by log.

What a table costs beside its lines is many times what the lines of a small log cost. Only a log all of whose lines are
plainly read in the format of the series is told here; any other is left to be scanned alone (`scan.scan_source`), and
the Scan of either is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from forensics import formats
from forensics.errors import SourceError
from forensics.model import Compression, Scan
from forensics.model.schema import REQUEST, empty
from forensics.scan.chunk_evidence import reported
from forensics.scan.jobs import Job, as_stated, recipe_for
from forensics.scan.line_table import counts_of, lines_of_each, minutes_of, outer_times, requests_of, stamped
from forensics.sources import Chunk, Source, SourceTally, open_source

__all__ = ["FILES", "LARGEST", "LINES", "PlainLog", "batches", "plain_log", "scan_together", "scans_of"]

#: Bytes of files, how many of them, and bytes of their lines, that are read at once.
_BYTES, FILES, LINES = 4 * 1024 * 1024, 1_000, 8 * 1024 * 1024
#: A log of more bytes than this is scanned alone.
LARGEST = 2 * 1024 * 1024
#: The sample of a log holds all of its lines if they are no more.
_MOST_LINES = 10_000
_NO_REQUESTS = empty(REQUEST)


def batches(sources: Sequence[Job]) -> list[list[Job]]:
    """The logs that can be read together: those of one pool, of which the case says the same."""
    pools: dict[object, list[Job]] = {}
    for job in sources:
        if job.likely and job.likely.format and not (job.likely.format.refused or job.likely.wrappers):
            pools.setdefault((id(job.likely), replace(job.log, path="")), []).append(job)
    return [part for pool in pools.values() for part in _parts(pool)]


def _parts(pool: Sequence[Job]) -> Iterator[list[Job]]:
    part: list[Job] = []
    held = 0
    for job in pool:
        part.append(job)
        held += job.size or 0
        if held >= _BYTES or len(part) == FILES:
            yield part
            part, held = [], 0
    if part:
        yield part


def scan_together(sources: Sequence[Job]) -> list[Scan | None]:
    """The Scan of each log of a batch; None where it has to be scanned alone."""
    found: dict[str, Scan] = {}
    for logs in _read(sources):
        found |= scans_of(logs)
    for job in sources:
        if job.id in found:
            job.progress.advance(job.shown, found[job.id].report.bytes)
    return [found.get(job.id) for job in sources]


@dataclass(frozen=True, slots=True)
class PlainLog:
    """A log whose lines are as they stand: text without marks, each line ended in the same way."""

    job: Job
    data: bytes
    tally: SourceTally
    compression: Compression


def _read(sources: Sequence[Job]) -> Iterator[list[PlainLog]]:
    """The logs that can be read together, so many at once as memory should hold."""
    logs: list[PlainLog] = []
    held = 0
    for job in sources:
        if (log := _plain(job)) is not None:
            logs.append(log)
            held += len(log.data)
        if held >= LINES:
            yield logs
            logs, held = [], 0
    if logs:
        yield logs


def _plain(job: Job) -> PlainLog | None:
    """A log that can be read together with others; None for one that cannot, or not at all."""
    try:
        with open_source(job.path, chunk_bytes=LARGEST, tables=job.tables, listed=job.listed) as source:
            return plain_log(job, list(islice(source, 2)), source)
    except SourceError:  # scanned alone, it is told in its turn
        return None


def plain_log(job: Job, chunks: Sequence[Chunk], source: Source) -> PlainLog | None:
    """The same of one of which so many chunks were taken, two where there are more than one."""
    if len(chunks) != 1:
        return None
    data, tally = chunks[0].data, source.tally
    framed = chunks[0].told is not chunks[0].raw
    whole = not (framed or chunks[0].repaired or chunks[0].holed or tally.overlong or tally.damage)
    log = PlainLog(job, data, tally, source.compression)
    return log if whole and tally.lines <= _MOST_LINES and _is_even(data, tally.lines) else None


def _is_even(data: bytes, lines: int) -> bool:
    """Whether all lines are ended alike, and none holds anything that is no part of it."""
    with_return = data.count(b"\r\n")
    bare = data.replace(b"\r\n", b"\n") if with_return else data
    return data.endswith(b"\n") and with_return in (0, lines) and not formats.is_marked(bare)


def scans_of(logs: Sequence[PlainLog]) -> dict[str, Scan]:
    """The Scans of those of the logs that are plainly read in the format of their series."""
    job = logs[0].job
    fmt = job.likely.format if job.likely else None
    if fmt is None:
        return {}
    table = lines_of_each([log.data for log in logs], headed=fmt.grammar.headed)
    found = {of: as_stated(job.log, one) for of, one in formats.confirmed_each(fmt, table).items()}
    recipes = {of: recipe_for(logs[of].job, one) for of, one in found.items()}
    table = stamped(table, list(found), fmt, job.log.zone)
    if table.is_empty():
        return {}
    requests, read = requests_of(table, recipes)
    minutes, times = minutes_of(table, recipes), outer_times(table, fmt, job.log.zone)
    scans: dict[str, Scan] = {}
    for of, counts in counts_of(table).items():
        if of in read and of in times:
            log, (first, last) = logs[of], times[of]
            report = reported(log.job, found[of], recipes[of], counts, log.tally)
            report = replace(report, archive=log.job.archive, compression=log.compression, first=first, last=last)
            scans[log.job.id] = Scan(requests.get(of, _NO_REQUESTS), minutes[of], report)
    return scans
