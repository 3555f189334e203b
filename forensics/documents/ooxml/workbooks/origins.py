"""Whether a sheet still holds what a pivot keeps a copy of: its rows, or where nothing tells which, its values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from forensics.documents.contents import Row
from forensics.documents.places import Area

__all__ = ["Origin"]


_HOURS = re.compile(r"(?:(?:1899|1900)-\d\d-\d\dt)?\d+:\d\d:\d\d")


class Origin:
    """The cells from which a cache was made, as hashes of what they hold now."""

    def __init__(self, area: Area | None, *, by_rows: bool) -> None:
        self._area = area
        self._by_rows = by_rows and area is not None
        self._seen: set[int] = set()

    def take(self, row: Row) -> None:
        """A row of the sheet as it is now."""
        area = self._area
        if area is not None and not area.holds_row(row.number):
            return
        if not self._by_rows or area is None:
            self._seen.update(hash(_same(value)) for value in row.values)
            return
        cells = dict(zip(row.columns, row.values, strict=True))
        width = range(area.left, min(area.right, max(row.columns)) + 1)
        self._seen.add(_of_row([cells.get(column, "") for column in width]))

    def holds(self, values: Sequence[str]) -> bool:
        """Whether the values of one record are still there, in one row or wherever they may be."""
        if self._by_rows:
            return _of_row(values) in self._seen
        return all(hash(_same(value)) in self._seen for value in values if value)


def _of_row(values: Sequence[str]) -> int:
    same = [_same(value) for value in values]
    while same and not same[-1]:
        same.pop()
    return hash(tuple(same))


def _same(value: str) -> str:
    """Pivots take texts for the same whatever their case, and keep hours as hours of the first days of 1900."""
    same = value.strip().casefold()
    return "hours" if _HOURS.fullmatch(same) else same
