"""The files that each pass leaves in the status folder: each is replaced whole, or stays as it was."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from forensics.output.folder import os_errors_as_output_errors
from forensics.output.patience import patiently
from forensics.watch.status.metrics import metrics
from forensics.watch.status.page import page
from forensics.watch.status.status import Status

__all__ = ["write_status"]

#: The page says what hides something: for the owner and a group. The numbers are read by a collector of another user.
_MODES: Final[Mapping[str, int]] = {"status.html": 0o640, "forensics.prom": 0o644}


def write_status(status: Status, folder: Path) -> None:
    """Writes both, and the folder if need be. Raises OutputError where one cannot be written."""
    hint = "the pass itself is whole; make room there, or let the user who runs it write the folder"
    with os_errors_as_output_errors("the status", folder, hint):
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        for name, text in (("status.html", page(status)), ("forensics.prom", metrics(status))):
            _replace(folder / name, text.encode("utf-8", "backslashreplace"), _MODES[name])


def _replace(path: Path, content: bytes, mode: int) -> None:
    """By a file of another ending, which no collector reads. What a kill left of an earlier one is taken away."""
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(new, flags, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(mode)  # whatever the umask
        patiently(lambda: new.replace(path))
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
