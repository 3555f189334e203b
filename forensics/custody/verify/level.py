"""The disclosure level of what is checked: the same wherever it stands, and no file that its readers may not have."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from forensics.custody.bundle.bag import LEVEL, files_below, info
from forensics.custody.bundle.level import INVESTIGATOR, foreign, holds_key, level_of
from forensics.custody.verify.check import Check, compared
from forensics.custody.verify.workbook import headings_of
from forensics.report.database.writer import columns as database_columns
from forensics.report.disclosure import LEVELS, columns
from forensics.report.files import DATABASE, WORKBOOK
from forensics.report.saved import received
from forensics.report.workbook.shown import shown
from forensics.sqlite_address import unchanging

__all__ = ["check_level"]

#: "table.column" of every table of a database.
_THERE = (
    "SELECT m.name || '.' || c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c"
    " WHERE m.type = 'table' ORDER BY m.rowid, c.cid"
)
_LINE = 64 * 1024  # bytes in which the headings stand
_SANITISED = "sanitised"  # says of each row of a table whether its text was made harmless


def check_level(root: Path, findings: Mapping[str, Any], bundle: Path | None) -> Check:
    """findings.json and bag-info.txt name one level; no file is one that such a report does not hold, or a key."""
    level = level_of(findings)
    if level not in LEVELS:
        return Check("level", "differs", (f"findings.json is of level {level}, which there is not",))
    found = []
    if bundle is not None and (told := info(bundle).get(LEVEL, INVESTIGATOR)) != level:
        found.append(f"findings.json is of level {level}, bag-info.txt says {told}")
    there = files_below(root)
    found += [f"{name}: a report of level {level} does not hold this file" for name in foreign(level, there)]
    found += _columns(root, level)
    found += _database(root, level)
    found += _sheets(root, level)
    for name, path in there.items():
        try:
            if path.is_file() and not path.is_symlink() and holds_key(path):
                found.append(f"{name}: a key, which no bundle may hold")
        except OSError as error:
            found.append(f"{name}: cannot be read: {error.strerror or error}")
    return compared("level", found, f"{level}: every file is one that its readers may have")


def _database(root: Path, level: str) -> Iterator[str]:
    """Columns of the database that the level does not show; views are made of these."""
    path = root / DATABASE
    if level == INVESTIGATOR or not received.is_there(root, DATABASE):
        return
    try:
        received.opened(root, DATABASE).close()
        with closing(sqlite3.connect(unchanging(path.resolve()), uri=True)) as database:
            there = database.execute(_THERE).fetchall()
    except (OSError, sqlite3.Error):
        yield f"{path.name}: cannot be read"
        return
    if hidden := [name for (name,) in there if name not in database_columns(level)]:
        yield f"{path.name}: a report of level {level} does not show {', '.join(hidden)}"


def _columns(root: Path, level: str) -> Iterator[str]:
    """Columns of a table that the level does not show."""
    for name in ("requests", "downloads") if level != INVESTIGATOR else ():
        path = root / f"{name}.csv"
        try:
            with received.opened(root, path.name) as file:
                header = next(csv.reader([file.readline(_LINE).decode()]), [])
        except (OSError, ValueError, csv.Error):  # the check of the findings tells it
            continue
        if hidden := [column for column in header if column not in (*columns(name, level), _SANITISED)]:
            yield f"{path.name}: a report of level {level} does not show {', '.join(hidden)}"


def _sheets(root: Path, level: str) -> Iterator[str]:
    """Columns of a sheet of the workbook that the level does not show."""
    path = root / WORKBOOK
    if level == INVESTIGATOR or not received.is_there(root, WORKBOOK):
        return
    headings = headings_of(root, WORKBOOK)
    if headings is None:
        yield f"{path.name}: cannot be read"
    for table, names in headings or ():
        if hidden := [name for name in names if name not in (*shown(table, level), _SANITISED)]:
            yield f"{path.name}: a report of level {level} does not show {', '.join(hidden)}"
