"""What hinders a pass, told when it begins to: again only after it was gone in between."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePath

from forensics.watch.event import Event, event_id
from forensics.watch.trouble import Trouble

__all__ = ["TABLES", "begun", "going_on"]

TABLES = """
CREATE TABLE spells (          -- what hindered passes
    of TEXT NOT NULL,          -- log | root
    place TEXT NOT NULL,
    key TEXT NOT NULL,
    reason TEXT NOT NULL,
    times INTEGER NOT NULL,    -- how often it began
    now INTEGER NOT NULL,      -- 1: it hindered the last pass
    PRIMARY KEY (of, place, key)
) STRICT, WITHOUT ROWID;
"""


def begun(connection: sqlite3.Connection, troubles: Sequence[Trouble], now: datetime) -> Iterator[Event]:
    """Those that did not hinder the last pass; to be gone through to the end."""
    hindering = {(trouble.of, trouble.where, trouble.key): trouble for trouble in troubles}
    before = set(connection.execute("SELECT of, place, key FROM spells WHERE now"))
    connection.executemany(
        "UPDATE spells SET now = 0 WHERE of = ? AND place = ? AND key = ?", sorted(before - hindering.keys())
    )
    for place, trouble in hindering.items():
        if place in before:
            continue
        (times,) = connection.execute(
            "INSERT INTO spells VALUES (?, ?, ?, ?, 1, 1)"
            " ON CONFLICT DO UPDATE SET reason = excluded.reason, times = times + 1, now = 1 RETURNING times",
            (*place, trouble.reason),
        ).fetchone()
        name = PurePath(trouble.where).name
        details = {"of": trouble.of, "reason": trouble.reason, trouble.of: trouble.where}
        yield Event("incomplete", event_id("incomplete", trouble.of, name, trouble.key, times), now, details=details)


def going_on(connection: sqlite3.Connection) -> list[Trouble]:
    """What hindered the last pass."""
    found = connection.execute("SELECT of, place, reason, key FROM spells WHERE now ORDER BY of, place, key")
    return [Trouble(*row) for row in found]
