"""The template grammar: a LogFormat or log_format string as one anchored pattern.

Patterns are for Rust's regex engine, as polars runs it: linear time, no look-around.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from forensics.errors import FormatError
from forensics.formats import apache, nginx
from forensics.formats.classes import Escape, classes, quoted
from forensics.formats.pieces import SIZES, Piece, Slot
from forensics.formats.stamps import Stamp, stamp, used_parts

__all__ = ["Template", "compiled", "cut", "lexed", "moment", "require", "size_role"]


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template: an anchored pattern, what its named groups hold, and its time stamp."""

    pattern: str
    slots: tuple[Slot, ...]
    stamp: Stamp | None
    offset: bool  # the stamp holds its offset, or is an epoch time


def lexed(dialect: str, text: str) -> tuple[Piece, ...]:
    """The pieces of a template in the dialect "apache" or "nginx"."""
    return apache.pieces(text) if dialect == "apache" else nginx.pieces(text)


@functools.lru_cache(maxsize=256)
def compiled(dialect: str, text: str, *, escape: Escape = "backslash", prefix: str = "f") -> Template:
    """The compiled template; for `escape` see `classes`, `prefix` begins the names of its columns.

    Raises FormatError for an unknown directive, or two fields that touch and cannot be told apart.
    """
    pieces = lexed(dialect, text)
    used = used_parts(pieces)
    slots: list[Slot] = []
    body: list[str] = []
    for index, (piece, pattern) in enumerate(zip(pieces, classes(pieces, escape=escape), strict=True)):
        if isinstance(piece, str) or not piece.role:
            body.append(pattern)
        elif piece.kind != "time":
            slots.append(Slot(f"{prefix}{len(slots)}", piece.role, piece.rank, piece.conditional))
            body.append(f"(?P<{slots[-1].column}>{pattern})")
        for number, part in enumerate(() if isinstance(piece, str) else piece.parts):
            if isinstance(part, str):
                body.append(quoted(part))
            elif (index, number) in used:
                slots.append(Slot(f"{prefix}{len(slots)}", part.unit, stamp=used[index, number]))
                body.append(f"(?P<{slots[-1].column}>{part.pattern})")
            else:
                body.append(part.pattern)
    return Template(
        pattern=f"^{''.join(body)}$",
        slots=tuple(slots),
        stamp=stamp(pieces, used, escape=escape),
        offset=any(slot.role in ("offset", "epoch") for slot in slots),
    )


def require(slots: Sequence[Slot]) -> None:
    """Raise FormatError unless the slots hold a time stamp and a request: without, no line can count."""
    if not any(slot.stamp for slot in slots):
        raise FormatError(
            "the format holds no complete time stamp, so no request could be placed in a window",
            hint="log the time with %t (Apache) or [$time_local] (nginx)",
        )
    if not any(slot.role in ("request", "target", "path") for slot in slots):
        raise FormatError(
            "the format holds neither the request nor its path, so no request could name a file",
            hint='log the request with "%r" (Apache) or "$request" (nginx)',
        )


def cut(template: Template, texts: pl.Series) -> pl.DataFrame:
    """The named groups of every text, one column per slot; all null where the pattern does not match."""
    return texts.str.extract_groups(template.pattern).struct.unnest()


def size_role(slots: Sequence[Slot]) -> str | None:
    """The role of the main size field: the first one in the template."""
    return next((slot.role for slot in slots if slot.role in SIZES), None)


def moment(slots: Sequence[Slot]) -> str:
    """What the first time stamp means: the "start" or the "end" of the request."""
    return next(slot.stamp for slot in slots if slot.stamp).split(":")[0]
