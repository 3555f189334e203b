"""The folders in which a walk stands, and what they say of when something came or went in them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from forensics.watch.inventory.walk import identity

__all__ = ["Folder", "Folders"]


@dataclass(frozen=True, slots=True)
class Folder:
    """One of them, as it was after it was listed."""

    path: bytes  # below the root, with a slash at the end; empty: the root
    low: int  # when it was last listed before, microseconds; 0: never
    ctime_ns: int | None = None  # None: it cannot be read, and what is known of it stays
    identity: tuple[int, int] = (0, 0)
    #: Latest ctime of the folders that were not there before, from this one upwards; 0: all were; None: not bounded.
    fresh_ns: int | None = None

    @property
    def is_read(self) -> bool:
        """Whether it was listed."""
        return self.ctime_ns is not None


@dataclass(slots=True)
class Folders:
    """From the root to where the walk stands."""

    top: bytes  # of the root, with a slash at the end
    _stack: list[Folder] = field(default_factory=list)

    def holder(self, path: bytes) -> Folder:
        """The deepest that holds a path; those beside it are left."""
        while not path.startswith(self._stack[-1].path):
            self._stack.pop()
        return self._stack[-1]

    def enter(self, folder: Folder) -> None:
        """One more."""
        self._stack.append(folder)

    def gone_ns(self) -> int | None:
        """No later than this did what is missing here go; None: not known."""
        return next((each.ctime_ns for each in reversed(self._stack) if each.fresh_ns == 0), None)

    def came_ns(self, changed_ns: int) -> int | None:
        """No later than this did a file with that ctime get its content; None: not known."""
        fresh = self._stack[-1].fresh_ns
        return None if fresh is None else max(changed_ns, fresh)

    def entry_came_ns(self, changed_ns: int) -> int | None:
        """The same of one that came as another entry: the folder as it is by now says so too."""
        last = self._stack[-1]
        came = self.came_ns(changed_ns)
        if came is None or last.fresh_ns:
            return came
        try:
            found = os.stat(self.top + last.path)  # noqa: PTH116 - bytes
        except OSError:
            return came
        return min(came, found.st_ctime_ns) if identity(found) == last.identity else came
