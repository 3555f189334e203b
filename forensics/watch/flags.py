"""Which published versions are flagged: they hide something that nobody has accepted.

A finding that the baseline accepts today does not flag; it flags again once its day has passed.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from forensics.documents import written as documents
from forensics.documents.acceptance import Acceptance, Judged, judge
from forensics.documents.hidden import GRAVE
from forensics.documents.inspect import NO_READER
from forensics.documents.kinds import NO_DOCUMENT, UNKNOWN
from forensics.model.document import Document, Hidden
from forensics.watch.event import Event, EventKind, Version, event_id
from forensics.watch.exposures import COLUMNS, Exposure, read_exposures
from forensics.watch.moments import written

__all__ = [
    "TABLES",
    "Bench",
    "Flagged",
    "bench_of",
    "flagged",
    "is_passed_over",
    "judge_again",
    "judge_exposure",
    "read_document",
]

#: Of exposures with a document that hides something or was not read. `basis`: a digest of what the baseline accepted
#: when it was judged. `told`: what was told of it, a list as JSON.
TABLES = """
CREATE TABLE flags (
    exposure INTEGER PRIMARY KEY,
    rules TEXT NOT NULL,
    basis TEXT NOT NULL,
    hides INTEGER NOT NULL,
    told TEXT NOT NULL
) STRICT;
"""
_ALL = ", ".join(f"exposures.{name}" for name in COLUMNS.split(", "))


@dataclass(frozen=True, slots=True)
class Flagged:
    """A version that hides something that nobody has accepted, and where it is or was published."""

    exposure: Exposure
    document: Document


@dataclass(frozen=True, slots=True)
class Bench:
    """What exposures are judged by."""

    connection: sqlite3.Connection
    baseline: Sequence[Acceptance]
    basis: str
    rules: str
    now: datetime

    @property
    def today(self) -> date:
        """In the zone of `now`."""
        return self.now.date()


def bench_of(connection: sqlite3.Connection, baseline: Sequence[Acceptance], rules: str, now: datetime) -> Bench:
    """What exposures are judged by now."""
    holds = repr([(entry, entry.until >= now.date()) for entry in baseline])
    return Bench(connection, baseline, hashlib.sha256(holds.encode()).hexdigest()[:16], rules, now)


def is_passed_over(document: Document) -> bool:
    """It is no document. Of one at which the look failed before its kind was known, that is not said."""
    return document.kind in {NO_DOCUMENT, UNKNOWN} and str(document.reason) in {
        NO_READER[NO_DOCUMENT],
        NO_READER[UNKNOWN],
    }


def read_document(body: str, of: Exposure) -> Document:
    """Named as the file lies, as a baseline names it."""
    return replace(documents.read(json.loads(body)), path=os.fsdecode(of.file))


def judge_exposure(bench: Bench, of: Exposure, document: Document) -> Iterator[Event]:
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
    told = judged.is_unread and not is_passed_over(judged.document)
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


def _event(kind: EventKind, of: Exposure, bench: Bench, told: Iterable[str], details: Mapping[str, Any]) -> Event:
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
    bench = bench_of(connection, baseline, rules, now)
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
        yield from judge_exposure(bench, of, read_document(row[-1], of))


def flagged(connection: sqlite3.Connection) -> list[Flagged]:
    """All that are, open or ended, by path: requests of an ended one may still come to light."""
    rows = connection.execute(
        f"SELECT {_ALL}, inspections.document FROM flags "  # noqa: S608 - constants
        "JOIN exposures ON exposures.id = flags.exposure "
        "JOIN inspections USING (sha256, ending, rules) "
        "WHERE flags.hides AND inspections.document IS NOT NULL ORDER BY exposures.url, exposures.id"
    )
    return [Flagged(of, read_document(row[-1], of)) for row in rows for of in read_exposures([row])]
