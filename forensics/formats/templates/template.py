"""The template grammar: a LogFormat or log_format string as one anchored pattern.

Patterns are for Rust's regex engine, as polars runs it: linear time, no look-around.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from forensics.errors import FormatError
from forensics.formats.templates import apache, fields, months, nginx
from forensics.formats.templates.addresses import PEER, PEER_BEFORE_PORT
from forensics.formats.templates.classes import Escape, classes, quoted
from forensics.formats.templates.pieces import ASKED, SIZES, Field, Piece, Slot
from forensics.formats.templates.stamps import Stamp, every_part, stamp, used_parts
from forensics.model import SizeMeaning

__all__ = ["END", "Template", "compiled", "cut", "cut_each", "lexed", "moment", "require", "size_role"]

#: How every pattern of a line ends: a blank behind the last field means nothing, whoever wrote it.
END = r"[ \t\r]*$"

#: Rank of a header that holds one address, and no chain; see `headers`.
_ONE_ADDRESS = 1
_DIALECTS: Mapping[str, Callable[[str], tuple[Piece, ...]]] = {
    "apache": apache.pieces,
    "nginx": nginx.pieces,
    "fields": fields.pieces,
}


_WORD = r"[^ ,\x22\[][^ ,\x22]*"
_ADDRESSES = (PEER, PEER_BEFORE_PORT, f"(?:{PEER}|-)", f"(?:{PEER_BEFORE_PORT}|-)")


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template: an anchored pattern, what its named groups hold, and its time stamp.

    `tight` reads the same from lines without blanks or escapes in free text, and with English months, which
    are most lines, and does so several times as fast.
    """

    pattern: str
    tight: str
    slots: tuple[Slot, ...]
    stamp: Stamp | None
    offset: bool  # the stamp holds its offset, or is an epoch time


@functools.lru_cache(maxsize=1024)
def lexed(dialect: str, text: str) -> tuple[Piece, ...]:
    """The pieces of a template in the dialect "apache", "nginx" or "fields", without blanks at its end."""
    *before, last = _DIALECTS[dialect](text) or ("",)
    ended = last.rstrip(" \t\r") if isinstance(last, str) else last
    return _of_client((*before, ended) if ended else tuple(before))


