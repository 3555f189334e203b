"""A folder for what a library wants to find on disk: for its owner alone, gone at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from forensics.errors import OutputError

__all__ = ["temporary_folder"]


@contextmanager
def temporary_folder(what: str) -> Iterator[Path]:
    """The folder, 0700, where the system keeps such (TMPDIR).

    Raises OutputError, which says for `what` it was, where there is none, no room in it, or no right to write there.
    """
    try:
        with TemporaryDirectory(prefix="forensics-") as folder:
            yield Path(folder)
    except OSError as error:
        raise OutputError(
            f"a temporary folder is needed, and cannot be written: {error.strerror or error}",
            where=what,
            hint="make room there, or name another folder in TMPDIR; nothing half-written was left",
        ) from error
