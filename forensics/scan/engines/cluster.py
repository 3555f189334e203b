"""The engine whose workers are elsewhere: whole sources, mapped over the workers of an existing Dask cluster.

No byte of a log travels: each worker opens the file, under the path by which this machine knows it, or the
URL, and sends back what it found. The scheduler gives the work of a worker that dies to another.

Needs the extra `cluster`; `engines.cluster` says so where it is missing.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from distributed import Client, Future, KilledWorker, Security, wait
from distributed.core import rpc
from distributed.versions import VersionMismatchWarning

from forensics.errors import ClusterError, SourceError
from forensics.scan.engines.worker import SAME_VERSIONS, Errand, carry_out, differences, installed, see
from forensics.scan.jobs import STDIN, Job
from forensics.scan.progress import quiet
from forensics.sources import Url

__all__ = ["Cluster"]

#: Seconds between two looks at whether any worker is left.
_LOOK = 2.0
_ADDRESS = "the address is the one that `dask scheduler` prints when it starts: tcp://scheduler:8786"
_WORKERS = "start some with `dask worker`; a cluster that grows by itself needs one to begin with"
_MEMORY = "it may need more memory than its workers have: give each of them more, or scan that log on one machine"

Result = TypeVar("Result")


@dataclass(frozen=True)
class Cluster:
    """A map over the workers of the scheduler at `address` ("tcp://scheduler:8786").

    `patience`: seconds after which a scheduler that does not answer is given up; `absence`: after which a
    scan is whose workers are all gone.
    """

    address: str
    patience: float = 10.0
    absence: float = 300.0

    def __call__(self, work: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
        """The result of `work` for each job, in order; raises ClusterError where the cluster cannot do it."""
        sources = list(jobs)
        topic = f"forensics-{uuid.uuid4()}"
        errands = [_errand(job, place, topic) for place, job in enumerate(sources)]
        versions = installed()
        with self._connected() as client:
            with self._lost():
                self._compare(client, versions)
            client.subscribe_topic(topic, lambda event: _tell(sources, *event[1]))
            futures = client.map(partial(carry_out, work=work, versions=versions), errands, pure=False)
            for errand in errands:
                settled = self._settled(client, futures, errand.place)
                result = self._result(sources[settled], futures[settled])
                _tell(sources, errand.place, errand.seen.size)
                yield result

    @contextmanager
    def _connected(self) -> Iterator[Client]:
        """A client of the scheduler; what is not done when it leaves is taken off the workers' lists."""
        for name in ("distributed", "distributed.client"):  # what goes wrong is told by our errors
            logging.getLogger(name).setLevel(logging.CRITICAL)
        asyncio.run(self._knock())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)  # `_compare` judges those that matter
            with self._lost():
                client = Client(self.address, timeout=self.patience, set_as_default=False, name="forensics")
        try:
            yield client
        finally:
            client.close(timeout=self.patience)

    @contextmanager
    def _lost(self) -> Iterator[None]:
        """Tells that the scheduler, which did answer, no longer does."""
        try:
            yield
        except (OSError, CancelledError) as error:
            raise ClusterError("the connection to the scheduler was lost", where=self.address) from error

    async def _knock(self) -> None:
        """Raises ClusterError where no scheduler answers: a client that cannot connect would end in a traceback."""
        arguments = Security().get_connection_args("client")
        try:
            async with rpc(self.address, timeout=self.patience, connection_args=arguments) as server:
                found = await asyncio.wait_for(server.identity(), self.patience)
        except OSError as error:
            message = f"no scheduler answered within {self.patience:g} seconds"
            raise ClusterError(message, where=self.address, hint=_ADDRESS) from error
        except (TypeError, ValueError) as error:  # no address; TLS without certificates
            raise ClusterError(f"cannot connect: {error}", where=self.address, hint=_ADDRESS) from error
        if found["type"] != "Scheduler":
            message = f"this is a {found['type'].lower()}, not a scheduler"
            raise ClusterError(message, where=self.address, hint=_ADDRESS)

    def _compare(self, client: Client, versions: Mapping[str, str]) -> None:
        """Raises ClusterError if the scheduler or a worker has other versions than this machine, or none."""
        try:
            client.wait_for_workers(1, timeout=self.patience)
        except TimeoutError as error:
            raise ClusterError("the scheduler has no workers", where=self.address, hint=_WORKERS) from error
        different = {}
        for machine, there in _installed_there(client, self.address).items():
            if isinstance(there, Exception):
                different[machine] = f"forensics does not run there: {there}"
            elif found := differences(there, versions):
                different[machine] = f"has {found}"
        if different:
            machine, problem = next(iter(different.items()))
            others = f"; {len(different) - 1} more differ" if len(different) > 1 else ""
            raise ClusterError(f"{problem}{others}", where=machine, hint=SAME_VERSIONS)

    def _settled(self, client: Client, futures: Sequence[Future[Any]], place: int) -> int:
        """That place once its future is done, or before it the place of one that has failed.

        Raises ClusterError if nobody is left to do the work.
        """
        last = time.monotonic()
        while not futures[place].done():
            with client.as_current(), suppress(TimeoutError, CancelledError):
                wait(futures[place], timeout=_LOOK)
                return place
            for other, future in enumerate(futures):
                if future.status in ("error", "cancelled"):
                    return other
            with self._lost():
                alive = bool(client.nthreads())
            last = time.monotonic() if alive else last
            if time.monotonic() - last > self.absence:
                message = f"all workers are gone, and for {self.absence:g} seconds none came back"
                raise ClusterError(message, where=self.address, hint=_WORKERS)
        return place

    def _result(self, job: Job, future: Future[Any]) -> Any:  # noqa: ANN401 - of any work
        """What the work gave, or raised; raises ClusterError if it could not be done."""
        if future.status == "cancelled":
            raise ClusterError("the connection to the scheduler was lost", where=self.address)
        try:
            return future.result()
        except KilledWorker as error:
            message = f"workers died while they scanned it, {error.allowed_failures + 1} in all"
            raise ClusterError(message, where=job.shown, hint=_MEMORY) from error
        except ImportError as error:  # of a worker that came while the scan ran
            message = f"forensics does not run on a worker that was given it: {error}"
            raise ClusterError(message, where=job.shown, hint=SAME_VERSIONS) from error


def _errand(job: Job, place: int, topic: str) -> Errand:
    """The job as it can be sent, and done anywhere."""
    if job.path == STDIN:
        hint = "save it to a file on a share, or leave out --cluster"
        raise SourceError("the workers of a cluster cannot read standard input", where="-", hint=hint)
    path = job.path if isinstance(job.path, Url) else job.path.absolute()
    return Errand(replace(job, path=path, progress=quiet, listed=None), see(path), place, topic)


def _tell(sources: Sequence[Job], place: int, position: int | None) -> None:
    """How far a source is, where that is known."""
    job = sources[place]
    if position is not None:
        job.progress.advance(job.shown, position)


def _installed_there(client: Client, address: str) -> dict[str, dict[str, str] | Exception]:
    """The versions of each machine by name, or why it cannot tell them."""
    found: dict[str, dict[str, str] | Exception] = {}
    try:
        found[f"scheduler {address}"] = client.run_on_scheduler(installed)
    except (ImportError, AttributeError) as error:
        found[f"scheduler {address}"] = error
    workers = client.run(installed, on_error="return")
    return found | {
        f"worker {address}": there
        for address, there in sorted(workers.items())
        if not isinstance(there, OSError)  # it has gone since; one that comes is asked when it gets work
    }
