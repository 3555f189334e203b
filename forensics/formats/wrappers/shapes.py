"""A prefix that nobody has listed: what stands before every line in one shape, where the rest reads as a request.

The shape is that of most lines, and the words in it are counted, so nothing that a client writes behind the
address of its request can move the cut.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import polars as pl

from forensics.formats.templates.addresses import ADDRESS
from forensics.formats.wrapper import LINE, Wrapper
from forensics.language.statement import state

__all__ = ["stable_prefix"]

#: Longest prefix that is looked for, in characters, and its most words.
_LONGEST, _WORDS = 300, 16
_MOSTLY = 0.5
#: What begins a line: an address and what follows it up to the time, an object, or the time of a W3C row.
_BEGINS = (
    rf"{ADDRESS}(?::[0-9]{{1,5}})? [^ \"]+ [^ \"]+ \[[0-9]{{2}}/[A-Za-z]{{3}}/",
    r'\{\s*"[^"]+"\s*:',
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ \t][0-9]{2}:[0-9]{2}:[0-9]{2}[ \t]",
)


def stable_prefix(texts: pl.Series, *, constant: bool) -> Wrapper | None:
    """The prefix of most lines as a wrapper; None if there is none. If `constant`, it is the same in all of them."""
    for begins in _BEGINS:
        found = texts.str.extract(rf"^(.{{1,{_LONGEST}}}?[^0-9A-Za-z.]){begins}", 1).drop_nulls().to_list()
        if len(found) <= len(texts) * _MOSTLY or (constant and len(set(found)) > 1):
            continue
        pattern = _shape(found)
        if pattern is not None:
            return _wrapper(pattern, found)
    return None


def _wrapper(pattern: str, found: Sequence[str]) -> Wrapper:
    counts = ""
    if all(text.strip().isdecimal() for text in found):
        numbers = [int(text) for text in found]
        counts = "lines" if all(one < other for one, other in pairwise(numbers)) else "times"
    return Wrapper(
        "prefix",
        state("Something of one shape before the line"),
        "prefix",
        f"^{pattern}",
        "no specification",
        found[0] + LINE,
        number="^()( *[0-9]+) " if counts else "",
        counts=counts,
    )


def _shape(found: Sequence[str]) -> str | None:
    """A pattern for prefixes of so many words: a word that is the same in all of them as it is, others by
    the marks that they hold; None if most do not have one shape."""
    words = Counter(len(text.split()) for text in found)
    count, lines = words.most_common(1)[0]
    if lines <= len(found) * _MOSTLY or count > _WORDS:
        return None
    alike = [re.split(r"(\s+)", text) for text in found if len(text.split()) == count]
    width = Counter(map(len, alike)).most_common(1)[0][0]
    columns = list(zip(*(parts for parts in alike if len(parts) == width), strict=True))
    return "".join(_piece(column, glued=index == len(columns) - 1) for index, column in enumerate(columns))


def _piece(texts: Sequence[str], *, glued: bool) -> str:
    if len(set(texts)) == 1:
        return _quoted(texts[0])
    if all(text.isspace() for text in texts):
        return r"\s+"
    if not glued:
        return r"[^\s]+"
    # The line begins right behind it: the mark that ends the word is counted, for it may stand within.
    mark = Counter(text[-1:] for text in texts).most_common(1)[0][0]
    times = Counter(text.count(mark) for text in texts).most_common(1)[0][0]
    return rf"(?:[^\s{_quoted(mark)}]*{_quoted(mark)}){{{times}}}"


def _quoted(text: str) -> str:
    return re.sub(r"([\\.+*?()|\[\]{}^$#&~-])", r"\\\1", text)
