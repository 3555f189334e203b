"""Lines whose time stamp is read as that of the line before them, told by their octets alone.

What a line holds before its stamp and in it decides its minute. Where that is words between blanks, and then the
very octets of the line before but for digits below the minute, the minute is that of the line before: no pattern
need be matched to know it. What cannot be proved so is left to `minute`, line by line.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forensics.formats.templates.stamps import Stamp
from forensics.octets import Flags, Numbers, Octets, Words, lowest, words_at

__all__ = ["Anchor", "Runs", "anchor_of", "runs_of"]

_ANY, _DASH = "w", "d"
#: What stands before a stamp: patterns that take any word without quotes, backslashes and opening brackets, and
#: those of which only a dash is taken for granted.
_WORDS = {
    r"[^ ,\x22\[][^ ,\x22]*": _ANY,
    r'[^" \\]*': _ANY,
    '[^" ]*': _ANY,
    "[^ ]*": _ANY,
    r'(?:"(?:[^"\\]|\\.)*"|\[[^\]"]*\](?::[0-9]+)?|[^"\[ ][^" ]*|)': _ANY,
    r'(?:"[^"]*"|\[[^\]"]*\](?::[0-9]+)?|[^"\[ ][^" ]*|)': _ANY,
    r"(?:[^ ,:\"0-9][^ ,:\"]*|[0-9]+|)": _DASH,
    r"\-": _DASH,
}
#: A quote or bracket that stands before a stamp, or may.
_MARKS = (r"\[", r'["\[\]]?', '"?')
_HEAD = re.compile(rf"\^((?:[{_ANY}{_DASH}] )*)")
#: What ends a stamp, whatever its last part could take besides; and a last part that is literal text, behind which
#: anything may stand.
_BEHIND, _LITERAL = r"(?=[^0-9A-Za-z:.,+-])", re.compile(r"\(\?:(?:\\\W|[^\w\\\[\](){}?*+|.^$])+\)")
_LONGEST = 64
#: Lines looked at together.
_LINES = 16384
#: Words before a stamp are looked at so many times eight octets at once, an address of version 4 in one go.
_AT_ONCE, _LONGEST_WORD = 2, 256


def _each(octet: int) -> np.uint64:
    """A word of eight equal octets."""
    return np.uint64(octet * 0x0101010101010101)


_TOP, _LOWEST, _BACKSLASHES, _ONES = _each(0x80), _each(0x2D), _each(0x5C), _each(1)
_HIGH_HALF, _DIGIT, _OVER_NINE = _each(0xF0), _each(0x30), _each(0x06)
_WHOLE = (1 << 64) - 1
#: A pattern that asks for no digit in particular takes all or none.
_SHAPE = bytes.maketrans(b"0123456789", b"0" * 10)
_LITERAL_DIGIT = re.compile(r"\[[^\]]*\]|\{[^}]*\}|\\x..|[^0-9]")
_BLANK, _OPEN = 0x20, 0x5B
_DASHES_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a stamp stands in lines like one of them, and what it looks like there.

    `kept` and `digits` are words of the length of the stamp: octets that are equal in lines of one minute, and
    digits below it.
    """

    words: str  # before the stamp, one character each
    pattern: str  # of the stamp
    end: int  # of the stamp
    length: int  # with the octet behind it, if that tells where the stamp ends
    below: tuple[tuple[int, int], ...]  # where the digits below the minute stand
    kept: tuple[int, ...]
    digits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of neighbouring lines that are read as the first of them: its number, and whether that is proved of
    the others; a line of which nothing is proved stands alone. The stamps are those of the first lines, as they
    stand there."""

    first: Numbers
    proved: Flags
    stamps: tuple[bytes, ...]  # of the runs that are proved


@functools.lru_cache(maxsize=256)
def _before(head: str) -> tuple[str, str] | None:
    """The words of a head, and the pattern of a mark that opens the stamp; None where it holds anything else."""
    for pattern in sorted(_WORDS, key=len, reverse=True):
        head = head.replace(pattern, _WORDS[pattern])
    opening = next((mark for mark in _MARKS if head.endswith(mark)), "")
    found = _HEAD.fullmatch(head.removesuffix(opening))
    return (found[1].replace(" ", ""), opening) if found else None


def anchor_of(stamps: Sequence[Stamp], line: str) -> Anchor | None:
    """Where the stamp of lines like this one stands; None where it stands at no place that octets can prove."""
    for number, stamp in enumerate(stamps):
        before = _before(stamp.head)
        if before is None or not line.isascii():
            return None
        words, opening = before
        at = sum(len(word) + 1 for word in line.split(" ")[: len(words)])
        literal = bool(_LITERAL.fullmatch(stamp.body[-1]))
        pattern = opening + "".join(stamp.body) + ("" if literal else _BEHIND)
        found = re.compile(pattern).match(line + "\n", at)
        if found is None:
            continue
        window = (line + "\n")[at : found.end() + (not literal)]
        if (
            len(window) > _LONGEST
            or _LITERAL_DIGIT.sub("", pattern)
            or not all(_misses(earlier, words, window) for earlier in stamps[:number])
        ):
            return None
        below = _below(found, at)
        kept, digits = _masks(window, below)
        return Anchor(words, pattern, found.end() - at, len(window), below, kept, digits)
    return None


def _misses(stamp: Stamp, words: str, window: str) -> bool:
    """Whether a stamp reads no line whose stamp looks like this: it parts its elements by another character."""
    before = _before(stamp.head)
    if before is None or before[0] != words:
        return False
    for number, element in enumerate(stamp.body):
        found = re.match(before[1] + "".join(stamp.body[:number]), window)
        single = re.fullmatch(r"\(\?:\\?([^A-Za-z0-9])\)", element)
        if single and found and found.end() < len(window) and window[found.end()] != single[1]:
            return True
    return False


def _masks(window: str, below: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The octets of a stamp to compare, and those that must be digits, as words of eight."""
    size = -(-len(window) // 8) * 8
    kept, digits = bytearray(size), bytearray(size)
    kept[: len(window)] = b"\xff" * len(window)
    for start, end in below:
        for place in range(start, end):
            if window[place].isdigit():
                kept[place], digits[place] = 0, 0xFF
    words = range(0, size, 8)
    return tuple(int.from_bytes(kept[at : at + 8], "little") for at in words), tuple(
        int.from_bytes(digits[at : at + 8], "little") for at in words
    )


def runs_of(of: Octets, starts: Numbers, ends: Numbers, anchor: Anchor) -> Runs:
    """The runs among lines, given where each begins and where it ends (that of its LF)."""
    firsts, proofs = [], []
    before: Words | None = None
    for at in range(0, len(starts), _LINES):
        first, proved, before = _some_runs(of, starts[at : at + _LINES], ends[at : at + _LINES], anchor, before)
        firsts.append(first + at)
        proofs.append(proved)
    if not firsts:
        return Runs(np.empty(0, np.int64), np.empty(0, np.bool_), ())
    return _shaped(of, starts, np.concatenate(firsts), np.concatenate(proofs), anchor)


def _some_runs(
    of: Octets, starts: Numbers, ends: Numbers, anchor: Anchor, before: Words | None
) -> tuple[Numbers, Flags, Words | None]:
    """The first lines of runs, whether each is proved, and the stamp of the last line if that is."""
    at, fine = _behind_words(of, starts, anchor.words)
    fine &= at + anchor.length <= ends + 1
    key = words_at(of, at, len(anchor.kept))
    new = np.ones(len(starts), np.bool_)
    changed = np.zeros(len(starts) - 1, np.bool_)
    for word, kept, digits in zip(key, anchor.kept, anchor.digits, strict=True):
        if digits:
            mask = np.uint64(digits)
            digit = (word & mask) ^ (mask & _DIGIT)
            fine &= ((digit | (digit + (mask & _OVER_NINE))) & (mask & _HIGH_HALF)) == 0
        if kept != _WHOLE:
            np.bitwise_and(word, np.uint64(kept), out=word)
        changed |= word[1:] != word[:-1]
    changed |= ~(fine[1:] & fine[:-1])
    new[1:] = changed
    new[0] = not (before is not None and fine[0] and bool((before == key[:, 0]).all()))
    first = np.flatnonzero(new)
    return first, fine[first], key[:, -1].copy() if fine[-1] else None


def _behind_words(of: Octets, at: Numbers, words: str) -> tuple[Numbers, Flags]:
    """The place behind the words before each stamp, and whether they are such words: mostly an address and dashes."""
    fine = np.ones(len(at), np.bool_)
    if words[:1] == _ANY:
        at, fine = _behind_word(of, at)
        words = words[1:]
    if not words:
        return at, fine
    dashes, mask = _dashes(len(words))
    some = (words_at(of, at, 1)[0] & mask) != dashes
    other = np.flatnonzero(some) if len(words) <= _DASHES_AT_ONCE else np.arange(len(at))
    behind = at + 2 * len(words)
    if len(other):
        behind[other], fine[other] = _word_by_word(of, at[other], words, fine[other])
    return behind, fine


def _dashes(count: int) -> tuple[np.uint64, np.uint64]:
    """Dashes, each with a blank behind it, and their mask."""
    octets = b"- " * min(count, _DASHES_AT_ONCE)
    return np.uint64(int.from_bytes(octets, "little")), np.uint64((1 << 8 * len(octets)) - 1)


def _word_by_word(of: Octets, at: Numbers, words: str, fine: Flags) -> tuple[Numbers, Flags]:
    dashes, mask = _dashes(1)
    for word in words:
        if word == _DASH:
            fine &= (words_at(of, at, 1)[0] & mask) == dashes
            at = at + 2
        else:
            at, ended = _behind_word(of, at)
            fine &= ended
    return at, fine


def _behind_word(of: Octets, at: Numbers) -> tuple[Numbers, Flags]:
    """The place behind the blank that ends each word; a word holds no octet below "-" and no backslash, and begins
    with no bracket."""
    stop = _first_stop(words_at(of, at, _AT_ONCE))
    rows = np.flatnonzero(stop < 0)
    for passed in range(_AT_ONCE * 8, _LONGEST_WORD, _AT_ONCE * 8):
        if not len(rows):
            break
        ended = _first_stop(words_at(of, at[rows] + passed, _AT_ONCE))
        stop[rows] = np.where(ended >= 0, ended + passed, -1)
        rows = rows[ended < 0]
    place = np.minimum(at + stop, len(of) - 1)
    fine = (stop > 0) & (of[place] == _BLANK) & (of[np.minimum(at, len(of) - 1)] != _OPEN)
    return place + 1, fine


def _first_stop(words: Words) -> Numbers:
    """The number of the first octet that no word holds, of the words at each place; -1 where there is none."""
    stop = np.full(words.shape[1], -1)
    for number in reversed(range(len(words))):
        word = words[number]
        slash = word ^ _BACKSLASHES
        marks = (((word - _LOWEST) & ~word) | ((slash - _ONES) & ~slash)) & _TOP
        stop = np.where(marks != 0, lowest(marks) + number * 8, stop)
    return stop


def _shaped(of: Octets, starts: Numbers, first: Numbers, proved: Flags, anchor: Anchor) -> Runs:
    """The runs, those whose stamp is of another shape than the anchor's told apart into their lines."""
    heads = np.flatnonzero(proved)
    at, _ = _behind_words(of, starts[first[heads]], anchor.words)
    stamps = [of[place : place + anchor.length].tobytes() for place in at.tolist()]
    shaped = proved.copy()
    shaped[heads] = [_has_shape(stamp.translate(_SHAPE), anchor) for stamp in stamps]
    fitting = tuple(stamp for stamp, fits in zip(stamps, shaped[heads].tolist(), strict=True) if fits)
    return _apart(Runs(first, shaped, fitting), proved, len(starts))


@functools.lru_cache(maxsize=4096)
def _has_shape(window: bytes, anchor: Anchor) -> bool:
    """Whether a stamp, all digits of it made one, has its parts where the anchor's has them."""
    found = re.match(anchor.pattern, window.decode()) if window.isascii() else None
    return found is not None and found.end() == anchor.end and _below(found, 0) == anchor.below


def _below(found: re.Match[str], at: int) -> tuple[tuple[int, int], ...]:
    """Where the parts below the minute stand in a stamp that begins at a place."""
    spans = (found.span(group + 1) for group in range(found.re.groups))
    return tuple((start - at, end - at) for start, end in spans if end > start)


def _apart(runs: Runs, proved: Flags, count: int) -> Runs:
    """The runs; each line of one that was proved but is not of the shape stands alone."""
    wrong = proved & ~runs.proved
    if not wrong.any():
        return runs
    times = np.where(wrong, np.diff(np.append(runs.first, count)), 1)
    every = np.repeat(runs.first, times) + (np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times))
    return Runs(every, np.repeat(runs.proved, times), runs.stamps)
