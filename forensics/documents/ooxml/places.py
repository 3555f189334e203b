"""Where cells lie: references such as $B$7, B2:D9, A:F and 3:5 as numbers from 1 (rows) and 0 (columns)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["LAST_COLUMN", "LAST_ROW", "Area", "Areas", "area", "areas", "cell", "column"]

LAST_ROW, LAST_COLUMN = 1_048_576, 16_383
_REFERENCE = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d{0,7})(?::\$?([A-Za-z]{0,3})\$?(\d{0,7}))?")
_CELL = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
#: Rows that are looked up together.
_BAND = 8
_WIDE = 64


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, all of it included."""

    top: int
    bottom: int
    left: int
    right: int

    def holds_row(self, row: int) -> bool:
        """Whether some of its cells are in the row."""
        return self.top <= row <= self.bottom

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell is in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class Areas:
    """Many rectangles, to be asked row by row."""

    def __init__(self, found: Iterable[Area]) -> None:
        self._bands: dict[int, list[Area]] = {}
        self._wide: list[Area] = []
        self.bottom = 0
        for each in found:
            self.bottom = max(self.bottom, each.bottom)
            first, last = each.top >> _BAND, each.bottom >> _BAND
            if last - first > _WIDE:
                self._wide.append(each)
            else:
                for band in range(first, last + 1):
                    self._bands.setdefault(band, []).append(each)

    def of_row(self, row: int) -> list[Area]:
        """Those that hold cells of the row."""
        if row > self.bottom:
            return []
        return [each for each in (*self._bands.get(row >> _BAND, ()), *self._wide) if each.holds_row(row)]


@lru_cache(16_384)
def column(letters: str) -> int:
    """A to XFD as 0 to 16,383."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell(reference: str) -> tuple[int, int] | None:
    """Row and column of B7; None where it is none."""
    found = _CELL.fullmatch(reference)
    return (int(found[2]), column(found[1])) if found else None


def area(reference: str) -> Area | None:
    """The rectangle of B2:D9, B7, A:F or 3:5, with or without dollar signs; None where it is none."""
    found = _REFERENCE.fullmatch(reference.strip())
    if not found or not (found[1] or found[2]):
        return None
    left, top, right, bottom = found.groups()
    if found[3] is None:
        right, bottom = left, top
    return Area(
        int(top) if top else 1,
        int(bottom) if bottom else LAST_ROW,
        column(left) if left else 0,
        column(right) if right else LAST_COLUMN,
    )


def areas(references: str) -> list[Area]:
    """The rectangles of a list with blanks between them."""
    return [found for each in references.split() if (found := area(each)) is not None]
