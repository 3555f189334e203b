"""What a document shows and hides: counts and categories, never a value.

The text below an attribute says what it is, here and in the JSON Schemas.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from forensics.model.written import IF_ANY, Count, Sha256, Text, TextOrNull, Unsaved

__all__ = ["CategoryCount", "Document", "DocumentState", "Hidden", "People", "Records", "Severity"]

DocumentState = Literal["nothing_hidden", "hidden", "not_inspected"]
Severity = Literal["H", "M", "L", "I"]


@dataclass(frozen=True, slots=True)
class Records:
    """Records by what becomes of them for a reader. A record is one row below a header that holds at least one value;
    where no header was found, every row is one."""

    visible: Count = 0
    """Shown, or shown in part: a value in a hidden column is counted with its category."""
    hidden: Count = 0
    """Not shown, but there: by a hidden row or sheet, or with all their values in hidden columns. A click shows
    them."""
    cosmetic: Count = 0
    """Shown so that nobody sees them: as white on white, tiny, or by a format that shows nothing."""
    blank: Count = 0
    """Rows among the records that hold no value any more: what they held cannot be got out of the document."""


@dataclass(frozen=True, slots=True)
class People:
    """How many people the records may be about."""

    least: Annotated[Count, Field(alias="from")]
    """Different values of the strongest identifier."""
    most: Annotated[Count, Field(alias="to")]
    """Records, each taken to be another person."""
    rule: Text
    """How both were counted."""


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """Values of one category of personal data by what becomes of them for a reader."""

    visible: Count = 0
    """Shown."""
    hidden: Count = 0
    """Not shown, but there."""
    cosmetic: Count = 0
    """Shown so that nobody sees them."""
    blank: Count = 0
    """Records without the value, where other records have it."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """One thing that a document holds and does not show, or that keeps it from being looked into."""

    code: str
    """Stable code of the check (docs/documents.md)."""
    severity: Severity
    """H: recoverable by a click; M: probably; L: metadata; I: a note. One step higher with personal data in it."""
    where: Text
    """Where in the document: a sheet, a slide, a page, a part."""
    count: Count
    """Of what the text says."""
    text: Text
    """What it is, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one document shows, hides and how."""

    path: Text
    """The file, as it was named."""
    kind: str
    """What it is by its content: "xlsx", "pdf", ...; "unknown"."""
    bytes: Count
    """Its size."""
    sha256: Sha256
    """SHA-256 of the file; empty where it could not be read."""
    state: DocumentState
    """Whether something is hidden that a reader can recover (severity H or M); not inspected is never clean."""
    reason: TextOrNull = ""
    """Why it, or a part of it, was not inspected; null: all was."""
    records: Records = Records()
    """Its records by state."""
    cells: Records = Records()
    """The values of its tables by state, personal or not; blank is not counted."""
    characters: Records = Records()
    """Characters of its running text by state; blank is not counted."""
    people: People | None = None
    """How many people it may be about; null: nothing in it tells."""
    items: Count = 0
    """Values of personal data in it, in all states."""
    categories: dict[str, CategoryCount] = field(default_factory=dict)
    """Personal data by category (docs/documents.md)."""
    findings: tuple[Hidden, ...] = ()
    """What is hidden, gravest first."""
    file: Annotated[str | None, IF_ANY] = None
    """Of a case only: the leaked file that it is."""
    read_with: Annotated[dict[str, str], Unsaved] = field(default_factory=dict)
    """Libraries that looked at it, each with its version. Of a case the custody log has them: findings depend on no
    machine."""

    @property
    def bytes_per_character(self) -> int | None:
        """Bytes of the file for each character that it shows, a value of a table taken as eight; None where it shows
        none. Far more than others of its kind have is a hint."""
        shown = self.characters.visible + 8 * self.cells.visible
        return self.bytes // shown if shown else None
