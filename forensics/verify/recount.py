"""Counted again: the sources as they lie now against their hashes, then the whole investigation once more."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from forensics.bundle import custody
from forensics.bundle.bag import sha256_of
from forensics.case import load_case
from forensics.engines import Engine
from forensics.errors import BundleError, ForensicsError
from forensics.investigation import investigate
from forensics.model import Findings
from forensics.progress import Progress
from forensics.report import document, events, tables
from forensics.sources import is_url
from forensics.verify.check import Check, compared, good, unchecked
from forensics.version import __version__

__all__ = ["check_count", "check_sources", "find_case"]

#: More differences than these are counted, not listed.
_LISTED = 20


def find_case(log: bytes | None, given: Path | None) -> Path | None:
    """The case file: the one given, else the one that the custody log names, if it is at hand.

    Raises BundleError if the one given is missing.
    """
    if given is not None:
        if not given.is_file():
            raise BundleError("the case file is missing", where=str(given))
        return given
    entry = custody.last(log or b"", "open case")
    details = entry["details"] if entry else None
    named = details.get("case_file") if isinstance(details, dict) else None
    path = Path(named) if isinstance(named, str) else None
    try:
        return path if path and path.is_file() else None
    except (OSError, ValueError):
        return None


def check_sources(findings: Mapping[str, Any], case_file: Path | None) -> Check:
    """The case file and each source, as they lie now, have the hash that they had."""
    if case_file is None:
        return unchecked("sources", "the case file is not at hand: give it with --case CASE.toml")
    try:
        stated = {case_file.name: findings["case"]["digest"].removeprefix("sha256:")}
        stated |= {source["path"]: source["sha256"] for source in findings["sources"] if not source.get("archive")}
        states = {path: _changed(case_file.parent, path, digest) for path, digest in stated.items()}
    except (LookupError, TypeError, AttributeError) as error:
        return Check("sources", "differs", (f"findings.json is not as its schema says: {error!r}",))
    if changed := [f"{path}: {how}" for path, how in states.items() if how]:
        return Check("sources", "differs", tuple(changed))
    if missing := [path for path, how in states.items() if how is None]:
        return unchecked("sources", f"{len(missing)} not at hand: {', '.join(missing[:_LISTED])}")
    return good("sources", f"the case file and {len(stated) - 1} sources are those that were read")


def _changed(folder: Path, path: str, digest: str) -> str | None:
    """How a file differs from what it was; "" if it does not, None if it is not at hand."""
    try:
        if _away(path) or not (folder / path).is_file():
            return None
        now = sha256_of(folder / path)
    except (OSError, ValueError):
        return None
    return "" if now == digest else f"changed since it was read: SHA-256 {digest[:16]}... then, {now[:16]}... now"


def _away(path: str) -> bool:
    """Read from where it cannot be read again without asking: standard input, another machine."""
    return path == "-" or is_url(path)


def check_count(
    root: Path, findings: Mapping[str, Any], case_file: Path, *, engine: Engine, progress: Progress
) -> Check:
    """The same sources give the same findings and the same tables, key by key."""
    try:
        case = load_case(case_file)
        if any(_away(log.path) for log in case.logs):
            return unchecked("count", "not counted again: the case names logs on other machines")
        again = investigate(case, engine=engine, progress=progress)
    except ForensicsError as error:
        return unchecked("count", f"it cannot be done here: {error}")
    found = [*_differences(findings, json.loads(document.as_json(again)), ""), *_tables(root, again)]
    found.sort(key=lambda difference: not difference.startswith("sources"))  # what was read explains what was counted
    if len(found) > _LISTED:
        found = [*found[:_LISTED], f"and {len(found) - _LISTED:,} more"]
    if found:
        found.append(f"counted again by forensics {__version__}")
    return compared("count", found, "counted again from the sources: the same findings, the same tables")


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
    written = {
        "requests.csv": tables.requests_csv(again.requests),
        "downloads.csv": tables.downloads_csv(again.downloads),
        "events.jsonl": events.events_jsonl(again),
        "timeline.jsonl": events.timeline_jsonl(again),
    }
    for name, text in written.items():
        path = root / name
        if path.is_file() and path.read_bytes() != text.encode():
            yield f"{name}: not the rows that are counted again"
