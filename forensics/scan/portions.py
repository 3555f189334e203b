"""The parts of a large log, read by several processes: each is told where its part lies, and reads it again itself, or
is sent what was unpacked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from forensics.errors import SourceError
from forensics.formats import InForce
from forensics.scan.chunk_evidence import ChunkEvidence
from forensics.scan.chunk_headings import ChunkWithHeadings
from forensics.scan.chunk_reading import evidence_of
from forensics.scan.engines.engine import Engine, Pool
from forensics.scan.engines.processes import Shared, processes
from forensics.scan.first_and_last import OuterMinute
from forensics.scan.jobs import Job
from forensics.scan.large_logs import LARGE, PACKED, READING
from forensics.scan.recipe import Recipe
from forensics.sources import Chunk, Listed, Source, is_archive, open_source
from forensics.sources.chunks import repair

__all__ = ["Reader", "evidence_at", "lies_plain", "reader"]

_Evidence = tuple[ChunkEvidence, OuterMinute | None, OuterMinute | None]
#: What chunks give, in order.
Reader = Callable[[Recipe, Iterable[ChunkWithHeadings]], Iterator[_Evidence]]


@dataclass(frozen=True, slots=True)
class _Portion:
    """Where a chunk lies in its file, and what else is known of it."""

    path: Path
    offset: int
    size: int
    first_line: int
    holed: bool
    before: InForce
    headed: bool
    read: int
    listed: Listed | None = None  # which file it is, where that is known


def lies_plain(job: Job) -> bool:
    """Whether a log is a large file that lies here as it is, and can be opened."""
    if not isinstance(job.path, Path) or (job.size or 0) < LARGE:
        return False
    try:
        if is_archive(job.path):
            return False
        with open_source(job.path) as source:
            return source.compression == "none"
    except SourceError:  # told when its turn comes
        return False


@contextmanager
def reader(job: Job | None, source: Source, engine: Engine) -> Iterator[Reader]:
    """What reads the chunks of a log: processes, where it is large and more than one job is wanted; else the engine. Of
    a file that lies here as it is, that of the `job`, they are told where their parts lie; any other part is sent."""
    plain = source.compression == "none"
    large = (source.size or 0) >= (LARGE if plain else LARGE // PACKED)
    if not (large and isinstance(engine, Pool)):
        yield partial(_by_engine, engine)
        return
    with processes(engine.workers - 1, READING, engine.ready) as shared:
        if shared is None:
            yield partial(_by_engine, engine)
        elif plain and job is not None and isinstance(job.path, Path):
            yield partial(_by_place, shared, job.path, job.listed)
        else:
            yield partial(_by_content, shared)


def _by_engine(engine: Engine, recipe: Recipe, stretches: Iterable[ChunkWithHeadings]) -> Iterator[_Evidence]:
    return engine(partial(evidence_of, recipe=recipe), stretches)


def _by_place(
    shared: Shared, path: Path, listed: Listed | None, recipe: Recipe, stretches: Iterable[ChunkWithHeadings]
) -> Iterator[_Evidence]:
    return shared(
        partial(evidence_of, recipe=recipe),
        stretches,
        order=partial(_portion, path, listed),
        remote=partial(evidence_at, recipe=recipe),
    )


def _by_content(shared: Shared, recipe: Recipe, stretches: Iterable[ChunkWithHeadings]) -> Iterator[_Evidence]:
    work = partial(evidence_of, recipe=recipe)
    return shared(work, stretches, order=_whole, remote=work)


def _whole(stretch: ChunkWithHeadings) -> ChunkWithHeadings:
    return stretch


def _portion(path: Path, listed: Listed | None, stretch: ChunkWithHeadings) -> _Portion:
    chunk = stretch.chunk
    return _Portion(
        path=path.absolute(),
        listed=listed,
        offset=chunk.offset,
        size=len(chunk.raw),
        first_line=chunk.first_line,
        holed=chunk.holed,
        before=stretch.before,
        headed=stretch.headed,
        read=stretch.read,
    )


def evidence_at(portion: _Portion, recipe: Recipe) -> _Evidence | None:
    """What the chunk gives that lies there; None where it cannot be read again as it was."""
    try:
        with portion.path.open("rb", buffering=0) as file:
            if portion.listed is not None and portion.listed.is_other(Listed.of(os.fstat(file.fileno()))):
                return None  # rotated meanwhile: the file that is read lies elsewhere
            file.seek(portion.offset)
            raw = file.read(portion.size)
    except OSError:
        return None
    if len(raw) != portion.size:
        return None
    data, repaired = repair(raw)
    chunk = Chunk(data, raw, portion.first_line, portion.offset, repaired, portion.holed)
    return evidence_of(ChunkWithHeadings(chunk, portion.before, portion.headed, portion.read), recipe)
