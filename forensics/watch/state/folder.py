"""The folder of the state: for its owner alone, and one pass at a time.

The lock is one of the operating system on an open file, so it ends with the process that holds it, however that ends.
Who holds it stands in a file beside it.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from forensics.errors import StateError
from forensics.watch.state.faults import refused_by_the_system, told

__all__ = ["file_for_owner", "locked", "prepare"]

_LOCK, _HOLDER = "state.lock", "state.holder"


def prepare(folder: Path) -> None:
    """Makes the folder if need be: 0700 whatever the umask. Raises StateError."""
    with refused_by_the_system(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o777 != 0o700:
            with suppress(PermissionError):  # of another owner: the files in it are for ours alone all the same
                folder.chmod(0o700)


def file_for_owner(path: Path) -> None:
    """A file that may have been there, 0600 whatever the umask."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(handle, 0o600)
    finally:
        os.close(handle)


@contextmanager
def locked(folder: Path, wait: float) -> Iterator[None]:
    """Nobody else has the state within. Waits that many seconds for another pass to end, then StateError."""
    lock = FileLock(folder / _LOCK, timeout=wait, mode=0o600, thread_local=False, fallback_to_soft=False)
    with refused_by_the_system(folder):
        try:
            lock.acquire()
        except Timeout as error:
            raise _in_use(folder) from error
        except NotImplementedError as error:
            raise told("this file system has no locks", "put the state on a disk of this machine", folder) from error
    try:
        with refused_by_the_system(folder):
            _sign(folder)
        yield
    finally:
        lock.release()


def _sign(folder: Path) -> None:
    """Writes down who has the lock; since when is the time of the file."""
    holder = folder / _HOLDER
    file_for_owner(holder)
    holder.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}), encoding="ascii")


def _in_use(folder: Path) -> StateError:
    who = "another pass"
    with suppress(OSError, ValueError, KeyError, TypeError):
        holder = folder / _HOLDER
        found = json.loads(holder.read_bytes())
        began = datetime.fromtimestamp(holder.stat().st_mtime, UTC).isoformat(" ", "seconds").replace("+00:00", " UTC")
        who = f"another pass (process {int(found['pid'])} on {ascii(found['host'])[1:-1]}, since {began})"
    return StateError(
        f"{who} has the state of this watch",
        where=str(folder),
        hint="one pass at a time: this one did nothing; if that one should not run any more, end its process",
    )
