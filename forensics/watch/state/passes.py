"""The passes as they went: when, how they ended, what they counted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from forensics.watch.moments import micros, moment

__all__ = [
    "KEPT",
    "TABLES",
    "Pass",
    "begin_pass",
    "end_pass",
    "last_passes",
    "last_whole",
    "stopped_since",
]

TABLES = """
CREATE TABLE passes (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  began INTEGER NOT NULL,  -- microseconds since 1970 UTC
  ended INTEGER,  -- null: it was stopped before its end, or it runs
  outcome TEXT,  -- null: it runs; "stopped": it did not come to its end
  counts TEXT  -- JSON
) STRICT;
"""

#: So many of the newest are kept: five weeks of one every five minutes.
KEPT: Final = 10_000
_STOPPED: Final = "stopped"
_PASSES: Final = "SELECT number, began, ended, outcome, counts FROM passes"


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass as the state remembers it."""

    number: int
    began: datetime
    ended: datetime | None  # None: it runs, or was stopped
    outcome: str | None  # None: it runs
    counts: Mapping[str, int] = field(default_factory=dict)


def begin_pass(connection: sqlite3.Connection, now: datetime) -> int:
    """The number of a new pass; one that is open was stopped, for only one has the state. Does not commit."""
    connection.execute("UPDATE passes SET outcome = ? WHERE outcome IS NULL", (_STOPPED,))
    begun = connection.execute("INSERT INTO passes (began) VALUES (?) RETURNING number", (micros(now),))
    number: int = begun.fetchone()[0]
    connection.execute("DELETE FROM passes WHERE number <= ?", (number - KEPT,))
    return number


def end_pass(
    connection: sqlite3.Connection, number: int, now: datetime, *, outcome: str, counts: Mapping[str, int]
) -> None:
    """How the pass ended; it stays as it is told here. Does not commit."""
    told = (micros(now), outcome, json.dumps(dict(counts)), number)
    connection.execute("UPDATE passes SET ended = ?, outcome = ?, counts = ? WHERE number = ?", told)


def last_passes(connection: sqlite3.Connection, count: int = 10) -> list[Pass]:
    """The newest passes, the last first."""
    return list(map(_pass, connection.execute(f"{_PASSES} ORDER BY number DESC LIMIT ?", (count,))))


def last_whole(connection: sqlite3.Connection) -> Pass | None:
    """The newest pass that came to its end, whatever it found."""
    return next(map(_pass, connection.execute(f"{_PASSES} WHERE ended IS NOT NULL ORDER BY number DESC LIMIT 1")), None)


def stopped_since(connection: sqlite3.Connection, time: datetime) -> int:
    """How many passes began then or later, and were ended from outside: killed, or by an error."""
    query = "SELECT count(*) FROM passes WHERE outcome = ? AND began >= ?"
    found: int = connection.execute(query, (_STOPPED, micros(time))).fetchone()[0]
    return found


def _pass(row: tuple[int, int, int | None, str | None, str | None]) -> Pass:
    number, began, ended, outcome, counts = row
    return Pass(number, moment(began), None if ended is None else moment(ended), outcome, json.loads(counts or "{}"))
