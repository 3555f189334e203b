"""What a log has gained since it was left, and where it is left now."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from forensics.errors import SourceError
from forensics.model import Case, Scan, SourceReport
from forensics.scan.engines.engine import Engine
from forensics.scan.jobs import Job, stated_formats
from forensics.scan.progress import quiet
from forensics.scan.scan import LOG_START, Left, scan_source, scan_stretch
from forensics.sources import Url
from forensics.watch.following.lying import Lying, looked_at, shown
from forensics.watch.following.recognition import PROOF_BYTES, is_packed, proof
from forensics.watch.following.streams import Stream

__all__ = ["Gain", "gain", "sought_again"]

#: Bytes in which the end of the last line is looked for at once.
_STEP = 64 * 1024


@dataclass(frozen=True, slots=True)
class Gain:
    """What was read of a stream, which is now that; `anew` where it is all there is, in place of what was known."""

    stream: Stream
    scans: tuple[Scan, ...]
    anew: bool


def gain(stream: Stream, lying: Lying, case: Case, engine: Engine, *, at_rest: bool) -> Gain | None:
    """What the file holds behind the place where the stream was left; None where it changed under the reader's hands,
    which the next pass finds out about. `at_rest` says that nobody writes to it any more, so that a line without its
    end is one. Raises SourceError where it cannot be read, FormatError for a format that does not fit it.
    """
    job, here = _job(stream, lying, case), stream.lies_at(lying, case.logs[lying.log].path)
    if stream.whole:
        return Gain(here, tuple(scan_source(job, engine)), anew=True)
    end = None if is_packed(lying) else lying.size if at_rest else _last_line_end(Path(str(lying.path)), lying.size)
    if (end is not None and end <= stream.left.place.offset) or (end is None and not _goes_on(stream, lying)):
        return Gain(here, (), anew=False)
    scanned, left = scan_stretch(job, stream.left, end, engine)
    reading, anew = _reading(scanned.report), stream.left == LOG_START
    if scanned.report.lines and reading != stream.reading and not anew:
        scanned, left = scan_stretch(job, LOG_START, end, engine)
        anew = True
    offset = left.place.offset
    now = replace(
        here,
        left=left,
        head=proof(lying, 0, min(PROOF_BYTES, offset)),
        tail=proof(lying, max(offset - PROOF_BYTES, 0), offset),
        reading=reading,
    )
    after = looked_at(lying.path, lying.log)
    if after is None or after.size < lying.size or after.identity != lying.identity:
        return None
    return Gain(now, (scanned,), anew)


def sought_again(stream: Stream, lying: Lying, case: Case, since: Left, engine: Engine) -> tuple[Scan, ...]:
    """What a log holds for the files of the case from a place on to where it was left."""
    job = _job(stream, lying, case)
    if stream.whole:
        return tuple(scan_source(job, engine))
    scanned, _ = scan_stretch(job, since, None if is_packed(lying) else stream.left.place.offset, engine)
    return (scanned,)


def _goes_on(stream: Stream, lying: Lying) -> bool:
    """Whether a packed log holds more than was read, as one that was packed after all of it was read does not."""
    offset = stream.left.place.offset
    return not offset or proof(lying, offset, offset + 1).bytes > 0


def _job(stream: Stream, lying: Lying, case: Case) -> Job:
    path = lying.path if isinstance(lying.path, Url) else Path(lying.path)
    log, fmt = case.logs[lying.log], stated_formats(case)[lying.log]
    return Job(stream.source, lying.log, log, path, shown(lying), fmt, case.files, quiet, size=lying.size)


def _reading(report: SourceReport) -> str:
    """How the lines of a log are read, as far as it decides what is read out of them."""
    return " ".join((report.format or "", *map(str, report.wrappers)))


def _last_line_end(path: Path, size: int) -> int:
    """Behind the last line of the file that has its end; 0 if there is none."""
    try:
        with path.open("rb", buffering=0) as file:
            end = size
            while end > 0:
                start = max(end - _STEP, 0)
                file.seek(start)
                found = file.read(end - start).rfind(b"\n")
                if found >= 0:
                    return start + found + 1
                end = start
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=os.fspath(path)) from error
    return 0
