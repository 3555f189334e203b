"""The tables that pass between steps: column names, types, and what null means.

Null always means "the log does not say"; it is never 0, "" or "-".
Every step after the scan adds columns and keeps rows (design principle 1).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

__all__ = [
    "COUNTED_VERDICTS",
    "DOWNLOAD",
    "LABELLED",
    "MATCH_KINDS",
    "MINUTES",
    "PARSED",
    "REQUEST",
    "UTC",
    "VERDICTS",
    "absent",
    "check",
    "empty",
    "source_order",
]

UTC = pl.Datetime("us", "UTC")

#: What a format reads out of one line. `formats.parse` returns exactly these columns.
PARSED: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "start": UTC,  # request received; null unless logged, or end and duration are
    "end": UTC,  # response finished; null unless logged, or start and duration are
    "second_reading": UTC,  # the other instant of a local time that occurs twice (October), else null
    "peer": pl.String,  # address (or name) that opened the connection, as written
    "forwarded": pl.String,  # X-Forwarded-For chain as written, leftmost first
    "user": pl.String,  # authenticated user name
    "method": pl.String,  # as written, usually upper case
    "target": pl.String,  # request target as written: /path?query, absolute URI, *
    "host": pl.String,  # virtual host, lower case, without port
    "path": pl.String,  # path part of target, as written (undecoded), without query and fragment
    "query": pl.String,  # query part of target without "?"; null if there is none
    "protocol": pl.String,  # "HTTP/1.1"; null for HTTP/0.9
    "status": pl.Int32,  # final status; null if the log has none or "-"
    "body_bytes": pl.Int64,  # body bytes handed to the operating system (nginx $body_bytes_sent)
    "planned_bytes": pl.Int64,  # body bytes the server meant to send (Apache %b, Content-Length)
    "total_bytes": pl.Int64,  # bytes on the socket with headers (Apache %O, nginx $bytes_sent)
    "object_bytes": pl.Int64,  # size of the stored object, as the log states it (S3 Object Size)
    "range": pl.String,  # Range request header as written: "bytes=0-99"
    "content_range": pl.String,  # Content-Range response header as written: "bytes 0-99/1000"
    "encoding": pl.String,  # Content-Encoding of the response; null if not logged or not encoded
    "content_type": pl.String,  # Content-Type of the response
    "aborted": pl.Boolean,  # true: the log marks an abort; false: it confirms completion; null: no such field
    "generated": pl.Boolean,  # true: a layer before the file answered by itself (fixed response, block page)
    "internal": pl.Boolean,  # true: asked by another server of the same service, whose client has a line of its own
    "unfinished": pl.Boolean,  # true: logged before the response ended (HAProxy logasap): sizes are not final
    "referer": pl.String,
    "agent": pl.String,
    "request_id": pl.String,
}

#: One row per line that could name a leaked file, as the scan returns it.
REQUEST: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.String,  # "s1:1234": source id and line number, the name of this row everywhere
    "source": pl.String,  # source id, "s1", "s2", ... in the order of the sources table
    "log": pl.Int32,  # index of the [[logs]] entry in the case
    "line_no": pl.Int64,  # 1-based, in the decompressed stream
    "offset": pl.Int64,  # byte offset of the line in the decompressed stream
    "line": pl.Binary,  # the original bytes, without the line end
    "text": pl.String,  # what was read where it is not the line as it stands (wrapped, in pieces); else null
    "format": pl.String,  # name of the format that read the line; null if none could
    "file": pl.String,  # name of the leaked file that the row is about
    "match": pl.String,  # how it matched, see MATCH_KINDS
    "names": pl.Int32,  # how many times an unreadable line (match "rejected") names the file; null for others
    **PARSED,
}

#: target: the path names the file as this server resolves it. variant: only as another kind of
#: server would. twin: another path, same size. cleared: the same, but the case says that it is another file.
#: rejected: an unreadable line that holds the name. query: a script was asked for a file of that name. other:
#: holds the name, but not as its path.
MATCH_KINDS = ("target", "variant", "twin", "cleared", "rejected", "query", "other")

#: The verdicts of counting.md 3.4, which findings list.
COUNTED_VERDICTS = (
    "complete",
    "assembled",
    "partial",
    "not_modified",
    "probe",
    "redirect",
    "error",
    "indeterminate",
)
#: All verdicts of requests: also those that never count.
VERDICTS = (*COUNTED_VERDICTS, "other_target", "duplicate_line", "duplicate_layer")

#: REQUEST after parties, verdicts, downloads and windows have added their columns.
LABELLED: Mapping[str, pl.DataType | type[pl.DataType]] = {
    **REQUEST,
    "client": pl.String,  # canonical address of the client behind trusted proxies
    "client_64": pl.String,  # the same, IPv6 cut to its /64
    "party": pl.String,  # name of a known party, "own", or null
    "own": pl.Boolean,  # the organisation's own address
    "agent_class": pl.String,  # see agents.py
    "robot": pl.Boolean,  # declared robot by its agent, see agents.py
    "agent_family": pl.String,  # "Firefox 115, Windows", see families.py; null: not told by the agent
    "size": pl.Int64,  # S: size of the file version live at that time; null if unknown
    "verdict": pl.String,
    "rule": pl.String,  # rule number of counting.md 3.5 ("11") or section ("3.6.3")
    "because": pl.String,  # the reason, one sentence
    "grade": pl.String,  # "G0" to "G3", null where nothing was delivered
    "flags": pl.List(pl.String),  # "abort-blind", "viewer", "encoded", "edge", "absorbed", ...
    "first_byte": pl.Int64,  # interval of the file that the response carried, if known
    "last_byte": pl.Int64,  # inclusive
    "download": pl.String,  # the download (or partial, ...) this request is part of, "d1"; else null
    "window": pl.String,  # label of the window by logged time; null: outside every window
    "edge_window": pl.String,  # label of a window that the request may touch, else null
}

#: One row per download or possible download (an episode of counting.md 3.6).
DOWNLOAD: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "download": pl.String,  # "d1", "d2", ... by first time, then source and line
    "file": pl.String,
    "size": pl.Int64,  # size of the version delivered; null if unknown
    "kind": pl.String,  # complete | assembled | partial | indeterminate | not_modified
    "proof": pl.String,  # "single", "proven", "inferred", or null when not a download
    "grade": pl.String,
    "client": pl.String,
    "client_64": pl.String,
    "party": pl.String,
    "own": pl.Boolean,
    "agent": pl.String,
    "agent_class": pl.String,
    "robot": pl.Boolean,
    "first": UTC,  # start of the first request (logged time where the start is unknown)
    "last": UTC,  # end of the last request (logged time where the end is unknown)
    "bytes": pl.Int64,  # bytes of the file known to have left; null if not known
    "window": pl.String,
    "edge_window": pl.String,
    "flags": pl.List(pl.String),
    "because": pl.String,
    "rows": pl.List(pl.String),  # the `row` of each request
    "in_at_least": pl.Boolean,
    "in_headline": pl.Boolean,
    "in_at_most": pl.Boolean,
    "at_most": pl.Int32,  # as how many deliveries it counts in the ceiling (counting.md 4b.3)
}

#: Lines per source and minute, for coverage.
MINUTES: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "source": pl.String,
    "minute": UTC,  # start of the minute
    "lines": pl.Int64,
}


def source_order() -> pl.Expr:
    """A number by which the column `source` sorts as the sources stand: s2, s3, s3.1, s3.2, s10."""
    number, member = (pl.col("source").str.extract(pattern).cast(pl.Int64) for pattern in (r"^s(\d+)", r"\.(\d+)$"))
    return number * 1_000_000 + member.fill_null(0)


def empty(schema: Mapping[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """A table of that schema without rows."""
    return pl.DataFrame(schema=dict(schema))


def absent(count: int, dtype: pl.DataType | type[pl.DataType]) -> pl.Series:
    """So many nulls; quicker than `pl.repeat`, which asks the engine."""
    return pl.Series([None], dtype=dtype).new_from_index(0, count)


def check(table: pl.DataFrame, schema: Mapping[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """The table itself if its columns and types are those of `schema`; a programming error otherwise."""
    have = table.schema
    wrong = [f"{name}: {have.get(name)} instead of {kind}" for name, kind in schema.items() if have.get(name) != kind]
    extra = [name for name in have if name not in schema]
    if wrong or extra:
        raise AssertionError(f"table does not fit its schema: {wrong} {extra}")
    return table.select(list(schema))
