"""What inspection says of the versions that are published.

Each version is looked into once under the same rules (program and libraries), whatever its paths, and again where the
rules are others; the newest first. What is no document (pages, scripts, films) is passed over.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from forensics.documents import written as documents
from forensics.documents.acceptance import Acceptance
from forensics.documents.fingerprint import fingerprint_of
from forensics.documents.guard import inspected
from forensics.documents.kinds import NO_DOCUMENT, UNKNOWN, kind_of
from forensics.model.document import Document
from forensics.watch.event import Event
from forensics.watch.exposures import COLUMNS, Exposure, read_exposures
from forensics.watch.flags import Bench, bench_of, is_passed_over, judge_exposure, read_document
from forensics.watch.inventory.walk import identity, signed

__all__ = ["BATCH", "TABLES", "Batch", "forget_rules", "inspect_batch"]

#: `document` as JSON without its path, where something is hidden or was not read; null: there is nothing to tell.
TABLES = """
CREATE TABLE inspections (
    sha256 TEXT NOT NULL,
    ending TEXT NOT NULL,
    rules TEXT NOT NULL,
    kind TEXT NOT NULL,
    document TEXT,
    PRIMARY KEY (sha256, ending, rules)
) STRICT, WITHOUT ROWID;
"""
#: Exposures that are looked into, and kept, together.
BATCH = 500
#: Within this time a file may change without another time.
_UNSURE_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Batch:
    """What looking into some of the exposures came to."""

    exposures: int  # that were looked at; 0: there are no more
    inspected: int  # documents that were read
    passed_over: int  # exposures of what is no document
    postponed: int  # exposures whose file is another by now: they are for the next inventory
    events: tuple[Event, ...]  # by path


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
    """The next exposures that were not looked into under these `rules` (`documents.cache.readers_digest()`), those that
    never were first; to be called until there are no more, each time in a step of its own."""
    bench = bench_of(connection, baseline, rules, now)
    due = _due(bench, inventory, most)
    versions = {(each.sha256, _ending(each)): each for each in due}
    known = {version for version, of in versions.items() if _known(bench, version) is not None or _passes(bench, of)}
    looked = [version for version in versions if version not in known]
    files = [versions[version].file for version in looked]
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


def _due(bench: Bench, inventory: int, most: int) -> list[Exposure]:
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


def _known(bench: Bench, version: _Version) -> tuple[str, str | None] | None:
    """Kind and document of a version under these rules; None where it was not looked into."""
    query = "SELECT kind, document FROM inspections WHERE sha256 = ? AND ending = ? AND rules = ?"
    found: tuple[str, str | None] | None = bench.connection.execute(query, (*version, bench.rules)).fetchone()
    return found


def _kind(bench: Bench, of: Exposure) -> str:
    found = _known(bench, (of.sha256, _ending(of)))
    return found[0] if found else UNKNOWN


def _passes(bench: Bench, of: Exposure) -> bool:
    """Whether the version is no document; that needs no process, which takes longer for a page than the page itself."""
    path = Path(os.fsdecode(of.file))
    try:
        with path.open("rb") as file:
            kind = kind_of(file)
    except OSError:
        return False
    if kind not in {NO_DOCUMENT, UNKNOWN} or not _is_listed(bench, of, path):
        return False
    query = "INSERT INTO inspections VALUES (?, ?, ?, ?, NULL)"
    bench.connection.execute(query, (of.sha256, _ending(of), bench.rules, NO_DOCUMENT))
    return True


def _is_listed(bench: Bench, of: Exposure, path: Path) -> bool:
    """Whether the file is still the version that the inventory found."""
    query = "SELECT device, inode, size, mtime_ns, ctime_ns FROM documents WHERE exposure = ? AND NOT unsure"
    listed = bench.connection.execute(query, (of.id,)).fetchone()
    return (listed is not None and listed == _identity(path)) or fingerprint_of(path)[1] == of.sha256


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
    return (*identity(found), found.st_size, signed(found.st_mtime_ns), signed(found.st_ctime_ns))


def _keep(bench: Bench, version: _Version, document: Document) -> None:
    told = document.state == "hidden" or (document.reason and not is_passed_over(document))
    kind = NO_DOCUMENT if is_passed_over(document) else document.kind
    body = json.dumps(documents.as_object(replace(document, path=""))) if told else None
    bench.connection.execute(
        "INSERT OR REPLACE INTO inspections VALUES (?, ?, ?, ?, ?)", (*version, bench.rules, kind, body)
    )


def _settle(bench: Bench, of: Exposure) -> Iterator[Event]:
    """An exposure whose version is known now."""
    bench.connection.execute("UPDATE exposures SET inspected_by = ? WHERE id = ?", (bench.rules, of.id))
    found = _known(bench, (of.sha256, _ending(of)))
    if found is None or found[1] is None:
        bench.connection.execute("UPDATE flags SET hides = 0 WHERE exposure = ?", (of.id,))
        return
    yield from judge_exposure(bench, of, read_document(found[1], of))


def forget_rules(connection: sqlite3.Connection, rules: str) -> None:
    """Of what was found under other rules, all that nobody refers to; for when no exposure is left to look into."""
    connection.execute("DELETE FROM inspections WHERE rules <> ? AND document IS NULL", (rules,))
