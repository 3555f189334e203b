"""The files that each pass leaves in the status folder: each is replaced whole, or stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from forensics.output.folder import os_errors_as_output_errors
from forensics.output.private import replace_file
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
            replace_file(folder / name, text.encode("utf-8", "backslashreplace"), _MODES[name])
