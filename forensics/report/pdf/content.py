"""What stands in the PDF: the page's elements as the plain blocks and lines that `page.typ` sets.

A block is a dict with its "kind"; a line of text is a list of strings and of dicts with a "kind". Nothing of the
page is left out but what it does not show. `page.typ` takes all of it as data: no text of a report is ever markup.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from forensics.report.pdf.columns import columns
from forensics.report.pdf.glyphs import shown
from forensics.report.pdf.page_tree import Element

__all__ = ["KNOWN", "content"]

Block = dict[str, Any]
Cell = dict[str, Any]
Piece = str | dict[str, Any]
Line = list[Piece]

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: Elements that only hold others.
_BOXES = frozenset({"article", "aside", "body", "div", "footer", "header", "main", "nav", "section"})
_BLOCKS = frozenset({*_HEADINGS, *_BOXES, "details", "dl", "figure", "ol", "p", "pre", "summary", "table", "ul"})
_WITHIN = frozenset({"a", "bdi", "br", "code", "em", "span", "strong", "time"})
#: Elements that are set as part of the one they stand in.
_PARTS = frozenset({"caption", "dd", "dt", "figcaption", "img", "li", "tbody", "td", "tfoot", "th", "thead", "tr"})
_UNSEEN = frozenset({"head", "meta", "style", "title"})
#: A link that is seen only by who moves through the page with the keyboard.
_HIDDEN = frozenset({"skip"})
#: Every element that is understood here; a report that holds another fails the tests.
KNOWN = _BLOCKS | _WITHIN | _PARTS | _UNSEEN | {"html", "page"}

#: Boxes whose parts stand beside each other.
_SIDE = frozenset({"glance", "who"})
#: Classes that the style sheet puts on a line of their own.
_OWN_LINE = frozenset({"item", "line", "utc"})
#: Elements and classes within a line that look different from the text around them.
_STYLED = frozenset({"em", "item", "said", "strong", "time", "utc"})
#: Characters of a record (as JSON) that fit on a page with room to spare.
_SHORT = 4000
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BREAK = {"kind": "break"}


def content(page: Element) -> list[Block]:
    """The blocks of the page's body, one after the other."""
    body = next(page.every("body"))
    aims = {link.attributes.get("href", "").removeprefix("#") for link in body.every("a")}
    found = _Content(frozenset(e.attributes["id"] for e in body.every(*KNOWN) if e.attributes.get("id") in aims))
    blocks = found.blocks(body.children)
    last = found.anchored()
    return [*blocks, {"kind": "paragraph", "body": last, "classes": []}] if last else blocks


