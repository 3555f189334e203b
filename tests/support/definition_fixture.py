"""Requests and downloads by hand, and how often each definition counts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from forensics.findings.definitions import define
from forensics.model import Case, Definition, LeakedFile, Window
from forensics.model.schema import DOWNLOAD, LABELLED, check, empty

__all__ = ["NAMES", "SIZE", "count", "download", "numbers", "request"]

NOON = datetime(2026, 6, 8, 12, 0, tzinfo=UTC)  # a Monday
SIZE = 2_000_000
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"
#: In the order of docs/definitions.md; scripts rely on the names.
NAMES = [
    "requests",
    "status_200",
    "get_200",
    "get_200_206",
    "get_200_full_size",
    "iab_calendar",
    "iab_first_touch",
    "iab_last_touch",
    "counter_total",
    "counter_unique",
    "op3",
    "awstats",
    "matomo",
    "goaccess_visitors",
    "at_least",
    "headline",
    "at_most",
]
CASE = Case(
    id="definitions",
    files=(LeakedFile("leak.xlsx"),),
    windows=(Window("w", NOON - timedelta(days=1), NOON + timedelta(days=9), ("leak.xlsx",)),),
    logs=(),
)


def request(line_no: int, after: timedelta = timedelta(0), **values: Any) -> dict[str, Any]:
    """A complete delivery to a browser, `after` noon, unless `values` say otherwise."""
    usual = {
        "row": f"s1:{line_no}",
        "source": "s1",
        "line_no": line_no,
        "file": "leak.xlsx",
        "match": "target",
        "start": NOON + after,
        "method": "GET",
        "target": "/docs/leak.xlsx",
        "path": "/docs/leak.xlsx",
        "status": 200,
        "body_bytes": SIZE,
        "agent": FIREFOX,
        "client": "192.0.2.10",
        "agent_class": "browser",
        "robot": False,
        "size": SIZE,
        "verdict": "complete",
        "window": "w",
    }
    row = usual | values
    return row | {"client_64": values.get("client_64", row["client"])}


def download(name: str, *rows: dict[str, Any], **values: Any) -> dict[str, Any]:
    """The download that these requests make, in all three of our numbers unless `values` say otherwise."""
    usual = {key: rows[0][key] for key in ("file", "client", "client_64", "window")}
    ours = {"in_at_least": True, "in_headline": True, "in_at_most": True}
    made = usual | ours | {"download": name, "rows": [row["row"] for row in rows]} | values
    return {"at_most": int(made["in_at_most"])} | made


def table(rows: Sequence[dict[str, Any]], schema: Mapping[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """The rows as a table that fits the schema; what they do not name is null."""
    return pl.DataFrame(rows, schema=dict(schema), orient="row") if rows else empty(schema)


def count(
    rows: Sequence[dict[str, Any]],
    downloads: Sequence[dict[str, Any]] | None = None,
    *,
    not_determinable: Sequence[str] = (),
) -> dict[str, Definition]:
    """All definitions by name; without `downloads`, each request is one."""
    found = [download(f"d{n}", row) for n, row in enumerate(rows)] if downloads is None else downloads
    requests = check(table(rows, LABELLED), LABELLED)
    definitions = define(requests, check(table(found, DOWNLOAD), DOWNLOAD), CASE, not_determinable=not_determinable)
    return {definition.name: definition for definition in definitions}


def numbers(found: dict[str, Definition], *names: str) -> list[int | None]:
    """The downloads by these definitions."""
    return [found[name].downloads for name in names]
