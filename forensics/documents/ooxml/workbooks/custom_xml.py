"""XML of other programs that lies in a document: forms, labels, properties of a document library.

ECMA-376 part 1, 15.2.5.
"""

from __future__ import annotations

from collections.abc import Iterator

from forensics.documents.contents import Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits
from forensics.documents.markup import pieces
from forensics.documents.package import Package
from forensics.language.statement import state_many

__all__ = ["read", "texts"]


class _Texts:
    def __init__(self) -> None:
        self.found: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        pass

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        if data.strip():
            self.found.append(data.strip())


def read(package: Package, part: str, limits: Limits) -> Iterator[Piece]:
    """The texts of a part, and how many there are."""
    count = 0
    for piece in texts(package, part, limits):
        count += 1
        yield piece
    if count:
        text = state_many("{count} text in a part of another program.", "{count} texts in a part of another program.",
                          count)  # fmt: skip
        yield hidden("X6", part, count, text, "L")


def texts(package: Package, part: str, limits: Limits) -> Iterator[Passage]:
    """The texts of a part of any kind."""
    return (Passage(part, State.HIDDEN, text) for text in pieces(package.blocks(part), _Texts(), limits))
