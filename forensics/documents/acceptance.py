"""What an organisation has looked at and accepts, and what is left of a document's findings after that.

A finding that is accepted is still told; it only no longer stops a gate. One whose day has passed stops it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from forensics.documents.hidden import GRAVE
from forensics.model.document import Document

__all__ = ["NOT_INSPECTED", "Acceptance", "Judged", "judge"]

#: In place of a code: that the document, or a part of it, was not inspected.
NOT_INSPECTED = "not_inspected"


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
