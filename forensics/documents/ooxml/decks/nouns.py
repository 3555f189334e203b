"""A shape on a slide, and what is in it: runs of text, cells, its place and its paint (ECMA-376 part 1, 20.1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from forensics.documents.ooxml.crops import WHOLE, Crop
from forensics.documents.ooxml.decks.paint import Fill, Paint

__all__ = ["Box", "Cell", "Place", "Shape", "Text"]

#: What stands on a page without being its content.
_FURNITURE = frozenset(("dt", "ftr", "hdr", "sldNum", "sldImg"))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in EMU."""

    left: int
    top: int
    width: int
    height: int

    def holds(self, other: Box) -> bool:
        """Whether the other lies within this one, but for a sliver."""
        slack = max(other.width, other.height) // 100
        return (
            self.left <= other.left + slack
            and self.top <= other.top + slack
            and self.left + self.width >= other.left + other.width - slack
            and self.top + self.height >= other.top + other.height - slack
        )

    def meets(self, other: Box) -> bool:
        """Whether they have an area in common."""
        return (self.left < other.left + other.width and other.left < self.left + self.width
                and self.top < other.top + other.height and other.top < self.top + self.height)  # fmt: skip


@dataclass(slots=True)
class Text:
    """A run of text: its own colour and size, None where it says nothing."""

    text: str
    fill: Fill | None = None
    size: int | None = None  # hundredths of a point
    is_field: bool = False


@dataclass(slots=True)
class Cell:
    """A cell of a table."""

    column: int
    texts: list[list[Text]] = field(default_factory=list)  # by paragraph
    fill: Fill | None = None


@dataclass(slots=True)
class Shape:
    """One shape. `box`: None where it is not known, as with what is turned askew."""

    kind: str
    id: str = ""
    name: str = ""
    words: str = ""  # what it shows, in words
    is_hidden: bool = False
    box: Box | None = None
    placeholder: tuple[str, str] | None = None  # type, index
    fill: Fill | None = None
    style_fill: Fill | None = None
    style_text: Paint | None = None
    list_text: Fill | None = None  # colour of its own list style
    geometry: str = "rect"
    texts: list[list[Text]] = field(default_factory=list)  # by paragraph
    rows: list[list[Cell]] = field(default_factory=list)
    used: dict[str, None] = field(default_factory=dict)  # relationships
    program: str = ""  # of an embedded object
    crop: Crop = WHOLE  # of its picture

    @property
    def is_furniture(self) -> bool:
        """Date, number of the page and their like."""
        return self.placeholder is not None and self.placeholder[0] in _FURNITURE

    @property
    def own_fill(self) -> Fill | None:
        """What it is filled with, as far as it says so itself."""
        return self.fill or self.style_fill


@dataclass(slots=True)
class Place:
    """Where a group puts what is in it: the group's own place and size, and those by which its members reckon."""

    off: tuple[int, int] = (0, 0)
    ext: tuple[int, int] = (0, 0)
    child_off: tuple[int, int] | None = None
    child_ext: tuple[int, int] = (0, 0)
    is_askew: bool = False
    is_set: bool = False
    is_hidden: bool = False

    def moved(self, box: Box) -> Box:
        """A member's rectangle, as the slide reckons."""
        if self.child_off is None or not all(self.child_ext):
            return box
        across, down = self.ext[0] / self.child_ext[0], self.ext[1] / self.child_ext[1]
        return Box(round(self.off[0] + (box.left - self.child_off[0]) * across),
                   round(self.off[1] + (box.top - self.child_off[1]) * down),
                   round(box.width * across), round(box.height * down))  # fmt: skip
