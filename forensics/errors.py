"""What a user can cause, as exceptions that name the place and the way out.

    ForensicsError            message, where, hint
    ├── CaseError             the case file is wrong; carries every problem at once
    ├── FormatError           a log format string or name cannot be used
    ├── SourceError           a log cannot be opened or read at all
    ├── ClusterError          a cluster cannot be reached, or cannot do the scan
    ├── OutputError           a report cannot be written
    └── BundleError           a report cannot be sealed, or what is to be checked is none

Damage in evidence is never an exception: it becomes a tally, a gap or a
limitation in the findings (design principle 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "BundleError",
    "CaseError",
    "ClusterError",
    "ForensicsError",
    "FormatError",
    "OutputError",
    "Problem",
    "SourceError",
]


class ForensicsError(Exception):
    """An error a user can cause: `where` it is ("file: key" or "file: line"), what is wrong, a way out."""

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        self.message = message
        self.where = where
        self.hint = hint
        super().__init__(": ".join(part for part in (where, message) if part))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a case file: the `key` ("windows[0].end"), why, and an example that would do."""

    key: str
    reason: str
    example: str


class CaseError(ForensicsError):
    """A case file (`where`), or arguments that stand for one, with all their problems."""

    def __init__(self, where: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        plural = "problem" if len(self.problems) == 1 else "problems"
        place = "the case file" if where else "the arguments"
        super().__init__(f"{len(self.problems)} {plural} in {place}", where=where)


class FormatError(ForensicsError):
    """A format name, LogFormat or log_format string that cannot be used."""


class SourceError(ForensicsError):
    """A log that cannot be opened: missing, not permitted, a folder, no match for a glob."""


class ClusterError(ForensicsError):
    """A cluster that does not answer, has other versions or no workers left, or whose workers see other files."""


class OutputError(ForensicsError):
    """A report that cannot be written: folder in use, disk full, not permitted."""


class BundleError(ForensicsError):
    """A report that cannot be sealed (its folder, the key), or a folder that holds nothing to be checked."""
