"""Limitations that lie in sizes: where that of the file is from, and responses that fit it in part only."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from forensics.findings.limitations.draft import Draft, Found
from forensics.findings.limitations.words import request_count, row_names
from forensics.language.statement import Statement, listed, state
from forensics.model import FileFindings, LeakedFile
from forensics.scan.spellings import names

__all__ = ["recurring_size", "size_field_doubt", "size_inferred", "size_twin", "size_unknown"]


def size_inferred(draft: Draft) -> Iterator[Found]:
    """Sizes that the logs gave."""
    yield from (Found(_inferred(file)) for file in draft.files if file.size_source == "inferred")


def size_unknown(draft: Draft) -> Iterator[Found]:
    """Files of which no size is known."""
    yield from (_unknown(file, rows) for file, rows in draft.each() if file.size is None)


def size_twin(draft: Draft) -> Iterator[Found]:
    """Other paths that got exactly the file's size."""
    for file, rows in draft.asked_for():
        twins = rows.filter(pl.col("match") == "twin", pl.col("verdict") == "indeterminate")
        if twins.height:
            text = state(
                "“{file}”: {requests} for another path got exactly its size and may be an alias ({paths}); confirm by"
                " configuration or hash, then list the path under other_paths",
                file=file.name,
                requests=request_count(twins.height),
                paths=listed(tuple(sorted(set(twins["path"].drop_nulls())))),
            )
            yield Found(text)


def recurring_size(draft: Draft) -> Iterator[Found]:
    """Smaller bodies that may be the file compressed."""
    for file, rows in draft.asked_for():
        recurring = rows.filter((pl.col("rule") == "17") & (pl.col("verdict") == "indeterminate"))
        if recurring.height:
            text = state(
                "“{file}”: {requests} with a smaller body may be the file compressed; measure its gzip and br sizes on"
                " the same server and give them as encoded_sizes",
                file=file.name,
                requests=request_count(recurring.height),
            )
            yield Found(text)


def size_field_doubt(draft: Draft) -> Iterator[Found]:
    """Bytes “with headers” that are just the file."""
    body_only = (pl.col("total_bytes") == pl.col("size")) & pl.col("body_bytes").is_null()
    for file, rows in draft.asked_for():
        doubt = rows.filter((pl.col("status") == 200) & body_only)
        if doubt.height:
            text = state(
                "“{file}”: {requests} whose bytes “with headers” equal the file exactly: perhaps the size field counts"
                " the body alone; check size_field",
                file=file.name,
                requests=request_count(doubt.height),
            )
            yield Found(text)


def _inferred(file: FileFindings) -> Statement:
    """The sizes that the logs gave; where they count headers, no more than about."""
    sizes = tuple(version.size for version in file.versions)
    about = all(seen.source == "status_200_total" for seen in file.sizes_considered if seen.size in sizes)
    if len(sizes) > 1:
        return state(
            "“{file}”: the sizes of its versions, {sizes} bytes, were inferred from the logs",
            file=file.name,
            sizes=listed(sizes),
        )
    if about:
        return state(
            "“{file}”: its size, about {size} bytes, was inferred from logs whose sizes count headers; it may be some"
            " hundred bytes less",
            file=file.name,
            size=file.size,
        )
    return state("“{file}”: its size, {size} bytes, was inferred from the logs", file=file.name, size=file.size)


def _unknown(file: FileFindings, rows: pl.DataFrame) -> Found:
    """No size is known: then nothing tells whether a request that names the file in its query, say, got it."""
    answered = rows.filter(pl.col("match") == "other", pl.col("status").is_in([200, 203, 206]))
    named = answered.filter(pl.col("target").str.contains(names([LeakedFile(file.name)])))
    if named.is_empty():
        text = state("“{file}”: neither the case nor the logs give its size", file=file.name)
        return Found(text)
    text = state(
        "“{file}”: neither the case nor the logs give its size, so {requests} that hold its name elsewhere than as the"
        " file's path may have delivered it: {rows}; give its size, or the path in paths",
        file=file.name,
        requests=request_count(named.height),
        rows=row_names(named),
    )
    return Found(text, incomplete=True)
