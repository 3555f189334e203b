"""From the tables of the state to a status. Nothing is written, and nothing but the state is read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from forensics.documents.baseline import load_baseline
from forensics.documents.kinds import NO_DOCUMENT
from forensics.watch import spells
from forensics.watch.following import evidence, streams
from forensics.watch.inventory.url_paths import url_path
from forensics.watch.moments import moment_or_none
from forensics.watch.state import last_passes, outbox
from forensics.watch.state.passes import last_whole, stopped_since
from forensics.watch.state.state import FILE
from forensics.watch.status.flagged_documents import flagged_documents
from forensics.watch.status.status import Documents, FileStatus, LogStatus, RootStatus, SinkStatus, Status, Unread
from forensics.watch.trouble import Trouble
from forensics.watch.watched import Root, Watch
from forensics.watch.watched_files import WatchedFile, watched_files

__all__ = ["status_of"]

#: So many passes are listed.
_RECENT: Final = 10
_DAY: Final = timedelta(days=1)

#: Each published version by what inspection said of it under the rules by which it was looked into last.
_BY_OUTCOME: Final = f"""
SELECT CASE
    WHEN inspected_by IS NULL OR kind IS NULL THEN 'waiting'
    WHEN kind = '{NO_DOCUMENT}' THEN 'passed over'
    WHEN coalesce(json_extract(document, '$.reason'), '') <> '' THEN 'unread'
    ELSE 'inspected' END AS outcome, count(*)
FROM exposures LEFT JOIN inspections
    ON inspections.sha256 = exposures.sha256 AND inspections.ending = exposures.ending AND rules = inspected_by
WHERE state = 'open' GROUP BY outcome
"""  # noqa: S608 - a constant
_UNREAD: Final = """
SELECT url, json_extract(document, '$.reason') FROM exposures JOIN inspections
    ON inspections.sha256 = exposures.sha256 AND inspections.ending = exposures.ending AND rules = inspected_by
WHERE state = 'open' AND document IS NOT NULL AND coalesce(json_extract(document, '$.reason'), '') <> ''
"""
_REFUSED: Final = """
SELECT published_roots.path, published_roots.url, documents.path, documents.trouble FROM documents
JOIN published_roots ON published_roots.id = documents.root WHERE documents.trouble IS NOT NULL
"""
#: What was told of each file, and stands.
_TOLD: Final = """
SELECT file, sum(kind = 'download'), sum(kind = 'partial'), min(first), max(first) FROM told WHERE current GROUP BY file
"""


def status_of(watch: Watch, connection: sqlite3.Connection, now: datetime) -> Status:
    """How the watch fares by its state, all at one moment, though a pass may run."""
    connection.execute("BEGIN")
    try:
        return _status(watch, connection, now)
    finally:
        connection.execute("ROLLBACK")


def _status(watch: Watch, connection: sqlite3.Connection, now: datetime) -> Status:
    files = watched_files(watch, connection)
    recent = last_passes(connection, _RECENT)
    roots = tuple(_roots(connection))
    return Status(
        watch=watch.id,
        zone=watch.zone,
        now=now,
        last=last_whole(connection),
        running=next((each for each in recent[:1] if each.outcome is None), None),
        recent=tuple(recent),
        stopped=stopped_since(connection, now - _DAY),
        overdue_after=watch.overdue,
        roots=roots,
        documents=_documents(watch, connection, files, now),
        files=tuple(_files(connection, files)),
        logs=tuple(_logs(connection)),
        lost=_lost(connection),
        troubles=(*(Trouble("root", root.path, root.trouble, "") for root in roots if root.trouble),
                  *spells.going_on(connection)),
        sinks=tuple(_sinks(connection)),
        state=watch.state,
        state_bytes=_bytes(watch.state),
    )  # fmt: skip


def _roots(connection: sqlite3.Connection) -> Iterator[RootStatus]:
    for path, url, seen, trouble in connection.execute(
        "SELECT path, url, seen_us, trouble FROM published_roots ORDER BY url, path"
    ):
        yield RootStatus(os.fsdecode(path), url, moment_or_none(seen or None), trouble)


def _documents(watch: Watch, connection: sqlite3.Connection, files: Sequence[WatchedFile], now: datetime) -> Documents:
    counts: dict[str, int] = dict(connection.execute(_BY_OUTCOME))
    baseline = load_baseline(watch.accepted) if watch.accepted else ()
    return Documents(
        published=sum(counts.values()),
        inspected=counts.get("inspected", 0),
        passed_over=counts.get("passed over", 0),
        waiting=counts.get("waiting", 0),
        unread=tuple(sorted(_unread(connection), key=lambda each: (each.path, each.reason))),
        flagged=tuple(flagged_documents(connection, files, baseline, now.date())),
    )


def _unread(connection: sqlite3.Connection) -> Iterator[Unread]:
    """What could not be looked into, and what could not even be read."""
    yield from (Unread(*row) for row in connection.execute(_UNREAD))
    for folder, prefix, path, reason in connection.execute(_REFUSED):
        yield Unread(url_path(Root(Path(os.fsdecode(folder)), prefix), path), reason)


def _files(connection: sqlite3.Connection, files: Sequence[WatchedFile]) -> list[FileStatus]:
    told = {name: row for name, *row in connection.execute(_TOLD)}
    found = []
    for name in sorted(one.file.name for one in files):
        downloads, partials, first, last = told.get(name, (0, 0, None, None))
        found.append(FileStatus(name, downloads, partials, moment_or_none(first), moment_or_none(last)))
    return sorted(found, key=lambda each: _newest_first(each.last))


def _newest_first(time: datetime | None) -> float:
    return -time.timestamp() if time else 0.0


def _logs(connection: sqlite3.Connection) -> list[LogStatus]:
    found = []
    for stream in streams.load(connection):
        if not stream.gone:
            reports = evidence.reports_of(connection, stream.number)
            last = max((report.last for report in reports if report.last is not None), default=None)
            lines = sum(report.lines for report in reports)
            found.append(LogStatus(stream.path, lines, last, stream.settled))
    return sorted(found, key=lambda each: (_newest_first(each.last), each.path))


def _lost(connection: sqlite3.Connection) -> int:
    count: int = connection.execute("SELECT count(*) FROM streams WHERE gone AND NOT settled").fetchone()[0]
    return count


def _sinks(connection: sqlite3.Connection) -> Iterator[SinkStatus]:
    """All but stdout, which has what was printed."""
    refused = [each.reader for each in outbox.aside(connection)]
    for (name,) in connection.execute("SELECT name FROM readers WHERE name <> ? ORDER BY name", (outbox.STDOUT,)):
        reader = outbox.reader(connection, name)
        waiting = outbox.waiting(connection, name)
        yield SinkStatus(name, waiting, reader.tries, reader.since, reader.again, reader.reason, refused.count(name))


def _bytes(folder: Path) -> int:
    """What the state takes on the disk, its log included."""
    parts = (folder / f"{FILE}{suffix}" for suffix in ("", "-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())
