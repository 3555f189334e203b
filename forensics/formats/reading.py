"""Lines of a known format, read: in full as PARSED rows, or only for their minutes."""

from __future__ import annotations

import polars as pl

from forensics.formats.format import Format
from forensics.formats.grammars import GRAMMARS
from forensics.formats.minute import count_minutes, line_minutes
from forensics.formats.record import recorded
from forensics.schema import UTC

__all__ = ["minute_counts", "minutes", "parse"]


def parse(fmt: Format, lines: pl.Series, *, zone: str) -> tuple[pl.DataFrame, pl.Series]:
    """PARSED rows, one per line and in order, and a Boolean Series that says which lines were read.

    A line that the format cannot read, or whose time stamp is impossible, has a row of nulls.
    `zone` is the IANA zone of stamps without offset.
    """
    grammar = GRAMMARS[fmt.grammar]
    raw = grammar.cut(fmt, lines)
    return recorded(raw, grammar.slots(fmt), size=fmt.size, escaped=grammar.escaped(fmt), zone=zone)


def minutes(fmt: Format, *, zone: str) -> pl.Expr:
    """Start of the minute of the column `line`, in UTC; null where the stamp cannot be read."""
    stamps = GRAMMARS[fmt.grammar].stamps(fmt)

    def read(lines: pl.Series) -> pl.Series:
        return line_minutes(lines, stamps, zone=zone)

    return pl.col("line").map_batches(read, return_dtype=UTC, is_elementwise=True)


def minute_counts(fmt: Format, lines: pl.Series, *, zone: str) -> pl.DataFrame:
    """The columns `minute` (UTC) and `lines`, sorted; lines without a readable stamp under null, last."""
    return count_minutes(lines, GRAMMARS[fmt.grammar].stamps(fmt), zone=zone)
