"""The heads of a table's columns, for the style sheet: beside each value where there is no room for columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

__all__ = ["column_heads"]

_CELL = re.compile(r"<t[hd]([^>]*)>(.*?)</t[hd]>", re.DOTALL)
_SPAN = re.compile(r'(colspan|rowspan)="(\d+)"')


def column_heads(rows: Markup) -> Markup:
    """The attribute `style` of a table, with `--h2` as the head of its second column, and so on; nothing without heads.

    `rows` is what stands in the table. Heads are words of ours: nothing from a log or a case gets into the style.
    """
    head, ends, _ = rows.partition("</thead>")
    if not ends:
        return Markup("")
    texts = enumerate(map(": ".join, _columns(head)), 1)
    told = ";".join(f"--h{place}:{_quoted(text)}" for place, text in texts if text)
    return Markup(' style="{}"').format(told)


def _columns(head: str) -> Iterator[list[str]]:
    """For each column its heads, from the top down."""
    filled: dict[tuple[int, int], str] = {}
    lines = head.split("<tr>")[1:]
    for down, line in enumerate(lines):
        across = 0
        for attributes, words in _CELL.findall(line):
            span = {name: int(count) for name, count in _SPAN.findall(attributes)}
            while (down, across) in filled:
                across += 1
            for column in range(across, across + span.get("colspan", 1)):
                text: str = Markup(words).striptags()  # noqa: S704 - the page's own markup, of which the text is taken
                filled |= {
                    (row, column): "" if row > down else text for row in range(down, down + span.get("rowspan", 1))
                }
    for column in range(max((column for _, column in filled), default=-1) + 1):
        yield [found for row in range(len(lines)) if (found := filled.get((row, column)))]


def _quoted(text: str) -> str:
    """As a string of CSS (CSS Syntax Level 3, 4.3.5)."""
    return "'" + re.sub(r"[^\w .,:;/()%+-]", lambda sign: f"\\{ord(sign[0]):x} ", text) + "'"
