"""Lines that could name a file, parsed in full: REQUEST rows, and the ones no format can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address

import polars as pl

from forensics import formats
from forensics.formats import Format, Wrapper
from forensics.matching import match
from forensics.model import LeakedFile, Log, Rejected
from forensics.schema import PARSED, REQUEST, UTC, check, empty
from forensics.sources import Chunk

__all__ = ["TAKEN", "Found", "Recipe", "find", "from_overlong", "samples", "taken"]

_KEPT_BYTES = 2048


@dataclass(frozen=True)
class Recipe:
    """How the lines of one source are read: in which formats, and what is sought."""

    source: str
    log_index: int
    log: Log
    detected: tuple[Format, ...]  # formats of the sample, that of most lines first
    alone: bool  # no other format is tried
    server: str | None
    files: tuple[LeakedFile, ...]
    hint: pl.Expr  # cheap condition that every line to keep meets
    pattern: str  # superset of the lines to keep, for polars
    names: tuple[str, ...]  # what could name each of the files, for lines that no format reads
    wrappers: tuple[Wrapper, ...] = ()  # what stands around the lines, from the outside in

    def tried(self) -> Iterator[Format]:
        """Formats in the order in which they are tried: the detected ones, then every other known one, for a
        line must not be lost to a guess."""
        yield from (fmt for fmt in self.detected if not fmt.refused)
        yield from self._others

    @cached_property
    def _others(self) -> tuple[Format, ...]:
        """Told only when a line asks for them: it takes longer than to read a small log."""
        return () if self.alone else tuple(fmt for fmt in formats.others(self.detected) if not fmt.refused)


@dataclass(frozen=True)
class Found:
    """The candidates of one stretch of lines; `stamped` rejected lines had a time that could be read."""

    requests: pl.DataFrame
    rejected: tuple[Rejected, ...] = ()
    stamped: int = 0
    others: tuple[tuple[str, int], ...] = ()


def _positions(data: bytes, texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each kept line in the chunk, in order. Every line equal to a kept one is kept
    too, so the next whole line with that text is the right one."""
    at = 0
    for text in texts:
        octets = text.encode()
        while True:
            at = data.index(octets, at)
            end = at + len(octets)
            starts = at == 0 or data[at - 1] == 0x0A
            if starts and (end == len(data) or data[end] == 0x0A or data[end : end + 2] in (b"\r\n", b"\r")):
                yield at, end
                at = end
                break
            at += 1


def _places(chunk: Chunk, lines: pl.Series, numbers: pl.Series) -> list[tuple[int, int]]:
    """Start and end of the lines with these numbers in a chunk; `lines` are all of its lines, without
    their ends: where every end is one LF, their lengths tell the places."""
    if chunk.places is not None:
        return [chunk.places[number] for number in numbers]
    lengths = lines.str.len_bytes().cast(pl.Int64)
    unfinished = not chunk.data.endswith(b"\n")
    if int(lengths.sum()) + len(lines) != len(chunk.data) + unfinished:  # CR before LF, a byte order mark
        return list(_positions(chunk.data, lines.gather(numbers).to_list()))
    ends = (lengths + 1).cum_sum() - 1
    return list(zip((ends - lengths).gather(numbers), ends.gather(numbers), strict=True))


def _readable(raw: bytes) -> str:
    """A line as text to parse: UTF-8, else Latin-1."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _parse(texts: pl.Series, headings: pl.Series, recipe: Recipe) -> tuple[pl.DataFrame, pl.Series]:
    """PARSED columns and the name of the format that read each line (null: none could)."""
    parts, formats_of = [], []
    rest = pl.DataFrame(
        {"at": range(texts.len()), "line": texts, "heading": headings},
        schema={"at": pl.Int64, "line": pl.String, "heading": pl.String},
    )
    for fmt in recipe.tried():
        table, read = formats.parse(fmt, rest["line"], zone=recipe.log.zone, headings=rest["heading"])
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


def _peer(line: str) -> str | None:
    """The address at the head of a line that cannot be read, if it is one."""
    head = line.split(" ", 1)[0]
    try:
        ip_address(head)
    except ValueError:
        return None
    return head


def _rejected_rows(table: pl.DataFrame, recipe: Recipe) -> pl.DataFrame:
    """Unreadable lines that hold a file's name: at the minute of the line, or of the one before it."""
    if "text" in table.columns:  # the line as it was read; its bytes may be in another encoding
        texts = table["text"]
    else:
        texts = pl.Series("text", [_readable(line) for line in table["line"]], dtype=pl.String)
        texts = formats.peeled(recipe.wrappers, texts)
    file = pl.coalesce(
        *(
            pl.when(pl.col("text").str.contains(pattern)).then(pl.lit(file.name))
            for file, pattern in zip(recipe.files, recipe.names, strict=True)
        ),
        pl.lit(None, pl.String),
    )
    named = table.with_columns(texts).with_columns(file=file).drop_nulls("file")
    peers = pl.Series("peer", [_peer(text) for text in named["text"]], dtype=pl.String)
    return named.drop("text").with_columns(peers, start="minute", match=pl.lit("rejected"))


