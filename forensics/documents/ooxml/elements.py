"""Parts that are lists: of settings, people, tags, of the words in a drawing. Their elements, attributes and text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from forensics.documents.limits import Limits
from forensics.documents.markup import pieces
from forensics.documents.ooxml.vocabulary import NAMES, named
from forensics.documents.package import Package

__all__ = ["Element", "elements", "everything", "paragraphs"]


#: Of elements one within the other.
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Element:
    """One element, and all text within it."""

    name: str
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)

    @property
    def value(self) -> str:
        """Its `w:val`."""
        return self.attributes.get("w:val", "")

    @property
    def text(self) -> str:
        """All its text."""
        return "".join(self.texts)


class _Elements:
    """Collects the elements that are wanted; of one within another both."""

    def __init__(self, wanted: Collection[str]) -> None:
        self.found: list[Element] = []
        self._wanted = wanted
        self._open: list[Element | None] = []
        self._wanted_open: list[Element] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        short = NAMES[name]
        is_wanted = short in self._wanted or short.partition(":")[2] in self._wanted
        element = Element(short, named(attributes)) if is_wanted else None
        self._open.append(element)
        if element is not None:
            self._wanted_open.append(element)

    def end(self, _: str) -> None:
        element = self._open.pop()
        if element is not None:
            self._wanted_open.pop()
            self.found.append(element)

    def text(self, data: str) -> None:
        for element in self._wanted_open[-_DEEPEST:]:
            element.texts.append(data)


def elements(package: Package, part: str, wanted: Collection[str], limits: Limits) -> Iterator[Element]:
    """Those of these names, "prefix:local", or "local" in any namespace, as they end. Raises NotInspectableError."""
    return pieces(package.blocks(part), _Elements(wanted), limits)


def paragraphs(package: Package, part: str, limits: Limits) -> Iterator[str]:
    """The words of a drawing or a diagram."""
    return (each.text for each in elements(package, part, ("a:p",), limits) if each.text.strip())


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
