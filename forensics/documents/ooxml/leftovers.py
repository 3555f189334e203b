"""The parts that belong to a document, by what leads to them; and those that lie in it without belonging to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.documents.contents import Embedded, Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.kinds import NO_DOCUMENT, UNKNOWN, kind_of_content
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.ooxml.elements import everything
from forensics.documents.ooxml.relationships import Relationship, relationships
from forensics.documents.package import Package
from forensics.language.statement import state, state_many
from forensics.model.document import Severity

__all__ = ["Web", "attached", "leads_to", "leftovers", "web"]

#: Relationships of each part by the name of the part in lower case; of the document itself by "".
Web = dict[str, tuple[Relationship, ...]]
#: What no part leads to and every document may have.
_EXPECTED = re.compile(r"\[content_types\]\.xml|mimetype|.*\.rels|docprops/.*|_xmlsignatures/.*|.*/")
_WORD = re.compile(r"\w{2}")


def web(package: Package, limits: Limits) -> Web:
    """All parts that can be reached from the document."""
    found: Web = {}
    waiting = [""]
    while waiting:
        part = waiting.pop()
        if part in found:
            continue
        found[part] = tuple(relationships(package, part, limits))
        waiting += [each.target.casefold() for each in found[part] if not each.external and each.target in package]
    return found


def leads_to(reached: Web, part: str, kind: str) -> list[str]:
    """The parts of a kind to which a part leads."""
    links = reached.get(part.casefold(), ())
    return [
        each.target for each in links if each.kind == kind and not each.external and each.target.casefold() in reached
    ]


def attached(package: Package, part: str, seen: State) -> Iterator[Piece]:
    """A file within the document, where it is one that could be looked into."""
    try:
        content = package.content(part)
    except NotInspectableError as error:
        yield Unread(part, error.reason)
        return
    if content and kind_of_content(content) != NO_DOCUMENT:
        yield Embedded(part, seen, content)


def leftovers(package: Package, reached: Web, limits: Limits) -> Iterator[Piece]:
    """The parts to which nothing leads: programs that show the document do not open them."""
    for name in package.names:
        if name not in reached and not _EXPECTED.fullmatch(name):
            try:
                yield from _leftover(package, name, limits)
            except NotInspectableError as error:
                yield Unread(name, error.reason)


def _leftover(package: Package, name: str, limits: Limits) -> Iterator[Piece]:
    content = package.content(name)
    if not content.strip(b"\0"):
        return
    kind = kind_of_content(content)
    if kind not in {UNKNOWN, NO_DOCUMENT}:
        told = state("The file {name} lies in the document, and nothing leads to it.", name=name)
        yield hidden("Z", name, 1, told, "M")
        yield Embedded(name, State.HIDDEN, content)
        return
    is_markup = content.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<")
    text = "\n".join(everything([content], limits)) if is_markup else ""
    severity: Severity = "M" if _WORD.search(text) else "I"
    size = len(text.strip()) or len(content)
    text_of = state_many("A part with {count} character lies in the document, and nothing leads to it.",
                         "A part with {count} characters lies in the document, and nothing leads to it.",
                         size)  # fmt: skip
    yield hidden("Z", name, size, text_of, severity)
    if text.strip():
        yield Passage(name, State.HIDDEN, text)
