"""What a log's lines are wrapped in, told by what the lines inside can be read as."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from forensics.formats.declare import refused
from forensics.formats.envelopes import envelopes
from forensics.formats.format import Format
from forensics.formats.reading import matches
from forensics.formats.samples import sampled
from forensics.formats.wrappers import WRAPPERS, Wrapper, peel, peeled

__all__ = ["unwrapped"]

#: Share of lines that a wrapper must be around.
_MOSTLY = 0.5
#: A line that syslog has put into a container's JSON, and that into quotes.
_DEEPEST = 3
_TRIED = 100
_NOTHING: tuple[Wrapper, ...] = ()
#: What a layout can be worked out of (`layouts`): it begins with an address, and a status follows the request.
_SOME_LAYOUT = refused(
    "some_layout",
    "A request in some layout",
    "",
    family="",
    pattern=r'[0-9A-Fa-f:.\[\]]+(?::[0-9]+)?[ ,].* HTTP/[0-9.]+"? "?[0-9]{3}"? .*',
    examples=(),
)


def unwrapped(texts: pl.Series, formats: Sequence[Format]) -> tuple[tuple[Wrapper, ...], pl.Series]:
    """The wrappers around most lines, from the outside in, and all lines without them.

    A wrapper is one only if the lines inside can be read by one of the formats, and more of them than
    without it, or as many: a prefix that a lenient format would take for a host name is a prefix.
    """
    filled = texts.filter(texts.str.strip_chars() != "")
    each = len(filled) // _TRIED + 1
    headed = filled.str.contains("#Fields:", literal=True)  # rows mean nothing without their heading
    some = filled.filter(headed | (pl.arange(0, len(filled), eager=True) % each == 0))
    _, chain = _best(some, (*formats, _SOME_LAYOUT), _DEEPEST)
    return chain, peeled(chain, texts)


def _best(texts: pl.Series, formats: tuple[Format, ...], depth: int) -> tuple[int, tuple[Wrapper, ...]]:
    """How many lines are read in the best way, and the wrappers to take off for it."""
    best, chain = _read(texts, formats), _NOTHING
    for wrapper in (*WRAPPERS, *envelopes(texts)) if depth else ():
        inner = peel(wrapper, texts)
        if inner.is_empty() or inner.null_count() > len(texts) * (1 - _MOSTLY):
            continue
        count, inside = _best(inner.drop_nulls(), formats, depth - 1)
        if count and (count > best or (count == best and not chain and wrapper.kind != "quotes")):
            best, chain = count, (wrapper, *inside)
    return best, chain


def _read(texts: pl.Series, formats: Sequence[Format]) -> int:
    """How many of the lines some format reads, with a heading among them or without."""
    left = sampled(texts, [])
    count = 0
    for fmt in formats:
        if not len(left):
            break
        reads = matches(fmt, left.texts, headings=left.headings)
        count += int(reads.sum())
        left = left.filter(~reads)
    return count
