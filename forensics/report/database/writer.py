"""evidence.sqlite: the tables and views of a level, as the bytes of one file, the same on every run.

What SQLite writes of itself into the head of a file (its own version, how often the file was changed) is set to
constants, and no row depends on when or where it was written. A SQLite of before 3.37 knows no strict tables and
writes the same ones without that word.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from operator import itemgetter

from forensics.model import Findings
from forensics.output.scratch import scratch
from forensics.report.database import answers, logs, quoted, requests, terms
from forensics.report.database.column import AFTER, Column, Table, made
from forensics.report.database.views import VIEWS, View

__all__ = ["APPLICATION", "columns", "evidence_sqlite"]

#: "acln" in ASCII: what `file` and others know the format by (application_id).
APPLICATION = 0x61636C6E
_VERSION = 1  # user_version; of terms.SCHEMA
_STRICT = (3, 37)
#: Of the head (https://www.sqlite.org/fileformat2.html#the_database_header): where 32 bits stand, and what for.
_CHANGES, _COOKIE, _VALID_FOR, _WRITTEN_BY = 24, 40, 92, 96
#: The SQLite that all files say they were written by: 3.37.0, the first that reads them.
_READABLE_SINCE = 3_037_000
_ORDER = (*answers.TABLES, *quoted.TABLES, *logs.TABLES, *requests.TABLES, *terms.TABLES)


def evidence_sqlite(findings: Findings) -> bytes:
    """The database of the findings, with what their level shows."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.executescript(
            "PRAGMA page_size = 4096; PRAGMA auto_vacuum = 0; PRAGMA encoding = 'UTF-8'; PRAGMA secure_delete = 1;"
            " PRAGMA temp_store = MEMORY;"
            f" PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {_VERSION};"
        )
        _fill(database, findings)
        return _sealed(_bytes(database))


def columns(level: str) -> frozenset[str]:
    """What a database of that level holds, as "table.column"."""
    return _named([*_tables(level), _contents([], [])])


def _tables(level: str) -> list[Table]:
    return [shown for table in _ORDER if (shown := table.at(level))]


def _named(tables: Iterable[Table]) -> frozenset[str]:
    return frozenset(f"{table.name}.{column.name}" for table in tables for column in table.columns)


def _fill(database: sqlite3.Connection, findings: Findings) -> None:
    tables = _tables(findings.level)
    names = {table.name for table in tables}
    views = [view for view in VIEWS if names.issuperset(view.needs)]
    shown = _named(tables)
    tables.append(_contents(tables, views))
    database.execute("BEGIN")
    for table in tables:
        database.execute(_created(table, names))
        _insert(database, table, findings)
    for statement in (*chain.from_iterable(map(_indices, tables)), *(view.sql(shown) for view in views)):
        database.execute(statement)
    database.execute("COMMIT")
    database.execute("VACUUM")


def _insert(database: sqlite3.Connection, table: Table, findings: Findings) -> None:
    marks = ", ".join("?" * len(table.columns))
    database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.cells(findings))  # noqa: S608 - our own names


def _created(table: Table, names: set[str]) -> str:
    """The statement, with what each column means as a comment, which stays in sqlite_master."""
    lines = [f"  {_declared(column, names)},  -- {column.about}" for column in table.columns]
    rules = [f"  {rule}," for rule in table.constraints]
    last = (rules or lines).pop().replace(",  -- ", "  -- ", 1).removesuffix(",")
    body = "\n".join([*lines, *rules, last])
    strict = " STRICT" if sqlite3.sqlite_version_info >= _STRICT else ""
    return f'CREATE TABLE "{table.name}" (  -- {table.about}\n{body}\n){strict}'


def _declared(column: Column, names: set[str]) -> str:
    more, _, other = column.more.partition(" REFERENCES ")
    linked = f" REFERENCES {other}" if other.partition(" ")[0] in names else ""
    return f'"{column.name}" {column.kind} {more}{linked}'.rstrip()


def _indices(table: Table) -> Iterator[str]:
    there = {column.name for column in table.columns}
    for columns in table.indices:
        if there.issuperset(columns):
            listed = ", ".join(f'"{name}"' for name in columns)
            yield f'CREATE INDEX "{table.name}_by_{"_".join(columns)}" ON "{table.name}" ({listed})'


def _contents(tables: list[Table], views: list[View]) -> Table:
    """The table `columns`: what every table, view and column is, itself among them."""
    names = {
        "name": "Name of the table or view.",
        "type": "table or view.",
        "column": "Name of the column; null: the table or view as a whole.",
        "kind": f"Type of the column. Truth is 1 or 0; times are ISO 8601 in UTC, exact under the name with {AFTER}.",
        "about": "What it holds.",
    }
    told: list[tuple[str, str, str | None, str | None, str]] = []
    table = Table(
        "columns",
        "What each table, view and column of this database is.",
        tuple(made(name, "TEXT", says, itemgetter(place)) for place, (name, says) in enumerate(names.items())),
        lambda _: told,
    )
    for each in (*tables, table):
        told.append((each.name, "table", None, None, each.about))
        told += [(each.name, "table", column.name, column.kind, column.about) for column in each.columns]
    told += [(view.name, "view", None, None, view.about) for view in views]
    return table


def _bytes(database: sqlite3.Connection) -> bytes:
    if hasattr(database, "serialize"):
        return database.serialize()
    with scratch() as folder:  # a SQLite that was built without it
        path = folder / "evidence.sqlite"
        database.execute("VACUUM INTO ?", [str(path)])
        return path.read_bytes()


def _sealed(content: bytes) -> bytes:
    """The file with constants in its head where SQLite tells of itself."""
    head = bytearray(content[:100])
    for place, value in ((_CHANGES, 1), (_COOKIE, 1), (_VALID_FOR, 1), (_WRITTEN_BY, _READABLE_SINCE)):
        head[place : place + 4] = value.to_bytes(4, "big")
    return bytes(head) + content[100:]
