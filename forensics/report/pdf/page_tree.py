"""Our own report.html as a tree of elements, for the writers that make another document of the same words.

Only what our templates write is understood: every element closed, no script. Text is kept as it stands in the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Element", "read"]

_EMPTY = frozenset({"br", "col", "hr", "img", "meta", "wbr"})


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its attributes and, in order, the texts and elements in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> tuple[str, ...]:
        """The words of its class attribute."""
        return tuple(self.attributes.get("class", "").split())

    def every(self, *tags: str) -> Iterator[Element]:
        """All elements of these kinds in it, at any depth, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                yield from child.every(*tags)

    def text(self) -> str:
        """All text in it, as it stands there."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Reader(HTMLParser):
    """Builds the tree; `open` are the elements that are not closed yet, outermost first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(page: str) -> Element:
    """The page as one element "page" that holds the html element."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.open[0]
