"""The findings as a notification reads them: a saved findings.json, by the codec that wrote it.

Addresses are read to be counted; none leaves this package (docs/disclosure.md, level regulator).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path

from forensics.errors import SourceError
from forensics.model import ALWAYS, FileFindings, Tally
from forensics.report.files import FINDINGS
from forensics.report.saved import received
from forensics.report.saved.document import Document, UnfitError, parsed

__all__ = ["Saved", "read_findings"]

_LARGEST = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved(Document):
    """The findings with the SHA-256 of their file; a bound of a window that nobody stated is None."""

    sha256: str  # empty where it is not shown
    sha256_keyed: str | None = None  # what is shown in its place
    digest_now: str | None = None  # of the case file as it was when the notification was written
    case_changed: bool | None = None  # since the count; None: not known


def read_findings(folder: Path) -> Saved:
    """The saved findings in a report folder. Raises SourceError, with what is wrong where, if there are none
    or they cannot be used."""
    path = folder / FINDINGS
    hint = "forensics investigate CASE.toml writes a report folder"
    try:
        raw = received.read(folder, FINDINGS, _LARGEST)
        found = parsed(raw)
    except OSError as error:
        raise SourceError(error.strerror or "cannot be opened", where=str(path), hint=hint) from None
    except UnfitError as error:
        more = f" (and {error.more} more)" if error.more else ""
        raise SourceError(f"these are no findings of forensics: {error}{more}", where=str(path), hint=hint) from None
    same = {each.name: getattr(found, each.name) for each in fields(Document) if each.name != "files"}
    return Saved(**same, files=tuple(map(_bounded, found.files)), sha256=hashlib.sha256(raw).hexdigest())


def _bounded(file: FileFindings) -> FileFindings:
    return replace(file, windows=tuple(map(_stated, file.windows)))


def _stated(window: Tally) -> Tally:
    return replace(window, start=_bound(window.start), end=_bound(window.end))


def _bound(time: datetime | None) -> datetime | None:
    return None if time in ALWAYS else time
