"""What a reader of documents hands on, sorted for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO

from forensics.documents.contents import Author, Embedded, Passage, Row, State, Table, Unread
from forensics.documents.kinds import kind_of
from forensics.documents.limits import Limits
from forensics.documents.readers import reader_of
from forensics.model.document import Hidden

__all__ = ["Found", "read"]


@dataclass
class Found:
    """All pieces of one document."""

    tables: list[Table] = field(default_factory=list)
    rows: list[list[Row]] = field(default_factory=list)  # of each table
    passages: list[Passage] = field(default_factory=list)
    authors: list[Author] = field(default_factory=list)
    embedded: list[Embedded] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)

    def values(self, table: int = 0) -> list[list[str]]:
        """The values of the rows of a table."""
        return [list(row.values) for row in self.rows[table]]

    def states(self, table: int = 0) -> dict[tuple[int, int], State]:
        """What becomes of each value: by number of row and of column."""
        return {
            (row.number, column): max(row.state, state)
            for row in self.rows[table]
            for column, state in zip(row.columns, row.states, strict=True)
        }

    def codes(self) -> list[tuple[str, str, int]]:
        """Code, severity and count of what is hidden."""
        return [(each.code, each.severity, each.count) for each in self.hidden]

    def grave(self) -> list[tuple[str, str, int]]:
        """Those that make a document one that hides something."""
        return [each for each in self.codes() if each[1] in "HM"]

    def texts(self, state: State) -> list[str]:
        """Passages of a state."""
        return [each.text for each in self.passages if each.state is state]


def read(file: BinaryIO, limits: Limits | None = None) -> Found:
    """All pieces. Raises NotInspectableError."""
    reader = reader_of(kind_of(file))
    assert reader is not None
    found = Found()
    for piece in reader(file, limits or Limits()):
        match piece:
            case Table():
                found.tables.append(piece)
                found.rows.append([])
            case Row():
                found.rows[-1].append(piece)
            case Passage():
                found.passages.append(piece)
            case Author():
                found.authors.append(piece)
            case Embedded():
                found.embedded.append(piece)
            case Unread():
                found.unread.append(piece)
            case Hidden():
                found.hidden.append(piece)
    return found
