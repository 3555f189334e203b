"""Whether a report may be put in a place: asked before a long scan, and again when it is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from forensics.errors import OutputError
from forensics.output.folder import LEFT_BEHIND, claimed, os_errors_as_output_errors
from forensics.output.private import HALF_WRITTEN, place_above
from forensics.report.files import CUSTODY, FINDINGS, OURS

__all__ = ["refuse_foreign", "taken"]


@contextmanager
def taken(folder: Path) -> Iterator[None]:
    """A place that may hold a report, and in which no other run writes within. Raises OutputError."""
    refuse_foreign(folder)
    with ExitStack() as claims:
        hint = "make room or give another folder with -o; nothing half-written was left there"
        with os_errors_as_output_errors("the report", folder, hint):
            claims.enter_context(claimed(folder))
        yield


def refuse_foreign(folder: Path) -> None:
    """Raises OutputError if `folder` cannot be a report: a file, no place to write, or one that holds something
    that is not a report of ours."""
    with os_errors_as_output_errors("the report", folder, "give another folder with -o"):
        above = place_above(folder.resolve())
        for place in (above, folder):
            if place.exists() and not place.is_dir():
                raise OutputError("this is a file, not a folder", where=str(place), hint="give another place with -o")
        if not os.access(above, os.W_OK):
            raise OutputError(
                "permission to write here is missing", where=str(above), hint="give another place with -o"
            )
        if not folder.exists():
            return
        names = sorted(path.name for path in folder.iterdir() if path.name not in LEFT_BEHIND)
    names = [name for name in names if not HALF_WRITTEN.fullmatch(name)]  # a run that has the folder takes it away
    foreign = [name for name in names if name not in OURS]
    if names and names != [CUSTODY] and (foreign or FINDINGS not in names):
        raise OutputError(
            f"the folder exists and holds something that is not a report: {(foreign or names)[0]}",
            where=str(folder),
            hint="give another folder with -o, or empty this one",
        )
