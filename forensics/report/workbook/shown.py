"""Which columns of a table a level shows in the workbook."""

from __future__ import annotations

from forensics.report.disclosure.fields import HIDDEN, shown_as
from forensics.rulebook.columns import COLUMNS

__all__ = ["shown"]

#: Table -> the part of the findings whose fields are its columns; requests and downloads are parts themselves.
_PARTS = {"addresses": "Recipient", "coverage": "Coverage", "sources": "SourceReport"}
#: Columns of another part than that of their table, and columns that are made for the workbook.
_OF_GAPS = ("window", "because", "expected", "seen")
_MADE = {"addresses": "file", "coverage": "kind"}


def shown(table: str, level: str) -> list[str]:
    """The columns of a table of `COLUMNS` that the level shows, in their order."""
    return [name for name in COLUMNS[table] if name == _MADE.get(table) or _is_shown(table, name, level)]


def _is_shown(table: str, name: str, level: str) -> bool:
    part = "Gap" if table == "coverage" and name in _OF_GAPS else _PARTS.get(table, table)
    return shown_as(part, name, level) != HIDDEN
