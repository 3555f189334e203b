"""What a target is: a promise about any bytes, and what to begin with."""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from forensics.errors import ForensicsError

__all__ = ["Target", "file_of", "folder", "only_told", "scratch"]


@dataclass(frozen=True, slots=True)
class Target:
    """Bytes in; an AssertionError where a promise is broken, any other exception where it was no user's."""

    name: str
    keeps: Callable[[bytes], None]
    promise: str
    seeds: Callable[[], Iterable[bytes]]
    packages: Sequence[str]
    """Of forensics, whose branches guide the search."""
    words: Sequence[bytes] = ()
    """What such files are made of, for the mutations."""
    longest: int = 4096
    seconds: float = 1.0
    """Of the processor that one input may take."""


@cache
def folder() -> Path:
    """A folder for what the targets read: that of FUZZ_FOLDER, or one that goes with this process."""
    if given := os.environ.get("FUZZ_FOLDER"):
        return Path(given)
    made = scratch()
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def scratch() -> Path:
    """A new folder, in memory where the system has such a place."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder in it is our own
    return Path(mkdtemp(prefix="forensics-fuzz-", dir=memory if memory.is_dir() else None))


def file_of(data: bytes, name: str) -> Path:
    """A file that holds these bytes."""
    path = folder() / name
    path.write_bytes(data)
    return path


def only_told(error: ForensicsError, name: str = "") -> None:
    """An error that a user can read: it says what is wrong in the file of that name, of each problem with its place."""
    assert name in error.where, "an error that does not say where"
    assert error.message, "an error that says nothing"
    for problem in error.problems:
        assert problem.key, problem
        assert problem.reason, problem
