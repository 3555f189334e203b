"""Processes that share the work of one log: numpy holds the interpreter's lock too often for threads to be any faster.

They begin while the format is still being told, or sooner (`scan.large_logs`), and end with the pipe that they read
from, whatever becomes of this process. What they cannot do, or do not answer, is done here.
"""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from forensics.child import started

__all__ = ["Shared", "begun", "processes", "serve"]

Job = TypeVar("Job")
Order = TypeVar("Order")
Result = TypeVar("Result")

_SERVE = "import forensics.scan.engines.processes as p; p.serve(sys.argv[1])"
#: Threads of their own would only stand in each other's way.
_ENVIRONMENT = {"POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
#: Jobs that wait for each process while it is busy.
_AHEAD = 2


class Shared:
    """A map over jobs, in order, shared between so many processes and this one."""

    def __init__(self, workers: Sequence[subprocess.Popen[bytes]], threads: ThreadPoolExecutor) -> None:
        self._free: SimpleQueue[subprocess.Popen[bytes] | None] = SimpleQueue()  # None: one that failed
        for worker in workers:
            self._free.put(worker)
        self._most = len(workers) * _AHEAD
        self._threads = threads

    def __call__(
        self,
        work: Callable[[Job], Result],
        jobs: Iterable[Job],
        *,
        order: Callable[[Job], Order],
        remote: Callable[[Order], Result | None],
    ) -> Iterator[Result]:
        """The results in order. `work` does a job here; a process does `remote`, which can be pickled, with the `order`
        for a job, which may be less than the job. A job that a process gives no answer to is done here."""
        waiting: deque[_Task[Job, Result]] = deque()
        for job in jobs:
            if sum(not task.is_done() for task in waiting) < self._most:
                waiting.append(_Task(job, self._threads.submit(self._ask, (remote, order(job)))))
            else:
                waiting.append(_Task(None, _known(work(job))))
            while waiting and waiting[0].is_done():
                yield waiting.popleft().result(work)
        while waiting:
            yield waiting.popleft().result(work)

    def _ask(self, order: object) -> Any:  # noqa: ANN401 - as pickle has it
        worker = self._free.get()
        answer = None
        if worker is not None:
            try:
                pickle.dump(order, worker.stdin)  # type: ignore[arg-type]  # it has a pipe
                worker.stdin.flush()  # type: ignore[union-attr]
                answer = pickle.load(worker.stdout)  # type: ignore[arg-type]  # noqa: S301 - from a process of our own
            except (EOFError, OSError, ValueError, pickle.PickleError):
                worker = None  # what it sends next could be taken for the answer to another order
        self._free.put(worker)
        return answer


class _Task(Generic[Job, Result]):
    """A job that a process does, or the result of one that was done here."""

    def __init__(self, job: Job | None, answer: Future[Result | None]) -> None:
        self._job, self._answer = job, answer

    def is_done(self) -> bool:
        """Whether the result is there; then the job is not kept."""
        if self._answer.done() and self._answer.result() is not None:
            self._job = None
        return self._answer.done()

    def result(self, work: Callable[[Job], Result]) -> Result:
        """The result, once it is there."""
        found = self._answer.result()
        if found is None:
            assert self._job is not None  # noqa: S101 - one without a job has its result
            return work(self._job)
        return found


def _known(result: Result) -> Future[Result | None]:
    answer: Future[Result | None] = Future()
    answer.set_result(result)
    return answer


@contextmanager
def begun(count: int, module: str) -> Iterator[tuple[subprocess.Popen[bytes], ...]]:
    """So many processes that import a module, fewer where no more can begin."""
    workers = [worker for worker in (_started(module) for _ in range(count)) if worker is not None]
    try:
        yield tuple(workers)
    finally:
        _end(workers)


@contextmanager
def processes(count: int, module: str, ready: Sequence[subprocess.Popen[bytes]] = ()) -> Iterator[Shared | None]:
    """So many processes that have imported a module, first those that are `ready`; None where there can be none. All
    have ended afterwards."""
    there = [worker for worker in ready if worker.poll() is None][:count]
    with begun(count - len(there), module) as more:
        workers = [*there, *more]
        if not workers:
            yield None
            return
        with ThreadPoolExecutor(len(workers), thread_name_prefix="asks") as threads:
            try:
                yield Shared(workers, threads)
            finally:
                _end(workers)  # no thread waits for an answer any more


def _end(workers: Sequence[subprocess.Popen[bytes]]) -> None:
    for worker in workers:
        worker.kill()
        worker.communicate()


def _started(module: str) -> subprocess.Popen[bytes] | None:
    return started(_SERVE, module, environment=_ENVIRONMENT)


def serve(module: str) -> None:
    """The work of a process: orders from stdin, an answer for each to stdout, until no more come."""
    gc.disable()
    import_module(module)
    while True:
        try:
            remote, order = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that began this one
        except EOFError:
            return
        pickle.dump(remote(order), sys.stdout.buffer)
        sys.stdout.flush()
