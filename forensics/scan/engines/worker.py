"""What a worker of a cluster does: it makes sure that it is like the machine that asks and sees the same file,
and scans."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from distributed import Worker, get_worker

from forensics.errors import ClusterError, SourceError
from forensics.scan.jobs import Job
from forensics.sources import Url
from forensics.sources.rawfile import opened, size_of
from forensics.version import __version__

__all__ = ["SAME_VERSIONS", "Errand", "Seen", "carry_out", "differences", "installed", "see"]

SAME_VERSIONS = "use the same versions everywhere: one container image for the scheduler, the workers and this command"
_SAME_PATH = "every worker must see the logs under the path by which this machine knows them, on a share for example"
#: So much of either end of a file tells it from another.
_END_BYTES = 64 * 1024
#: Seconds between two announcements of one source.
_PAUSE = 1.0

Result = TypeVar("Result")


@dataclass(frozen=True)
class Seen:
    """What one machine sees under a path: another may have a log of its own there."""

    size: int | None  # None where a store does not say it
    digest: str  # of both ends up to that size; "" where they cannot be read, and of a URL, the same everywhere


@dataclass(frozen=True)
class Errand:
    """One job as it is sent: its path is absolute, its progress is announced as `place` under `topic`."""

    job: Job
    seen: Seen
    place: int
    topic: str


class _Announcer:
    """Progress that is told to whoever watches the topic, once in a while."""

    def __init__(self, worker: Worker, errand: Errand) -> None:
        self._worker = worker
        self._errand = errand
        self._due = 0.0

    def begin(self, sizes: Mapping[str, int | None]) -> None:
        """Say nothing: the machine that asks knows its sources."""

    def advance(self, source: str, position: int) -> None:  # noqa: ARG002 - the place says which source it is
        """Announce the position, unless the last one was just now."""
        if time.monotonic() >= self._due:
            self.announce(position)

    def announce(self, position: int) -> None:
        """Announce the position in any case."""
        self._due = time.monotonic() + _PAUSE
        self._worker.log_event(self._errand.topic, (self._errand.place, position))


def installed() -> dict[str, str]:
    """The versions on which the bytes of an answer depend."""
    return {
        "forensics": __version__,
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "polars": version("polars"),
        "distributed": version("distributed"),
    }


def differences(there: Mapping[str, str], here: Mapping[str, str]) -> str:
    """What is not the same, in words; "" if all is."""
    return ", ".join(
        f"{name} {there.get(name, '(none)')} instead of {expected}"
        for name, expected in here.items()
        if there.get(name) != expected
    )


def see(path: Path | Url, size: int | None = None) -> Seen:
    """A file by its two ends, as if it ended at `size`; raises SourceError if it cannot be opened."""
    if isinstance(path, Url):
        return Seen(path.size, "")
    with opened(path) as file:
        end = min(size_of(file) or 0, sys.maxsize if size is None else size)
        digest = hashlib.sha256()
        try:
            for start in (0, max(end - _END_BYTES, 0)):
                file.seek(start)
                digest.update(file.read(min(_END_BYTES, end - start)))
        except OSError:  # the pass over the whole file tells it
            return Seen(end, "")
    return Seen(end, digest.hexdigest())


def carry_out(errand: Errand, *, work: Callable[[Job], Result], versions: Mapping[str, str]) -> Result:
    """The result of `work` for one job, on a worker.

    Raises ClusterError if the worker has other `versions`, or another file under the path; SourceError if
    it cannot open it.
    """
    worker = get_worker()
    # A worker that came while the scan ran has not been asked before.
    if different := differences(installed(), versions):
        raise ClusterError(f"this worker has {different}", where=_name(worker), hint=SAME_VERSIONS)
    job, announcer = errand.job, _Announcer(worker, errand)
    try:
        _make_sure(job.path, errand.seen)
        result = work(replace(job, progress=announcer))
    except SourceError as error:
        message = f"{error.message} (on worker {_name(worker)})"
        hint = error.hint if isinstance(job.path, Url) else _SAME_PATH
        raise SourceError(message, where=error.where, hint=hint) from error
    if errand.seen.size is not None:
        announcer.announce(errand.seen.size)
    return result


def _make_sure(path: Path | Url, seen: Seen) -> None:
    """Raises SourceError if another file lies here; one that has grown since it was seen is the same."""
    if see(path, seen.size) != seen:
        raise SourceError("this is another file than on the machine that asked", where=str(path))


def _name(worker: Worker) -> str:
    """How its owner knows a worker, and where it is."""
    return worker.address if worker.name == worker.address else f"{worker.name} ({worker.address})"
