"""XML as a stream of beginnings and ends, read in bounded memory and without what documents never need.

A document type, an entity or eight megabytes without a tag end the reading: no format of documents uses the first two,
and Expat before 2.6 takes time that is quadratic in the length of one token unless it is fed large blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeVar
from xml.parsers import expat

from forensics.documents.limits import Limits, NotInspectableError
from forensics.language.statement import state

__all__ = ["EXPAT", "Handler", "Names", "pieces", "short"]

#: For `--version` and reports.
EXPAT = expat.EXPAT_VERSION
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


def short(attributes: Mapping[str, str], names: Names) -> dict[str, str]:
    """The attributes by "prefix:local"."""
    return {names[name]: value for name, value in attributes.items()}


def pieces(blocks: Iterable[bytes], handler: Handler[Found], limits: Limits) -> Iterator[Found]:
    """What the handler finds in a part, as soon as it has found it. Raises NotInspectableError."""
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    fed = 0
    try:
        for block in blocks:
            parser.Parse(block, False)
            fed += len(block)
            if fed - parser.CurrentByteIndex > limits.silence:
                raise NotInspectableError(state("It holds XML that is one endless piece."))
            yield from handler.found
            handler.found.clear()
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeError, ValueError) as error:
        raise NotInspectableError(state("It holds XML that cannot be read.")) from error
    yield from handler.found
    handler.found.clear()


def _refuse(*_: object) -> None:
    raise NotInspectableError(state("It holds XML with a document type or an entity, which no document needs."))
