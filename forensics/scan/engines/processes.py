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
from dataclasses import dataclass
from importlib import import_module
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from forensics.child import started

__all__ = ["Seats", "Shared", "begun", "hired", "processes", "say", "serve"]

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
        answer, alive = _asked(worker, order)
        self._free.put(worker if alive else None)
        return answer


class Seats:
    """Places where jobs are done side by side: so many processes, and one here, which is given out first."""

    def __init__(self, workers: Sequence[subprocess.Popen[bytes]]) -> None:
        self._free: SimpleQueue[subprocess.Popen[bytes] | None] = SimpleQueue()  # None: here
        for seat in (None, *workers):
            self._free.put(seat)

    def __call__(
        self,
        work: Callable[[], Result],
        order: tuple[Callable[[Order], Result | None], Order],
        hear: Callable[[Any], None],
    ) -> Result:
        """The result of a job: of `work`, here, or of the `order` in a process. `hear` is told what the process says
        before its answer. A job that a process gives no answer to is done here."""
        seat = self._free.get()
        try:
            answer, alive = _asked(seat, order, hear)
            seat = seat if alive else None
            return work() if answer is None else answer
        finally:
            self._free.put(seat)


@dataclass(frozen=True, slots=True)
class _Word:
    """What a process says before its answer."""

    said: object


def say(word: object) -> None:
    """In a process that was asked: says something to the one that did, before the answer."""
    pickle.dump(_Word(word), sys.stdout.buffer)
    sys.stdout.flush()


def _asked(
    worker: subprocess.Popen[bytes] | None, order: object, hear: Callable[[Any], None] | None = None
) -> tuple[Any, bool]:
    """The answer of a process to an order, None without one; and whether it can be asked again."""
    if worker is None:
        return None, False
    try:
        pickle.dump(order, worker.stdin)  # type: ignore[arg-type]  # it has a pipe
        worker.stdin.flush()  # type: ignore[union-attr]
        while isinstance(answer := pickle.load(worker.stdout), _Word):  # type: ignore[arg-type]  # noqa: S301 - from a process of our own
            if hear is not None:
                hear(answer.said)
    except (EOFError, OSError, ValueError, pickle.PickleError):
        return None, False  # what it sends next could be taken for the answer to another order
    return answer, True


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
def processes(count: int, module: str, ready: list[subprocess.Popen[bytes]]) -> Iterator[Shared | None]:
    """What shares work between so many processes that import a module, first those that are `ready`, which are taken
    from there; None where there can be none. All have ended afterwards."""
    with hired(count, module, ready) as workers:
        if not workers:
            yield None
            return
        with ThreadPoolExecutor(len(workers), thread_name_prefix="asks") as threads:
            try:
                yield Shared(workers, threads)
            finally:
                _end(workers)  # no thread waits for an answer any more


@contextmanager
def hired(
    count: int, module: str, ready: list[subprocess.Popen[bytes]]
) -> Iterator[tuple[subprocess.Popen[bytes], ...]]:
    """So many processes, as `begun`, first those that are `ready`, which are taken from there."""
    taken = [ready.pop() for _ in range(min(count, len(ready)))]
    alive = [worker for worker in taken if worker.poll() is None]
    with begun(count - len(alive), module) as more:
        try:
            yield (*alive, *more)
        finally:
            _end(taken)


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
