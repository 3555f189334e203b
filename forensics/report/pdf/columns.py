"""How wide the columns of a table are in the PDF, measured in characters before anything is set.

typst would measure every cell of a column and let a long word run into the next one; this takes the text as it
is known here, so that a table of thousands of rows costs no more than its text and no word leaves its column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["BROKEN", "Columns", "columns"]

#: A word of more characters may be broken anywhere, in prose and in code.
BROKEN = {"prose": 20, "code": 12}

#: The page between its margins, in points; a character is about half its size wide.
_PAGE = 510.0
#: The size of the type, and how much of a time stays on one line: all of it, or the date.
_STEPS = ((8.5, 28), (8.0, 28), (7.5, 28), (7.5, 16), (7.0, 16), (6.5, 16))
#: Space between two columns, in characters.
_GAP = 2
#: A text longer than this asks for no more room.
_LONG = 48
#: A line of no more characters is not broken.
_SHORT = 10
#: How much wider headings and the numbers of the summary are.
_HEAD, _LARGE = 1.1, 1.7

Cell = dict[str, Any]
Line = Sequence[str | dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The share of its box that each column takes, and the size of the type in points."""

    shares: tuple[float, ...]
    size: float


def columns(rows: Iterable[Sequence[Cell]], count: int, width: float = 1.0) -> Columns:
    """Room for the longest word of each column, and what is left over by how much its longest line asks for.

    `width` is that of the table, 1 for the page. Where all the words together are wider, they share it.
    """
    wide, narrow, kept = [3.0] * count, [3.0] * count, [0.0] * count
    for place, cell in _single(rows, count):
        for line in _lines(cell["body"]):
            factor = _LARGE if cell["large"] else _HEAD if cell["head"] else 1.0
            length = float(sum(len(text) for text, _ in line))
            wide[place] = max(wide[place], min(factor * length, _LONG))
            narrow[place] = max(narrow[place], factor * _longest_word(line))
            kept[place] = max(kept[place], *(float(len(text)) for text, kind in line if kind == "time"), 0.0)
    for size, time in _STEPS:
        least = [max(words, min(times, time)) for words, times in zip(narrow, kept, strict=True)]
        if sum(least) <= _room(size, count, width):
            break
    most = [max(pair) for pair in zip(least, wide, strict=True)]
    spare = _room(size, count, width) - sum(least)
    wish = sum(most) - sum(least)
    share = spare / wish if wish > 0 and 0 < spare < wish else float(spare > 0)
    widths = [narrow + (wide - narrow) * share for narrow, wide in zip(least, most, strict=True)]
    return Columns(tuple(round(each + _GAP, 2) for each in widths), size)


def _room(size: float, count: int, width: float) -> float:
    return width * _PAGE / (size / 2) - count * _GAP


def _single(rows: Iterable[Sequence[Cell]], count: int) -> Iterator[tuple[int, Cell]]:
    """Each cell that fills one column, with the number of that; cells that reach down from above take their place."""
    taken = [0] * count
    for row in rows:
        place = 0
        for cell in row:
            while taken[place]:
                place += 1
            if cell["colspan"] == 1:
                yield place, cell
            for column in range(place, place + cell["colspan"]):
                taken[column] = cell["rowspan"]
            place += cell["colspan"]
        taken = [max(0, left - 1) for left in taken]


def _longest_word(line: Sequence[tuple[str, str]]) -> float:
    """Characters of the longest part of the line that no break divides."""
    if sum(len(text) for text, _ in line) <= _SHORT:
        return float(sum(len(text) for text, _ in line))
    return float(max(min(len(word), BROKEN.get(kind, len(word))) for text, kind in line for word in text.split()))


def _lines(blocks: Iterable[dict[str, Any]]) -> Iterator[list[tuple[str, str]]]:
    """The lines that breaks leave, as texts and the kind of each."""
    for block in blocks:
        match block["kind"]:
            case "paragraph" | "heading":
                yield from _split(block["body"])
            case "ul" | "ol":
                yield from (line for item in block["items"] for line in _lines(item))
            case "box":
                yield from _lines(block["body"])


def _split(body: Line) -> Iterator[list[tuple[str, str]]]:
    line: list[tuple[str, str]] = []
    for piece in _flat(body, "prose"):
        if piece is None:
            yield line
            line = []
        else:
            line.append(piece)
    yield line


def _flat(body: Line, kind: str) -> Iterator[tuple[str, str] | None]:
    """Texts in their order, None for a break."""
    for piece in body:
        if isinstance(piece, str):
            yield piece, kind
        elif piece["kind"] == "break":
            yield None
        elif piece["kind"] == "code":
            yield piece["text"], "code"
        elif "body" in piece:
            yield from _flat(piece["body"], "time" if piece["kind"] == "time" else kind)
