"""The tables that pass between steps: column names, types, and what null means.

What each column of requests and downloads holds is said in rulebook/columns.py.
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
    "start": UTC,
    "end": UTC,
    "second_reading": UTC,
    "peer": pl.String,
    "forwarded": pl.String,
    "user": pl.String,
    "method": pl.String,
    "target": pl.String,
    "host": pl.String,
    "path": pl.String,
    "query": pl.String,
    "protocol": pl.String,
    "status": pl.Int32,
    "body_bytes": pl.Int64,
    "planned_bytes": pl.Int64,
    "total_bytes": pl.Int64,
    "object_bytes": pl.Int64,
    "range": pl.String,
    "content_range": pl.String,
    "encoding": pl.String,
    "content_type": pl.String,
    "aborted": pl.Boolean,
    "generated": pl.Boolean,
    "internal": pl.Boolean,
    "unfinished": pl.Boolean,
    "referer": pl.String,
    "agent": pl.String,
    "request_id": pl.String,
}

#: One row per line that could name a leaked file, as the scan returns it.
REQUEST: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.String,
    "source": pl.String,
    "log": pl.Int32,
    "line_no": pl.Int64,
    "offset": pl.Int64,
    "line": pl.Binary,
    "text": pl.String,
    "format": pl.String,
    "file": pl.String,
    "match": pl.String,
    "names": pl.Int32,
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
    "client": pl.String,
    "client_64": pl.String,
    "party": pl.String,
    "own": pl.Boolean,
    "agent_class": pl.String,
    "robot": pl.Boolean,
    "agent_family": pl.String,
    "size": pl.Int64,
    "verdict": pl.String,
    "rule": pl.String,
    "because": pl.String,
    "grade": pl.String,
    "flags": pl.List(pl.String),
    "first_byte": pl.Int64,
    "last_byte": pl.Int64,
    "download": pl.String,
    "window": pl.String,
    "edge_window": pl.String,
}

#: One row per download or possible download (an episode of counting.md 3.6).
DOWNLOAD: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "download": pl.String,
    "file": pl.String,
    "size": pl.Int64,
    "kind": pl.String,
    "proof": pl.String,
    "grade": pl.String,
    "client": pl.String,
    "client_64": pl.String,
    "party": pl.String,
    "own": pl.Boolean,
    "agent": pl.String,
    "agent_class": pl.String,
    "robot": pl.Boolean,
    "first": UTC,
    "last": UTC,
    "bytes": pl.Int64,
    "window": pl.String,
    "edge_window": pl.String,
    "flags": pl.List(pl.String),
    "because": pl.String,
    "rows": pl.List(pl.String),
    "in_at_least": pl.Boolean,
    "in_headline": pl.Boolean,
    "in_at_most": pl.Boolean,
    "at_most": pl.Int32,
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
