"""Lines that could name a file, parsed in full: REQUEST rows, and the ones no format can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from forensics import formats
from forensics.model import Rejected
from forensics.model.schema import PARSED, REQUEST, UTC, check, empty
from forensics.scan.matching import match
from forensics.scan.recipe import Recipe
from forensics.scan.unreadable import KEPT_BYTES, readable, refused_lines, rejected_rows, stands, texts_of, told_late
from forensics.sources import Chunk, Overlong

__all__ = ["TAKEN", "Found", "find", "from_overlong", "is_glued", "samples", "taken"]

_STAMP = r"\[[0-9]{2}/[A-Za-z]{3}/[0-9]{4}:[0-9:]{8} [^\]]*\]"
#: Two requests on one line, whose line end was lost: no format reads both, so none reads the line.
_GLUED = rf'{_STAMP} "[^"]*" [0-9]{{3}} .*{_STAMP} "[^"]*" [0-9]{{3}} '
#: Octets that are no part of a line.
_MARKS, _BOM = (b"\x00", b"\x1b"), b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Found:
    """The candidates of one stretch of lines; `stamped` lines that are no requests had a time that could be read."""

    requests: pl.DataFrame
    rejected: tuple[Rejected, ...] = ()
    stamped: int = 0
    others: tuple[tuple[str, int], ...] = ()
    refused: tuple[tuple[str, int, int], ...] = ()  # lines of each format that is no log of requests, told only
    # here (the others were told before), and how many lines of it name a file
    cleaned: int = 0
    counted: int = 0


def is_glued(lines: pl.Series) -> pl.Series:
    """Which lines are two."""
    return lines.str.contains(_GLUED)


def _parse(texts: pl.Series, headings: pl.Series, recipe: Recipe) -> tuple[pl.DataFrame, pl.Series]:
    """PARSED columns and the name of the format that read each line (null: none could)."""
    parts: list[pl.DataFrame] = []
    formats_of: list[pl.DataFrame] = []
    rest = pl.DataFrame(
        {"at": range(texts.len()), "line": texts, "heading": headings},
        schema={"at": pl.Int64, "line": pl.String, "heading": pl.String},
    )
    glued = is_glued(texts).any()
    for fmt in recipe.tried():
        if not formats.could_read(fmt, rest["line"].drop_nulls()):
            continue
        table, read = formats.parse(fmt, rest["line"], zone=recipe.log.zone, headings=rest["heading"])
        read = read & ~is_glued(rest["line"]) if glued else read
        parts.append(table.with_columns(rest["at"]).filter(read))
        formats_of.append(rest.filter(read).select("at", format=pl.lit(fmt.name)))
        rest = rest.filter(~read)
        if rest.is_empty():
            break
    if not rest.is_empty() or not parts:
        nothing = rest.select("at", *(pl.lit(None, dtype).alias(name) for name, dtype in PARSED.items()))
        parts.append(nothing.select(*PARSED, "at"))
        formats_of.append(rest.select("at", format=pl.lit(None, pl.String)))
    table = pl.concat(parts).sort("at").drop("at")
    return table, pl.concat(formats_of).sort("at")["format"]


#: Lines that could name a file, taken out of their chunk: number and byte offset in the stream, original
#: bytes, text without wrappers, heading in force, name of its format if that is none of requests, whether the end
#: of the log cut it before what it asked for, minute of the line itself, and of the nearest before it.
TAKEN: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "line_no": pl.Int64,
    "offset": pl.Int64,
    "line": pl.Binary,
    "text": pl.String,
    "heading": pl.String,
    "refused": pl.String,
    "cut": pl.Boolean,
    "own": UTC,
    "minute": UTC,
}


def taken(chunk: Chunk, kept: pl.DataFrame, recipe: Recipe) -> pl.DataFrame:
    """The lines to keep of a chunk, so that nothing else of it need be kept. Columns of `kept`: n (0-based), first
    (see `lines_of`), line (without wrappers), heading, refused, cut, own and minute."""
    if kept.is_empty():
        return empty(TAKEN)
    # A line that came in pieces reaches from its first piece to its last.
    ends = chunk.places(kept["n"].to_numpy())
    starts = ends if kept["first"].equals(kept["n"]) else chunk.places(kept["first"].to_numpy())
    places = [(start, end) for (start, _), (_, end) in zip(starts, ends, strict=True)]
    raw = [chunk.raw[start:end] for start, end in places]
    texts = kept["line"]
    if chunk.repaired and chunk.framed is None:
        read = formats.inner(recipe.wrappers, pl.Series([readable(line) for line in raw], dtype=pl.String))
        texts = read.zip_with(kept["first"] == kept["n"], texts)
    columns = {
        "line_no": chunk.numbered(kept["first"]),
        "offset": [chunk.offset + start for start, _ in places],
        "line": raw,
        "text": texts,
        **{name: kept[name] for name in ("heading", "refused", "cut", "own", "minute")},
    }
    return pl.DataFrame(columns, schema=dict(TAKEN))


def find(kept: pl.DataFrame, recipe: Recipe) -> Found:
    """The candidates among the lines that were taken out of their chunks."""
    if kept.is_empty():
        return Found(empty(REQUEST))
    asked = kept.filter(pl.col("refused").is_null()).drop("refused")
    parsed, format_of = _parse(asked["text"], asked["heading"], recipe)
    row = recipe.source + ":" + asked["line_no"].cast(pl.String)
    base = asked.with_columns(row=row, format=format_of, names=pl.lit(None, pl.Int32)).hstack(parsed)
    late = told_late(base)
    base = base.with_columns(refused=late)
    odd = base.filter(pl.col("refused").is_not_null())
    base = base.filter(pl.col("refused").is_null()).drop("refused", "heading")
    base = base.with_columns(pl.when(pl.col("text") != texts_of(base)).then("text"))
    read = base.filter(pl.col("format").is_not_null()).with_columns(pl.coalesce("host", pl.lit(recipe.log.host)))
    unread = base.filter(pl.col("format").is_null())
    matched = read.hstack(match(read, recipe.files, server=recipe.server)).drop_nulls("file")
    named = rejected_rows(unread, recipe)
    names_file = set(named["row"])
    rows = pl.concat([matched, named.select(matched.columns)]).with_columns(
        source=pl.lit(recipe.source), log=pl.lit(recipe.log_index, pl.Int32)
    )
    first = next(recipe.tried(), None)
    seen = (
        read.filter(pl.col("format").ne_missing(pl.lit(first.name if first else None, pl.String)))["format"]
        .value_counts()
        .sort("format")
    )
    beside, refused = refused_lines(kept, odd, recipe)
    return Found(
        requests=check(rows.select(list(REQUEST)).sort("line_no"), REQUEST),
        rejected=(
            *beside,
            *(
                Rejected(row["line_no"], row["offset"], row["line"][:KEPT_BYTES], names_file=row["row"] in names_file)
                for row in unread.to_dicts()
            ),
        ),
        stamped=unread.height - unread["own"].null_count() + odd.height - odd["own"].null_count(),
        others=tuple(seen.iter_rows()),
        refused=refused,
        cleaned=sum(_marked(*row) for row in rows.unique("row").select("line", "line_no").iter_rows()),
        counted=sum(stands - 1 for stands in stands(texts_of(matched), recipe)),
    )


def _marked(line: bytes, line_no: int) -> bool:
    """Whether something was taken out of a line; a byte order mark at the head of a file is usual."""
    return any(mark in line for mark in _MARKS) or (_BOM in line and line_no > 1)


def samples(chunk: Chunk, numbers: pl.Series) -> tuple[Rejected, ...]:
    """The lines of a chunk with these numbers (0-based), which hold no time."""
    places = zip(chunk.numbered(numbers), chunk.places(numbers.to_numpy()), strict=True)
    return tuple(
        Rejected(
            number,
            chunk.offset + start,
            chunk.raw[start : min(end, start + KEPT_BYTES)],
            names_file=False,
        )
        for number, (start, end) in places
    )


#: Columns that a rejected line gets with its file.
_OF_REJECTED = ("file", "match", "source", "log", "names")


def from_overlong(lines: Sequence[Overlong], recipe: Recipe) -> Found:
    """Lines too long to read that hold a file's name, wherever it stands: rejected, without a time."""
    named_lines = [line for line in lines if any(line.names)]
    if not named_lines:
        return Found(empty(REQUEST))
    rows = pl.DataFrame(
        [
            {
                "row": f"{recipe.source}:{line.line_no}",
                "line_no": line.line_no,
                "offset": line.offset,
                "line": line.start,
                "minute": None,
                "own": None,
            }
            for line in named_lines
        ],
        schema={
            **{name: dtype for name, dtype in REQUEST.items() if name not in _OF_REJECTED},
            "minute": REQUEST["start"],
            "own": REQUEST["start"],
        },
        orient="row",
    )
    rows = rows.with_columns(text=formats.inner(recipe.wrappers, texts_of(rows)), cut=pl.lit(value=False))
    times = np.array([line.names for line in named_lines], np.int32).transpose()
    named = rejected_rows(rows, recipe, times).with_columns(
        source=pl.lit(recipe.source), log=pl.lit(recipe.log_index, pl.Int32)
    )
    rejected = tuple(Rejected(row["line_no"], row["offset"], row["line"], names_file=True) for row in named.to_dicts())
    return Found(check(named.select(list(REQUEST)), REQUEST), rejected)
