"""The tables of requests and downloads: every number in the report is a filter over them.

The CSV files are for people and spreadsheets: text is escaped (untrusted.for_csv) and the column
`sanitised` says where that changed something; a text that no cell can hold is cut, for a spreadsheet begins a new cell
with what is left of it. The Parquet files hold the original bytes, and a report
is written again from them; `checksums` tells whether they are as they were.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from datetime import UTC, datetime

import polars as pl

from forensics.language.untrusted import for_csv, from_bytes
from forensics.report.workbook.harmless import fitted

__all__ = ["cell_of", "checksums", "downloads_csv", "downloads_parquet", "requests_csv", "requests_parquet"]


#: At the end of a text that is cut.
_CUT = " ... (cut: evidence.sqlite holds all of it)"


def cell_of(text: str) -> str:
    """The text as a cell holds it."""
    return fitted(for_csv(text), _CUT)


def _text(value: object) -> str | None:
    """What of a value may have come from a log, as text; None for numbers, times and truth values."""
    if isinstance(value, bytes):
        return from_bytes(value)
    if isinstance(value, list):
        return " ".join(str(item) for item in value)
    return value if isinstance(value, str) else None


def _cell(value: object) -> str:
    if (text := _text(value)) is not None:
        return cell_of(text)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _csv(table: pl.DataFrame) -> str:
    """RFC 4180, every field quoted, so that no reader has to guess."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*table.columns, "sanitised"])
    for row in table.iter_rows():
        cells = [_cell(value) for value in row]
        changed = any(_text(value) not in (None, cell) for value, cell in zip(row, cells, strict=True))
        writer.writerow([*cells, _cell(changed)])
    return out.getvalue()


def requests_csv(requests: pl.DataFrame) -> str:
    """Every request that names the file, with verdict, rule, reason, raw line, source, line and offset."""
    return _csv(requests)


def downloads_csv(downloads: pl.DataFrame) -> str:
    """Every download and possible download, with what it is counted in and the requests it is made of."""
    return _csv(downloads)


def requests_parquet(requests: pl.DataFrame) -> bytes:
    """The same requests with their types and the original bytes of each line."""
    return _parquet(requests)


def downloads_parquet(downloads: pl.DataFrame) -> bytes:
    """The same downloads with their types, and nothing escaped."""
    return _parquet(downloads)


def _parquet(table: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    table.rechunk().write_parquet(out, compression="zstd", statistics=False)
    return out.getvalue()


def checksums(content: Mapping[str, bytes]) -> bytes:
    """SHA-256 of each file by its name, as `sha256sum --check` reads it."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(content.items()))
    return "".join(lines).encode()
