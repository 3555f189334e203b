"""How many different values there are, without the values."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable

__all__ = ["Distinct"]

_PARTS = 16
_SMALL = 1 << 16


class Distinct:
    """Hashes of values, eight bytes each: two values of a thousand million are taken for one with a chance of 3 %."""

    __slots__ = ("_fresh_at", "_hashes")

    def __init__(self) -> None:
        self._hashes = array("q")
        self._fresh_at = _SMALL * 2

    def add(self, value: Hashable) -> None:
        """Takes note of a value."""
        self.add_all((value,))

    def add_all(self, values: Iterable[Hashable]) -> None:
        """Takes note of values."""
        self._hashes.extend(map(hash, values))
        if len(self._hashes) >= self._fresh_at:
            self._hashes = array("q", _once(self._hashes))
            self._fresh_at = max(self._fresh_at, 2 * len(self._hashes))

    def update(self, other: Distinct) -> None:
        """Takes note of all values of another."""
        self._hashes.extend(other._hashes)

    def reaches(self, number: int) -> bool:
        """Whether there are at least so many."""
        some: set[int] = set()
        for value in self._hashes:
            some.add(value)
            if len(some) >= number:
                return True
        return False

    def __len__(self) -> int:
        return sum(1 for _ in _once(self._hashes))


def _once(hashes: array[int]) -> Iterable[int]:
    """Each once; part by part where there are many, so that they are never all in one set."""
    parts = min(1 + len(hashes) // _SMALL, _PARTS)
    for part in range(parts):
        yield from set(hashes) if parts == 1 else {value for value in hashes if value % parts == part}
