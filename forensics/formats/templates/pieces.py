"""What a template is made of: literal text, and fields that say what they hold.

A role names what a field means; `record` turns roles into PARSED columns. A kind names which
characters a field can hold; `template` turns kinds into patterns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forensics.model import SizeMeaning

__all__ = ["ASKED", "SIZES", "Field", "FieldPart", "Piece", "Slot", "excerpt", "joined"]

#: The roles a main size field can have, see `Format.size`.
SIZES: tuple[SizeMeaning, ...] = ("body", "planned", "total")
#: Roles that say what was asked for: without one of them a line can name no file.
ASKED = ("request", "target", "stem", "path", "key")


@dataclass(frozen=True, slots=True)
class FieldPart:
    """One unit of a time stamp ("year", "month_name", "offset", ...) and its pattern."""

    unit: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Field:
    """A directive or variable of a template.

    `role` "" is read past and not kept. Of fields with the same role the lowest `rank` that holds
    a value wins. `begins` are the characters it must begin with unless it is empty, which lets it
    touch the field before it. `conditional` fields log "-" where their condition does not hold.
    """

    text: str  # as written: "%>s", "$status"
    position: int  # 1-based, in the template
    role: str = ""
    kind: str = "text"
    rank: int = 0
    begins: str = ""
    conditional: bool = False
    moment: str = ""  # of a time stamp: "start" | "end" of the request
    parts: tuple[FieldPart | str, ...] = ()  # of a time stamp
    argument: str = ""  # how the text is to be read, or judged: see `fields`


Piece = Field | str


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of raw text that a grammar has cut out of its lines."""

    column: str
    role: str  # of a field; for a part of a time stamp its unit
    rank: int = 0
    conditional: bool = False
    stamp: str = ""  # "start" or "end", with a number where there are several; "" for other fields
    argument: str = ""


def joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The same pieces with neighbouring literals joined and empty ones left out."""
    result: list[Piece] = []
    for piece in pieces:
        last = result[-1] if result else None
        if isinstance(piece, str) and isinstance(last, str):
            result[-1] = last + piece
        elif piece:
            result.append(piece)
    return tuple(result)


def excerpt(text: str, position: int) -> str:
    """The text around a 1-based position, for an error message."""
    start, end = max(0, position - 11), position + 19
    return ("..." if start else "") + text[start:end] + ("..." if end < len(text) else "")
