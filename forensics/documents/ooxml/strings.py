"""The strings that cells share, in little more memory than their letters take."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import overload

from forensics.documents.limits import Limits
from forensics.documents.markup import Names, pieces
from forensics.documents.ooxml.names import SPREADSHEET
from forensics.documents.package import Package

__all__ = ["FEW", "packed", "read"]

#: Strings that are kept as a list.
FEW = 262_144


class _Strings:
    """Keeps the text of each item, without how it is read aloud (`rPh`)."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._names = Names(SPREADSHEET)
        self._texts: list[str] = []
        self._taking = self._aloud = False

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - they hold nothing
        known = self._names[name]
        if known == "x:t":
            self._taking = not self._aloud
        elif known == "x:rPh":
            self._aloud = True

    def end(self, name: str) -> None:
        known = self._names[name]
        if known == "x:t":
            self._taking = False
        elif known == "x:rPh":
            self._aloud = False
        elif known == "x:si":
            text = "".join(self._texts)
            self.found.append("" if text.isspace() else text)
            self._texts.clear()

    def text(self, data: str) -> None:
        if self._taking:
            self._texts.append(data)


class Packed(Sequence[str]):
    """Strings one after the other in UTF-8, and where each ends: a list of them would take some fifty bytes more for
    each."""

    def __init__(self) -> None:
        self._letters = bytearray()
        self._ends = array("Q", [0])

    def add(self, texts: Iterable[str]) -> None:
        """Some more."""
        for text in texts:
            self._letters += text.encode("utf-8", "surrogatepass")
            self._ends.append(len(self._letters))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self._letters[self._ends[place] : self._ends[place + 1]].decode("utf-8", "surrogatepass")


def packed(texts: Iterable[str]) -> Sequence[str]:
    """A list of few, which is quicker to look into; more than that packed."""
    few: list[str] = []
    many = Packed()
    for text in texts:
        few.append(text)
        if len(few) >= FEW:
            many.add(few)
            few.clear()
    if not len(many):
        return few
    many.add(few)
    return many


def read(package: Package, part: str, limits: Limits) -> Sequence[str]:
    """All of them, in their order. Raises NotInspectableError."""
    return packed(pieces(package.blocks(part), _Strings(), limits)) if part in package else []
