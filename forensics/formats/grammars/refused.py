"""The grammars of lines that are recognised and never read: by a pattern, or by the heading above them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from forensics.formats.grammars.grammar import Grammar
from forensics.formats.grammars.w3c import names_of, under_headings
from forensics.required_texts import required_texts

__all__ = ["Refused", "RefusedW3C"]


@dataclass(frozen=True)
class Refused(Grammar):
    """Lines that a pattern matches from end to end."""

    pattern: str

    name: ClassVar[str] = "refused"

    @property
    def needed(self) -> tuple[str, ...]:
        """What the pattern cannot do without."""
        return required_texts(self.pattern)

    def matches(self, lines: pl.Series) -> pl.Series:
        """Which lines the pattern matches."""
        return lines.str.contains(f"^(?:{self.pattern})$").fill_null(value=False)


@dataclass(frozen=True)
class RefusedW3C(Grammar):
    """Rows under a `#Fields` heading that names one of the `marks`, which are in lower case."""

    marks: tuple[str, ...]

    name: ClassVar[str] = "refused_w3c"
    headed: ClassVar[bool] = True

    def matches(self, lines: pl.Series) -> pl.Series:
        """Every row under such a heading."""
        return lines.is_not_null()

    def stretches(self, lines: pl.Series, headings: pl.Series | None) -> Iterator[tuple[Grammar, pl.Series, pl.Series]]:
        """The rows under each of those headings."""
        yield from under_headings(self._under, lines, headings)

    def _under(self, heading: str) -> RefusedW3C | None:
        return self if any(mark in names_of(heading) for mark in self.marks) else None
