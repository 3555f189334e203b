"""The grammar of records: JSON objects, and rows of tables, read by the names of their own keys (see `records`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from forensics.formats.grammars.grammar import Grammar
from forensics.formats.grammars.jsonl import key_map
from forensics.formats.grammars.records.records import columns_of, record_of, slots_of
from forensics.formats.templates.pieces import Slot
from forensics.formats.templates.stamps import Stamp

__all__ = ["Records"]


@dataclass(frozen=True)
class Records(Grammar):
    """One object a line; how one log writes its times is told from its lines (see `tailoring`)."""

    order: str = ""  # of day and month in dates of digits: "" where nothing tells, see `dates`
    timed: tuple[tuple[str, str], ...] = ()  # key map of the times of this log; () where only reading whole lines tells

    name: ClassVar[str] = "records"
    of_objects: ClassVar[bool] = True

    @property
    def slots(self) -> tuple[Slot, ...]:
        """One for every role that a key can have."""
        return slots_of()

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """Those of the keys under which this log writes its times."""
        return key_map("fields", self.timed).stamps if self.timed else ()

    def cut(self, lines: pl.Series) -> pl.DataFrame:
        """The values by their roles, of lines in which it is certain what they say."""
        return columns_of(None if line is None else record_of(line, self.order) for line in lines)

    def matches(self, lines: pl.Series) -> pl.Series:
        """Which lines are read; nothing cheaper tells."""
        read = [line is not None and record_of(line, self.order) is not None for line in lines]
        return pl.Series(read, dtype=pl.Boolean)
