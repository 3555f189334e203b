"""An HTML page taken apart: its tags with their attributes, its text, and what should not be in it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

__all__ = ["ATTRIBUTES", "TAGS", "Page"]

#: All that a report is made of.
TAGS = frozenset(
    {
        "a",
        "bdi",
        "body",
        "caption",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "head",
        "header",
        "html",
        "img",
        "li",
        "main",
        "meta",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "span",
        "strong",
        "style",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "ul",
    }
)
ATTRIBUTES = frozenset(
    {
        "alt",
        "aria-hidden",
        "aria-label",
        "aria-labelledby",
        "charset",
        "class",
        "colspan",
        "content",
        "datetime",
        "href",
        "http-equiv",
        "id",
        "lang",
        "name",
        "role",
        "rowspan",
        "scope",
        "src",
        "tabindex",
        "title",
    }
)
Element = tuple[str, tuple[tuple[str, str | None], ...]]


class Page(HTMLParser):
    """Tags with their attributes, in order, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.text: list[str] = []
        self.odd: list[str] = []
        self.feed(page)
        self.close()

    def values(self, attribute: str) -> Iterator[str]:
        """Every value of that attribute, in order."""
        for _, attrs in self.elements:
            yield from (value or "" for name, value in attrs if name == attribute)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.elements.append((tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Keep it, with a slash."""
        self.elements.append((f"/{tag}", ()))

    def handle_data(self, data: str) -> None:
        """Keep it, references resolved."""
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        """A report has none."""
        self.odd.append(data)

    def handle_pi(self, data: str) -> None:
        """A report has none."""
        self.odd.append(data)
