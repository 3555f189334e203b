"""What a log's lines are wrapped in, told by what the lines inside can be read as."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from forensics.formats.declared.declare import refused
from forensics.formats.detection.samples import sampled
from forensics.formats.format import Format
from forensics.formats.reading import matches, possible
from forensics.formats.templates.addresses import ADDRESS
from forensics.formats.wrapper import Wrapper
from forensics.formats.wrappers.envelopes import envelopes
from forensics.formats.wrappers.known import WRAPPERS, peel, peeled
from forensics.formats.wrappers.residue import cleaned
from forensics.formats.wrappers.shapes import stable_prefix
from forensics.required_texts import could_fit

__all__ = ["furniture", "inner", "taken_off", "unwrapped"]

#: Share of lines that a wrapper must be around.
_MOSTLY = 0.5
#: A line that syslog has put into a container's JSON, and that into quotes.
_DEEPEST = 3
_TRIED = 100
#: Longest sample of what was taken off, in characters.
_SHOWN = 80
#: So many numbers that rise show that lines were numbered.
_RISING = 3
_NOTHING: tuple[Wrapper, ...] = ()
#: What a layout can be worked out of (`layouts`): it begins with an address, or a host and an address, and a status
#: follows the request.
_SOME_LAYOUT = refused(
    "some_layout",
    "A request in some layout",
    "",
    family="",
    pattern=(
        r"(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]+)? )?[0-9A-Fa-f:.\[\]]+(?::[0-9]+)?[ ,].*"
        r' HTTP/[0-9.]+"? "?[0-9]{3}"? .*'
    ),
    examples=(),
)
#: A line as a server writes it, its address first: nothing stands before it.
_BARE = rf"^{ADDRESS} [^\"]*\[[0-9]{{2}}/[^\]\"]*\] \""
#: A first word that may be the name of a host, or anything else.
_WORD = "^[A-Za-z][A-Za-z0-9_-]* "


def inner(wrappers: Sequence[Wrapper], lines: pl.Series) -> pl.Series:
    """The lines to read: out of their wrappers, and without what is no part of any line (see `residue`)."""
    bare = cleaned(lines)
    return cleaned(peeled(wrappers, bare)) if wrappers else bare


def unwrapped(texts: pl.Series, formats: Sequence[Format]) -> tuple[tuple[Wrapper, ...], pl.Series]:
    """The wrappers around most lines, from the outside in, and all lines without them.

    A wrapper is one only if the lines inside can be read by one of the formats, and more of them than
    without it, or as many: a prefix that a lenient format would take for a host name is a prefix.
    """
    texts = cleaned(texts)
    filled = texts.filter(texts.str.strip_chars() != "")
    each = len(filled) // _TRIED + 1
    headed = filled.str.contains("#Fields:", literal=True)  # rows mean nothing without their heading
    some = filled.filter(headed | (pl.arange(0, len(filled), eager=True) % each == 0))
    chain = _stated(some, formats)
    if not chain and not _is_bare(some):
        chain = _around(some, (*formats, _SOME_LAYOUT))
    return chain, inner(chain, texts)


def _stated(texts: pl.Series, formats: Sequence[Format]) -> tuple[Wrapper, ...]:
    """What the user of a format says that its lines stand in, where any does; inside may be more."""
    said = dict.fromkeys(wrapper for fmt in formats for wrapper in fmt.wrappers)
    around = tuple(wrapper for wrapper in said if peel(wrapper, texts).is_not_null().any())
    if not around:
        return _NOTHING
    _, within = _best(_inside(around[0], texts), (*formats, _SOME_LAYOUT), _DEEPEST - 1)
    return (*around, *within)


def taken_off(wrappers: Sequence[Wrapper], texts: pl.Series) -> str:
    """What stood around the first line that was wrapped, to show; of a line that was written anew, its beginning."""
    bare = cleaned(texts)
    for whole, line in zip(bare, peeled(wrappers, bare), strict=True):
        if line and line != whole:
            before, found, behind = whole.partition(line)
            around = f"{before} … {behind}" if behind else before
            return str(around if found else whole)[:_SHOWN]
    return ""


def _is_bare(texts: pl.Series) -> bool:
    """Whether every line begins with an address, some of them with one that no number can have become part of."""
    return bool(texts.str.contains(_BARE).all() and texts.str.contains(r"^[0-9]+\.").any())


def _around(texts: pl.Series, formats: tuple[Format, ...]) -> tuple[Wrapper, ...]:
    """The known wrappers around the lines; where none is, what stands before each of them in one shape."""
    best, chain = _best(texts, formats, _DEEPEST)
    by_word = not chain and texts.str.contains(_WORD).sum() > len(texts) * _MOSTLY
    if best > len(texts) * _MOSTLY and not by_word:
        return chain
    found = stable_prefix(texts, constant=best > len(texts) * _MOSTLY)
    if found is None:
        return chain
    count, inside = _best(_inside(found, texts), formats, _DEEPEST - 1)
    return (found, *inside) if count and (count > best or (count == best and by_word)) else chain


def _best(texts: pl.Series, formats: tuple[Format, ...], depth: int) -> tuple[int, tuple[Wrapper, ...]]:
    """How many lines are read in the best way, and the wrappers to take off for it."""
    best, chain = _read(texts, formats), _NOTHING
    for wrapper in _likely(texts) if depth else ():
        own = texts.filter(~furniture([wrapper], texts)) if wrapper.furniture else texts
        wrapped = len(own) - peel(wrapper, own).null_count()
        # Headings that were not wrapped with their rows do not count.
        bare = int(own.str.starts_with("#").sum()) if wrapped else 0
        if not wrapped or wrapped < (len(own) - bare) * _MOSTLY or not _numbered(wrapper, own):
            continue
        count, inside = _best(_inside(wrapper, own), formats, depth - 1)
        tied = count == best and not chain and wrapper.kind not in ("quotes", "typeset")
        if count and (count > best or tied):
            best, chain = count, (wrapper, *inside)
    return best, chain


def _likely(texts: pl.Series) -> list[Wrapper]:
    """The known wrappers, and those that the lines tell, whose pattern could fit one of the lines."""
    known = (*WRAPPERS, *envelopes(texts))
    return [known[number] for number in could_fit([wrapper.pattern for wrapper in known], texts)]


def furniture(wrappers: Sequence[Wrapper], lines: pl.Series) -> pl.Series:
    """Which lines a wrapper puts beside those that it wraps, and that hold no request."""
    found = lines.is_null()
    for wrapper in wrappers:
        if wrapper.furniture:
            found |= lines.str.contains(wrapper.furniture).fill_null(value=False) & peel(wrapper, lines).is_null()
    return found


def _inside(wrapper: Wrapper, texts: pl.Series) -> pl.Series:
    """The lines inside; a heading that was not wrapped with its rows stays a heading."""
    found = peel(wrapper, texts)
    headings = (found.is_null() & texts.str.starts_with("#")).fill_null(value=False)
    return found.zip_with(~headings, texts).drop_nulls()


def _numbered(wrapper: Wrapper, texts: pl.Series) -> bool:
    """Whether the numbers before the lines rise within each file, as those of lines do, and those of equal
    lines do not; a group of an IPv6 address is no such number."""
    if not wrapper.number:
        return True
    table = texts.str.extract_groups(wrapper.number).struct.unnest().drop_nulls()
    of, number = table.columns[0], pl.col(table.columns[1]).str.strip_chars().cast(pl.Int64, strict=False)
    steps = table.group_by(of, maintain_order=True).agg(step=number.diff()).explode("step")["step"].drop_nulls()
    rising = bool((steps > 0).all()) and len(steps) + 1 >= min(_RISING, len(texts))
    return rising == (wrapper.counts == "lines")


def _read(texts: pl.Series, formats: Sequence[Format]) -> int:
    """How many of the lines some format reads, with a heading among them or without."""
    left = sampled(texts, [])
    count = 0
    for fmt in possible(formats, left.texts):
        if not len(left):
            break
        reads = matches(fmt, left.texts, headings=left.headings)
        count += int(reads.sum())
        left = left.filter(~reads)
    return count
