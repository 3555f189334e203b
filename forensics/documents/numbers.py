"""What a number in a cell is shown as: its format code, and the text of a number, a date or a time of day.

ECMA-376 part 1, 18.8.30 (format codes) and 18.17.4 (serial dates); workbooks of every kind use the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

__all__ = ["GENERAL", "Format", "format_of", "iso_text", "number_text", "serial_text", "truth_text"]

_DAY = 86_400
#: Serial 1 is 1 January 1900, and 60 a 29 February that never was: what Lotus 1-2-3 began with.
_AFTER_LEAP, _BEFORE_LEAP, _LEAP = date(1899, 12, 30), date(1899, 12, 31), 60
_MACINTOSH = date(1904, 1, 1)
_LAST_DAY = 2_958_465  # 31 December 9999
_EXACT = 15  # digits that a number in a cell holds
_LONGEST = 20  # zeros of a whole number that is still written out
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_NOON = re.compile(r"AM/PM|A/P", re.IGNORECASE)
_SHOWS_NOTHING = re.compile(r'(?:\[[^\]]*\]|"\s*"|\\\s|_.|\*\s|\s)*', re.DOTALL)
_SECTIONS = re.compile(r'(?:"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[^;])*', re.DOTALL)
_DATES = {*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 55), 57, 58}
_TIMES = {*range(18, 22), 32, 33, 45, 47, 55, 56}
_ELAPSED_ID = 46


@dataclass(frozen=True, slots=True)
class Format:
    """What a number format does to a value."""

    kind: str = ""  # "date", "time", "elapsed"; empty: a number as it is
    hides_numbers: bool = False
    hides_text: bool = False


GENERAL = Format()


def format_of(number: int, code: str | None) -> Format:
    """The format with this code; None: one that Excel has built in under this number."""
    if code is not None:
        return _of_code(code)
    if number == _ELAPSED_ID:
        return Format("elapsed")
    return Format("date" if number in _DATES else "time" if number in _TIMES else "")


@lru_cache(1024)
def _of_code(code: str) -> Format:
    sections = _sections(code)
    empty = [_SHOWS_NOTHING.fullmatch(section) is not None for section in sections]
    if code and all(empty) and len(sections) > 1:
        # Of three empty sections the third also holds for text, unless a fourth says otherwise.
        return Format("", hides_numbers=True, hides_text=len(sections) > 2)
    numbers = len(sections) > 2 and all(empty[:3])
    return Format(_kind(sections[0]), hides_numbers=numbers, hides_text=len(sections) > 3 and empty[3])


def _sections(code: str) -> list[str]:
    found, at = [], 0
    while True:
        match = _SECTIONS.match(code, at)
        end = match.end() if match else len(code)
        found.append(code[at:end])
        if end >= len(code):
            return found
        at = end + 1


def _kind(section: str) -> str:
    plain = _LITERAL.sub("", section)
    if _ELAPSED.search(plain):
        return "elapsed"
    letters = set(_NOON.sub("h", plain.casefold().replace("general", "")))
    if letters & {"d", "y"} or ("m" in letters and not letters & {"h", "s"}):
        return "date"
    return "time" if letters & {"h", "s"} else ""


def number_text(value: float) -> str:
    """With fifteen digits, as a cell holds it, and without decimals where it is whole."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN alone is not itself
        return str(value)
    shown = f"{value + 0.0:.{_EXACT}g}"  # there is no zero with a minus
    letters, exponent, zeros = shown.partition("e+")
    if not exponent or int(zeros) > _LONGEST:
        return shown
    whole, _, decimals = letters.partition(".")
    return whole + decimals.ljust(int(zeros), "0")


def truth_text(value: str) -> str:
    """TRUE or FALSE, of 1 or "true"."""
    return "TRUE" if value.strip() in ("1", "true", "TRUE") else "FALSE"


def iso_text(value: str) -> str:
    """A date that is written as one, without a time of day that is midnight and without fractions of a second."""
    day, between, clock = value.strip().rstrip("Z").partition("T")
    clock = clock.partition(".")[0]
    return day if not between or clock in ("", "00:00:00", "00:00") else f"{day}T{clock}"


def serial_text(value: float, kind: str, *, macintosh: bool) -> str:
    """A serial number as the date, the time of day or the hours that a cell shows it as."""
    if not 0 <= value < _LAST_DAY + 1:
        return number_text(value)
    whole, seconds = divmod(round(value * _DAY), _DAY)
    if kind == "elapsed":
        return _clock(whole * _DAY + seconds)
    if whole or (macintosh and kind == "date"):
        day = _day(whole, macintosh)
        return f"{day}T{_clock(seconds)}" if seconds else day
    return _clock(seconds) if seconds or kind == "time" else "0"


@lru_cache(65_536)
def _day(serial: int, macintosh: bool) -> str:  # noqa: FBT001 - names would cost what the cache saves
    if macintosh:
        first = _MACINTOSH
    elif serial == _LEAP:
        return "1900-02-29"
    else:
        first = _AFTER_LEAP if serial > _LEAP else _BEFORE_LEAP
    try:
        return (first + timedelta(days=serial)).isoformat()
    except OverflowError:
        return str(serial)


@lru_cache(_DAY)
def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
