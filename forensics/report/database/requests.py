"""Tables of single requests and downloads, out of the tables that the numbers are filters over.

Written column by column: there may be a hundred thousand rows, in which most texts occur many times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

import polars as pl

from forensics.model import Findings
from forensics.model.schema import DOWNLOAD, LABELLED, UTC
from forensics.report.database.column import AFTER, Column, Kind, Table, Value, exact, made, text_of
from forensics.rulebook.columns import COLUMNS

__all__ = ["TABLES"]

#: Texts of a column that are kept to be written again.
_KEPT = 100_000
_KINDS: Mapping[Any, Kind] = {pl.Boolean: "INTEGER", pl.Int32: "INTEGER", pl.Int64: "INTEGER"}
_LINKED = {
    "file": "NOT NULL REFERENCES files (name)",
    "source": "NOT NULL REFERENCES sources (id)",
}


def _columns(schema: Mapping[str, Any], meanings: Mapping[str, str], part: str, own: Mapping[str, str]) -> list[Column]:
    """A column for each of the schema, and of each time a second one; values are taken from their place in a row."""
    found: list[Column] = []

    def add(name: str, kind: Kind, told: str, field: str) -> None:
        more = own.get(name, _LINKED.get(name, ""))
        found.append(made(name, kind, told, itemgetter(len(found)), of=f"{part}.{field}", more=more))

    for name, dtype in schema.items():
        if name == "rows":
            continue
        add(name, _KINDS.get(dtype, "TEXT"), meanings[name], name)
        if dtype == UTC:
            add(f"{name}{AFTER}", "INTEGER", exact(name), name)
    return found


def _cells(table: pl.DataFrame, name: str) -> Iterator[Sequence[Value]]:
    """The values of a column, of a time as text and as number."""
    column = table[name]
    if column.dtype == UTC:
        yield column.dt.strftime("%Y-%m-%dT%H:%M:%SZ").to_list()
        yield column.dt.timestamp("us").to_list()
    elif column.dtype == pl.Boolean:
        yield column.cast(pl.Int8).to_list()
    elif column.dtype == pl.List(pl.String):
        yield _texts(column.list.join(" "))
    elif column.dtype in (pl.String, pl.Binary):
        yield _texts(column)
    else:
        yield column.to_list()


def _texts(column: pl.Series) -> list[str | None]:
    """Each text as the database holds it."""
    known: dict[Any, str | None] = {}
    found = []
    for value in column.to_list():
        if value not in known:
            if len(known) >= _KEPT:
                known.clear()
            known[value] = text_of(value)
        found.append(known[value])
    return found


def _rows(table: pl.DataFrame, schema: Mapping[str, Any]) -> Iterator[tuple[Value, ...]]:
    columns = [cells for name in schema if name != "rows" for cells in _cells(table, name)]
    return zip(*columns, strict=True)


def _local(times: pl.Series, zone: str) -> list[str | None]:
    """Times as text in a zone, with their offset."""
    found: list[str | None] = times.dt.convert_time_zone(zone).dt.strftime("%Y-%m-%dT%H:%M:%S%:z").to_list()
    return found


def _requests(findings: Findings) -> Iterator[tuple[Value, ...]]:
    at = findings.requests.select(pl.coalesce("start", "end").alias("at"))
    told = zip(*_cells(at, "at"), _local(at["at"], findings.case.zone), strict=True)
    for number, (row, moment) in enumerate(zip(_rows(findings.requests, LABELLED), told, strict=True), 1):
        yield (*row, number, *moment)


def _downloads(findings: Findings) -> Iterator[tuple[Value, ...]]:
    local = _local(findings.downloads["first"], findings.case.zone)
    for row, first in zip(_rows(findings.downloads, DOWNLOAD), local, strict=True):
        yield (*row, first)


def _pairs(findings: Findings) -> Iterator[tuple[Value, ...]]:
    pairs = findings.downloads.select("download", "rows").explode("rows", empty_as_null=False, keep_nulls=False)
    return pairs.iter_rows()


def _of_requests() -> tuple[Column, ...]:
    found = _columns(LABELLED, COLUMNS["requests"], "requests", {"row": "NOT NULL"})
    size = len(found)
    number = made("number", "INTEGER", "Place of the row in requests.csv, from 1.", itemgetter(size),
                  more="PRIMARY KEY NOT NULL")  # fmt: skip
    moment = (
        made("at", "TEXT", "When: the start, or the end where no start is known. UTC, cut to the second.",
             itemgetter(size + 1), of="requests.start"),
        made(f"at{AFTER}", "INTEGER", exact("at"), itemgetter(size + 2),
             of="requests.start"),
        made("at_local", "TEXT", "The same in the zone of the case, with its offset: at.", itemgetter(size + 3),
             of="requests.start"),
    )  # fmt: skip
    return (number, *moment, *found)


def _of_downloads() -> tuple[Column, ...]:
    found = _columns(DOWNLOAD, COLUMNS["downloads"], "downloads", {"download": "PRIMARY KEY NOT NULL"})
    local = made("first_local", "TEXT", "Its first time in the zone of the case, with its offset: first.",
                 itemgetter(len(found)), of="downloads.first")  # fmt: skip
    return (*found, local)


TABLES: tuple[Table, ...] = (
    Table(
        "downloads",
        "The downloads and possible downloads, with what each counts in.",
        _of_downloads(),
        _downloads,
        (("Findings", "downloads"),),
        indices=(("client",), ("window",)),
    ),
    Table(
        "requests",
        "Every line that names a leaked file, with its verdict, the rule that decided, and why.",
        _of_requests(),
        _requests,
        (("Findings", "requests"),),
        indices=(("row",), ("at",), ("client",), ("verdict",), ("window",), ("download",)),
    ),
    Table(
        "download_requests",
        "Which lines each download is made of.",
        (
            made("download", "TEXT", COLUMNS["downloads"]["download"], itemgetter(0),
                 more="NOT NULL REFERENCES downloads (download)"),
            made("row", "TEXT", COLUMNS["requests"]["row"], itemgetter(1), more="NOT NULL"),
        ),
        _pairs,
        (("Findings", "downloads"),),
        ("PRIMARY KEY (download, row)",),
        (("row",),),
    ),
)  # fmt: skip
