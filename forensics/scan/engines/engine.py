"""Engines: how the scan is mapped over sources, or over the parts of one. Each is a `map` that keeps order."""

from __future__ import annotations

import os
import subprocess
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, runtime_checkable

from forensics.errors import ClusterError

__all__ = ["Engine", "Pool", "Remote", "cluster", "pool", "serial"]

#: Jobs that wait while every worker is busy.
_AHEAD = 1
#: Seconds between two looks at whether a job was interrupted.
_LOOK = 0.1

Job = TypeVar("Job")
Result = TypeVar("Result")


class Engine(Protocol):
    """A map: results come in the order of the jobs, whatever order they ran in. Jobs are taken as they
    are needed, so they may be chunks of a file larger than memory."""

    def __call__(self, work: Callable[[Any], Any], jobs: Iterable[Any]) -> Iterator[Any]:
        """The result of `work` for each job, in order."""


@runtime_checkable
class Remote(Engine, Protocol):
    """A map whose workers are elsewhere: whole sources are handed to it, never the bytes of one."""

    @property
    def address(self) -> str:
        """Where the workers are asked for."""


def serial(work: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
    """One job after the other."""
    return map(work, jobs)


def pool(workers: int | None = None) -> Engine:
    """Several jobs side by side, in threads: decompression, hashing and polars all release the
    interpreter lock, so processes would only add start-up time. None: one worker a core."""
    count = workers or os.cpu_count() or 1
    return serial if count == 1 else Pool(count)


@dataclass(frozen=True, slots=True)
class Pool:
    """A map by so many threads. Processes that have begun before there is work for them are `ready` to be taken."""

    workers: int
    ready: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __call__(self, work: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
        """See `Engine`."""
        executor = ThreadPoolExecutor(max_workers=self.workers)
        waiting: deque[Future[Result]] = deque()
        patient = True
        try:
            for job in jobs:
                waiting.append(executor.submit(work, job))
                if len(waiting) > self.workers + _AHEAD:
                    yield _taken(waiting)
            while waiting:
                yield _taken(waiting)
        except KeyboardInterrupt:  # whoever wants to stop does not wait until a log was read to its end
            patient = False
            raise
        finally:
            executor.shutdown(wait=patient, cancel_futures=True)


def _taken(waiting: deque[Future[Result]]) -> Result:
    """Takes the first result; raises an interrupt of any job at once.

    polars takes Ctrl-C for itself while it works, and raises it in the thread in which it does; Windows
    lets Ctrl-C end only a wait that has a limit.
    """
    while not waiting[0].done():
        wait([waiting[0]], timeout=_LOOK)
        for future in waiting:
            if future.done() and isinstance(future.exception(), KeyboardInterrupt):
                future.result()
    return waiting.popleft().result()


def cluster(address: str) -> Remote:
    """The workers of an existing Dask cluster whose scheduler is at `address` ("tcp://scheduler:8786")."""
    try:
        from forensics.scan.engines.cluster import Cluster  # noqa: PLC0415 - slow, and of an extra
    except ImportError as error:
        from forensics.distribution import extra_hint  # noqa: PLC0415 - slow, and this is rare

        hint = f"{extra_hint('cluster')}, and the same where the scheduler and its workers run"
        raise ClusterError(f"the libraries for a cluster are missing: {error}", hint=hint) from error
    return Cluster(address)
