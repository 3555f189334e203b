"""The lines that name watched files, kept as rows: one for each, with what the scan read out of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import polars as pl

from forensics.model import Scan, SourceReport
from forensics.model.schema import MINUTES, REQUEST, check, empty
from forensics.scan.cache.report_values import report_of, report_values
from forensics.scan.continued import continued_report
from forensics.watch.moments import micros, moment, moment_or_none

__all__ = ["TABLES", "add_rows", "add_scans", "drop", "reports_of", "rows_of", "scans_of", "take_unjudged", "unjudged"]

TABLES = """
CREATE TABLE requests (
    stream INTEGER NOT NULL,
    source TEXT NOT NULL,      -- its name in rows: of a member of an archive with its number
    line_no INTEGER NOT NULL,
    file TEXT NOT NULL,        -- name of the watched file
    line BLOB NOT NULL,        -- the octets of the line
    fields TEXT NOT NULL,      -- JSON: the other columns of REQUEST that have a value; times as microseconds
    PRIMARY KEY (source, line_no, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_by_file ON requests (file);
CREATE INDEX requests_by_stream ON requests (stream);
CREATE TABLE minutes (
    stream INTEGER NOT NULL,
    source TEXT NOT NULL,
    minute INTEGER,            -- microseconds
    lines INTEGER NOT NULL
) STRICT;
CREATE INDEX minutes_by_source ON minutes (source);
CREATE TABLE reports (
    stream INTEGER NOT NULL,
    source TEXT PRIMARY KEY,
    report TEXT NOT NULL       -- JSON: the tally of the source
) STRICT;
CREATE INDEX reports_by_stream ON reports (stream);
CREATE TABLE unjudged (        -- files of which there are rows that nothing was told of yet
    file TEXT PRIMARY KEY
) STRICT;
"""

#: Columns that a row of the table has in its own right, or that follow from the place of its log in the watch file.
_OWN = ("row", "source", "log", "line_no", "file", "line")
_TIMES = frozenset(name for name, kind in REQUEST.items() if isinstance(kind, pl.Datetime))


def add_scans(connection: sqlite3.Connection, stream: int, scans: Iterable[Scan]) -> None:
    """What was read of a stream: rows, minutes and tallies, added to those that are there."""
    for scan in scans:
        add_rows(connection, stream, scan.requests)
        source, report = scan.report.id, scan.report
        if known := connection.execute("SELECT report FROM reports WHERE source = ?", (source,)).fetchone():
            report = continued_report(report_of(json.loads(known[0])), report)
        connection.execute(
            "INSERT OR REPLACE INTO reports VALUES (?, ?, ?)", (stream, source, json.dumps(report_values(report)))
        )
        connection.executemany(
            "INSERT INTO minutes VALUES (?, ?, ?, ?)",
            (
                (stream, source, None if minute is None else micros(minute), lines)
                for _, minute, lines in scan.minutes.iter_rows()
            ),
        )


def add_rows(connection: sqlite3.Connection, stream: int, requests: pl.DataFrame) -> None:
    """Lines that name a file; of those that are there already nothing changes."""
    for row in requests.iter_rows(named=True):
        fields = {name: _plain(value) for name, value in row.items() if value is not None and name not in _OWN}
        connection.execute(
            "INSERT OR REPLACE INTO requests VALUES (?, ?, ?, ?, ?, ?)",
            (stream, row["source"], row["line_no"], row["file"], row["line"], json.dumps(fields)),
        )
        connection.execute("INSERT OR IGNORE INTO unjudged VALUES (?)", (row["file"],))


def reports_of(connection: sqlite3.Connection, stream: int) -> list[SourceReport]:
    """The tallies of its sources."""
    found = connection.execute("SELECT report FROM reports WHERE stream = ? ORDER BY source", (stream,))
    return [report_of(json.loads(text)) for (text,) in found]


def drop(connection: sqlite3.Connection, stream: int) -> None:
    """All that was read of a stream, which is read again."""
    for table in ("requests", "minutes", "reports"):
        connection.execute(f"DELETE FROM {table} WHERE stream = ?", (stream,))  # noqa: S608 - names of ours


def unjudged(connection: sqlite3.Connection) -> list[str]:
    """Names of files with rows that nothing was told of yet."""
    return [name for (name,) in connection.execute("SELECT file FROM unjudged ORDER BY file")]


def take_unjudged(connection: sqlite3.Connection, files: Iterable[str]) -> None:
    """Notes that what the rows of these files amount to was told."""
    connection.executemany("DELETE FROM unjudged WHERE file = ?", ((name,) for name in files))


def rows_of(connection: sqlite3.Connection, files: Collection[str], log_of: dict[int, int]) -> pl.DataFrame:
    """REQUEST rows of files; `log_of` gives the entry of each stream that still has one."""
    found = [
        _request(row, log_of[row[0]])
        for name in files
        for row in connection.execute("SELECT * FROM requests WHERE file = ?", (name,))
        if row[0] in log_of
    ]
    table = pl.DataFrame(found, schema=dict(REQUEST), orient="row")
    return check(table, REQUEST)


def scans_of(
    connection: sqlite3.Connection, files: Sequence[str], log_of: dict[int, int], paths: dict[int, str]
) -> list[Scan]:
    """What each source holds of these files, in the order in which the logs were met; `paths` says where they lie."""
    requests = {
        str(name): rows
        for (name,), rows in rows_of(connection, files, log_of).partition_by("source", as_dict=True).items()
    }
    scans = []
    for stream, source, text in connection.execute(
        "SELECT stream, source, report FROM reports ORDER BY stream, source"
    ):
        if stream not in log_of:
            continue
        rows = requests.get(source)
        report = _named(report_of(json.loads(text)), log_of[stream], paths[stream])
        minutes = _minutes(connection, source) if rows is not None else ()
        scans.append(
            Scan(
                empty(REQUEST) if rows is None else rows.sort("line_no"),
                pl.DataFrame(list(minutes), schema=dict(MINUTES), orient="row"),
                report,
            )
        )
    return scans


def _minutes(connection: sqlite3.Connection, source: str) -> Iterator[tuple[str, datetime | None, int]]:
    found = connection.execute(
        "SELECT minute, sum(lines) FROM minutes WHERE source = ? GROUP BY minute ORDER BY minute", (source,)
    )
    return ((source, moment_or_none(minute), lines) for minute, lines in found)


def _named(report: SourceReport, log: int, path: str) -> SourceReport:
    """The report of a log that may lie elsewhere now, and whose entry may have moved."""
    return replace(report, log=log, path=path if not report.archive else report.path)


def _request(row: tuple[Any, ...], log: int) -> dict[str, Any]:
    _stream, source, line_no, file, line, fields = row
    read = {name: moment(value) if name in _TIMES else value for name, value in json.loads(fields).items()}
    own = {"row": f"{source}:{line_no}", "source": source, "log": log, "line_no": line_no, "file": file, "line": line}
    return {name: own[name] if name in own else read.get(name) for name in REQUEST}


def _plain(value: object) -> object:
    return micros(value) if isinstance(value, datetime) else value
