"""What the size of a look-alike format means, as far as responses that carry no body show it.

Measured in counting.md 2: for HEAD, 204 and 304 Apache's %b writes "-", nginx's $body_bytes_sent
writes 0, and Apache's %O writes the size of the headers. These are weak signs, which any visitor can
have a server write: each network has one vote, one network alone decides nothing, and the responses
for the file itself go before them (counting.md 4b.4, see `readings`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from forensics.formats.detection.networks import networks
from forensics.formats.format import Format
from forensics.formats.reading import parse
from forensics.formats.templates.pieces import SIZES
from forensics.language.statement import forms, joined, message, state, state_many
from forensics.model import Server, SizeFieldSource, SizeMeaning, SizeSign

__all__ = ["FLOOR", "SizeField", "infer", "pooled", "weigh"]

#: Bytes that the headers of a response without a body can plausibly take.
_HEADERS = (80, 4096)
_MOSTLY = 0.5
#: Lines looked at to tell a proxy, and what stands in a line that can tell the meaning of a size.
_LOOKED_AT = 500
_TELLING = r"\b(?:HEAD|204|304|444|499)\b"
#: So many networks must show a meaning.
FLOOR = 2
#: Networks that are kept by name, to tell whether two rotations were asked by the same one.
_KEPT = 3
#: Paths asked for with HEAD whose GETs are looked at.
_PATHS = 50
#: Meaning of the size: server, and what the sample showed.
_MEANINGS: Mapping[SizeMeaning, tuple[Server, tuple[str, str]]] = {
    "planned": (
        "apache",
        forms(
            '{count} address got lines with the size "-", as Apache writes %b',
            '{count} addresses got lines with the size "-", as Apache writes %b',
        ),
    ),
    "body": (
        "nginx",
        forms(
            "{count} address got size 0 for a response without body, as nginx writes it",
            "{count} addresses got size 0 for a response without body, as nginx writes it",
        ),
    ),
    "total": (
        "apache",
        forms(
            "{count} address got a small size for a response without body: its headers, as Apache writes %O",
            "{count} addresses got a small size for a response without body: its headers, as Apache writes %O",
        ),
    ),
}
_PROXY = message("most requests name a whole URL, as a proxy logs them: it may log what it planned")
_NOTHING = message("no response without a body in the sample tells; planned is the weaker proof")


@dataclass(frozen=True, slots=True)
class SizeField:
    """What the main size field means, where that is known from, and which server it speaks for."""

    meaning: SizeMeaning | None
    source: SizeFieldSource
    because: str
    server: Server | None
    signs: tuple[SizeSign, ...] = ()
    header_bytes: tuple[int, int] | None = None  # least and most bytes of a response without body, were it total


def infer(fmt: Format, lines: pl.Series, *, zone: str = "UTC") -> SizeField:
    """The size field of lines that the format reads: stated by the format, else inferred from them.

    Without evidence, or with about as much for one meaning as for another, the weaker proof is assumed:
    a planned size says nothing about what was sent.
    """
    if fmt.size is None:
        return SizeField(None, "unknown", fmt.size_because or state("the format logs no size"), fmt.server)
    if not fmt.ambiguous:
        because = state("the format {format} says so", format=fmt.name)
        return SizeField(fmt.size, "format", because, fmt.server, (), _header_bytes(fmt, lines, zone))
    if _of_a_proxy(fmt, lines, zone):
        return SizeField("planned", "assumed", state(_PROXY), None)
    empty = _without_body(fmt, lines, zone)
    return weigh(_signs(empty, fmt, lines, zone), _span(empty["size"]))


def weigh(signs: Sequence[SizeSign], header_bytes: tuple[int, int] | None = None) -> SizeField:
    """What the signs amount to: the meaning with most votes, if it has enough and no other has half as many."""
    ranked = sorted((sign for sign in signs if sign.votes), key=lambda sign: -sign.votes)
    kept = (tuple(signs), header_bytes)
    if not ranked:
        return SizeField("planned", "assumed", state(_NOTHING), None, *kept)
    best, second = ranked[0], ranked[1].votes if len(ranked) > 1 else 0
    because = joined(*(state_many(*_MEANINGS[sign.meaning][1], sign.votes) for sign in ranked), by="; ")
    if best.votes < FLOOR:
        text = state("one address is not enough to tell ({counts}); planned is the weaker proof", counts=because)
        return SizeField("planned", "assumed", text, None, *kept)
    if second >= FLOOR and second * 2 > best.votes:
        text = state("the sample contradicts itself: {counts}", counts=because)
        return SizeField("planned", "assumed", text, None, *kept)
    return SizeField(best.meaning, "inferred", because, _MEANINGS[best.meaning][0], *kept)


def pooled(each: Sequence[Sequence[SizeSign]]) -> tuple[SizeSign, ...]:
    """The signs of several rotations together; a network that asked in all of them has one vote."""
    found = []
    for meaning in _MEANINGS:
        mine = [sign for signs in each for sign in signs if sign.meaning == meaning]
        names = tuple(dict.fromkeys(name for sign in mine for name in sign.networks))
        votes = max([len(names), *(sign.votes for sign in mine)])
        found.append(SizeSign(meaning, votes, names[:_KEPT]))
    return tuple(found)


def _of_a_proxy(fmt: Format, lines: pl.Series, zone: str) -> bool:
    """Varnish writes 0 for a response without body, as nginx does, but what it planned for all others."""
    some = lines.gather_every(len(lines) // _LOOKED_AT + 1)
    table, _ = parse(fmt, some, zone=zone)
    whole = table.with_columns(whole=pl.col("target").str.contains("^https?://"))
    shares = whole.group_by(networks(whole["peer"]).alias("network")).agg(pl.col("whole").mean() > _MOSTLY)
    share = shares["whole"].mean()
    return isinstance(share, float) and share > _MOSTLY


def _without_body(fmt: Format, lines: pl.Series, zone: str) -> pl.DataFrame:
    """Responses that should carry no body, and others without a size: method, status, protocol, target, network,
    size (as a number, null for none), absent (it is written "-")."""
    column = next(slot.column for slot in fmt.grammar.slots if slot.role in SIZES)
    raw = fmt.grammar.cut(lines)[column]
    telling = (raw == "-").fill_null(value=False) | lines.str.contains(_TELLING)
    table, _ = parse(fmt, lines.filter(telling), zone=zone)
    size = raw.filter(telling)
    table = table.select(
        "method",
        "status",
        "protocol",
        "target",
        network=networks(table["peer"]),
        size=size.cast(pl.Int64, strict=False),
        absent=size == "-",
    )
    answered = pl.col("method").eq("HEAD") | pl.col("status").is_in([204, 304, 444, 499])
    return table.filter(answered | pl.col("absent"))


_HEAD, _EMPTY = pl.col("method") == "HEAD", pl.col("status").is_in([204, 304])
#: HEAD over HTTP/2 does not speak for headers: there Apache logs the size that a GET would have had.
_FIRST_HTTP = ~pl.col("protocol").str.starts_with("HTTP/2")
_SMALL = pl.col("size").is_between(*_HEADERS)
_ZERO = pl.col("size") == 0


def _signs(table: pl.DataFrame, fmt: Format, lines: pl.Series, zone: str) -> tuple[SizeSign, ...]:
    """What speaks for each meaning.

    Status 499 and 444 without a byte are nginx's own, unless the log writes "-" elsewhere: there an application
    answered so. A HEAD is no sign of headers where it has the size of the GETs for its path, as application servers
    write Content-Length, nor where 304 and 204 show that headers are not counted.
    """
    gone = pl.col("status").is_in([499, 444]) & _ZERO & ~pl.col("absent").any()
    body_only = pl.col("network").filter(_EMPTY & (_ZERO | pl.col("absent"))).n_unique() >= FLOOR
    head = _HEAD & _FIRST_HTTP & ~body_only & ~_sized_as_get(table, fmt, lines, zone)
    speaks: Mapping[SizeMeaning, pl.Expr] = {
        "planned": pl.col("absent"),
        "body": ((_HEAD | _EMPTY) & _ZERO) | gone,
        "total": (_EMPTY | head) & _SMALL,
    }
    return tuple(_sign(meaning, table.filter(when)["network"]) for meaning, when in speaks.items())


def _sign(meaning: SizeMeaning, found: pl.Series) -> SizeSign:
    names = found.unique().sort()
    return SizeSign(meaning, len(names), tuple(names.drop_nulls().head(_KEPT)))


def _sized_as_get(table: pl.DataFrame, fmt: Format, lines: pl.Series, zone: str) -> pl.Expr:
    """Rows whose size is that of a GET for the same target in the sample."""
    heads = table.filter(_HEAD & _SMALL)["target"].drop_nulls().unique(maintain_order=True).head(_PATHS)
    if heads.is_empty():
        return pl.lit(value=False)
    gets = lines.filter(lines.str.contains_any([f"GET {target} " for target in heads]))
    asked, _ = parse(fmt, gets, zone=zone)
    sizes = asked.filter(pl.col("method") == "GET").select(
        "target", size=pl.coalesce("body_bytes", "planned_bytes", "total_bytes")
    )
    pairs = [f"{target} {size}" for target, size in sizes.unique().iter_rows()]
    return pl.concat_str("target", pl.lit(" "), "size").is_in(pairs)


def _span(sizes: pl.Series) -> tuple[int, int] | None:
    """Least and most of the sizes that headers can have."""
    plausible = sizes.filter(sizes >= _HEADERS[0]).drop_nulls()
    least, most = plausible.min(), plausible.max()
    return (least, most) if isinstance(least, int) and isinstance(most, int) else None


def _header_bytes(fmt: Format, lines: pl.Series, zone: str) -> tuple[int, int] | None:
    """Least and most bytes of a response without a body, where the log counts headers (counting.md 4b.9)."""
    if not any(slot.role == "total" for slot in fmt.grammar.slots):
        return None
    table, _ = parse(fmt, lines.filter(lines.str.contains(r"\b(?:HEAD|204|304)\b")), zone=zone)
    return _span(table.filter((_HEAD & _FIRST_HTTP) | _EMPTY)["total_bytes"])
