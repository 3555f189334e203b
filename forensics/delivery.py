"""What left the server with each response: body bytes by the log's own fields, and which bytes of
the file they were (counting.md sections 2, 3.3 and 3.5).

Adds the columns that the rules of verdicts.py read; null is "the log does not say":

    size          S, of the version live at that time, or of the one that a Content-Range names
    body          B: body bytes handed over, else planned; null where only bytes with headers are known
    handed        bytes handed over are logged, with or without headers
    full          the whole file: handed over if that is logged, else planned
    planned_full  the server planned the whole file
    short         less than the whole file, more than nothing
    nothing       no body at all
    some          part of a body, or more bytes than headers take
    whole_object  all of the stored object, by the size of it that the log states
    interval      the place of the bytes in the file is known: asked_first to asked_last (inclusive)
    first_byte, last_byte   the part of that interval that was handed over
    multipart     several ranges in one response: the body is longer than the data
    foreign       Content-Range or the log names a size of the whole that is that of no known version
    cut_off       the log marks an abort and holds only what was planned: how much left is not known
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from forensics.model import LeakedFile

__all__ = ["HEADERS_LEAST", "in_band", "measure"]

#: Least size of a response header, and the band for bytes counted with headers and TLS:
#: [S+80, S*1.005+16 KiB] (counting.md 3.3, measured with Apache 2.4 and nginx).
HEADERS_LEAST = 80
#: More bytes than that were not headers alone.
HEADERS_MOST = 4096
_BAND_SHARE = 1.005
_BAND_BYTES = 16 * 1024
#: Tolerance of a measured gzip or br size: dynamic compression varies (counting.md 3.1).
_ENCODED = 0.01


def _by_file(files: Sequence[LeakedFile], value: Callable[[LeakedFile], pl.Expr], otherwise: pl.Expr) -> pl.Expr:
    """An expression that differs from file to file."""
    expression = otherwise
    for file in files:
        expression = pl.when(pl.col("file") == file.name).then(value(file)).otherwise(expression)
    return expression


def _size(file: LeakedFile) -> pl.Expr:
    """S of the version live when the request was logged, unless Content-Range names another one;
    versions without dates are always live."""
    logged = pl.coalesce("start", "end")
    size = pl.lit(None, dtype=pl.Int64)
    for version in file.versions:
        live = pl.lit(value=True)
        if version.start is not None:
            live = live & (logged >= version.start)
        if version.end is not None:
            live = live & (logged < version.end)
        size = pl.when(live).then(pl.lit(version.size, dtype=pl.Int64)).otherwise(size)
    known = pl.col("stated_size").is_in([version.size for version in file.versions])
    return pl.when(known).then("stated_size").otherwise(size)


def in_band(total: pl.Expr, body: pl.Expr) -> pl.Expr:
    """Bytes on the socket that fit a whole body of that size: header, TLS and framing included."""
    return (total >= body + HEADERS_LEAST) & (total <= body * _BAND_SHARE + _BAND_BYTES)


def _near_encoded(file: LeakedFile) -> pl.Expr:
    hit = pl.lit(value=False)
    for size in file.encoded_sizes:
        exact = (pl.col("body") - size).abs() <= size * _ENCODED
        socket = (pl.col("total_bytes") >= size * (1 - _ENCODED) + HEADERS_LEAST) & (
            pl.col("total_bytes") <= size * (1 + _ENCODED) * _BAND_SHARE + _BAND_BYTES
        )
        hit = hit | (exact | (pl.col("body").is_null() & socket)).fill_null(value=False)
    return hit


def _other_version(file: LeakedFile) -> pl.Expr:
    """The size of another version that the response carried whole, else null."""
    found = pl.lit(None, dtype=pl.Int64)
    for size in sorted({version.size for version in file.versions}):
        literal = pl.lit(size, dtype=pl.Int64)
        whole = pl.coalesce(pl.col("body") == size, in_band(pl.col("total_bytes"), literal))
        found = pl.when(whole & (pl.col("size") != size)).then(literal).otherwise(found)
    return found


def _is_page(file: LeakedFile) -> pl.Expr:
    return pl.col("body").is_in(list(file.page_sizes)) if file.page_sizes else pl.lit(value=False)


def _replied(name: str) -> pl.Expr:
    """The first byte a, the last byte b or the total s of a Content-Range, null where it has none."""
    parts = pl.col("content_range").str.extract_groups(r"(?i)^\s*bytes\s+(?<a>\d+)-(?<b>\d+)/(?<s>\d+|\*)\s*$")
    return parts.struct.field(name).cast(pl.Int64, strict=False)


def _intervals(table: pl.DataFrame) -> pl.DataFrame:
    """asked_first, asked_last: from Content-Range, else from a single Range and S (RFC 9110, 14)."""
    asked = pl.col("range").str.extract_groups(r"(?i)^\s*bytes\s*=\s*(?<a>\d*)\s*-\s*(?<b>\d*)\s*$")

    def number(groups: pl.Expr, name: str) -> pl.Expr:
        return groups.struct.field(name).cast(pl.Int64, strict=False)

    last = pl.col("size") - 1
    from_start = number(asked, "a")
    is_suffix = from_start.is_null() & number(asked, "b").is_not_null()
    suffix = pl.when(is_suffix).then(pl.max_horizontal(pl.lit(0), pl.col("size") - number(asked, "b")))
    first_asked = pl.coalesce(from_start, suffix)
    last_asked = pl.when(is_suffix).then(last).otherwise(pl.coalesce(pl.min_horizontal(number(asked, "b"), last), last))
    single = pl.col("status") == 206
    return table.with_columns(
        asked_first=pl.when(single).then(pl.coalesce(_replied("a"), first_asked)),
        asked_last=pl.when(single).then(
            pl.coalesce(_replied("b"), pl.when(first_asked.is_not_null()).then(last_asked))
        ),
        multipart=(
            pl.col("content_range").is_null()
            & (
                pl.col("range").str.contains(",", literal=True).fill_null(value=False)
                | pl.col("content_type").str.contains("multipart/byteranges", literal=True).fill_null(value=False)
            )
        )
        & single.fill_null(value=False),
    )


def measure(requests: pl.DataFrame, files: Sequence[LeakedFile]) -> pl.DataFrame:
    """The requests with the columns listed in the module's docstring."""
    no_size = pl.lit(None, dtype=pl.Int64)
    no = pl.lit(value=False)
    # A planned size says nothing of the body where the socket carried less than that.
    socket = pl.col("total_bytes")
    as_planned = socket.is_null() | (socket >= pl.col("planned_bytes") + HEADERS_LEAST)
    stated = pl.coalesce(pl.when(pl.col("status") == 206).then(_replied("s")), "object_bytes")
    table = requests.with_columns(stated_size=stated).with_columns(
        size=_by_file(files, _size, no_size),
        body=pl.coalesce("body_bytes", pl.when(as_planned).then("planned_bytes")),
        handed=pl.col("body_bytes").is_not_null() | pl.col("total_bytes").is_not_null(),
    )
    size, total = pl.col("size"), pl.col("total_bytes")
    # Bytes handed over decide where they are logged; planned bytes only where nothing else is.
    handed_full = pl.coalesce(pl.col("body_bytes") == size, in_band(total, size))
    handed_short = pl.coalesce(pl.col("body_bytes") < size, total < size + HEADERS_LEAST)
    body_only = pl.col("body_bytes").is_null() & total.is_null()
    table = _intervals(table).with_columns(
        full=pl.when(body_only).then(pl.col("planned_bytes") == size).otherwise(handed_full).fill_null(value=False),
        planned_full=(pl.col("planned_bytes") == size).fill_null(value=False),
        short=pl.when(body_only).then(pl.col("planned_bytes") < size).otherwise(handed_short).fill_null(value=False),
        nothing=pl.coalesce(pl.col("body_bytes") == 0, total == 0, pl.col("planned_bytes") == 0).fill_null(value=False),
        some=((pl.col("body") > 0) | (pl.col("body").is_null() & (total > HEADERS_MOST))).fill_null(value=False),
        whole_object=(pl.col("body") == pl.col("object_bytes")).fill_null(value=False),
        foreign=(pl.col("stated_size") != size).fill_null(value=False),
        cut_off=(pl.col("aborted") & ~pl.col("handed")).fill_null(value=False),
        unmeasured=pl.col("body").is_null() & total.is_null(),
        encoded=_by_file(files, _near_encoded, no),
        other_version=_by_file(files, _other_version, no_size),
        page=_by_file(files, _is_page, no).fill_null(value=False),
    )
    return _pieces(table)


def _pieces(table: pl.DataFrame) -> pl.DataFrame:
    """first_byte and last_byte: the part of the interval that was handed over (rules 16, 20, 21)."""
    length = pl.col("asked_last") - pl.col("asked_first") + 1
    # With headers in the count, a whole interval can be told from a cut one, but not where it was cut.
    sent = (
        pl.when(pl.col("body").is_not_null() & ~pl.col("cut_off"))
        .then(pl.min_horizontal("body", length))
        .when(pl.col("total_bytes") >= length + HEADERS_LEAST)
        .then(length)
    )
    plain = pl.col("encoding").is_null()  # bytes of a compressed body have no place in the file
    partial_200 = pl.col("status").is_in([200, 203]) & pl.col("short") & (pl.col("body") > 0) & plain
    ranged = (pl.col("status") == 206) & ~pl.col("multipart")
    whole = pl.col("full") & pl.col("status").is_in([200, 203, 206])
    return table.with_columns(
        interval=(ranged & pl.col("asked_first").is_not_null()).fill_null(value=False),
        first_byte=pl.when(ranged & (sent > 0))
        .then("asked_first")
        .when(partial_200 | whole)
        .then(pl.lit(0, dtype=pl.Int64)),
        last_byte=pl.when(ranged & (sent > 0))
        .then(pl.col("asked_first") + sent - 1)
        .when(partial_200)
        .then(pl.col("body") - 1)
        .when(whole)
        .then(pl.col("size") - 1),
    )
