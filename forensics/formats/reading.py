"""Lines of a known format, read: in full as PARSED rows, or only for their minutes."""

from __future__ import annotations

import polars as pl

from forensics.formats.format import Format
from forensics.formats.grammars import GRAMMARS
from forensics.formats.minute import line_minutes
from forensics.formats.record import recorded

__all__ = ["minutes", "parse"]


def parse(fmt: Format, lines: pl.Series, *, zone: str) -> tuple[pl.DataFrame, pl.Series]:
    """PARSED rows, one per line and in order, and a Boolean Series that says which lines were read.

    A line that the format cannot read, or whose time stamp is impossible, has a row of nulls.
    `zone` is the IANA zone of stamps without offset.
    """
    grammar = GRAMMARS[fmt.grammar]
    raw = grammar.cut(fmt, lines)
    return recorded(raw, grammar.slots(fmt), size=fmt.size, escaped=grammar.escaped(fmt), zone=zone)


def minutes(fmt: Format, lines: pl.Series, *, zone: str) -> pl.Series:
    """Start of the minute of every line, in UTC; null where the stamp cannot be read.

    The one reading that every line of a log gets, so it reads no more than the stamp.
    """
    return line_minutes(lines, GRAMMARS[fmt.grammar].stamps(fmt), zone=zone)
