"""What styles do to what is shown: hidden, in the colour of its ground, tiny (ODF 1.3 part 3, 16 and 20)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from forensics.documents.colours import WHITE, alike, rgb
from forensics.documents.limits import Limits
from forensics.documents.markup import Element, elements
from forensics.documents.opendocument.names import NAMES

__all__ = ["DEFAULT", "UNKNOWN", "Look", "Style", "Styles", "points", "read"]

#: Style that the others of a family begin with.
DEFAULT = ""
#: In place of the colour of a ground: a picture, a gradient, whatever lies below.
UNKNOWN = "?"
_PROPERTIES = frozenset(
    f"style:{kind}-properties"
    for kind in (
        "text",
        "table-cell",
        "table",
        "table-row",
        "table-column",
        "drawing-page",
        "graphic",
        "section",
        "paragraph",
    )
)
_NUMBERS = frozenset(
    f"number:{kind}-style" for kind in ("number", "currency", "percentage", "date", "time", "boolean", "text")
)
_AUTOMATIC = "office:automatic-styles"
_WANTED = {
    _AUTOMATIC,
    "style:style",
    "style:default-style",
    "number:text-content",
    "draw:layer",
    *_PROPERTIES,
    *_NUMBERS,
}
_LENGTH = re.compile(r"(-?\d*\.?\d+)(pt|in|cm|mm|pc|px|inch)")
_POINTS = {"pt": 1.0, "in": 72.0, "inch": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
_COLOUR = re.compile(r"#([0-9a-fA-F]{6})")
_TINY = 2.0


@dataclass(frozen=True, slots=True)
class Style:
    """One style, with what it sets itself."""

    parent: str = DEFAULT
    format: str = ""  # of numbers, by its name
    sets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """What a style comes to, with all that it builds on. Colours are None where nothing sets them."""

    colour: str | None = None
    ground: str | None = None
    size: float | None = None  # points
    is_shown: bool = True
    hides_text: bool = False  # by a format without the text in it

    def over(self, below: Look) -> Look:
        """The look of text with this style within something of the other."""
        return Look(
            self.colour or below.colour,
            self.ground or below.ground,
            self.size if self.size is not None else below.size,
            self.is_shown and below.is_shown,
            self.hides_text or below.hides_text,
        )

    @property
    def is_ground_coloured(self) -> bool:
        """Whether text has the colour of what it stands on, without a ground white; a colour that nobody set adapts."""
        if self.colour is None or self.ground == UNKNOWN:
            return False
        return alike(rgb(self.colour), rgb(self.ground) if self.ground else WHITE)

    @property
    def is_tiny(self) -> bool:
        """Two points or less."""
        return self.size is not None and self.size <= _TINY


class Styles:
    """All styles of a document, by family and name."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], Style] = {}
        self._mute: set[str] = set()  # formats that show no text
        self._looks: dict[tuple[str, str], Look] = {}
        self.hidden_layers: set[str] = set()

    def add(self, family: str, name: str, style: Style) -> None:
        """One more style; of two with the same name the last counts."""
        self._styles[family, name] = style

    def mute(self, name: str) -> None:
        """A format of numbers shows no text."""
        self._mute.add(name)

    def chain(self, family: str, name: str) -> Iterator[Style]:
        """The style and those that it builds on, the family's own last."""
        seen: set[str] = set()
        while name not in seen and (family, name) in self._styles:
            seen.add(name)
            style = self._styles[family, name]
            yield style
            name = style.parent

    def value(self, family: str, name: str, key: str) -> str | None:
        """What is set for a property, by whichever style of the chain comes first."""
        return next((style.sets[key] for style in self.chain(family, name) if key in style.sets), None)

    def look(self, family: str, name: str) -> Look:
        """What the style comes to."""
        found = self._looks.get((family, name))
        if found is None:
            found = self._looks[family, name] = self._made(family, name)
        return found

    def _made(self, family: str, name: str) -> Look:
        def value(key: str) -> str | None:
            return self.value(family, name, key)

        automatic = value("style:use-window-font-color") == "true"
        size = value("fo:font-size")
        formats = [style.format for style in self.chain(family, name) if style.format]
        return Look(
            colour=None if automatic else _colour(value("fo:color")),
            ground=_colour(value("fo:background-color")) or _filled(value("draw:fill"), value("draw:fill-color")),
            size=points(size) if size else None,
            is_shown=value("text:display") not in ("none", "condition"),
            hides_text=bool(formats) and formats[0] in self._mute,
        )


def _filled(fill: str | None, colour: str | None) -> str | None:
    if fill in ("bitmap", "gradient", "hatch"):
        return UNKNOWN
    return _colour(colour) if fill == "solid" else None


def _colour(text: str | None) -> str | None:
    found = _COLOUR.fullmatch(text or "")
    return found[1].lower() if found else None


def points(text: str) -> float | None:
    """A length in points; None where it is none, as a share of another."""
    found = _LENGTH.fullmatch(text.strip())
    return float(found[1]) * _POINTS[found[2]] if found else None


def read(styles: Styles, blocks: Iterable[bytes], limits: Limits) -> None:
    """Adds the styles of a part. Raises NotInspectableError."""
    sets: dict[str, str] = {}
    has_text = False
    for element in _declared(elements(blocks, NAMES, _WANTED, limits)):
        found = element.attributes
        if element.name in _PROPERTIES:
            if element.parent in ("style:style", "style:default-style"):
                sets |= found
        elif element.name == "number:text-content":
            has_text = True
        elif element.name == "draw:layer":
            if found.get("draw:display", "always") == "none":
                styles.hidden_layers.add(found.get("draw:name", ""))
        elif element.name in _NUMBERS:
            if element.name == "number:text-style" and not has_text and not element.text.strip():
                styles.mute(found.get("style:name", ""))
            has_text = False
        else:
            _add(styles, element, sets)
            sets = {}


def _declared(found: Iterator[Element]) -> Iterator[Element]:
    """Without what follows the styles of a part with content: that is long, and has none."""
    for element in found:
        if element.name != _AUTOMATIC:
            yield element
        elif element.parent == "office:document-content":
            return


def _add(styles: Styles, element: Element, sets: Mapping[str, str]) -> None:
    found = element.attributes
    name = DEFAULT if element.name == "style:default-style" else found.get("style:name", "")
    parent = found.get("style:parent-style-name", DEFAULT) if name else "\x00"
    styles.add(found.get("style:family", ""), name, Style(parent, found.get("style:data-style-name", ""), sets))
