"""What a workbook keeps of other workbooks: cells that its formulas read there, and where they lie.

ECMA-376 part 1, 18.14.
"""

from __future__ import annotations

from collections.abc import Iterator

from forensics.documents.contents import Passage, Piece, Row, State, Table
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits
from forensics.documents.markup import Element, Names, elements
from forensics.documents.numbers import number_text, truth_text
from forensics.documents.ooxml.web import Web
from forensics.documents.ooxml.workbooks.attributes import decimal_of, number_of
from forensics.documents.ooxml.workbooks.names import SPREADSHEET
from forensics.documents.package import Package
from forensics.documents.places import cell
from forensics.language.statement import state_many
from forensics.model.document import Hidden

__all__ = ["kept_cells", "kept_places", "kept_row", "read"]

_WANTED = {"x:cell", "x:row", "x:sheetData", "x:ddeItem", "x:oleItem", "x:value"}


def read(package: Package, web: Web, part: str, limits: Limits) -> Iterator[Piece]:
    """The cells that an external link keeps, a table for each sheet, and where the other workbook lies."""
    row: list[tuple[int, str]] = []
    begun = False
    count = 0
    for element in elements(package.blocks(part), Names(SPREADSHEET), _WANTED, limits):
        if element.name == "x:cell":
            row.append(_cell(element, len(row)))
        elif element.name == "x:row":
            if not begun:
                begun = True
                yield Table(part, State.HIDDEN)
            found = sorted((column, text) for column, text in row if text)
            count += len(found)
            row = []
            if found:
                yield kept_row(number_of(element.attributes.get("r"), 0), found)
        elif element.name == "x:sheetData":
            begun = False
        elif element.text.strip():
            count += 1
            yield Passage(part, State.HIDDEN, element.text.strip())
    yield from kept_cells(part, count)
    yield from kept_places(part, [each.target for each in web.of(part) if each.external])


def _cell(element: Element, default: int) -> tuple[int, str]:
    place = cell(element.attributes.get("r", ""))
    text = element.text.strip()
    match element.attributes.get("t", "n"):
        case "b":
            text = truth_text(text) if text else ""
        case "n" if text:
            text = number_text(decimal_of(text, 0.0))
    return (place[1] if place else default), text


def kept_row(number: int, found: list[tuple[int, str]]) -> Row:
    """A row of which another workbook holds the original."""
    columns = [column for column, _ in found]
    return Row(number, State.VISIBLE, columns, [text for _, text in found], [State.VISIBLE] * len(found))


def kept_cells(part: str, count: int) -> Iterator[Hidden]:
    """That so many cells are kept."""
    if count:
        text = state_many("{count} cell of another workbook is kept.", "{count} cells of another workbook are kept.",
                          count)  # fmt: skip
        yield hidden("X5", part, count, text)


def kept_places(part: str, places: list[str]) -> Iterator[Piece]:
    """Where the other workbooks lie."""
    for place in places:
        yield Passage(part, State.HIDDEN, place)
    if places:
        text = state_many("{count} link to another file.", "{count} links to other files.", len(places))
        yield hidden("X5", part, len(places), text, "L")
