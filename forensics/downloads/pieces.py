"""What one request delivered of a file: which parts of it, or how many bytes (counting.md 3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forensics.downloads.totals import HEADERS_LEAST

__all__ = ["Piece", "piece_of", "union"]

#: One of several ranges that were asked for; a number of more digits is no place in a file.
_ASKED = re.compile(r"\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """One request that delivered something: the `spans` of the file it carried (first and last byte)
    if they are known, else `length` if that is known, else at most `most` bytes."""

    index: int  # position in the table of requests
    time: datetime  # start, or the logged time
    client: str | None  # under whom requests may be joined; None: the request stands for itself
    agent: str | None
    size: int | None  # S
    verdict: str  # complete | partial | indeterminate (a 200 that was planned whole, then broken off)
    status: int
    spans: tuple[tuple[int, int], ...]
    length: int | None  # bytes of the file in the body; None where the count has more in it, or is only planned
    most: int | None = None  # bytes with headers, less the smallest header; None where not logged
    least: int | None = None  # bytes of the file that left at least, by body or by bytes with headers

    @property
    def order(self) -> tuple[Any, ...]:
        """By time; within a second by what was sent, not by the order of lines, which says nothing there."""
        sent = (self.verdict, self.spans, self.length or 0, self.most or 0, self.status)
        return (self.time, *sent, self.agent or "", self.client or "", self.size or 0, self.index)


def union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Intervals (first and last byte) joined where the next starts at or before last + 1 (3.6.4)."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _spans(row: Mapping[str, Any]) -> tuple[tuple[int, int], ...]:
    """The known parts of the file that a request carried; several for a multipart answer (3.6.6)."""
    if not row["multipart"]:
        whole = row["first_byte"] is not None and row["last_byte"] is not None
        return ((row["first_byte"], row["last_byte"]),) if whole else ()
    size = row["size"]
    spans = []
    for part in (row["range"] or "").partition("=")[2].split(","):
        asked = _ASKED.fullmatch(part)
        if asked is None or size is None or part.strip() == "-":
            return ()
        first, last = asked.groups()
        start = int(first) if first else max(0, size - int(last))
        end = min(int(last), size - 1) if first and last else size - 1
        if start <= end:
            spans.append((start, end))
    # A server that joins overlapping ranges sends just their union (Apache), another sends each part.
    body, each = row["body"], sum(end - start + 1 for start, end in spans)
    joined = sum(end - start + 1 for start, end in union(spans))
    return tuple(spans) if body is not None and not row["cut_off"] and (body >= each or body == joined) else ()


def piece_of(index: int, row: Mapping[str, Any], time: datetime) -> Piece:
    """What one judged request (delivery.py) delivered, for its row."""
    total = row["total_bytes"]
    countable = not (row["multipart"] or row["cut_off"] or row["encoding"])
    return Piece(
        index=index,
        time=time,
        client=row["person"],
        agent=row["agent"],
        size=row["size"],
        verdict=row["verdict"],
        status=row["status"],
        spans=_spans(row),
        length=row["body"] if countable else None,
        most=None if total is None else total if row["bare"] else total - HEADERS_LEAST,
        least=(row["least_sent"] if row["body"] is None else row["body"]) if countable else None,
    )
