"""Limitations that lie in what several logs hold alike: counted once, in doubt, or as two (counting.md 3.8, 4b.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from forensics.findings.limitations.draft import Draft, Found
from forensics.findings.limitations.words import line_count, row_names
from forensics.language.statement import Statement, listed, state
from forensics.model import Overlap, SourceReport

__all__ = ["copies", "doubtful_copies", "equal_requests", "inner_log"]

_COUNTED = ("complete", "assembled", "partial", "indeterminate")
_PLACED = pl.col("window").is_not_null() | pl.col("edge_window").is_not_null()


def copies(draft: Draft) -> Iterator[Found]:
    """What stood twice and counts once: lines, whole logs, requests of other logs."""
    others = _overlaps(draft, "copy")
    yield from _of_lines(draft.requests, others)
    yield from _of_sources(draft.sources)
    if others:
        yield Found(_said("copy", others, draft.sources))


def inner_log(draft: Draft) -> Iterator[Found]:
    """Logs of servers behind others: a proxy that the case does not name is for the user to confirm (4b.5)."""
    if layers := _overlaps(draft, "layer"):
        yield Found(_said("layer", layers, draft.sources), incomplete=True)


def doubtful_copies(draft: Draft) -> Iterator[Found]:
    """Requests of which it cannot be told whether they are the same."""
    if doubts := _that_count(draft, "doubt"):
        unsure = draft.requests.filter(_PLACED & (pl.col("verdict") == "indeterminate"))
        rows = set(unsure["row"])
        yield Found(
            _said("doubt", doubts, draft.sources), incomplete=any(not rows.isdisjoint(each.rows) for each in doubts)
        )


def equal_requests(draft: Draft) -> Iterator[Found]:
    """Requests that are equal, of logs that otherwise differ."""
    if equal := _that_count(draft, "chance"):
        yield Found(_said("chance", equal, draft.sources))


def _overlaps(draft: Draft, kind: str) -> list[Overlap]:
    return [each for each in draft.inquiry.evidence.overlaps if each.kind == kind]


def _that_count(draft: Draft, kind: str) -> list[Overlap]:
    """The overlaps of that kind that hold a request which counts."""
    counted = set(draft.requests.filter(pl.col("verdict").is_in(_COUNTED))["row"])
    return [each for each in _overlaps(draft, kind) if not counted.isdisjoint(each.rows)]


def _of_lines(requests: pl.DataFrame, others: Sequence[Overlap]) -> Iterator[Found]:
    """Lines that stand in several files of one log."""
    elsewhere = [row for each in others for row in each.rows]
    copies = requests.filter((pl.col("verdict") == "duplicate_line") & ~pl.col("row").is_in(elsewhere))
    if copies.height:
        text = state(
            "{lines} of evidence stood in a second file and counted once: {rows}",
            lines=line_count(copies.height),
            rows=row_names(copies),
        )
        yield Found(text)


def _of_sources(sources: Sequence[SourceReport]) -> Iterator[Found]:
    """Logs of which another holds all requests for the file, or all lines."""
    told = tuple(
        state("{log} in {other}", log=_named((source.id,), sources), other=_named((source.copy_of,), sources))
        for source in sources
        if source.copy_of
    )
    if told:
        text = state("logs that add nothing, since another holds all of it: {logs}", logs=listed(told))
        yield Found(text)


def _said(kind: str, overlaps: Sequence[Overlap], sources: Sequence[SourceReport]) -> Statement:
    parts = listed(tuple(_part(each, sources) for each in overlaps))
    if kind == "copy":
        return state(
            "requests that another log holds too (same second, client, method, path and status) counted once: {logs}",
            logs=parts,
        )
    if kind == "layer":
        return state(
            "{peers} asked for its clients, and its own log holds the same requests: {logs}; not counted again. Give"
            " {peers} as trusted_proxies",
            peers=listed(tuple(dict.fromkeys(peer for each in overlaps for peer in each.peers))),
            logs=parts,
        )
    if kind == "doubt":
        return state(
            "whether equal requests of two logs are the same cannot be told; the number established counts them once,"
            " the ceiling twice: {logs}",
            logs=parts,
        )
    return state("requests of two logs are equal, but the logs otherwise differ; counted as two: {logs}", logs=parts)


def _part(overlap: Overlap, sources: Sequence[SourceReport]) -> Statement:
    return state(
        "{matched} of {held} requests of {log} stand in {other} too",
        matched=overlap.matched,
        held=overlap.held,
        log=_named(overlap.one, sources),
        other=_named(overlap.other, sources),
    )


def _named(ids: Sequence[str], sources: Sequence[SourceReport]) -> Statement:
    """A log by the first of its files, and how many more it has."""
    first = next(source for source in sources if source.id == ids[0])
    about = {"id": first.id, "path": first.path}
    if len(ids) == 1:
        return state("{id} ({path})", **about)
    return state("{id} ({path}) and {count} more", count=len(ids) - 1, **about)
