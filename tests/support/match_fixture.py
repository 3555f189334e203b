"""One request against the leaked files: how it matches, and whether its line is found at all."""

from __future__ import annotations

import re
from typing import Any

import polars as pl

from forensics.model import FileVersion, LeakedFile
from forensics.octets import octets
from forensics.scan.fragments import candidates
from forensics.scan.matching import match
from forensics.scan.sought import sought
from forensics.scan.spellings import names
from forensics.sources.chunks import Chunk

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


#: So many that no one pattern is made of them.
OTHERS = tuple(LeakedFile(f"zq{number:04}.zip") for number in range(60))


def found(text: str, *files: LeakedFile) -> bool:
    """The line is found by the search in text, for these files and among many, and by the names alone, in both
    engines alike; and by its octets."""
    line, many = pl.Series([text]), pl.Series(["another line"] * 30 + [text])
    answers = {
        sought(files).holding(line)[0],
        sought(files).holding(many)[30],
        sought((*OTHERS, *files)).holding(many)[30],
        line.str.contains(names(files))[0],
        re.search(names(files), text) is not None,
    }
    assert len(answers) == 1, f"the engines disagree on {text!r}"
    answer = answers.pop()
    assert not answer or (likely(text, *files) and likely(text, *OTHERS, *files)), f"octets do not tell {text!r}"
    return answer


def likely(text: str, *files: LeakedFile) -> bool:
    """The line is found by its octets, among others around it."""
    data = f"another line\n{text}\nand one behind it\n".encode()
    chunk = Chunk(data, data, first_line=1, offset=0, repaired=0)
    rows = candidates(octets(data), chunk.ends, chunk.others, sought(files))
    return rows is None or bool((rows == 1).any())
