"""What our readers say of a PDF or a picture, sorted for tests."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from forensics.documents.contents import Author, Embedded, Passage, Piece, Row, State, Unread
from forensics.documents.kinds import kind_of
from forensics.documents.limits import Limits
from forensics.documents.readers import reader_of
from forensics.model.document import Hidden

__all__ = ["Read", "read"]


@dataclass(frozen=True, slots=True)
class Read:
    """All pieces of one document."""

    pieces: list[Piece]

    @property
    def findings(self) -> list[Hidden]:
        """What is hidden, in the order in which it was met."""
        return [piece for piece in self.pieces if isinstance(piece, Hidden)]

    @property
    def alarms(self) -> list[tuple[str, str, str]]:
        """Whatever makes a document count as hiding something, or as not inspected."""
        grave = [(each.code, each.severity, each.text) for each in self.findings if each.severity in {"H", "M"}]
        return grave + [("", "unread", each.reason) for each in self.pieces if isinstance(each, Unread)]

    def codes(self, severities: str = "HM") -> set[str]:
        """Checks that found something of these severities."""
        return {each.code for each in self.findings if each.severity in severities}

    def text(self, *states: State) -> str:
        """All passages in these states, and the values of rows."""
        passages = [each.text for each in self.pieces if isinstance(each, Passage) and each.state in states]
        rows = [each for each in self.pieces if isinstance(each, Row)]
        cells = [value for row in rows for value, state in zip(row.values, row.states, strict=True) if state in states]
        return "\n".join([*passages, *cells])

    @property
    def visible(self) -> str:
        """What a reader sees."""
        return self.text(State.VISIBLE)

    @property
    def unseen(self) -> str:
        """What a reader does not see."""
        return self.text(State.HIDDEN, State.COSMETIC)

    @property
    def authors(self) -> set[str]:
        """Names of those who worked on it."""
        return {each.name for each in self.pieces if isinstance(each, Author)}

    @property
    def embedded(self) -> list[Embedded]:
        """Files within it."""
        return [each for each in self.pieces if isinstance(each, Embedded)]


def read(data: bytes) -> Read:
    """What the reader of its kind says."""
    file = BytesIO(data)
    reader = reader_of(kind_of(file))
    assert reader is not None
    return Read(list(reader(file, Limits())))
