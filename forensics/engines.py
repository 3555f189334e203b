"""Engines: how the scan of many sources is mapped. Each is a `map` that keeps order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

__all__ = ["Engine", "pool", "serial"]

Job = TypeVar("Job")
Result = TypeVar("Result")


class Engine(Protocol):
    """A map: results come in the order of the jobs, whatever order they ran in."""

    def __call__(self, work: Callable[[Any], Any], jobs: Sequence[Any]) -> Iterator[Any]:
        """The result of `work` for each job, in order."""


def serial(work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[Result]:
    """One source after the other."""
    return map(work, jobs)


def pool(workers: int | None = None) -> Engine:
    """Several sources side by side, in threads: decompression, hashing and polars all release the
    interpreter lock, so processes would only add start-up time. None: one worker a core."""
    count = workers or os.cpu_count() or 1

    def mapped(work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[Result]:
        executor = ThreadPoolExecutor(max_workers=count)
        wait = True
        try:
            yield from executor.map(work, jobs)
        except KeyboardInterrupt:  # whoever wants to stop does not wait until a log was read to its end
            wait = False
            raise
        finally:
            executor.shutdown(wait=wait, cancel_futures=True)

    return serial if count == 1 else mapped