def _of_client(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Where a server writes the one address that a proxy says it serves (CF-Connecting-IP, True-Client-IP) first,
    in the place of its own peer, that is the client by its configuration; the proxy behind it is read past."""
    first = pieces[0] if pieces else ""
    if isinstance(first, str) or (first.role, first.rank) != ("forwarded", _ONE_ADDRESS):
        return pieces
    others = (replace(p, role="") if isinstance(p, Field) and p.role == "peer" else p for p in pieces[1:])
    return first, *others


@functools.lru_cache(maxsize=1024)
def compiled(
    dialect: str, text: str, *, escape: Escape = "backslash", prefix: str = "f", part: bool = False
) -> Template:
    """The compiled template; for `escape` see `classes`, `prefix` begins the names of its columns.
    As a `part` it may hold a date or a time of day alone: another template has the rest.

    Raises FormatError for an unknown directive, or two fields that touch and cannot be told apart.
    """
    pieces = lexed(dialect, text)
    used = every_part(pieces) if part else used_parts(pieces)
    full, fast = classes(pieces, escape=escape), classes(pieces, escape=escape, tight=True)
    pattern, slots = _written(pieces, used, full, prefix)
    tight, _ = _written(pieces, used, fast, prefix)  # a blank at its end could be one of the last field
    return Template(
        pattern=f"{pattern}{END}",
        tight=f"{tight}$".replace(months.NAME, months.ENGLISH),
        slots=slots,
        stamp=None if part else stamp(pieces, used, full=full, tight=[_coarse(pattern) for pattern in fast]),
        offset=any(slot.role in ("offset", "epoch") for slot in slots),
    )


def _coarse(pattern: str) -> str:
    """The pattern of a field to find a time stamp behind it, which every line of a log is searched for: there an
    address is any word, for its own syntax takes a third longer. Only reading a line tells whether it is one."""
    return _WORD if pattern in _ADDRESSES else pattern


def _written(
    pieces: Sequence[Piece], used: Mapping[tuple[int, int], str], patterns: Sequence[str], prefix: str
) -> tuple[str, tuple[Slot, ...]]:
    """The pattern of a line, anchored at its beginning, and what its named groups hold."""
    slots: list[Slot] = []
    body: list[str] = []

    def named(slot: Slot, pattern: str) -> str:
        slots.append(slot)
        return f"(?P<{slot.column}>{pattern})"

    for index, (piece, pattern) in enumerate(zip(pieces, patterns, strict=True)):
        column = f"{prefix}{len(slots)}"
        if isinstance(piece, str) or not piece.role:
            body.append(pattern)
        elif piece.kind != "time":
            body.append(
                named(Slot(column, piece.role, piece.rank, piece.conditional, argument=piece.argument), pattern)
            )
        for number, part in enumerate(() if isinstance(piece, str) else piece.parts):
            if isinstance(part, str):
                body.append(quoted(part))
            elif (index, number) in used:
                slot = Slot(f"{prefix}{len(slots)}", part.unit, stamp=used[index, number])
                body.append(named(slot, part.pattern))
            else:
                body.append(part.pattern)
    return f"^{''.join(body)}", tuple(slots)


def require(slots: Sequence[Slot]) -> None:
    """Raise FormatError unless the slots hold a time stamp and a request: without, no line can count."""
    if not any(slot.stamp for slot in slots):
        raise FormatError(
            "the format holds no complete time stamp, so no request could be placed in a window",
            hint="log the time with %t (Apache), [$time_local] (nginx) or {start:...} (fields)",
        )
    if not any(slot.role in ASKED for slot in slots):
        raise FormatError(
            "the format holds neither the request nor its path, so no request could name a file",
            hint='log the request with "%r" (Apache), "$request" (nginx) or {request} (fields)',
        )


def cut(template: Template, texts: pl.Series) -> pl.DataFrame:
    """The named groups of every text, one column per slot; all null where the pattern does not match."""
    return cut_each([(template, texts)])


def cut_each(pairs: Sequence[tuple[Template, pl.Series]]) -> pl.DataFrame:
    """The same of several templates, each with texts of its own, side by side."""
    table = pl.DataFrame([texts.alias(f"{number}") for number, (_, texts) in enumerate(pairs)])
    found = table.select(
        pl.col(f"{number}").str.extract_groups(template.tight) for number, (template, _) in enumerate(pairs)
    )
    parts = zip(pairs, found.iter_columns(), strict=True)
    return pl.concat(
        [_whole(template, texts, part.struct.unnest()) for (template, texts), part in parts], how="horizontal"
    )


def _whole(template: Template, texts: pl.Series, groups: pl.DataFrame) -> pl.DataFrame:
    """The groups, and those of texts that only the full pattern reads. No group is optional, so the first one tells
    whether a text was read."""
    first = groups.to_series()
    if template.tight == template.pattern or first.null_count() == texts.null_count():
        return groups
    unread = first.is_null() & texts.is_not_null()
    rest = texts.filter(unread).str.extract_groups(template.pattern).struct.unnest()
    rows = unread.arg_true()
    return groups.with_columns(groups[name].scatter(rows, rest[name]) for name in groups.columns)


def size_role(slots: Sequence[Slot]) -> SizeMeaning | None:
    """The role of the main size field: the first one in the template."""
    return next((size for slot in slots for size in SIZES if slot.role == size), None)


def moment(slots: Sequence[Slot]) -> str:
    """What the first time stamp means: the "start" or the "end" of the request."""
    return next(slot.stamp for slot in slots if slot.stamp).split(":")[0]
