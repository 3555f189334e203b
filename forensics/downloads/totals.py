"""Bytes counted with headers: how many of them were body, by what the server's headers take (counting.md 3.3, 4b.9).

Adds the columns that delivery.py reads:

    headers_most  most bytes that a header of this server takes
    learnt        that is known from its own responses without a body, to two visitors at least
    bare          a request without a protocol version (HTTP/0.9): the response has no header
    least_sent    at least so many bytes of the body left
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from forensics.model import SourceReport

__all__ = ["BAND_BYTES", "HEADERS_LEAST", "HEADERS_MOST", "SMALL", "around", "in_band", "learn", "perhaps_around"]

#: Least size of a response header, and the band for bytes counted with headers and TLS:
#: [S+80, S*1.005+16 KiB] (counting.md 3.3, measured with Apache 2.4 and nginx).
HEADERS_LEAST = 80
#: More bytes than that were not headers alone.
HEADERS_MOST = 4096
_BAND_SHARE = 1.005
BAND_BYTES = 16 * 1024
#: Of a file below this size headers and the handshake of TLS may be no small part: a full total proves less (4b.9).
SMALL = 64 * 1024

#: Bodiless responses say what headers take from so many on, and from two visitors on: one may choose what it asks.
_ENOUGH = 3
#: A header of a file has more lines than one of nothing (Content-Type, Content-Length, Accept-Ranges, Content-Range).
_MORE_LINES = 1024
_ORDINARY = 1024  # bytes of a header alone
_TINY = 2  # bytes of a range that tests what the server can do


def in_band(total: pl.Expr, body: pl.Expr, most: pl.Expr | None = None, *, tolerance: float = 0) -> pl.Expr:
    """Bytes on the socket that fit a whole body of that size, give or take a share of it: header, TLS and framing
    included."""
    headers = pl.lit(BAND_BYTES) if most is None else most
    least, longest = body * (1 - tolerance), body * (1 + tolerance)
    return (total >= least + HEADERS_LEAST) & (total <= longest * _BAND_SHARE + headers)


def around(total: pl.Expr, body: int) -> pl.Expr:
    """Bytes on the socket that fit a page of that size and an ordinary header; none but that of HTTP/0.9 has none."""
    most = pl.when("learnt").then("headers_most").otherwise(_ORDINARY)
    return in_band(total, pl.lit(body), most) & ~pl.col("bare")


def perhaps_around(total: pl.Expr, body: int) -> pl.Expr:
    """The same where nothing is known of the headers, and a handshake of TLS may have been counted."""
    return in_band(total, pl.lit(body), pl.lit(HEADERS_MOST)) & ~pl.col("learnt") & ~pl.col("bare")


def learn(requests: pl.DataFrame, sources: Sequence[SourceReport]) -> pl.DataFrame:
    """The requests with the columns listed in the module's docstring."""
    told = {report.id: report.header_bytes[1] for report in sources if report.header_bytes is not None}
    stated = pl.DataFrame(list(told.items()), schema={"source": pl.String, "_stated": pl.Int64}, orient="row")
    total = pl.col("total_bytes")
    table = requests.join(stated, on="source", how="left", maintain_order="left").with_columns(_bare=_bodiless())
    seen = pl.col("_bare").count().over("source")
    visitors = pl.col("client_64").filter(pl.col("_bare").is_not_null()).n_unique().over("source")
    own = pl.when((seen >= _ENOUGH) & (visitors > 1)).then(pl.col("_bare").max().over("source"))
    known = pl.max_horizontal(own, "_stated")
    most = pl.min_horizontal(pl.max_horizontal(known + _MORE_LINES, known * 2), pl.lit(BAND_BYTES))
    asked = pl.concat_str(pl.lit('"'), "method", pl.lit(" "), "target", pl.lit('"')).cast(pl.Binary)
    without = pl.col("line").bin.contains(asked)  # the line may hold any bytes
    return (
        table.with_columns(
            headers_most=most.fill_null(BAND_BYTES),
            learnt=known.is_not_null(),
            bare=(pl.col("protocol").is_null() & total.is_not_null() & without).fill_null(value=False),
        )
        .with_columns(
            least_sent=pl.when("bare")
            .then(total)
            .otherwise(pl.max_horizontal(pl.lit(0), ((total - pl.col("headers_most")) / _BAND_SHARE).floor()))
            .cast(pl.Int64)
        )
        .drop("_stated", "_bare")
    )


def _bodiless() -> pl.Expr:
    """Bytes of a header alone: of 204 and 304, of HEAD (but for HTTP/2, where Apache logs what a GET would have
    had), of a range of at most two bytes."""
    head = (pl.col("method").str.to_uppercase() == "HEAD") & ~pl.col("protocol").str.starts_with("HTTP/2")
    total, tiny = pl.col("total_bytes"), pl.col("range").str.contains(r"(?i)^\s*bytes\s*=\s*0-[01]\s*$")
    alone = pl.col("status").is_in([204, 304]) | head | ((pl.col("status") == 206) & tiny)
    return pl.when(alone & total.is_between(HEADERS_LEAST, HEADERS_MOST)).then(
        total - pl.when(tiny).then(_TINY).otherwise(0)
    )
