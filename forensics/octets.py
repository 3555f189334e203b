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
    "Flags",
    "Numbers",
    "Octets",
    "Words",
    "count",
    "each_octet",
    "find_all",
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

#: Octets looked at together: so many, and what is made of them, stay in a core's cache.
PIECE = 512 * 1024
_WORD = 8
_FOUR = 4
_BLANK = np.int8(0x20)
_ONE = np.uint64(1)
_THREE = np.uint8(3)


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


def places(data: bytes, equal: Sequence[int]) -> Numbers:
    """Where the octets are that are controls, not ASCII, or equal to one of some numbers, in order."""
    mask, more = np.empty(min(PIECE, len(data)), np.bool_), np.empty(min(PIECE, len(data)), np.bool_)
    found = [np.empty(0, np.int64)]
    for at, piece in pieces(octets(data)):
        size = len(piece)
        np.less(piece.view(np.int8), _BLANK, out=mask[:size])  # as numbers with a sign, those above ASCII are low ones
        for octet in equal:
            if data.find(octet, at, at + size) >= 0:
                np.equal(piece, np.uint8(octet), out=more[:size])
                np.logical_or(mask[:size], more[:size], out=mask[:size])
        found.append(_places(mask[:size]) + at)
    return np.concatenate(found)


def _places(mask: Flags) -> Numbers:
    """Where a mask is true: `flatnonzero` of its words first, which are an eighth as many."""
    whole = len(mask) // _WORD * _WORD
    words = mask[:whole].view("<u8")
    at = np.flatnonzero(words != 0)
    left = words[at]
    at *= _WORD
    found = [at + lowest(left)]
    left &= left - _ONE
    more = left != 0
    while more.any():
        at, left = at[more], left[more]
        found.append(at + lowest(left))
        left &= left - _ONE
        more = left != 0
    tail = np.flatnonzero(mask[whole:]) + whole
    if len(found) == 1:
        return np.append(found[0], tail) if len(tail) else found[0]
    return np.sort(np.concatenate([*found, tail]), kind="stable")


def lowest(words: Words) -> Numbers:
    """The number of the lowest octet of each word that is not zero; 8 of a word that is zero as a whole."""
    number: Numbers = (np.bitwise_count((words - _ONE) & ~words) >> _THREE).astype(np.int64)
    return number


def words_at(of: Octets, at: Numbers, count: int) -> Words:
    """The `count` words that begin at each place, one column a place; zero behind the end of the block."""
    size = count * _WORD
    last = len(of) - size
    if not len(at) or int(at.max()) <= last:
        return _columns(of, at, size)
    near, begin = at > last, max(last, 0)
    tail = np.concatenate([of[begin:], np.zeros(size, np.uint8)])
    words = np.empty((count, len(at)), np.uint64)
    words[:, ~near] = _columns(of, at[~near], size)
    words[:, near] = _columns(tail, np.minimum(at[near] - begin, len(tail) - size), size)
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


def each_octet(octet: int) -> np.uint64:
    """A word of eight equal octets."""
    return np.uint64(octet * 0x0101010101010101)


def find_all(data: bytes, text: bytes) -> Numbers:
    """Where a text of at least four octets begins, in order.

    Four octets of it are compared with those at every fourth place: of a text of seven or more, four in a row begin at
    such a place; of a shorter one, at every second place, or at any.
    """
    of, step = octets(data), _step(text)
    fours = [int.from_bytes(text[before : before + _FOUR], "little") for before in range(step)]
    at = np.concatenate([_begun(of[offset:], fours) + offset for offset in range(0, _FOUR, step)])
    return np.sort(at[_stands_at(of, at, text)], kind="stable")


def _begun(of: Octets, fours: Sequence[int]) -> Numbers:
    """Where a text would begin of which one of the fours stands at a fourth place; its number is how far behind."""
    found = [np.empty(0, np.int64)]
    for at, piece in pieces(of):
        whole = piece[: len(piece) // _FOUR * _FOUR].view("<u4")
        mask = whole == fours[0]
        for four in fours[1:]:
            mask |= whole == four
        hits = _places(mask)
        found += [hits[whole[hits] == four] * _FOUR + at - before for before, four in enumerate(fours)]
    return np.concatenate(found)


def _step(text: bytes) -> int:
    return next(step for step in (_FOUR, 2, 1) if len(text) >= _FOUR + step - 1)


def _stands_at(of: Octets, at: Numbers, text: bytes) -> Flags:
    """Whether a text stands at each place."""
    fine = (at >= 0) & (at + len(text) <= len(of))
    count = -(-len(text) // _WORD)
    words = words_at(of, np.where(fine, at, 0), count)
    for number, word in enumerate(words):
        part = text[number * _WORD : (number + 1) * _WORD]
        mask = np.uint64((1 << 8 * len(part)) - 1)
        fine &= (word & mask) == np.uint64(int.from_bytes(part, "little"))
    return fine
