"""Limitations of single requests: what was not read of them, edges of windows, hours, caches, copies elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from forensics.findings.coverage.open_windows import copied_elsewhere, from_caching_layer
from forensics.findings.limitations.draft import Draft, Found
from forensics.findings.limitations.words import line_count, request_count, row_names
from forensics.formats.grammars.records.objects import keys_in
from forensics.language.statement import listed, state, state_many

__all__ = [
    "copy_elsewhere",
    "edge",
    "missing_layer",
    "repeated_hour",
    "second_reader",
    "unknown_keys",
    "unreadable_line",
]

_PLACED = pl.col("window").is_not_null() | pl.col("edge_window").is_not_null()
_DELIVERED = pl.col("download").is_not_null()
_COPIERS = {"search engine": state("search engine"), "archiver": state("archiver")}


def _rejected(draft: Draft) -> pl.DataFrame:
    return draft.requests.filter(pl.col("match") == "rejected")


def unreadable_line(draft: Draft) -> Iterator[Found]:
    """Lines that could name the file and could not be read."""
    rejected = _rejected(draft)
    if rejected.height:
        text = state(
            "{lines} could name the file but could not be read: {rows}",
            lines=line_count(rejected.height),
            rows=row_names(rejected),
        )
        yield Found(text, incomplete=rejected.filter(_PLACED).height > 0)


def unknown_keys(draft: Draft) -> Iterator[Found]:
    """The keys of objects that could name the file and were not understood."""
    rejected = _rejected(draft)
    keys = [keys_in(line.decode("utf-8", "replace")) for line in rejected["line"]]
    names = tuple(dict.fromkeys(name for each in keys for name in each))
    if names:
        text = state_many(
            "{count} object was not understood: its time, path or status stands under no known key, or under two that"
            " differ; its keys: {keys}. Say what they hold in a format of your own (keys = ...)",
            "{count} objects were not understood: their time, path or status stands under no known key, or under two"
            " that differ; their keys: {keys}. Say what they hold in a format of your own (keys = ...)",
            sum(bool(each) for each in keys),
            keys=listed(names),
        )
        yield Found(text, incomplete=rejected.filter(_PLACED).height > 0)


def edge(draft: Draft) -> Iterator[Found]:
    """Requests at a window's edge."""
    edges = draft.requests.filter(pl.col("flags").list.contains("edge") & _DELIVERED)
    if edges.height:
        text = state(
            "{requests} at a window's edge, in doubt by the clock: {rows}",
            requests=request_count(edges.height),
            rows=row_names(edges),
        )
        yield Found(text)


def repeated_hour(draft: Draft) -> Iterator[Found]:
    """Requests of the hour that occurs twice."""
    repeated = draft.requests.filter(pl.col("second_reading").is_not_null() & _DELIVERED)
    if repeated.height:
        text = state(
            "{requests} in the hour that occurs twice; both readings are kept", requests=request_count(repeated.height)
        )
        yield Found(text)


def missing_layer(draft: Draft) -> Iterator[Found]:
    """Requests of a cache whose own log is missing."""
    caching = from_caching_layer(draft.requests)
    if caching.height:
        text = state(
            "{requests} came from a cache whose own log is not here; each may have served many",
            requests=request_count(caching.height),
        )
        yield Found(text, incomplete=caching.filter(_PLACED).height > 0)


def unlogged_proxy(draft: Draft) -> Iterator[Found]:
    """Deliveries through a trusted proxy whose own log is missing; the case does not say that it caches."""
    flags = pl.col("flags").list
    through = draft.requests.filter(_DELIVERED & _PLACED & flags.contains("proxied") & ~flags.contains("behind-cache"))
    if through.height:
        text = state(
            "{requests} came through a proxy whose own log is not here: had it a cache, others may have got the file"
            " from that, and stand in no line; if it has one, say {line} of the log behind it",
            requests=request_count(through.height),
            line='layer = "origin"',
        )
        yield Found(text)


def copy_elsewhere(draft: Draft) -> Iterator[Found]:
    """Deliveries to those whose copy others can read."""
    copied = copied_elsewhere(draft.requests)
    if copied.height:
        text = state_many(
            "fetched {count} time by {who}: its copy may have been read",
            "fetched {count} times by {who}: its copy may have been read",
            copied.height,
            who=listed(tuple(_COPIERS[name] for name in sorted(set(copied["agent_class"])))),
        )
        yield Found(text)


def second_reader(draft: Draft) -> Iterator[Found]:
    """Fields that the second reader reads otherwise, but for its known faults."""
    serious = [item for item in draft.inquiry.disagreements if item.known_fault is None]
    if serious:
        text = state_many(
            "the second reader reads {count} field of the evidence otherwise: {rows}",
            "the second reader reads {count} fields of the evidence otherwise: {rows}",
            len(serious),
            rows=listed(tuple(dict.fromkeys(item.row for item in serious))),
        )
        yield Found(text)
