"""Lines that end in the middle of a name: cut off by a rotation, or by a limit of length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from forensics.octets import Flags, Numbers, Octets, Words, known, words_before
from forensics.scan.sought import CASE
from forensics.scan.spellings import LONGEST_NEEDLE, head

__all__ = ["cut_names"]

#: So many characters of a name stand before the end; each may be an escape, of at most eleven octets.
_SHORTEST = 4
_LONGEST_ESCAPE = 11
_CASES = np.uint64(int.from_bytes(bytes([CASE] * _SHORTEST), "little"))
#: Where more lines than one of so many end in escapes, something else has to tell.
_MOST = 64
_CR = 0x0D


@dataclass(frozen=True, slots=True)
class _Tails:
    """The last four octets of names that were cut, and which octet is the last of some."""

    last: Flags
    fours: Words


def cut_names(of: Octets, ends: Numbers, others: Numbers, names: tuple[str, ...]) -> Numbers | None:
    """The ends of lines that could be cut in the middle of a name, and octets of `others` before such an end; None
    where too many lines end in an escape. `ends` are the places of the line ends, also that of an unfinished line."""
    if not len(ends):
        return np.empty(0, np.int64)
    escapes = _before_ends(ends, others)
    if len(escapes) > _LONGEST_ESCAPE + len(ends) // _MOST:
        return None
    return np.concatenate([escapes, _plain(of, ends, _tails(names))])


def _before_ends(ends: Numbers, others: Numbers) -> Numbers:
    """Where escapes stand, or letters that are not ASCII, that may be one of the last four characters of a line."""
    end = ends[np.minimum(np.searchsorted(ends, others), len(ends) - 1)]
    near: Numbers = others[end - others < _SHORTEST + _LONGEST_ESCAPE + 2]  # the line may end in CR
    return near


def _plain(of: Octets, ends: Numbers, tails: _Tails) -> Numbers:
    """The ends of lines whose last four octets are those of a name that was cut."""
    last, at = of[np.maximum(ends - 1, 0)], ends
    returns = last == _CR
    if returns.any():
        at = ends - returns
        last = of[np.maximum(at - 1, 0)]
    likely = np.flatnonzero(tails.last[last | np.uint8(CASE)])
    four = (words_before(of, at[likely]) >> np.uint64(32)) | _CASES
    found: Numbers = ends[likely[known(four, tails.fours)]]
    return found


@lru_cache(maxsize=16)
def _tails(names: tuple[str, ...]) -> _Tails:
    fours = {tail for name in names for tail in _fours(name[:LONGEST_NEEDLE], len(head(name)))}
    last = np.zeros(256, np.bool_)
    last[[tail[-1] for tail in fours]] = True
    return _Tails(last, np.array(sorted(int.from_bytes(tail, "little") for tail in fours), np.uint64))


def _fours(name: str, shortest: int) -> Iterator[bytes]:
    """The last four octets of each beginning of a name, where they are not escaped."""
    for end in range(shortest, len(name)):
        four = name[end - _SHORTEST : end]
        if four.isascii():
            for spelled in product(*(" +" if char == " " else char for char in four)):
                yield bytes(ord(char) | CASE for char in spelled)
