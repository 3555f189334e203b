"""Lines of a known format, read: in full as PARSED rows, or only for their minutes.

`headings` is the W3C heading in force at each line (see `w3c`); where it is not given, the lines are
a log from its start, and hold their headings themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import polars as pl

from forensics.formats.columns.anchors import Anchor, anchor_of
from forensics.formats.columns.minute import line_minutes
from forensics.formats.columns.record import recorded
from forensics.formats.columns.zone_names import several
from forensics.formats.format import Format
from forensics.formats.grammars.grammar import Grammar
from forensics.formats.templates.template import moment, size_role
from forensics.model.schema import PARSED, UTC, absent, empty

__all__ = ["anchor", "bound", "could_read", "logged", "matches", "minutes", "parse", "possible", "untold_zones"]


def parse(
    fmt: Format, lines: pl.Series, *, zone: str, headings: pl.Series | None = None
) -> tuple[pl.DataFrame, pl.Series]:
    """PARSED rows, one per line and in order, and a Boolean Series that says which lines were read.

    A line that the format cannot read, or whose time stamp is impossible, has a row of nulls.
    `zone` is the IANA zone of stamps without offset, unless the format fixes one.
    """
    if lines.is_empty():
        return empty(PARSED), pl.Series([], dtype=pl.Boolean)
    if not fmt.grammar.headed:
        return _parsed(fmt, lines, zone)
    found = [(rows, *_parsed(form, part, zone)) for form, rows, part in bound(fmt, lines, headings)]
    if not found:
        nothing = empty(PARSED).clear(n=len(lines))
        return nothing, pl.repeat(value=False, n=len(lines), eager=True, dtype=pl.Boolean)
    if len(found[0][0]) == len(lines):  # all under one heading
        return found[0][1:]
    read = pl.concat([rows.to_frame("at").with_columns(read=one) for rows, _, one in found])
    table = pl.concat([rows.to_frame("at").hstack(one) for rows, one, _ in found])
    every = pl.DataFrame({"at": pl.arange(0, len(lines), dtype=pl.UInt32, eager=True)})
    table = every.join(table, on="at", how="left", maintain_order="left").drop("at")
    told = every.join(read, on="at", how="left", maintain_order="left")["read"]
    return table, told.fill_null(value=False)


def _parsed(fmt: Format, lines: pl.Series, zone: str) -> tuple[pl.DataFrame, pl.Series]:
    grammar = fmt.grammar
    raw = grammar.cut(lines)
    return recorded(raw, grammar.slots, size=fmt.size, escaped=grammar.escaped, zone=fmt.zone or zone)


def could_read(fmt: Format, lines: Iterable[str]) -> bool:
    """Whether one of the lines holds all texts that every line of the format holds, in their order, and one of those
    of which it needs one: to find out costs nothing beside a pattern that is compiled to read none of them."""
    grammar = fmt.grammar
    objects, literals, needed = grammar.of_objects, grammar.literals, grammar.needed  # made once, not for each line
    return any(
        _in_order(line, literals)
        and (not objects or line.lstrip().startswith("{"))
        and (not needed or _holds(line.casefold(), needed))
        for line in lines
    )


def possible(formats: Iterable[Format], lines: pl.Series) -> list[Format]:
    """The formats that could read one of the lines, by the texts that all their lines hold."""
    texts = lines.to_list()
    whole = "\n".join(texts)
    return [fmt for fmt in formats if _could_hold(fmt, whole) and could_read(fmt, texts)]


def _could_hold(fmt: Format, text: str) -> bool:
    """Whether the text, of one line or of several, holds what a line of the format must hold."""
    needed = fmt.grammar.needed
    return _in_order(text, fmt.grammar.literals) and (not needed or _holds(text.casefold(), needed))


def _in_order(line: str, texts: Iterable[str]) -> bool:
    """Whether it holds these texts, one behind the other."""
    at = 0
    for text in texts:
        at = line.find(text, at) + len(text)
        if at < len(text):
            return False
    return True


def _holds(folded: str, texts: Iterable[str]) -> bool:
    return any(text in folded for text in texts)


def minutes(fmt: Format, lines: pl.Series, *, zone: str, headings: pl.Series | None = None) -> pl.Series:
    """Start of the minute of every line, in UTC; null where the stamp cannot be read.

    The one reading that every line of a log gets, so it reads no more than the stamp where it can.
    """
    found = absent(len(lines), UTC)
    for form, rows, part in bound(fmt, lines, headings):
        stamps = form.grammar.stamps
        one = line_minutes(part, stamps, zone=form.zone or zone) if stamps else _logged(form, part, zone)
        if len(part) == len(lines):
            return one.alias(lines.name)
        found = found.scatter(rows, one)
    return found.alias(lines.name)


def anchor(fmt: Format, line: str, *, heading: str | None) -> Anchor | None:
    """Where the stamp of lines like this one stands, under the heading in force; None where octets cannot prove it."""
    above = pl.Series([heading], dtype=pl.String)
    for form, _, part in bound(fmt, pl.Series([line], dtype=pl.String), above):
        return anchor_of(form.grammar.stamps, line) if part.to_list() == [line] else None
    return None


def _logged(fmt: Format, lines: pl.Series, zone: str) -> pl.Series:
    """Minutes by reading lines in full: where date and time of day stand under two keys of an object."""
    table, _ = _parsed(fmt, lines, zone)
    return table.select(minute=logged(fmt).dt.truncate("1m"))["minute"]


def logged(fmt: Format) -> pl.Expr:
    """The time that the format logs, of PARSED rows: of the two instants the one that was not computed."""
    return pl.coalesce("end", "start") if fmt.time == "end" else pl.coalesce("start", "end")


def untold_zones(fmt: Format, lines: pl.Series, *, zone: str) -> list[str]:
    """Names of zones in the lines that tell no offset, so that their times cannot be read; see `zone_names`."""
    slots = fmt.grammar.slots
    named = [slot.column for slot in slots if slot.role == "zone_name"]
    if not named or any(slot.role in ("offset", "epoch") for slot in slots):
        return []
    raw = fmt.grammar.cut(lines)
    return several((name for column in named for name in raw[column].drop_nulls().unique()), zone)


def matches(fmt: Format, lines: pl.Series, *, headings: pl.Series | None = None) -> pl.Series:
    """Which lines have the shape of the format: cheaper than reading them, and never fewer."""
    if not fmt.grammar.headed:
        return fmt.grammar.matches(lines)
    found = pl.Series([False]).new_from_index(0, len(lines))
    for form, rows, part in bound(fmt, lines, headings):
        found = found.scatter(rows, form.grammar.matches(part))
    return found


def bound(
    fmt: Format, lines: pl.Series, headings: pl.Series | None = None
) -> Iterator[tuple[Format, pl.Series, pl.Series]]:
    """The format that each stretch of lines is in, with the places of those lines and the lines: one
    for a format whose lines stand for themselves, one for each heading of any other."""
    for grammar, rows, part in fmt.grammar.stretches(lines, headings):
        yield (fmt if grammar is fmt.grammar else _under(fmt, grammar)), rows, part


def _under(fmt: Format, grammar: Grammar) -> Format:
    """The format of rows under a heading, whose time and size are what it names."""
    size = size_role(grammar.slots)
    stated = fmt.size if fmt.size_stated else size
    return replace(fmt, grammar=grammar, size=stated if size else None, time=moment(grammar.slots))
