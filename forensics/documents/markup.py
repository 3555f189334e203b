"""XML as a stream of beginnings and ends, read in bounded memory and without what documents never need.

A document type that declares anything, an entity or eight megabytes without a tag end the reading: no format of
documents uses the first two, though manifests of OpenOffice.org name a document type. Expat before 2.6 takes time that
is quadratic in the length of one token unless it is fed large blocks.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Protocol, TypeVar
from xml.parsers import expat

from forensics.documents.limits import Limits, NotInspectableError
from forensics.language.statement import state

__all__ = ["Element", "Handler", "Names", "Parser", "elements", "pieces", "short"]

_BETWEEN = "\x1f"
Found = TypeVar("Found")


class Handler(Protocol[Found]):
    """What is told of a part. `found` is emptied from time to time; what a handler appends to it is handed on."""

    found: list[Found]

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """An element begins; its name, and those of its attributes that have a namespace, are to be looked up in a
        `Names`."""

    def end(self, name: str, /) -> None:
        """It ends."""

    def text(self, data: str, /) -> None:
        """Text, not always the whole of it at once."""


class Names(dict[str, str]):
    """Expat's "uri, separator, local" to "prefix:local", with the prefix that we give a namespace; "?:local" in one
    that is not known."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        super().__init__()
        self._namespaces = namespaces

    def __missing__(self, name: str) -> str:
        uri, between, local = name.rpartition(_BETWEEN)
        prefix = self._namespaces.get(uri, "?")
        found = self[name] = f"{prefix}:{local}" if between else local
        return found

    @staticmethod
    def written(namespace: str, local: str) -> str:
        """The name as Expat has it."""
        return f"{namespace}{_BETWEEN}{local}"


def short(attributes: Mapping[str, str], names: Names) -> dict[str, str]:
    """The attributes by "prefix:local"."""
    return {names[name]: value for name, value in attributes.items()}


class Parser:
    """Expat within the limits, fed by its user; `pieces` feeds it blocks one after the other."""

    def __init__(self, handler: Handler[Found], limits: Limits) -> None:
        self._parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = handler.start
        self._parser.EndElementHandler = handler.end
        self._parser.CharacterDataHandler = handler.text
        self._parser.StartDoctypeDeclHandler = _refuse_declarations
        self._parser.EntityDeclHandler = _refuse
        self._parser.SkippedEntityHandler = _refuse
        self._silence = limits.silence
        self._fed = 0

    def feed(self, block: bytes) -> None:
        """Tells the handler what is in the next bytes. Raises NotInspectableError."""
        self._parse(block, last=False)
        self._fed += len(block)
        if self._fed - self._parser.CurrentByteIndex > self._silence:
            raise NotInspectableError(state("It holds XML that is one endless piece."))

    def close(self) -> None:
        """There are no more bytes. Raises NotInspectableError where something is still open."""
        self._parse(b"", last=True)

    def _parse(self, block: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(block, last)
        except (expat.ExpatError, UnicodeError, ValueError, LookupError) as error:  # an encoding that there is not
            raise NotInspectableError(state("It holds XML that cannot be read.")) from error


def pieces(blocks: Iterable[bytes], handler: Handler[Found], limits: Limits) -> Iterator[Found]:
    """What the handler finds in a part, as soon as it has found it. Raises NotInspectableError."""
    parser = Parser(handler, limits)
    for block in blocks:
        parser.feed(block)
        yield from handler.found
        handler.found.clear()
    parser.close()
    yield from handler.found
    handler.found.clear()


@dataclass(frozen=True, slots=True)
class Element:
    """One that has ended, so that those within it came before it."""

    name: str
    parent: str  # name of the element around it
    attributes: Mapping[str, str]
    text: str  # all of it, also that of the elements within


class _Elements:
    """Keeps the wanted elements, and the text only while one of them is open."""

    def __init__(self, names: Names, wanted: Container[str], silent: Container[str]) -> None:
        self.found: list[Element] = []
        self._names, self._wanted, self._silent = names, wanted, silent
        self._open: list[tuple[str, dict[str, str] | None, int]] = []
        self._texts: list[str] = []
        self._listening = self._muted = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        known = self._names[name]
        self._muted += known in self._silent
        if known in self._wanted:
            self._listening += 1
            self._open.append((known, attributes, len(self._texts)))
        else:
            self._open.append((known, None, 0))

    def end(self, name: str) -> None:  # noqa: ARG002 - Expat says what it ends
        known, attributes, mark = self._open.pop()
        self._muted -= known in self._silent
        if attributes is None:
            return
        parent = self._open[-1][0] if self._open else ""
        self.found.append(Element(known, parent, short(attributes, self._names), "".join(self._texts[mark:])))
        self._listening -= 1
        if not self._listening:
            self._texts.clear()

    def text(self, data: str) -> None:
        if self._listening and not self._muted:
            self._texts.append(data)


def elements(
    blocks: Iterable[bytes], names: Names, wanted: Container[str], limits: Limits, silent: Container[str] = ()
) -> Iterator[Element]:
    """The wanted elements of a part, each as it ends; the text of silent ones counts for nothing. Raises
    NotInspectableError; nothing for a part without bytes."""
    blocks = iter(blocks)
    first = next(blocks, b"")
    if first:
        yield from pieces(chain((first,), blocks), _Elements(names, wanted, silent), limits)


def _refuse_declarations(name: str, system: str | None, public: str | None, declares: int) -> None:  # noqa: ARG001
    """The name alone of a document type is nothing: Expat does not fetch it."""
    if declares:
        _refuse()


def _refuse(*_: object) -> None:
    raise NotInspectableError(state("It holds XML with a document type or an entity, which no document needs."))
