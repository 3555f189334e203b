"""Dates, and whether those of a column may be dates of birth."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

__all__ = ["birth_date_below", "date_form", "may_be_birth_dates"]

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ][\d:.]+)?")
_WRITTEN = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
#: A year alone; a day as spreadsheets count them from 1900, without its format.
_YEAR, _SERIAL = re.compile(r"(?:18[89]|19\d|20\d)\d"), re.compile(r"[1-6]?\d{4}")
_WORDS = re.compile(
    r"\d{1,2}[-. ][a-zäéû]{3,9}\.?[-. ]\d{2,4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|\d{1,2}[-/]\d{4}", re.IGNORECASE
)
_LENGTH = 10  # of a day in ISO 8601
_OLDEST, _SPREAD = 110, 20  # years


def date_form(value: str) -> str:
    """The day in ISO 8601."""
    if len(value) == _LENGTH and value[4] == value[7] == "-":
        try:
            date.fromisoformat(value)
        except ValueError:
            pass
        else:
            return value
    if found := _ISO.fullmatch(value):
        return _day(*found.groups())
    if found := _WRITTEN.fullmatch(value):
        day, month, year = found.groups()
        return _day(year, month, day) or _day(year, day, month)
    return ""


def birth_date_below(value: str) -> str:
    """What may stand below the header of a date of birth: a day, however it is written, or a year."""
    if day := date_form(value):
        return day
    if found := _COMPACT.fullmatch(value):
        return _day(*found.groups())
    return value if _YEAR.fullmatch(value) or _SERIAL.fullmatch(value) or _WORDS.fullmatch(value) else ""


def _day(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def may_be_birth_dates(earliest: str, latest: str) -> bool:
    """Whether a column without a header whose days lie between these may tell of births (docs/documents.md)."""
    first, last, now = int(earliest[:4]), int(latest[:4]), datetime.now(UTC).year
    return first >= now - _OLDEST and last <= now and last - first > _SPREAD
