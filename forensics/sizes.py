"""The size of a leaked file where the case does not give it, and doubts about what a size field means.

counting.md section 0: taken from the total of a Content-Range, or the size of the object where a
store logs that, else the most frequent full 200 body seen from at least two addresses; never
silently, and with the sizes that were considered.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from forensics.model import Case, FileVersion, LeakedFile

__all__ = ["settle", "sizes_seen"]

_LISTED = 5
#: Sources in which the server itself says how large the whole is.
_STATED = ("content_range", "object")


def _targets(requests: pl.DataFrame, file: LeakedFile) -> pl.DataFrame:
    return requests.filter((pl.col("file") == file.name) & (pl.col("match") == "target") & ~pl.col("copy"))


def sizes_seen(requests: pl.DataFrame, file: LeakedFile) -> tuple[dict[str, Any], ...]:
    """Sizes that the log itself suggests, best supported first: size, source, requests, addresses."""
    targets = _targets(requests, file)
    total = pl.col("content_range").str.extract(r"(?i)^\s*bytes\s+\d+-\d+/(\d+)\s*$", 1).cast(pl.Int64)
    by_object = targets.filter(pl.col("status").is_in([200, 206])).select(size="object_bytes", client="client")
    by_range = targets.select(size=total, client="client").drop_nulls("size")
    bodies = targets.filter((pl.col("status") == 200) & (pl.col("method") == "GET") & pl.col("encoding").is_null())
    by_body = bodies.select(size=pl.coalesce("body_bytes", "planned_bytes"), client="client").filter(pl.col("size") > 0)
    seen: list[dict[str, Any]] = []
    for source, table in (
        ("content_range", by_range),
        ("object", by_object.drop_nulls("size")),
        ("status_200_body", by_body),
    ):
        counted = (
            table.group_by("size")
            .agg(requests=pl.len(), addresses=pl.col("client").n_unique())
            .sort(["requests", "size"], descending=[True, True])
            .head(_LISTED)
        )
        seen += [{"source": source, **row} for row in counted.to_dicts()]
    return tuple(seen)


def _infer(requests: pl.DataFrame, file: LeakedFile) -> LeakedFile:
    for candidate in sizes_seen(requests, file):
        if candidate["source"] in _STATED or candidate["addresses"] > 1:
            return replace(file, versions=(FileVersion(candidate["size"]),), size_source="inferred")
    return file


def settle(case: Case, requests: pl.DataFrame) -> Case:
    """The case with a size for every file for which the case or the log supports one.

    `requests` are identified requests with the column `copy`.
    """
    return replace(case, files=tuple(f if f.versions else _infer(requests, f) for f in case.files))
