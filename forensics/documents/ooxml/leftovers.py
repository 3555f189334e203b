"""Files that lie in a document: those that belong to it, and parts to which nothing leads."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from forensics.documents.contents import Embedded, Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.kinds import NO_DOCUMENT, UNKNOWN, kind_of_content
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.ooxml.custom_xml import everything
from forensics.documents.ooxml.parts import told
from forensics.documents.ooxml.web import Web
from forensics.documents.package import Package
from forensics.language.statement import state, state_many
from forensics.model.document import Severity

__all__ = ["attached", "leftovers"]

#: What no part leads to and every document may have.
_EXPECTED = re.compile(
    r"\[content_types\]\.xml|mimetype|.*\.rels|docprops/.*|_xmlsignatures/.*|\[trash\]/.*|.*/calcchain\.\w+|.*/"
)
_WORD = re.compile(r"\w{2}")


def attached(package: Package, part: str, seen: State) -> Iterator[Piece]:
    """A file within the document, where it is one that could be looked into."""
    try:
        content = package.content(part)
    except NotInspectableError as error:
        yield Unread(part, error.reason)
        return
    if content and kind_of_content(content) != NO_DOCUMENT:
        yield Embedded(part, seen, content)


def leftovers(package: Package, web: Web, limits: Limits, known: Container[str] = ()) -> Iterator[Piece]:
    """The parts to which nothing leads, so that programs that show the document do not open them; without those that
    are known, by names in lower case."""
    reached = web.reached("")
    yield from web.unread()
    for name in package.names:
        if name not in reached and name not in known and not _EXPECTED.fullmatch(name):
            yield from told(name, _leftover(package, name, limits))


def _leftover(package: Package, name: str, limits: Limits) -> Iterator[Piece]:
    content = package.content(name)
    if not content.strip(b"\0"):
        return
    kind = kind_of_content(content)
    if kind not in {UNKNOWN, NO_DOCUMENT}:
        file = state("The file {name} lies in the document, and nothing leads to it.", name=name)
        yield hidden("Z", name, 1, file, "M")
        yield Embedded(name, State.HIDDEN, content)
        return
    is_markup = content.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<")
    text = "\n".join(everything([content], limits)) if is_markup else ""
    is_text = kind == NO_DOCUMENT and not is_markup
    severity: Severity = "M" if _WORD.search(text) else "L" if is_text else "I"
    size = len(text.strip()) or len(content)
    text_of = state_many("A part with {count} character lies in the document, and nothing leads to it.",
                         "A part with {count} characters lies in the document, and nothing leads to it.",
                         size)  # fmt: skip
    yield hidden("Z", name, size, text_of, severity)
    if text.strip():
        yield Passage(name, State.HIDDEN, text)
    elif is_text:
        yield Embedded(name, State.HIDDEN, content)
