"""What SQLite and the operating system refuse, as errors that name the folder and a way out.

A file that is damaged is another matter than one that cannot be written: the first is set aside, the second is left.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from forensics.errors import StateError

__all__ = ["is_damage", "refused_by_sqlite", "refused_by_the_system", "told"]

#: What SQLite says of a file that is no database, or a damaged one. A file that ends too early is read in part.
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
_SHORT_READ: Final = sqlite3.SQLITE_IOERR_SHORT_READ
_AGAIN = "nothing is lost: the next pass goes on where this one was stopped"
_PLACE = "give the watch a folder of this machine that the pass may write as its `state`"
_NO_ROOM: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_RIGHTS = "the user who runs the pass must be able to write the folder and the files in it"

#: Primary code of an error -> what is wrong, and what to do.
_SAID: Final[Mapping[int, tuple[str, str]]] = {
    sqlite3.SQLITE_FULL: ("the disk is full", f"make room there; {_AGAIN}"),
    sqlite3.SQLITE_IOERR: ("the disk does not read or write", f"look at the disk and whether it is full; {_AGAIN}"),
    sqlite3.SQLITE_READONLY: ("it cannot be written", _RIGHTS),
    sqlite3.SQLITE_PERM: ("it cannot be written", _RIGHTS),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", _RIGHTS),
    sqlite3.SQLITE_BUSY: ("another program has it locked", "end that program, then start the pass again"),
    sqlite3.SQLITE_PROTOCOL: ("its locks do not work", "put the state on a disk of this machine"),
    sqlite3.SQLITE_NOMEM: ("there is not enough memory", _AGAIN),
    sqlite3.SQLITE_CORRUPT: ("the state is damaged", "start the next pass: it sets the file aside and begins anew"),
    sqlite3.SQLITE_NOTADB: ("the state is damaged", "start the next pass: it sets the file aside and begins anew"),
}


def _code(error: sqlite3.Error) -> int:
    """The extended code; 0 where the module sqlite3 itself refused."""
    return getattr(error, "sqlite_errorcode", 0) or 0


def is_damage(error: sqlite3.Error) -> bool:
    """Whether it is the content of the file that is wrong, and not its place."""
    return _code(error) & 0xFF in _DAMAGE or _code(error) == _SHORT_READ


def _refused(error: sqlite3.Error, folder: Path) -> StateError | None:
    """The error for a user; None for a mistake of the program."""
    found = _SAID.get(_code(error) & 0xFF)
    return None if found is None else told(*found, folder)


def told(what: str, hint: str, folder: Path) -> StateError:
    """The state in this folder cannot be used."""
    return StateError(f"the state of the watch cannot be used: {what}", where=str(folder), hint=hint)


@contextmanager
def refused_by_sqlite(folder: Path) -> Iterator[None]:
    """What SQLite refuses within, as a StateError; mistakes of the program stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        if (found := _refused(error, folder)) is None:
            raise
        raise found from error


@contextmanager
def refused_by_the_system(folder: Path) -> Iterator[None]:
    """What the operating system or SQLite refuses within, as a StateError."""
    try:
        with refused_by_sqlite(folder):
            yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise told(*_SAID[sqlite3.SQLITE_FULL], folder) from error
        raise told(error.strerror or str(error), _PLACE, folder) from error
