"""The file of findings that an organisation accepts: TOML, each entry with a reason and a last day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from forensics.documents.acceptance import NOT_INSPECTED, Acceptance
from forensics.documents.hidden import CHECKS
from forensics.errors import ForensicsError, InspectionError, Problem, numbered
from forensics.tomlfile.document import read_document
from forensics.tomlfile.faults import Faults, fitting_tables
from forensics.tomlfile.kind import FileKind
from forensics.tomlfile.table import Day, Table, Text, key

__all__ = ["BASELINE_FILE", "load_baseline"]

_Sha256 = Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{64}$")]


class _AcceptedTable(Table):
    """[[accepted]]: findings that were looked at."""

    required = ("path", "codes", "reason", "until")
    path: Text | None = key("the document, or several: a path or a glob, from any folder on", "reports/2026-*.xlsx")
    codes: Annotated[list[Literal[(*CHECKS, NOT_INSPECTED)]], Field(min_length=1)] | None = key(  # type: ignore[valid-type] # the codes are the table's
        'codes of the findings, or "not_inspected"', ["X2"]
    )
    reason: Text | None = key("why they may stay", "The hidden columns hold formulas without personal data.")
    until: Day | None = key("the last day for which that holds", date(2027, 6, 30))
    sha256: _Sha256 | None = key(
        "only of this version", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    )
    most: Annotated[int, Field(ge=0)] | None = key("only up to this count", 12)


class _BaselineFile(Table):
    """Accepted findings."""

    accepted: list[_AcceptedTable] | None = key("findings that were looked at", None)


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
    return tuple(_acceptance(entry) for entry in table.accepted or ())


def _acceptance(entry: _AcceptedTable) -> Acceptance:
    return Acceptance(
        path=entry.path or "",
        codes=tuple(entry.codes or ()),
        reason=entry.reason or "",
        until=entry.until or date.min,
        sha256=(entry.sha256 or "").lower(),
        most=entry.most,
    )
