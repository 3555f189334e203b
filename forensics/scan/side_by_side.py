"""Several logs side by side: where they are large each goes to a process, for threads hold each other up in Python.

A process opens its log itself and sends back what it found; whatever it cannot do is done here, so that an error is
told as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from forensics.errors import ForensicsError
from forensics.model import Scan
from forensics.scan.engines.engine import Engine, Pool
from forensics.scan.engines.processes import Seats, hired, say
from forensics.scan.jobs import STDIN, Job
from forensics.scan.large_logs import LARGE, READING, likely_bytes

__all__ = ["Work", "side_by_side"]

#: What scans one log; it can be pickled.
Work = Callable[[Job], list[Scan]]


@contextmanager
def side_by_side(engine: Engine, logs: Sequence[Job], work: Work) -> Iterator[Work]:
    """What does the `work` for one of several logs: a process, if they are large together; else whoever asks."""
    likely = sum(likely_bytes(job.path, job.size or 0) for job in logs if isinstance(job.path, Path))
    if not (isinstance(engine, Pool) and len(logs) > 1 and likely >= LARGE):
        yield work
        return
    with hired(min(engine.workers, len(logs)) - 1, READING, engine.ready) as workers:
        yield partial(_seated, Seats(workers), work) if workers else work


def _seated(seats: Seats, work: Work, job: Job) -> list[Scan]:
    if not isinstance(job.path, Path) or job.path == STDIN:
        return work(job)
    order = _there, (work, replace(job, path=job.path.absolute(), progress=_Announcer()))
    return seats(partial(work, job), order, partial(job.progress.advance, job.shown))


class _Announcer:
    """Progress that is told to the process that asked, which knows the log."""

    def begin(self, sizes: Mapping[str, int | None]) -> None:
        """Say nothing: it was said."""

    def advance(self, source: str, position: int) -> None:  # noqa: ARG002 - each process reads one log at a time
        """Say how far the log has been read."""
        say(position)


def _there(task: tuple[Work, Job]) -> list[Scan] | None:
    """In a process: the scans of a log; None where it cannot be read, which is told where it was asked for."""
    work, job = task
    try:
        return work(job)
    except ForensicsError:
        return None
