"""Cells far outside the block in which a sheet has its values: nobody scrolls there, and they are exported all the
same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from forensics.documents.hidden import hidden
from forensics.language.statement import state_many
from forensics.model.document import Hidden

__all__ = ["FAR", "Distance"]

#: Empty rows, or columns, behind which a cell is remote.
FAR = 50
#: Blocks at which those that belong together are joined: rows need not come in their order.
_MANY = 65_536


class Distance:
    """Blocks of rows with values, as they go by, and how many cells are in each."""

    def __init__(self) -> None:
        self._blocks: list[tuple[int, int, int]] = []  # first, last, cells
        self._first = self._last = self._cells = 0
        self._pictures: list[tuple[int, int, int, int]] = []

    def take(self, row: int, cells: int) -> None:
        """A row with so many values."""
        if 0 <= row - self._last <= FAR + 1 and self._cells:
            self._cells += cells
        else:
            self._blocks.append((self._first, self._last, self._cells))
            if len(self._blocks) > _MANY:
                self._blocks = _joined(self._blocks)
            self._first, self._cells = row, cells
        self._last = row

    def draw(self, top: int, bottom: int, left: int, right: int) -> None:
        """A picture or a chart, which leads the eye from one block to the next."""
        self._pictures.append((top, bottom, left, right))

    def findings(self, where: str, columns: Counter[int]) -> Iterator[Hidden]:
        """How many cells are far from the block that holds most; `columns` is how many each column holds."""
        spans = [(top, bottom, 0) for top, bottom, _, _ in self._pictures]
        blocks = [each for each in (*self._blocks, (self._first, self._last, self._cells)) if each[2]]
        rows = _outside([*blocks, *spans])
        spans = [(left, right, 0) for _, _, left, right in self._pictures]
        sideways = _outside([*((column, column, cells) for column, cells in columns.items()), *spans])
        count = max(rows, sideways)
        if count:
            text = state_many(
                "{count} cell with a value lies far outside the block of the others.",
                "{count} cells with values lie far outside the block of the others.",
                count,
            )
            yield hidden("X7", where, count, text)


def _outside(spans: Iterable[tuple[int, int, int]]) -> int:
    """How many cells are not in the largest block, where a gap ends a block."""
    sizes = [cells for _, _, cells in _joined(spans)]
    return sum(sizes) - max(sizes, default=0)


def _joined(spans: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for first, last, cells in sorted(spans):
        if found and first - found[-1][1] <= FAR + 1:
            begin, end, before = found[-1]
            found[-1] = begin, max(end, last), before + cells
        else:
            found.append((first, last, cells))
    return found
