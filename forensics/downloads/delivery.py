"""What left the server with each response: body bytes by the log's own fields, and which bytes of
the file they were (counting.md sections 2, 3.3 and 3.5).

Adds the columns that the conditions of rules.py read; null is "the log does not say":

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
    page          the size is that of a page of the case; perhaps_page: or that of the file
    by_total      only bytes with headers are known, and S is so small that headers alone may be as long as it
    least_sent    at least so many bytes of a body counted with headers (counting.md 4b.12)
    bare          a request without a protocol version (HTTP/0.9): the response has no headers
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from forensics.downloads.totals import (
    BAND_BYTES,
    HEADERS_LEAST,
    HEADERS_MOST,
    SMALL,
    around,
    in_band,
    learn,
    perhaps_around,
)
from forensics.model import LeakedFile, SourceReport

__all__ = ["measure"]

#: Tolerance of a measured gzip or br size: dynamic compression varies (counting.md 3.1).
_ENCODED = 0.01


def _by_file(files: Sequence[LeakedFile], value: Callable[[LeakedFile], pl.Expr], otherwise: pl.Expr) -> pl.Expr:
    """An expression that differs from file to file."""
    expression = otherwise
    for file in files:
        expression = pl.when(pl.col("file") == file.name).then(value(file)).otherwise(expression)
    return expression


def _size(file: LeakedFile) -> pl.Expr:
    """S of the version live when the request was logged, unless the log itself names another one; where the
    case does not say what S is, the log does. Versions without dates are always live."""
    logged = pl.coalesce("start", "end")
    size = pl.lit(None, dtype=pl.Int64)
    for version in file.versions:
        live = pl.lit(value=True)
        if version.start is not None:
            live = live & (logged >= version.start)
        if version.end is not None:
            live = live & (logged < version.end)
        size = pl.when(live).then(pl.lit(version.size, dtype=pl.Int64)).otherwise(size)
    if file.size_source == "inferred" or not file.versions:
        return pl.coalesce("stated_size", size)
    known = pl.col("stated_size").is_in([version.size for version in file.versions])
    return pl.when(known).then("stated_size").otherwise(size)


def _near_encoded(file: LeakedFile) -> pl.Expr:
    hit = pl.lit(value=False)
    for size in file.encoded_sizes:
        exact = (pl.col("body") - size).abs() <= size * _ENCODED
        socket = in_band(pl.col("total_bytes"), pl.lit(size), tolerance=_ENCODED)
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


def _by_page(file: LeakedFile, fits: Callable[[pl.Expr, int], pl.Expr]) -> pl.Expr:
    """Bytes with headers that fit a page of the case, and fit it better than the file: the longest of both that
    leaves room for a header (counting.md 4b.9)."""
    total, found = pl.col("total_bytes"), pl.lit(value=False)
    for size in file.page_sizes:
        nearer = ~in_band(total, pl.col("size"), pl.col("most")) | (pl.col("size") < size)
        found = found | (fits(total, size) & nearer.fill_null(value=True))
    return (found & pl.col("body").is_null()).fill_null(value=False)


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


def measure(requests: pl.DataFrame, files: Sequence[LeakedFile], sources: Sequence[SourceReport] = ()) -> pl.DataFrame:
    """The requests with the columns listed in the module's docstring."""
    # A planned size says nothing of the body where the socket carried less than that.
    socket = pl.col("total_bytes")
    as_planned = socket.is_null() | (socket >= pl.col("planned_bytes") + HEADERS_LEAST)
    stated = pl.coalesce(pl.when(pl.col("status") == 206).then(_replied("s")), "object_bytes")
    table = learn(requests, sources).with_columns(stated_size=stated)
    named = set(table["file"])
    files = [file for file in files if file.name in named]  # each file makes every expression longer
    table = table.with_columns(
        size=_by_file(files, _size, pl.lit(None, dtype=pl.Int64)),
        body=pl.coalesce("body_bytes", pl.when("bare").then(socket), pl.when(as_planned).then("planned_bytes")),
        handed=pl.col("body_bytes").is_not_null() | socket.is_not_null(),
    )
    return _pieces(_told(_intervals(_whole(table, files)), files))


