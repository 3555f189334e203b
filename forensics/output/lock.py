"""A lock on a file that ends with the process that holds it, however that ends; who holds it stands beside it."""

from __future__ import annotations

import errno
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from forensics.output.private import file_for_owner

__all__ = ["HeldError", "held", "holder_of"]


#: What a share says that keeps no locks.
_WITHOUT_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)


class HeldError(Exception):
    """Another process has the lock; says which, and since when, as far as it can be told."""


def holder_of(lock: Path) -> Path:
    """The file beside a lock that says who has it: one that is locked cannot be read everywhere."""
    return lock.with_suffix(".holder")


@contextmanager
def held(lock: Path, *, wait: float = 0) -> Iterator[None]:
    """Nobody else has the lock within. Waits that many seconds for it.

    Raises HeldError, OSError, and NotImplementedError where the file system has no locks.
    """
    native = FileLock(lock, timeout=wait, mode=0o600, thread_local=False, fallback_to_soft=False)
    try:
        native.acquire()
    except Timeout as error:
        raise HeldError(_holder(lock)) from error
    except OSError as error:
        if error.errno in _WITHOUT_LOCKS:
            raise NotImplementedError("this file system has no locks") from error
        raise
    try:
        _sign(lock)
        yield
    finally:
        native.release()


def _sign(lock: Path) -> None:
    """Writes down who has the lock, as far as there is room; since when is the time of the file."""
    holder = holder_of(lock)
    with suppress(OSError):
        file_for_owner(holder)
        holder.write_bytes(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode())


def _holder(lock: Path) -> str:
    with suppress(OSError, ValueError, KeyError, TypeError):
        holder = holder_of(lock)
        found = json.loads(holder.read_bytes())
        began = datetime.fromtimestamp(holder.stat().st_mtime, UTC).isoformat(" ", "seconds").replace("+00:00", " UTC")
        return f"process {int(found['pid'])} on {ascii(found['host'])[1:-1]}, since {began}"
    return "another process"
