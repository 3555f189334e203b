"""Pictures, objects and workbooks within a text or a presentation: handed on to the readers of their kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from forensics.documents.compound.kinds import names_in
from forensics.documents.contents import Embedded, Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.kinds import NO_DOCUMENT, kind_of_content
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.markup import elements
from forensics.documents.ooxml.charts import chart
from forensics.documents.ooxml.crops import WHOLE, Crop, told
from forensics.documents.ooxml.leftovers import attached
from forensics.documents.ooxml.relationships import Relationship
from forensics.documents.ooxml.vocabulary import NAMES
from forensics.documents.ooxml.web import Web
from forensics.documents.package import Package
from forensics.language.statement import message, state, state_many
from forensics.model.document import Hidden

__all__ = ["Embeddings"]

_OBJECTS = frozenset(("package", "oleObject"))
#: Characters of a text that is embedded as an object.
_LONG = 1 << 20
_FORMULA = "equation native"
_CONTROLS = frozenset(("control", "activeXControlBinary"))
_UNREADABLE = message("Controls cannot be looked into.")
#: Where a link leads to a machine or a disk, and not to the web.
_LOCAL = ("file:", "\\\\", "//", "/")


@dataclass(slots=True)
class Embeddings:
    """Collects what the parts of a document show, so that each file in it is handed on once, and in the state in which
    it is seen best. `codes`: the checks that find objects, and pictures that are cropped."""

    package: Package
    web: Web
    codes: tuple[str, str]
    limits: Limits
    states: dict[tuple[str, str], State] = field(default_factory=dict)  # kind, part
    crops: dict[str, Crop] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)
    unused: dict[str, None] = field(default_factory=dict)
    of_programs: dict[str, None] = field(default_factory=dict)  # objects that hold nothing of the author's

    def take(self, part: str, used: Mapping[str, State], crops: Mapping[str, Crop]) -> None:
        """What one part shows: the ids of its relationships that it uses."""
        for each in self.web.of(part):
            if each.external:
                self._link(each)
                continue
            seen = used.get(each.id)
            if seen is None and each.kind == "image":
                self.unused[each.target] = None
            key = each.kind, each.target
            self.states[key] = min(self.states.get(key, State.HIDDEN), State.HIDDEN if seen is None else seen)
            if each.id in used and each.kind == "image":
                found = crops.get(each.id, WHOLE)
                self.crops[each.target] = max(self.crops.get(each.target, found), found)

    def _link(self, link: Relationship) -> None:
        if link.target.startswith(_LOCAL) or link.target[1:3] in {":\\", ":/"}:
            self.links[link.target] = None

    def pieces(self) -> Iterator[Piece]:
        """All files, each once."""
        for (kind, part), seen in self.states.items():
            if kind == "image":
                yield from self._picture(part, seen)
            elif kind in {"chart", "chartEx"}:
                yield from chart(self.package, part, self.web, seen, self.codes[0], self.limits)
            elif kind == "diagramData":
                yield from self._diagram(part, seen)
            elif part in self.of_programs:
                yield hidden(self.codes[0], part, 1, state("A program has left an object for itself."), "I")
            elif kind in _OBJECTS:
                yield from self._object(part)
            elif kind in _CONTROLS:
                yield Unread(part, state(_UNREADABLE))
        yield from self._others()
        yield from self._notes()

    def _picture(self, part: str, seen: State) -> Iterator[Piece]:
        if self.crops.get(part, WHOLE).share < 1:
            yield told(self.crops[part], self.codes[1], part)
        if part in self.unused and seen == State.HIDDEN:
            yield hidden(self.codes[0], part, 1, state("A picture lies in the document and is not shown."), "M")
        yield from attached(self.package, part, seen)

    def _others(self) -> Iterator[Piece]:
        """Pictures of themes, lists, charts and the like."""
        known = {part.casefold() for _, part in self.states}
        images = (each.target for each in self.web.every() if each.kind == "image" and not each.external)
        names = {part.casefold(): part for part in images}
        for name, part in names.items():
            if name not in known:
                yield from attached(self.package, part, State.VISIBLE)

    def _object(self, part: str) -> Iterator[Piece]:
        """A document behind the picture of it; a formula is nothing but what it shows."""
        try:
            content = self.package.content(part)
        except NotInspectableError as error:
            yield Unread(part, error.reason)
            return
        if not content or _FORMULA in names_in(BytesIO(content)):
            return
        yield hidden(self.codes[0], part, 1, state("An embedded object holds more than the picture of it shows."))
        if kind_of_content(content) == NO_DOCUMENT:
            yield Passage(part, State.HIDDEN, content[:_LONG].decode("utf-8", "replace"))
        else:
            yield Embedded(part, State.HIDDEN, content)

    def _diagram(self, part: str, seen: State) -> Iterator[Piece]:
        try:
            for each in elements(self.package.blocks(part), NAMES, {"a:p"}, self.limits):
                if each.text.strip():
                    yield Passage(part, seen, each.text)
        except NotInspectableError as error:
            yield Unread(part, error.reason)

    def _notes(self) -> Iterator[Hidden | Passage]:
        if self.links:
            text = state_many("{count} link leads to a file on a disk or in a network.",
                              "{count} links lead to files on a disk or in a network.", len(self.links))  # fmt: skip
            yield hidden(self.codes[0], "", len(self.links), text, "L")
            yield Passage(state("links"), State.HIDDEN, "\n".join(self.links))
