"""Lines of evidence that no format reads as a request: those that name a file, and those of another service."""

from __future__ import annotations

from ipaddress import ip_address

import numpy as np
import polars as pl
from numpy.typing import NDArray

from forensics import formats
from forensics.model import Rejected
from forensics.octets import Flags
from forensics.scan.recipe import Recipe

__all__ = ["KEPT_BYTES", "readable", "refused_lines", "rejected_rows", "stands", "texts_of", "told_late"]

#: What is kept of a line to show.
KEPT_BYTES = 2048


def texts_of(table: pl.DataFrame) -> pl.Series:
    """The lines of evidence as text, as they stand in the log."""
    return pl.Series("text", [readable(line) for line in table["line"]], dtype=pl.String)


def readable(raw: bytes) -> str:
    """A line as text to parse: UTF-8, else Latin-1."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _peer(line: str) -> str | None:
    """The address at the head of a line that cannot be read, if it is one."""
    head = line.split(" ", 1)[0]
    try:
        ip_address(head)
    except ValueError:
        return None
    return head


def rejected_rows(table: pl.DataFrame, recipe: Recipe, times: NDArray[np.int32] | None = None) -> pl.DataFrame:
    """Unreadable lines that hold a file's name, or were cut before what they asked for: at the minute of the line,
    or of the one before it. A line that was cut could be a request for each file, and stands for the first. `times`
    (see `Sought.times`) is that of lines that are not here as a whole."""
    if not recipe.files:  # nothing is sought: the log is only counted
        table = table.clear()
    texts = table["text"].fill_null(texts_of(table))
    names = [file.name for file in recipe.files]
    times = recipe.sought.times(texts) if times is None else times
    named: Flags = np.logical_or.reduce(times > 0, axis=0)
    first = (times > 0).argmax(axis=0) if names else np.zeros(0, np.int64)
    file = [
        names[number] if is_named else names[0] if cut else None
        for number, is_named, cut in zip(first, named, table["cut"], strict=True)
    ]
    # A line may stand for several (uniq -c), and each of them names the file so often.
    often = np.where(named, times[first, np.arange(len(texts))], 1) if names else first
    stood = pl.Series("stands", stands(texts_of(table), recipe), dtype=pl.Int32)
    read = table.select(kept="text").to_series()
    rows = table.with_columns(texts, stood, read, pl.Series("file", file, dtype=pl.String))
    rows = rows.with_columns(names=pl.Series(often).cast(pl.Int32) * pl.col("stands")).drop_nulls("file")
    peers = pl.Series("peer", [_peer(text) for text in rows["text"]], dtype=pl.String)
    return rows.with_columns(peers, start="minute", match=pl.lit("rejected"), text="kept").drop("stands", "kept")


def stands(texts: pl.Series, recipe: Recipe) -> list[int]:
    """How many equal lines each line stands for."""
    counting = next((wrapper for wrapper in recipe.wrappers if wrapper.counts == "times"), None)
    if counting is None:
        return [1] * len(texts)
    numbers = texts.str.extract(counting.number, 2).str.strip_chars().cast(pl.Int32, strict=False)
    return numbers.fill_null(1).to_list()


def told_late(base: pl.DataFrame) -> pl.Series:
    """The name of the format of lines that are no requests, of those that no format read or that ask for
    something as no client of the web does."""
    odd = pl.col("format").is_null() | ~pl.col("method").is_in(formats.METHODS).fill_null(value=True)
    places = base.select(odd.arg_true()).to_series()
    found = pl.Series("refused", [None], dtype=pl.String).new_from_index(0, base.height)
    if not len(places):
        return found
    lines, above = base["text"].gather(places), base["heading"].gather(places)
    return found.scatter(places, formats.refused_by(lines, formats.refusals(), above))


def refused_lines(
    kept: pl.DataFrame, late: pl.DataFrame, recipe: Recipe
) -> tuple[tuple[Rejected, ...], tuple[tuple[str, int, int], ...]]:
    """Lines that are no requests and name a file, to show; and per format how many were told only now, and how
    many name a file."""
    columns = ("refused", "line_no", "offset", "line", "text")
    told = kept.filter(pl.col("refused").is_not_null()).select(*columns, late=pl.lit(value=False))
    table = pl.concat([told, late.select(*columns, late=pl.lit(value=True))])
    if table.is_empty():
        return (), ()
    table = table.with_columns(named=pl.Series((recipe.sought.times(table["text"]) > 0).any(axis=0)))
    each = table.group_by("refused", maintain_order=True).agg(pl.col("late").sum(), pl.col("named").sum())
    shown = table.filter("named").select("line_no", "offset", "line").iter_rows()
    return (
        tuple(Rejected(number, offset, line[:KEPT_BYTES], names_file=True) for number, offset, line in shown),
        tuple((name, int(late), int(named)) for name, late, named in each.iter_rows()),
    )
