"""Limitations that lie in what several logs hold alike: counted once, in doubt, or as two (counting.md 3.8, 4b.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from forensics.findings.limitations.of_logs import line_count, row_names
from forensics.language.statement import Statement, listed, state
from forensics.model import Evidence, Limitation, Overlap, SourceReport

__all__ = ["of_copies"]

#: kind of overlap -> limitation.
_CODES = {"copy": "copies", "layer": "inner-log", "doubt": "doubtful-copies", "chance": "equal-requests"}


def of_copies(requests: pl.DataFrame, evidence: Evidence) -> Iterator[Limitation]:
    """What counted once, what may have to be counted twice, and which log repeats another."""
    kinds = {kind: [each for each in evidence.overlaps if each.kind == kind] for kind in _CODES}
    yield from _of_lines(requests, kinds["copy"])
    yield from _of_sources(evidence.sources)
    counted = requests.filter(pl.col("verdict").is_in(["complete", "assembled", "partial", "indeterminate"]))
    doubled = set(counted["row"])
    placed = pl.col("window").is_not_null() | pl.col("edge_window").is_not_null()
    open_rows = set(counted.filter(placed & (pl.col("verdict") == "indeterminate"))["row"])
    for kind, overlaps in kinds.items():
        told = (
            overlaps if kind in ("copy", "layer") else [each for each in overlaps if not doubled.isdisjoint(each.rows)]
        )
        if told:
            # A proxy that the case does not name is for the user to confirm (counting.md 4b.5).
            open_ended = kind == "layer" or (
                kind == "doubt" and any(not open_rows.isdisjoint(each.rows) for each in told)
            )
            yield Limitation(_CODES[kind], _said(kind, told, evidence.sources), incomplete=open_ended)


def _of_lines(requests: pl.DataFrame, others: Sequence[Overlap]) -> Iterator[Limitation]:
    """Lines that stand in several files of one log."""
    elsewhere = [row for each in others for row in each.rows]
    copies = requests.filter((pl.col("verdict") == "duplicate_line") & ~pl.col("row").is_in(elsewhere))
    if copies.height:
        text = state(
            "{lines} of evidence stood in a second file and counted once: {rows}",
            lines=line_count(copies.height),
            rows=row_names(copies),
        )
        yield Limitation("copies", text)


def _of_sources(sources: Sequence[SourceReport]) -> Iterator[Limitation]:
    """Logs of which another holds all requests for the file, or all lines."""
    told = tuple(
        state("{log} in {other}", log=_named((source.id,), sources), other=_named((source.copy_of,), sources))
        for source in sources
        if source.copy_of
    )
    if told:
        text = state("logs that add nothing, since another holds all of it: {logs}", logs=listed(told))
        yield Limitation("copies", text)


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
            "whether equal requests of two logs are the same cannot be told; the headline counts them once, the"
            " ceiling twice: {logs}",
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
