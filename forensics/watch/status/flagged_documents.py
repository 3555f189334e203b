"""Which documents hide something, since when, and how often they were downloaded since."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fnmatch import fnmatchcase

from forensics.documents.acceptance import Acceptance, judge
from forensics.documents.hidden import GRAVE
from forensics.documents.summary import summary
from forensics.watch.flags import Flagged, flagged
from forensics.watch.inventory.url_paths import escaped
from forensics.watch.moments import micros, moment_or_none
from forensics.watch.status.status import FlaggedDocument
from forensics.watch.watched_files import WatchedFile

__all__ = ["flagged_documents"]

_SINCE = "SELECT count(*), max(first) FROM told WHERE current AND kind = 'download' AND file = ?"


def flagged_documents(
    connection: sqlite3.Connection, files: Sequence[WatchedFile], baseline: Sequence[Acceptance], today: date
) -> list[FlaggedDocument]:
    """One for each URL path: the version that is there, else the last that was. Those most downloaded first, then
    those that are published."""
    by_path: dict[str, list[Flagged]] = {}
    for each in flagged(connection):
        by_path.setdefault(each.exposure.url, []).append(each)
    names, judges = _Names.of(files), _Judges(baseline, today)
    found = [_document(connection, path, versions, names.of_path(path), judges) for path, versions in by_path.items()]
    return sorted(found, key=lambda each: (-(each.downloads or 0), not each.published, each.path))


@dataclass(frozen=True, slots=True)
class _Judges:
    """What is accepted, and on which day that is asked."""

    baseline: Sequence[Acceptance]
    today: date

    def codes(self, of: Flagged) -> tuple[str, ...]:
        """Checks that found something grave which nobody accepts."""
        judged = judge(of.document, self.baseline, self.today)
        pairs = zip(judged.document.findings, judged.accepted, strict=True)
        return tuple(sorted({found.code for found, entry in pairs if found.severity in GRAVE and entry is None}))


@dataclass(frozen=True, slots=True)
class _Names:
    """Under which name the downloads of a path are kept."""

    by_path: Mapping[str, str]
    by_name: Mapping[str, str]
    globs: Sequence[tuple[str, str]]

    @staticmethod
    def of(files: Sequence[WatchedFile]) -> _Names:
        pairs = [(path, one.file.name) for one in files for path in one.file.paths]
        globs = [(path, name) for path, name in pairs if any(letter in path for letter in "*?[")]
        return _Names(dict(pairs), {one.file.name: one.file.name for one in files if not one.file.paths}, globs)

    def of_path(self, url: str) -> str | None:
        """None: its downloads are not watched."""
        exact = self.by_path.get(escaped(url)) or self.by_name.get(url.rpartition("/")[2])
        return exact or next((name for glob, name in self.globs if fnmatchcase(url, glob)), None)


def _document(
    connection: sqlite3.Connection, path: str, versions: Sequence[Flagged], name: str | None, judges: _Judges
) -> FlaggedDocument:
    there = [each for each in versions if each.exposure.state == "open"]
    shown = (there or versions)[-1]
    begun = [each.exposure.earliest_start for each in versions]
    earliest = None if None in begun else min(time for time in begun if time is not None)
    downloads, last = _downloads(connection, name, earliest)
    return FlaggedDocument(
        path=path,
        published=bool(there),
        earliest=earliest,
        latest=min(each.exposure.latest_start for each in versions),
        ended=None if there else shown.exposure.latest_end,
        codes=judges.codes(shown),
        summary=str(summary(shown.document)),
        downloads=downloads,
        last_download=last,
    )


def _downloads(
    connection: sqlite3.Connection, name: str | None, since: datetime | None
) -> tuple[int | None, datetime | None]:
    """How many of a file, and when the last began, since a time; None: ever."""
    if name is None:
        return None, None
    query, values = (_SINCE, (name,)) if since is None else (f"{_SINCE} AND first >= ?", (name, micros(since)))
    count, last = connection.execute(query, values).fetchone()
    return count, moment_or_none(last)
