"""Two databases of one case against each other, by their rows: the bytes of a file go by the SQLite that wrote it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from forensics.sqlite_address import unchanging

__all__ = ["definitions_unlike", "unlike"]

#: What explains the rest in words of the version that wrote it; and linking ids, which nobody can make again.
_WORDS = ("columns", "meta", "rules", "words")
_LEFT_OUT = ("meaning", "token")


def unlike(path: Path, content: bytes) -> Iterator[str]:
    """The tables in which a database that lies there holds other rows than one that was made again.

    Raises sqlite3.Error where it is no database; a SQLite that cannot hold one in memory compares nothing.
    """
    if not hasattr(sqlite3.Connection, "deserialize"):
        return
    with (
        closing(sqlite3.connect(unchanging(path.resolve()), uri=True)) as one,
        closing(sqlite3.connect(":memory:")) as other,
    ):
        other.deserialize(content)
        there, made = _columns(one), _columns(other)
        for name in dict.fromkeys((*made, *there)):
            if made.get(name) != there.get(name) or not _same(one, other, name, made[name]):
                yield name


def definitions_unlike(path: Path, content: bytes) -> list[str]:
    """The tables, views, indices and triggers that one of the two databases defines otherwise, or not at all; of
    one version of this tool they are the same, but for a word that an old SQLite does not know.

    Raises sqlite3.Error where it is no database.
    """
    if not hasattr(sqlite3.Connection, "deserialize"):
        return []
    with (
        closing(sqlite3.connect(unchanging(path.resolve()), uri=True)) as one,
        closing(sqlite3.connect(":memory:")) as other,
    ):
        other.deserialize(content)
        there, made = _definitions(one), _definitions(other)
    return [name for name in dict.fromkeys((*made, *there)) if made.get(name) != there.get(name)]


def _definitions(database: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    asked = "SELECT name, type, coalesce(sql, '') FROM sqlite_master ORDER BY rowid"
    return {name: (kind, sql.removesuffix(" STRICT")) for name, kind, sql in database.execute(asked)}


def _columns(database: sqlite3.Connection) -> dict[str, list[str]]:
    """The tables, each with its columns; one that would compute what it holds has a column of no name more."""
    asked = (
        "SELECT m.name, c.name, c.hidden OR m.sql LIKE 'CREATE VIRTUAL%'"
        " FROM sqlite_master AS m, pragma_table_xinfo(m.name) AS c WHERE m.type = 'table' ORDER BY m.rowid, c.cid"
    )
    found: dict[str, list[str]] = {}
    for table, column, computed in database.execute(asked):
        if computed:
            found.setdefault(table, []).append("")
        if table not in _WORDS and column not in _LEFT_OUT:
            found.setdefault(table, []).append(column)
    return found


def _same(one: sqlite3.Connection, other: sqlite3.Connection, table: str, columns: list[str]) -> bool:
    listed = ", ".join(f'"{name}"' for name in columns)
    query = f'SELECT {listed} FROM "{table}" NOT INDEXED ORDER BY rowid'  # noqa: S608 - names of the one we made
    return all(row == made for row, made in zip_longest(one.execute(query), other.execute(query)))
