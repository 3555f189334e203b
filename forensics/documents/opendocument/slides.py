"""Presentations and drawings: hidden slides, notes, comments, shapes that nobody sees (ODF 1.3 part 3, 10 and 16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from forensics.documents.causes import on_slide
from forensics.documents.contents import Author, Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.opendocument.masters import Master
from forensics.documents.opendocument.names import NAMES, attribute
from forensics.documents.opendocument.paragraphs import CAUSES, STATES, Paragraphs, Why
from forensics.documents.opendocument.shapes import SHAPES, Box, Shape, shape_of
from forensics.documents.opendocument.styles import UNKNOWN, Look, Styles
from forensics.language.statement import forms, state, state_many

__all__ = ["Slides"]

_STYLE, _MASTER = attribute("draw:style-name"), attribute("draw:master-page-name")
_TEMPLATE = attribute("table:template-name")
_GENERATED = frozenset(f"text:{name}" for name in ("page-number", "date", "time", "page-count", "sheet-name"))
_TOLD = {
    "hidden slide": forms("{count} character stands on a hidden slide.", "{count} characters stand on a hidden slide."),
    "notes": forms("{count} character stands in the notes.", "{count} characters stand in the notes."),
    "comment": forms("{count} character stands in comments.", "{count} characters stand in comments."),
    "outside": forms("{count} character stands outside the slide.", "{count} characters stand outside the slide."),
    "layer": forms("{count} character stands on a hidden layer.", "{count} characters stand on a hidden layer."),
    "covered": forms("{count} character is covered by a picture or a shape.",
                     "{count} characters are covered by a picture or a shape."),
}  # fmt: skip
#: Causes by which nobody sees a run of a shape that is seen.
_BY_LOOK = [cause for cause in CAUSES.values() if cause not in _TOLD]


class Slides:
    """A handler of the body of a presentation; `size` is that of a slide, in points."""

    def __init__(
        self, styles: Styles, size: tuple[float, float] | None, masters: Mapping[str, Master], found: list[Piece]
    ) -> None:
        self.found = found
        self._styles, self._masters = styles, masters
        self._size = None if size is None else Box(0, 0, *size)
        self._master = Master()
        self._paragraphs = Paragraphs(styles)
        self._number = 0
        self._hidden = False
        self._shapes: list[Shape] = []
        self._open: list[Shape] = []
        self._aside: list[tuple[str, str]] = []  # what stands beside the slide, and why
        self._names: list[str] | None = None
        self._generated = 0
        self._has_picture = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """As `markup.Handler`."""
        known = NAMES[name]
        self._generated += known in _GENERATED
        self._paragraphs.start(known, attributes)
        if known == "draw:page":
            self._number += 1
            style = attributes.get(_STYLE, "")
            self._hidden = self._styles.value("drawing-page", style, "presentation:visibility") == "hidden"
            self._master = self._masters.get(attributes.get(_MASTER, ""), Master())
            own = self._styles.look("drawing-page", style).ground
            self._paragraphs.enter(known, Look(ground=own or self._master.ground))
        elif known in SHAPES:
            shape = shape_of(attributes, self._styles)
            self._open.append(shape)
            self._shapes.append(shape)
        elif known == "draw:image" and self._open:
            self._has_picture = True
            self._open[-1].is_opaque = self._open[-1].is_filled = True
        elif known == "table:table" and _TEMPLATE in attributes:
            # The template paints cells and letters alike.
            self._paragraphs.enter("table:table", Look(ground=UNKNOWN))
        elif known == "dc:creator":
            self._names = []

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
            below = (*self._master.shapes, *self._shapes[:place])
            on_ground = not shape.is_filled and any(each.is_ground_of(shape) for each in below)
            for found, text in shape.runs:
                why = Why.SEEN if found == Why.COLOUR and on_ground else Why(found)
                self._hand_on(text, reason or CAUSES.get(why, ""), STATES[why], counts)
        for reason, text in self._aside:
            self._hand_on(text, reason, State.HIDDEN, counts)
        for reason, (one, many) in _TOLD.items():
            if counts[reason]:
                text = state_many(one, many, counts[reason])
                self.found.append(hidden("P1", self._where, counts[reason], text))
        self.found += [on_slide(cause, self._where, counts[cause]) for cause in _BY_LOOK if counts[cause]]
        if self._hidden and not counts["hidden slide"]:
            text = state("The slide is hidden; it holds no text.")
            self.found.append(hidden("P1", self._where, 1, text, None if self._has_picture else "I"))
        self._shapes, self._open, self._aside, self._has_picture = [], [], [], False

    def _hand_on(self, text: str, reason: str, seen: State, counts: Counter[str]) -> None:
        if not text.strip():
            return
        if reason:
            counts[reason] += len(text.strip())
        if reason == "covered":
            seen = State.COSMETIC
        elif reason in _TOLD:
            seen = State.HIDDEN
        self.found.append(Passage(self._where, seen, text))

    def _reason(self, shape: Shape, above: Iterable[Shape]) -> str:
        """Why nobody sees the shape; empty where it is seen."""
        if self._hidden:
            return "hidden slide"
        if shape.on_hidden_layer:
            return "layer"
        if shape.box is None:
            return ""
        if self._size is not None and not self._size.touches(shape.box):
            return "outside"
        covers = any(other.is_opaque and other.box and other.box.covers(shape.box) for other in above)
        return "covered" if covers else ""
