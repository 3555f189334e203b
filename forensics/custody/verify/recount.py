"""Counted again: the whole investigation once more, shown as the level of the report shows it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from forensics.casefile.options import with_ranges
from forensics.custody import log as custody
from forensics.custody.bundle.level import INVESTIGATOR, level_of
from forensics.custody.previous import texts_of
from forensics.custody.verify.check import Check, compared, unchecked
from forensics.custody.verify.reach import Reach
from forensics.errors import ForensicsError
from forensics.investigation import investigate
from forensics.model import Findings
from forensics.report.database.comparison import unlike
from forensics.report.disclosure import LEVELS, disclose
from forensics.report.files import DATABASE
from forensics.report.folder import tables_of
from forensics.report.saved import document, received
from forensics.scan.engines.engine import Engine
from forensics.scan.progress import Progress
from forensics.version import __version__

__all__ = ["check_count"]

#: More differences than these are counted, not listed.
_LISTED = 20


def check_count(
    root: Path,
    findings: Mapping[str, Any],
    within: Reach,
    *,
    key: bytes | None,
    ranges: Sequence[str],
    engine: Engine,
    progress: Progress,
) -> Check:
    """The same sources give the same findings and the same tables, key by key, as the level of the report shows them;
    but for linking ids and keyed hashes, which nobody can make again without their key."""
    level = level_of(findings)
    if level not in LEVELS:
        return unchecked("count", f"there is no level {level}, as which to show what is counted")
    try:
        case = with_ranges(within.case(), ranges)
        again = investigate(case, engine=engine, progress=progress)
        shown = disclose(again, level, key=key, **_disclosed_with(custody.kept(root), level))
    except ForensicsError as error:
        return unchecked("count", f"it cannot be done here: {error}")
    passed = _COMPARED_ELSEWHERE if key is not None else (*_UNDER_THE_KEY, *_COMPARED_ELSEWHERE)
    sealed, counted = (_without(each, passed) for each in (findings, json.loads(document.as_json(shown))))
    found = [*_differences(sealed, counted, ""), *_tables(root, shown)]
    found.sort(key=_weight)
    if len(found) > _LISTED:
        found = [*found[:_LISTED], f"and {len(found) - _LISTED:,} more"]
    if found:
        found.append(f"counted again by forensics {__version__}")
    return compared("count", found, "counted again from the sources: the same findings, the same tables")


def _disclosed_with(log: bytes, level: str) -> dict[str, Any]:
    """What the custody log says of how the report was made for its level: reason and least number of visitors."""
    entry = custody.last(log, "disclose")
    details = entry["details"] if entry else None
    if not isinstance(details, dict) or details.get("level") != level or level == INVESTIGATOR:
        return {}
    k, reason = details.get("k"), details.get("reason")
    allowed, without = details.get("allowed"), details.get("left_out")
    return {
        **({"allowed": texts_of(allowed)} if isinstance(allowed, dict) else {}),
        **({"without": tuple(map(str, without))} if isinstance(without, list) else {}),
        **({"k": k} if isinstance(k, int) else {}),
        **({"with_addresses": reason} if isinstance(reason, str) else {}),
    }


#: What is made with the key of the case; and what is compared with the case file itself.
_UNDER_THE_KEY, _COMPARED_ELSEWHERE = ("token", "sha256_keyed", "stream_sha256_keyed"), ("digest",)


def _without(found: object, passed: Sequence[str]) -> object:
    if isinstance(found, dict):
        return {name: _without(value, passed) for name, value in found.items() if name not in passed}
    return [_without(item, passed) for item in found] if isinstance(found, list) else found


def _weight(difference: str) -> int:
    """What was read explains what was counted, and the downloads are what was asked for."""
    return 0 if difference.startswith("sources") else 1 if ".downloads." in difference else 2


def _differences(sealed: object, again: object, key: str) -> Iterator[str]:
    """Each key whose value differs, with both."""
    if isinstance(sealed, dict) and isinstance(again, dict):
        for name in dict.fromkeys([*sealed, *again]):
            below = f"{key}.{name}" if key else str(name)
            yield from _differences(sealed.get(name), again.get(name), below)
    elif isinstance(sealed, list) and isinstance(again, list) and len(sealed) == len(again):
        for place, (one, other) in enumerate(zip(sealed, again, strict=True)):
            yield from _differences(one, other, f"{key}[{place}]")
    elif sealed != again:
        yield f"{key}: sealed {_shown(sealed)}, counted again {_shown(again)}"


def _shown(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"{len(value)} entries"
    text = json.dumps(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _tables(root: Path, again: Findings) -> Iterator[str]:
    """Tables that are not those of the second count; one that the report does not hold is passed over."""
    for name, rows in tables_of(again).items():
        if name.endswith(".parquet") or not received.is_there(root, name):  # its bytes go by the library
            continue
        if name == DATABASE:
            yield from _database(root, rows)
        elif not received.is_same(root, name, rows):
            yield f"{name}: not the rows that are counted again"


def _database(root: Path, again: bytes) -> Iterator[str]:
    try:
        received.opened(root, DATABASE).close()
        yield from (
            f"{DATABASE}: the table {table} does not hold what is counted again"
            for table in unlike(root / DATABASE, again)
        )
    except (OSError, sqlite3.Error):
        yield f"{DATABASE}: cannot be read"
