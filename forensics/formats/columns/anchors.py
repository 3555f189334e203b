"""Where the time stamp of a line stands and what it looks like there, so that octets alone tell which lines are read as
the line before them (`stamp_runs`).

What a line holds before its stamp and in it decides its minute. Where that is words between known octets, or the one
key of an object, and then the very octets of the line before but for digits below the minute, the minute is that of the
line before: no pattern need be matched to know it. What cannot be proved so is left to `minute`, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from forensics.formats.columns.heads import Head, head_of
from forensics.formats.templates.stamps import Stamp
from forensics.formats.templates.strftime import EPOCH
from forensics.octets import Flags, Words, each_octet

__all__ = ["Anchor", "Mask", "anchor_of", "in_text", "mask", "spans_of"]

#: What ends a stamp, whatever its last part could take besides, and one whose last parts tell nothing; and a last part
#: that is literal text, behind which anything may stand.
_BEHIND, _BEHIND_DIGITS = r"(?=[^0-9A-Za-z:.,+-])", "(?=[^0-9])"
_LITERAL = re.compile(r"\(\?:(?:\\\W|[^\w\\\[\](){}?*+|.^$])+\)")
_LONGEST = 64
#: A pattern that asks for no digit in particular takes all or none.
_LITERAL_DIGIT = re.compile(r"\[[^\]]*\]|\{[^}]*\}|\\x..|[^0-9]")
#: So many octets of a key, its quotes among them, can be sought.
_SHORTEST_KEY = 4
#: What stands between a key of an object and its value.
_BEHIND_KEY = r'\s*:\s*"?'
_EPOCH, _NAMED_EPOCH = f"(?:{EPOCH.pattern})", f"(?P<epoch>{EPOCH.pattern})"
_DIGITS = re.compile(r"\(\?:\[0-9\]\{([0-9]+)(?:,[0-9]+)?\}\)|\(\[0-9\]\{([0-9]+)(?:,[0-9]+)?\}\)")

_HIGH_HALF, _DIGIT, _OVER_NINE = each_octet(0xF0), each_octet(0x30), each_octet(0x06)

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Mask:
    """Octets at one place of many lines, as words of eight: which to compare (`kept`), what one line has there
    (`octets`), and which must be digits."""

    length: int = 0
    kept: tuple[int, ...] = ()
    octets: tuple[int, ...] = ()
    digits: tuple[int, ...] = ()

    def fits(self, words: Words) -> Flags:
        """Whether the words at many places are those of the one line, but for digits."""
        fine = self.holds_digits(words)
        for word, kept, octets in zip(words, self.kept, self.octets, strict=True):
            fine &= (word & np.uint64(kept)) == np.uint64(octets)
        return fine

    def holds_digits(self, words: Words) -> Flags:
        """Whether digits stand where they must."""
        fine = np.ones(words.shape[1], np.bool_)
        for word, digits in zip(words, self.digits, strict=True):
            if digits:
                one = np.uint64(digits)
                digit = (word & one) ^ (one & _DIGIT)
                fine &= ((digit | (digit + (one & _OVER_NINE))) & (one & _HIGH_HALF)) == 0
        return fine


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a stamp stands in lines like one of them, and what it looks like there.

    It stands behind what a wrapper has put before the line (`before`), and then behind words, or behind a key wherever
    in the line that is. `stamp` compares the octets that are equal in lines of one minute.
    """

    head: Head
    key: str  # of an object; "" where the stamp stands behind words
    once: bool  # whether the key must stand there only once
    absent: tuple[str, ...]  # keys that must stand nowhere in the lines: what is behind them would be read first
    pattern: str  # of the stamp
    end: int  # of the stamp
    spans: Spans  # where digits below the minute stand, and those of an epoch
    epoch: tuple[int, int] | None  # where the seconds since 1970 stand, of which the minute is told
    window: str  # the stamp of the line, with the octet behind it, if that tells where the stamp ends
    stamp: Mask
    before: Mask = Mask()
    closing: Mask | None = None  # of an object whose text the line is; then `stamp` is written with its escapes


