"""What a format logs by its declaration, and what its columns must then say of an exchange."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import polars as pl
from all_writers import HEADINGS
from writers.exchange import Exchange

from forensics.formats import Format
from forensics.formats.grammars import GRAMMARS
from forensics.formats.pieces import SIZES, Slot
from forensics.formats.w3c import bind, headings

__all__ = ["DERIVED", "Logged", "logged", "truth"]

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
#: A path that these give is written by the server, which has decoded it; a request line is as it was sent.
DERIVED = ("path", "key", "stem")


@dataclass(frozen=True)
class Logged:
    """The columns that a format fills, and how."""

    columns: frozenset[str]
    roles: frozenset[str]
    stamps: frozenset[str]  # "start", "end": the times that are logged, not derived from a duration
    marks_abort: bool  # some value of a field means that the client left

    @property
    def names_requests(self) -> bool:
        """Whether a line can name a file; logs of connections cannot."""
        return "target" in self.columns


def logged(fmt: Format) -> Logged:
    """What the format logs; of one whose fields stand in a heading, under the heading that its writer writes."""
    slots = _slots(fmt)
    roles = frozenset(slot.role for slot in slots if not slot.stamp)
    columns = {column for role in roles for column in _COLUMNS.get(role, (role,))}
    stamps = frozenset(slot.stamp.partition(":")[0] for slot in slots if slot.stamp)
    return Logged(
        columns=frozenset(columns | stamps),
        roles=roles,
        stamps=stamps,
        marks_abort=bool(roles & {"connection", "completion"})
        or any(slot.role == "outcome" and slot.argument.partition(";")[0] for slot in slots),
    )


def _slots(fmt: Format) -> list[Slot]:
    """The slots of a format, the main size field with the role that the format gives it."""
    if fmt.grammar == "w3c":
        above, _ = headings(pl.Series(HEADINGS[fmt.name]))
        bound = bind(fmt, above[-1])
        assert bound is not None, f"{fmt.name} does not read the heading of its own writer"
        fmt = bound
    slots = list(GRAMMARS[fmt.grammar].slots(fmt))
    main = next((index for index, slot in enumerate(slots) if slot.role in SIZES), None)
    if main is not None and fmt.size is not None:
        slots[main] = Slot("", fmt.size)
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
