"""What lies in an OpenDocument beside its content: properties, pictures, objects, earlier versions, macros."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from forensics.documents.contents import Embedded, Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.markup import elements
from forensics.documents.opendocument.names import NAMES
from forensics.documents.package import Package
from forensics.documents.properties import added, described, thumbnail
from forensics.language.statement import state

__all__ = ["beside", "is_encrypted", "properties"]

_CREATORS = {"meta:initial-creator", "dc:creator", "meta:printed-by"}
_DESCRIBED = {"dc:title", "dc:subject", "dc:description", "meta:keyword"}
_OWN = {"meta:user-defined", "meta:template"}
_PRINTER = {"PrinterName", "PrinterSetup"}
_MACROS = ("basic/", "scripts/", "dialogs/")


def is_encrypted(package: Package, limits: Limits) -> bool:
    """Whether a password is needed (ODF 1.3 part 2, 4)."""
    part = "META-INF/manifest.xml"
    try:
        return any(True for _ in elements(package.blocks(part), NAMES, {"manifest:encryption-data"}, limits))
    except NotInspectableError:
        # Manifests of OpenOffice.org leave their namespace to a document type.
        return b"encryption-data" in package.content(part)


def properties(blocks: Iterable[bytes], code: str, limits: Limits) -> Iterator[Piece]:
    """Who wrote it, what else is said of it, and the printer; `code` is that of the check for this kind."""
    people, texts, own, printers = [], [], 0, 0
    for element in elements(blocks, NAMES, {*_CREATORS, *_DESCRIBED, *_OWN, "config:config-item"}, limits):
        text = element.text.strip()
        if element.name in _CREATORS and text and element.parent != "office:annotation":
            people.append(text)
        elif element.name in _DESCRIBED and element.parent == "office:meta" and text:
            texts.append(text)
        elif element.name in _OWN and (text or element.attributes):
            own += 1
            yield Passage("meta.xml", State.HIDDEN, " ".join((*element.attributes.values(), text)))
        elif element.attributes.get("config:name") in _PRINTER and text:
            printers += 1
    yield from described("meta.xml", code, people, texts)
    yield from added("meta.xml", code, own)
    if printers:
        yield hidden(code, "settings.xml", 1, state("The settings of a printer are kept."), "L")


def beside(package: Package, code: str, nested: Callable[[str], Iterator[Piece]], limits: Limits) -> Iterator[Piece]:
    """All other parts; `nested` reads the document in a folder of this one."""
    for name in ("meta.xml", "settings.xml"):
        yield from properties(package.blocks(name), code, limits)
    for name in package.names:
        folder, _, last = name.rpartition("/")
        if name.startswith("versions/"):
            yield from _version(package, name)
        elif folder == "pictures" or (not folder and name.startswith("object ")):
            yield Embedded(name, State.VISIBLE, package.content(name))
        elif last == "content.xml" and folder:
            yield from nested(folder)
        elif folder == "thumbnails":
            yield thumbnail(name, code)
    if any(name.startswith(_MACROS) and not name.endswith(("-lc.xml", "-lb.xml")) for name in package.names):
        yield hidden("Z", "", 1, state("It holds macros."), "I")


def _version(package: Package, name: str) -> Iterator[Piece]:
    try:
        content = package.content(name)
    except NotInspectableError:
        content = b""
    yield hidden("W1", name, 1, state("An earlier version of the document is kept."), "H")
    yield Embedded(name, State.HIDDEN, content)
