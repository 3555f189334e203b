"""What stands before the stamp of a line, as words that octets can be compared with.

A head is read so only if each of its fields takes no octet that parts it from the next: then a line has but one way to
be parted, and a head fits it exactly if each of its fields fits its word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["ANY", "BRACKETS", "DASH", "LISTED", "PORT", "Head", "Word", "head_of", "tokens"]

ANY, DASH, PORT, BRACKETS, LISTED = "any", "dash", "port", "brackets", "listed"


@dataclass(frozen=True, slots=True)
class Word:
    """A field before the stamp: "any" takes every word without quotes, backslashes and opening brackets, "port" those
    of them that end in a colon and a number, and "brackets" those in brackets; of "dash" only a dash is taken for
    granted, and "listed" is what the pattern takes."""

    kind: str
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The words before a stamp, the octet that stands behind each, and the pattern of a mark that opens the stamp."""

    words: tuple[Word, ...]
    between: str
    opening: str


_KINDS = {
    r"[^ ,\x22\[][^ ,\x22]*": ANY,
    r'[^" \\]*': ANY,
    '[^" ]*': ANY,
    "[^ ]*": ANY,
    r"[^\|]*": ANY,
    r'[^"\| ]*': ANY,
    r'(?:\[[0-9A-Fa-f:.]*\]|[^ " ]*)': ANY,
    r'(?:"(?:[^"\\]|\\.)*"|\[[^\]"]*\](?::[0-9]+)?|[^"\[ ][^" ]*|)': ANY,
    r'(?:"[^"]*"|\[[^\]"]*\](?::[0-9]+)?|[^"\[ ][^" ]*|)': ANY,
    **{
        cell: ANY
        for end in (",", ";", "\t")
        for cell in (
            f"[^{end}]*",
            rf'(?:"(?:[^"]|"")*"|[^"{end}][^"{end}]*|)',
            rf'(?:"(?:[^"\\]|\\.)*"|[^"{end}][^"{end}]*|)',
        )
    },
    r"[^ ,\x22\[][^ ,\x22]*:(?:-1?|[0-9]+)": PORT,
    r"\[[^ ,\x22\[][^ ,\x22]*\]": BRACKETS,
    r"(?:[^ ,:\"0-9][^ ,:\"]*|[0-9]+|)": DASH,
    r"\-": DASH,
}
#: A quote or bracket that stands before a stamp, or may.
_MARKS = (r'["\[\]]?\[', r"\[", r'["\[\]]?', '"?')
#: Of a head with more words that have to be listed, hardly two lines are alike.
_MOST_LISTED = 2
#: What parts the words, as patterns write it.
_BETWEEN = {" ": " ", r"\|": "|", ",": ",", ";": ";", "\t": "\t"}
_TOKEN = re.compile(r"\[(?:\\.|[^\]\\])*\]|\(\?[a-z-]*:|\{[0-9,]+\}|\\x..|\\.|.", re.DOTALL)
_OPEN, _CLOSE = ("(", "(?"), ")"
_WITHOUT_TEXT = re.compile(r"\(.*|[)|*+?^$]|\{[0-9,]+\}", re.DOTALL)


@functools.lru_cache(maxsize=256)
def head_of(pattern: str) -> Head | None:
    """The head that a pattern from the beginning of a line reads; None where it is no row of words."""
    if not pattern.startswith("^"):
        return None
    text = pattern.removeprefix("^")
    for between, octet in _BETWEEN.items():
        *fields, opening = _parted(text, between)
        words = [_word(field, octet) for field in fields]
        if opening in ("", *_MARKS) and (words or octet == " ") and None not in words:
            head = Head(tuple(word for word in words if word), octet, opening)
            return head if sum(word.kind == LISTED for word in head.words) <= _MOST_LISTED else None
    return None


def _parted(text: str, between: str) -> list[str]:
    """What stands between the literals of one kind that are in no group."""
    parts, depth = [""], 0
    for token in tokens(text):
        depth += token.startswith(_OPEN) - (token == _CLOSE)
        if token == between and not depth:
            parts.append("")
        else:
            parts[-1] += token
    return parts


def _word(field: str, between: str) -> Word | None:
    """What a field takes; None where that may be more than a word, or is not known to end with it."""
    kind = _KINDS.get(field)
    if kind is not None:
        return Word(kind)
    try:
        re.compile(field)
        held = any(re.fullmatch(token, between) for token in tokens(field) if not _WITHOUT_TEXT.fullmatch(token))
    except re.error:
        return None
    return None if held or not field or "$" in field else Word(LISTED, field)


def tokens(pattern: str) -> Iterator[str]:
    """The characters, classes and signs of a pattern, in order."""
    return (found[0] for found in _TOKEN.finditer(pattern))
