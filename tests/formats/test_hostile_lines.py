"""Thousands of lines of every format with random hostile fields: read as they were sent, or rejected, never shifted.

`THOROUGH=1 pytest tests/formats/test_hostile_lines.py` tries all ten thousand of every text format.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from html import unescape
from typing import Any
from urllib.parse import unquote

import polars as pl

from forensics.formats import Format, parse, registry
from forensics.formats.columns.escapes import undo
from forensics.formats.grammars.templated import Templated
from tests.support.all_writers import HEADINGS, WRITERS
from tests.support.hostile import COUNT, exchanges
from tests.support.logged import Logged, logged, same, truth
from tests.support.thorough import some
from tests.support.writers.exchange import ZONE, Exchange

FORMATS = [fmt for fmt in registry() if not fmt.refused and fmt.name in WRITERS]
#: Every so manyth exchange. In JSON every value is escaped by one rule, whatever it holds: fewer tell as much.
EVERY = some(3, 1)
OTHERWISE = {"jsonl": some(10, 5)}

#: Texts that a client fills: servers rewrite them, each in its own way.
TEXTS = ("target", "path", "query", "referer", "agent", "user", "host", "forwarded")
#: What says when, what and how much, and may never be anything else.
EXACT = (
    *("start", "end", "peer", "method", "protocol", "status", "body_bytes", "planned_bytes", "total_bytes"),
    *("object_bytes", "range", "content_range", "content_type", "request_id"),
)


#: Texts of which servers write more or less than was sent.
REWRITTEN = ("target", "path", "query", "user")
_NAME = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_HASH = re.compile("#([0-9A-F]{2})")
#: A shorter text may stand in a line by chance.
_TELLING = 16


#: The share of lines that must be readable, since a format that rejects everything shifts nothing either.
LEAST = {
    "jsonl": 0.99,  # every value is escaped
    "escaped": 0.65,  # lost are user names and lists outside quotes, and quotes that the server leaves as they are
    "raw": 0.5,  # two hostile fields of up to seven: a quote or a separator in one of them costs the line
}


def least_read(fmt: Format) -> float:
    """The least share for a format, by what its server does to a quote."""
    if fmt.grammar.name == "jsonl":
        return LEAST["jsonl"]
    escapes = isinstance(fmt.grammar, Templated) and fmt.grammar.escape != "none"
    return LEAST["escaped" if escapes else "raw"]


@functools.cache
def happened(every: int) -> tuple[tuple[Exchange, ...], pl.DataFrame]:
    """Every so manyth exchange, and what is true of them."""
    chosen = exchanges()[::every]
    return chosen, truth(chosen)


def differing(column: str, table: pl.DataFrame, true: pl.DataFrame, read: pl.Series) -> list[int]:
    """The rows that were read and do not say in that column exactly what was sent; a time may be cut to the second."""
    column_read, sent = table[column], true[column]
    if sent.dtype == pl.Null:
        sent = sent.cast(column_read.dtype)
    wrong = read & column_read.ne_missing(sent)
    if sent.dtype.is_temporal():
        wrong &= column_read.ne_missing(sent.dt.truncate("1s"))
    return wrong.arg_true().to_list()


def is_kept(log: Logged, column: str, read: str | None, exchange: Exchange, line: str) -> bool:
    """Whether a text that is not what was sent is what the server's own writing has left of it: itself where the
    line holds it as it was sent, else the same letters and digits in the same order, and no other."""
    sent = sent_of(log, column, exchange)
    if column == "forwarded" and read is not None:  # some append the peer, as a proxy does
        read = read.removesuffix(exchange.peer).rstrip(", ") or None
    is_name = _NAME.fullmatch(exchange.host) is not None
    if column == "host" and not is_name:  # no such host: the server may log the name that it answers by
        return read is None or letters(sent).startswith(letters(read)) or _NAME.fullmatch(read) is not None
    if log.absolute and not is_name and column in ("target", "path", "query"):  # where it ends is anyone's guess
        local = letters(re.sub("^https?://", "", read or ""))
        return any(local in letters(exchange.host + port + exchange.target) for port in ("", ":443"))
    if read is None:
        return not letters(sent)
    spelled = [sent, sent.encode().decode("latin-1")]  # as sent, or as servers in Java read its bytes
    spelled += [text.replace('"', '\\"') for text in spelled]  # quotes escaped, but no backslashes
    there = [text for text in spelled if text in line]
    if read in there or read in map(undo, there) or read in (undo(f"{text} ").rstrip(" ") for text in there):
        return True
    if column == "target" and log.absolute:
        return letters(read).endswith(letters(sent))
    as_sent = len(sent) >= _TELLING and sent in line and not is_rewritten(log, column)
    return not as_sent and letters(read) == letters(sent)


def is_rewritten(log: Logged, column: str) -> bool:
    """Whether the server writes the text in words of its own, even where the line holds it as sent elsewhere."""
    return column in log.rewritten or (column in ("target", "path") and bool(log.roles & {"path", "key"}))


def sent_of(log: Logged, column: str, exchange: Exchange) -> str:
    """The text that a client sent, "" for none; of a log without queries the target is the path."""
    path, _, query = exchange.target.partition("?")
    sent = {
        "path": path,
        "query": query,
        "target": exchange.target if "query" in log.columns else path,
        "host": exchange.host.lower(),
    }.get(column, getattr(exchange, column, None))
    if column == "forwarded" and log.first_hop:
        sent = (sent or exchange.peer).partition(",")[0].strip()
    return "" if sent in (None, "-") else str(sent)


@functools.cache
def letters(text: str) -> str:
    """The letters and digits of a text whatever escapes it went through: percent, backslash, hash, HTML."""
    before = ""
    while text != before:
        before = text
        text = unquote(undo(_HASH.sub(lambda code: chr(int(code[1], 16)), unescape(text))), errors="replace")
    return "".join(char for char in text.lower() if char.isascii() and char.isalnum())


def shifted(
    fmt: Format, log: Logged, lines: list[str], chosen: Sequence[Exchange], true: pl.DataFrame
) -> tuple[list[tuple[Any, ...]], float]:
    """The fields that do not say what was sent, and the share of lines that were read."""
    headings = HEADINGS.get(fmt.name, ())
    whole, was_read = parse(fmt, pl.Series([*headings, *lines], dtype=pl.String), zone=ZONE.key)
    table, read = whole.slice(len(headings)), was_read.slice(len(headings))
    wrong: list[tuple[Any, ...]] = []
    for column in sorted(log.columns & {*TEXTS, *EXACT}):
        values = table[column].to_list()
        for row in differing(column, table, true, read):
            value, exchange, line = values[row], chosen[row], lines[row]
            as_it_was = column not in REWRITTEN and same(log, column, value, exchange, line)
            if not as_it_was and not (column in TEXTS and is_kept(log, column, value, exchange, line)):
                wrong.append((fmt.name, column, value, true[column][row], line))
    return wrong, float(read.mean() or 0)


def test_no_hostile_field_shifts_another() -> None:
    """Status, address, time, sizes and method are exactly as they were in every line read, and texts as sent."""
    tried = 0
    wrong: list[tuple[Any, ...]] = []
    shares: dict[str, float] = {}
    for fmt in FORMATS:
        chosen, true = happened(OTHERWISE.get(fmt.grammar.name, EVERY))
        lines = [WRITERS[fmt.name](exchange) for exchange in chosen]
        assert not any("\n" in line for line in lines), fmt.name
        found, shares[fmt.name] = shifted(fmt, logged(fmt), lines, chosen, true)
        wrong += found[:3]
        tried += len(lines)
    assert not wrong
    assert {fmt.name: shares[fmt.name] for fmt in FORMATS if shares[fmt.name] < least_read(fmt)} == {}
    assert (
        tried == sum(len(happened(OTHERWISE.get(fmt.grammar.name, EVERY))[0]) for fmt in FORMATS) > 80 * COUNT // EVERY
    )
