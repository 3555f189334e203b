"""The tables of the state by version: each migration is one transaction, and the number of the last stands in the file.

The first joins the tables of the modules that own them. A later one is a new entry at the end of MIGRATIONS; what is
there is never changed once it was released.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Final

from forensics.watch import exposures, flags, inspections, inventory, judging, spells
from forensics.watch.following import catching_up, evidence, streams, troubles
from forensics.watch.state import outbox, passes

__all__ = ["MIGRATIONS", "VERSION", "migrate", "tables"]

_ABOUT = """
CREATE TABLE about (  -- one row
  watch TEXT NOT NULL,
  ended INTEGER NOT NULL  -- 1: the last process that had the file closed it
) STRICT;
"""

#: Tables of the modules that own them; a new owner is named here until the first release.
_OWNED = (
    passes.TABLES,
    outbox.TABLES,
    inventory.TABLES,
    exposures.TABLES,
    inspections.TABLES,
    flags.TABLES,
    streams.TABLES,
    catching_up.TABLES,
    evidence.TABLES,
    troubles.TABLES,
    judging.TABLES,
    spells.TABLES,
)

#: Number of the version -> DDL that leads there; the first begins with an empty file.
MIGRATIONS: Final[Sequence[str]] = ("\n".join([_ABOUT, *_OWNED]),)
#: The version that this program writes.
VERSION: Final = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Brings the tables to the newest version; killed at any moment, it goes on from the last whole step."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for number, ddl in enumerate(migrations[version:], version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in _statements(ddl):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def tables(migrations: Sequence[str] = MIGRATIONS) -> dict[str, str]:
    """Name -> DDL of each table and index of the newest version."""
    blank = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(blank, migrations)
        return dict(blank.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    finally:
        blank.close()


def _statements(ddl: str) -> Iterator[str]:
    """One after the other: `executescript` would end the transaction."""
    begun = ""
    for line in ddl.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            yield begun
            begun = ""
    if begun.strip():
        raise AssertionError(f"a statement without its end: {begun}")
