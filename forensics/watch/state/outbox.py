"""Events on their way out: kept from the step that found them until stdout and every sink has them.

An event is written in the transaction of what it tells, so a kill loses neither or both. Each reader (stdout, a sink)
is at one place in the order of the events; what all of them have passed loses its text, for it is personal data.
Its id stays, so that what is found a second time is not told again: for the newest KEPT of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from forensics.watch.event import Event
from forensics.watch.moments import micros, moment
from forensics.watch.written import as_line

__all__ = [
    "KEPT",
    "STDOUT",
    "TABLES",
    "Aside",
    "Pending",
    "Reader",
    "add",
    "add_told",
    "aside",
    "enrol",
    "failed",
    "forget_told",
    "mark",
    "pass_over",
    "pending",
    "put_aside",
    "reader",
    "waiting",
]

TABLES = """
CREATE TABLE outbox (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  pass INTEGER NOT NULL,
  event TEXT  -- the line as it is printed; null: everybody has it
) STRICT;
CREATE INDEX outbox_held ON outbox (sequence) WHERE event IS NOT NULL;
CREATE TABLE readers (
  name TEXT PRIMARY KEY,  -- of a sink; "": stdout
  reached INTEGER NOT NULL,  -- the last event that it has, or that is not for it
  tries INTEGER NOT NULL DEFAULT 0,  -- that failed in a row
  since INTEGER,  -- of the first of these; microseconds since 1970 UTC
  again INTEGER,  -- not before
  reason TEXT,  -- of the last of these
  aside INTEGER NOT NULL DEFAULT 0  -- events put aside since it last took one
) STRICT;
CREATE TABLE put_aside (  -- what a sink refuses, so that it does not stop the others
  reader TEXT NOT NULL,
  sequence INTEGER NOT NULL REFERENCES outbox,
  time INTEGER NOT NULL,  -- microseconds since 1970 UTC
  reason TEXT NOT NULL,
  PRIMARY KEY (reader, sequence)
) STRICT;
"""

#: So many ids of events that everybody has are kept, about 100 bytes each.
KEPT: Final = 1_000_000
STDOUT: Final = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """An event that a reader does not have."""

    sequence: int
    id: str
    event: str  # the line as it is printed


@dataclass(frozen=True, slots=True)
class Reader:
    """Stdout or a sink: how far it is, and how it fares."""

    name: str
    reached: int
    tries: int = 0
    since: datetime | None = None  # None: the last try was none, or went well
    again: datetime | None = None
    reason: str = ""
    aside: int = 0


@dataclass(frozen=True, slots=True)
class Aside:
    """An event that a sink did not take."""

    reader: str
    sequence: int
    time: datetime
    reason: str


def add(connection: sqlite3.Connection, events: Iterable[Event], pass_number: int) -> int:
    """Keeps events for all readers; how many of them are new. One whose id is known is passed over.

    Does not commit: that is for the step that found them.
    """
    found = connection.execute("SELECT watch FROM about").fetchone()
    rows = ((event.id, pass_number, as_line(event, found[0])) for event in events)
    sql = "INSERT INTO outbox (id, pass, event) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING"
    return connection.executemany(sql, rows).rowcount


def add_told(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Remembers events that everybody has, in their order. Does not commit."""
    rows = ((each,) for each in ids)
    connection.executemany("INSERT INTO outbox (id, pass) VALUES (?, 0) ON CONFLICT (id) DO NOTHING", rows)


def enrol(connection: sqlite3.Connection, names: Sequence[str]) -> dict[str, int]:
    """Makes stdout and these sinks the readers: a new one begins where stdout is. Those that are gone, with how many
    events they did not get. Does not commit."""
    connection.execute("INSERT INTO readers (name, reached) VALUES (?, 0) ON CONFLICT DO NOTHING", (STDOUT,))
    start = reader(connection, STDOUT).reached
    rows = [(name, start) for name in names]
    connection.executemany("INSERT INTO readers (name, reached) VALUES (?, ?) ON CONFLICT DO NOTHING", rows)
    there = [name for (name,) in connection.execute("SELECT name FROM readers ORDER BY name")]
    gone = {name: waiting(connection, name) for name in there if name != STDOUT and name not in names}
    for name in gone:
        connection.execute("DELETE FROM readers WHERE name = ?", (name,))
        connection.execute("DELETE FROM put_aside WHERE reader = ?", (name,))
    return gone


