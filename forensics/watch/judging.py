"""What new lines amount to, by the rules of a case; each download is told once, whatever later lines add to it.

All rows of a file are judged together with the new ones, for a download may be made of requests of several passes, and
a line of one server may be that of another. What was told before is known by the rows that it was made of.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

import polars as pl

from forensics.investigation import judgement
from forensics.model import Case, LeakedFile
from forensics.parties.prefix_lists import PrefixList
from forensics.scan.scan import gathered
from forensics.watch.event import Event, Version, event_id
from forensics.watch.following import evidence, streams
from forensics.watch.moments import micros, moment_or_none, written

__all__ = ["TABLES", "judge_new"]

TABLES = """
CREATE TABLE told (            -- downloads, and what may be one, that events told of
    event TEXT PRIMARY KEY,    -- id of the event
    kind TEXT NOT NULL,        -- of the event: download | partial
    file TEXT NOT NULL,
    client TEXT,               -- address, of IPv6 the /64; null: not known
    first INTEGER,             -- microseconds; null: not known
    rows TEXT NOT NULL,        -- JSON: names of the rows it was made of
    current INTEGER NOT NULL   -- 0: another event took its place
) STRICT;
CREATE INDEX told_of_file ON told (file) WHERE current;
"""

#: As many files are judged together: their rows stand in memory at once.
_TOGETHER = 500
#: A request that two servers logged has these times apart at most.
_APART = timedelta(minutes=2)
_WHOLE = ("complete", "assembled")


@dataclass(frozen=True, slots=True)
class _Told:
    event: str
    kind: str
    client: str | None
    first: datetime | None
    rows: frozenset[str]


def judge_new(
    connection: sqlite3.Connection,
    files: Mapping[str, LeakedFile],
    case_of: Callable[[Sequence[LeakedFile]], Case],
    lists: Sequence[PrefixList],
) -> list[Event] | None:
    """What is to be told of some of the watched files of which there are new lines; None where there are none. The
    events, and what notes that they were told, belong into one step. `case_of` makes a case of files."""
    names = evidence.unjudged(connection)
    evidence.take_unjudged(connection, [name for name in names if name not in files])
    wanted = [files[name] for name in names if name in files][:_TOGETHER]
    return _judge(connection, case_of(wanted), lists) if wanted else None


def _judge(connection: sqlite3.Connection, case: Case, lists: Sequence[PrefixList]) -> list[Event]:
    names = [file.name for file in case.files]
    entries = {log.path: number for number, log in enumerate(case.logs)}
    found = [stream for stream in streams.load(connection) if stream.log in entries]
    scans = evidence.scans_of(
        connection,
        names,
        {stream.number: entries[stream.log] for stream in found},
        {stream.number: stream.path for stream in found},
    )
    result = judgement(case, gathered(scans, case), lists)
    reports = {report.id: report.path for report in result.evidence.sources}
    events: list[Event] = []
    for file in result.case.files:
        rows = result.labelled.filter(pl.col("file") == file.name)
        told = _Telling(connection, file, _Rows.of(rows, reports))
        events += told.downloads(result.downloads.filter(pl.col("file") == file.name))
        events += told.unreadable()
    evidence.take_unjudged(connection, names)
    return events


@dataclass(frozen=True, slots=True)
class _Rows:
    """The judged lines of one file by name, a key of each that follows from its octets alone, and where logs lie."""

    by_name: Mapping[str, Mapping[str, Any]]
    keys: Mapping[str, str]
    logs: Mapping[str, str]

    @staticmethod
    def of(table: pl.DataFrame, logs: Mapping[str, str]) -> _Rows:
        """Equal lines, as a server writes for equal requests of one second, are numbered in their order."""
        rows = {row["row"]: row for row in table.iter_rows(named=True)}
        times: dict[bytes, int] = {}
        keys = {}
        for name, row in rows.items():
            if not row["verdict"].startswith("duplicate"):
                times[row["line"]] = times.get(row["line"], 0) + 1
                keys[name] = f"{hashlib.sha256(row['line']).hexdigest()} {times[row['line']]}"
        return _Rows(rows, keys, logs)


@dataclass(frozen=True, slots=True)
class _Telling:
    """Turns what is known of one file into what was not told yet."""

    connection: sqlite3.Connection
    file: LeakedFile
    rows: _Rows

    def downloads(self, found: pl.DataFrame) -> Iterator[Event]:
        """A download once; a part once, and again where it became a download; and what was told and is none."""
        told = self._told()
        by_row = {row: one for one in told for row in one.rows}
        standing = {row for rows in found["rows"].to_list() for row in rows}
        vanished = [one for one in told if not (one.rows & standing)]
        for download in found.sort("first", "download", nulls_last=True).iter_rows(named=True):
            kind = "download" if download["kind"] in _WHOLE else "partial"
            before = next((by_row[row] for row in download["rows"] if row in by_row), None)
            if before is None and (same := next((one for one in vanished if _is_same(one, download)), None)):
                vanished.remove(same)
                before = same
            if before is not None and before.kind == kind:
                self._note(before.event, kind, download)
                continue
            event = self._event(kind, download, before)
            if before is not None:
                self._supersede(before)
            self._note(event.id, kind, download)
            yield event
        for one in vanished:
            self._supersede(one)
            yield self._withdrawn(one)

    def unreadable(self) -> Iterator[Event]:
        """Lines that name the file and that no format reads: each may be a download."""
        for name, row in self.rows.by_name.items():
            if row["match"] == "rejected" and name in self.rows.keys:
                reason = "a line that names the file could not be read; it may be a download"
                details = {"of": "line", "reason": reason, **self._place(row)}
                key = event_id("incomplete", "line", self.file.name, self.rows.keys[name])
                yield Event("incomplete", key, row["start"], self.file.name, None, None, details)

    def _event(self, kind: Any, download: Mapping[str, Any], before: _Told | None) -> Event:  # noqa: ANN401
        first = self.rows.by_name[download["rows"][0]]
        parts = [] if before is None or before.kind != "download" else ["instead of", before.event]
        details = {name: _plain(value) for name, value in download.items() if name != "file"}
        details |= self._place(first)
        if before is not None:
            details["replaces"] = before.event
        return Event(
            kind=kind,
            id=event_id(kind, self.file.name, self.rows.keys.get(first["row"], first["row"]), *parts),
            time=download["first"],
            file=self.file.name,
            path=unquote(first["path"]) if first["path"] else None,
            version=self._version(download),
            details=details,
        )

    def _withdrawn(self, one: _Told) -> Event:
        """What was told as two, and is one request that two logs hold."""
        reason = "the same request stands in another log, and was told of before"
        details = {"kind": "withdrawn", "replaces": one.event, "client": one.client, "reason": reason}
        return Event(
            "partial", event_id("partial", "withdrawn", one.event), one.first, self.file.name, None, None, details
        )

    def _version(self, download: Mapping[str, Any]) -> Version | None:
        """The version that was there at the time, if its content is known."""
        time = download["first"]
        for version in self.file.versions:
            begun = version.start is None or (time is not None and version.start <= time)
            ended = version.end is not None and time is not None and version.end <= time
            if version.sha256 and begun and not ended and download["size"] in (None, version.size):
                return Version(version.sha256, version.size)
        return None

    def _place(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {"log": self.rows.logs.get(row["source"], ""), "line_no": row["line_no"]}

    def _told(self) -> list[_Told]:
        found = self.connection.execute(
            "SELECT event, kind, client, first, rows FROM told WHERE file = ? AND current ORDER BY event",
            (self.file.name,),
        )
        return [
            _Told(event, kind, client, moment_or_none(first), frozenset(json.loads(rows)))
            for event, kind, client, first, rows in found
        ]

    def _note(self, event: str, kind: str, download: Mapping[str, Any]) -> None:
        first = None if download["first"] is None else micros(download["first"])
        self.connection.execute(
            "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?, ?, 1)",
            (event, kind, self.file.name, download["client_64"], first, json.dumps(download["rows"])),
        )

    def _supersede(self, one: _Told) -> None:
        self.connection.execute("UPDATE told SET current = 0 WHERE event = ?", (one.event,))


def _is_same(one: _Told, download: Mapping[str, Any]) -> bool:
    """Whether a download may be the one that was told: another log of the same request counts now."""
    if one.first is None or download["first"] is None or one.client != download["client_64"]:
        return False
    return bool(abs(one.first - download["first"]) <= _APART)


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell of a table
    """As JSON has it."""
    return written(value) if isinstance(value, datetime) else value
