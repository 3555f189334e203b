"""The inventory: what lies in the published folders, and what came, changed and went since the last one.

A file is read again only where its size, times, inode or device are others, and once more where it changed within the
last seconds. A folder that cannot be read, or that is another one with nothing in it, is told; what is known of it
stays. Two folders served under one URL path to the same hosts cannot be told apart; a watch file has none.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from forensics.watch.event import Event
from forensics.watch.exposures import link_moves
from forensics.watch.inventory.bounds import UNKNOWN, Between
from forensics.watch.inventory.news import news
from forensics.watch.inventory.patterns import selection
from forensics.watch.inventory.tables import TABLES
from forensics.watch.inventory.taking import Taking, Tally, leave
from forensics.watch.inventory.url_paths import beside
from forensics.watch.moments import micros
from forensics.watch.watched import Root

__all__ = ["TABLES", "Inventory", "take_inventory"]

#: So long the times of inventories are kept, microseconds: what a clock that was set back is told by.
_REMEMBERED = 8 * 86_400_000_000


@dataclass(frozen=True, slots=True)
class Inventory:
    """What an inventory found."""

    number: int  # from 1, in the order of inventories
    documents: int  # files that are taken
    hashed: int  # of them were read
    hashed_bytes: int
    being_written: tuple[str, ...]  # URL paths of those that changed while they were read: not published yet
    unread: tuple[Root, ...]  # could not be read, or not whole
    events: Iterator[Event]  # by path; to be gone through once, before anything else is done to the tables


def take_inventory(
    roots: Sequence[Root],
    connection: sqlite3.Connection,
    now: datetime,
    *,
    clock: Callable[[], datetime] | None = None,
) -> Inventory:
    """Of all roots, which it writes to the tables; `clock` tells when a change was seen, None: at `now`."""
    ticks = _ticks(now, clock)
    number = _begin(connection, micros(now))
    tally, unread = Tally(), []
    known = []
    for root in roots:
        taking = _taking(root, roots, connection, number, ticks, tally)
        known.append(taking.number)
        reason = taking.take()
        _finish(taking, reason)
        if reason:
            unread.append(root)
    _forget(connection, known, number)
    link_moves(connection, number)
    return Inventory(
        number, tally.documents, tally.hashed, tally.hashed_bytes, tuple(tally.being_written), tuple(unread),
        news(connection, number, micros(now)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Ticks:
    """The clock, in microseconds."""

    now: int
    read: Callable[[], int]


def _ticks(now: datetime, clock: Callable[[], datetime] | None) -> _Ticks:
    began = micros(now)
    return _Ticks(began, (lambda: began) if clock is None else (lambda: micros(clock())))


def _begin(connection: sqlite3.Connection, now: int) -> int:
    """The number of this inventory."""
    last = connection.execute("SELECT max(number), began_us FROM inventories").fetchone()
    before = last[1] if last[1] is not None and last[1] > now else None
    number = (last[0] or 0) + 1
    connection.execute("DELETE FROM inventories")
    connection.execute("INSERT INTO inventories VALUES (?, ?, ?)", (number, now, before))
    return number


def _taking(
    root: Root, roots: Sequence[Root], connection: sqlite3.Connection, inventory: int, ticks: _Ticks, tally: Tally
) -> Taking:
    elsewhere = beside(root, roots)
    rules = hashlib.sha256(json.dumps([root.include, root.exclude, elsewhere]).encode()).hexdigest()
    key = (os.fsencode(root.path), root.url, json.dumps(root.hosts))
    connection.execute(
        "INSERT INTO published_roots (path, url, hosts, rules) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (*key, rules),
    )
    query = "SELECT id, rules, seen_us FROM published_roots WHERE path = ? AND url = ? AND hosts = ?"
    number, ruled, seen = connection.execute(query, key).fetchone()
    connection.execute("UPDATE published_roots SET rules = ? WHERE id = ?", (rules, number))
    return Taking(
        connection=connection,
        root=root,
        number=number,
        hosts=key[2],
        selection=selection(root.include, root.exclude, elsewhere),
        inventory=inventory,
        now=ticks.now,
        between=_between(connection, number, seen, ticks),
        ruled_anew=ruled != rules,
        tally=tally,
    )


def _between(connection: sqlite3.Connection, root: int, seen: int, ticks: _Ticks) -> Between:
    if seen <= ticks.now:
        return Between(seen, ticks.read)
    # What the clock showed before it went ahead; what it showed while it was ahead says nothing.
    query = "SELECT max(began_us) FROM root_inventories WHERE root = ? AND began_us < ?"
    (before,) = connection.execute(query, (root, ticks.now)).fetchone()
    return Between(before or UNKNOWN, ticks.read, steady=False, last=seen)


def _finish(taking: Taking, reason: str) -> None:
    """When the root was seen, or why it was not; that is told once, until it is seen again."""
    connection, number = taking.connection, taking.number
    if reason:
        connection.execute(
            "UPDATE published_roots SET trouble = ?, told_by = iif(trouble IS NULL, ?, told_by) WHERE id = ?",
            (reason, taking.inventory, number),
        )
        return
    connection.execute("UPDATE published_roots SET trouble = NULL, seen_us = ? WHERE id = ?", (taking.now, number))
    connection.execute(
        "DELETE FROM root_inventories WHERE root = ? AND (began_us >= ? OR began_us < ?)",
        (number, taking.now, taking.now - _REMEMBERED),
    )
    connection.execute("INSERT INTO root_inventories VALUES (?, ?)", (number, taking.now))


def _forget(connection: sqlite3.Connection, known: Sequence[int], inventory: int) -> None:
    """Roots that are no longer watched: of their documents nobody will tell when they go."""
    for (number,) in connection.execute("SELECT id FROM published_roots").fetchall():
        if number in known:
            continue
        query = "SELECT exposure FROM documents WHERE root = ? AND exposure IS NOT NULL"
        for (exposure,) in connection.execute(query, (number,)).fetchall():
            leave(connection, exposure, inventory)
        for table, column in (("documents", "root"), ("root_inventories", "root"), ("published_roots", "id")):
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))  # noqa: S608 - constants
