"""What the size of a look-alike format means, as far as responses that carry no body show it.

Measured in counting.md 2: for HEAD, 204 and 304 Apache's %b writes "-", nginx's $body_bytes_sent
writes 0, and Apache's %O writes the size of the headers. These are weak signs, which any visitor can
have a server write: each network has one vote, one network alone decides nothing, and the responses
for the file itself go before them (counting.md 4b.4, see `readings`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from forensics.formats.detection.networks import networks
from forensics.formats.format import Format
from forensics.formats.grammars.templated import Templated
from forensics.formats.reading import parse
from forensics.formats.templates.pieces import SIZES, Field
from forensics.formats.templates.template import lexed
from forensics.language.statement import forms, joined, message, state, state_many
from forensics.model import Server, SizeFieldSource, SizeMeaning, SizeSign

__all__ = ["FLOOR", "SizeField", "infer", "infer_each", "pooled", "weigh"]

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
_NO_SIGNS = tuple(SizeSign(meaning, 0, ()) for meaning in _MEANINGS)
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


def infer(fmt: Format, lines: pl.Series) -> SizeField:
    """The size field of lines that the format reads: stated by the format, else inferred from them.

    Without evidence, or with about as much for one meaning as for another, the weaker proof is assumed:
    a planned size says nothing about what was sent.
    """
    return infer_each(fmt, lines, pl.repeat(0, len(lines), dtype=pl.UInt32, eager=True), (0,))[0]


def infer_each(fmt: Format, lines: pl.Series, of: pl.Series, logs: Iterable[int]) -> dict[int, SizeField]:
    """The size field of each of several logs, whose lines stand one behind the other; `of` is the log of each line."""
    if fmt.size is None:
        because = fmt.size_because or state("the format logs no size")
        return dict.fromkeys(logs, SizeField(None, "unknown", because, fmt.server))
    if not fmt.ambiguous:
        because = state("the format {format} says so", format=fmt.name)
        spans = _header_bytes(fmt, lines, of)
        return {log: SizeField(fmt.size, "format", because, fmt.server, (), spans.get(log)) for log in logs}
    proxies = _of_proxies(fmt, lines, of)
    empty = _without_body(fmt, lines, of)
    signs, spans = _signs(empty, fmt, lines, of), _spans(empty.select("of", "size"))
    proxy = SizeField("planned", "assumed", state(_PROXY), None)
    return {log: proxy if log in proxies else weigh(signs.get(log, _NO_SIGNS), spans.get(log)) for log in logs}


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


def _of_proxies(fmt: Format, lines: pl.Series, of: pl.Series) -> set[int]:
    """The logs in which most requests of most networks name a whole URL. Varnish writes 0 for a response without body,
    as nginx does, but what it planned for all others."""
    could = of.filter(lines.str.contains(_whole_urls(fmt))).unique()
    table = pl.DataFrame({"line": lines, "of": of}).filter(pl.col("of").is_in(could.implode()))
    if table.is_empty():
        return set()
    step = pl.len().over("of") // _LOOKED_AT + 1
    table = table.filter(pl.int_range(pl.len()).over("of") % step == 0)
    parsed, _ = parse(fmt, table["line"], zone="UTC")
    whole = table.select("of", network=networks(parsed["peer"]), whole=parsed["target"].str.contains("^https?://"))
    shares = whole.group_by("of", "network").agg(pl.col("whole").mean() > _MOSTLY)
    mostly = shares.group_by("of").agg(pl.col("whole").mean() > _MOSTLY)
    return set(mostly.filter("whole")["of"])


def _whole_urls(fmt: Format) -> str:
    """A pattern of all lines whose target could be a whole URL: in a request line it stands behind a blank, unless that
    is escaped."""
    fields = [slot for slot in fmt.grammar.slots if slot.role in ("request", "target", "stem", "path")]
    in_line = all(slot.role == "request" and not slot.argument for slot in fields)
    return r" https?://|\\" if in_line and fmt.grammar.escaped in ("", "backslash") else ""


def _without_body(fmt: Format, lines: pl.Series, of: pl.Series) -> pl.DataFrame:
    """Responses that should carry no body, and others without a size: log, method, status, protocol, target, network,
    size (as a number, null for none), absent (it is written "-")."""
    column = next(slot.column for slot in fmt.grammar.slots if slot.role in SIZES)
    telling = lines.str.contains(_TELLING)
    could = telling | lines.str.contains(_absent_size(fmt), literal=True)
    lines, telling, of = lines.filter(could), telling.filter(could), of.filter(could)
    raw = fmt.grammar.cut(lines)[column]
    telling |= (raw == "-").fill_null(value=False)
    table, _ = parse(fmt, lines.filter(telling), zone="UTC")
    size = raw.filter(telling)
    table = table.select(
        "method",
        "status",
        "protocol",
        "target",
        of=of.filter(telling),
        network=networks(table["peer"]),
        size=size.cast(pl.Int64, strict=False),
        absent=size == "-",
    )
    answered = pl.col("method").eq("HEAD") | pl.col("status").is_in([204, 304, 444, 499])
    return table.filter(answered | pl.col("absent"))


def _absent_size(fmt: Format) -> str:
    """A text that every line holds whose main size is written "-"."""
    if not isinstance(fmt.grammar, Templated):
        return ""
    pieces = lexed(fmt.grammar.dialect, fmt.grammar.template)
    at = next(index for index, piece in enumerate(pieces) if isinstance(piece, Field) and piece.role in SIZES)
    before, behind = ("", *pieces)[at], (*pieces, "")[at + 1]
    return "-".join(text if isinstance(text, str) else "" for text in (before, behind))


_HEAD, _EMPTY = pl.col("method") == "HEAD", pl.col("status").is_in([204, 304])
#: HEAD over HTTP/2 does not speak for headers: there Apache logs the size that a GET would have had.
_FIRST_HTTP = ~pl.col("protocol").str.starts_with("HTTP/2")
_SMALL = pl.col("size").is_between(*_HEADERS)
_ZERO = pl.col("size") == 0


def _signs(table: pl.DataFrame, fmt: Format, lines: pl.Series, of: pl.Series) -> dict[int, tuple[SizeSign, ...]]:
    """What speaks for each meaning, by log; nothing of a log without a response that should carry no body.

    Status 499 and 444 without a byte are nginx's own, unless the log writes "-" elsewhere: there an application
    answered so. A HEAD is no sign of headers where it has the size of the GETs for its path, as application servers
    write Content-Length, nor where 304 and 204 show that headers are not counted.
    """
    gone = pl.col("status").is_in([499, 444]) & _ZERO & ~pl.col("absent").any().over("of")
    empty = pl.col("network").filter(_EMPTY & (_ZERO | pl.col("absent"))).n_unique().over("of")
    head = _HEAD & _FIRST_HTTP & (empty < FLOOR) & ~_sized_as_get(table, fmt, lines, of)
    speaks: Mapping[SizeMeaning, pl.Expr] = {
        "planned": pl.col("absent"),
        "body": ((_HEAD | _EMPTY) & _ZERO) | gone,
        "total": (_EMPTY | head) & _SMALL,
    }
    of_each = (
        table.with_columns(when.alias(meaning) for meaning, when in speaks.items())
        .group_by("of", maintain_order=True)
        .agg(pl.col("network").filter(pl.col(meaning)).unique().sort().alias(meaning) for meaning in speaks)
    )
    return {
        log: tuple(
            SizeSign(meaning, len(names), tuple(name for name in names if name is not None)[:_KEPT])
            for meaning, names in zip(speaks, each, strict=True)
        )
        for log, *each in of_each.iter_rows()
    }


def _sized_as_get(table: pl.DataFrame, fmt: Format, lines: pl.Series, of: pl.Series) -> pl.Series:
    """Which rows have the size of a GET for the same target in the same log."""
    heads = table.filter(_HEAD & _SMALL).drop_nulls("target").unique(["of", "target"], maintain_order=True)
    if heads.is_empty():
        return pl.repeat(value=False, n=table.height, eager=True, dtype=pl.Boolean)
    asked = heads.group_by("of", maintain_order=True).agg(pl.format("GET {} ", "target").head(_PATHS))
    whole = pl.DataFrame({"line": lines, "of": of}).filter(pl.col("of").is_in(asked["of"].implode()))
    of_each = whole.partition_by("of", as_dict=True)
    gets = pl.concat([of_each[log,].filter(pl.col("line").str.contains_any(texts)) for log, texts in asked.iter_rows()])
    parsed, _ = parse(fmt, gets["line"], zone="UTC")
    sizes = parsed.select(
        "method", "target", size=pl.coalesce("body_bytes", "planned_bytes", "total_bytes"), of=gets["of"], sized=True
    )
    sizes = sizes.filter(pl.col("method") == "GET").drop("method").unique()
    found = table.join(sizes, on=["of", "target", "size"], how="left", maintain_order="left")
    told = pl.when(pl.col("target").is_not_null()).then(pl.col("sized").fill_null(value=False))
    return found.select(
        pl.when(pl.col("of").is_in(asked["of"].implode())).then(told).otherwise(pl.lit(value=False))
    ).to_series()


def _spans(sizes: pl.DataFrame) -> dict[int, tuple[int, int]]:
    """Least and most of the sizes that headers can have, of each log where there are any; columns of and size."""
    plausible = sizes.filter(pl.col("size") >= _HEADERS[0])
    found = plausible.group_by("of").agg(least=pl.col("size").min(), most=pl.col("size").max())
    return {log: (least, most) for log, least, most in found.iter_rows()}


def _header_bytes(fmt: Format, lines: pl.Series, of: pl.Series) -> dict[int, tuple[int, int]]:
    """Least and most bytes of a response without a body, where the logs count headers (counting.md 4b.9)."""
    if not any(slot.role == "total" for slot in fmt.grammar.slots):
        return {}
    could = lines.str.contains(r"\b(?:HEAD|204|304)\b")
    table, _ = parse(fmt, lines.filter(could), zone="UTC")
    table = table.with_columns(of.filter(could).alias("of"), size="total_bytes")
    return _spans(table.filter((_HEAD & _FIRST_HTTP) | _EMPTY).select("of", "size"))
