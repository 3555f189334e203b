"""Pieces of documents made by hand, as a reader hands them on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from forensics.documents.contents import Piece, Row, State, Table
from forensics.documents.tally import Tally
from forensics.model.document import Document

__all__ = ["counted", "row", "sheet"]


def row(number: int, values: Sequence[object], state: State = State.VISIBLE, *cells: State) -> Row:
    """A row of values from the first column on, None where a cell is empty; `cells`: the states of all of them."""
    states = cells or (State.VISIBLE,) * len(values)
    filled = [place for place, value in enumerate(values) if value is not None]
    return Row(number, state, filled, [str(values[place]) for place in filled], [states[place] for place in filled])


def sheet(lines: Iterable[Sequence[object] | None], state: State = State.VISIBLE, where: str = "Sheet1") -> list[Piece]:
    """A table and its rows, numbered from 1; None: a row that the file leaves out."""
    rows = [row(number, values) for number, values in enumerate(lines, 1) if values is not None]
    return [Table(where, state), *rows]


def counted(pieces: Iterable[Piece]) -> Document:
    """What tables and their rows come to."""
    tally = Tally()
    for table, rows in _tables(pieces):
        count = tally.table(table)
        if count is None:
            continue
        for each in rows:
            count.add(each)
        tally.close(count, (table.where,))
    return tally.document(path="made.xlsx", kind="xlsx", size=0, sha256="")


def _tables(pieces: Iterable[Piece]) -> Iterator[tuple[Table, list[Row]]]:
    table, rows = Table(""), list[Row]()
    for piece in pieces:
        if isinstance(piece, Table):
            if rows:
                yield table, rows
            table, rows = piece, []
        elif isinstance(piece, Row):
            rows.append(piece)
    yield table, rows
