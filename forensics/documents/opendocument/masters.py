"""What slides stand on: the background of each, and the shapes that its master shows below everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forensics.documents.opendocument.names import NAMES, attribute
from forensics.documents.opendocument.shapes import SHAPES, Shape, shape_of
from forensics.documents.opendocument.styles import Styles

__all__ = ["Master", "Masters"]

_NAME, _STYLE = attribute("style:name"), attribute("draw:style-name")


@dataclass(slots=True)
class Master:
    """One master page."""

    ground: str | None = None  # as `styles.Look`
    shapes: list[Shape] = field(default_factory=list)


class Masters:
    """A handler of the part that has the master pages; they are in `pages`, by name, once it was read."""

    def __init__(self, styles: Styles) -> None:
        self.found: list[Master] = []
        self.pages: dict[str, Master] = {}
        self._styles = styles
        self._page: Master | None = None
        self._open: list[Shape] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """As `markup.Handler`."""
        known = NAMES[name]
        if known == "style:master-page":
            self._page = Master(self._styles.look("drawing-page", attributes.get(_STYLE, "")).ground)
            self.pages[attributes.get(_NAME, "")] = self._page
        elif self._page is None:
            return
        elif known in SHAPES:
            self._open.append(shape_of(attributes, self._styles))
            self._page.shapes.append(self._open[-1])
        elif known == "draw:image" and self._open:
            self._open[-1].is_filled = True

    def end(self, name: str) -> None:
        """As `markup.Handler`."""
        known = NAMES[name]
        if known == "style:master-page":
            self._page, self._open = None, []
        elif known in SHAPES and self._open:
            self._open.pop()

    def text(self, data: str) -> None:
        """As `markup.Handler`."""
