"""custody.jsonl: who did what to the evidence, and when, as a hash chain; the only output that holds run times.

Each line is an entry; `before` is the SHA-256 of the line before it, so that no entry can be changed, moved or taken
out without breaking the chain behind it. What a chain alone cannot show, entries cut off its end, shows against the
head that the bundle's bag-info.txt keeps.

A report that is made from another for fewer eyes begins a log of its own with the entry that says so: with the SHA-256
of the findings that it was made from and the head of their log, but without account, machine, command or paths.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import platform
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from forensics.errors import OutputError
from forensics.model import Findings, SourceReport
from forensics.model.document import Document
from forensics.program import digest_of
from forensics.report.files import CUSTODY, FINDINGS
from forensics.report.saved import received
from forensics.version import __version__

__all__ = [
    "UNNAMED",
    "Act",
    "act",
    "disclosed",
    "extend",
    "faults",
    "head",
    "investigation",
    "kept",
    "key_forgotten",
    "last",
    "made_with",
    "newest",
    "now",
    "operator",
    "purged",
    "without_hashes",
]

#: Who acted, where neither the case names an investigator nor the reader may learn of the account.
UNNAMED = "not named"

_NOTHING = "0" * 64  # stands before the first entry
_KEYS = ("number", "time", "actor", "action", "subject", "before", "details")


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to the evidence: when, by whom, what, to what; `details` as JSON can hold them."""

    time: datetime
    actor: str
    action: str
    subject: str
    details: Mapping[str, Any] = field(default_factory=dict)


def now() -> datetime:
    """The time, to the second; that of SOURCE_DATE_EPOCH where it is set, for reproducible bundles."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch(r"[0-9]{1,11}", fixed):
        return datetime.fromtimestamp(int(fixed), UTC)
    return datetime.now(UTC).replace(microsecond=0)


def operator() -> str:
    """The account that runs this, and on which machine."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name, as containers have; on Windows no `pwd`
        name = "unknown"
    return f"{name}@{platform.node() or 'unknown'}"


def act(action: str, subject: str, *, actor: str | None = None, **details: Any) -> Act:
    """What is done now, by the account that runs this unless an actor is named."""
    return Act(now(), _text(actor or operator()), action, _text(subject), details)


def disclosed(
    case: str,
    source: Path,
    *,
    level: str,
    language: str,
    actor: str | None = None,
    decided: Mapping[str, Any],
) -> Act:
    """A report was made from that in the folder `source`, for other eyes.

    The findings that it was made from stand in it by their SHA-256, their custody log by its head; then what was
    `decided`: k, reasons, what was left out. Raises OSError if the folder cannot be read.
    """
    details = {
        "level": level,
        "language": language,
        "findings": _sha256(received.read(source, FINDINGS)),
        "custody_head": head(kept(source)),
        "made_with": made_with(),
        **_texts(decided),
    }
    return act("disclose", case, actor=actor or UNNAMED, **details)


def without_hashes(disclosed: Act, keyed: Callable[[str], str] | None) -> Act:
    """The act as readers of a lower level may have it: its hashes are of what they do not see, and whoever knows all
    of that but an address would find the address by trying. They are keyed, or with None left out."""
    details = dict(disclosed.details)
    findings, number_and_head = details.pop("findings"), details.pop("custody_head")
    if keyed is not None:
        number, _, last = number_and_head.partition(" ")
        details |= {"findings_keyed": keyed(findings), "custody_head_keyed": f"{number} {keyed(last)}"}
    return replace(disclosed, details=details)


def key_forgotten(case: str, key: bytes, *, actor: str | None = None) -> Act:
    """The key of the linking ids was destroyed; its hash shows which one, and gives nothing back."""
    return act("forget key", case, actor=actor, sha256=_sha256(key))


def purged(case: str, files: Mapping[str, tuple[int, str]], *, actor: str | None = None) -> Act:
    """Files were deleted: the size and SHA-256 of each by its name."""
    listed = [{"path": _text(name), "bytes": size, "sha256": digest} for name, (size, digest) in files.items()]
    return act("purge", case, actor=actor, files=listed)


def kept(folder: Path) -> bytes:
    """The custody log of a folder; nothing where there is none yet. Raises OutputError where it is no file of it."""
    try:
        return received.read(folder, CUSTODY)
    except FileNotFoundError:
        return b""
    except OSError as error:
        hint = "move it away, or take the folder as it was written"
        raise OutputError(
            f"the custody log cannot be read: {error.strerror}", where=str(folder / CUSTODY), hint=hint
        ) from error