def reader(connection: sqlite3.Connection, name: str) -> Reader:
    """How far a reader is."""
    sql = "SELECT reached, tries, since, again, reason, aside FROM readers WHERE name = ?"
    reached, tries, since, again, reason, count = connection.execute(sql, (name,)).fetchone()
    first, later = (None if time is None else moment(time) for time in (since, again))
    return Reader(name, reached, tries, first, later, reason or "", count)


def pending(connection: sqlite3.Connection, after: int, limit: int) -> list[Pending]:
    """The next events behind a place, in their order."""
    sql = "SELECT sequence, id, event FROM outbox WHERE sequence > ? AND event IS NOT NULL ORDER BY sequence LIMIT ?"
    return [Pending(*row) for row in connection.execute(sql, (after, limit))]


def waiting(connection: sqlite3.Connection, name: str) -> int:
    """How many events lie before a reader, for it or not."""
    sql = (
        "SELECT count(*) FROM outbox WHERE event IS NOT NULL"
        " AND sequence > (SELECT reached FROM readers WHERE name = ?)"
    )
    found: int = connection.execute(sql, (name,)).fetchone()[0]
    return found


def mark(connection: sqlite3.Connection, name: str, reached: int) -> None:
    """The reader has everything up to here. Does not commit."""
    connection.execute(
        "UPDATE readers SET reached = ?, tries = 0, since = NULL, again = NULL, reason = NULL, aside = 0"
        " WHERE name = ?",
        (reached, name),
    )


def pass_over(connection: sqlite3.Connection, name: str, reached: int) -> None:
    """What lies up to here is not for the reader; that says nothing of how it fares. Does not commit."""
    connection.execute("UPDATE readers SET reached = ? WHERE name = ?", (reached, name))


def failed(connection: sqlite3.Connection, name: str, now: datetime, *, reason: str, after: timedelta) -> None:
    """The reader did not take the next event; it is tried again after that time. Does not commit."""
    connection.execute(
        "UPDATE readers SET tries = tries + 1, since = coalesce(since, ?), again = ?, reason = ? WHERE name = ?",
        (micros(now), micros(now + after), reason, name),
    )


def put_aside(connection: sqlite3.Connection, name: str, now: datetime, *, sequence: int, reason: str) -> None:
    """The reader does not get this event, which is kept; it goes on behind it. Does not commit."""
    connection.execute(
        "INSERT INTO put_aside (reader, sequence, time, reason) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (name, sequence, micros(now), reason),
    )
    connection.execute(
        "UPDATE readers SET reached = ?, tries = 0, since = NULL, again = NULL, aside = aside + 1 WHERE name = ?",
        (sequence, name),
    )


def aside(connection: sqlite3.Connection) -> list[Aside]:
    """What sinks did not take, in the order of the events."""
    rows = connection.execute("SELECT reader, sequence, time, reason FROM put_aside ORDER BY sequence, reader")
    return [Aside(name, sequence, moment(time), reason) for name, sequence, time, reason in rows]


def forget_told(connection: sqlite3.Connection, *, kept: int = KEPT) -> None:
    """Takes the text of what all readers have, and the ids that are older than so many others. Does not commit."""
    connection.execute(
        "UPDATE outbox SET event = NULL WHERE event IS NOT NULL"
        " AND sequence <= (SELECT min(reached) FROM readers)"
        " AND sequence NOT IN (SELECT sequence FROM put_aside)"
    )
    connection.execute(
        "DELETE FROM outbox WHERE event IS NULL AND sequence <= (SELECT max(sequence) FROM outbox) - ?", (kept,)
    )