#: Lines that could name a file, taken out of their chunk: number and byte offset in the stream, original
#: bytes, text without wrappers, heading in force, minute of the line itself, and of the nearest before it.
TAKEN: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "line_no": pl.Int64,
    "offset": pl.Int64,
    "line": pl.Binary,
    "text": pl.String,
    "heading": pl.String,
    "own": UTC,
    "minute": UTC,
}


def taken(chunk: Chunk, lines: pl.Series, kept: pl.DataFrame, recipe: Recipe) -> pl.DataFrame:
    """The lines to keep of a chunk, so that nothing else of it need be kept; `lines` are all of them, as
    they stand there. Columns of `kept`: n (0-based), line (without wrappers), heading, own and minute."""
    if kept.is_empty():
        return empty(TAKEN)
    places = _places(chunk, lines, kept["n"])
    raw = [chunk.raw[start:end] for start, end in places]
    texts = kept["line"]
    if chunk.repaired and chunk.places is None:
        texts = formats.peeled(recipe.wrappers, pl.Series([_readable(line) for line in raw], dtype=pl.String))
    columns = {
        "line_no": chunk.numbered(kept["n"]),
        "offset": [chunk.offset + start for start, _ in places],
        "line": raw,
        "text": texts,
        **{name: kept[name] for name in ("heading", "own", "minute")},
    }
    return pl.DataFrame(columns, schema=dict(TAKEN))


def find(kept: pl.DataFrame, recipe: Recipe) -> Found:
    """The candidates among the lines that were taken out of their chunks."""
    if kept.is_empty():
        return Found(empty(REQUEST))
    parsed, format_of = _parse(kept["text"], kept["heading"], recipe)
    row = recipe.source + ":" + kept["line_no"].cast(pl.String)
    base = kept.drop("heading").with_columns(row=row, format=format_of).hstack(parsed)
    read = (
        base.drop("text")
        .filter(pl.col("format").is_not_null())
        .with_columns(pl.coalesce("host", pl.lit(recipe.log.host)))
    )
    unread = base.filter(pl.col("format").is_null())
    matched = read.hstack(match(read, recipe.files, server=recipe.server)).drop_nulls("file")
    named = _rejected_rows(unread, recipe)
    names_file = set(named["row"])
    rows = pl.concat([matched, named]).with_columns(
        source=pl.lit(recipe.source), log=pl.lit(recipe.log_index, pl.Int32), names=pl.lit(None, pl.Int32)
    )
    first = next(recipe.tried(), None)
    seen = read.filter(pl.col("format") != (first.name if first else None))["format"].value_counts().sort("format")
    return Found(
        requests=check(rows.select(list(REQUEST)).sort("line_no"), REQUEST),
        rejected=tuple(
            Rejected(
                row["line_no"],
                row["offset"],
                row["line"][:_KEPT_BYTES],
                names_file=row["row"] in names_file,
            )
            for row in unread.to_dicts()
        ),
        stamped=unread.height - unread["own"].null_count(),
        others=tuple(seen.iter_rows()),
    )


def samples(chunk: Chunk, lines: pl.Series, numbers: pl.Series) -> tuple[Rejected, ...]:
    """Those of all lines of a chunk with these numbers (0-based), which hold no time."""
    places = zip(chunk.numbered(numbers), _places(chunk, lines, numbers), strict=True)
    return tuple(
        Rejected(
            number,
            chunk.offset + start,
            chunk.raw[start : min(end, start + _KEPT_BYTES)],
            names_file=False,
        )
        for number, (start, end) in places
    )


def from_overlong(starts: Sequence[tuple[int, int, bytes]], recipe: Recipe) -> Found:
    """Lines too long to read whose beginning holds a file's name: rejected, without a time."""
    rows = pl.DataFrame(
        [
            {
                "row": f"{recipe.source}:{number}",
                "line_no": number,
                "offset": offset,
                "line": start,
                "minute": None,
                "own": None,
            }
            for number, offset, start in starts
        ],
        schema={
            **{name: dtype for name, dtype in REQUEST.items() if name not in ("file", "match", "source", "log")},
            "minute": REQUEST["start"],
            "own": REQUEST["start"],
        },
        orient="row",
    )
    named = _rejected_rows(rows, recipe).with_columns(
        source=pl.lit(recipe.source), log=pl.lit(recipe.log_index, pl.Int32)
    )
    rejected = tuple(Rejected(row["line_no"], row["offset"], row["line"], names_file=True) for row in named.to_dicts())
    return Found(check(named.select(list(REQUEST)), REQUEST), rejected)
