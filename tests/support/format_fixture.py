"""One line read by one format, as a dict of what it says."""

from __future__ import annotations

from typing import Any

import polars as pl

from forensics.formats import Format, parse


def read(fmt: Format, line: str, *, zone: str = "UTC") -> dict[str, Any] | None:
    """The columns of a line that are not null; None if the format cannot read it."""
    table, was_read = parse(fmt, pl.Series("line", [line], dtype=pl.String), zone=zone)
    (row,) = table.to_dicts()
    found = {name: value for name, value in row.items() if value is not None}
    if not was_read[0]:
        assert not found, "a line that was not read has a row of nulls"
        return None
    return found


def said(fmt: Format, line: str, *columns: str) -> tuple[Any, ...]:
    """Those columns of a line that must be readable."""
    found = read(fmt, line)
    assert found is not None, f"not read: {line}"
    return tuple(found.get(column) for column in columns)
