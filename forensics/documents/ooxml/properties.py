"""What a document of Office says of itself and of who made it: properties, own properties, a thumbnail.

ECMA-376 part 2, 8.3 (core), part 1, 22.2 and 22.3 (extended, custom).
"""

from __future__ import annotations

from collections.abc import Iterator

from forensics.documents.contents import Embedded, Passage, Piece, State
from forensics.documents.limits import Limits
from forensics.documents.markup import Element, Names, elements
from forensics.documents.ooxml.parts import told
from forensics.documents.ooxml.web import Web
from forensics.documents.package import Package
from forensics.documents.properties import added, described, thumbnail

__all__ = ["application", "read", "titles"]

_ECMA = "http://schemas.openxmlformats.org"
_NAMES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    f"{_ECMA}/package/2006/metadata/core-properties": "cp",
    f"{_ECMA}/officeDocument/2006/extended-properties": "ep",
    "http://purl.oclc.org/ooxml/officeDocument/extendedProperties": "ep",
    f"{_ECMA}/officeDocument/2006/custom-properties": "op",
    "http://purl.oclc.org/ooxml/officeDocument/customProperties": "op",
    f"{_ECMA}/officeDocument/2006/docPropsVTypes": "vt",
    "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes": "vt",
}
_PEOPLE = {"dc:creator", "cp:lastModifiedBy", "ep:Manager"}
_TEXTS = {
    *("dc:title", "dc:subject", "dc:description", "dc:identifier", "cp:keywords", "cp:category", "cp:contentStatus"),
    *("ep:Company", "ep:HyperlinkBase", "ep:Template"),
}
#: Kinds of relationships by which the package leads to them; the strict namespace ends in other words.
_CORE = ("core-properties", "metadata/core-properties", "coreProperties")
_EXTENDED = ("extended-properties", "extendedProperties")
_CUSTOM = ("custom-properties", "customProperties")


def read(package: Package, web: Web, limits: Limits, code: str = "X8") -> Iterator[Piece]:
    """The people and texts in the properties, and the thumbnail; `code` is that of the check for this kind."""
    for part in (*_parts(web, _CORE), *_parts(web, _EXTENDED)):
        yield from told(part, _said(package, part, code, limits))
    for part in _parts(web, _CUSTOM):
        yield from told(part, _own(package, part, code, limits))
    for part in _parts(web, ("thumbnail",)):
        yield from told(part, _thumbnail(package, part, code))


def application(package: Package, web: Web, limits: Limits) -> str:
    """The program that wrote the document, as it calls itself; empty where it does not. Raises
    NotInspectableError."""
    found = _extended(package, web, "ep:Application", limits)
    return found[0].text if found else ""


def titles(package: Package, web: Web, limits: Limits) -> list[str]:
    """What the document says its parts are called: sheets, named ranges, slides. Raises NotInspectableError."""
    return [each.text for each in _extended(package, web, "vt:lpstr", limits) if each.parent == "vt:vector"]


def _extended(package: Package, web: Web, name: str, limits: Limits) -> list[Element]:
    return [
        each
        for part in _parts(web, _EXTENDED)
        for each in elements(package.blocks(part), Names(_NAMES), {name}, limits)
    ]


def _parts(web: Web, kinds: tuple[str, ...]) -> list[str]:
    return [part for kind in kinds for part in web.all("", kind)]


def _said(package: Package, part: str, code: str, limits: Limits) -> Iterator[Piece]:
    found = [(each.name in _PEOPLE, each.text.strip())
             for each in elements(package.blocks(part), Names(_NAMES), _PEOPLE | _TEXTS, limits)]  # fmt: skip
    people = [text for is_person, text in found if is_person and text]
    return described(part, code, people, [text for is_person, text in found if text and not is_person])


def _own(package: Package, part: str, code: str, limits: Limits) -> Iterator[Piece]:
    count = 0
    for element in elements(package.blocks(part), Names(_NAMES), {"op:property"}, limits):
        count += 1
        yield Passage(part, State.HIDDEN, f"{element.attributes.get('name', '')}: {element.text.strip()}")
    yield from added(part, code, count)


def _thumbnail(package: Package, part: str, code: str) -> Iterator[Piece]:
    content = package.content(part)
    yield thumbnail(part, code)
    yield Embedded(part, State.HIDDEN, content)
