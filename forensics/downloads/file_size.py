"""The size of a leaked file where the case does not give it, and doubts about what a size field means.

counting.md section 0 and 4b.10: taken from what the server itself states (the total of a Content-Range, the size of
the object where a store logs that), else from the full 200 body that networks of at least two got; never silently, and
with the sizes that were considered. Where two sizes are supported, neither is taken, unless one followed the other in
time: then the file had two versions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

import polars as pl

from forensics.model import Case, FileVersion, LeakedFile, SizeSeen

__all__ = ["Settled", "candidates", "settle", "sizes_seen"]

_LISTED = 5
#: Sources in which the server itself says how large the whole is.
_STATED = ("content_range", "object")
#: What counts headers too.
_TOTAL = "status_200_total"
#: Networks that must have got a body of one size.
_FLOOR = 2
#: Bodies that are at most so far apart, in bytes and as a share, are one file whose headers differ.
_HEADERS, _SHARE = 2048, 0.005
#: Of smaller files another may well be as large as one with its headers.
_SIZEABLE = 64 * 1024
#: Least size of a header: what a total exceeds a body by at least (counting.md 3.3).
_LEAST_HEADER = 80

_PAGES = r"(?i)\.(html?|php|aspx?)$"


@dataclass(frozen=True, slots=True)
class Settled:
    """The case with the sizes that the logs support, and for each file the other sizes that it may have had."""

    case: Case
    others: tuple[tuple[LeakedFile, ...], ...]  # in the order of the files
    doubtful: frozenset[str]  # names of files of which another size may as well be the right one


def _targets(requests: pl.DataFrame, file: LeakedFile) -> pl.DataFrame:
    return requests.filter((pl.col("file") == file.name) & (pl.col("match") == "target") & ~pl.col("copy"))


def _bodies(targets: pl.DataFrame, file: LeakedFile) -> pl.DataFrame:
    """Responses that may have been the whole file: no page that the case declares, and no HTML where none is due."""
    html = pl.col("content_type").str.to_lowercase().str.starts_with("text/html").fill_null(value=False)
    page = html if not pl.Series([file.name]).str.contains(_PAGES).all() else pl.lit(value=False)
    whole = (pl.col("status") == 200) & (pl.col("method") == "GET") & pl.col("encoding").is_null()
    body = pl.coalesce("body_bytes", "planned_bytes")
    found = targets.filter(whole, ~page).with_columns(size=body)
    return found.filter(~pl.col("size").is_in(list(file.page_sizes)) | pl.col("size").is_null())


def _seen(table: pl.DataFrame, source: str) -> list[dict[str, Any]]:
    """Sizes by the networks that got them: with requests, addresses (of IPv6 the /64), first and last time."""
    logged = pl.coalesce("start", "end")
    counted = (
        table.filter(pl.col("size") > 0)
        .group_by("size")
        .agg(
            requests=pl.len(),
            addresses=pl.col("client_64").drop_nulls().n_unique(),
            first=logged.min(),
            last=logged.max(),
        )
        .sort(["requests", "size"], descending=[True, True])
        .head(_LISTED)
    )
    return [{"source": source, **row} for row in counted.to_dicts()]


def candidates(requests: pl.DataFrame, file: LeakedFile) -> list[dict[str, Any]]:
    """Sizes that the log itself suggests, best supported first; of each how many requests and networks, and when."""
    targets = _targets(requests, file)
    total = pl.col("content_range").str.extract(r"(?i)^\s*bytes\s+\d+-\d+/(\d+)\s*$", 1).cast(pl.Int64, strict=False)
    by_range = targets.with_columns(size=total).drop_nulls("size")
    by_object = targets.filter(pl.col("status").is_in([200, 206])).with_columns(size="object_bytes")
    bodies = _bodies(targets, file)
    return [
        *_seen(by_range, "content_range"),
        *_seen(by_object.drop_nulls("size"), "object"),
        *_seen(bodies.drop_nulls("size"), "status_200_body"),
        *_seen(_without_headers(bodies.filter(pl.col("size").is_null())), _TOTAL),
    ]


def _without_headers(totals: pl.DataFrame) -> pl.DataFrame:
    """Totals as the size that the file has at most: what lies close together is one file, its headers of some length.

    Each band starts at its least total, of which the least header is taken off.
    """
    found = totals.filter(pl.col("total_bytes") > _LEAST_HEADER).sort("total_bytes", maintain_order=True)
    least: list[int] = []
    for total in found["total_bytes"]:
        same = least and total - least[-1] <= max(_HEADERS, least[-1] * _SHARE)
        least.append(least[-1] if same else total)
    return found.with_columns(size=pl.Series(least, dtype=pl.Int64) - _LEAST_HEADER)


def sizes_seen(requests: pl.DataFrame, file: LeakedFile) -> tuple[SizeSeen, ...]:
    """Sizes that the log itself suggests, best supported first."""
    if requests.is_empty():
        return ()
    return tuple(
        SizeSeen(row["source"], row["size"], row["requests"], row["addresses"]) for row in candidates(requests, file)
    )


def _infer(requests: pl.DataFrame, file: LeakedFile) -> tuple[LeakedFile, tuple[LeakedFile, ...], bool]:
    """The file with the sizes that are supported, the file as it may also have been, and whether that is in doubt."""
    found = candidates(requests, file)
    found = [row for row in found if not _with_headers(row, found)]
    stated = [row for row in found if row["source"] in _STATED]
    sizes = {row["size"] for row in stated}
    bodies = [row for row in found if row["source"] not in _STATED and row["size"] not in sizes]
    strong = [row for row in bodies if row["addresses"] >= _FLOOR]
    weak = [row for row in bodies if row["addresses"] < _FLOOR and row["requests"] >= _FLOOR]
    sure = bool(stated) and (not strong or all(row["addresses"] >= _FLOOR for row in stated))
    chosen = stated if sure else [*stated, *strong]
    other = tuple(_sized(file, [row]) for row in _distinct([*chosen, *strong, *weak]))
    if not chosen:
        return file, other, False
    settled = _sized(file, chosen)
    if len(settled.versions) == 1 or sure:
        return settled, tuple(one for one in other if one.versions[0].size not in _sizes_of(settled)), False
    return (_in_turn(file, chosen) or file), other, True


def _with_headers(row: dict[str, Any], found: Sequence[dict[str, Any]]) -> bool:
    """Whether these totals are those of a size that is supported without them, with headers around it."""
    if row["source"] != _TOTAL:
        return False
    total = row["size"] + _LEAST_HEADER
    sure = (one for one in found if one["source"] in _STATED or one["addresses"] >= _FLOOR)
    sizes = (one["size"] for one in sure if one["source"] != _TOTAL and one["size"] >= _SIZEABLE)
    return any(_LEAST_HEADER <= total - size <= max(_HEADERS, size * _SHARE) for size in sizes)


def _distinct(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({row["size"]: row for row in reversed(rows)}.values())[::-1]


def _sizes_of(file: LeakedFile) -> list[int]:
    return [version.size for version in file.versions]


def _sized(file: LeakedFile, rows: Sequence[dict[str, Any]]) -> LeakedFile:
    versions = tuple(FileVersion(row["size"]) for row in _distinct(rows))
    return replace(file, versions=versions, size_source="inferred")


def _in_turn(file: LeakedFile, rows: Sequence[dict[str, Any]]) -> LeakedFile | None:
    """The file with a version for each size, where one followed the other without returning; else None."""
    ordered = sorted(_distinct(rows), key=lambda row: (row["first"] is not None, row["first"]))
    spans = [(row["first"], row["last"]) for row in ordered]
    if any(first is None for first, _ in spans):
        return None
    if any(last >= following for (_, last), (following, _) in pairwise(spans)):
        return None
    starts: list[datetime | None] = [None, *(first for first, _ in spans[1:])]
    ends = [*starts[1:], None]
    versions = tuple(
        FileVersion(row["size"], start=start, end=end) for row, start, end in zip(ordered, starts, ends, strict=True)
    )
    return replace(file, versions=versions, size_source="inferred")


def settle(case: Case, requests: pl.DataFrame) -> Settled:
    """The case with a size for every file for which the case or the log supports one.

    `requests` are identified requests with the column `copy`.
    """
    requests = _of_visitors(requests, case)
    each = [(file, (), False) if file.versions else _infer(requests, file) for file in case.files]
    return Settled(
        replace(case, files=tuple(file for file, _, _ in each)),
        tuple(others for _, others, _ in each),
        frozenset(file.name for file, _, doubt in each if doubt),
    )


def _of_visitors(requests: pl.DataFrame, case: Case) -> pl.DataFrame:
    """Requests without those of an origin, where a log in front of it has some too: the networks that ask an origin are
    those of a CDN, which gets what one visitor gets once more."""
    origin = [index for index, log in enumerate(case.logs) if log.layer == "origin"]
    in_front = requests.filter(~pl.col("log").is_in(origin))
    return in_front if origin and in_front.height else requests
