"""The content of a file that may be written to while it is read."""

from __future__ import annotations

import hashlib
import os
import stat
from typing import Literal, NamedTuple

__all__ = ["Content", "content"]

_BLOCK = 1 << 20
#: A pipe that took the place of a file is not waited for; Windows has no such pipes.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Content(NamedTuple):
    """What reading a file came to."""

    outcome: Literal["read", "being_written", "unreadable", "vanished"]
    found: os.stat_result | None = None  # as it was before it was read
    sha256: str = ""  # where it was read
    reason: str = ""  # where it could not be


def content(path: bytes) -> Content:
    """Read whole; being written where its size or times were others afterwards."""
    try:
        handle = os.open(path, _FLAGS)
        try:
            return _read(handle)
        finally:
            os.close(handle)
    except (FileNotFoundError, NotADirectoryError):
        return Content("vanished")
    except OSError as error:
        return Content("unreadable", reason=error.strerror or type(error).__name__)


def _read(handle: int) -> Content:
    before = os.fstat(handle)
    if not stat.S_ISREG(before.st_mode):
        return Content("vanished")
    digest, left = hashlib.sha256(), before.st_size
    while block := os.read(handle, min(left, _BLOCK) or 1):
        if len(block) > left:  # it grew
            return Content("being_written", before)
        digest.update(block)
        left -= len(block)
    after = os.fstat(handle)
    if left or _times(before) != _times(after):
        return Content("being_written", before)
    return Content("read", before, digest.hexdigest())


def _times(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns
