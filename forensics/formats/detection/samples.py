"""Lines to tell a format by: out of their wrappers, each with the W3C heading above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from forensics.formats.grammars.w3c import DIRECTIVE, headings

__all__ = ["Sample", "is_heading", "sampled"]


@dataclass(frozen=True, slots=True)
class Sample:
    """Lines that hold requests, and the heading in force at each."""

    texts: pl.Series
    headings: pl.Series

    def __len__(self) -> int:
        return len(self.texts)

    def filter(self, mask: pl.Series) -> Sample:
        """The lines where the mask is true."""
        return Sample(self.texts.filter(mask), self.headings.filter(mask))

    def spread(self, count: int) -> Sample:
        """About that many lines, evenly over the sample."""
        step = -(-len(self) // count)
        return Sample(self.texts.gather_every(step), self.headings.gather_every(step)) if step > 1 else self


#: A request in a line: whose first field is a client's may begin as a directive does (X-Forwarded-For in place of the
#: address), and asks for something all the same.
_ASKS = r'"[A-Za-z]+ [^"]*"| HTTP/[0-9]|\b(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|PROPFIND|PATCH)\b'


def is_heading(lines: pl.Series, titles: Sequence[str]) -> pl.Series:
    """Which lines are W3C directives, or heading rows that one of the patterns `titles` names."""
    found = pl.select(pl.any_horizontal(pl.lit(lines).str.contains(pattern) for pattern in (DIRECTIVE, *titles)))
    asks = lines.str.contains(f"^#.*(?:{_ASKS})")
    return (found.to_series() & ~asks).fill_null(value=False)


def sampled(texts: pl.Series, titles: Sequence[str]) -> Sample:
    """The lines of a log without blank ones and headings, see `is_heading`."""
    above, _ = headings(texts)
    keep = (texts.str.strip_chars() != "") & ~is_heading(texts, titles)
    return Sample(texts.filter(keep), above.filter(keep))
