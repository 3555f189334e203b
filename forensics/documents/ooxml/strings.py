"""The strings that cells share: plain ones by a pattern, others, and whatever stands between, by Expat."""

from __future__ import annotations

from forensics.documents.limits import Limits
from forensics.documents.markup import Names, pieces
from forensics.documents.ooxml.names import SPREADSHEET
from forensics.documents.package import Package

__all__ = ["read"]


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


def read(package: Package, part: str, limits: Limits) -> list[str]:
    """All of them, in their order. Raises NotInspectableError."""
    return list(pieces(package.blocks(part), _Strings(), limits)) if part in package else []
