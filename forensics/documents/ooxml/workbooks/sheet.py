"""One sheet of a workbook: its rows, what of them nobody sees, and what hangs on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from forensics.documents.concealed import hidden_sheet
from forensics.documents.contents import Author, Passage, Piece, Row, State, Table, Unread
from forensics.documents.hidden import hidden
from forensics.documents.limits import NotInspectableError
from forensics.documents.ooxml.workbooks.drawings import Span
from forensics.documents.ooxml.workbooks.frame import Frame
from forensics.documents.ooxml.workbooks.layouts import Layouts
from forensics.documents.ooxml.workbooks.origins import Origin
from forensics.documents.ooxml.workbooks.styles import Style
from forensics.documents.ooxml.workbooks.tally import Tally
from forensics.documents.ooxml.workbooks.values import Values
from forensics.language.statement import state, state_many

__all__ = ["Reader", "Spread", "read"]

#: What makes rows of the part of a sheet, in whichever form it is written.
Reader = Callable[[Layouts, Values, Tally], Iterator[Row]]
#: Entries of a list to choose from that say no more than what a cell may hold.
_FEW = 30
#: In a header or footer: places, fonts, page numbers (ECMA-376 part 1, 18.3.1.46).
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|.)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spread:
    """A sheet before its rows are read."""

    where: str
    state: str  # "visible", "hidden", "veryHidden", "orphan"
    frame: Frame
    spans: Sequence[Span]  # of what is drawn on it
    origins: Sequence[Origin]  # of pivots that were made from it


def read(spread: Spread, styles: Sequence[Style], values: Values, rows: Reader) -> Iterator[Piece]:
    """Its rows, then what it hides."""
    layouts = Layouts(spread.frame, styles)
    tally = Tally(spread.frame, layouts)
    for span in spread.spans:
        tally.distance.draw(span.top, span.bottom, span.left, span.right)
    yield Table(spread.where, State.VISIBLE if spread.state == "visible" else State.HIDDEN)
    values.lost = 0
    try:
        for row in rows(layouts, values, tally):
            for origin in spread.origins:
                origin.take(row)
            yield row
    except NotInspectableError as error:
        yield Unread(spread.where, error.reason)
    if values.lost:
        yield Unread(spread.where, state("It refers to texts of cells that the workbook does not hold."))
    if spread.state != "visible":
        yield hidden_sheet(spread.where, spread.state, tally.rows)
    yield from tally.findings(spread.where)
    yield from _frame(spread)


def _frame(spread: Spread) -> Iterator[Piece]:
    where, frame = spread.where, spread.frame
    if frame.rows_hidden:
        yield hidden("X2", where, 1, state("Rows without content are hidden."), "I")
    margins = (_CODES.sub(" ", text).strip() for text in frame.margins)
    yield from (Passage(where, State.VISIBLE, text) for text in margins if text)
    yield from (Passage(where, State.HIDDEN, text) for text in frame.lists)
    if frame.lists:
        count = len(frame.lists)
        text = state_many("{count} list of values to choose from.", "{count} lists of values to choose from.", count)
        long = any(entries.count(",") >= _FEW for entries in frame.lists)
        yield hidden("X7", where, count, text, "L" if long else "I")
    if frame.views:
        text = state_many("{count} view that a user kept.", "{count} views that users kept.", frame.views)
        yield hidden("X7", where, frame.views, text, "I")
    for scenario in frame.scenarios:
        if scenario.user:
            yield Author(where, scenario.user)
        yield from (Passage(where, State.HIDDEN, text) for text in (scenario.name, *scenario.texts) if text)
    if frame.scenarios:
        count = len(frame.scenarios)
        text = state_many("{count} scenario holds other values.", "{count} scenarios hold other values.", count)
        yield hidden("X7", where, count, text)
