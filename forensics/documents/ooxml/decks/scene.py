"""One slide as it is drawn: over its layout and master, each shape over those before it. Tells why nobody sees a shape
or a run of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forensics.documents.colours import alike, rgb
from forensics.documents.ooxml.decks.nouns import Box, Shape, Text
from forensics.documents.ooxml.decks.paint import Fill, Scheme
from forensics.documents.ooxml.decks.shapes import Drawing
from forensics.documents.ooxml.shades import WHITE

__all__ = ["Scene"]

_TITLES = frozenset(("title", "ctrTitle"))
_OF_MASTER = {"ctrTitle": "title", "subTitle": "body", "obj": "body"}
#: Shapes that cover all of their rectangle, or nearly.
_FULL = frozenset(
    ("rect", "roundRect", "round1Rect", "round2SameRect", "snip1Rect", "snip2SameRect", "flowChartProcess")
)
_TINY = 200  # hundredths of a point
#: Beyond so many shapes nobody looks which of them covers which.
_MOST = 2_000


class Scene:
    """A slide and what lies below it: its layout and its master, in this order. `covers`: whether a picture hides all
    that is behind it."""

    def __init__(
        self,
        slide: Drawing,
        below: Sequence[Drawing],
        scheme: Scheme,
        size: tuple[int, int],
        covers: Callable[[Shape], bool],
    ) -> None:
        self.slide = slide
        self.is_too_large = len(slide.found) > _MOST
        self._below = below
        self._scheme = scheme
        self._size = size
        self._covers = covers
        self._design = [] if not slide.shows_master else [
            each for drawing in reversed(below) for each in drawing.found if not each.placeholder
        ]  # fmt: skip
        self._boxes = [self._box(shape) for shape in slide.found]
        self._behind: dict[int, str | None] = {}
        self._opaque = [] if self.is_too_large else [
            (number, box) for number, box in enumerate(self._boxes) if box and self._is_opaque(slide.found[number])
        ]  # fmt: skip

    def _box(self, shape: Shape) -> Box | None:
        """Where a shape lies; where it says nothing, where its placeholder does."""
        return next((each.box for each in (shape, *self._inherited(shape)) if each.box), None)

    def _inherited(self, shape: Shape) -> list[Shape]:
        """The placeholders of layout and master that a shape stands for."""
        if shape.placeholder is None:
            return []
        kind, index = shape.placeholder
        found: list[Shape] = []
        for drawing in self._below:
            places = [each for each in drawing.found if each.placeholder]
            same = [each for each in places if each.placeholder and each.placeholder[1] == index and index != "0"]
            same += [each for each in places if each.placeholder and _alike(each.placeholder[0], kind)]
            found += same[:1]
        return found

    def is_outside(self, number: int) -> bool:
        """Whether a shape lies wholly beside the slide, and is not brought in by an animation."""
        box = self._boxes[number]
        if box is None or self.slide.found[number].id in self.slide.moved or not all(self._size):
            return False
        return not Box(0, 0, *self._size).meets(box)

    def is_covered(self, number: int) -> bool:
        """Whether a shape that is drawn later, and not taken away, lies over all of this one."""
        box = self._boxes[number]
        if box is None or not box.width or not box.height or self.slide.found[number].id in self.slide.moved:
            return False
        return any(later > number and other.holds(box) for later, other in self._opaque)

    def _is_opaque(self, shape: Shape) -> bool:
        if shape.geometry not in _FULL or shape.is_hidden or shape.id in self.slide.animated:
            return False
        if shape.kind == "pic":
            return self._covers(shape)
        fill = shape.own_fill
        if shape.kind != "sp" or fill is None or fill.kind == "none":
            return False
        return fill.kind == "other" or self._scheme.colour(fill.paint) is not None

    # Colours.

    def unseen(self, number: int, text: Text, cell: Fill | None = None) -> str | None:
        """Why nobody sees a run of the shape with this number: "tiny", "same_colour"; None where it is seen, or where
        nobody can tell. `cell`: how the cell of a table is filled in which it stands."""
        if text.size is not None and 0 < text.size <= _TINY:
            return "tiny"
        shape = self.slide.found[number]
        fill = text.fill
        if fill is not None and (fill.kind == "none" or (fill.paint is not None and fill.paint.is_clear)):
            return "same_colour"
        behind = self._scheme.colour(cell.paint) if cell and cell.kind == "solid" else None
        if behind is None and not shape.rows:
            if number not in self._behind:
                self._behind[number] = self._colour_behind(number)
            behind = self._behind[number]
        colour = self._text_colour(shape, text)
        return "same_colour" if behind and colour and alike(rgb(behind), rgb(colour)) else None

    def _text_colour(self, shape: Shape, text: Text) -> str | None:
        """None where it comes from the design of the slides, and the shape has no colour of its own: that is honest."""
        for fill in (text.fill, shape.list_text):
            if fill is not None:
                return self._scheme.colour(fill.paint) if fill.kind == "solid" else None
        if shape.fill is None or shape.fill.kind != "solid" or shape.rows:
            return None
        return self._usual_colour(shape)

    def _usual_colour(self, shape: Shape) -> str | None:
        if shape.style_text is not None:
            return self._scheme.colour(shape.style_text)
        inherited = [each.list_text for each in self._inherited(shape)]
        if shape.placeholder:
            of_master = [each.title_text if shape.placeholder[0] in _TITLES else each.body_text for each in self._below]
            inherited += of_master[-1:]
        found = next((fill for fill in inherited if fill is not None), None)
        if found is not None:
            return self._scheme.colour(found.paint) if found.kind == "solid" else None
        return self._scheme.theme.get(self._scheme.mapping.get("tx1", "dk1"))

    def _colour_behind(self, number: int) -> str | None:
        """The one colour behind the text of a shape; None where there is none, or nobody knows."""
        shape, box = self.slide.found[number], self._boxes[number]
        fill = next((each.own_fill for each in (shape, *self._inherited(shape)) if each.own_fill), None)
        if fill is not None and fill.kind != "none":
            return self._scheme.colour(fill.paint) if fill.kind == "solid" else None
        if box is None or self.is_too_large:
            return None
        before = [(self.slide.found[each], self._boxes[each]) for each in reversed(range(number))]
        return self._under(before + [(each, each.box) for each in reversed(self._design)], box)

    def _under(self, shapes: Sequence[tuple[Shape, Box | None]], box: Box) -> str | None:
        """What is drawn below a rectangle: the last shape that meets it, if it holds all of it; else the background."""
        for shape, own in shapes:
            if shape.is_hidden or self._is_bare(shape) or (own is not None and not own.meets(box)):
                continue
            fill = shape.own_fill
            is_plain = shape.kind == "sp" and fill is not None and fill.kind == "solid" and shape.geometry in _FULL
            return self._scheme.colour(fill.paint) if fill and is_plain and own is not None and own.holds(box) else None
        background = next((each.background for each in (self.slide, *self._below) if each.background), None)
        if background is None:
            return WHITE
        return self._scheme.colour(background.paint) if background.kind == "solid" else None

    @staticmethod
    def _is_bare(shape: Shape) -> bool:
        """Whether nothing of it is drawn but text and lines."""
        fill = shape.own_fill
        return shape.kind == "cxnSp" or (shape.kind == "sp" and (fill is None or fill.kind == "none"))


def _alike(one: str, other: str) -> bool:
    return _OF_MASTER.get(one, one) == _OF_MASTER.get(other, other)
