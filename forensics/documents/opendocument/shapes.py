"""Shapes: where they lie, what they cover, and the look of text in them (ODF 1.3 part 3, 10.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forensics.documents.opendocument.names import attribute
from forensics.documents.opendocument.styles import Look, Styles, points

__all__ = ["SHAPES", "Box", "Shape", "look_of", "shape_of"]

SHAPES = frozenset(
    f"draw:{name}" for name in ("frame", "custom-shape", "rect", "ellipse", "g", "polygon", "path", "circle")
)
_STYLE, _PRESENTATION_STYLE = attribute("draw:style-name"), attribute("presentation:style-name")
_LAYER, _TRANSFORM = attribute("draw:layer"), attribute("draw:transform")
_X, _Y, _WIDTH, _HEIGHT = (attribute(f"svg:{name}") for name in ("x", "y", "width", "height"))
#: Share of a text that stands on a shape.
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Box:
    """Its sides, in points."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Box) -> bool:
        """Whether nothing of the other is outside."""
        return (self.left <= other.left and self.top <= other.top
                and self.right >= other.right and self.bottom >= other.bottom)  # fmt: skip

    def touches(self, other: Box) -> bool:
        """Whether both have a place in common."""
        return (self.right > other.left and self.bottom > other.top
                and self.left < other.right and self.top < other.bottom)  # fmt: skip

    def share_of(self, other: Box) -> float:
        """How much of the other lies in it, from 0 to 1."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        area = (other.right - other.left) * (other.bottom - other.top)
        return max(0.0, wide) * max(0.0, high) / area if area > 0 else float(wide >= 0 and high >= 0)


@dataclass(slots=True)
class Shape:
    """One of them."""

    box: Box | None  # None: not where its numbers say
    on_hidden_layer: bool
    is_opaque: bool  # covers what lies below it
    is_filled: bool  # may be a ground for what lies above it
    runs: list[tuple[int, str]] = field(default_factory=list)  # text, and why nobody sees it (`paragraphs.Why`)

    def is_ground_of(self, other: Shape) -> bool:
        """Whether most of the text in the other may stand on it; where a place is not known, it may."""
        return self.is_filled and (self.box is None or other.box is None or self.box.share_of(other.box) > _MOST)


def _style(attributes: Mapping[str, str]) -> tuple[str, str]:
    """Family and name."""
    own = attributes.get(_STYLE, "")
    return ("graphic", own) if own else ("presentation", attributes.get(_PRESENTATION_STYLE, ""))


def look_of(attributes: Mapping[str, str], styles: Styles) -> Look:
    """What text within begins with."""
    return styles.look(*_style(attributes))


def shape_of(attributes: Mapping[str, str], styles: Styles) -> Shape:
    """The shape that an element begins."""
    family, name = _style(attributes)
    fill = styles.value(family, name, "draw:fill")
    clear = styles.value(family, name, "draw:opacity") not in (None, "100%")
    hidden = attributes.get(_LAYER, "") in styles.hidden_layers
    return Shape(_box(attributes), hidden, fill == "solid" and not clear, fill not in (None, "none"))


def _box(attributes: Mapping[str, str]) -> Box | None:
    if _TRANSFORM in attributes:
        return None
    left, top, width, height = (points(attributes.get(name, "")) for name in (_X, _Y, _WIDTH, _HEIGHT))
    if left is None or top is None or width is None or height is None:
        return None
    return Box(left, top, left + width, top + height)
