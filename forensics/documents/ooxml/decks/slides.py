"""Presentations of PowerPoint: pptx, pptm, slide shows and templates (checks P1 and P2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from forensics.documents.contents import Author, Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.markup import elements, pieces
from forensics.documents.ooxml import custom_xml, properties
from forensics.documents.ooxml.crops import Crop
from forensics.documents.ooxml.decks.comments import commenters, comments, editors, tags
from forensics.documents.ooxml.decks.nouns import Shape
from forensics.documents.ooxml.decks.paint import Scheme
from forensics.documents.ooxml.decks.scene import Scene
from forensics.documents.ooxml.decks.shapes import Drawing
from forensics.documents.ooxml.decks.words import drawn, is_of_program, words
from forensics.documents.ooxml.embeddings import Embeddings
from forensics.documents.ooxml.leftovers import leftovers
from forensics.documents.ooxml.parts import told
from forensics.documents.ooxml.relationships import entrance
from forensics.documents.ooxml.shades import theme_colours
from forensics.documents.ooxml.vocabulary import NAMES, whole
from forensics.documents.ooxml.web import Web
from forensics.documents.package import Package, opened
from forensics.language.statement import state, state_many

__all__ = ["read"]

_PNG = b"\x89PNG\r\n\x1a\n"


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """What a presentation shows and hides. Raises NotInspectableError."""
    package = opened(file, limits)
    yield from package.oddities()
    yield from _Presentation(package, entrance(package, limits), limits).pieces()


class _Presentation:
    """One presentation: its slides in order, then what lies beside them."""

    def __init__(self, package: Package, main: str, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._main = main
        self._web = Web(package, limits)
        self._embedded = Embeddings(package, self._web, ("P1", "P2"), limits)
        self._drawings: dict[str, Drawing] = {}  # layouts and masters
        self._schemes: dict[str, Scheme] = {}
        self._used_layouts: set[str] = set()
        self._size = (0, 0)
        self._people: dict[str, str] = {}

    def _parts(self, kind: str, part: str | None = None) -> list[str]:
        return list(self._web.all(self._main if part is None else part, kind))

    def pieces(self) -> Iterator[Piece]:
        """All of it."""
        order = list(elements(self._package.blocks(self._main), NAMES, {"p:sldId", "p:sldSz"}, self._limits))
        size = next((each.attributes for each in order if each.name == "p:sldSz"), {})
        self._size = whole(size.get("cx")) or 0, whole(size.get("cy")) or 0
        self._people = commenters(self._package, self._parts("commentAuthors") + self._parts("authors"), self._limits)
        slides = (each.attributes.get("r:id", "") for each in order if each.name == "p:sldId")
        shown = [self._web.target(self._main, each) for each in slides]
        for number, part in enumerate(shown, 1):
            yield from self._guarded(part, state("slide {number}", number=number))
        for part in self._parts("slide"):
            if part not in shown:
                where = state("slide outside the show, {name}", name=part)
                yield hidden("P1", where, 1, state("A slide lies in the file and belongs to no show."))
                yield from self._guarded(part, where, is_shown=False)
        yield from self._beside()
        yield from self._embedded.pieces()
        yield from leftovers(self._package, self._web, self._limits)

    def _guarded(self, part: str, where: str, *, is_shown: bool = True) -> Iterator[Piece]:
        try:
            yield from self._slide(part, where, is_shown=is_shown)
        except NotInspectableError as error:
            yield Unread(where, error.reason)

    def _drawing(self, part: str) -> Drawing:
        """A part with shapes. Raises NotInspectableError."""
        handler = Drawing()
        handler.found = list(pieces(self._package.blocks(part), handler, self._limits)) if part in self._package else []
        return handler

    def _kept(self, part: str) -> Drawing:
        """A layout or master, which many slides have."""
        if part not in self._drawings:
            self._drawings[part] = self._drawing(part)
        return self._drawings[part]

    def _slide(self, part: str, where: str, *, is_shown: bool) -> Iterator[Piece]:
        slide = self._drawing(part)
        if not slide.is_shown and is_shown:
            yield hidden("P1", where, 1, state("A slide is hidden."), None if _holds(slide) else "I")
        base = State.VISIBLE if is_shown and slide.is_shown else State.HIDDEN
        scene = self._scene(part, slide)
        states = yield from drawn(scene, where, base)
        self._take(part, slide, states, base)
        if slide.is_trimmed:
            yield hidden("P2", where, 1, state("Sound or film is trimmed: more of it is there than is played."))
        for notes in self._parts("notesSlide", part):
            yield from self._notes(notes, where)
        for each in self._parts("comments", part):
            yield from comments(self._package, each, where, self._people, self._limits)
        for each in self._parts("tags", part):
            yield from tags(self._package, each, where, self._limits)

    def _scene(self, part: str, slide: Drawing) -> Scene:
        layout = next(iter(self._parts("slideLayout", part)), "")
        master = next(iter(self._parts("slideMaster", layout)), "") if layout else ""
        self._used_layouts.add(layout)
        below = [self._kept(each) for each in (layout, master) if each]
        return Scene(
            slide, below, self._scheme(master, slide, below), self._size, lambda shape: self._covers(part, shape)
        )

    def _scheme(self, master: str, slide: Drawing, below: list[Drawing]) -> Scheme:
        if master not in self._schemes:
            theme = next(iter(self._parts("theme", master)), "") if master else ""
            self._schemes[master] = Scheme(theme_colours(self._package, theme, self._limits))
        mapping = next((each.mapping for each in (slide, *below) if each.mapping), {})
        return Scheme(self._schemes[master].theme, mapping)

    def _covers(self, part: str, shape: Shape) -> bool:
        """Whether a picture lets nothing through: it is a photograph, or has no transparent colours."""
        name = next(filter(None, (self._web.target(part, each) for each in shape.used)), "")
        start = next(iter(self._package.blocks(name)), b"") if name else b""
        if start.startswith(_PNG):
            return len(start) > 26 and start[25] in {0, 2, 3} and b"tRNS" not in start[:2048]
        return start.startswith((b"\xff\xd8\xff", b"BM"))

    def _take(self, part: str, slide: Drawing, states: list[State], base: State) -> None:
        """What the shapes of a slide show."""
        used: dict[str, State] = dict.fromkeys(slide.used, base)
        crops: dict[str, Crop] = {}
        for shape, seen in zip(slide.found, states, strict=True):
            if is_of_program(shape):
                self._embedded.of_programs |= dict.fromkeys(self._web.target(part, each) for each in shape.used)
            for each in shape.used:
                used[each] = min(used.get(each, seen), seen)
                crops[each] = max(crops.get(each, shape.crop), shape.crop)
        self._embedded.take(part, used, crops)

    def _notes(self, part: str, where: str) -> Iterator[Piece]:
        """Text that the speaker sees."""
        drawing = self._drawing(part)
        texts = [text for shape in drawing.found if not shape.is_furniture for text in words(shape)]
        size = sum(len(text.strip()) for text in texts)
        where = state("{where}, notes", where=where)
        if size:
            told = state_many("The notes hold {count} character.", "The notes hold {count} characters.", size)
            yield hidden("P1", where, size, told)
        yield from (Passage(where, State.HIDDEN, text) for text in texts)
        self._take(part, drawing, [State.HIDDEN] * len(drawing.found), State.HIDDEN)

    def _beside(self) -> Iterator[Piece]:
        yield from told("", properties.read(self._package, self._web, self._limits, "W4"))
        for part in self._parts("handoutMaster"):
            yield from self._handout(part)
        for part in self._parts("notesMaster"):
            self._show_all(part)
        for master in self._parts("slideMaster"):
            for part in (master, *self._parts("slideLayout", master)):
                yield from self._design(part)
        for part in (*self._parts("customXml"), *self._parts("customXml", "")):
            yield from told(part, custom_xml.read(self._package, part, "P2", self._limits))
        for part in self._parts("tags"):
            yield from tags(self._package, part, state("presentation"), self._limits)
        yield from (Author(state("comments"), name) for name in dict.fromkeys(self._people.values()) if name)
        yield from editors(self._package, self._parts("changesInfo"), self._limits)
        if self._parts("vbaProject"):
            yield hidden("P2", "", 1, state("It holds macros."), "L")

    def _show_all(self, part: str) -> Drawing:
        drawing = self._drawing(part)
        self._take(part, drawing, [State.VISIBLE] * len(drawing.found), State.VISIBLE)
        return drawing

    def _handout(self, part: str) -> Iterator[Piece]:
        """What stands on paper only: headers and footers, beside the date and the number of the page."""
        where = state("handout")
        texts = [text for shape in self._show_all(part).found for text in words(shape)]
        size = sum(len(text.strip()) for text in texts)
        if size:
            told = state_many("The handout holds {count} character.", "The handout holds {count} characters.", size)
            yield hidden("P2", where, size, told)
        yield from (Passage(where, State.HIDDEN, text) for text in texts)

    def _design(self, part: str) -> Iterator[Piece]:
        """Texts of layouts and masters: shown on the slides that have them, which all have their master's."""
        texts = [text for shape in self._show_all(part).found if not shape.placeholder for text in words(shape)]
        is_used = part in self._used_layouts or bool(self._parts("slideLayout", part))
        size = sum(len(text.strip()) for text in texts)
        if size and not is_used:
            told = state_many("A layout that no slide uses holds {count} character.",
                              "A layout that no slide uses holds {count} characters.", size)  # fmt: skip
            yield hidden("P2", part, size, told, "L")
        yield from (Passage(part, State.VISIBLE if is_used else State.HIDDEN, text) for text in texts)


def _holds(slide: Drawing) -> bool:
    """Whether there is anything on it."""
    return any(shape.used or shape.rows or any(words(shape)) for shape in slide.found)
