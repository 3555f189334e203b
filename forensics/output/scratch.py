"""Folders for what other programs read or write meanwhile: gone at the end, those of a killed run with the next one."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from forensics.errors import OutputError

if sys.platform != "win32":
    from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, flock

__all__ = ["forget_unfinished", "in_use", "scratch"]

_NAME = "forensics-"
#: Where nothing tells whether its process still runs: older than this in seconds, it does not.
_LONG = 24 * 3600
#: What was made just now may not be locked yet.
_JUST_NOW = 2
_NO_ROOM = tuple(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG", "EROFS", "ENOENT") if hasattr(errno, name)
)


@contextmanager
def scratch() -> Iterator[Path]:
    """A new folder for its owner alone, gone at the end. Raises OutputError where there is no room for one."""
    with suppress(OSError):
        _forget_abandoned(Path(tempfile.gettempdir()))
    try:
        with tempfile.TemporaryDirectory(prefix=_NAME) as folder, in_use(Path(folder)):
            yield Path(folder)
    except OSError as error:
        if not _is_about(error, tempfile.tempdir):
            raise
        raise OutputError(
            f"temporary files cannot be written: {error.strerror or error}",
            where=tempfile.tempdir or "TMPDIR",
            hint="make room there, or name another folder in the environment: TMPDIR=DIR",
        ) from error


def _is_about(error: OSError, folder: str | None) -> bool:
    """Whether it is the place for temporary files that is full, missing or closed."""
    if error.filename is None:
        return error.errno in _NO_ROOM
    return folder is None or str(error.filename).startswith(folder)


@contextmanager
def in_use(path: Path) -> Iterator[None]:
    """Within, no other run takes the file or folder for one of a run that was killed."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            flock(handle, LOCK_SH | LOCK_NB)
        yield
    finally:
        os.close(handle)


def forget_unfinished(folder: Path) -> None:
    """Takes away what killed runs left in a folder that several may write to at once: files whose names say so."""
    for path in folder.glob("unfinished-*"):
        if _is_abandoned(path):
            with suppress(OSError):  # another run takes them away too
                path.unlink()


def _forget_abandoned(folder: Path) -> None:
    for path in folder.glob(f"{_NAME}*"):
        if not path.is_symlink() and path.is_dir() and _is_ours(path) and _is_abandoned(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_ours(path: Path) -> bool:
    """Of the same user, and closed to all others, as `scratch` makes it."""
    found = path.lstat()
    return not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and found.st_mode & 0o777 == 0o700)


def _is_abandoned(path: Path) -> bool:
    with suppress(OSError):
        if sys.platform == "win32" or path.lstat().st_mtime > time.time() - _JUST_NOW:
            return path.lstat().st_mtime < time.time() - _LONG
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            flock(handle, LOCK_EX | LOCK_NB)
        finally:
            os.close(handle)
        return True
    return False
