"""What `forensics check` and `forensics detect` say of a log from a sample, before any long scan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from forensics import formats
from forensics.errors import SourceError
from forensics.formats import Detection, Format
from forensics.formats.detection.unread_hint import unread_hint
from forensics.model import Case, Log, Window
from forensics.scan.jobs import STDIN, Job, detect_source, jobs, member_job, pooled
from forensics.scan.preview_together import previews_together
from forensics.scan.preview_told import KEPT, Preview, told
from forensics.scan.progress import quiet
from forensics.sources import (
    SAMPLED_BYTES,
    Url,
    ending,
    is_archive,
    locate,
    open_archive,
    open_source,
    sample,
    spread,
)

__all__ = ["Preview", "preview", "preview_logs", "previews", "previews_of", "uncovered"]

#: The last lines of a log, which tell when it ends.
_LAST = 200
#: A sample of so many lines may not be all of them.
_SAMPLED = 10_000


def previews_of(job: Job) -> list[Preview]:
    """Samples one log, of which it reads some megabytes at most, or every member of an archive."""
    if not is_archive(job.path):
        if job.path == STDIN:
            return [_preview(job, _from_stdin(), None)]
        return [_preview(job, sample(job.path, tables=job.tables), ending(job.path, tables=job.tables))]
    found: list[Preview] = []
    with open_archive(job.path, tables=job.tables) as archive:
        for number, member in enumerate(archive, 1):
            if member.source is not None:
                inner = member_job(job, number, member.name)
                data = member.source.head(SAMPLED_BYTES)
                last = data.splitlines()[-_LAST:] if len(data) < SAMPLED_BYTES else None
                found.append(_preview(inner, spread(data), last))
    return found


def _preview(job: Job, lines: Sequence[bytes], last: Sequence[bytes] | None) -> Preview:
    found = detect_source(job, lines)
    if found.format is None:
        return Preview(job, found, None, None, hint=unread_hint(lines), kept=tuple(lines[:KEPT]))
    if found.format.refused:
        return Preview(job, found, None, None, kept=tuple(lines[:KEPT]))
    parsed = _parsed(found.format, found, lines, job)
    if last and len(lines) >= _SAMPLED:
        ends = _parsed(found.format, found, [*(line for line in lines if b"#Fields:" in line), *last], job)
        times = ends.select("start", "end")
        parsed = pl.concat([parsed, times], how="diagonal")
    return told(job, found, parsed, kept=lines, whole=last is not None)


def _parsed(fmt: Format, found: Detection, lines: Sequence[bytes], job: Job) -> pl.DataFrame:
    """Lines as PARSED rows, by the format that was detected."""
    texts = pl.Series([line.decode("utf-8", "replace") for line in lines], dtype=pl.String)
    parsed, _ = formats.parse(fmt, formats.inner(found.wrappers, texts), zone=job.log.zone)
    return parsed


def _from_stdin() -> tuple[bytes, ...]:
    """A sample of standard input: lines from all over its first chunk."""
    with open_source(STDIN) as source:
        first = next(iter(source), None)
    return spread(first.told) if first else ()


def preview(case: Case) -> list[Preview]:
    """Every log of a case, sampled; standard input is left unread."""
    found: list[Preview] = []
    for _, own in previews([job for job in pooled(jobs(case)) if job.path != STDIN]):
        if isinstance(own, SourceError):
            raise own
        found += own
    return found


def previews(found: Sequence[Job]) -> Iterator[tuple[Job, list[Preview] | SourceError]]:
    """The samples of each log, or why it cannot be read; those of many logs of one series are read together."""
    together = previews_together(found)
    for job in found:
        try:
            yield job, [together[job.id]] if job.id in together else previews_of(job)
        except SourceError as error:
            yield job, error


def preview_logs(paths: Sequence[str]) -> list[Preview]:
    """Logs by themselves, without a case: files, globs or folders, relative to the working folder."""
    found: list[Preview] = []
    for written in paths:
        log = Log(path=written)
        for path in locate(log, Path()):
            shown = path.shown if isinstance(path, Url) else path.as_posix()
            job = Job(f"s{len(found) + 1}", 0, log, path, shown, None, (), quiet)
            found += previews_of(job)
    return found


def uncovered(case: Case, previews: list[Preview]) -> list[Window]:
    """Windows of which some part lies outside everything that the samples span, by more than clocks may differ."""
    firsts = [p.first for p in previews if p.first is not None]
    lasts = [p.last for p in previews if p.last is not None]
    if not firsts:
        return list(case.windows)
    doubt = case.counting.clock_tolerance
    first, last = min(firsts), max(lasts)
    return [window for window in case.windows if first - window.start > doubt or window.end - last > doubt]
