"""What of a page's tables a PDF has room for: a row costs it half a megabyte of memory while it is set.

The first rows of each table stay, the same number of every table that has more, and a note names the file with all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forensics.language.catalogue import Language, language
from forensics.report.pdf.page_tree import Element

__all__ = ["LEAST", "MOST", "shortened"]

#: Rows (records, where a row has another below it) of all tables together; and of each, however many tables there are.
MOST, LEAST = 1_500, 20
#: Class of a table -> the file beside the report that holds all of its rows.
_FILES = {"requests": "requests.csv", "downloads": "downloads.csv"}


def shortened(page: Element) -> Element:
    """The page with tables of which all rows together are no more than a PDF has room for."""
    tables = list(page.every("table"))
    counts = [len(_records(table)) for table in tables]
    level = _level(counts)
    if max(counts, default=0) <= level:
        return page
    code = next(page.every("html")).attributes["lang"]
    return _Shortening(level, language(code)).element(page)


def _level(counts: Sequence[int]) -> int:
    """The most rows of one table with which all tables together have no more than `MOST`."""
    left, level = MOST, 0
    for place, count in enumerate(sorted(counts)):
        share = left // (len(counts) - place)
        if count > share:
            return max(share, LEAST)
        left, level = left - count, count
    return max(level, LEAST)


def _records(table: Element) -> list[Element]:
    """The parts that a table lists: its bodies, or the rows of its only one."""
    bodies = [part for part in table.children if isinstance(part, Element) and part.tag == "tbody"]
    return bodies if len(bodies) != 1 else list(bodies[0].every("tr"))


class _Shortening:
    """Takes out the records behind the first `level` of each table, and says so behind what the table stands in."""

    def __init__(self, level: int, say: Language) -> None:
        self._level, self._say = level, say
        self._notes: list[Element] = []

    def element(self, element: Element) -> Element:
        """The element, shortened."""
        if element.tag == "table":
            return self._table(element)
        return Element(element.tag, element.attributes, list(self._children(element)))

    def _children(self, element: Element) -> Iterator[Element | str]:
        """The children; behind one that holds no more than the table, and the note that it has, stands ours."""
        waiting: list[Element] = []
        for child in element.children:
            is_note = isinstance(child, Element) and "note" in child.classes
            if waiting and not is_note and not (isinstance(child, str) and child.isspace()):
                yield from waiting
                waiting = []
            yield child if isinstance(child, str) else self.element(child)
            if not (element.tag == "details" or "box" in element.classes):
                waiting, self._notes = [*waiting, *self._notes], []
        yield from waiting

    def _table(self, table: Element) -> Element:
        records = _records(table)
        if len(records) <= self._level:
            return table
        kept = {id(record) for record in records[: self._level]}
        every = {id(record) for record in records}
        file = next((_FILES[name] for name in table.classes if name in _FILES), "findings.json")
        text = self._say.text(
            "This document shows only the first {listed} of these rows; report.html shows {count}, and {file} holds all"
            " of them.",
            listed=self._level,
            count=len(records),
            file=file,
        )
        self._notes.append(Element("p", {"class": "note"}, [text]))
        return _without(table, every - kept)


def _without(element: Element, left_out: set[int]) -> Element:
    """The element without these parts of it."""
    children = [
        child if isinstance(child, str) else _without(child, left_out)
        for child in element.children
        if id(child) not in left_out
    ]
    return Element(element.tag, element.attributes, children)
