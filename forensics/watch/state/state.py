"""The state, open: locked, whole, of this watch and this version; and the steps in which it is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from forensics.errors import StateError
from forensics.output.private import file_for_owner
from forensics.sqlite_address import address
from forensics.watch.state import outbox
from forensics.watch.state.broken import fault_of, ids_told, set_aside
from forensics.watch.state.faults import is_damage, refused_by_sqlite, refused_by_the_system
from forensics.watch.state.folder import locked, prepare
from forensics.watch.state.migrations import MIGRATIONS, VERSION, migrate, tables

__all__ = ["APPLICATION", "FILE", "State", "looked_into", "opened"]

FILE: Final = "state.sqlite"
#: Marks the file as one of this program ("fwst"), for `file` and for us.
APPLICATION: Final = int.from_bytes(b"fwst")
#: Seconds that a step waits for somebody who reads the file.
_PATIENCE: Final = 30.0
_NEXT = "the next pass sets it aside and begins anew"


@dataclass(frozen=True, slots=True)
class State:
    """The state of one watch, in the hands of this process alone."""

    folder: Path
    watch_id: str
    connection: sqlite3.Connection
    new: bool = False  # whether it was begun now
    rebuilt: bool = False  # whether it was begun in place of a broken one
    notes: tuple[str, ...] = ()  # sentences for whoever runs the pass

    @contextmanager
    def step(self) -> Iterator[sqlite3.Connection]:
        """One transaction: what is done within is there as a whole, or not at all. StateError where it cannot be."""
        with refused_by_sqlite(self.folder):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            finally:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")


@contextmanager
def opened(folder: Path, watch_id: str, *, wait: float = 0.0) -> Iterator[State]:
    """The state of a watch, made if there is none. `wait`: seconds for another pass to end.

    Raises StateError: in use, of another watch, of a newer version, not to be written. A broken file is set aside.
    """
    with ExitStack() as stack:
        prepare(folder)
        stack.enter_context(locked(folder, wait))
        with refused_by_the_system(folder):
            state = _begun(folder, watch_id, stack)
            state.connection.execute("UPDATE about SET ended = 0")
        yield state
        with refused_by_the_system(folder):
            state.connection.execute("UPDATE about SET ended = 1")


@contextmanager
def looked_into(folder: Path, watch_id: str) -> Iterator[sqlite3.Connection]:
    """The state as it is, to be read while a pass may run. Raises StateError where there is none to be read."""
    file = folder / FILE
    if not file.is_file():
        raise StateError("there is no state yet", where=str(folder), hint="run a pass first")
    with refused_by_the_system(folder), closing(_connected(file, "ro")) as connection:
        try:
            _refuse_other(connection, folder, watch_id)
        except _BrokenError as error:
            raise StateError(f"the state is broken: {error}", where=str(folder), hint=_NEXT) from error
        yield connection


def _begun(folder: Path, watch_id: str, stack: ExitStack) -> State:
    """The state as it lies, or a new one in its place."""
    file = folder / FILE
    file_for_owner(file)
    notes: list[str] = []
    aside: Path | None = None
    try:
        connection = _tried(file, watch_id)
    except _BrokenError as error:
        aside = set_aside(file)
        notes.append(
            f"The state was broken ({error}). It lies in {aside.name} now, and a new one was begun from the folders"
            " and the logs; events that were told before may be told again, with the same id."
        )
        file_for_owner(file)
        connection = _tried(file, watch_id)
    stack.callback(connection.close)
    if aside is not None:
        _remember(connection, aside)
    (passes,) = connection.execute("SELECT count(*) FROM passes").fetchone()
    return State(folder, watch_id, connection, new=not passes, rebuilt=aside is not None, notes=tuple(notes))


class _BrokenError(Exception):
    """Why the file cannot be used any more."""


def _tried(file: Path, watch_id: str) -> sqlite3.Connection:
    """The file, checked and of the newest version. Raises _BrokenError and StateError."""
    connection = _connected(file, "rw")
    with ExitStack() as stack:
        stack.callback(connection.close)
        try:
            _check(connection, file.parent, watch_id)
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                raise _BrokenError("it is no database, or a damaged one") from error
            raise
        stack.pop_all()
    return connection


def _check(connection: sqlite3.Connection, folder: Path, watch_id: str) -> None:
    """Looks through the file, and brings it to the newest version; killed in between, it goes on from there."""
    (begun,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if begun:
        version = _refuse_other(connection, folder, watch_id)
        if fault := fault_of(connection, tables(MIGRATIONS[:version])):
            raise _BrokenError(fault)
    _set_up(connection)
    if not begun:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
    migrate(connection)
    connection.execute(
        "INSERT INTO about (watch, ended) SELECT ?, 1 WHERE NOT EXISTS (SELECT * FROM about)", (watch_id,)
    )


def _connected(file: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        address(file.absolute(), mode),
        uri=True,
        isolation_level=None,  # transactions begin and end where it is written
        timeout=_PATIENCE,
        check_same_thread=True,
    )


def _set_up(connection: sqlite3.Connection) -> None:
    """Settings of the connection. A write-ahead log where the file system can, else the older journal."""
    with suppress(sqlite3.OperationalError):  # network file systems without shared memory
        connection.execute("PRAGMA journal_mode = WAL")
    (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
    if journal != "wal":
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = FAST")  # what was told is not left in free pages


def _refuse_other(connection: sqlite3.Connection, folder: Path, watch_id: str) -> int:
    """The version of the tables. Raises StateError for the state of another watch or of a newer program,
    _BrokenError for what is none."""
    (application,), (version,) = (
        connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
    )
    if application != APPLICATION or version < 1:
        raise _BrokenError("it is the database of another program, or was not begun whole")
    if version > VERSION:
        raise StateError(
            f"the state was written by a newer version of this program (state {version}, this one knows {VERSION})",
            where=str(folder),
            hint="run that version; or move the folder away, and this one begins a new state",
        )
    try:
        found = connection.execute("SELECT watch FROM about").fetchone()
    except sqlite3.OperationalError as error:
        raise _BrokenError("it has no table about") from error
    if found and found[0] != watch_id:
        raise StateError(
            f"the folder holds the state of the watch {ascii(found[0])[1:-1]!r}, not of {watch_id!r}",
            where=str(folder),
            hint="give each watch a folder of its own as its `state`",
        )
    return int(version)


def _remember(connection: sqlite3.Connection, broken: Path) -> None:
    """Takes over which events everybody had, so that they are not told again."""
    connection.execute("BEGIN IMMEDIATE")
    outbox.add_told(connection, ids_told(broken))
    connection.execute("COMMIT")
