"""Logs as streams of lines: one keeps its number while its file is renamed, copied, truncated and compressed.

What a stream is known by is its content: the octets it begins with, and those before the place where it was left.
"""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from forensics.formats import InForce
from forensics.scan.scan import LOG_START, Left
from forensics.sources import Beginning
from forensics.watch.following.lying import Lying, shown
from forensics.watch.moments import micros

__all__ = ["TABLES", "Proof", "Stream", "begin", "left_before", "load", "note_position", "store"]

TABLES = """
CREATE TABLE streams (
    number INTEGER PRIMARY KEY,
    log TEXT NOT NULL,             -- path of the entry among the logs that names it
    path BLOB NOT NULL,            -- where its file lay at the last pass; a URL without what is secret
    first_path BLOB NOT NULL,      -- where it lay when it was met
    identity TEXT NOT NULL,        -- of its file, by the file system
    size INTEGER NOT NULL,         -- of its file, bytes
    mtime_ns INTEGER NOT NULL,
    whole INTEGER NOT NULL,        -- 1: read again as a whole when it changes
    head_bytes INTEGER NOT NULL,   -- so many octets of the stream at its start
    head TEXT NOT NULL,            -- and their SHA-256
    tail_bytes INTEGER NOT NULL,   -- so many before the place where it was left
    tail TEXT NOT NULL,
    place TEXT NOT NULL,           -- JSON: where it was left, and the directives in force there
    reading TEXT NOT NULL,         -- how its lines are read; where that changes all are read again
    settled INTEGER NOT NULL,      -- 1: nothing is written to it any more, and it was read to its end
    gone INTEGER NOT NULL          -- 1: its file was gone, and that was told
) STRICT;
CREATE TABLE positions (           -- where a stream was left by passes
    stream INTEGER NOT NULL REFERENCES streams (number),
    read INTEGER NOT NULL,         -- when it was read that far, microseconds: what stands before was written before
    place TEXT NOT NULL,
    PRIMARY KEY (stream, read)
) STRICT, WITHOUT ROWID;
"""

#: So long it is known where each log was left, and by the pass before that.
_KEPT = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Proof:
    """So many octets and their SHA-256."""

    bytes: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Stream:
    """One log, see the table."""

    number: int
    log: str
    path: str  # as the file system has it; undecodable bytes are surrogates
    first_path: str
    identity: str
    size: int
    mtime_ns: int
    whole: bool
    head: Proof = Proof()
    tail: Proof = Proof()
    left: Left = LOG_START
    reading: str = ""
    settled: bool = False
    gone: bool = False

    @property
    def source(self) -> str:
        """Its name in rows of evidence."""
        return f"s{self.number}"

    def lies_at(self, lying: Lying, log: str) -> Stream:
        """The stream, in that file now, which that entry names."""
        here = replace(self, log=log, gone=False, path=shown(lying), identity=lying.identity)
        return replace(here, size=lying.size, mtime_ns=lying.mtime_ns)

    def lay_as(self, lying: Lying) -> bool:
        """Whether the file is as it was at the last pass, wherever it lies by now."""
        if not lying.identity:
            return lying.size >= 0 and (self.path, self.size) == (shown(lying), lying.size)
        return (self.identity, self.size, self.mtime_ns) == (lying.identity, lying.size, lying.mtime_ns)


def load(connection: sqlite3.Connection) -> list[Stream]:
    """All streams, in the order in which they were met."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return [_stream(row) for row in cursor.execute("SELECT * FROM streams ORDER BY number")]


def begin(connection: sqlite3.Connection, log: str, lying: Lying, *, whole: bool) -> Stream:
    """A stream of which nothing was read yet; it is not stored before something was."""
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM streams").fetchone()
    path = shown(lying)
    return Stream(last + 1, log, path, path, lying.identity, lying.size, lying.mtime_ns, whole)


def store(connection: sqlite3.Connection, stream: Stream) -> None:
    """Its row as it is now."""
    connection.execute(
        f"INSERT OR REPLACE INTO streams VALUES ({', '.join('?' * 16)})",  # noqa: S608 - no text of anybody
        (
            stream.number,
            stream.log,
            os.fsencode(stream.path),
            os.fsencode(stream.first_path),
            stream.identity,
            stream.size,
            stream.mtime_ns,
            stream.whole,
            stream.head.bytes,
            stream.head.sha256,
            stream.tail.bytes,
            stream.tail.sha256,
            _written(stream.left),
            stream.reading,
            stream.settled,
            stream.gone,
        ),
    )


def note_position(connection: sqlite3.Connection, stream: Stream, read: datetime) -> None:
    """Where it was left when it was read."""
    row = (stream.number, micros(read), _written(stream.left))
    connection.execute("INSERT OR REPLACE INTO positions VALUES (?, ?, ?)", row)
    connection.execute("DELETE FROM positions WHERE stream = ? AND read < ?", (stream.number, micros(read - _KEPT)))


def left_before(connection: sqlite3.Connection, stream: Stream, time: datetime | None) -> Left:
    """Where it was left when it was read last before a time, so that no line of a request made after it stands before
    that place; the start of the log where that is not known, or for None."""
    if time is None:
        return LOG_START
    found = connection.execute(
        "SELECT place FROM positions WHERE stream = ? AND read < ? ORDER BY read DESC LIMIT 1",
        (stream.number, micros(time)),
    ).fetchone()
    return LOG_START if found is None else _left(found[0])


def _stream(row: sqlite3.Row) -> Stream:
    return Stream(
        number=row["number"],
        log=row["log"],
        path=os.fsdecode(row["path"]),
        first_path=os.fsdecode(row["first_path"]),
        identity=row["identity"],
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        whole=bool(row["whole"]),
        head=Proof(row["head_bytes"], row["head"]),
        tail=Proof(row["tail_bytes"], row["tail"]),
        left=_left(row["place"]),
        reading=row["reading"],
        settled=bool(row["settled"]),
        gone=bool(row["gone"]),
    )


def _written(left: Left) -> str:
    return json.dumps(asdict(left))


def _left(text: str) -> Left:
    found = json.loads(text)
    return Left(Beginning(**found["place"]), InForce(**found["in_force"]))
