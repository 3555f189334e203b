"""Which version of a document was published where, from when until when: the table of it.

No pass sees the moment of a change. It lies between two inventories, and what the system sets itself narrows that:
`earliest` and `latest` are bounds between which it lies for sure, as long as the clock was not set in between.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from forensics.watch.moments import micros, moment_or_none

__all__ = [
    "COLUMNS",
    "TABLES",
    "Exposure",
    "Published",
    "Span",
    "begin",
    "defer",
    "end",
    "exposure_of",
    "exposures_at",
    "exposures_of",
    "link_moves",
    "open_exposures",
    "read_exposures",
]

#: Times in microseconds since 1970; null: not known. `state`: open, closed, or left (its folder is no longer watched,
#: or it is left out of it now: when it ended is not known). `hosts` is a list as JSON. `begun_by` and `ended_by` are
#: numbers of inventories. `inspected_by`: under which rules its version was looked into; null: not yet. `postponed_by`:
#: the inventory after which it could not be, as it changed meanwhile.
TABLES = """
CREATE TABLE exposures (
    id INTEGER PRIMARY KEY,
    file BLOB NOT NULL,
    url TEXT NOT NULL,
    name TEXT NOT NULL,
    ending TEXT NOT NULL,
    hosts TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    device INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    first_pass INTEGER NOT NULL,
    earliest_start_us INTEGER,
    latest_start_us INTEGER NOT NULL,
    earliest_end_us INTEGER,
    latest_end_us INTEGER,
    modified_us INTEGER,
    born_us INTEGER,
    state TEXT NOT NULL DEFAULT 'open',
    begun_by INTEGER NOT NULL,
    ended_by INTEGER,
    replaced_by INTEGER,
    moved_from TEXT,
    moved_to TEXT,
    inspected_by TEXT,
    postponed_by INTEGER
) STRICT;
CREATE INDEX exposures_url ON exposures (url);
CREATE INDEX exposures_name ON exposures (name);
CREATE INDEX exposures_sha256 ON exposures (sha256, state);
CREATE INDEX exposures_inspected ON exposures (inspected_by, id) WHERE state = 'open';
CREATE INDEX exposures_begun ON exposures (begun_by);
CREATE INDEX exposures_ended ON exposures (ended_by) WHERE ended_by IS NOT NULL;
CREATE INDEX exposures_replaced ON exposures (replaced_by) WHERE replaced_by IS NOT NULL;
"""

COLUMNS = (
    "id, file, url, name, hosts, sha256, bytes, ordinal, first_pass, earliest_start_us, latest_start_us, "
    "earliest_end_us, latest_end_us, modified_us, born_us, state, moved_from, moved_to"
)
_State = Literal["open", "closed", "left"]


class Span(NamedTuple):
    """Between which times something happened, in microseconds; None: not known."""

    earliest: int | None
    latest: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """One version at one URL path, from when until when; times in UTC, None: not known."""

    id: int
    file: bytes  # where it lies, absolute
    url: str  # path, decoded
    name: str
    hosts: tuple[str, ...]  # that serve it; empty: any
    sha256: str
    bytes: int
    ordinal: int  # from 1: which exposure of this version at this path
    first_pass: bool  # it was there when its folder was first looked at
    earliest_start: datetime | None
    latest_start: datetime
    earliest_end: datetime | None  # of one that is open: None
    latest_end: datetime | None
    modified: datetime | None  # a hint only: anyone may set it
    born: datetime | None  # of its inode: a hint, for another may have held the same before
    state: _State
    moved_from: str | None
    moved_to: str | None


class Published(NamedTuple):
    """A version that was found at a path."""

    file: bytes
    url: str
    hosts: str
    sha256: str
    bytes: int
    device: int
    inode: int
    modified_us: int | None
    born_us: int | None


def begin(connection: sqlite3.Connection, found: Published, span: Span, inventory: int, *, first: bool) -> int:
    """An exposure that begins; its number."""
    earlier = "SELECT count(*) FROM exposures WHERE url = ? AND hosts = ? AND sha256 = ?"
    (count,) = connection.execute(earlier, (found.url, found.hosts, found.sha256)).fetchone()
    name = found.url.rpartition("/")[2]
    begun = connection.execute(
        "INSERT INTO exposures (file, url, hosts, sha256, bytes, device, inode, modified_us, born_us, name, "
        "ending, ordinal, first_pass, earliest_start_us, latest_start_us, begun_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*found, name, name.rpartition(".")[2].casefold(), count + 1, first, span.earliest, span.latest, inventory),
    ).lastrowid
    return int(begun or 0)


def end(
    connection: sqlite3.Connection, exposure: int, span: Span, inventory: int, *, replaced_by: int | None = None
) -> None:
    """An exposure that ended. Where the clock was set back, it is taken to have lasted longer, never less than nothing:
    what it began with gives way."""
    connection.execute(
        "UPDATE exposures SET state = 'closed', ended_by = :by, replaced_by = :replaced, earliest_end_us = :earliest, "
        "latest_end_us = max(:latest, latest_start_us), earliest_start_us = min(earliest_start_us, :earliest) "
        "WHERE id = :id",
        {"id": exposure, "by": inventory, "replaced": replaced_by, "earliest": span.earliest, "latest": span.latest},
    )


def defer(connection: sqlite3.Connection, exposure: int, latest: int, inventory: int) -> None:
    """One that began in an inventory may have begun a little later, and what it replaced ended then."""
    begun = (latest, exposure, inventory)
    connection.execute(
        "UPDATE exposures SET latest_start_us = max(latest_start_us, ?) WHERE id = ? AND begun_by = ?", begun
    )
    connection.execute(
        "UPDATE exposures SET latest_end_us = max(latest_end_us, ?) WHERE replaced_by = ? AND ended_by = ?", begun
    )


_PAIRS = """
WITH gone AS (
    SELECT id, url, {key}, row_number() OVER (PARTITION BY {key} ORDER BY url, id) AS nth FROM exposures
    WHERE ended_by = :by AND state = 'closed' AND replaced_by IS NULL AND moved_to IS NULL
), come AS (
    SELECT id, url, {key}, row_number() OVER (PARTITION BY {key} ORDER BY url, id) AS nth FROM exposures
    WHERE begun_by = :by AND moved_from IS NULL
)
SELECT come.url, gone.id, gone.url, come.id FROM gone JOIN come USING ({key}, nth)
"""


def link_moves(connection: sqlite3.Connection, inventory: int) -> None:
    """What went in one place and came in another: the same inode and content, else the same content."""
    for key in ("sha256, device, inode", "sha256"):
        pairs = connection.execute(_PAIRS.format(key=key), {"by": inventory}).fetchall()
        connection.executemany("UPDATE exposures SET moved_to = ? WHERE id = ?", (pair[:2] for pair in pairs))
        connection.executemany("UPDATE exposures SET moved_from = ? WHERE id = ?", (pair[2:] for pair in pairs))


def read_exposures(rows: Iterable[Sequence[object]]) -> Iterator[Exposure]:
    """From rows that begin with COLUMNS."""
    return map(_exposure, rows)


def _exposure(row: Sequence[object]) -> Exposure:
    found: dict[str, object] = dict(zip(COLUMNS.split(", "), row, strict=False))
    times = {name.removesuffix("_us"): _time(found.pop(name)) for name in tuple(found) if name.endswith("_us")}
    found["hosts"] = tuple(json.loads(str(found["hosts"])))
    found["first_pass"] = bool(found["first_pass"])
    return Exposure(**found, **times)  # type: ignore[arg-type] # as the table is declared


def _time(found: object) -> datetime | None:
    return moment_or_none(found) if isinstance(found, int) else None


def exposure_of(connection: sqlite3.Connection, number: int) -> Exposure | None:
    """The one with a number."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM exposures WHERE id = ?", (number,))  # noqa: S608 - constants
    return next(read_exposures(rows), None)


def exposures_of(connection: sqlite3.Connection, named: str) -> list[Exposure]:
    """Of a URL path (it begins with a slash) or of all files of a name, by path and in the order of time."""
    column = "url" if named.startswith("/") else "name"
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM exposures WHERE {column} = ? ORDER BY url, id",  # noqa: S608 - constants
        (named,),
    )
    return list(read_exposures(rows))


def open_exposures(connection: sqlite3.Connection) -> Iterator[Exposure]:
    """Those that have not ended, by path."""
    query = f"SELECT {COLUMNS} FROM exposures WHERE state = 'open' ORDER BY url, id"  # noqa: S608 - constants
    return read_exposures(connection.execute(query))


def exposures_at(connection: sqlite3.Connection, url: str, time: datetime) -> list[Exposure]:
    """Those of a URL path that may have been there at a time, the likeliest last."""
    at = micros(time)
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM exposures WHERE url = ? AND coalesce(earliest_start_us, 0) <= ? "  # noqa: S608 - constants
        "AND (latest_end_us IS NULL OR latest_end_us >= ?) ORDER BY latest_start_us <= ?, id",
        (url, at, at, at),
    )
    return list(read_exposures(rows))
