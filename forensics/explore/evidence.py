"""The database as Datasette sees it: open for reading alone, with nothing in reach but its own tables."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from datasette.database import Database  # type: ignore[import-untyped]

from forensics.explore.opened import Opened
from forensics.sqlite_address import unchanging

__all__ = ["Evidence"]

#: What a statement may do: read tables, call functions, recurse; and the questions that Datasette asks of a schema.
_READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
_PRAGMAS = {
    "database_list", "foreign_key_list", "function_list", "index_info", "index_list", "index_xinfo", "schema_version",
    "table_info", "table_list", "table_xinfo",
}  # fmt: skip
_REFUSED_FUNCTIONS = {"load_extension", "fts3_tokenizer"}
#: Bytes of one text: a query must not fill the memory.
_LONGEST = 64 * 1024 * 1024


class Evidence(Database):  # type: ignore[misc] # Datasette has no types
    """One database that nothing can be written to, nor anything else be reached from."""

    def __init__(self, datasette: Any, opened: Opened) -> None:  # noqa: ANN401 - Datasette has no types
        there = opened.database if isinstance(opened.database, Path) else None
        super().__init__(datasette, path=str(there) if there else None, is_mutable=False)
        self._opened = opened
        self.cached_hash = opened.sha256
        self.cached_size = there.stat().st_size if there else len(opened.database)  # type: ignore[arg-type] # bytes

    def connect(self, write: bool = False) -> sqlite3.Connection:  # noqa: FBT001, FBT002 - as Datasette has it
        """A connection for one thread. Raises AssertionError where one is asked for that writes."""
        if write:
            raise AssertionError("nothing is written to evidence")
        database = self._opened.database
        if isinstance(database, Path):
            uri = unchanging(database)
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        else:
            connection = sqlite3.connect(":memory:", check_same_thread=False)
            connection.deserialize(database)
        self._all_file_connections.append(connection)
        connection.execute("PRAGMA query_only = 1")
        connection.execute("PRAGMA trusted_schema = 0")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.set_authorizer(_allowed)
        return connection

    async def execute(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as Datasette has it
        """As Datasette's own, which would write what failed to stderr, with addresses in it."""
        return await super().execute(*args, **{**options, "log_sql_errors": False})


def _allowed(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """SQLite asks this of each thing that a statement would do."""
    fine = (
        action in _READS
        or (action == sqlite3.SQLITE_FUNCTION and second not in _REFUSED_FUNCTIONS)
        or (action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS)
    )
    return sqlite3.SQLITE_OK if fine else sqlite3.SQLITE_DENY
