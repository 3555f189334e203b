"""Hundreds of names, found by what few texts of them have in common: the beginning of the extension.

".pdf" stands in every third name that is sought and costs one search; what stands before it tells whether it can be
one of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from forensics.octets import Flags, Numbers, Octets, Words, known, words_before
from forensics.scan.sought import CASE, folded, runs
from forensics.scan.spellings import LONGEST_NEEDLE

__all__ = ["Marks", "marks"]

#: A mark is a full stop and three characters.
_MARK = 4
#: So many marks are sought; names with another are sought by themselves.
_MOST = 6
_OCTETS = 8
_CASES = np.uint64(int.from_bytes(bytes([CASE] * _OCTETS), "little"))


@dataclass(frozen=True, slots=True)
class Marks:
    """What names are found by that stand in whole: marks, and before each what some name has there; a part of each
    other name."""

    texts: tuple[bytes, ...]
    last_two: Flags  # by the two octets before a mark
    before: tuple[tuple[int, Words], ...]  # by how many octets are known, these
    parts: tuple[bytes, ...]

    def apply(self, of: Octets, at: Numbers) -> Numbers:
        """The places of marks before which stands what some name has there."""
        at = at[at > 0]
        word = words_before(of, at) | _CASES
        likely = self.last_two[(word >> np.uint64(48)).view(np.int64)]
        at, word = at[likely], word[likely]
        named: Flags = np.zeros(len(at), np.bool_)
        for length, words in self.before:
            named |= known(word >> np.uint64(64 - 8 * length), words)
        found: Numbers = at[named]
        return found


@lru_cache(maxsize=16)
def marks(names: tuple[str, ...]) -> Marks:
    """What names are found by, all of which hold four characters in a row that clients do not escape."""
    marked = {name: found for name in names if (found := _mark(name))}
    usual = [mark for mark, _ in Counter(mark for mark, _ in marked.values()).most_common(_MOST)]
    befores = {before for mark, before in marked.values() if mark in usual}
    others = (name for name in names if name not in marked or marked[name][0] not in usual)
    return Marks(
        texts=tuple(usual),
        last_two=_last_two(befores),
        before=_by_length(befores),
        parts=tuple(sorted({folded(max(runs(name[:LONGEST_NEEDLE]), key=len)) for name in others})),
    )


def _mark(name: str) -> tuple[bytes, bytes] | None:
    """The last mark of a name, and up to eight octets before it, at least one; None of a name without it."""
    for run in reversed(runs(name[:LONGEST_NEEDLE])):
        at = run.rfind(".", 0, 1 - _MARK)
        if at > 0:
            return folded(run[at : at + _MARK]), folded(run[max(at - _OCTETS, 0) : at])
    return None


def _last_two(befores: set[bytes]) -> Flags:
    table = np.zeros((256, 256), np.bool_)
    for before in befores:
        first = slice(None) if len(before) == 1 else before[-2]
        table[before[-1], first] = True
    return table.reshape(-1)


def _by_length(befores: set[bytes]) -> tuple[tuple[int, Words], ...]:
    of_length: dict[int, list[int]] = {}
    for before in befores:
        of_length.setdefault(len(before), []).append(int.from_bytes(before, "little"))
    return tuple((length, np.array(sorted(words), np.uint64)) for length, words in sorted(of_length.items()))
