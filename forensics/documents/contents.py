"""What a reader of one kind of document hands on: pieces, in the order in which they are met.

A reader is a function `read(file, limits)` that gives an iterator of pieces and knows nothing of records, people or
categories; whoever counts those knows nothing of kinds. Values go no further than the counting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import BinaryIO, TypeAlias

from forensics.documents.limits import Limits
from forensics.model.document import Hidden

__all__ = ["Author", "Embedded", "Passage", "Piece", "Reader", "Row", "State", "Table", "Unread", "laid_out"]

#: Cells of a row whose columns are worth remembering.
_WIDE = 256


class State(IntEnum):
    """What becomes of a value for a reader of the document; of two that apply, the larger one holds."""

    VISIBLE = 0
    COSMETIC = 1  # there, and drawn so that nobody sees it: white on white, tiny, covered, by a format that is empty
    HIDDEN = 2  # there, and not drawn until somebody clicks: a hidden row, column, sheet, slide, text


@dataclass(frozen=True, slots=True)
class Table:
    """Begins a table, to which the rows after it belong: a sheet, a table in a text, the cache of a pivot."""

    where: str
    state: State = State.VISIBLE
    header: tuple[str, ...] | None = None  # where the format keeps names of columns apart; None: a row may hold them
    is_copy: bool = False  # of rows that the document has elsewhere too: they make no further records


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row that hold a value, left to right; a row whose cells are all empty has none.

    A value is its text: a date as 2020-06-18, with T and the time of day if there is one; a number without a
    thousands' separator, and without decimals where it is whole.
    """

    number: int  # as a reader of the document counts, from 1
    state: State  # of the row by itself
    columns: Sequence[int]  # from 0
    values: Sequence[str]
    states: Sequence[State]  # of each cell: by its column and its style, not by its row


def laid_out(columns: Iterable[int], states: Iterable[State]) -> tuple[tuple[int, ...], tuple[State, ...]]:
    """The columns and states of a row, as the same objects for rows that have the same: these are counted together."""
    found = tuple(columns), tuple(states)
    return _shared(found) if len(found[0]) <= _WIDE else found


@lru_cache(1024)
def _shared(found: tuple[tuple[int, ...], tuple[State, ...]]) -> tuple[tuple[int, ...], tuple[State, ...]]:
    return found


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text outside tables, whole words where it can be: a paragraph, a comment, the text of a page."""

    where: str
    state: State
    text: str


@dataclass(frozen=True, slots=True)
class Author:
    """A person or an account that the document names as one who worked on it."""

    where: str  # the part: properties, comments, revisions
    name: str


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file within the document, to be looked into by its own reader."""

    where: str
    state: State  # HIDDEN: nobody sees that it is there, or all that it holds
    content: bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """A part that could not be looked into: the document is not called clean."""

    where: str
    reason: str  # a statement


Piece: TypeAlias = Table | Row | Passage | Author | Embedded | Unread | Hidden
#: Raises `limits.NotInspectableError` where the document as a whole cannot be read. May hand on pieces before that.
Reader: TypeAlias = Callable[[BinaryIO, Limits], Iterator[Piece]]
