"""Runs of neighbouring lines whose time stamp is read as that of the first of them, told by their octets alone (see
`anchors`)."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from forensics.formats.columns.anchors import Anchor, spans_of
from forensics.formats.columns.head_words import behind_words
from forensics.octets import Flags, Numbers, Octets, Words, each_octet, find_all, words_at

__all__ = ["Runs", "runs_of"]

#: Lines looked at together; the first few soon tell whether more is worth it.
_LINES, _FIRST_LINES = 16384, 1024
_WHOLE = (1 << 64) - 1
_SHAPE = bytes.maketrans(b"0123456789", b"0" * 10)
_MINUTE, _WORD = 60, 8
#: Of the first lines, and of all, at most so many may begin a run: reading every line costs less than more of them.
_MOST_RUNS = 0.5


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of neighbouring lines that are read as the first of them: its number, and whether that is proved of
    the others; a line of which nothing is proved stands alone. The stamps are those of the first lines, as they
    stand there."""

    first: Numbers
    proved: Flags
    stamps: tuple[bytes, ...]  # of the runs that are proved


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where lines begin and end (at their LF), in what octets, of which anything may be proved, and where the key
    stands that the anchor tells of."""

    of: Octets
    starts: Numbers
    ends: Numbers
    fine: Flags
    keys: Numbers

    def part(self, at: int, end: int) -> _Lines:
        """Some of the lines."""
        return _Lines(self.of, self.starts[at:end], self.ends[at:end], self.fine[at:end], self.keys)


def runs_of(data: bytes, bounds: tuple[Numbers, Numbers], anchor: Anchor, *, fine: Flags | None = None) -> Runs | None:
    """The runs among the lines of a block, given where each begins and where it ends (that of its LF); None where
    there are too many, or what the anchor tells may not hold. Of lines that are not `fine` nothing is proved."""
    of = np.frombuffer(data, np.uint8)
    if any(data.find(key.encode()) >= 0 for key in anchor.absent):
        return None
    keys = find_all(data, anchor.key.encode()) if anchor.key else np.empty(0, np.int64)
    lines = _Lines(of, *bounds, np.ones(len(bounds[0]), np.bool_) if fine is None else fine, keys)
    firsts, proofs = [], []
    before: Words | None = None
    begins = [0, *range(_FIRST_LINES, len(lines.starts), _LINES)] if len(lines.starts) else []
    for at, end in pairwise([*begins, len(lines.starts)]):
        first, proved, before = _some_runs(lines.part(at, end), anchor, before)
        firsts.append(first + at)
        proofs.append(proved)
        if sum(map(len, firsts)) > end * _MOST_RUNS:
            return None
    if not firsts:
        return None
    return _shaped(lines, np.concatenate(firsts), np.concatenate(proofs), anchor)


def _some_runs(lines: _Lines, anchor: Anchor, before: Words | None) -> tuple[Numbers, Flags, Words | None]:
    """The first lines of runs, whether each is proved, and the stamp of the last line if that is."""
    at, fine = _stamps_at(lines, anchor)
    fine &= at + anchor.stamp.length <= lines.ends + 1
    key = words_at(lines.of, at, len(anchor.stamp.kept))
    fine &= anchor.stamp.holds_digits(key)
    for word, kept in zip(key, anchor.stamp.kept, strict=True):
        if kept != _WHOLE:
            np.bitwise_and(word, np.uint64(kept), out=word)
    if anchor.epoch is not None:
        start, end = anchor.epoch
        key = np.vstack([key, _minutes(lines.of, np.where(fine, at, 0) + start, end - start)])
    new = np.ones(len(at), np.bool_)
    changed = ~(fine[1:] & fine[:-1])
    for word in key:
        changed |= word[1:] != word[:-1]
    new[1:] = changed
    new[0] = not (before is not None and fine[0] and bool((before == key[:, 0]).all()))
    first = np.flatnonzero(new)
    return first, fine[first], key[:, -1].copy() if fine[-1] else None


def _stamps_at(lines: _Lines, anchor: Anchor) -> tuple[Numbers, Flags]:
    """Where the stamp of each line begins, with what opens it, and whether that is sure."""
    at, fine = lines.starts, lines.fine
    if anchor.before.length:
        fine = fine & anchor.before.fits(words_at(lines.of, at, len(anchor.before.kept)))
        at = at + anchor.before.length
    if not anchor.key:
        behind, sure = behind_words(lines.of, at, anchor.head)
        return behind, sure & fine
    number = np.searchsorted(lines.keys, at)
    places = np.append(lines.keys, [len(lines.of)] * 2)
    if anchor.once:
        fine = fine & (places[number + 1] >= lines.ends)
    return places[number] + len(anchor.key), fine


def _minutes(of: Octets, at: Numbers, digits: int) -> Words:
    """The minute since 1970 that so many digits, of seconds, tell at each place."""
    number = _eight_digits(words_at(of, at, 1)[0]).astype(np.int64)
    for place in range(_WORD, digits):
        number = number * 10 + (of[np.minimum(at + place, len(of) - 1)] & 0x0F)
    return (number // _MINUTE).astype(np.uint64)


def _eight_digits(words: Words) -> Words:
    """The numbers that eight digits each write: neighbours are put together, pair by pair."""
    for ten, bits, mask in ((10, 8, 0x00FF00FF00FF00FF), (100, 16, 0x0000FFFF0000FFFF), (10_000, 32, 0xFFFFFFFF)):
        words = words & (each_octet(0x0F) if bits == _WORD else np.uint64(_WHOLE))
        words = (words * np.uint64(ten) + (words >> np.uint64(bits))) & np.uint64(mask)
    return words


def _shaped(lines: _Lines, first: Numbers, proved: Flags, anchor: Anchor) -> Runs:
    """The runs, those whose stamp is of another shape than the anchor's told apart into their lines."""
    heads = np.flatnonzero(proved)
    rows = first[heads]
    at, _ = _stamps_at(_Lines(lines.of, lines.starts[rows], lines.ends[rows], lines.fine[rows], lines.keys), anchor)
    stamps = [lines.of[place : place + anchor.stamp.length].tobytes() for place in at.tolist()]
    shapes = [stamp.translate(_SHAPE) for stamp in stamps]
    fits = {shape: _has_shape(shape, anchor) for shape in set(shapes)}
    shaped = proved.copy()
    shaped[heads] = [fits[shape] for shape in shapes]
    fitting = tuple(stamp for stamp, shape in zip(stamps, shapes, strict=True) if fits[shape])
    return _apart(Runs(first, shaped, fitting), proved, len(lines.starts))


@functools.lru_cache(maxsize=4096)
def _has_shape(window: bytes, anchor: Anchor) -> bool:
    """Whether a stamp, all digits of it made one, has its parts where the anchor's has them."""
    if not window.isascii():
        return False
    text = window.decode()
    found = re.match(anchor.pattern, text.replace(r"\"", '"') if anchor.closing else text)
    return found is not None and found.end() == anchor.end and spans_of(found, 0) == anchor.spans


def _apart(runs: Runs, proved: Flags, count: int) -> Runs:
    """The runs; each line of one that was proved but is not of the shape stands alone."""
    wrong = proved & ~runs.proved
    if not wrong.any():
        return runs
    times = np.where(wrong, np.diff(np.append(runs.first, count)), 1)
    every = np.repeat(runs.first, times) + (np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times))
    return Runs(every, np.repeat(runs.proved, times), runs.stamps)
