"""A state file that cannot be used any more: how that is seen, and where it goes.

It is moved, never deleted: what it held may still be read by hand. What it knew of documents and logs comes back
from the folders and the logs; the ids of events that were told long ago are read out of it as far as they can be.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Final

from forensics.sqlite_address import address

__all__ = ["SUFFIXES", "fault_of", "ids_told", "set_aside"]

#: What belongs to the file, in the order in which it is moved: a kill in between leaves no log beside a new file.
SUFFIXES: Final = ("-wal", "-shm", "-journal", "")
#: Above this size a file that was closed as it should be is not read through at the start of each pass.
_LARGE: Final = 64 * 1024 * 1024


def fault_of(connection: sqlite3.Connection, wanted: Mapping[str, str]) -> str | None:
    """What is wrong with the file; None: nothing. Raises sqlite3.DatabaseError where it cannot even be asked.

    `wanted` are the tables that must be there.
    """
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE sql IS NOT NULL")}
    if missing := [name for name in wanted if name not in there]:
        return f"it has no table {missing[0]}"
    ended = connection.execute("SELECT ended FROM about").fetchall() == [(1,)]
    if ended and _bytes(connection) > _LARGE:
        return None
    check = "quick_check" if ended else "integrity_check"
    (told,) = connection.execute(f"PRAGMA {check}(1)").fetchone()
    return None if told == "ok" else "its pages contradict each other"


def _bytes(connection: sqlite3.Connection) -> int:
    (pages,), (size,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    return int(pages) * int(size)


def set_aside(file: Path) -> Path:
    """Moves the file with what belongs to it to the first free `.broken-N`; where it is now."""
    free = next(
        place
        for number in count(1)
        for place in [file.with_name(f"{file.name}.broken-{number}")]
        if not any(Path(f"{place}{suffix}").exists() for suffix in SUFFIXES)
    )
    for suffix in SUFFIXES:
        part = Path(f"{file}{suffix}")
        if part.exists():
            part.rename(f"{free}{suffix}")
    return free


def ids_told(file: Path) -> Iterator[str]:
    """The ids of events that everybody had, from a broken file, as far as it can be read; damage ends the list."""
    try:
        connection = sqlite3.connect(address(file.absolute(), "ro"), uri=True, isolation_level=None)
    except sqlite3.Error:
        return
    try:
        rows = connection.execute("SELECT id FROM outbox WHERE event IS NULL ORDER BY sequence")
        yield from (found for (found,) in rows if isinstance(found, str))
    except sqlite3.Error:
        return
    finally:
        connection.close()
