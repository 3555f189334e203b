"""What one chunk of a log gives: the only module that sees every line.

Two things happen to each line: its minute is read (coverage), and it is kept if it could name a file. Only kept
lines are parsed in full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from forensics import formats
from forensics.model import Hole
from forensics.model.schema import empty
from forensics.scan.candidates import TAKEN, samples, taken
from forensics.scan.chunk_evidence import SAMPLES, ChunkEvidence, UnreadLines
from forensics.scan.chunk_headings import ChunkWithHeadings
from forensics.scan.chunk_lines import LookedAt, looked_at
from forensics.scan.first_and_last import OuterMinute
from forensics.scan.recipe import Recipe
from forensics.sources import Chunk

__all__ = ["evidence_of"]

#: A directive, or a line that says in whole what was asked for.
_SAID = r'^#|"[A-Za-z]+ [^"]*"| HTTP/[0-9]'


def evidence_of(
    stretch: ChunkWithHeadings, recipe: Recipe
) -> tuple[ChunkEvidence, OuterMinute | None, OuterMinute | None]:
    """Everything that one chunk gives, with its first and last minute."""
    chunk, found = stretch.chunk, looked_at(stretch, recipe)
    table = found.table
    if table.is_empty():  # as most chunks of most logs are
        unread = _with_short(UnreadLines(), chunk, found)
        return ChunkEvidence(empty(TAKEN), found.runs, {}, unread, stretch.read, ()), *found.edges
    kept = _kept(chunk, table, found.named)
    counted: dict[str, int] = {}
    if table["by"].null_count() < len(table):
        others = table.filter(pl.col("by").is_not_null(), ~pl.col("n").is_in(kept["n"].implode()))
        counted = dict(others["by"].value_counts().iter_rows())
    unread = UnreadLines()
    if table["own"].null_count():
        titles = [fmt.heading for fmt in recipe.tried() if fmt.heading]
        kept = kept.filter(pl.col("own").is_not_null() | ~formats.is_heading(kept["line"], titles))
        unread = _unread(chunk, table.with_columns(kept=pl.col("n").is_in(kept["n"].implode())), titles, recipe)
    unread = _with_short(unread, chunk, found)
    kept = taken(chunk, kept, recipe)
    cut = _is_cut(chunk, table, recipe)
    holes = _holes(chunk, table) if found.marked or chunk.holed else ()
    return ChunkEvidence(kept, found.runs, counted, unread, stretch.read, holes, cut), *found.edges


def _kept(chunk: Chunk, table: pl.DataFrame, named: pl.Series) -> pl.DataFrame:
    """The lines that could name a file; `cut` is the last line of a log that ends in the middle of it, before it
    was said what was asked for: it could have been the file (counting.md 4b.3)."""
    kept = table.filter(named).with_columns(cut=pl.lit(value=False))
    if not table.height or chunk.data.endswith(b"\n"):
        return kept
    line = pl.col("line")
    last = table.tail(1).filter(
        line.str.contains(r"\S") & ~line.str.contains(_SAID), ~pl.col("n").is_in(kept["n"].implode())
    )
    return pl.concat([kept, last.with_columns(cut=pl.lit(value=True))])


def _is_cut(chunk: Chunk, table: pl.DataFrame, recipe: Recipe) -> bool:
    """Whether the log ends here in the middle of a line, which no format of it reads."""
    if not (table.height and recipe.detected) or chunk.data.endswith(b"\n"):
        return False
    line, heading = table["line"].tail(1), table["heading"].cast(pl.String).tail(1)
    return bool(line.str.contains(r"\S").all()) and not any(
        formats.matches(fmt, line, headings=heading).all() for fmt in recipe.detected
    )


def _holes(chunk: Chunk, table: pl.DataFrame) -> tuple[Hole, ...]:
    """Where zero bytes stand for lines, in this chunk or right before it."""
    if not chunk.holed and (b"\x00" not in chunk.raw or formats.HOLES not in chunk.raw):
        return ()
    held = pl.col("whole").str.contains("\x00" * len(formats.HOLES), literal=True)
    before = pl.col("own").forward_fill().shift(1)
    rows = table.select("n", held=held | (pl.lit(chunk.holed) & (pl.col("n") == 0)), before=before, after="own")
    found = rows.filter("held").select(pl.col("n").cast(pl.Int64) + chunk.first_line, "before", "after")
    return tuple(Hole(*row) for row in found.iter_rows())


def _with_short(unread: UnreadLines, chunk: Chunk, found: LookedAt) -> UnreadLines:
    """The lines beside the table too."""
    others = samples(chunk, pl.Series(found.unread[:SAMPLES]))
    rejected = sorted([*unread.rejected, *others], key=lambda line: line.line_no)[:SAMPLES]
    return replace(unread, blank=unread.blank + found.blank, rejected=tuple(rejected))


def _unread(chunk: Chunk, table: pl.DataFrame, titles: Sequence[str], recipe: Recipe) -> UnreadLines:
    lines = table.filter(pl.col("own").is_null())
    refused = Counter(lines["refused"].drop_nulls().to_list())
    lines = lines.filter(pl.col("refused").is_null())
    blank = lines["line"].str.strip_chars() == ""
    # What a tool puts between lines is none of them, unless it names a file.
    beside = formats.furniture(recipe.wrappers, lines["line"]) & ~lines["kept"] & ~blank
    heading = formats.is_heading(lines["line"], titles) | beside
    rejected = samples(chunk, lines.filter(~blank & ~heading)["n"].head(SAMPLES))
    return UnreadLines(int(blank.sum()), int(heading.sum()), rejected, tuple(refused.items()))
