"""Numbers that stand by themselves, found by their octets, however many are sought at once."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from forensics.octets import PIECE, Flags, Numbers, Octets, Words, kinds, known, octet_at, pieces, words_before

__all__ = ["numbers"]

#: So many digits, at the end of a number, are compared.
_COMPARED = 8
_BITS = 64
_ONE = np.uint64(1)
_DIGITS = 10
#: The last four digits of a number as the number that they are, from the octets of a word: the last octet counts most.
_FOUR_DIGITS, _FOUR_BITS, _TENS, _HUNDREDS = 32, 0x0F0F0F0F, 2561, 6553601


def numbers(of: Octets, sought: tuple[bytes, ...]) -> Numbers:
    """Where numbers end that are sought; of more than eight digits the last eight tell. Each has at least four."""
    if not sought:
        return np.empty(0, np.int64)
    shortest = min(_COMPARED, *map(len, sought))
    at = _ends(of, shortest)
    word, asked = words_before(of, at), _asked(sought)
    likely = asked.last[_last_four(word)]
    at, word = at[likely], word[likely]
    before, behind = _is_word(), _is_word()[octet_at(of, at)]
    found: Flags = np.zeros(len(at), np.bool_)
    for length, numbers_of, longer in asked.each:
        tail = word >> np.uint64(_BITS - 8 * length)
        same = known(tail, numbers_of)
        begin = at - length - 1
        found |= same & (longer | ~(before[octet_at(of, np.maximum(begin, 0))] & (begin >= 0)))
    ends: Numbers = at[found & ~behind]
    return ends


def _ends(of: Octets, shortest: int) -> Numbers:
    """Where numbers end of so many digits or more."""
    value, mask = np.empty(PIECE + _BITS, np.uint8), np.zeros(PIECE + _BITS, np.bool_)
    found = [np.empty(0, np.int64)]
    for at, _ in pieces(of):  # the last digits of a number begin in one piece, and may reach into the next
        piece = of[at : at + PIECE + _BITS]
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
    """The numbers sought: which four digits some end in; and by length how they are as words, and whether a number
    may have more digits than that."""

    last: Flags
    each: tuple[tuple[int, Words, bool], ...]


def _last_four(words: Words) -> Numbers:
    four = (words >> np.uint64(_FOUR_DIGITS)) & np.uint64(_FOUR_BITS)
    pairs = (four * np.uint64(_TENS) >> np.uint64(8)) & np.uint64(0x00FF00FF)
    value: Numbers = ((pairs * np.uint64(_HUNDREDS) >> np.uint64(16)) & np.uint64(0x3FFF)).view(np.int64)
    return value


@lru_cache(maxsize=8)
def _asked(sought: tuple[bytes, ...]) -> _Asked:
    last = np.zeros(1 << 14, np.bool_)
    last[[int(number[-4:]) for number in sought]] = True
    return _Asked(last, tuple(_of_length(sought)))


def _of_length(sought: tuple[bytes, ...]) -> Iterator[tuple[int, Words, bool]]:
    for length in sorted({len(number) for number in sought}):
        compared = min(length, _COMPARED)
        tails = [int.from_bytes(number[-compared:], "little") for number in sought if len(number) == length]
        yield compared, np.array(sorted(tails), np.uint64), length > _COMPARED


@lru_cache(maxsize=1)
def _is_word() -> Flags:
    return kinds(f"{string.ascii_letters}{string.digits}_")
