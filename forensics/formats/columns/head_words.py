"""The words before the stamps of many lines at once: where they end, and whether they are what a head takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

import numpy as np

from forensics.formats.columns.heads import ANY, BRACKETS, DASH, LISTED, PORT, Head, Word
from forensics.octets import Flags, Numbers, Octets, Words, each_octet, lowest, words_at

__all__ = ["behind_words"]

#: Words are looked at so many times eight octets at once, an address of version 4 in one go.
_WORD, _AT_ONCE, _LONGEST_WORD = 8, 2, 256
_NOWHERE = _AT_ONCE * _WORD
_TOP, _LOWEST, _BACKSLASHES, _ONES = each_octet(0x80), each_octet(0x2D), each_octet(0x5C), each_octet(1)
_OPEN, _CLOSE, _COLON, _ZERO, _NINE = 0x5B, 0x5D, 0x3A, 0x30, 0x39
_DASHES_AT_ONCE = 4
#: A port has at most so many digits, a listed word so many octets, and so many different ones are looked at.
_SHORTEST_IN_BRACKETS = 3
_PORT_DIGITS, _LISTED_WORDS, _MOST_LISTED = 5, 4, 24

_Behind = tuple[Numbers, Flags]


def behind_words(of: Octets, at: Numbers, head: Head) -> _Behind:
    """The place behind the words before each stamp, and whether they are such words: mostly an address and dashes."""
    fine = np.ones(len(at), np.bool_)
    words = list(head.words)
    leading = next((number for number, word in enumerate(words) if word.kind in (ANY, DASH)), len(words))
    if words[leading : leading + 1] == [Word(ANY)]:
        leading += 1
    at, fine = _word_by_word(of, at, words[:leading], fine, head.between)
    words = words[leading:]
    if not words:
        return at, fine
    if len(words) > _DASHES_AT_ONCE or not {word.kind for word in words} <= {ANY, DASH}:
        return _word_by_word(of, at, words, fine, head.between)
    dashes, mask = _dashes(len(words), head.between)
    other = np.flatnonzero((words_at(of, at, 1)[0] & mask) != dashes)
    behind = at + 2 * len(words)
    if len(other):
        behind[other], fine[other] = _word_by_word(of, at[other], words, fine[other], head.between)
    return behind, fine


def _dashes(count: int, between: str) -> tuple[np.uint64, np.uint64]:
    """Dashes, each with what parts words behind it, and their mask."""
    octets = f"-{between}".encode() * count
    return np.uint64(int.from_bytes(octets, "little")), np.uint64((1 << 8 * len(octets)) - 1)


def _word_by_word(of: Octets, at: Numbers, words: Sequence[Word], fine: Flags, between: str) -> _Behind:
    for word in words:
        at, sure = _behind_word(of, at, word, between)
        fine = fine & sure
    return at, fine


def _behind_word(of: Octets, at: Numbers, word: Word, between: str) -> _Behind:
    """The place behind the octet that ends each word, and whether the word is of that kind."""
    if word.kind == DASH:
        dash, mask = _dashes(1, between)
        return at + 2, (words_at(of, at, 1)[0] & mask) == dash
    if word.kind == LISTED:
        return _listed(of, at, word.pattern, between)
    if word.kind == BRACKETS:
        behind, fine = _any(of, at + 1, between)
        return behind, fine & (_octet(of, at) == _OPEN) & (_octet(of, behind - 2) == _CLOSE) & (
            behind - at > _SHORTEST_IN_BRACKETS
        )
    behind, fine = _any(of, at, between)
    return behind, fine & _with_port(of, at, behind - 1) if word.kind == PORT else fine


def _octet(of: Octets, at: Numbers) -> Octets:
    return of[np.clip(at, 0, len(of) - 1)]


def _any(of: Octets, at: Numbers, between: str) -> _Behind:
    """A word holds no octet below "-", no backslash and not what parts words, and begins with no bracket."""
    stop = _stop(of, at, partial(_not_of_words, between=each_octet(ord(between))))
    place = np.minimum(at + stop, len(of) - 1)
    return place + 1, (stop > 0) & (of[place] == ord(between)) & (_octet(of, at) != _OPEN)


def _not_of_words(words: Words, between: np.uint64) -> Words:
    """A mark in each octet that no word holds, or one higher in the same eight."""
    marks = ((words - _LOWEST) & ~words) | _equal(words, _BACKSLASHES)
    if between >= _LOWEST:
        marks |= _equal(words, between)
    return marks & _TOP


def _equal(words: Words, octet: np.uint64) -> Words:
    other = words ^ octet
    found: Words = (other - _ONES) & ~other & _TOP
    return found


def _stop(of: Octets, at: Numbers, marked: Callable[[Words], Words]) -> Numbers:
    """How far behind each place the first octet stands that is marked; -1 where none does."""
    stop = _first(marked, words_at(of, at, _AT_ONCE))
    rows = np.flatnonzero(stop == _NOWHERE)
    for passed in range(_NOWHERE, _LONGEST_WORD, _NOWHERE):
        if not len(rows):
            break
        ended = _first(marked, words_at(of, at[rows] + passed, _AT_ONCE))
        stop[rows] = np.where(ended < _NOWHERE, ended + passed, -1)
        rows = rows[ended == _NOWHERE]
    return stop


def _first(marked: Callable[[Words], Words], words: Words) -> Numbers:
    """The number of the first octet that is marked, of the words at each place; `_NOWHERE` where none is."""
    one, other = (marked(word) for word in words)
    behind = one == 0
    np.copyto(one, other, where=behind)
    first: Numbers = lowest(one) + behind * _WORD
    return first


def _with_port(of: Octets, at: Numbers, end: Numbers) -> Flags:
    """Whether words end in a colon and a number, with something before it."""
    place = end - 1
    digits = np.zeros(len(at), np.int64)
    for _ in range(_PORT_DIGITS):
        octet = _octet(of, place)
        is_digit = (octet >= _ZERO) & (octet <= _NINE)
        digits += is_digit & (digits == end - 1 - place)
        place = place - 1
    colon = end - 1 - digits
    fine: Flags = (digits > 0) & (colon > at) & (_octet(of, colon) == _COLON)
    return fine


def _listed(of: Octets, at: Numbers, pattern: str, between: str) -> _Behind:
    """Whether the pattern takes each word; different words are few."""
    stop = _stop(of, at, partial(_equal, octet=each_octet(ord(between))))
    length = np.clip(stop, 0, _LISTED_WORDS * 8)
    words = words_at(of, at, _LISTED_WORDS)
    for number, word in enumerate(words):
        np.bitwise_and(word, _up_to()[np.clip(length - number * 8, 0, 8)], out=word)
    fine, left = np.zeros(len(at), np.bool_), np.flatnonzero((stop >= 0) & (stop <= _LISTED_WORDS * 8))
    for _ in range(_MOST_LISTED):
        if not len(left):
            break
        one = words[:, left[0]]
        same = length[left] == length[left[0]]
        for number, word in enumerate(one):
            same &= words[number][left] == word
        fine[left[same]] = _takes(pattern, one.tobytes()[: int(length[left[0]])])
        left = left[~same]
    return at + stop + 1, fine


@lru_cache(maxsize=1)
def _up_to() -> Words:
    """Masks of so many octets of a word."""
    return np.array([(1 << 8 * count) - 1 for count in range(9)], np.uint64)


@lru_cache(maxsize=1024)
def _takes(pattern: str, word: bytes) -> bool:
    return word.isascii() and b"\\" not in word and re.fullmatch(pattern, word.decode()) is not None
