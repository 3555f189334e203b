"""What a format logs by its declaration, and what its columns must then say of an exchange."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

import polars as pl

from forensics.formats import Format, parse
from forensics.formats.grammars.grammar import Grammar
from forensics.formats.grammars.w3c import W3C, headings
from forensics.formats.templates.pieces import SIZES, Slot
from forensics.formats.templates.template import size_role
from forensics.parties.addresses import canonical
from tests.support.all_writers import HEADINGS
from tests.support.writers.exchange import Exchange

__all__ = ["Logged", "logged", "names_requests", "same", "truth"]

#: Columns that a field fills, by its role. Roles not named here fill the column of their own name.
_COLUMNS = {
    "request": ("method", "target", "path", "query", "protocol"),
    "target": ("target", "path", "query"),
    "stem": ("target", "path"),
    "path": ("target", "path"),
    "key": ("target", "path"),
    "query": ("query",),
    "search": ("query",),
    "operation": ("method",),
    "body": ("body_bytes",),
    "planned": ("planned_bytes",),
    "length": ("planned_bytes",),
    "total": ("total_bytes", "unfinished"),
    "object": ("object_bytes",),
    "range_first": ("content_range",),
    "range_last": ("content_range",),
    "gzip_ratio": ("encoding",),
    "connection": ("aborted",),
    "completion": ("aborted",),
    "outcome": ("aborted",),
    "nanoseconds": ("start", "end"),
    "microseconds": ("start", "end"),
    "milliseconds": ("start", "end"),
    "seconds": ("start", "end"),
}
_PATHS = ("target", "stem", "path", "key")
#: The cell or key that a column of raw text is cut from.
_CELL = re.compile("[ck][0-9]+(?=_)")
#: Azure Front Door, "clientIp".
_FIRST_HOP = ("azure_front_door",)
#: What logs call a client that has not logged in.
_NOBODY = (None, "anonymous")
#: A time that follows from a duration, which some logs cut to seconds, is as exact as both together.
_DERIVED = timedelta(seconds=2)


@dataclass(frozen=True)
class Logged:
    """The columns that a format fills, and how."""

    columns: frozenset[str]
    roles: frozenset[str]
    stamps: frozenset[str]  # "start", "end": the times that are logged, not derived from a duration
    marks_abort: bool  # some value of a field means that the client left
    absolute: bool  # the host stands in one text with the path
    first_hop: bool  # of a forwarded chain only the first address is logged; without a chain the peer's
    rewritten: frozenset[str]  # columns whose text the server has encoded again, or written "+" for a blank


def names_requests(fmt: Format) -> bool:
    """Whether a line can name a file; logs of connections cannot."""
    return "target" in _columns(slot.role for slot in _slots(fmt) if not slot.stamp)


def _columns(roles: Iterable[str]) -> set[str]:
    return {column for role in roles for column in _COLUMNS.get(role, (role,))}


@functools.cache
def logged(fmt: Format) -> Logged:
    """What the format logs; of one whose fields stand in a heading, under the heading that its writer writes."""
    slots = _slots(fmt)
    roles = frozenset(slot.role for slot in slots if not slot.stamp)
    columns = _columns(roles)
    stamps = frozenset(slot.stamp.partition(":")[0] for slot in slots if slot.stamp)
    absolute = _has_absolute_targets(fmt, roles) or _in_one_cell(slots)
    return Logged(
        columns=frozenset(columns | stamps | ({"host"} if absolute else set())),
        absolute=absolute,
        first_hop=fmt.name in _FIRST_HOP,
        rewritten=frozenset(slot.role for slot in slots if slot.argument in ("plus", "percent")),
        roles=roles,
        stamps=stamps,
        marks_abort=bool(roles & {"connection", "completion"})
        or any(slot.role == "outcome" and slot.argument.partition(";")[0] for slot in slots),
    )


def _in_one_cell(slots: Sequence[Slot]) -> bool:
    """Whether a host and a path stand in one cell, or under one key."""
    cells = [{_CELL.match(slot.column) for slot in slots if slot.role in roles} for roles in (("host",), _PATHS)]
    hosts, paths = ({cell.group() for cell in found if cell} for found in cells)
    return bool(hosts & paths)


def _has_absolute_targets(fmt: Format, roles: Collection[str]) -> bool:
    """Whether the target names the host, as the examples show."""
    lines = [line for example in fmt.examples for line in example.split("\n")]
    table, _ = parse(fmt, pl.Series(lines, dtype=pl.String), zone="UTC")
    if "host" not in roles and table["host"].null_count() < table.height:
        return True
    return bool(table["target"].str.contains("^https?://").any())


def _slots(fmt: Format) -> list[Slot]:
    """The slots of a format, the main size field with the role that the format gives it."""
    grammar: Grammar | None = fmt.grammar
    size = fmt.size
    if isinstance(grammar, W3C):
        above, _ = headings(pl.Series(HEADINGS[fmt.name]))
        grammar = grammar.under(above[-1])
        assert grammar is not None, f"{fmt.name} does not read the heading of its own writer"
        size = size_role(grammar.slots)
    slots = list(grammar.slots)
    main = next((index for index, slot in enumerate(slots) if slot.role in SIZES), None)
    if main is not None and size is not None:
        slots[main] = Slot("", size)
    return slots


def truth(exchanges: Sequence[Exchange]) -> pl.DataFrame:
    """What happened, in the columns of PARSED: what a log would say that logs everything."""
    return pl.DataFrame([_row(exchange) for exchange in exchanges], infer_schema_length=None)


def _row(exchange: Exchange) -> dict[str, Any]:
    path, mark, query = exchange.target.partition("?")
    return {
        "start": exchange.start,
        "end": exchange.end,
        "peer": exchange.peer,
        "forwarded": exchange.forwarded or None,
        "user": exchange.user or None,
        "method": exchange.method,
        "target": exchange.target,
        "host": exchange.host.lower(),
        "path": path,
        "query": query if mark else None,
        "protocol": exchange.protocol,
        "status": exchange.status,
        "body_bytes": exchange.body,
        "planned_bytes": exchange.planned,
        "total_bytes": exchange.body + exchange.headers,
        "object_bytes": exchange.object_bytes,
        "range": exchange.range,
        "content_range": exchange.content_range,
        "encoding": None,
        "content_type": exchange.content_type,
        "aborted": exchange.aborted,
        "generated": False,
        "unfinished": None,
        "referer": exchange.referer or None,
        "agent": exchange.agent or None,
        "request_id": exchange.request_id,
    }


def same(log: Logged, column: str, read: Any, happened: Exchange, line: str) -> bool:  # noqa: ANN401, PLR0911
    """Whether a column says what happened, as far as the line holds it."""
    true = _row(happened)[column]
    if column in ("start", "end"):
        return _is_time(read, true, stamped=column in log.stamps)
    if column in ("target", "path", "query"):
        return _is_target(column, read, happened, line, with_query="query" in log.columns)
    if column == "aborted" and happened.status in (200, 206):
        return read is True if true and log.marks_abort else read is not True
    if column == "forwarded":
        hops = [hop.strip() for hop in (read or "").split(",") if hop.strip()]
        sent = [hop.strip() for hop in (true or "").split(",") if hop.strip()]
        if log.first_hop:
            return hops == (sent or [happened.peer])[:1]
        return hops in (sent, [*sent, happened.peer])
    if column == "content_range" and "range_first" in log.roles and true is not None:
        return read is not None and read.partition("/")[0] == true.partition("/")[0]
    if column == "planned_bytes" and "length" in log.roles and true == 0:
        return read in (None, 0)
    if column in ("aborted", "generated", "unfinished"):
        return read is not True or happened.status not in (200, 206)
    if column == "user" and true is None:
        return read in _NOBODY
    return bool(_PLAIN.get(column, str)(read) == _PLAIN.get(column, str)(true)) if read is not None else true is None


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "peer": canonical,
    "protocol": lambda text: text.upper().removesuffix(".0"),
}


def _is_time(read: datetime | None, happened: datetime, *, stamped: bool) -> bool:
    """A stamp is the moment itself, or cut to the second."""
    if read is None:
        return False
    return read in (happened, happened.replace(microsecond=0)) if stamped else abs(read - happened) < _DERIVED


def _is_target(column: str, read: str | None, happened: Exchange, line: str, *, with_query: bool) -> bool:
    """A target is as it was sent if it stands so in the line; else the server has decoded it, and may have written
    "+" for a blank."""
    path, _, query = happened.target.partition("?")
    sent = {"target": happened.target if with_query else path, "path": path, "query": query}[column]
    local = re.sub("^https?://[^/]*", "", read or "")
    return local == sent or (sent not in line and _plain(local) == _plain(sent))


def _plain(text: str) -> str:
    return unquote(text).replace("+", " ")