def _whole(table: pl.DataFrame, files: Sequence[LeakedFile]) -> pl.DataFrame:
    """full, short, page and by_total: bytes handed over decide where they are logged; planned bytes only where
    nothing else is, or where they say which body it was that the bytes with headers held."""
    size, total, planned, no = pl.col("size"), pl.col("total_bytes"), pl.col("planned_bytes"), pl.lit(value=False)
    exact = pl.coalesce("body_bytes", pl.when("bare").then(total))
    most = pl.when((size < SMALL) & pl.col("learnt")).then("headers_most").otherwise(BAND_BYTES)
    table = table.with_columns(most=most).with_columns(
        page=_by_file(files, lambda file: _is_page(file).fill_null(value=False) | _by_page(file, around), no),
        perhaps_page=_by_file(files, lambda file: _by_page(file, perhaps_around), no),
    )
    paged = pl.col("page") | pl.col("perhaps_page")
    by_plan = pl.when(planned.is_not_null()).then((planned == size) & (total >= size + HEADERS_LEAST))
    handed_full = pl.coalesce(exact == size, by_plan, in_band(total, size, pl.col("most")) & ~paged)
    less = (total < size + HEADERS_LEAST) | (planned < size).fill_null(value=False)
    handed_short = pl.coalesce(exact < size, less)
    body_only = exact.is_null() & total.is_null()
    return table.with_columns(
        full=pl.when(body_only).then(planned == size).otherwise(handed_full).fill_null(value=False),
        planned_full=(planned == size).fill_null(value=False),
        short=pl.when(body_only).then(planned < size).otherwise(handed_short).fill_null(value=False),
        by_total=(exact.is_null() & planned.is_null() & total.is_not_null() & (size < SMALL)).fill_null(value=False),
    ).drop("most", "learnt", "headers_most")


def _told(table: pl.DataFrame, files: Sequence[LeakedFile]) -> pl.DataFrame:
    """What else the log says of each response."""
    no_size, no, total = pl.lit(None, dtype=pl.Int64), pl.lit(value=False), pl.col("total_bytes")
    return table.with_columns(
        nothing=pl.coalesce(pl.col("body_bytes") == 0, total == 0, pl.col("planned_bytes") == 0).fill_null(value=False),
        some=((pl.col("body") > 0) | (pl.col("body").is_null() & (total > HEADERS_MOST))).fill_null(value=False),
        whole_object=(pl.col("body") == pl.col("object_bytes")).fill_null(value=False),
        foreign=(pl.col("stated_size") != pl.col("size")).fill_null(value=False),
        cut_off=(pl.col("aborted") & ~pl.col("handed")).fill_null(value=False),
        unmeasured=pl.col("body").is_null() & total.is_null(),
        encoded=_by_file(files, _near_encoded, no),
        other_version=_by_file(files, _other_version, no_size),
    )


def _pieces(table: pl.DataFrame) -> pl.DataFrame:
    """first_byte and last_byte: the part of the interval that was handed over (rules 16, 20, 21). With headers in
    the count it is at least what they leave (4b.12)."""
    length = pl.col("asked_last") - pl.col("asked_first") + 1
    plain = pl.col("encoding").is_null()  # bytes of a compressed body have no place in the file
    least = pl.when(plain & ~pl.col("multipart")).then("least_sent")
    sent = (
        pl.when(pl.col("body").is_not_null() & ~pl.col("cut_off"))
        .then(pl.min_horizontal("body", length))
        .when(pl.col("total_bytes") >= length + HEADERS_LEAST)
        .then(length)
        .otherwise(pl.min_horizontal(least, length))
    )
    begun = pl.col("status").is_in([200, 203]) & pl.col("short") & plain
    first_sent = pl.when(begun).then(pl.coalesce("body", "least_sent"))
    ranged = (pl.col("status") == 206) & ~pl.col("multipart")
    whole = pl.col("full") & (pl.col("status").is_in([200, 203]) | (ranged & pl.col("asked_first").is_null()))
    return table.with_columns(
        interval=(ranged & pl.col("asked_first").is_not_null()).fill_null(value=False),
        first_byte=pl.when(ranged & (sent > 0))
        .then("asked_first")
        .when((first_sent > 0) | whole)
        .then(pl.lit(0, dtype=pl.Int64)),
        last_byte=pl.when(ranged & (sent > 0))
        .then(pl.col("asked_first") + sent - 1)
        .when(first_sent > 0)
        .then(first_sent - 1)
        .when(whole)
        .then(pl.col("size") - 1),
    )
