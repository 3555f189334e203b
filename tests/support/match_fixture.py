"""One request against the leaked files: how it matches, and whether its line is found at all."""

from __future__ import annotations

import re
from typing import Any

import polars as pl

from forensics.model import FileVersion, LeakedFile
from forensics.scan.matching import match, names, superset

__all__ = ["LEAK", "found", "matched"]

LEAK = LeakedFile("leak.xlsx", paths=("/docs/leak.xlsx",), versions=(FileVersion(2_000_000),))

COLUMNS = {
    "path": pl.String,
    "query": pl.String,
    "host": pl.String,
    "status": pl.Int32,
    "body_bytes": pl.Int64,
    "planned_bytes": pl.Int64,
    "line": pl.Binary,
    "target": pl.String,
}


def matched(path: str | None, *files: LeakedFile, server: str | None = None, **values: Any) -> tuple[Any, ...]:
    """File and kind of one request for `path`; the line holds what the path and `values` say."""
    usual = {
        "path": path,
        "target": path,
        "query": None,
        "host": None,
        "status": 200,
        "body_bytes": 5,
        "planned_bytes": None,
    }
    row = usual | values
    row.setdefault("line", f"GET {path}?{row['query']}".encode())
    table = pl.DataFrame([row], schema=COLUMNS, orient="row")
    return match(table, files or (LEAK,), server=server).row(0)


def found(text: str, *files: LeakedFile) -> bool:
    """The line is found by the superset and by the names alone, in both engines alike."""
    line = pl.Series([text])
    answers = {
        line.str.contains(superset(files))[0],
        line.str.contains(names(files))[0],
        re.search(names(files), text) is not None,
    }
    assert len(answers) == 1, f"the engines disagree on {text!r}"
    return answers.pop()
