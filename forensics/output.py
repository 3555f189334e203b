"""A folder that is written whole or not at all: made beside its final place, then moved there.

A full disk, a kill or an error leaves nothing half-written under the final name, and what stood there before stays.
Files are created 0600, folders 0700: the output is personal data too.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forensics.errors import OutputError

__all__ = ["LEFT_BEHIND", "os_errors_as_output_errors", "staged", "write_file"]

#: What file managers leave in any folder that they show.
LEFT_BEHIND = (".DS_Store", "Thumbs.db", "desktop.ini")


def write_file(path: Path, content: bytes) -> None:
    """A new file for its owner alone."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)


@contextmanager
def os_errors_as_output_errors(what: str, folder: Path, hint: str) -> Iterator[None]:
    """What the operating system refuses, as an error that says what cannot be written, and names the folder."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{what} cannot be written: {reason}", where=str(folder), hint=hint) from error


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of `folder` at the end, or vanishes."""
    staging = folder.with_name(f".{folder.name}.new")
    old = folder.with_name(f".{folder.name}.old")
    folder.parent.mkdir(parents=True, exist_ok=True)
    _restore(old, folder)
    for leftover in (staging, old):
        if leftover.exists():
            shutil.rmtree(leftover)
    try:
        staging.mkdir(mode=0o700)
        yield staging
        if folder.exists():
            folder.rename(old)
        staging.rename(folder)
    finally:
        _restore(old, folder)
        for leftover in (staging, old):
            shutil.rmtree(leftover, ignore_errors=True)


def _restore(old: Path, folder: Path) -> None:
    """Puts an earlier folder back where a run was ended between two renames."""
    if old.exists() and not folder.exists():
        old.rename(folder)
