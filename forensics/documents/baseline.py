"""What an organisation has looked at and accepts: findings with a reason and a last day, out of a TOML file.

A finding that is accepted is still told; it only no longer stops a gate. One whose day has passed stops it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from forensics.documents.hidden import CHECKS, GRAVE
from forensics.errors import ForensicsError, InspectionError, Problem, numbered
from forensics.model.document import Document
from forensics.tomlfile.document import read_document
from forensics.tomlfile.faults import Faults, fitting_tables
from forensics.tomlfile.kind import FileKind
from forensics.tomlfile.table import Day, Table, Text, key

__all__ = ["BASELINE_FILE", "NOT_INSPECTED", "Acceptance", "Judged", "judge", "load_baseline"]

#: In place of a code: that the document, or a part of it, was not inspected.
NOT_INSPECTED = "not_inspected"
Sha256 = Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{64}$")]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One entry: of which documents which findings are accepted, why, and until which day, that day included."""

    path: str
    codes: tuple[str, ...]
    reason: str
    until: date
    sha256: str = ""  # of the one version that was looked at; empty: any
    most: int | None = None  # of the finding's count; None: any

    def covers(self, document: Document, code: str, count: int) -> bool:
        """Whether it speaks of that finding in that document."""
        return (
            code in self.codes
            and self.sha256 in ("", document.sha256)
            and (self.most is None or count <= self.most)
            and _is_named(document.path, self.path)
        )


def _is_named(path: str, pattern: str) -> bool:
    """By the whole path, or by its end from a folder on."""
    whole = path.replace("\\", "/")
    return fnmatchcase(whole, pattern) or fnmatchcase(whole, f"*/{pattern}")


class _AcceptedTable(Table):
    """[[accepted]]: findings that were looked at."""

    required = ("path", "codes", "reason", "until")
    path: Text | None = key("the document, or several: a path or a glob, from any folder on", "reports/2026-*.xlsx")
    codes: Annotated[list[Literal[(*CHECKS, NOT_INSPECTED)]], Field(min_length=1)] | None = key(  # type: ignore[valid-type] # the codes are the table's
        'codes of the findings, or "not_inspected"', ["X2"]
    )
    reason: Text | None = key("why they may stay", "The hidden columns hold formulas without personal data.")
    until: Day | None = key("the last day for which that holds", date(2027, 6, 30))
    sha256: Sha256 | None = key(
        "only of this version", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    )
    most: Annotated[int, Field(ge=0)] | None = key("only up to this count", 12)


class _BaselineFile(Table):
    """Accepted findings."""

    accepted: list[_AcceptedTable] = key("findings that were looked at", None, default_factory=list)


def _refuse(where: str, problems: Sequence[Problem]) -> ForensicsError:
    return InspectionError(numbered(problems, "the baseline"), where=where, problems=problems)


BASELINE_FILE = FileKind(
    _BaselineFile,
    name="a baseline",
    refuse=_refuse,
    usual='reason = "The hidden columns hold formulas."',
    hint="docs/documents.md shows one",
)


def load_baseline(path: Path) -> tuple[Acceptance, ...]:
    """The entries of a file. Raises InspectionError with all that is wrong in it, SourceError where it cannot be
    read."""
    document = read_document(path, BASELINE_FILE)
    faults = Faults(BASELINE_FILE, document.content, document.text)
    table = fitting_tables(BASELINE_FILE, faults)
    if problems := faults.problems():
        raise BASELINE_FILE.refuse(str(path), problems)
    return tuple(_acceptance(entry) for entry in table.accepted)


def _acceptance(entry: _AcceptedTable) -> Acceptance:
    return Acceptance(
        path=entry.path or "",
        codes=tuple(entry.codes or ()),
        reason=entry.reason or "",
        until=entry.until or date.min,
        sha256=(entry.sha256 or "").lower(),
        most=entry.most,
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """A document, and the entry that accepts each of its findings today; None: none does."""

    document: Document
    accepted: tuple[Acceptance | None, ...]
    unread: Acceptance | None  # that it, or a part of it, was not inspected
    expired: tuple[Acceptance, ...]  # would accept something, had their day not passed

    @property
    def hides(self) -> bool:
        """Whether something is hidden that nobody has accepted."""
        found = zip(self.document.findings, self.accepted, strict=True)
        return any(each.severity in GRAVE and entry is None for each, entry in found)

    @property
    def is_unread(self) -> bool:
        """Whether it, or a part of it, was not inspected, and nobody has accepted that."""
        return bool(self.document.reason) and self.unread is None


def judge(document: Document, baseline: Sequence[Acceptance], today: date) -> Judged:
    """What of a document is accepted on a day."""
    fitting = [
        [entry for entry in baseline if entry.covers(document, each.code, each.count)] for each in document.findings
    ]
    unread = [entry for entry in baseline if document.reason and entry.covers(document, NOT_INSPECTED, 0)]
    late = {entry: None for entries in (*fitting, unread) if not _holding(entries, today) for entry in entries}
    return Judged(
        document, tuple(_holding(entries, today) for entries in fitting), _holding(unread, today), tuple(late)
    )


def _holding(entries: Sequence[Acceptance], today: date) -> Acceptance | None:
    return next((entry for entry in entries if entry.until >= today), None)
