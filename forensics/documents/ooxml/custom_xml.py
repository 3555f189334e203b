"""XML of other programs that lies in a document: forms, labels, properties of a library of documents.

ECMA-376 part 1, 15.2.4 to 15.2.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from forensics.documents.contents import Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits
from forensics.documents.markup import pieces
from forensics.documents.package import Package
from forensics.language.statement import state_many

__all__ = ["everything", "read"]

#: What Office and SharePoint themselves keep of fields, of libraries and of data models; these are told by themselves.
_OF_OFFICE = re.compile(
    r"http://schemas\.(?:microsoft\.com/(?:office/2006|sharepoint|office/infopath)|openxmlformats\.org)|http://gemini/"
)
_LARGE = 200  # characters
_ROOT = re.compile(rb"<(?![?!])[^>]*>")


class _Everything:
    """All text, and the values of all attributes."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def start(self, _: str, attributes: dict[str, str]) -> None:
        self.found += [value for value in attributes.values() if value.strip()]

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        if data.strip():
            self.found.append(data)


def everything(blocks: Iterable[bytes], limits: Limits) -> list[str]:
    """All that a part of any vocabulary says. Raises NotInspectableError."""
    return list(pieces(blocks, _Everything(), limits))


def read(package: Package, part: str, code: str, limits: Limits) -> Iterator[Piece]:
    """All texts of a part, told as a finding of the check `code`: probable where there are many that no program of
    Office wrote."""
    texts = everything(package.blocks(part), limits)
    size = sum(map(len, texts))
    if not size:
        return
    root = _ROOT.search(next(iter(package.blocks(part)), b""))
    of_office = bool(root and _OF_OFFICE.search(root[0].decode("utf-8", "replace")))
    told = state_many("{count} character is kept as XML beside the document.",
                      "{count} characters are kept as XML beside the document.", size)  # fmt: skip
    yield hidden(code, part, size, told, "L" if of_office or size < _LARGE else "M")
    yield Passage(part, State.HIDDEN, "\n".join(texts))
