"""Versions of the tables: each step whole, in its order."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from forensics.watch.state import migrations
from forensics.watch.state.migrations import MIGRATIONS, VERSION, migrate, tables

MORE = (*MIGRATIONS, "ALTER TABLE about ADD COLUMN more TEXT;\nCREATE TABLE newer (x INTEGER) STRICT;\n")


def _connection(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, isolation_level=None)


def test_an_older_state_is_brought_along(tmp_path: Path) -> None:
    """With what is in it."""
    connection = _connection(tmp_path / "x")
    migrate(connection)
    connection.execute("INSERT INTO about (watch, ended) VALUES ('w1', 1)")
    migrate(connection, MORE)
    assert connection.execute("SELECT watch, more FROM about").fetchall() == [("w1", None)]
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION + 1,)
    migrate(connection, MORE)
    assert set(tables(MORE)) - set(tables()) == {"newer"}
    connection.close()


def test_a_migration_that_fails_leaves_the_version_before(tmp_path: Path) -> None:
    """Nothing of it stays."""
    connection = _connection(tmp_path / "x")
    with pytest.raises(sqlite3.OperationalError):
        migrate(
            connection, (*MIGRATIONS, "CREATE TABLE newer (x INTEGER) STRICT;\nCREATE TABLE about (y TEXT) STRICT;\n")
        )
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert not connection.execute("SELECT * FROM sqlite_master WHERE name = 'newer'").fetchall()
    connection.close()


def test_each_table_is_strict() -> None:
    """A number is a number, whoever wrote it."""
    made = [ddl for ddl in tables().values() if ddl.startswith("CREATE TABLE") and "sqlite_" not in ddl]
    assert made
    assert all(ddl.rstrip().endswith(("STRICT", "STRICT, WITHOUT ROWID")) for ddl in made)


def test_a_statement_needs_its_end() -> None:
    """A semicolon that was forgotten is a mistake of ours, found at once."""
    with pytest.raises(AssertionError):
        list(migrations._statements("CREATE TABLE x (y TEXT)"))
