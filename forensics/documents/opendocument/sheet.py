"""One sheet while it is read: its columns, what was counted of it, and what it hides (ODF 1.3 part 3, 9.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from forensics.documents.concealed import Concealed
from forensics.documents.contents import Passage, Piece, State
from forensics.documents.distance import Distance
from forensics.documents.hidden import hidden
from forensics.documents.opendocument.cells import Column
from forensics.language.statement import state_many

__all__ = ["Sheet", "each_column", "told"]


@dataclass(slots=True)
class Sheet:
    """Counts grow as its rows go by."""

    name: str
    state: State
    is_cache: bool  # of another document
    columns: list[Column] = field(default_factory=list)
    concealed: Concealed = field(default_factory=Concealed)
    distance: Distance = field(default_factory=Distance)
    filled: Counter[int] = field(default_factory=Counter)  # column -> values
    comments: list[str] = field(default_factory=list)
    row: int = 0  # the last one that was read, from 1
    rows: int = 0  # with values
    cells: int = 0


def told(sheet: Sheet) -> list[Piece]:
    """What it hides, now that all its rows were read."""
    found: list[Piece] = []
    if sheet.is_cache:
        if sheet.cells:
            text = state_many("{count} value is kept from another document.",
                              "{count} values are kept from another document.", sheet.cells)  # fmt: skip
            found.append(hidden("X5", sheet.name, sheet.cells, text))
        return found
    if sheet.state is State.HIDDEN:
        rows = state_many("{count} row", "{count} rows", sheet.rows)
        text = state_many("The sheet is hidden: {count} value in {rows}.",
                          "The sheet is hidden: {count} values in {rows}.", sheet.cells, rows=rows)  # fmt: skip
        found.append(hidden("X1", sheet.name, sheet.cells, text, None if sheet.cells else "I"))
    found += sheet.concealed.findings(sheet.name)
    found += sheet.distance.findings(sheet.name, sheet.filled)
    if sheet.comments:
        count = len(sheet.comments)
        text = state_many("{count} cell has a comment.", "{count} cells have comments.", count)
        found.append(hidden("X7", sheet.name, count, text))
        found += [Passage(sheet.name, State.HIDDEN, comment) for comment in sheet.comments]
    return found


def each_column(columns: list[Column]) -> Callable[[int], Column]:
    """What finds the column at a place, asked from left to right."""
    plain = Column(1, is_hidden=False, is_thin=False, style="")
    ends: list[tuple[int, Column]] = []
    end = 0
    for column in columns:
        end += column.count
        ends.append((end, column))
    at = 0

    def found(place: int) -> Column:
        nonlocal at
        while at < len(ends) and place >= ends[at][0]:
            at += 1
        return ends[at][1] if at < len(ends) else plain

    return found