def in_text(anchor: Anchor, closing: Mask) -> Anchor | None:
    """The same anchor for lines that are texts of JSON, where each quote has a backslash before it; None where one
    stands before a part of the stamp."""
    first = anchor.window.find('"')
    if anchor.key or 0 <= first < max(end for _, end in (*anchor.spans, (0, 0))):
        return None
    return replace(anchor, stamp=mask(anchor.window.replace('"', r"\""), anchor.spans), closing=closing)


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands before a stamp."""

    head: Head
    key: str


def anchor_of(stamps: Sequence[Stamp], line: str) -> Anchor | None:
    """Where the stamp of lines like this one stands; None where it stands at no place that octets can prove."""
    if not line.isascii():
        return None
    absent: dict[str, None] = {}
    earlier: list[Stamp] = []
    for stamp in stamps:
        place = _place(stamp)
        if place is None:
            return None
        if place.key and place.key not in line:
            absent[place.key] = None
            continue
        anchor = _anchored(stamp, place, line, tuple(absent), earlier)
        if anchor is not None:
            return anchor
        earlier.append(stamp)
    return None


def _place(stamp: Stamp) -> _Place | None:
    head = head_of(stamp.head)
    if head is not None:
        return _Place(head, "")
    quoted, behind, rest = stamp.head.partition(_BEHIND_KEY)
    key = re.sub(r"\\(\W)", r"\1", quoted)
    if not behind or rest or len(key) < _SHORTEST_KEY or not (key.isascii() and re.fullmatch(quoted, key)):
        return None
    return _Place(Head((), "", behind), key)


def _anchored(
    stamp: Stamp, place: _Place, line: str, absent: tuple[str, ...], earlier: Sequence[Stamp]
) -> Anchor | None:
    """The anchor of a stamp where the line holds it there; None where it does not, or octets prove nothing."""
    pattern, behind = _pattern(stamp, place.head)
    at = _begin(place, line)
    found = re.compile(pattern).match(line + "\n", at)
    if found is None:
        return None
    window = (line + "\n")[at : found.end() + behind]
    if len(window) > _LONGEST or _LITERAL_DIGIT.sub("", pattern):
        return None
    if not all(_misses(one, place, window) for one in earlier):
        return None
    spans = spans_of(found, at)
    epoch = found.span("epoch") if "epoch" in found.re.groupindex else None
    return Anchor(
        head=place.head,
        key=place.key,
        once=bool(earlier),
        absent=absent,
        pattern=pattern,
        end=found.end() - at,
        spans=spans,
        epoch=(epoch[0] - at, epoch[1] - at) if epoch else None,
        window=window,
        stamp=mask(window, spans),
    )


def _pattern(stamp: Stamp, head: Head) -> tuple[str, bool]:
    """The pattern of a stamp with what opens it, and whether the octet behind it counts too. Last parts below the
    minute that need not be there are left out: they tell nothing and hinder nothing."""
    body = list(stamp.body)
    while len(body) > 1 and body[-1].startswith("((") and re.fullmatch(body[-1], ""):
        body.pop()
    text = head.opening + "".join(body).replace(_EPOCH, _NAMED_EPOCH, 1)
    if len(body) < len(stamp.body) or _DIGITS.fullmatch(body[-1]):
        return text + _BEHIND_DIGITS, True
    literal = bool(_LITERAL.fullmatch(body[-1]))
    return text + ("" if literal else _BEHIND), not literal


def _begin(place: _Place, line: str) -> int:
    """Where the stamp of a line begins, with what opens it."""
    if place.key:
        return line.index(place.key) + len(place.key)
    words = line.split(place.head.between)[: len(place.head.words)]
    return sum(len(word) + 1 for word in words)


def _misses(stamp: Stamp, place: _Place, window: str) -> bool:
    """Whether a stamp reads no line whose stamp looks like this: it parts its elements by another character, or needs
    more digits to begin with."""
    if _place(stamp) != place:
        return False
    opened = re.match(place.head.opening, window)
    if opened is None:
        return False
    text = window[opened.end() :]
    digits = len(text) - len(text.lstrip("0123456789"))
    if digits < len(text) and digits < _leading_digits(stamp.body):
        return True
    for number, element in enumerate(stamp.body):
        found = re.match("".join(stamp.body[:number]), text)
        single = re.fullmatch(r"\(\?:\\?([^A-Za-z0-9])\)", element)
        if single and found and found.end() < len(text) and text[found.end()] != single[1]:
            return True
    return False


def _leading_digits(body: Sequence[str]) -> int:
    """With how many digits a stamp begins at least."""
    count = 0
    for element in body:
        found = _DIGITS.fullmatch(element)
        if found is None:
            break
        count += int(found[1] or found[2])
    return count


def spans_of(found: re.Match[str], at: int) -> Spans:
    """Where the captured parts stand in a stamp that begins at a place."""
    spans = (found.span(group + 1) for group in range(found.re.groups))
    return tuple((start - at, end - at) for start, end in spans if end > start)


def mask(text: str, spans: Spans) -> Mask:
    """All octets of a text are compared, but for the digits in some spans, which must be digits."""
    size = -(-len(text) // 8) * 8
    kept, digits, octets = bytearray(size), bytearray(size), bytearray(size)
    kept[: len(text)], octets[: len(text)] = b"\xff" * len(text), text.encode("ascii")
    for start, end in spans:
        for place in range(start, end):
            if text[place].isdigit():
                kept[place], octets[place], digits[place] = 0, 0, 0xFF
    return Mask(len(text), _words(kept), _words(octets), _words(digits))


def _words(octets: bytes | bytearray) -> tuple[int, ...]:
    return tuple(int.from_bytes(octets[at : at + 8], "little") for at in range(0, len(octets), 8))