def extend(log: bytes, acts: Iterable[Act]) -> bytes:
    """The log with these acts at its end; what stands in it stays as it is, whole or not."""
    lines = log.splitlines()
    for number, act in enumerate(acts, len(lines) + 1):
        entry = {
            "number": number,
            "time": act.time.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "actor": act.actor,
            "action": act.action,
            "subject": act.subject,
            "before": _sha256(lines[-1]) if lines else _NOTHING,
            "details": dict(act.details),
        }
        lines.append(json.dumps(entry, ensure_ascii=True, allow_nan=False).encode())
    return b"".join(line + b"\n" for line in lines)


def head(log: bytes) -> str:
    """What pins the end of a log: its number of entries and the SHA-256 of the last one."""
    lines = log.splitlines()
    return f"{len(lines)} {_sha256(lines[-1]) if lines else _NOTHING}"


def last(log: bytes, action: str) -> dict[str, Any] | None:
    """The newest readable entry of that action."""
    entries = (_entry(line) for line in reversed(log.splitlines()))
    return next((entry for entry in entries if entry and entry["action"] == action), None)


def made_with() -> dict[str, str]:
    """The libraries that pictures, PDF and workbook go by, with their versions; not those that are not installed."""
    found = {}
    for name in ("matplotlib", "typst", "xlsxwriter"):
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def newest(log: bytes, action: str, key: str) -> dict[str, dict[str, Any]]:
    """The details of the readable entries of that action, by one of them; the newest where several have the same."""
    entries = (_entry(line) for line in log.splitlines())
    found = [entry["details"] for entry in entries if entry and entry["action"] == action]
    return {
        details[key]: details for details in found if isinstance(details, dict) and isinstance(details.get(key), str)
    }


def faults(log: bytes) -> tuple[str, ...]:
    """Where the chain is broken, one sentence each; none if the log is whole as far as it goes."""
    found, before = [], _NOTHING
    if not log:
        found.append("the custody log is empty")
    for number, line in enumerate(log.splitlines(), 1):
        entry = _entry(line)
        if entry is None:
            found.append(f"line {number} of the custody log is not an entry")
        elif entry["number"] != number:
            found.append(
                f"line {number} of the custody log is entry {entry['number']}: entries were moved, added or taken out"
            )
        elif entry["before"] != before:
            found.append(f"entry {number} of the custody log does not follow the one before it, which was changed")
        before = _sha256(line)
    return tuple(found)


def investigation(
    findings: Findings, *, started: datetime, finished: datetime, case_file: Path | None = None
) -> tuple[Act, ...]:
    """The acts of an investigation: the case opened, each source and leaked document read, the report written."""
    case = findings.case
    actor = case.investigator or operator()
    opened = {
        "case_file": str(case_file.absolute()) if case_file else None,
        "sha256": case.digest.removeprefix("sha256:"),
        "requested_by": case.requested_by,
        "legal_basis": case.legal_basis,
        "purpose": case.purpose,
        "account": operator(),
        "tool": f"forensics {__version__}",
        "python": platform.python_version(),
        "platform": platform.platform(),
        "command": [_text(word) for word in sys.argv],
    }
    read = [
        Act(finished, actor, "read source", _text(source.path), _acquired(source, case.folder))
        for source in findings.sources
        if not source.archive
    ]
    return (
        Act(started, actor, "open case", case.id, opened),
        *read,
        *(Act(finished, actor, "read document", _text(each.path), _looked_into(each)) for each in findings.documents),
        Act(finished, actor, "write report", case.id, {"complete": findings.complete, "made_with": made_with()}),
    )


def _acquired(source: SourceReport, folder: Path) -> dict[str, Any]:
    """What ISO/IEC 27037 asks of a source: what it is, its hash, and its metadata where it lies as a file."""
    details: dict[str, Any] = {"id": source.id, "bytes": source.bytes, "sha256": source.sha256}
    try:
        found = (folder / source.path).stat()
    except (OSError, ValueError):  # standard input, a URL, or gone since
        return details
    modified = datetime.fromtimestamp(found.st_mtime, UTC).isoformat().replace("+00:00", "Z")
    return {**details, "modified": modified, "inode": found.st_ino}


def _looked_into(document: Document) -> dict[str, Any]:
    """Which document, and by what: versions differ between machines, and so no report holds them."""
    return {
        "bytes": document.bytes,
        "sha256": document.sha256,
        "state": document.state,
        "rules": digest_of("documents"),
        "read_with": dict(document.read_with),
    }


def _entry(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) and tuple(entry) == _KEYS else None


def _sha256(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _texts(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The same with every text in it as `_text` writes it."""
    if isinstance(value, Mapping):
        return {_text(key): _texts(each) for key, each in value.items()}
    return _text(value) if isinstance(value, str) else value


def _text(text: str) -> str:
    """Without lone surrogates, which a reader of JSON may refuse."""
    return text.encode("utf-8", "backslashreplace").decode()
