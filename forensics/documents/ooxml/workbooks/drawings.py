"""What is drawn on a sheet: text in boxes, pictures, charts with the values that they keep, and objects that are
hidden.

ECMA-376 part 1, 20.5 (places on a sheet) and 21.2 (charts).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from forensics.documents.contents import Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits
from forensics.documents.markup import Names, elements
from forensics.documents.ooxml.workbooks.attributes import number_of, truth_of
from forensics.documents.ooxml.workbooks.names import DRAWING
from forensics.documents.package import Package
from forensics.language.statement import state_many

__all__ = ["Drawing", "Span", "chart", "drawing", "told_drawing"]


@dataclass(frozen=True, slots=True)
class Span:
    """Cells over which something is drawn: rows from 1, columns from 0."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(slots=True)
class Drawing:
    """What one part of drawings says."""

    texts: list[tuple[str, State]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    hidden: int = 0
    concealed: list[str] = field(default_factory=list)  # relationships of pictures that are hidden


_ANCHORS = {"xdr:twoCellAnchor", "xdr:oneCellAnchor", "xdr:absoluteAnchor"}
_WANTED = {"xdr:row", "xdr:col", "xdr:cNvPr", "a:t", "a:blip", *_ANCHORS}


def drawing(package: Package, part: str, limits: Limits) -> Drawing:
    """Of a part. Raises NotInspectableError."""
    found = Drawing()
    places: dict[str, list[int]] = {"xdr:row": [], "xdr:col": []}
    texts: list[str] = []
    pictures: list[str] = []
    concealed = False
    for element in elements(package.blocks(part), Names(DRAWING), _WANTED, limits):
        if element.name in places:
            places[element.name].append(number_of(element.text.strip(), 0))
        elif element.name == "xdr:cNvPr":
            concealed = concealed or truth_of(element.attributes.get("hidden"))
        elif element.name == "a:t":
            texts.append(element.text)
        elif element.name == "a:blip":
            pictures.append(element.attributes.get("r:embed", ""))
        else:
            _end_anchor(found, places, texts, concealed=concealed)
            found.concealed += pictures if concealed else []
            places, texts, pictures, concealed = {"xdr:row": [], "xdr:col": []}, [], [], False
    return found


def _end_anchor(found: Drawing, places: dict[str, list[int]], texts: list[str], *, concealed: bool) -> None:
    rows, columns = places["xdr:row"], places["xdr:col"]
    if rows and columns:
        found.spans.append(Span(min(rows) + 1, max(rows) + 1, min(columns), max(columns)))
    text = " ".join(texts).strip()
    if text:
        found.texts.append((text, State.HIDDEN if concealed else State.VISIBLE))
    found.hidden += concealed


def told_drawing(where: str, found: Drawing) -> Iterator[Piece]:
    """Its texts, and how many of its objects are hidden."""
    for text, shown in found.texts:
        yield Passage(where, shown, text)
    if found.hidden:
        text = state_many("{count} object on the sheet is hidden.", "{count} objects on the sheet are hidden.",
                          found.hidden)  # fmt: skip
        yield hidden("X7", where, found.hidden, text)


_POINTS = {"c:pt", "c:f", "cx:pt", "cx:f", "a:t", "c:v"}


def chart(package: Package, part: str, sheets: frozenset[str], limits: Limits) -> Iterator[Piece]:
    """The values that a chart keeps of cells that none of these sheets has: of another workbook, or of a sheet that is
    gone. Names are compared without case."""
    kept: list[str] = []
    count = 0
    foreign = False
    for element in elements(package.blocks(part), Names(DRAWING), _POINTS, limits):
        if element.name in ("c:f", "cx:f"):
            foreign = _is_foreign(element.text, sheets)
        elif element.name in ("c:pt", "cx:pt") and foreign and element.text.strip() and "Lit" not in element.parent:
            count += 1
            kept.append(element.text.strip())
        elif element.name == "a:t":
            yield Passage(part, State.VISIBLE, element.text)
    for text in kept:
        yield Passage(part, State.HIDDEN, text)
    if count:
        text = state_many("{count} value is kept for a chart; its cell is elsewhere.",
                          "{count} values are kept for a chart; their cells are elsewhere.", count)  # fmt: skip
        yield hidden("X6", part, count, text, "M")


def _is_foreign(formula: str, sheets: frozenset[str]) -> bool:
    place, between, _ = formula.strip().strip("()").rpartition("!")
    name = place.strip("'").replace("''", "'").casefold().removeprefix("[0]")
    # A name that stands for cells, or a list of places, is looked for by none.
    return bool(between and name) and (
        "[" in name or "#ref" in formula.casefold() or ("," not in name and name not in sheets)
    )
