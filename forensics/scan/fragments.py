"""Lines that could name a file, found by their octets: those that hold a fragment of a name, or a part of one escaped.

A few fragments are sought one after the other. Of hundreds of names the few marks that they share are sought (`marks`),
and the names that a line's end cuts off (`cut_names`); hundreds of sizes are sought as numbers (`digits`).

Without stringzilla, and for what no mark finds, four octets of a fragment are compared with the four octets at every
place of a block, at every second, or at every fourth, as long as the fragment is; a fragment of seven octets has four
in a row that begin at a fourth place. Many of these cost no more than one: their fours are looked up in a table.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from forensics.octets import PIECE, Flags, Numbers, Octets, Words, kinds, octet_at, octets, pieces, words_at
from forensics.scan.cut_names import cut_names
from forensics.scan.digits import numbers
from forensics.scan.marks import marks
from forensics.scan.sought import CASE, Sought

try:
    from stringzilla import find  # a search at the speed of memory, of a machine's widest registers
except ImportError:  # no wheel for this machine: `_by_fours` finds the same
    find = None

__all__ = ["candidates"]

_Fours = NDArray[np.uint32]

_FOUR = 4
_CASES = np.uint64(0x2020202020202020)
#: So many fours are compared one by one; more are looked up.
_FEW = 16
#: So many fragments are sought one after the other; and if so many are met in a piece, all at once.
_FEW_TEXTS, _OFTEN = 8, 2_000
_TABLE_BITS = 18
_MULTIPLIER = np.uint32(0x9E3779B1)
#: Of a four that begins so many fragments no fragment is looked at.
_SHARED = 16
_LF, _PERCENT, _BACKSLASH, _SUBSTITUTE, _NOT_ASCII = 0x0A, 0x25, 0x5C, 0x1A, 0x80


@dataclass(frozen=True, slots=True)
class _View:
    """The fours that are sought at every fourth octet from one on, sorted; of each, where its fragments stand in the
    columns behind: how far before the four a fragment begins, its first eight octets, and which of them count."""

    fours: _Fours
    table: Flags | None  # by hash; None where the fours are few
    first: Numbers
    count: Numbers
    before: Numbers
    words: Words
    masks: Words


def candidates(of: Octets, ends: Numbers, others: Numbers, sought: Sought) -> Numbers | None:
    """The numbers (0-based) of the lines that could name a file or hold its size, and of some others; None where any
    line could. `ends` are the places of the line ends, `others` those of the octets that `Chunk.others` tells of.

    A name can be cut off where a line ends; one of hundreds is found there only if that is the end of the line judged.
    """
    if sought.anywhere:
        return None
    texts, digits = sought.octets, sought.digits
    found = [_odd(of, others, foreign=sought.foreign)]
    if len(texts) > _FEW_TEXTS:
        found.append(_named(of, ends, others, sought))
        texts = ()
    if len(digits) > _FEW_TEXTS:
        found.append(numbers(of, digits))
        digits = ()
    at: Numbers = np.concatenate([*found, _spelled(of, texts, digits)])
    lines: Numbers = np.unique(np.searchsorted(ends, at))
    return lines


# ---- as it is ------------------------------------------------------------------------------------


def _named(of: Octets, ends: Numbers, others: Numbers, sought: Sought) -> Numbers:
    """Where one of many names is spelled that has a fragment; also some other places."""
    unfinished = [len(of)] if len(of) and of[-1] != _LF else []
    cut = cut_names(of, np.append(ends, np.array(unfinished, np.int64)), others, sought.spelled)
    if cut is None:
        return _by_fours(of, sought.octets)
    shared = marks(sought.spelled)
    whole = shared.apply(of, _spelled(of, shared.texts))
    return np.concatenate([cut, whole, _spelled(of, shared.parts)])


def _spelled(of: Octets, fragments: tuple[bytes, ...], digits: tuple[bytes, ...] = ()) -> Numbers:
    """Where fragments begin, and numbers stand; also some that are not by themselves."""
    texts = fragments + digits
    if not texts:
        return np.empty(0, np.int64)
    if find is None or len(texts) > 2 * _FEW_TEXTS:
        return np.append(_by_fours(of, fragments), numbers(of, digits))
    longest = PIECE + max(map(len, texts)) - 1
    folded = bytearray(longest)
    found = [np.empty(0, np.int64)]
    for at, _ in pieces(of):
        piece = of[at : at + longest]
        np.bitwise_or(piece, np.uint8(CASE), out=octets(folded)[: len(piece)])
        hits = _finds(folded, texts, len(piece))
        if len(hits) > _OFTEN:  # as one octet after the other is told apart at less cost
            rest = np.append(_by_fours(of[at:], fragments), numbers(of[at:], digits))
            return np.concatenate([*found, rest + at])
        if hits:
            found.append(np.array(hits) + at)
    return np.concatenate(found)


def _finds(data: bytearray, texts: tuple[bytes, ...], end: int) -> list[int]:
    found = []
    for text in texts:
        at = find(data, text, 0, end)
        while at >= 0:
            found.append(at)
            at = find(data, text, at + 1, end)
    return found


def _by_fours(of: Octets, fragments: tuple[bytes, ...]) -> Numbers:
    """The same for any number of fragments, by numpy alone."""
    found = [np.empty(0, np.int64)]
    space = np.empty(PIECE, np.uint8)
    for offset, view in _views(fragments):
        for at, piece in pieces(of[offset:]):
            fours = _fours(piece, space)
            member = _member(fours, view)
            if member.any():
                hits = np.flatnonzero(member)
                found.append(_begun(of, hits * _FOUR + (at + offset), fours[hits], view))
    return np.concatenate(found)


def _fours(piece: Octets, space: Octets) -> _Fours:
    """The octets of a piece four by four, capital letters as small ones."""
    whole = space[: len(piece) // _FOUR * _FOUR]
    np.bitwise_or(piece[: len(whole)], np.uint8(CASE), out=whole)
    return whole.view("<u4")


def _member(fours: _Fours, view: _View) -> Flags:
    """Which of them are sought."""
    if view.table is not None:  # "clip" spares a look at each index, and none is outside
        found: Flags = view.table.take(_hash(fours), mode="clip")
        return found
    member, more = np.empty(len(fours), np.bool_), np.empty(len(fours), np.bool_)
    np.equal(fours, view.fours[0], out=member)
    for four in view.fours[1:]:
        np.equal(fours, four, out=more)
        np.logical_or(member, more, out=member)
    return member


def _hash(fours: _Fours) -> Numbers:
    index: Numbers = np.right_shift(fours * _MULTIPLIER, np.uint32(32 - _TABLE_BITS), dtype=np.int64, casting="unsafe")
    return index


def _begun(of: Octets, at: Numbers, fours: _Fours, view: _View) -> Numbers:
    """Where fragments begin of which fours stand at these places."""
    number = np.minimum(np.searchsorted(view.fours, fours), len(view.fours) - 1)
    same = view.fours[number] == fours
    at, number = at[same], number[same]
    shared = view.count[number] > _SHARED
    found = [at[shared]]
    at, number = at[~shared], number[~shared]
    for turn in range(int(view.count[number].max()) if len(number) else 0):
        left = view.count[number] > turn
        at, number = at[left], number[left]
        entry = view.first[number] + turn
        begin = at - view.before[entry]
        inside = begin >= 0
        begin, entry = begin[inside], entry[inside]
        word = words_at(of, begin, 1)[0] | _CASES
        found.append(begin[(word & view.masks[entry]) == view.words[entry]])
    return np.concatenate(found)


@lru_cache(maxsize=16)
def _views(fragments: tuple[bytes, ...]) -> tuple[tuple[int, _View], ...]:
    """The views of a block in which each of the fragments is found, by the octet from which each begins."""
    strides = {text: _stride(text) for text in fragments}
    entries = _entries(strides)
    found = []
    for offset in range(_FOUR):
        mine = [entry for text in fragments if offset % strides[text] == 0 for entry in entries[text]]
        if mine:
            found.append((offset, _view(mine)))
    return tuple(found)


def _stride(text: bytes) -> int:
    """The greatest step, 4, 2 or 1, at which four octets of a text are met whatever place it begins at."""
    return next(step for step in (4, 2, 1) if len(text) >= _FOUR + step - 1)


def _entries(strides: Mapping[bytes, int]) -> dict[bytes, list[tuple[bytes, int]]]:
    """Of each fragment as many fours in a row as its step, those that the fewest others hold, each with the octets
    before it."""
    common = Counter(text[at : at + _FOUR] for text in strides for at in range(len(text) - _FOUR + 1))
    found = {}
    for text, stride in strides.items():
        often = [common[text[at : at + _FOUR]] for at in range(len(text) - _FOUR + 1)]
        first = min(range(len(often) - stride + 1), key=lambda at: max(often[at : at + stride]))
        found[text] = [(text, before) for before in range(first, first + stride)]
    return found


def _view(entries: list[tuple[bytes, int]]) -> _View:
    rows = sorted((int.from_bytes(text[before : before + _FOUR], "little"), before, text) for text, before in entries)
    fours, first, count = np.unique(
        np.array([four for four, _, _ in rows], np.uint32), return_index=True, return_counts=True
    )
    table = None
    if len(fours) > _FEW:
        table = np.zeros(1 << _TABLE_BITS, np.bool_)
        table[_hash(fours)] = True
    heads = [text[:8] for _, _, text in rows]
    masks = [int.from_bytes(b"\xff" * len(head), "little") for head in heads]
    return _View(
        fours=fours,
        table=table,
        first=first,
        count=count,
        before=np.array([before for _, before, _ in rows], np.int64),
        words=np.array([int.from_bytes(head, "little") for head in heads], np.uint64),
        masks=np.array(masks, np.uint64),
    )


# ---- escaped -------------------------------------------------------------------------------------


def _odd(of: Octets, others: Numbers, *, foreign: bool) -> Numbers:
    """Where a part of a fragment can stand escaped, or in letters that are "s" or "k" in another case; where a name
    has no fragment but other characters, each of those, and every escape."""
    octet = of[others]
    if foreign:
        marks = (octet == _PERCENT) | (octet == _BACKSLASH) | (octet == _SUBSTITUTE) | (octet >= _NOT_ASCII)
        escapes: Numbers = others[marks]
        return escapes
    percent, slash, high = others[octet == _PERCENT], others[octet == _BACKSLASH], others[octet >= _NOT_ASCII]
    found = [slash[kinds("\\xXuU")[octet_at(of, slash + 1)]]]
    if len(percent):
        digits = _values()[octet_at(of, percent + 1)] * 16 + _values()[octet_at(of, percent + 2)]
        found.append(percent[_unreserved()[np.minimum(digits, 255)]])
    if len(high):
        word = words_at(of, high, 1)[0]
        long_s, kelvin = (word & np.uint64(0xFFFF)) == np.uint64(0xBFC5), (word & np.uint64(0xFFFFFF)) == 0xAA84E2
        found.append(high[long_s | kelvin])
    at: Numbers = np.concatenate(found)
    return at


@lru_cache(maxsize=1)
def _values() -> Numbers:
    """The value of each hexadecimal digit; of any other octet one that is none of a pair."""
    table = np.full(256, 256, np.int64)
    for digits in ("0123456789abcdef", "0123456789ABCDEF"):
        table[list(digits.encode())] = range(16)
    return table


@lru_cache(maxsize=1)
def _unreserved() -> Flags:
    """Which escapes can hide a part of a fragment: that of a character of one, or of "%" itself."""
    return kinds(f"{string.ascii_letters}{string.digits}._~-%")
