r"""Lines of Docker's json-file driver, told by their octets to be whole objects: `{"log":"...\n","stream":"stdout",
"time":"2026-06-09T08:00:00.123456789Z"}`, with no escape in the text but `\"` and that of an ASCII character.

Between the quotes that open and close the text every other one is escaped, so their number tells where it ends.
"""

from __future__ import annotations

import re

import numpy as np

from forensics.formats.columns.anchors import Mask, mask
from forensics.octets import Flags, Numbers, Octets, Words, octets, pieces, words_at

__all__ = ["HEAD", "closing_of", "lines_with_other_escapes", "whole_objects"]

HEAD = '{"log":"'
_CLOSING = re.compile(
    r'\\n","stream":"std(?:out|err)","time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=(?:\.\d{1,9})?Z"\}$)', re.ASCII
)
_END, _END_MASK = np.uint64(int.from_bytes(b'Z"}', "little")), np.uint64(0xFFFFFF)
#: Quotes around the keys and values, those that are no part of the text.
_QUOTES = 12
_SHORTEST, _MOST_DIGITS = 3, 9
_QUOTE, _SLASH, _U, _N, _DOT, _ZERO, _NINE, _SPACE = b'"\\un.09 '


def closing_of(line: str) -> Mask | None:
    """What stands behind the text of a line, up to the second, digits aside; None where it is no such line."""
    found = _CLOSING.search(line)
    if found is None or not (line.startswith(HEAD) and found[0].isascii()):
        return None
    return mask(found[0], tuple(digits.span() for digits in re.finditer("[0-9]+", found[0])))


def whole_objects(data: bytes, bounds: tuple[Numbers, Numbers], others: Numbers, closing: Mask) -> Flags:
    """Which lines are such objects; `others` are the places that `Chunk.others` tells of."""
    of, (starts, ends) = octets(data), bounds
    slashes = others[of[others] == _SLASH]
    number = np.searchsorted(slashes, ends) - 1
    at = slashes[np.maximum(number, 0)] if len(slashes) else np.zeros(len(ends), np.int64)
    fine = (number >= 0) & (at >= starts + len(HEAD)) & _closes(of, at, ends, closing)
    fine &= np.diff(np.searchsorted(_bare_quotes(of), ends), prepend=0) == _QUOTES
    odd = np.concatenate([_other_escapes(of, slashes), others[of[others] < _SPACE]])
    fine[np.searchsorted(ends, odd)] = False
    return fine


def lines_with_other_escapes(data: bytes, ends: Numbers, others: Numbers) -> Numbers:
    """The numbers (0-based) of the lines in which an escape may stand before a number and part it from the text."""
    of = octets(data)
    lines: Numbers = np.unique(np.searchsorted(ends, _other_escapes(of, others[of[others] == _SLASH])))
    return lines


def _octet(of: Octets, at: Numbers) -> Octets:
    return of[np.minimum(at, len(of) - 1)]


def _other_escapes(of: Octets, slashes: Numbers) -> Numbers:
    """The backslashes that begin anything but an escaped quote, an ASCII character, or the end of the text."""
    kind = _octet(of, slashes + 1)
    left = slashes[kind != _QUOTE]
    kind, word = _octet(of, left + 1), words_at(of, left, 1)[0]
    ends_text = (kind == _N) & (_octet(of, left + 2) == _QUOTE)
    found: Numbers = left[~(ends_text | _is_ascii(of, left, word))]
    return found


def _is_ascii(of: Octets, at: Numbers, words: Words) -> Flags:
    r"""Whether `\u00` and two hexadecimal digits of a character that is no control stand at each place."""
    begins = (words & np.uint64(0xFFFFFFFF)) == np.uint64(int.from_bytes(b"\\u00", "little"))
    high, low = _octet(of, at + 4), _octet(of, at + 5)
    hexadecimal = ((low >= _ZERO) & (low <= _NINE)) | (((low | 0x20) >= 0x61) & ((low | 0x20) <= 0x66))
    found: Flags = begins & (high >= 0x32) & (high <= 0x37) & hexadecimal
    return found


def _bare_quotes(of: Octets) -> Numbers:
    """Where quotes stand that no backslash is before: there are many, so that their mask is read octet by octet."""
    found = [np.empty(0, np.int64)]
    for at, piece in pieces(of):
        bare = piece == _QUOTE
        bare[1:] &= piece[:-1] != _SLASH
        bare[:1] &= at == 0 or of[at - 1] != _SLASH
        found.append(np.flatnonzero(bare) + at)
    return np.concatenate(found)


def _closes(of: Octets, at: Numbers, ends: Numbers, closing: Mask) -> Flags:
    """Whether what stands behind the text of each line is like that of one line, but for digits and a fraction."""
    words = words_at(of, at, len(closing.kept))
    fine = closing.fits(words)
    rest = ends - at - closing.length
    fine &= (rest >= _SHORTEST) & (rest != _SHORTEST + 1) & (rest <= _SHORTEST + 1 + _MOST_DIGITS)
    fine &= (words_at(of, np.maximum(ends - _SHORTEST, 0), 1)[0] & _END_MASK) == _END
    begin = at + closing.length
    fine &= (rest == _SHORTEST) | (_octet(of, begin) == _DOT)
    for place in range(1, _MOST_DIGITS + 1):
        octet = _octet(of, begin + place)
        fine &= (begin + place >= ends - _SHORTEST) | ((octet >= _ZERO) & (octet <= _NINE))
    return fine
