"""Lines that a word processor, a web page or a string literal has changed, changed back."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from forensics.formats.wrapper import LINE, Wrapper
from forensics.language.statement import state

__all__ = ["WRAPPERS", "plain"]

_DOUBLE, _BLANK = "[\u201c\u201d\u201e\u201f\u00ab\u00bb]", "[\u00a0\u202f\u2007]"
_BLANKS = f"{_BLANK} ?| {_BLANK}"

#: What became of a text -> what it was, in the order in which it is undone: patterns, for Rust's regex engine.
_UNDONE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "curly_quotes": ((_DOUBLE, '"'), (_BLANKS, " ")),
    "hard_blanks": ((_BLANKS, " "),),
    "html": (
        ("&(?:quot|#34|#x22);", '"'),
        ("&(?:nbsp|#160|#xa0);", " "),
        ("&(?:lt|#60|#x3c);", "<"),
        ("&(?:gt|#62|#x3e);", ">"),
        ("&(?:apos|#39|#x27);", "'"),
        ("&(?:amp|#38|#x26);", "&"),
    ),
    "escaped_quotes": ((r"\\([\\\x22])", "${1}"),),
}


def plain(wrapper: Wrapper, lines: pl.Series) -> pl.Series:
    """The lines as they were before they were typeset; null where nothing shows that they were."""
    line = pl.col("line")
    typeset = line.str.contains(wrapper.pattern) & ~line.str.contains(wrapper.unless)
    undone = line
    for found, text in _UNDONE[wrapper.name]:
        undone = undone.str.replace_all(found, text)
    return lines.to_frame("line").select(pl.when(typeset).then(undone)).to_series()


def _typeset(name: str, title: str, pattern: str, unless: str, example: str) -> Wrapper:
    return Wrapper(name, title, "typeset", pattern, "no specification", example, unless=unless)


#: A line that has no quote left as a server writes it.
_QUOTE = r'^[^"]*"'
#: A quote that no backslash stands before.
_BARE = r'(?:^|[^\\])"'

WRAPPERS: tuple[Wrapper, ...] = (
    _typeset(
        "curly_quotes",
        state("A word processor's quotes"),
        _DOUBLE,
        _QUOTE,
        LINE.replace('"GET', "\u201cGET").replace('1.1"', "1.1\u201d"),
    ),
    _typeset("hard_blanks", state("Blanks that do not break"), _BLANK, r"^\S+ \S+ ", LINE.replace(" ", "\u00a0 ")),
    _typeset(
        "html",
        state("A web page's source (&quot; for quotes)"),
        "&(?:quot|#34|#x22);",
        _QUOTE,
        LINE.replace('"', "&quot;"),
    ),
    _typeset(
        "escaped_quotes",
        state(r"A string literal without its quotes (\" for quotes)"),
        r'\\"',
        _BARE,
        LINE.replace('"', r"\""),
    ),
)
