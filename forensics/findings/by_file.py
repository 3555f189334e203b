"""A table of requests or downloads, parted by the file that its rows are of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from forensics.model import LeakedFile

__all__ = ["by_file"]


def by_file(table: pl.DataFrame, files: Sequence[LeakedFile]) -> Mapping[str, pl.DataFrame]:
    """The rows of each file, in their order, by its name: parted once, for a case may hold hundreds of files."""
    parts = table.partition_by("file", as_dict=True, maintain_order=True)
    nothing = table.clear()
    return {file.name: parts.get((file.name,), nothing) for file in files}
