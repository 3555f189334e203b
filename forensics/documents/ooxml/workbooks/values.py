"""What the cells of a row hold, as text: shared strings, numbers by their format, dates, truths, faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from forensics.documents.colours import RGB, alike
from forensics.documents.numbers import iso_text, number_text, serial_text, truth_text

__all__ = ["SAFE", "Convert", "Values", "number"]

Convert: TypeAlias = Callable[[str], str]
#: Digits of a whole number that is the same as text and as a number.
SAFE = 15
_TIDY = re.compile(r"-?[1-9]\d*(?:\.\d*[1-9])?", re.ASCII).fullmatch


class Values:
    """Of one workbook: its strings, and the day from which it counts."""

    def __init__(
        self, strings: Sequence[str], runs: Mapping[int, Sequence[RGB | None]] | None = None, *, macintosh: bool
    ) -> None:
        self.strings = strings
        self.runs = runs or {}  # of strings with letters in other colours these; None: too small to read
        self._macintosh = macintosh
        self._serials: dict[str, Convert] = {}
        self.lost = 0  # strings that cells name and that are not there

    def converter(self, type_: str, kind: str) -> Convert:
        """What makes the text of a cell of this type, with a number format of this kind."""
        match type_:
            case "s":
                return self.shared
            case "b":
                return _truth
            case "d":
                return iso_text
            case "str" | "inlineStr" | "e":
                return _text
            case _:
                return self._serial(kind) if kind else number

    def shared(self, text: str) -> str:
        """The string with this number."""
        try:
            return self.strings[int(text)]
        except (ValueError, IndexError):
            self.lost += bool(text)
            return ""

    def partly_unseen(self, text: str, ground: RGB | None) -> bool:
        """Whether the string with this number has letters that nobody sees on such a ground."""
        colours = self.runs.get(int(text), ()) if text.isdecimal() else ()
        return any(colour is None or alike(colour, ground) for colour in colours)

    def _serial(self, kind: str) -> Convert:
        found = self._serials.get(kind)
        if found is None:
            found = self._serials[kind] = _serials(kind, macintosh=self._macintosh)
        return found


def _serials(kind: str, *, macintosh: bool) -> Convert:
    @lru_cache(32_768)  # the days of ninety years
    def convert(text: str) -> str:
        try:
            return serial_text(float(text), kind, macintosh=macintosh)
        except (ValueError, OverflowError):
            return _text(text)

    return convert


def number(text: str) -> str:
    """A number as it is written, as the text of its value."""
    if len(text) <= SAFE and _TIDY(text):
        return text
    try:
        return number_text(float(text))
    except (ValueError, OverflowError):
        return _text(text)


def _truth(text: str) -> str:
    return truth_text(text) if text else ""


def _text(text: str) -> str:
    return "" if text.isspace() else text
