"""strftime formats, as `%{...}t` of mod_log_config takes them, as parts of a time stamp."""

from __future__ import annotations

from collections.abc import Mapping

from forensics.errors import FormatError
from forensics.formats.templates import months
from forensics.formats.templates.pieces import FieldPart

__all__ = [
    "CLF",
    "DAY",
    "EPOCH",
    "HOUR",
    "ISO",
    "MICROSECONDS",
    "MILLISECONDS",
    "MINUTE",
    "MONTH",
    "SECOND",
    "YEAR",
    "parts",
]

_PADDED = "[ 0-9][0-9]"
_TWO = "[0-9]{2}"
_WORD = "[A-Za-z]+"

YEAR = FieldPart("year", "[0-9]{4}")
MONTH = FieldPart("month", _TWO)
MONTH_NAME = FieldPart("month_name", months.NAME)
DAY = FieldPart("day", _TWO)
HOUR = FieldPart("hour", _TWO)
MINUTE = FieldPart("minute", _TWO)
SECOND = FieldPart("second", _TWO)
OFFSET = FieldPart("offset", "(?:Z|[+-][0-9]{2}:?[0-9]{2})")
HALF = FieldPart("half", "[AaPp][Mm]")

_CLOCK = (HOUR, ":", MINUTE, ":", SECOND)
_US_DATE = (MONTH, "/", DAY, "/", FieldPart("year_2", _TWO))

#: 10/Oct/2000:13:55:36 -0700, without brackets.
CLF: tuple[FieldPart | str, ...] = (DAY, "/", MONTH_NAME, "/", YEAR, ":", *_CLOCK, " ", OFFSET)
#: 2000-10-10T13:55:36-07:00
ISO: tuple[FieldPart | str, ...] = (YEAR, "-", MONTH, "-", DAY, "T", *_CLOCK, OFFSET)
#: Seconds, and what follows them, since 1970.
EPOCH = FieldPart("epoch", "[0-9]{9,11}")
MILLISECONDS = FieldPart("fraction", "[0-9]{3}")
MICROSECONDS = FieldPart("fraction", "[0-9]{6}")

#: Conversions that strftime(3) has in the C locale. Units "" are read past.
_CONVERSIONS: dict[str, tuple[FieldPart | str, ...]] = {
    "a": (FieldPart("", _WORD),),
    "A": (FieldPart("", _WORD),),
    "b": (MONTH_NAME,),
    "B": (MONTH_NAME,),
    "h": (MONTH_NAME,),
    "c": (
        *(FieldPart("", _WORD), " ", MONTH_NAME, " ", FieldPart("day", _PADDED), " "),
        *(*_CLOCK, " ", YEAR),
    ),
    "d": (DAY,),
    "D": _US_DATE,
    "e": (FieldPart("day", _PADDED),),
    "F": (YEAR, "-", MONTH, "-", DAY),
    "H": (HOUR,),
    "I": (FieldPart("hour_12", _TWO),),
    "j": (FieldPart("day_of_year", "[0-9]{3}"),),
    "k": (FieldPart("hour", _PADDED),),
    "l": (FieldPart("hour_12", _PADDED),),
    "m": (MONTH,),
    "M": (MINUTE,),
    "n": ("\n",),
    "p": (HALF,),
    "P": (HALF,),
    "r": (FieldPart("hour_12", _TWO), ":", MINUTE, ":", SECOND, " ", HALF),
    "R": (HOUR, ":", MINUTE),
    "s": (EPOCH,),
    "S": (SECOND,),
    "t": ("\t",),
    "T": _CLOCK,
    "u": (FieldPart("", "[0-9]"),),
    "U": (FieldPart("", _TWO),),
    "V": (FieldPart("", _TWO),),
    "w": (FieldPart("", "[0-9]"),),
    "W": (FieldPart("", _TWO),),
    "x": _US_DATE,
    "X": _CLOCK,
    "y": (FieldPart("year_2", _TWO),),
    "Y": (YEAR,),
    "z": (OFFSET,),
    "Z": (FieldPart("zone_name", "[A-Za-z0-9+/:_-]+"),),
    "%": ("%",),
}


def parts(
    text: str, *, position: int, more: Mapping[str, tuple[FieldPart | str, ...]] | None = None
) -> tuple[FieldPart | str, ...]:
    """The parts of a strftime format that begins at `position` of a template; `more` are conversions
    beside those of strftime(3).

    Raises FormatError for a conversion that is unknown or not useful in a log.
    """
    conversions = {**_CONVERSIONS, **(more or {})}
    result: list[FieldPart | str] = []
    index = 0
    while index < len(text):
        if text[index] != "%":
            result.append(text[index])
            index += 1
            continue
        conversion = text[index + 1 : index + 2]
        if conversion not in conversions:
            raise FormatError(
                f"unknown time conversion %{conversion} at position {position + index}",
                hint='use conversions of strftime(3), as in "%{%Y-%m-%dT%H:%M:%S%z}t"',
            )
        result += conversions[conversion]
        index += 2
    return tuple(result)
