"""What a grammar is: how lines of one kind are cut into fields. Another one is one more frozen dataclass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Protocol

import polars as pl

from forensics.formats.templates.pieces import Slot
from forensics.formats.templates.stamps import Stamp

__all__ = ["Grammar"]


class Grammar(Protocol):
    """How lines of one kind are read.

    A grammar is a frozen dataclass of texts and tuples, for formats are pickled to other processes and are keys of
    caches. It inherits what is true of most: lines stand for themselves, and nothing is known of them.
    """

    #: As `forensics formats --json` prints it.
    name: ClassVar[str]
    #: Whether lines mean nothing without the heading in force.
    headed: ClassVar[bool] = False
    #: Whether every line is a JSON object.
    of_objects: ClassVar[bool] = False

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What the columns of `cut` hold."""
        return ()

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """How to find the minute of a line; () where only `cut` can."""
        return ()

    @property
    def escaped(self) -> str:
        """The server's escapes that the text of `cut` still holds, see `escapes`; "" for none."""
        return ""

    @property
    def look(self) -> str:
        """The anchored pattern of a whole line, which formats of one look share; "" if there is none."""
        return ""

    @property
    def literals(self) -> tuple[str, ...]:
        """Texts that every line holds, one behind the other."""
        return ()

    @property
    def needed(self) -> tuple[str, ...]:
        """Texts of which every line holds one, both by their casefold; () where none is known."""
        return ()

    def cut(self, lines: pl.Series) -> pl.DataFrame:
        """The raw text of every slot, one column each; all null for a line that cannot be read."""
        return pl.DataFrame(height=len(lines))

    def matches(self, lines: pl.Series) -> pl.Series:
        """Cheaply: which lines have the shape of the format."""
        return lines.is_null() & False

    def stretches(
        self,
        lines: pl.Series,
        headings: pl.Series | None,  # noqa: ARG002 - lines that stand for themselves need none
    ) -> Iterator[tuple[Grammar, pl.Series, pl.Series]]:
        """The grammar of each stretch of lines, the places of those lines, and the lines; one for each of the
        `headings` in force where the lines are rows under them."""
        yield self, pl.arange(0, len(lines), dtype=pl.UInt32, eager=True), lines