class _Content:
    """Turns elements into blocks.

    `targets` are the ids that a link leads to; `waiting` those met whose place is the text that comes next.
    """

    def __init__(self, targets: frozenset[str]) -> None:
        self.targets = targets
        self.waiting: list[str] = []
        self.width = 1.0  # of the page, for what is being read

    def blocks(self, children: Iterable[Element | str]) -> list[Block]:
        """Blocks as they are, and what stands between them as paragraphs."""
        done: list[Block] = []
        loose: list[Element | str] = []
        for child in children:
            if isinstance(child, Element) and child.tag in _BLOCKS:
                done += self._paragraph(loose)
                loose = []
                done += self._block(child)
            else:
                loose.append(child)
        return done + self._paragraph(loose)

    def _paragraph(self, children: Iterable[Element | str], classes: Sequence[str] = ()) -> list[Block]:
        line = self.line(children)
        return [{"kind": "paragraph", "body": line, "classes": list(classes)}] if line else []

    def _block(self, element: Element) -> list[Block]:
        self._remember(element)
        classes = [*element.classes, element.tag]
        if element.tag in ("p", "summary"):
            return self._paragraph(element.children, classes)
        if element.tag == "pre":
            return self._paragraph([Element("code", {}, element.children)], classes)
        if element.tag in _HEADINGS and element.text().strip():  # PDF/UA knows no blank heading
            level = _HEADINGS[element.tag]
            return [{"kind": "heading", "level": level, "body": self.line(element.children)}]
        if element.tag in _HEADINGS:
            return []
        return [self._whole(element) | {"classes": classes}]

    def _whole(self, element: Element) -> Block:  # noqa: PLR0911 - one for each kind
        """An element that is one block."""
        if not _SIDE.isdisjoint(element.classes):
            return self._side([part for part in element.children if isinstance(part, Element)])
        match element.tag:
            case "table" | "figure":
                return self._table(element) if element.tag == "table" else self._figure(element)
            case "dl":
                return {"kind": "terms", "width": self.width, "items": self._terms(element.children)}
            case "ul" | "ol":
                items = [self._held(item) for item in element.children if isinstance(item, Element)]
                return {"kind": element.tag, "items": items}
            case "details":
                return {"kind": "box", "body": self._unfolded(element)}
            case "nav":
                return {"kind": "box", "body": self._contents(element.children)}
        kind = "answer" if element.attributes.get("id") == "answer" else "box"
        return {"kind": kind, "body": self.blocks(element.children)}

    def _side(self, parts: Sequence[Element]) -> Block:
        """Boxes beside each other, all of one width."""
        self.width /= max(len(parts), 1)
        found = [self.blocks([part]) for part in parts]
        self.width *= max(len(parts), 1)
        return {"kind": "side", "parts": found}

    def _unfolded(self, element: Element) -> list[Block]:
        """What is folded up in the page: where that is one table, with the summary as its caption."""
        summary, *rest = (part for part in element.children if isinstance(part, Element))
        blocks = self.blocks(rest)
        line = self.line(summary.children)
        inner = blocks[0].get("body") if len(blocks) == 1 else None
        if inner and len(inner) == 1 and inner[0]["kind"] == "table":
            inner[0]["caption"] = line
            return blocks
        return [{"kind": "paragraph", "body": line, "classes": ["summary"]}, *blocks]

    def _contents(self, children: Iterable[Element | str]) -> list[Block]:
        """The list of chapters, and what stands around it."""
        done: list[Block] = []
        for child in children:
            if isinstance(child, Element) and child.tag in ("ol", "ul"):
                done.append({"kind": "contents", "entries": [self._entry(item) for item in child.every("li")]})
            else:
                done += self.blocks([child])
        return done

    def _entry(self, item: Element) -> dict[str, Any]:
        """A chapter: its words, and the id where it begins; none where no such chapter is."""
        aims = [link.attributes.get("href", "")[1:] for link in item.every("a")]
        return {"to": next((aim for aim in aims if aim in self.targets), None), "body": self.line(item.children)}

    def _held(self, element: Element) -> list[Block]:
        """What stands in a cell or an item."""
        self._remember(element)
        return self.blocks(element.children)

    def _terms(self, children: Iterable[Element | str]) -> list[dict[str, Any]]:
        """Each word that is explained, with its explanations."""
        items: list[dict[str, Any]] = []
        for part in children:
            if not isinstance(part, Element):
                continue
            if part.tag == "div":
                items += self._terms(part.children)
            elif part.tag == "dt":
                self._remember(part)
                items.append({"term": self.line(part.children), "body": []})
            else:
                items[-1]["body"] += self._held(part)
        return items

    def _figure(self, element: Element) -> Block:
        pictures = [
            {"data": _svg(picture.attributes["src"]), "alt": shown(picture.attributes["alt"])}
            for picture in element.every("img")
            if picture.attributes.get("class") != "narrow"
        ]
        caption = [piece for part in element.every("figcaption") for piece in self.line(part.children)]
        return {"kind": "figure", "pictures": pictures, "caption": caption}

    def _table(self, element: Element) -> Block:
        caption = [piece for part in element.every("caption") for piece in self.line(part.children)]
        head = [self._row(row, ["heading"]) for part in element.every("thead") for row in part.every("tr")]
        count = max((sum(cell["colspan"] for cell in row) for row in head), default=0)
        body: list[list[Cell]] = []
        for part in element.every("tbody", "tfoot"):
            self._remember(part)
            rows = [self._row(row, part.classes) for row in part.every("tr")]
            count = max([count, *(sum(cell["colspan"] for cell in row) for row in rows)])
            _as_record(rows, count)
            body += rows
        for cell in (cell for row in body for cell in row):
            cell["large"] = "bounds" in element.classes and "num" in cell["classes"]
        widths = columns([*head, *body], count, self.width)
        shape = {"columns": widths.shares, "size": widths.size, "head": head, "body": body}
        return {"kind": "table", "caption": caption, **shape}

    def _row(self, row: Element, classes: Sequence[str]) -> list[Cell]:
        self._remember(row)
        return [
            {
                "body": self._held(cell),
                "colspan": int(cell.attributes.get("colspan", "1")),
                "rowspan": int(cell.attributes.get("rowspan", "1")),
                "head": cell.tag == "th",
                "classes": [*cell.classes, *row.classes, *classes],
                "large": False,
                "whole": False,
                "ruled": True,
            }
            for cell in row.every("th", "td")
        ]

    def _remember(self, element: Element) -> None:
        if (name := element.attributes.get("id")) in self.targets:
            self.waiting.append(name)

    def anchored(self) -> Line:
        """The places that links lead to which no text has taken yet."""
        anchors: Line = [{"kind": "anchor", "id": name} for name in self.waiting]
        self.waiting = []
        return anchors

    def line(self, children: Iterable[Element | str]) -> Line:
        """Text with white space as HTML shows it: none at the edges of a line, one blank elsewhere."""
        pieces = _trimmed(_merged(self._pieces(children)))
        return [*self.anchored(), *pieces] if pieces else pieces

    def _pieces(self, children: Iterable[Element | str]) -> Iterator[Piece]:
        for child in children:
            if isinstance(child, str):
                yield shown(_SPACES.sub(" ", child))
            elif _HIDDEN.isdisjoint(child.classes):
                self._remember(child)
                own_line = child.tag in _BLOCKS or child.tag == "br" or not _OWN_LINE.isdisjoint(child.classes)
                yield from [_BREAK] * own_line
                yield from self._inner(child)
                yield from [_BREAK] * (own_line and child.tag != "br")

    def _inner(self, element: Element) -> Iterator[Piece]:
        href = element.attributes.get("href", "")
        if element.tag == "code":
            yield {"kind": "code", "text": shown(element.text())}
            return
        pieces = _merged(self._pieces(element.children))
        kind = element.tag if element.tag in _STYLED else next((c for c in element.classes if c in _STYLED), None)
        if href[1:] in self.targets:
            yield {"kind": "link", "to": href[1:], "body": pieces}
        elif kind:
            yield {"kind": kind, "body": pieces}
        else:
            yield from pieces


