"""Which files a case names, and how each is read: one job a file."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from forensics import formats
from forensics.errors import FormatError
from forensics.formats import Detection, Format
from forensics.language.statement import state
from forensics.model import Case, LeakedFile, Log
from forensics.model.zones import zones_of
from forensics.scan.progress import Progress, quiet
from forensics.scan.recipe import Recipe
from forensics.sources import Listed, Url, is_archive, locate, sample
from forensics.sources.rotation import series

__all__ = [
    "STDIN",
    "Job",
    "as_stated",
    "detect_source",
    "formats_of",
    "jobs",
    "member_job",
    "pooled",
    "recipe_for",
    "stated_formats",
]

STDIN = Path("-")
#: From so many files of so many bytes on a pool is looked at together: some of the files, and some lines of each.
_MANY, _SMALL, _LOOKED_AT, _LINES = 32, 256 * 1024, 64, 100


@dataclass(frozen=True)
class Job:
    """One log file to scan, and all that the scan needs to know."""

    id: str
    log_index: int
    log: Log
    path: Path | Url
    shown: str
    format: Format | None  # None: detect it
    files: tuple[LeakedFile, ...]
    progress: Progress
    archive: str = ""  # of a member: the shown path of its archive, which `path` is
    likely: Detection | None = None  # of one of many small files: what they are in together
    size: int | None = None  # of the file as it lies, in bytes; None where it is not known
    listed: Listed | None = None  # the file as it lay when the logs were listed, on the machine that did

    @property
    def tables(self) -> bool:
        """Whether a table with a heading may be read as objects: not where a format of cells is stated, unless the
        user says which cell holds the line."""
        return self.format is None or bool(self.format.wrappers) or self.format.grammar.of_objects


def _shown(path: Path | Url, folder: Path) -> str:
    if isinstance(path, Url):
        return path.shown
    if path == STDIN:
        return "-"
    absolute, base = path.absolute(), folder.absolute()
    return (absolute.relative_to(base) if absolute.is_relative_to(base) else path).as_posix()


def stated_formats(case: Case) -> list[Format | None]:
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
    return known | {fmt.name: fmt for fmt in stated_formats(case) if fmt is not None}


def member_job(job: Job, number: int, name: str) -> Job:
    """The job of one member of an archive: the archive is s3, its members are s3.1, s3.2, ..."""
    return replace(job, id=f"{job.id}.{number}", shown=f"{job.shown}!{name}", archive=job.shown, likely=None)


def jobs(case: Case, progress: Progress = quiet) -> list[Job]:
    """The log files of a case in a stable order, each once, with their format if the case names it.

    Raises SourceError where an entry matches nothing, FormatError where a format cannot be used.
    """
    found: list[Job] = []
    seen: dict[str, list[Path | Url]] = {}
    named = stated_formats(case)
    for index, log in enumerate(case.logs):
        fmt = named[index]
        for path in locate(log, case.folder):
            real = path if isinstance(path, Url) or path == STDIN else Path(os.path.realpath(path))
            if not _is_known(real, alike := seen.setdefault(_folded(real), [])):
                alike.append(real)
                name, shown = f"s{len(found) + 1}", _shown(path, case.folder)
                size, listed = _lies(path)
                found.append(Job(name, index, log, path, shown, fmt, case.files, progress, size=size, listed=listed))
    progress.begin({job.shown: job.size for job in found})
    return found


def _folded(path: Path | Url) -> str:
    """What two names have in common that a system may take for one: macOS and Windows leave case and accents alone."""
    return unicodedata.normalize("NFC", path.text if isinstance(path, Url) else str(path)).casefold()


def _is_known(path: Path | Url, alike: Sequence[Path | Url]) -> bool:
    """Whether it is one of those whose names differ in case alone: the same file, where this system says so."""
    return path in alike or (
        isinstance(path, Path) and any(isinstance(other, Path) and _is_same(path, other) for other in alike)
    )


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # gone, which is told when it is opened
        return False


def pooled(found: Sequence[Job]) -> list[Job]:
    """The jobs; those of many small files of one series, as stores write them by the thousand, with the format in
    which they are together."""
    pools: dict[str, list[Job]] = {}
    for job in found if len(found) >= _MANY else ():
        if job.format is None and isinstance(job.path, Path) and job.path != STDIN:
            pools.setdefault(_alike(job.path), []).append(job)
    likely: dict[str, Detection] = {}
    for pool in pools.values():
        small = [job for job in pool if (job.size or 0) <= _SMALL] if len(pool) >= _MANY else []
        some = [job for job in small[:: -(-len(small) // _LOOKED_AT) or 1] if not is_archive(job.path)]
        if len(small) >= _MANY and some:
            lines = [line for job in some for line in sample(job.path, lines=_LINES, tables=job.tables)]
            likely |= dict.fromkeys((job.id for job in small), formats.detect(lines))
    return [replace(job, likely=likely.get(job.id)) for job in found]


def _alike(path: Path) -> str:
    """What logs of one pool have in common: their series, or a name that is the same but for its numbers."""
    folder, slash, name = series(path).rpartition("/")
    return folder + slash + re.sub("[0-9]+", "0", name)


def _lies(path: Path | Url) -> tuple[int | None, Listed | None]:
    """The size, and which file it is; None for standard input, and for what cannot be opened, which is told when it
    is."""
    if isinstance(path, Url):
        return path.size, None
    try:
        found = None if path == STDIN else path.stat()
    except OSError:
        found = None
    return (None, None) if found is None else (found.st_size, Listed.of(found))


def detect_source(job: Job, lines: Sequence[bytes]) -> Detection:
    """The format of a source as the case says, else by a sample; its size field, stated or inferred.

    Raises FormatError where the times of the stated format name a zone that can be several.
    """
    together = None if job.likely is None else formats.confirmed(job.likely, lines)
    found = together or formats.detect(lines, None if job.format is None else [job.format])
    if job.format is not None:
        found = replace(
            found,
            format=found.format or job.format,
            size=found.size if found.format else job.format.size,
            server=found.server or job.format.server,
            because=state(
                "as the case states, {format}: {read} of {lines} sampled lines read",
                format=job.log.format,
                read=found.matched,
                lines=found.sampled,
            ),
        )
        _refuse_untold_zones(job, found, lines)
    return as_stated(job.log, found)


def as_stated(log: Log, found: Detection) -> Detection:
    """The detection, with the size field that the case states for a log, and a format that reads sizes so."""
    fmt, size = found.format, log.size_field
    if size is not None:
        found = replace(found, size=size, size_source="case", size_because=state("stated in the case"))
    # Sizes of a look-alike log are read as planned ones until all evidence is there, see `siblings` and `readings`.
    later = found.size_source in ("assumed", "inferred")
    if fmt is not None and found.size is not None and found.size != fmt.size and not later:
        found = replace(found, format=formats.with_size(fmt, found.size))
    return found


def _refuse_untold_zones(job: Job, found: Detection, lines: Sequence[bytes]) -> None:
    fmt = found.format
    if fmt is None or "%Z" not in fmt.template:
        return
    texts = pl.Series([line.decode("utf-8", "replace").rstrip("\r\n") for line in lines], dtype=pl.String)
    untold = formats.untold_zones(fmt, formats.inner(found.wrappers, texts).drop_nulls(), zone=job.log.zone)
    if not untold:
        return
    zones = zones_of(untold[0])
    several = f"; it may be that of {' or '.join(zones)}" if zones else ""
    example = zones[0] if zones else "Europe/Amsterdam"
    raise FormatError(
        f"the times name the zone {untold[0]}, which does not say how far from UTC they are{several}",
        where=job.shown,
        hint=f'name the zone of this log: --zone {example}, or zone = "..." in [[logs]]',
    )


def recipe_for(job: Job, found: Detection) -> Recipe:
    """How the lines of a source are read, given what its sample was found to be."""
    first = (found.format, *(other for other, _ in found.others))
    return Recipe(
        source=job.id,
        log_index=job.log_index,
        log=job.log,
        detected=tuple(fmt for fmt in first if fmt is not None and not fmt.refused),
        refused=tuple(fmt for fmt, _ in found.refused),
        server=job.log.server or found.server,
        files=job.files,
        wrappers=found.wrappers,
    )
