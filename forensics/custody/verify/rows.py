"""The tables of a report that holds them as CSV alone: read back, as far as that gives what was written."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import polars as pl

from forensics.model.schema import UTC
from forensics.report.saved import received

__all__ = ["rows_of"]

_Kind = pl.DataType | type[pl.DataType]
#: Cells of a table that is read back.
_MOST = 20_000_000
_SANITISED = "sanitised"
_INTEGERS = (pl.Int32, pl.Int64)


def rows_of(root: Path, name: str, schema: Mapping[str, _Kind]) -> pl.DataFrame | None:
    """The table of that schema, null where the file has no such column. None where a text in it was made harmless,
    which cannot be undone. Raises OSError or ValueError where the file is not one of ours."""
    with received.opened(root, name) as file, TextIOWrapper(file, encoding="utf-8", newline="") as text:
        lines = csv.reader(text, strict=True)
        try:
            head = next(lines, [])
            known = {column for column, kind in schema.items() if kind != pl.Binary}
            if head[-1:] != [_SANITISED] or not known >= set(head[:-1]):
                raise ValueError(f"{name} has other columns")
            found: list[list[Any]] = [[] for _ in head]
            read = [_reader(schema[column]) for column in head[:-1]]
            for number, row in enumerate(lines, 1):
                if len(row) != len(head) or number * len(head) > _MOST:
                    raise ValueError(f"{name} has a row of other columns, or too many")
                if row[-1] != "false":
                    return None
                for column, cell, kind in zip(found, row, read, strict=False):
                    column.append(kind(cell))
        except csv.Error as error:
            raise ValueError(f"{name}: {error}") from error
    shown = dict(zip(head[:-1], found, strict=False))
    rows = len(found[0]) if found else 0
    try:
        return pl.DataFrame({column: shown.get(column, [None] * rows) for column in schema}, schema=dict(schema))
    except (TypeError, OverflowError, pl.exceptions.PolarsError) as error:
        raise ValueError(f"{name} holds other values") from error


def _reader(kind: _Kind) -> Callable[[str], Any]:
    """What a cell of that type is read by."""
    if kind in _INTEGERS:
        return lambda cell: int(cell) if cell else None
    if kind == pl.Boolean:
        return {"true": True, "false": False}.get
    if kind == UTC:
        return lambda cell: datetime.fromisoformat(cell) if cell else None
    if kind == pl.List(pl.String):
        return str.split
    return lambda cell: cell or None
