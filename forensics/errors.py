"""What a user can cause, as exceptions that name the place and the way out.

    ForensicsError            message, where, hint
    ├── CaseError             the case file is wrong; carries every problem at once
    ├── WatchError            the same of a watch file
    ├── FormatError           a log format string, name or file cannot be used
    ├── SourceError           a log cannot be opened or read at all
    ├── ClusterError          a cluster cannot be reached, or cannot do the scan
    ├── OutputError           a report cannot be written
    ├── InspectionError       a document to inspect, or a baseline of accepted findings, cannot be used
    ├── WatchError            the state of a scheduled scan cannot be used or written, or another pass has it
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
    "InspectionError",
    "OutputError",
    "Problem",
    "SourceError",
    "WatchError",
    "numbered",
]


class ForensicsError(Exception):
    """An error a user can cause: `where` it is ("file: key" or "file: line"), what is wrong, a way out.

    Of a file that a person wrote, `problems` are all that is wrong in it.
    """

    def __init__(self, message: str, *, where: str = "", hint: str = "", problems: Sequence[Problem] = ()) -> None:
        self.message = message
        self.where = where
        self.hint = hint
        self.problems = tuple(problems)
        super().__init__(": ".join(part for part in (where, message) if part))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: the `key` ("windows[0].end"), why, an example that would do, and the line."""

    key: str
    reason: str
    example: str
    line: int | None = None  # from 1; None where there is none, or where it is the key
    within: str = ""  # where it is wrong in a file that the key names: that file and the place in it

    @property
    def place(self) -> str:
        """The key, in which line it stands, and where in the file that it names something is wrong."""
        here = self.key if self.line is None else f"{self.key} (line {self.line})"
        return f"{here}: {self.within}" if self.within else here


def numbered(problems: Sequence[Problem], place: str) -> str:
    """How many problems there are in a place."""
    return f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'} in {place}"


class CaseError(ForensicsError):
    """A case file (`where`), or arguments that stand for one, with all their problems."""

    def __init__(self, where: str, problems: Sequence[Problem]) -> None:
        place = "the case file" if where else "the arguments"
        super().__init__(numbered(problems, place), where=where, problems=problems)


class WatchError(ForensicsError):
    """A watch file (`where`), or arguments that stand for one, with all their problems."""

    def __init__(self, where: str, problems: Sequence[Problem]) -> None:
        place = "the watch file" if where else "the arguments"
        super().__init__(numbered(problems, place), where=where, problems=problems)


class FormatError(ForensicsError):
    """A format name, LogFormat or log_format string, or a format file with all its problems, that cannot be used."""


class SourceError(ForensicsError):
    """A log that cannot be opened: missing, not permitted, a folder, no match for a glob."""


class ClusterError(ForensicsError):
    """A cluster that does not answer, has other versions or no workers left, or whose workers see other files."""


class OutputError(ForensicsError):
    """A report that cannot be written: folder in use, disk full, not permitted."""


class BundleError(ForensicsError):
    """A report that cannot be sealed (its folder, the key), or a folder that holds nothing to be checked."""


class InspectionError(ForensicsError):
    """A document to inspect that is not there, or a baseline of accepted findings with all its problems."""


class StateError(ForensicsError):
    """The state of a scheduled scan: in use by another pass, of another watch or version, not to be written."""
