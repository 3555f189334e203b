"""Numbers that stand by themselves, found by their octets, however many are sought at once."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from forensics.octets import PIECE, Flags, Numbers, Octets, Words, kinds, known, octet_at, words_before

__all__ = ["numbers"]

#: So many digits, at the end of a number, are compared.
_COMPARED = 8
_BITS = 64
_ONE = np.uint64(1)
_DIGITS = 10
#: Octets looked at together: what numpy's steps cost beside them counts more here than the cache that they leave.
_PIECE = 2 * PIECE
_TABLE_BITS = 16
_MULTIPLIER = np.uint32(0x9E3779B1)


def numbers(of: Octets, sought: tuple[bytes, ...]) -> Numbers:
    """Where numbers end that are sought; of more than eight digits the last eight tell. Each has at least four."""
    if not sought:
        return np.empty(0, np.int64)
    asked = _asked(sought)
    at = _ends(of, asked.shortest)
    at = at[asked.table.take(_hash(_last_four(of, at)), mode="clip")]
    word = words_before(of, at)
    is_word = _is_word()
    found: Flags = np.zeros(len(at), np.bool_)
    for length, tails, longer in asked.each:
        before = at - length - 1
        inside = (before >= 0) & is_word[of[np.maximum(before, 0)]]
        found |= known(word >> np.uint64(8 * (_COMPARED - length)), tails) & (longer | ~inside)
    ends: Numbers = at[found & ~is_word[octet_at(of, at)]]
    return ends


def _last_four(of: Octets, ends: Numbers) -> NDArray[np.uint32]:
    """The four octets before each place, at least four from the beginning."""
    every: NDArray[np.uint32] = np.ndarray(shape=(max(len(of) - 3, 0),), dtype="<u4", buffer=of, strides=(1,))
    return every[ends - 4]


def _hash(fours: NDArray[np.uint32]) -> Numbers:
    index: Numbers = np.right_shift(fours * _MULTIPLIER, np.uint32(32 - _TABLE_BITS), dtype=np.int64, casting="unsafe")
    return index


def _ends(of: Octets, shortest: int) -> Numbers:
    """Where numbers end of so many digits or more."""
    value = np.zeros(_PIECE + _BITS, np.uint8)
    mask = value.view(np.bool_)
    found = [np.empty(0, np.int64)]
    for at in range(0, len(of), _PIECE):  # the last digits of a number begin in one piece, and may reach into the next
        piece = of[at : at + _PIECE + _BITS]
        size = len(piece)
        np.subtract(piece, np.uint8(ord("0")), out=value[:size])
        np.less(value[:size], np.uint8(_DIGITS), out=mask[:size])
        mask[size:] = False
        found.append(_last_runs(np.packbits(mask, bitorder="little").view("<u8"), shortest) + (at + shortest))
    return np.concatenate(found)


def _last_runs(is_digit: Words, shortest: int) -> Numbers:
    """Where the last so many digits of a number begin, by a bit for each octet."""
    run, length = is_digit, 1
    while length < shortest:
        step = min(length, shortest - length)
        run, length = run & _later(run, step), length + step
    return _set_bits((run & ~_later(is_digit, shortest))[:-1])


def _later(bits: Words, by: int) -> Words:
    """Of each octet the bit of the one so far behind it."""
    later: Words = bits >> np.uint64(by)
    later[:-1] |= bits[1:] << np.uint64(_BITS - by)
    return later


def _set_bits(bits: Words) -> Numbers:
    """The numbers of the bits that are set."""
    at = np.flatnonzero(bits)
    left = bits[at]
    found = [np.empty(0, np.int64)]
    while len(at):
        rest = left & (left - _ONE)
        found.append(at * _BITS + np.bitwise_count((left ^ rest) - _ONE))
        more = rest != 0
        at, left = at[more], rest[more]
    return np.concatenate(found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The numbers sought: the fewest digits, which four digits some end in, by hash; and by length how they are as
    words, and whether a number may have more digits than that."""

    shortest: int
    table: Flags
    each: tuple[tuple[int, Words, bool], ...]


@lru_cache(maxsize=8)
def _asked(sought: tuple[bytes, ...]) -> _Asked:
    table = np.zeros(1 << _TABLE_BITS, np.bool_)
    table[_hash(np.array([int.from_bytes(number[-4:], "little") for number in sought], np.uint32))] = True
    return _Asked(min(_COMPARED, *map(len, sought)), table, tuple(_of_length(sought)))


def _of_length(sought: tuple[bytes, ...]) -> Iterator[tuple[int, Words, bool]]:
    for length in sorted({len(number) for number in sought}):
        compared = min(length, _COMPARED)
        tails = [int.from_bytes(number[-compared:], "little") for number in sought if len(number) == length]
        yield compared, np.array(sorted(tails), np.uint64), length > _COMPARED


@lru_cache(maxsize=1)
def _is_word() -> Flags:
    return kinds(f"{string.ascii_letters}{string.digits}_")
