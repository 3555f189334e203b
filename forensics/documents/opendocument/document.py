"""An OpenDocument of any kind, packed or as one XML file: its styles, its body, and what lies beside it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, TypeAlias

from forensics.documents.contents import Embedded, Piece, State
from forensics.documents.limits import BLOCK, Limits, NotInspectableError
from forensics.documents.markup import elements, pieces
from forensics.documents.opendocument import styles as looks
from forensics.documents.opendocument.beside import beside, is_encrypted, properties
from forensics.documents.opendocument.masters import Master, Masters
from forensics.documents.opendocument.names import NAMES
from forensics.documents.opendocument.sheets import Sheets
from forensics.documents.opendocument.slides import Slides
from forensics.documents.opendocument.styles import Styles, points
from forensics.documents.opendocument.text import Text
from forensics.documents.package import Package, opened
from forensics.documents.places import Areas, areas
from forensics.language.statement import state

__all__ = ["read"]

#: A part by its name.
_Part: TypeAlias = Callable[[str], Iterator[bytes]]
_BODIES = ("office:spreadsheet", "office:text", "office:presentation", "office:drawing", "office:chart", "office:image")
_CODES = {"office:spreadsheet": "X8", "office:chart": "X8"}


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """As `contents.Reader`."""
    start = file.read(4)
    file.seek(0)
    if start.startswith(b"PK"):
        package = opened(file, limits)
        if is_encrypted(package, limits):
            raise NotInspectableError(state("It is encrypted."))
        yield from package.oddities()
        yield from _packed(package, limits)
    else:
        yield from _flat(file, limits)


def _packed(package: Package, limits: Limits) -> Iterator[Piece]:
    # A template may be styles alone, with the headers and footers that stand in them.
    only_styles = "content.xml" not in package.names and "styles.xml" in package.names
    body = "office:text" if only_styles else _body(package.blocks("content.xml"), limits)

    def nested(folder: str) -> Iterator[Piece]:
        def part(name: str) -> Iterator[bytes]:
            return package.blocks(f"{folder}/{name}")

        return _content(_body(part("content.xml"), limits), part, folder, limits)

    yield from _content(body, package.blocks, "", limits)
    yield from beside(package, _CODES.get(body, "W4"), nested, limits)


def _flat(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    def part(name: str) -> Iterator[bytes]:
        place = 0
        while name == "content.xml":
            # Several readings may be under way at once.
            file.seek(place)
            block = file.read(BLOCK)
            if not block:
                return
            place += len(block)
            yield block

    body = _body(part("content.xml"), limits)
    yield from _content(body, part, "", limits)
    yield from properties(part("content.xml"), _CODES.get(body, "W4"), limits)
    for element in elements(part("content.xml"), NAMES, {"office:binary-data"}, limits):
        try:
            content = base64.b64decode(element.text)
        except binascii.Error:
            content = b""
        yield Embedded("", State.VISIBLE, content)


def _body(blocks: Iterator[bytes], limits: Limits) -> str:
    """What the document is, by the element that holds its content. Raises NotInspectableError."""
    for element in pieces(blocks, _Bodies(), limits):
        return element
    raise NotInspectableError(state("It has no content that is known."))


class _Bodies:
    """Finds the body as soon as it begins."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - as `markup.Handler`
        if NAMES[name] in _BODIES:
            self.found.append(NAMES[name])

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        pass


def _content(body: str, part: _Part, where: str, limits: Limits) -> Iterator[Piece]:
    styles = Styles()
    for name in ("styles.xml", "content.xml"):
        looks.read(styles, part(name), limits)
    found: list[Piece] = []
    if body == "office:spreadsheet":
        yield from pieces(part("content.xml"), Sheets(styles, _painted(part, limits), found), limits)
    elif body == "office:text":
        for name, place in (("content.xml", where), ("styles.xml", "styles.xml")):
            handler = Text(styles, place, [])
            blocks = part(name)
            first = next(blocks, b"")
            if first:
                yield from pieces(_chained(first, blocks), handler, limits)
                yield from handler.findings()
    elif body in ("office:presentation", "office:drawing"):
        slides = Slides(styles, _size(part, limits), _masters(part, styles, limits), found)
        yield from pieces(part("content.xml"), slides, limits)


def _chained(first: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from blocks


def _painted(part: _Part, limits: Limits) -> Mapping[str, Areas]:
    """The cells that conditional formats may paint, by the name of their sheet."""
    found: dict[str, list[str]] = {}
    for element in elements(part("content.xml"), NAMES, {"calcext:conditional-format"}, limits):
        for place in element.attributes.get("calcext:target-range-address", "").split():
            sheet, _, cells = place.rpartition(":")[0].rpartition(".") if ":" in place else place.rpartition(".")
            last = place.rpartition(":")[2].rpartition(".")[2]
            found.setdefault(sheet.strip("'"), []).append(f"{cells}:{last}")
    return {sheet: Areas(each for place in places for each in areas(place)) for sheet, places in found.items()}


def _masters(part: _Part, styles: Styles, limits: Limits) -> Mapping[str, Master]:
    handler = Masters(styles)
    for name in ("styles.xml", "content.xml"):
        blocks = part(name)
        first = next(blocks, b"")
        for _ in pieces(_chained(first, blocks), handler, limits) if first else ():
            pass
    return handler.pages


def _size(part: _Part, limits: Limits) -> tuple[float, float] | None:
    """Width and height of a slide in points; None where nothing tells."""
    layouts: dict[str, Mapping[str, str]] = {}
    masters: list[str] = []
    sets: Mapping[str, str] = {}
    wanted = {"style:page-layout-properties", "style:page-layout", "style:master-page"}
    for name in ("styles.xml", "content.xml"):
        for element in elements(part(name), NAMES, wanted, limits):
            if element.name == "style:page-layout-properties":
                sets = element.attributes
            elif element.name == "style:page-layout":
                layouts[element.attributes.get("style:name", "")] = sets
            else:
                masters.append(element.attributes.get("style:page-layout-name", ""))
    found = next((layouts[name] for name in masters if name in layouts), {})
    width, height = (points(found.get(f"fo:page-{side}", "")) for side in ("width", "height"))
    return (width, height) if width and height else None
