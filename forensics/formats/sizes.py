"""What the size of a look-alike format means, told by responses that carry no body.

Measured in counting.md 2: for HEAD, 204 and 304 Apache's %b writes "-", nginx's $body_bytes_sent
writes 0, and Apache's %O writes the size of the headers.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from forensics.formats.format import Format
from forensics.formats.grammars import GRAMMARS
from forensics.formats.pieces import SIZES
from forensics.formats.reading import parse
from forensics.statement import joined, message, state

__all__ = ["SizeField", "infer"]

#: Bytes that the headers of a response without a body can plausibly take.
_HEADERS = (80, 4096)
_MOSTLY = 0.5
#: Lines looked at to tell a proxy, and what stands in a line that can tell the meaning of a size.
_LOOKED_AT = 500
_TELLING = r"\b(?:HEAD|204|304|444|499)\b"
#: Meaning of the size: server, and what the sample showed.
_MEANINGS = {
    "planned": ("apache", message('lines with the size "-", as Apache writes %b: {count}')),
    "body": (
        "nginx",
        message("lines with size 0 for a response without body, or status 499 or 444, as nginx writes them: {count}"),
    ),
    "total": (
        "apache",
        message("lines with a small size for a response without body: its headers, as Apache writes %O: {count}"),
    ),
}


@dataclass(frozen=True, slots=True)
class SizeField:
    """What the main size field means, where that is known from, and which server it speaks for."""

    meaning: str | None  # body | planned | total
    source: str  # format | inferred | assumed | unknown
    because: str
    server: str | None


def infer(fmt: Format, lines: pl.Series, *, zone: str = "UTC") -> SizeField:
    """The size field of lines that the format reads: stated by the format, else inferred from them.

    Without evidence, or with as much for one meaning as for another, the weaker proof is assumed:
    a planned size says nothing about what was sent.
    """
    if fmt.size is None:
        return SizeField(
            None, "unknown", fmt.details.get("size_because") or state("the format logs no size"), fmt.server
        )
    if not fmt.ambiguous:
        return SizeField(fmt.size, "format", state("the format {format} says so", format=fmt.name), fmt.server)
    if _of_a_proxy(fmt, lines, zone):
        text = state("most requests name a whole URL, as a proxy logs them: it may log what it planned")
        return SizeField("planned", "assumed", text, None)
    votes = _votes(fmt, lines, zone)
    ranked = sorted(votes, key=lambda meaning: -votes[meaning])
    counts = [state(_MEANINGS[meaning][1], count=votes[meaning]) for meaning in ranked if votes[meaning]]
    if not counts:
        text = state("no response without a body in the sample tells; planned is the weaker proof")
        return SizeField("planned", "assumed", text, None)
    because = joined(*counts, by="; ")
    if votes[ranked[0]] == votes[ranked[1]]:
        return SizeField("planned", "assumed", state("the sample contradicts itself: {counts}", counts=because), None)
    return SizeField(ranked[0], "inferred", because, _MEANINGS[ranked[0]][0])


def _of_a_proxy(fmt: Format, lines: pl.Series, zone: str) -> bool:
    """Varnish writes 0 for a response without body, as nginx does, but what it planned for all others."""
    some = lines.gather_every(len(lines) // _LOOKED_AT + 1)
    table, _ = parse(fmt, some, zone=zone)
    share = table.select(pl.col("target").str.contains("^https?://").mean()).item()
    return share is not None and share > _MOSTLY


def _votes(fmt: Format, lines: pl.Series, zone: str) -> dict[str, int]:
    """Lines that speak for each meaning of the size. HEAD over HTTP/2 does not speak for headers:
    there Apache logs the size that a GET would have had."""
    slots = GRAMMARS[fmt.grammar].slots(fmt)
    column = next(slot.column for slot in slots if slot.role in SIZES)
    absent = int((GRAMMARS[fmt.grammar].cut(fmt, lines)[column] == "-").sum())
    telling = lines.filter(lines.str.contains(_TELLING))
    table, _ = parse(fmt, telling, zone=zone)
    size = GRAMMARS[fmt.grammar].cut(fmt, telling)[column].cast(pl.Int64, strict=False)
    table = table.select("method", "status", "protocol", size=size)
    head, empty = pl.col("method") == "HEAD", pl.col("status").is_in([204, 304])
    first_http = ~pl.col("protocol").str.starts_with("HTTP/2")
    counts = table.select(
        body=(((head | empty) & (pl.col("size") == 0)) | pl.col("status").is_in([499, 444])).sum(),
        total=(((head & first_http) | empty) & pl.col("size").is_between(*_HEADERS)).sum(),
    )
    return {"planned": absent, "body": int(counts["body"][0]), "total": int(counts["total"][0])}
