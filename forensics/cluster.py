"""The engine whose workers are other machines: whole sources, mapped by an existing Dask cluster.

Nothing of a log travels: each worker opens the file under the path that this machine knows it by, and
sends back its Scan. The scheduler gives the work of a worker that dies to another.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

import polars as pl

from forensics.errors import ClusterError, SourceError
from forensics.jobs import STDIN, Job
from forensics.sources.rawfile import opened
from forensics.version import __version__

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["Cluster"]

#: So much of either end of a file tells it from another.
_END_BYTES = 64 * 1024
#: Seconds between two looks at the workers, and between two announcements of one source.
_LOOK, _ANNOUNCE = 2.0, 1.0
_SAME_PATH = "every worker must see the logs under the path by which this machine knows them: on a share, say"
_SAME_VERSIONS = "install the same versions everywhere: one container image for scheduler, workers and this command"

Result = TypeVar("Result")


@dataclass(frozen=True)
class _Seen:
    """What one machine sees under a path: another may have a log of its own there."""

    size: int
    digest: str  # of both ends; "" where they cannot be read


@dataclass(frozen=True)
class _Announcer:
    """The progress of a source on its worker, announced by its place among the jobs."""

    topic: str
    place: int

    def begin(self, sizes: Mapping[str, int | None]) -> None:
        """Say nothing: the sources are known where they were found."""

    def advance(self, source: str, position: int) -> None:
        """Announce the position to whoever asked for the scan."""
        from distributed import get_worker

        worker, last = get_worker(), f"{self.topic} {self.place}"

        worker.log_event(self.topic, (self.place, position))
