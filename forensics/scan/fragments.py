"""Lines that could name a file, found by their octets: those that hold a fragment of a name, or a part of one escaped.

Four octets of a fragment are compared with the four octets at every place of a block, at every second, or at every
fourth, as long as the fragment is; a fragment of seven octets has four in a row that begin at a fourth place. Many
fragments cost no more than one: their fours are looked up in a table.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from forensics.octets import PIECE, Flags, Numbers, Octets, octets, pieces, words_at
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
_PERCENT, _BACKSLASH, _SUBSTITUTE, _NOT_ASCII = 0x25, 0x5C, 0x1A, 0x80


@dataclass(frozen=True, slots=True)
class _View:
    """The fours that are sought at every fourth octet from one on, sorted; of each, where its fragments stand in the
    columns behind: how far before the four a fragment begins, its first eight octets, and which of them count."""

    fours: _Fours
    folded: bool  # whether letters are among them
    table: Flags | None  # by hash; None where the fours are few
    first: Numbers
    count: Numbers
    before: Numbers
    words: NDArray[np.uint64]
    masks: NDArray[np.uint64]
    behind: Numbers  # of a number, so many octets behind its beginning no word goes on; 0 for any other text


def candidates(of: Octets, ends: Numbers, others: Numbers, sought: Sought) -> Numbers | None:
    """The numbers (0-based) of the lines that could name a file or hold its size, and of some others; None where any
    line could. `ends` are the places of the line ends, `others` those of the octets that `Chunk.others` tells of."""
    if sought.anywhere:
        return None
    spelled = _spelled(of, sought.octets, sought.digits)
    at: Numbers = np.concatenate([spelled, _odd(of, others, foreign=sought.foreign)])
    lines: Numbers = np.unique(np.searchsorted(ends, at))
    return lines


# ---- as it is ------------------------------------------------------------------------------------


def _spelled(of: Octets, fragments: tuple[bytes, ...], numbers: tuple[bytes, ...] = ()) -> Numbers:
    """Where fragments begin, and numbers that stand by themselves; also some that do not."""
    texts = fragments + numbers
    if not texts:
        return np.empty(0, np.int64)
    if find is None or len(texts) > _FEW_TEXTS:
        return _by_fours(of, fragments, numbers)
    folded = bytearray(PIECE + max(map(len, texts)) - 1)
    found: list[int] = []
    for at, _ in pieces(of):
        piece = of[at : at + len(folded)]
        np.bitwise_or(piece, np.uint8(CASE), out=octets(folded)[: len(piece)])
        hits = [at + place for text in texts for place in _finds(folded, text, len(piece))]
        if len(hits) > _OFTEN:  # as one octet after the other is told apart at less cost
            return np.append(_by_fours(of[at:], fragments, numbers) + at, found)
        found += hits
    return np.array(found, np.int64)


def _finds(data: bytearray, text: bytes, end: int) -> Iterator[int]:
    at = find(data, text, 0, end)
    while at >= 0:
        yield at
        at = find(data, text, at + 1, end)


def _by_fours(of: Octets, fragments: tuple[bytes, ...], numbers: tuple[bytes, ...] = ()) -> Numbers:
    """The same for any number of them, by numpy alone."""
    found = [np.empty(0, np.int64)]
    folded = np.empty(PIECE, np.uint8)
    for offset, view in _views(fragments, numbers):
        for at, piece in pieces(of[offset:]):
            fours = _fours(piece, folded, view)
            member = _member(fours, view)
            if member.any():
                hits = np.flatnonzero(member)
                found.append(_begun(of, hits * _FOUR + (at + offset), fours[hits], view))
    return np.concatenate(found)


def _fours(piece: Octets, folded: Octets, view: _View) -> _Fours:
    """The octets of a piece four by four, capital letters as small ones where letters are sought."""
    whole = folded[: len(piece) // _FOUR * _FOUR]
    if view.folded:
        np.bitwise_or(piece[: len(whole)], np.uint8(CASE), out=whole)
    else:
        np.copyto(whole, piece[: len(whole)])
    return whole.view("<u4")


def _member(fours: _Fours, view: _View) -> Flags:
    """Which of them are sought."""
    if view.table is not None:
        found: Flags = view.table[_hash(fours)]
        return found
    member, more = np.empty(len(fours), np.bool_), np.empty(len(fours), np.bool_)
    np.equal(fours, view.fours[0], out=member)
    for four in view.fours[1:]:
        np.equal(fours, four, out=more)
        np.logical_or(member, more, out=member)
    return member


def _hash(fours: _Fours) -> _Fours:
    return (fours * _MULTIPLIER) >> np.uint32(32 - _TABLE_BITS)


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
        match = (word & view.masks[entry]) == view.words[entry]
        found.append(_apart(of, begin[match], view.behind[entry[match]]))
    return np.concatenate(found)


def _apart(of: Octets, begin: Numbers, behind: Numbers) -> Numbers:
    """The places, but for numbers that are a part of a longer word."""
    word = _kinds(f"{string.ascii_letters}{string.digits}_")
    inside = (behind > 0) & ((begin > 0) & word[of[begin - 1]] | word[_octet(of, begin + behind)])
    apart: Numbers = begin[~inside]
    return apart


@lru_cache(maxsize=16)
def _views(fragments: tuple[bytes, ...], numbers: tuple[bytes, ...]) -> tuple[tuple[int, _View], ...]:
    """The views of a block in which each of the texts is found, by the octet from which each begins."""
    texts = fragments + numbers
    strides = {text: _stride(text) for text in texts}
    found = []
    for offset in range(_FOUR):
        mine = [text for text in texts if offset % strides[text] == 0]
        if mine:
            entries = [(text, before) for text in mine for before in range(strides[text])]
            found.append((offset, _view(entries, frozenset(numbers))))
    return tuple(found)


def _stride(text: bytes) -> int:
    """The greatest step, 4, 2 or 1, at which four octets of a text are met whatever place it begins at."""
    return next(step for step in (4, 2, 1) if len(text) >= _FOUR + step - 1)


def _view(entries: list[tuple[bytes, int]], numbers: frozenset[bytes]) -> _View:
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
        folded=not all(text.isdigit() for text, _ in entries),
        table=table,
        first=first,
        count=count,
        before=np.array([before for _, before, _ in rows], np.int64),
        words=np.array([int.from_bytes(head, "little") for head in heads], np.uint64),
        masks=np.array(masks, np.uint64),
        behind=np.array([len(text) if text in numbers else 0 for _, _, text in rows], np.int64),
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
    found = [slash[_kinds("\\xXuU")[_octet(of, slash + 1)]]]
    if len(percent):
        digits = _values()[_octet(of, percent + 1)] * 16 + _values()[_octet(of, percent + 2)]
        found.append(percent[_unreserved()[np.minimum(digits, 255)]])
    if len(high):
        word = words_at(of, high, 1)[0]
        long_s, kelvin = (word & np.uint64(0xFFFF)) == np.uint64(0xBFC5), (word & np.uint64(0xFFFFFF)) == 0xAA84E2
        found.append(high[long_s | kelvin])
    at: Numbers = np.concatenate(found)
    return at


def _octet(of: Octets, at: Numbers) -> Octets:
    """The octet at each place; zero behind the end."""
    return np.where(at < len(of), of[np.minimum(at, len(of) - 1)], np.uint8(0))


@lru_cache(maxsize=8)
def _kinds(characters: str) -> Flags:
    table = np.zeros(256, np.bool_)
    table[list(characters.encode())] = True
    return table


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
    return _kinds(f"{string.ascii_letters}{string.digits}._~-%")
