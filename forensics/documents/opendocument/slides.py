"""Presentations and drawings: hidden slides, notes, comments, shapes that nobody sees (ODF 1.3 part 3, 10 and 16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from forensics.documents.contents import Author, Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.opendocument.names import NAMES, attribute
from forensics.documents.opendocument.paragraphs import SHAPES, STATES, Paragraphs, Why
from forensics.documents.opendocument.styles import MANY_COLOURS, Look, Styles, points
from forensics.language.statement import forms, state, state_many
from forensics.model.document import Severity

__all__ = ["Slides"]

_NAME, _STYLE, _LAYER = attribute("draw:name"), attribute("draw:style-name"), attribute("draw:layer")
_MASTER = attribute("draw:master-page-name")
_X, _Y, _WIDTH, _HEIGHT = (attribute(f"svg:{name}") for name in ("x", "y", "width", "height"))
_TRANSFORM, _PRESENTATION_STYLE = attribute("draw:transform"), attribute("presentation:style-name")
_SQUARE = ("draw:frame", "draw:custom-shape", "draw:rect")
#: Shares of a text that stand on a shape.
_MOST, _ALL = 0.5, 0.999
_GENERATED = frozenset(f"text:{name}" for name in ("page-number", "date", "time", "page-count", "sheet-name"))
_TOLD = {
    "hidden slide": forms("{count} character stands on a hidden slide.", "{count} characters stand on a hidden slide."),
    "notes": forms("{count} character stands in the notes.", "{count} characters stand in the notes."),
    "comment": forms("{count} character stands in comments.", "{count} characters stand in comments."),
    "outside": forms("{count} character stands outside the slide.", "{count} characters stand outside the slide."),
    "layer": forms("{count} character stands on a hidden layer.", "{count} characters stand on a hidden layer."),
    "covered": forms("{count} character is covered by a picture or a shape.",
                     "{count} characters are covered by a picture or a shape."),
    "text": forms("{count} character is hidden, tiny or has the colour of its ground.",
                  "{count} characters are hidden, tiny or have the colour of their ground."),
}  # fmt: skip
_SEVERITIES: dict[str, Severity] = {"covered": "M", "text": "M"}


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: _Box) -> bool:
        return (self.left <= other.left and self.top <= other.top
                and self.right >= other.right and self.bottom >= other.bottom)  # fmt: skip


@dataclass(slots=True)
class _Shape:
    box: _Box | None  # None: not where its numbers say
    on_hidden_layer: bool
    opaque: bool
    is_square: bool
    look: Look  # of text on it
    runs: list[tuple[Why, str]] = field(default_factory=list)


class Slides:
    """A handler of the body of a presentation; `size` is that of a slide, in points, and `masters` the ground that each
    master page gives to its slides (None: no colour)."""

    def __init__(
        self, styles: Styles, size: tuple[float, float] | None, masters: Mapping[str, str | None], found: list[Piece]
    ) -> None:
        self.found = found
        self._styles, self._size, self._masters = styles, size, masters
        self._ground: str | None = None
        self._paragraphs = Paragraphs(styles)
        self._number = 0
        self._hidden = False
        self._shapes: list[_Shape] = []
        self._open: list[_Shape] = []
        self._aside: list[tuple[str, str]] = []  # what stands beside the slide, and why
        self._names: list[str] | None = None
        self._generated = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """As `markup.Handler`."""
        known = NAMES[name]
        self._generated += known in _GENERATED
        self._paragraphs.start(known, attributes)
        if known == "draw:page":
            self._number += 1
            style = attributes.get(_STYLE, "")
            self._hidden = self._styles.value("drawing-page", style, "presentation:visibility") == "hidden"
            below = self._masters.get(attributes.get(_MASTER, ""))
            self._ground = self._styles.look("drawing-page", style).ground or below
        elif known in SHAPES:
            shape = self._shape(known, attributes)
            self._paragraphs.enter_shape(known, replace(shape.look, ground=self._below(shape)))
            self._open.append(shape)
            self._shapes.append(shape)
        elif known == "draw:image" and self._open:
            self._open[-1].opaque, self._open[-1].look = True, Look(ground=MANY_COLOURS)
        elif known == "dc:creator":
            self._names = []

    def _shape(self, known: str, attributes: Mapping[str, str]) -> _Shape:
        style = attributes.get(_STYLE) or ""
        family = "graphic" if style else "presentation"
        style = style or attributes.get(_PRESENTATION_STYLE, "")
        solid = self._styles.value(family, style, "draw:fill") == "solid"
        clear = self._styles.value(family, style, "draw:opacity") not in (None, "100%")
        layer = attributes.get(_LAYER, "")
        look = self._styles.look(family, style)
        square = known in _SQUARE
        return _Shape(_box(attributes), layer in self._styles.hidden_layers, solid and not clear, square, look)

    def _below(self, shape: _Shape) -> str | None:
        """What the text of the shape stands on: its own fill, that of the last shape under it, or the slide's."""
        if shape.look.ground:
            return shape.look.ground
        for each in reversed(self._shapes):
            share = _share(each.box, shape.box)
            if each.look.ground and share > _MOST:
                # A round shape, and one that ends below the text, has more than its own colour in its box.
                return each.look.ground if each.is_square and share >= _ALL else MANY_COLOURS
        return self._ground

    def end(self, name: str) -> None:
        """As `markup.Handler`."""
        known = NAMES[name]
        self._generated -= known in _GENERATED
        for why, text in self._paragraphs.end(known):
            if why in (Why.NOTES, Why.COMMENT):
                self._aside.append(("notes" if why is Why.NOTES else "comment", text))
            elif self._open:
                self._open[-1].runs.append((why, text))
        if known in SHAPES and self._open:
            self._open.pop()
        elif known == "dc:creator":
            names, self._names = self._names, None
            self.found.append(Author(self._where, "".join(names or ())))
        elif known == "draw:page":
            self._end_slide()

    def text(self, data: str) -> None:
        """As `markup.Handler`."""
        if self._names is not None:
            self._names.append(data)
        elif not self._generated:
            self._paragraphs.text(data)

    @property
    def _where(self) -> str:
        return state("slide {number}", number=self._number)

    def _end_slide(self) -> None:
        counts: Counter[str] = Counter()
        for place, shape in enumerate(self._shapes):
            reason = self._reason(shape, self._shapes[place + 1 :])
            for why, text in shape.runs:
                self._hand_on(text, reason or ("text" if why else ""), STATES.get(why, State.HIDDEN), counts)
        for reason, text in self._aside:
            self._hand_on(text, reason, State.HIDDEN, counts)
        for reason, (one, many) in _TOLD.items():
            if counts[reason]:
                text = state_many(one, many, counts[reason])
                self.found.append(hidden("P1", self._where, counts[reason], text, _SEVERITIES.get(reason)))
        if self._hidden and not counts["hidden slide"]:
            self.found.append(hidden("P1", self._where, 1, state("The slide is hidden; it holds no text."), "L"))
        self._shapes, self._open, self._aside = [], [], []

    def _hand_on(self, text: str, reason: str, seen: State, counts: Counter[str]) -> None:
        if not text.strip():
            return
        if reason:
            counts[reason] += len(text.strip())
        if reason == "covered":
            seen = State.COSMETIC
        elif reason and reason != "text":
            seen = State.HIDDEN
        self.found.append(Passage(self._where, seen, text))

    def _reason(self, shape: _Shape, above: Iterable[_Shape]) -> str:
        """Why nobody sees the shape; empty where it is seen."""
        if self._hidden:
            return "hidden slide"
        if shape.on_hidden_layer:
            return "layer"
        if shape.box is None:
            return ""
        if self._size is not None and not _touches(shape.box, self._size):
            return "outside"
        covers = any(other.opaque and other.box and other.box.covers(shape.box) for other in above)
        return "covered" if covers else ""


def _box(attributes: Mapping[str, str]) -> _Box | None:
    if _TRANSFORM in attributes:
        return None
    found = [points(attributes.get(name, "")) for name in (_X, _Y, _WIDTH, _HEIGHT)]
    left, top, width, height = found
    if left is None or top is None or width is None or height is None:
        return None
    return _Box(left, top, left + width, top + height)


def _share(over: _Box | None, under: _Box | None) -> float:
    """How much of a box lies within another; all of it may where one is turned."""
    if over is None or under is None:
        return 1
    wide = min(over.right, under.right) - max(over.left, under.left)
    high = min(over.bottom, under.bottom) - max(over.top, under.top)
    area = (under.right - under.left) * (under.bottom - under.top)
    return max(0, wide) * max(0, high) / area if area > 0 else float(wide >= 0 and high >= 0)


def _touches(box: _Box, size: tuple[float, float]) -> bool:
    return box.right > 0 and box.bottom > 0 and box.left < size[0] and box.top < size[1]
