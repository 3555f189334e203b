"""What one inventory tells: published, changed, removed, and what could not be read. By path."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from heapq import merge
from pathlib import Path
from typing import Any

from forensics.watch.event import Event, EventKind, Version, event_id
from forensics.watch.exposures import COLUMNS, Exposure, read_exposures
from forensics.watch.inventory.url_paths import url_path
from forensics.watch.moments import moment, written
from forensics.watch.watched import Root

__all__ = ["news"]

_ALL = ", ".join(f"exposures.{name}" for name in COLUMNS.split(", "))
_BEGUN = (
    f"SELECT {_ALL}, old.sha256, old.bytes FROM exposures LEFT JOIN exposures AS old ON old.replaced_by = exposures.id "  # noqa: S608 - constants
    "WHERE exposures.begun_by = ? ORDER BY exposures.url, exposures.id"
)
_ENDED = (
    f"SELECT {_ALL} FROM exposures WHERE ended_by = ? AND state = 'closed' AND replaced_by IS NULL "  # noqa: S608 - constants
    "ORDER BY exposures.url, exposures.id"
)
_TROUBLED = (
    "SELECT published_roots.path, published_roots.url, published_roots.hosts, documents.path, documents.ctime_ns, "
    "documents.trouble, documents.sha256, documents.size FROM documents "
    "JOIN published_roots ON published_roots.id = documents.root WHERE documents.told_by = ? "
    "ORDER BY published_roots.url, documents.path"
)
_GONE = "SELECT path, url, hosts, trouble, seen_us FROM published_roots WHERE told_by = ? ORDER BY url"


def news(connection: sqlite3.Connection, inventory: int, now: int) -> Iterator[Event]:
    """Read from the tables while it is gone through: of 100,000 documents no list is made."""
    yield from _of_clock(connection, inventory)
    yield from merge(
        _ended(connection, inventory),
        _begun(connection, inventory),
        _troubled(connection, inventory, now),
        _gone(connection, inventory, now),
        key=lambda event: event.path or "",
    )


def _begun(connection: sqlite3.Connection, inventory: int) -> Iterator[Event]:
    for row in connection.execute(_BEGUN, (inventory,)):
        (exposure,), (sha256, size) = read_exposures([row]), row[-2:]
        details: dict[str, Any] = {} if sha256 is None else {"replaced": {"sha256": sha256, "bytes": size}}
        if exposure.moved_from is not None:
            details["moved_from"] = exposure.moved_from
        details["hint"] = {"modified": written(exposure.modified), "born": written(exposure.born)}
        yield _event(
            "published" if sha256 is None else "changed",
            exposure,
            {"earliest": written(exposure.earliest_start), "latest": written(exposure.latest_start)},
            {"first_pass": exposure.first_pass, **details},
        )


def _ended(connection: sqlite3.Connection, inventory: int) -> Iterator[Event]:
    for exposure in read_exposures(connection.execute(_ENDED, (inventory,))):
        moved = {} if exposure.moved_to is None else {"moved_to": exposure.moved_to}
        bounds = {"earliest": written(exposure.earliest_end), "latest": written(exposure.latest_end)}
        yield _event("removed", exposure, bounds, moved)


def _event(kind: EventKind, of: Exposure, bounds: dict[str, Any], more: dict[str, Any]) -> Event:
    time = of.latest_end if kind == "removed" else of.latest_start
    return Event(
        kind,
        event_id(kind, *of.hosts, of.url, of.sha256, of.ordinal),
        None if bounds["earliest"] is None else time,
        of.name,
        of.url,
        Version(of.sha256, of.bytes),
        {**bounds, "hosts": list(of.hosts), **more},
    )


def _troubled(connection: sqlite3.Connection, inventory: int, now: int) -> Iterator[Event]:
    rows = connection.execute(_TROUBLED, (inventory,))
    for folder, prefix, hosts, path, ctime_ns, reason, sha256, size in rows:
        root = Root(Path(os.fsdecode(folder)), prefix, tuple(json.loads(hosts)))
        url = url_path(root, path)
        of, name = ("root", None) if path.endswith(b"/") else ("document", url.rpartition("/")[2])
        yield Event(
            "incomplete",
            event_id("incomplete", of, *root.hosts, url, ctime_ns, reason),
            moment(now),
            name,
            url,
            None if sha256 is None else Version(sha256, size),
            {"of": of, "reason": reason, "hosts": list(root.hosts)},
        )


def _gone(connection: sqlite3.Connection, inventory: int, now: int) -> Iterator[Event]:
    for folder, url, hosts, reason, seen in connection.execute(_GONE, (inventory,)):
        served = json.loads(hosts)
        yield Event(
            "incomplete",
            event_id("incomplete", "root", *served, url, os.fsdecode(folder), reason, seen),
            moment(now),
            path=url,
            details={"of": "root", "reason": reason, "folder": os.fsdecode(folder), "hosts": served},
        )


def _of_clock(connection: sqlite3.Connection, inventory: int) -> Iterator[Event]:
    query = "SELECT began_us, set_back_from_us FROM inventories WHERE number = ? AND set_back_from_us IS NOT NULL"
    for began, before in connection.execute(query, (inventory,)):
        reason = (
            f"the clock was set back: the last pass was at {written(moment(before))}; "
            "when changes between it and this one happened is not sure"
        )
        yield Event(
            "incomplete",
            event_id("incomplete", "clock", before, began),
            moment(began),
            details={"of": "root", "reason": reason},
        )
