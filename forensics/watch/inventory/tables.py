"""What the last inventory found, path by path, as rows that go along with a walk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["PAGE", "TABLES", "Row", "Rows"]

#: `published_roots`: `rules` is a digest of what is left out; `seen_us` when the last inventory of it began, 0: never.
#: `inventories`: the last one alone; what the clock had shown where it was set back before it.
#: `documents`: one row a file, and one a folder (its path ends with a slash), by path below the root. `sha256` null:
#: not read yet. `unsure`: it may have changed since without another time. `low_us`: when it was last known to be as it
#: is told here, null: at the last inventory of the root, 0: never. `unsettled`: in so many inventories it was being
#: written. `born_ns`: of folders alone. `trouble`: why it could not be read, told by the inventory `told_by`.
TABLES = """
CREATE TABLE published_roots (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL,
    url TEXT NOT NULL,
    hosts TEXT NOT NULL,
    rules TEXT NOT NULL,
    seen_us INTEGER NOT NULL DEFAULT 0,
    trouble TEXT,
    told_by INTEGER,
    UNIQUE (path, url, hosts)
) STRICT;
CREATE TABLE inventories (
    number INTEGER PRIMARY KEY,
    began_us INTEGER NOT NULL,
    set_back_from_us INTEGER
) STRICT;
CREATE TABLE root_inventories (
    root INTEGER NOT NULL,
    began_us INTEGER NOT NULL,
    PRIMARY KEY (root, began_us)
) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
    root INTEGER NOT NULL,
    path BLOB NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    device INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    born_ns INTEGER,
    sha256 TEXT,
    unsure INTEGER NOT NULL DEFAULT 0,
    low_us INTEGER,
    unsettled INTEGER NOT NULL DEFAULT 0,
    trouble TEXT,
    told_by INTEGER,
    exposure INTEGER,
    PRIMARY KEY (root, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_told ON documents (told_by) WHERE told_by IS NOT NULL;
"""
#: Rows read, or kept to be written, at a time.
PAGE = 2000


class Row(NamedTuple):
    """A row of `documents`."""

    path: bytes
    size: int
    mtime_ns: int
    ctime_ns: int
    device: int
    inode: int
    born_ns: int | None = None
    sha256: str | None = None
    unsure: int = 0
    low_us: int | None = None
    unsettled: int = 0
    trouble: str | None = None
    told_by: int | None = None
    exposure: int | None = None


_COLUMNS = ", ".join(Row._fields)
_READ = f"SELECT {_COLUMNS} FROM documents WHERE root = ? AND path > ? ORDER BY path LIMIT {PAGE}"  # noqa: S608 - constants
_WRITE = f"INSERT OR REPLACE INTO documents (root, {_COLUMNS}) VALUES (?{', ?' * len(Row._fields)})"  # noqa: S608 - constants


@dataclass(slots=True)
class Rows:
    """Those of one root in the order of their paths; what is written meanwhile is not met again."""

    connection: sqlite3.Connection
    root: int
    _unwritten: list[Sequence[object]] = field(default_factory=list)

    def __iter__(self) -> Iterator[Row]:
        """Each page is read as a whole, behind what was written."""
        first = self.connection.execute(_READ.replace(">", ">="), (self.root, b"")).fetchall()
        while first:
            yield from map(Row._make, first)
            last = first[-1][0]
            self.flush()
            first = self.connection.execute(_READ, (self.root, last)).fetchall()

    def write(self, row: Row) -> None:
        """Now or a little later."""
        self._unwritten.append((self.root, *row))
        if len(self._unwritten) >= PAGE:
            self.flush()

    def flush(self) -> None:
        """All that is left."""
        self.connection.executemany(_WRITE, self._unwritten)
        self._unwritten.clear()

    def drop(self, path: bytes) -> None:
        """A path that is gone."""
        self.connection.execute("DELETE FROM documents WHERE root = ? AND path = ?", (self.root, path))
