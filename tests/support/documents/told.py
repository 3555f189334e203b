"""What a reader says of a document: its pieces by what they are."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from forensics.documents.contents import Author, Embedded, Passage, Piece, Row, State, Table, Unread
from forensics.documents.kinds import kind_of
from forensics.documents.limits import Limits
from forensics.documents.readers import reader_of
from forensics.model.document import Hidden

__all__ = ["Told", "told"]


@dataclass(frozen=True, slots=True)
class Told:
    """The pieces of a document, in order."""

    kind: str
    pieces: tuple[Piece, ...]

    def texts(self, state: State) -> list[str]:
        """Passages of a state."""
        return [each.text for each in self.pieces if isinstance(each, Passage) and each.state == state]

    @property
    def findings(self) -> list[tuple[str, str, int]]:
        """Code, severity and count of each finding, sorted."""
        found = (each for each in self.pieces if isinstance(each, Hidden))
        return sorted((each.code, each.severity, each.count) for each in found)

    @property
    def grave(self) -> list[tuple[str, str, int]]:
        """The findings for which a document counts as one that hides something."""
        return [each for each in self.findings if each[1] in "HM"]

    @property
    def rows(self) -> list[Row]:
        """Rows of all tables."""
        return [each for each in self.pieces if isinstance(each, Row)]

    @property
    def tables(self) -> list[Table]:
        """All tables."""
        return [each for each in self.pieces if isinstance(each, Table)]

    @property
    def authors(self) -> list[str]:
        """Names of those who worked on it."""
        return sorted(each.name for each in self.pieces if isinstance(each, Author))

    @property
    def embedded(self) -> list[tuple[bytes, State]]:
        """Files within it."""
        return [(each.content, each.state) for each in self.pieces if isinstance(each, Embedded)]

    @property
    def unread(self) -> list[str]:
        """Reasons for what could not be looked into."""
        return [each.reason for each in self.pieces if isinstance(each, Unread)]


def told(content: bytes, limits: Limits | None = None) -> Told:
    """All that the reader of its kind hands on. Raises NotInspectableError."""
    file = BytesIO(content)
    kind = kind_of(file)
    read = reader_of(kind)
    assert read is not None, f"no reader of {kind}"
    return Told(kind, tuple(read(file, limits or Limits())))
