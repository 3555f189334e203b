"""The same line in two files of one log is one request; the same line twice in one file is two (counting.md 3.8)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import polars as pl

from forensics.model import Case
from forensics.model.schema import source_order

__all__ = ["SERVER_IDS", "mark_copies", "server_ids"]

#: Formats whose request id the service makes for each record, and that may hold a record twice: S3 and CloudFront
#: deliver their logs best effort, Google removes entries of one insertId itself. An id that the client may send
#: (X-Request-ID, a trace id) proves nothing, and a format string of the case may log just that.
SERVER_IDS = (
    "aws_s3",
    "aws_cloudfront",
    "aws_cloudfront_rows",
    "aws_cloudfront_json",
    "google_load_balancer",
    "google_app_engine",
    "google_cloud_run",
)


#: What nginx and Apache make up for each request, in a format string of the case; and what the client sent.
_MADE = re.compile(r"\$request_id\b|\$\{request_id\}|%\{UNIQUE_ID\}e|%L\b")
_SENT = re.compile(r"x[-_]request[-_]id", re.IGNORECASE)


def server_ids(case: Case) -> tuple[str, ...]:
    """The formats whose request id the server makes, those that the case writes out among them."""
    texts = (log.format for log in case.logs)
    stated = (f"logs[{n}].format" for n, text in enumerate(texts) if _MADE.search(text) and not _SENT.search(text))
    return (*SERVER_IDS, *stated)


def mark_copies(
    requests: pl.DataFrame, logs: Mapping[str, str] | None = None, *, ids: Sequence[str] = SERVER_IDS
) -> pl.DataFrame:
    """Adds `copy`: true for a row that another file of its log also holds (rotation overlap, copied rotation),
    and `copy_how`: "line" for such a row, else null. `overlaps` adds what other logs hold.

    `logs` says of which log each source is a file; without it all are files of one. Of identical lines in
    several files the file that holds most of them is kept, the first in the order of sources where two hold as
    many; those of two hosts are two. The same line with the same id that the service made is one request even
    within one file; `ids` are the formats that hold such an id.
    """
    log = (
        pl.lit("") if logs is None else pl.col("source").replace_strict(dict(logs), default="", return_dtype=pl.String)
    )
    same = ("line", "_log", "host")
    ranked = requests.with_columns(log.alias("_log"), source_order().alias("_order")).with_columns(
        pl.len().over(*same, "source").alias("_times")
    )
    kept = pl.col("source").sort_by("_times", "_order", descending=[True, False]).first().over(*same)
    again = pl.int_range(pl.len()).over("source", "line", "request_id") > 0
    repeated_id = pl.col("request_id").is_not_null() & pl.col("format").is_in(list(ids)).fill_null(value=False) & again
    marked = ranked.with_columns(((pl.col("source") != kept) | repeated_id).alias("copy"))
    return marked.with_columns(pl.when("copy").then(pl.lit("line")).alias("copy_how")).drop("_times", "_order", "_log")
