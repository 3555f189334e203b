"""What is wrong with logs: in the lines that were read now, for as long as they lie there, and for good."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from forensics.model import SourceReport
from forensics.watch.following.streams import Stream
from forensics.watch.trouble import Trouble

__all__ = ["TABLES", "gone", "of_new_lines", "standing", "store_standing"]

TABLES = """
CREATE TABLE log_troubles (    -- what is wrong with a log as far as it was read
    stream INTEGER NOT NULL REFERENCES streams (number),
    reason TEXT NOT NULL,
    key TEXT NOT NULL
) STRICT;
"""

#: From so many unreadable lines, and this share of those that were read, it is told.
_MANY, _SHARE = 10, 0.01


def of_new_lines(reports: Sequence[SourceReport]) -> Iterator[Trouble]:
    """What was wrong with lines that were read now."""
    for report in reports:
        lines = report.lines - report.blank - report.headings
        if report.unparsed >= _MANY and report.unparsed > _SHARE * lines and report.parsed:
            reason = f"{report.unparsed:,} of {lines:,} new lines could not be read"
            yield Trouble("log", report.path, reason, f"unparsed {report.first} {report.last} {report.unparsed}")
        if report.overlong:
            reason = f"{report.overlong:,} new lines are too long to be read"
            yield Trouble("log", report.path, reason, f"overlong {report.first} {report.last} {report.overlong}")


def store_standing(connection: sqlite3.Connection, stream: Stream, reports: Sequence[SourceReport]) -> None:
    """Notes what is wrong with a log, in place of what was."""
    connection.execute("DELETE FROM log_troubles WHERE stream = ?", (stream.number,))
    found = {key: reason for report in reports for reason, key in _wrong(report)}
    rows = ((stream.number, reason, key) for key, reason in found.items())
    connection.executemany("INSERT INTO log_troubles VALUES (?, ?, ?)", rows)


def standing(connection: sqlite3.Connection) -> list[Trouble]:
    """What is wrong with logs that still lie there."""
    found = connection.execute(
        "SELECT path, reason, key FROM log_troubles JOIN streams ON number = stream WHERE NOT gone ORDER BY number, key"
    )
    return [Trouble("log", path.decode("utf-8", "replace"), reason, key) for path, reason, key in found]


def gone(stream: Stream) -> Trouble:
    """A log that was lost from sight before it was sure that all of it was read."""
    lines = stream.left.place.lines
    reason = f"the log is gone; what was written to it after line {lines:,} was not read"
    return Trouble("log", stream.path, reason, f"gone {stream.head.sha256} {lines}")


def _wrong(report: SourceReport) -> Iterator[tuple[str, str]]:
    """Reason and key of each thing."""
    if report.damage is not None and report.damage.lost:
        yield str(report.damage.text), f"damage {report.damage.kind} {report.damage.offset}"
    for one in report.unread:
        if one.lost:
            yield f"{one.name}: {one.reason}", f"unread {one.name}"
    if report.refused:
        yield str(report.refused), "refused"
    elif report.kind == "log" and report.lines > report.blank + report.headings and not report.parsed:
        yield "none of its lines could be read", "unreadable"