def _svg(address: str) -> str:
    """The picture in a data address."""
    return base64.b64decode(address.partition(",")[2]).decode()


def _merged(pieces: Iterable[Piece]) -> Line:
    """Neighbouring texts as one, with one blank where two would meet."""
    line: Line = []
    for piece in pieces:
        if isinstance(piece, str) and line and isinstance(line[-1], str):
            line[-1] = _SPACES.sub(" ", line[-1] + piece)
        elif piece != "":
            line.append(piece)
    return line


def _trimmed(line: Line) -> Line:
    """No blank and no break at the edges, no blank beside a break, and one break where two would meet."""
    done: Line = []
    for piece, after in zip(line, [*line[1:], _BREAK], strict=False):
        fresh = not done or done[-1] == _BREAK
        if isinstance(piece, str):
            left = piece.lstrip(" ") if fresh else piece
            done += [text] if (text := left.rstrip(" ") if after == _BREAK else left) else []
        elif not (piece == _BREAK and fresh):
            done.append(piece)
    return done[:-1] if done and done[-1] == _BREAK else done


def _as_record(rows: list[list[Cell]], count: int) -> None:
    """Rows of which the last says more on the first: its heading reaches down beside it, no rule lies between.

    A short one is never divided between two pages; a long one would not fit on one.
    """
    if len(rows) != 2 or len(rows[1]) != 1 or rows[1][0]["colspan"] != count or not rows[0][0]["head"]:
        return
    first, more = rows[0], rows[1][0]
    first[0] |= {"rowspan": 2, "whole": len(json.dumps(more)) < _SHORT}
    more["colspan"] = count - 1
    for cell in first[1:]:
        cell["ruled"] = False
