"""Places of octets in a block of bytes, and the octets at many places at once: what a scan of a log works on.

Every step looks at a piece that the processor's cache holds. A mask of one octet an octet, read as words of eight,
tells where something stands at the cost of a comparison.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "PIECE",
    "Compared",
    "Flags",
    "Numbers",
    "Octets",
    "Words",
    "count",
    "kinds",
    "known",
    "lowest",
    "octet_at",
    "octets",
    "pieces",
    "places",
    "words_at",
    "words_before",
]

Octets = NDArray[np.uint8]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
#: Eight octets each, the first of them lowest.
Words = NDArray[np.uint64]

#: A comparison, and the number that octets are compared with.
Compared = tuple[np.ufunc, int]

#: Octets looked at together: so many, and what is made of them, stay in a core's cache.
PIECE = 512 * 1024
_WORD = 8
_ONE = np.uint64(1)
_THREE = np.uint64(3)


def octets(data: bytes | bytearray) -> Octets:
    """The bytes as numbers, without a copy."""
    return np.frombuffer(data, np.uint8)


def pieces(of: Octets) -> Iterator[tuple[int, Octets]]:
    """Offset and content of each piece, in order."""
    for at in range(0, len(of), PIECE):
        yield at, of[at : at + PIECE]


def count(data: bytes, octet: int) -> int:
    """How often an octet stands in a block."""
    return sum(int(np.count_nonzero(piece == octet)) for _, piece in pieces(octets(data)))


def places(data: bytes, *compared: Compared, equal: Sequence[int] = ()) -> Numbers:
    """Where the octets are of which one of the comparisons holds, or that equal one of some numbers, in order."""
    mask, more = np.empty(min(PIECE, len(data)), np.bool_), np.empty(min(PIECE, len(data)), np.bool_)
    (compare, number), *others = compared
    found = []
    for at, piece in pieces(octets(data)):
        size = len(piece)
        compare(piece, np.uint8(number), out=mask[:size])
        there = ((np.equal, octet) for octet in equal if data.find(octet, at, at + size) >= 0)
        for other, another in (*others, *there):
            other(piece, np.uint8(another), out=more[:size])
            np.logical_or(mask[:size], more[:size], out=mask[:size])
        found.append(_places(mask[:size]) + at)
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _places(mask: Flags) -> Numbers:
    """Where a mask is true: `flatnonzero` of its words first, which are an eighth as many."""
    whole = len(mask) // _WORD * _WORD
    words = mask[:whole].view("<u8")
    at = np.flatnonzero(words != 0)
    left = words[at]
    at = at * _WORD
    found = []
    while len(at):
        found.append(at + lowest(left))
        left = left & (left - _ONE)
        more = left != 0
        at, left = at[more], left[more]
    found.append(np.flatnonzero(mask[whole:]) + whole)
    return found[0] if len(found) == 1 else np.sort(np.concatenate(found), kind="stable")


def lowest(words: Words) -> Numbers:
    """The number of the lowest octet of each word that is not zero, of words that are not zero as a whole."""
    return (np.bitwise_count((words & (~words + _ONE)) - _ONE) >> _THREE).astype(np.int64)


def words_at(of: Octets, at: Numbers, count: int) -> Words:
    """The `count` words that begin at each place, one column a place; zero behind the end of the block."""
    size = count * _WORD
    last = max(len(of) - size, 0)
    if not len(at) or int(at.max()) <= len(of) - size:
        return _columns(of, at, size)
    near = at > len(of) - size
    tail = np.concatenate([of[last:], np.zeros(size, np.uint8)])
    words = np.empty((count, len(at)), np.uint64)
    words[:, ~near] = _columns(of, at[~near], size)
    words[:, near] = _columns(tail, np.minimum(at[near] - last, size), size)
    return words


def words_before(of: Octets, at: Numbers) -> Words:
    """The word that ends before each place; zero before the beginning of the block."""
    words: Words = words_at(of, np.maximum(at - _WORD, 0), 1)[0]
    near = np.flatnonzero(at < _WORD)
    words[near] <<= (8 * (_WORD - at[near])).astype(np.uint64)
    return words


def known(words: Words, among: Words) -> Flags:
    """Which words are one of some others, which are in order."""
    if not len(among):
        return np.zeros(len(words), np.bool_)
    same: Flags = among[np.minimum(np.searchsorted(among, words), len(among) - 1)] == words
    return same


def octet_at(of: Octets, at: Numbers) -> Octets:
    """The octet at each place; zero behind the end."""
    return np.where(at < len(of), of[np.minimum(at, len(of) - 1)], np.uint8(0))


@lru_cache(maxsize=8)
def kinds(characters: str) -> Flags:
    """Which octets are one of these characters."""
    table = np.zeros(256, np.bool_)
    table[list(characters.encode())] = True
    return table


def _columns(of: Octets, at: Numbers, size: int) -> Words:
    rows = np.ndarray(shape=(max(len(of) - size + 1, 0),), dtype=f"V{size}", buffer=of, strides=(1,))
    return np.ascontiguousarray(rows[at].view("<u8").reshape(-1, size // _WORD).T)
