"""The logs themselves: where they lie, and copies of them in a bundle for investigators (docs/bundle.md).

A copy is taken only of a log that is still the one that was read, byte for byte; the log is opened for reading only.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from forensics.custody import log as custody
from forensics.errors import BundleError
from forensics.language.spelling import loaded
from forensics.sources import is_url
from forensics.sources.rawfile import Opened, opened

__all__ = ["CASE_COPY", "Original", "away", "copy_name", "find_case", "is_member", "originals", "take"]

_FOLDER = "sources"
#: The case file among the copies, so that whoever has the bundle can count again.
CASE_COPY = f"{_FOLDER}/case.toml"

_LONGEST_NAME = 100  # of what is left of a log's own name; file systems end at 255 bytes
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Original:
    """A file that was read: where it lies, its hash then, its name in a bundle."""

    path: Path
    sha256: str
    name: str


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


def away(shown: str) -> bool:
    """Read from where it cannot be read again without asking: standard input, another machine."""
    return shown == "-" or is_url(shown)


def is_member(source: Mapping[str, Any]) -> bool:
    """It was read from inside an archive, which is a source of its own: "s3.1" from "s3"."""
    return "." in source["id"]


def copy_name(source: Mapping[str, Any]) -> str:
    """The name of the copy of a source: its id, and the last part of its path with odd bytes as `=HH`.

    Not with a percent sign: what stands for one in a manifest (RFC 8493, 2.1.3) not every tool reads back.
    """
    safe = quote(PurePosixPath(loaded(source, "path")).name, safe="", errors="surrogateescape").replace("%", "=")
    if safe.endswith("."):
        safe = f"{safe[:-1]}=2E"  # Windows takes a dot off the end of a name
    return f"{_FOLDER}/{source['id']}-{safe[-_LONGEST_NAME:]}"


def originals(findings: Mapping[str, Any], case_file: Path) -> tuple[Original, ...]:
    """The case file and every source of the findings, archives whole.

    Raises BundleError for one that was read from another machine or from standard input; LookupError, TypeError,
    AttributeError or ValueError where the findings are not as their schema says.
    """
    found = [Original(case_file, findings["case"]["digest"].removeprefix("sha256:"), CASE_COPY)]
    for source in findings["sources"]:
        shown = loaded(source, "path")
        if is_member(source):
            continue
        if away(shown) or "\0" in shown:
            raise BundleError(
                "was not read from a file here, so there is nothing to copy",
                where=shown,
                hint="save the log in a file, name that in the case and investigate again; or seal without the logs",
            )
        found.append(Original(case_file.parent / shown, source["sha256"], copy_name(source)))
    return tuple(found)


def _next(file: Opened, path: Path) -> bytes:
    try:
        return file.read(_BLOCK)
    except OSError as error:
        what = f"cannot be read from byte {file.tell()} on: {error.strerror}"
        raise BundleError(what, where=str(path), hint="get an intact copy, or seal without the logs") from error


def take(original: Original, target: Path) -> None:
    """A copy for its owner alone, block by block. Raises BundleError if the file is no longer the one that was read,
    SourceError if it cannot be opened, OSError if the copy cannot be written."""
    digest = hashlib.sha256()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as copy, opened(original.path) as file:
        while block := _next(file, original.path):
            digest.update(block)
            copy.write(block)
    if digest.hexdigest() != original.sha256:
        raise BundleError(
            f"is not the file that was read: SHA-256 {original.sha256[:16]}... then, {digest.hexdigest()[:16]}... now",
            where=str(original.path),
            hint="put back the file that was read, or investigate again",
        )
