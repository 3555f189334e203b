"""The report that is looked through: its database as it was written, or built anew from its tables."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from forensics.custody.bundle.bag import PAYLOAD, is_bag
from forensics.errors import SourceError
from forensics.report.database.terms import SCHEMA
from forensics.report.database.writer import evidence_sqlite
from forensics.report.disclosure import LEVELS
from forensics.report.files import CHECKSUMS, DATABASE, FINDINGS
from forensics.report.saved import received
from forensics.report.saved.document import UnfitError
from forensics.report.saved.head import head
from forensics.report.saved.reopen import reopen
from forensics.sqlite_address import unchanging

__all__ = ["Opened", "open_report"]

_INVESTIGATOR = LEVELS[0]


@dataclass(frozen=True, slots=True)
class Opened:
    """One report: the id of its case, its database (a file, or bytes built in memory), the SHA-256 of that, and what
    its reader must know of it."""

    case: str
    database: Path | bytes
    sha256: str
    notes: tuple[str, ...] = ()


def open_report(folder: Path) -> Opened:
    """The report in a folder, or in a bundle; nothing is written there.

    The database is taken as it lies only if its checksum and that of the findings hold. Raises SourceError where the
    folder holds no report for investigators, or one that was changed.
    """
    report = folder / PAYLOAD if is_bag(folder) else folder
    case = _case(report)
    lying = report / DATABASE
    stated = _stated(report)
    found = _sha256(lying)
    if found and found == stated.get(DATABASE) and _sha256(report / FINDINGS) == stated.get(FINDINGS) and _known(lying):
        return Opened(case, lying.resolve(), found)
    if not hasattr(sqlite3.Connection, "deserialize"):
        hint = "forensics explore needs a Python with SQLite 3.37 or later for this report"
        what = f"SQLite {sqlite3.sqlite_version} is too old to build the database in memory"
        raise SourceError(what, where=str(report), hint=hint)
    content = evidence_sqlite(reopen(report))
    return Opened(case, content, hashlib.sha256(content).hexdigest(), (_why(found, stated.get(DATABASE)),))


def _case(report: Path) -> str:
    try:
        about = head(received.read(report, FINDINGS))
    except (OSError, UnfitError) as error:
        hint = "give the folder of a report, as `forensics investigate` writes it"
        raise SourceError("this is no report", where=str(report), hint=hint) from error
    if about.level != _INVESTIGATOR:
        what = f"this report is of level {about.level}; only one for investigators can be looked through"
        hint = f"its {DATABASE} holds what this level shows; any reader of SQLite opens it"
        raise SourceError(what, where=str(report), hint=hint)
    return about.case.id if about.case else ""


def _stated(report: Path) -> dict[str, str]:
    """The checksums by name; what is wrong with them is told by `reopen`."""
    try:
        lines = received.read(report, CHECKSUMS).decode("ascii").splitlines()
        return {name: digest for digest, name in (line.split("  ") for line in lines)}
    except (OSError, ValueError):
        return {}


def _sha256(path: Path) -> str:
    """Of a file of the folder itself; empty for a link, or nothing."""
    try:
        return received.sha256_of(path.parent, path.name)
    except OSError:
        return ""


def _known(path: Path) -> bool:
    """Whether this version of the tool knows its tables."""
    try:
        with closing(sqlite3.connect(unchanging(path.resolve()), uri=True)) as database:
            found = database.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    except sqlite3.Error:
        return False
    return bool(found == (SCHEMA,))


def _why(found: str, stated: str | None) -> str:
    """What to tell of a database that was built anew."""
    if not found:
        return f"{DATABASE} is not in the folder; what is shown was built from the tables of the report"
    if stated is None:
        return f"{CHECKSUMS} does not name {DATABASE}; what is shown was built from the tables of the report"
    if found == stated:
        return f"{DATABASE} is of another version of this tool; what is shown was built from the tables of the report"
    return (
        f"{DATABASE} was changed since it was written: its SHA-256 is {found[:16]}..., not {stated[:16]}...;"
        " what is shown was built from the tables of the report, whose checksums hold"
    )
