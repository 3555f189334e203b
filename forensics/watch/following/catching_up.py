"""Names that are watched from now on, sought in what was read before they were."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from forensics.errors import ForensicsError
from forensics.model import Case, LeakedFile
from forensics.scan.engines.engine import Engine
from forensics.scan.scan import Left
from forensics.watch.following import evidence
from forensics.watch.following.lying import Lying
from forensics.watch.following.reading import sought_again
from forensics.watch.following.streams import Stream
from forensics.watch.trouble import Trouble

__all__ = ["TABLES", "Late", "catch_up", "forget_others", "late", "note_sought"]

TABLES = """
CREATE TABLE sought (          -- names that are sought in every line that is read
    signature TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Late:
    """Files that were not sought so far, and a time at which none of them was published yet; None: from the beginning
    of every log."""

    files: tuple[LeakedFile, ...]
    absent_at: datetime | None


def forget_others(connection: sqlite3.Connection, files: Iterable[LeakedFile]) -> None:
    """Files that are not watched at present are not sought in what is read now: should they come back, as a document
    does whose findings were accepted until a day, they are sought again from where they may have been published."""
    known = {signature for (signature,) in connection.execute("SELECT signature FROM sought")}
    gone = sorted(known - set(map(_signature, files)))
    connection.executemany("DELETE FROM sought WHERE signature = ?", ((signature,) for signature in gone))


def late(
    connection: sqlite3.Connection, files: Iterable[LeakedFile], absent_at: Mapping[str, datetime | None]
) -> list[Late]:
    """The files that were not sought so far, those together that are sought from the same place on. `absent_at` tells
    of files by their name when they were not published yet."""
    known = {signature for (signature,) in connection.execute("SELECT signature FROM sought")}
    since: dict[datetime | None, list[LeakedFile]] = {}
    for file in files:
        if _signature(file) not in known:
            since.setdefault(absent_at.get(file.name), []).append(file)
    return [Late(tuple(found), time) for time, found in since.items()]


def note_sought(connection: sqlite3.Connection, files: Iterable[LeakedFile]) -> None:
    """From now on they are sought in every line."""
    connection.executemany("INSERT OR IGNORE INTO sought VALUES (?)", ((_signature(file),) for file in files))


def catch_up(
    connection: sqlite3.Connection,
    found: Late,
    stream: Stream,
    lying: Lying,
    case: Case,
    since: Left,
    engine: Engine,
) -> list[Trouble]:
    """Adds what a log holds for the files from a place on to where it was left; what hinders that."""
    try:
        scans = sought_again(stream, lying, replace(case, files=found.files), since, engine)
    except ForensicsError as error:
        return [Trouble("log", stream.path, error.message, "late")]
    for scan in scans:
        evidence.add_rows(connection, stream.number, scan.requests)
    return []


def _signature(file: LeakedFile) -> str:
    """What decides whether a line names the file."""
    told: Sequence[object] = (file.name, file.paths, file.hosts, file.other_paths)
    return hashlib.sha256(json.dumps(told).encode("utf-8", "surrogatepass")).hexdigest()
