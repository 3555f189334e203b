"""What inspection says of the versions that are published, and which of them are flagged.

Each version is looked into once under the same rules (program and libraries), whatever its paths, and again where the
rules are others; the newest first. What is no document (pages, scripts, films) is passed over. A finding that the
baseline accepts today does not flag; it flags again once its day has passed.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from forensics.documents import written as documents
from forensics.documents.acceptance import Acceptance, Judged, judge
from forensics.documents.fingerprint import fingerprint_of
from forensics.documents.guard import inspected
from forensics.documents.hidden import GRAVE
from forensics.documents.inspect import NO_READER
from forensics.documents.kinds import NO_DOCUMENT, UNKNOWN
from forensics.model.document import Document, Hidden
from forensics.watch.event import Event, EventKind, Version, event_id
from forensics.watch.exposures import COLUMNS, Exposure, read_exposures
from forensics.watch.moments import written

__all__ = ["BATCH", "TABLES", "Batch", "Flagged", "flagged", "forget_rules", "inspect_batch", "judge_again"]

#: `document` as JSON without its path, where something is hidden or was not read; null: there is nothing to tell.
#: `flags`: of exposures with such a document. `basis`: a digest of what the baseline accepted when it was judged.
#: `told`: what was told of it, a list as JSON.
TABLES = """
CREATE TABLE inspections (
    sha256 TEXT NOT NULL,
    ending TEXT NOT NULL,
    rules TEXT NOT NULL,
    kind TEXT NOT NULL,
    document TEXT,
    PRIMARY KEY (sha256, ending, rules)
) STRICT, WITHOUT ROWID;
CREATE TABLE flags (
    exposure INTEGER PRIMARY KEY,
    rules TEXT NOT NULL,
    basis TEXT NOT NULL,
    hides INTEGER NOT NULL,
    told TEXT NOT NULL
) STRICT;
"""
#: Exposures that are looked into, and kept, together.
BATCH = 500
#: Within this time a file may change without another time.
_UNSURE_NS = 2_000_000_000
_ALL = ", ".join(f"exposures.{name}" for name in COLUMNS.split(", "))


@dataclass(frozen=True, slots=True)
class Batch:
    """What looking into some of the exposures came to."""

    exposures: int  # that were looked at; 0: there are no more
    inspected: int  # documents that were read
    passed_over: int  # exposures of what is no document
    postponed: int  # exposures whose file is another by now: they are for the next inventory
    events: tuple[Event, ...]  # by path


@dataclass(frozen=True, slots=True)
class Flagged:
    """A version that hides something that nobody has accepted, and where it is or was published."""

    exposure: Exposure
    document: Document


@dataclass(frozen=True, slots=True)
class _Bench:
    """What exposures are judged by."""

    connection: sqlite3.Connection
    baseline: Sequence[Acceptance]
    basis: str
    rules: str
    now: datetime

    @property
    def today(self) -> date:
        """In UTC."""
        return self.now.date()


def _bench(connection: sqlite3.Connection, baseline: Sequence[Acceptance], rules: str, now: datetime) -> _Bench:
    holds = repr([(entry, entry.until >= now.date()) for entry in baseline])
    return _Bench(connection, baseline, hashlib.sha256(holds.encode()).hexdigest()[:16], rules, now)


def inspect_batch(
    connection: sqlite3.Connection,
    now: datetime,
    *,
    baseline: Sequence[Acceptance],
    rules: str,
    inventory: int,
    jobs: int,
    most: int = BATCH,
) -> Batch:
    """The next exposures that were not looked into under these `rules` (`documents.kept.readers_digest()`), those that
    never were first; to be called until there are no more, each time in a step of its own."""
    bench = _bench(connection, baseline, rules, now)
    due = _due(bench, inventory, most)
    versions = {(each.sha256, _ending(each)): each.file for each in due}
    known = {version for version in versions if _known(bench, version) is not None}
    looked = [version for version in versions if version not in known]
    files = [versions[version] for version in looked]
    for version, document in zip(looked, _unchanged(files, looked, jobs), strict=True):
        if document is not None:
            _keep(bench, version, document)
            known.add(version)
    ready = [each for each in due if (each.sha256, _ending(each)) in known]
    late = [each.id for each in due if (each.sha256, _ending(each)) not in known]
    connection.executemany("UPDATE exposures SET postponed_by = ? WHERE id = ?", ((inventory, each) for each in late))
    events = [event for each in sorted(ready, key=lambda one: one.url) for event in _settle(bench, each)]
    passed_over = sum(_kind(bench, each) == NO_DOCUMENT for each in ready)
    return Batch(len(due), len(looked), passed_over, len(late), tuple(events))


def _due(bench: _Bench, inventory: int, most: int) -> list[Exposure]:
    """Never looked into first, then by older rules; of each, those published last first."""
    found: list[Exposure] = []
    for other in ("inspected_by IS NULL", "inspected_by < :rules", "inspected_by > :rules"):
        rows = bench.connection.execute(
            f"SELECT {COLUMNS} FROM exposures WHERE state = 'open' AND {other} "  # noqa: S608 - constants
            "AND (postponed_by IS NULL OR postponed_by < :inventory) ORDER BY id DESC LIMIT :most",
            {"rules": bench.rules, "inventory": inventory, "most": most - len(found)},
        )
        found += read_exposures(rows)
    return found


_Version = tuple[str, str]  # SHA-256, ending of the name


def _ending(of: Exposure) -> str:
    return of.name.rpartition(".")[2].casefold()


def _known(bench: _Bench, version: _Version) -> tuple[str, str | None] | None:
    """Kind and document of a version under these rules; None where it was not looked into."""
    query = "SELECT kind, document FROM inspections WHERE sha256 = ? AND ending = ? AND rules = ?"
    found: tuple[str, str | None] | None = bench.connection.execute(query, (*version, bench.rules)).fetchone()
    return found


def _kind(bench: _Bench, of: Exposure) -> str:
    found = _known(bench, (of.sha256, _ending(of)))
    return found[0] if found else UNKNOWN


def _unchanged(files: Sequence[bytes], versions: Sequence[_Version], jobs: int) -> Iterator[Document | None]:
    """The document that each file is; None where it is another version by now, or became one meanwhile."""
    paths = [Path(os.fsdecode(file)) for file in files]
    before, began = [_identity(path) for path in paths], time.time_ns()
    for path, old, version, document in zip(paths, before, versions, inspected(paths, jobs), strict=True):
        same = document.sha256 == version[0]
        # Read again only where its times do not prove that it stayed as it was.
        if same and (old is None or old != _identity(path) or old[-1] > began - _UNSURE_NS):
            same = fingerprint_of(path)[1] == version[0]
        yield document if same else None


def _identity(path: Path) -> tuple[int, int, int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _keep(bench: _Bench, version: _Version, document: Document) -> None:
    told = document.state == "hidden" or (document.reason and not _is_passed_over(document))
    kind = NO_DOCUMENT if _is_passed_over(document) else document.kind
    body = json.dumps(documents.as_object(replace(document, path=""))) if told else None
    bench.connection.execute(
        "INSERT OR REPLACE INTO inspections VALUES (?, ?, ?, ?, ?)", (*version, bench.rules, kind, body)
    )


def _is_passed_over(document: Document) -> bool:
    """It is no document. Of one at which the look failed before its kind was known, that is not said."""
    return document.kind in {NO_DOCUMENT, UNKNOWN} and str(document.reason) in {
        NO_READER[NO_DOCUMENT],
        NO_READER[UNKNOWN],
    }


def _read(body: str, of: Exposure) -> Document:
    """Named as the file lies, as a baseline names it."""
    return replace(documents.read(json.loads(body)), path=os.fsdecode(of.file))


def _settle(bench: _Bench, of: Exposure) -> Iterator[Event]:
    """An exposure whose version is known now."""
    bench.connection.execute("UPDATE exposures SET inspected_by = ? WHERE id = ?", (bench.rules, of.id))
    found = _known(bench, (of.sha256, _ending(of)))
    if found is None or found[1] is None:
        bench.connection.execute("UPDATE flags SET hides = 0 WHERE exposure = ?", (of.id,))
        return
    yield from _judge(bench, of, _read(found[1], of))


def _judge(bench: _Bench, of: Exposure, document: Document) -> Iterator[Event]:
    """What was not told yet."""
    judged = judge(document, bench.baseline, bench.today)
    row = bench.connection.execute("SELECT told FROM flags WHERE exposure = ?", (of.id,)).fetchone()
    told = set(json.loads(row[0])) if row else set()
    grave, unread = _grave(judged), _unread(judged)
    if not grave <= told:
        yield _event("flagged", of, bench, sorted(grave), _findings(judged))
    if not unread <= told:
        details = {"of": "document", "reason": str(document.reason), "kind": document.kind}
        yield _event("incomplete", of, bench, sorted(unread), details)
    bench.connection.execute(
        "INSERT OR REPLACE INTO flags VALUES (?, ?, ?, ?, ?)",
        (of.id, bench.rules, bench.basis, judged.hides, json.dumps(sorted(told | grave | unread))),
    )


def _grave(judged: Judged) -> frozenset[str]:
    """Each kind of finding that nobody accepts, with the last day of an entry that did."""
    pairs = zip(judged.document.findings, judged.accepted, strict=True)
    return frozenset(
        f"{found.code} {found.severity} {_expired(judged, found)}"
        for found, entry in pairs
        if found.severity in GRAVE and entry is None
    )


def _expired(judged: Judged, found: Hidden) -> str:
    days = [entry.until for entry in judged.expired if entry.covers(judged.document, found.code, found.count)]
    return max(days).isoformat() if days else ""


def _unread(judged: Judged) -> frozenset[str]:
    told = judged.is_unread and not _is_passed_over(judged.document)
    return frozenset({f"unread {judged.document.reason}"} if told else ())


def _findings(judged: Judged) -> dict[str, Any]:
    """Counts and categories, as forensics.documents/1 has them; no value."""
    found = documents.as_object(judged.document)
    return {
        "kind": found["kind"],
        "findings": [
            {"code": each.code, "severity": each.severity, "count": each.count}
            | ({} if entry is None else {"accepted_until": entry.until.isoformat()})
            for each, entry in zip(judged.document.findings, judged.accepted, strict=True)
        ],
        **{key: found[key] for key in ("records", "people", "categories")},
    }


def _event(kind: EventKind, of: Exposure, bench: _Bench, told: Iterable[str], details: Mapping[str, Any]) -> Event:
    since = {"earliest": written(of.earliest_start), "latest": written(of.latest_start), "hosts": list(of.hosts)}
    return Event(
        kind,
        event_id(kind, *of.hosts, of.url, of.sha256, of.ordinal, *told),
        bench.now,
        of.name,
        of.url,
        Version(of.sha256, of.bytes),
        {**details, **since},
    )


def judge_again(
    connection: sqlite3.Connection, now: datetime, *, baseline: Sequence[Acceptance], rules: str
) -> Iterator[Event]:
    """What open exposures come to where the baseline, or the day, is another than when they were judged; by path."""
    bench = _bench(connection, baseline, rules, now)
    rows = connection.execute(
        f"SELECT {_ALL}, inspections.document FROM flags "  # noqa: S608 - constants
        "JOIN exposures ON exposures.id = flags.exposure "
        "JOIN inspections USING (sha256, ending, rules) "
        "WHERE exposures.state = 'open' AND flags.rules = ? AND flags.basis <> ? AND inspections.document IS NOT NULL "
        "ORDER BY exposures.url, exposures.id",
        (rules, bench.basis),
    ).fetchall()
    for row in rows:
        (of,) = read_exposures([row])
        yield from _judge(bench, of, _read(row[-1], of))


def flagged(connection: sqlite3.Connection) -> list[Flagged]:
    """All that are, open or ended, by path: requests of an ended one may still come to light."""
    rows = connection.execute(
        f"SELECT {_ALL}, inspections.document FROM flags "  # noqa: S608 - constants
        "JOIN exposures ON exposures.id = flags.exposure "
        "JOIN inspections USING (sha256, ending, rules) "
        "WHERE flags.hides AND inspections.document IS NOT NULL ORDER BY exposures.url, exposures.id"
    )
    return [Flagged(of, _read(row[-1], of)) for row in rows for of in read_exposures([row])]


def forget_rules(connection: sqlite3.Connection, rules: str) -> None:
    """Of what was found under other rules, all that nobody refers to; for when no exposure is left to look into."""
    connection.execute("DELETE FROM inspections WHERE rules <> ? AND document IS NULL", (rules,))
