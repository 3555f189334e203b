"""The delimited grammar: lines of cells, each of which is read by a small template of its own.

A line is cut by one anchored pattern. Cells may be quoted, and where blanks part them bracketed;
an unquoted cell holds no quote and no delimiter, so nothing that a client sends can move a field.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from forensics.errors import FormatError
from forensics.formats.grammars.grammar import Grammar
from forensics.formats.templates.classes import quoted
from forensics.formats.templates.pieces import Field, FieldPart, Piece, Slot
from forensics.formats.templates.stamps import Stamp, stamp, used_parts
from forensics.formats.templates.template import Template, compiled, cut, lexed

__all__ = ["Delimited", "Layout", "Separation", "layout"]

#: A time that stands alone in its cell, as pieces; None for any other cell.
_Timed = tuple[Piece, ...] | None
#: The parts of times that make complete stamps, as (piece, part) -> moment.
_Used = Mapping[tuple[int, int], str]

#: Cells that may hold anything, and are not kept. Any other cell must be as its template says.
_ANY = ("", "{_}")
#: Cells whose template has brackets around it may hold any delimiter, but no bracket more.
_BRACKETED, _IN_BRACKETS = r"^\[.*\]$", r"\[[^\[\]]*\]"
_QUOTED = {"double": r'"(?:[^"]|"")*"', "backslash": r'"(?:[^"\\]|\\.)*"', "plain": r'"[^"]*"'}


@dataclass(frozen=True, slots=True)
class Separation:
    """How the cells of a line are parted.

    `delimiter` is a character, or "blanks" for one or more blanks or tabs. `quotes` says what has become
    of a quote in a quoted cell: "double", "backslash", "plain" (it is written in another way). With "loose"
    only the quotes around a whole cell mean anything, with "none" no quote does.
    """

    delimiter: str
    quotes: str
    least: int  # cells that must be there
    open_ended: bool = False  # further cells may follow the last one that is known
    dated: bool = False  # the first cell is a date that was put before the line, with \x1f behind it

    @property
    def by_blanks(self) -> bool:
        """Whether blanks part the cells."""
        return self.delimiter in (" ", "blanks")

    @property
    def is_needed(self) -> bool:
        """Whether no line is without the delimiter."""
        return self.delimiter != "blanks" and self.least > 1 + self.dated

    @property
    def brackets(self) -> bool:
        """Whether a cell may stand in brackets."""
        return self.by_blanks and self.quotes not in ("none", "loose")

    @property
    def between(self) -> str:
        """A pattern for what stands between two cells."""
        return "[ \t]+" if self.delimiter == "blanks" else quoted(self.delimiter)

    @property
    def cell(self) -> str:
        """A pattern for any cell."""
        ends = " \t" if self.delimiter == "blanks" else quoted(self.delimiter)
        if self.quotes in ("none", "loose"):
            return f"[^{ends}]*"
        if self.by_blanks:  # "[2001:db8::7]:443" is an address, "[...]" alone is a cell in brackets
            return rf'(?:{_QUOTED[self.quotes]}|\[[^\]"]*\](?::[0-9]+)?|[^"\[{ends}][^"{ends}]*|)'
        return f'(?:{_QUOTED[self.quotes]}|[^"{ends}][^"{ends}]*|)'

    @property
    def bare(self) -> str:
        """A pattern for a cell without quotes."""
        ends = " \t" if self.delimiter == "blanks" else quoted(self.delimiter)
        if self.by_blanks:
            return rf'(?:\[[^\]"]*\](?::[0-9]+)?|[^"\[{ends}][^"{ends}]*|)'
        return f'[^"{ends}]*'

    @property
    def mark(self) -> str:
        """A pattern for what may stand right before and behind the content of a cell."""
        if self.quotes == "none":
            return ""
        return r'["\[\]]?' if self.brackets else '"?'


@dataclass(frozen=True)
class Delimited(Grammar):
    """Lines of cells, each a template of its own ("": not kept), in one of several ways to part them."""

    cells: tuple[str, ...]
    ways: tuple[Separation, ...]
    day: str = ""  # that of rows which hold a time alone, and which it is put before
    escape: str = ""  # inside the cells, see `escapes`; "": as their quotes say

    name: ClassVar[str] = "delimited"

    @property
    def _layouts(self) -> tuple[Layout, ...]:
        return tuple(layout(self.cells, way) for way in self.ways)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Those of all cells."""
        return layout(self.cells, self.ways[0]).slots

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """The stamp of each way to part the cells."""
        return tuple(dict.fromkeys(way.stamp for way in self._layouts if way.stamp is not None))

    @property
    def escaped(self) -> str:
        """As the server escapes, or as its quotes have it."""
        return self.escape or ("backslash" if self.ways[0].quotes == "backslash" else "")

    @property
    def needed(self) -> tuple[str, ...]:
        """What parts the cells."""
        return tuple(way.delimiter for way in self.ways) if all(way.is_needed for way in self.ways) else ()

    def cut(self, lines: pl.Series) -> pl.DataFrame:
        """The fields of every cell."""
        return _cut_cells(self._layouts, lines)

    def matches(self, lines: pl.Series) -> pl.Series:
        """Which lines one of the ways fits, each cell included."""
        return _fitting(self._layouts, lines)

    def dated(self, rows: pl.Series) -> pl.Series:
        """Rows with the day before them, as `cut` needs them where they hold a time alone."""
        return pl.select(pl.lit(self.day + "\x1f") + rows).to_series() if self.day else rows


@dataclass(frozen=True, slots=True)
class Layout:
    """Compiled cells: the pattern of a line, and for each captured cell the template that reads it."""

    pattern: str
    cells: tuple[tuple[str, Template], ...]  # column of the cell, template
    slots: tuple[Slot, ...]
    stamp: Stamp | None
    separation: Separation


@functools.lru_cache(maxsize=512)
def layout(cells: tuple[str, ...], separation: Separation) -> Layout:
    """The compiled layout of a line; a cell is a template of fields, "" where it is not kept. If some are
    written in quotes, those alone stand in quotes; of one that is not kept and written '""' either is fine.

    Raises FormatError for a template that cannot be compiled.
    """
    marked = any(text.startswith('"') for text in cells)
    kinds = [_kind(text, separation) if marked else separation.cell for text in cells]
    cells = tuple(text.strip('"') for text in cells)
    timed = [_timed(text) for text in cells]
    used = _used(timed)
    columns: list[tuple[str, Template]] = []
    slots: list[Slot] = []
    patterns: list[str] = []
    for number, (text, pieces, cell) in enumerate(zip(cells, timed, kinds, strict=True)):
        if pieces is not None:
            pattern, found = _written(pieces, used[number], f"c{number}_")
            slots += found
            patterns.append(f"{separation.mark}{pattern}{separation.mark}")
            continue
        if text in _ANY:
            patterns.append(cell)
            continue
        columns.append((f"c{number}", compiled("fields", text, escape="decoded", prefix=f"c{number}_")))
        slots += columns[-1][1].slots
        content = _IN_BRACKETS if re.match(_BRACKETED, text) else cell
        patterns.append(f"(?P<c{number}>{content})")
    return Layout(
        pattern=f"^{_joined(patterns, separation, separation.bare if marked else separation.cell)}$",
        cells=tuple(columns),
        slots=tuple(slots),
        stamp=_stamp(timed, used, separation),
        separation=separation,
    )


def _kind(text: str, separation: Separation) -> str:
    """The pattern of a cell where quotes are marked."""
    if text == '""':
        return separation.cell
    return f"(?:{_QUOTED[separation.quotes]}|-|)" if text.startswith('"') else separation.bare


def _cut_cells(ways: Sequence[Layout], texts: pl.Series) -> pl.DataFrame:
    """The raw text of every slot, one column each, by the first way of parting cells that fits a line;
    all null for a line that none fits. The ways differ in nothing but how cells are parted."""
    first, *others = _possible(ways, texts)
    raw, shaped = _cut(first, texts)
    for way in others:
        if shaped.all():
            break
        rows = (~shaped).arg_true()
        found, of_rest = _cut(way, texts.gather(rows))
        raw = raw.with_columns(raw[name].scatter(rows, found[name]) for name in raw.columns)
        shaped = shaped.scatter(rows, of_rest)
    return raw


def _possible(ways: Sequence[Layout], texts: pl.Series) -> list[Layout]:
    """The ways whose delimiter stands in one of the texts; the first one if there are none."""
    delimiters = dict.fromkeys(way.separation.delimiter for way in ways if way.separation.is_needed)
    absent = [one for one in delimiters if not texts.str.contains(one, literal=True).any()]
    found = [way for way in ways if not (way.separation.is_needed and way.separation.delimiter in absent)]
    return found or [ways[0]]


def _fitting(ways: Sequence[Layout], texts: pl.Series) -> pl.Series:
    """Which texts one of the ways fits, each cell included."""
    possible = (pl.lit(texts).str.contains(way.pattern) for way in _possible(ways, texts))
    shaped = pl.select(pl.any_horizontal(possible)).to_series().fill_null(value=False)
    rows = shaped.arg_true()
    if not len(rows):
        return shaped
    raw = _cut_cells(ways, texts.gather(rows))
    return shaped.scatter(rows, raw.select(pl.any_horizontal(pl.all().is_not_null())).to_series())


def _cut(found: Layout, texts: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    """The raw text of every slot; and which texts hold those cells, of which some may not be as they should."""
    groups = texts.str.extract_groups(found.pattern).struct.unnest()
    columns = [column for column, _ in found.cells]
    table = groups.with_columns(_content(pl.col(column), found.separation) for column in columns)
    read = _cut_each(found, table.select(columns))
    odd = [
        ~(_first_of(template).is_not_null() if template.slots else pl.col(column).str.contains(template.pattern))
        & ~pl.col(column).is_in(["-", ""])
        for column, template in found.cells
    ]
    # A cell that its template does not fit belongs to another format; only an absent value fits any.
    fits = ~pl.any_horizontal(odd).fill_null(value=False)
    names = [*(name for name in groups.columns if name not in columns), *read.columns]
    shaped = pl.any_horizontal(pl.col(groups.columns).is_not_null())
    # Told once, for every column asks for it.
    every = table.hstack(read).with_columns(_fits=fits, _shaped=shaped)
    return every.select(pl.when("_fits").then(pl.col(names))), every["_shaped"]


def _first_of(template: Template) -> pl.Expr:
    """The first slot of a cell: it tells whether the cell was read."""
    return pl.col(template.slots[0].column)


def _cut_each(found: Layout, contents: pl.DataFrame) -> pl.DataFrame:
    """The slots of all cells that have some, as `template.cut` does for one."""
    cells = [(column, template) for column, template in found.cells if template.slots]
    tight = contents.select(pl.col(column).str.extract_groups(template.tight) for column, template in cells)
    parts = {column: tight[column].struct.unnest() for column, _ in cells}
    unread = contents.select(
        (pl.lit(parts[column].to_series().is_null()) & pl.col(column).is_not_null()).any().alias(column)
        for column, template in cells
        if template.tight != template.pattern
    )
    for column, template in cells:
        if column in unread.columns and unread[column][0]:
            parts[column] = cut(template, contents[column])
    return pl.concat([pl.DataFrame(), *parts.values()], how="horizontal")


def _joined(patterns: Sequence[str], separation: Separation, rest: str) -> str:
    """The cells with their separators; those after the least number are nested options."""
    text = f"(?:{separation.between}{rest})*" if separation.open_ended else ""
    for pattern in reversed(patterns[separation.least :]):
        text = f"(?:{separation.between}{pattern}{text})?"
    first = "\x1f" if separation.dated else separation.between
    needed = patterns[: separation.least]
    if separation.delimiter == "blanks":
        text += "[ \t]*"
    return first.join([needed[0], separation.between.join(needed[1:])] if len(needed) > 1 else needed) + text


def _content(cell: pl.Expr, separation: Separation) -> pl.Expr:
    """A cell without the quotes or brackets around it; doubled quotes are made one."""
    if separation.quotes == "none":
        return cell
    inner = cell.str.slice(1, cell.str.len_chars() - 2)
    quotes = cell.str.starts_with('"') & cell.str.ends_with('"') & (cell.str.len_bytes() > 1)
    doubled = separation.quotes in ("double", "loose")
    plain = inner.str.replace_all('""', '"', literal=True) if doubled else inner
    brackets = cell.str.starts_with("[") & cell.str.ends_with("]") & pl.lit(separation.brackets)
    return pl.when(quotes).then(plain).when(brackets).then(inner).otherwise(cell)


# ---- time stamps -------------------------------------------------------------------------------


def _timed(text: str) -> _Timed:
    pieces = lexed("fields", text)
    fields = [piece for piece in pieces if isinstance(piece, Field)]
    times = [field for field in fields if field.kind == "time"]
    if times and len(times) < len(fields):
        raise FormatError(f"the cell {text} holds a time and something else", hint="a time stands in a cell of its own")
    return pieces if times else None


def _used(timed: Sequence[_Timed]) -> list[_Used]:
    """What each cell gives to complete stamps: date and time may stand in two cells."""
    used = used_parts([piece for pieces in timed for piece in pieces or ()])
    result: list[_Used] = []
    start = 0
    for pieces in timed:
        end = start + len(pieces or ())
        result.append({(index - start, part): of for (index, part), of in used.items() if start <= index < end})
        start = end
    return result


def _written(pieces: Sequence[Piece], used: _Used, prefix: str) -> tuple[str, list[Slot]]:
    """The pattern of a cell that holds a time, and its slots."""
    text = ""
    slots: list[Slot] = []
    for place, part in _parts(pieces):
        if isinstance(part, str):
            text += quoted(part)
        elif place in used:
            slots.append(Slot(f"{prefix}{len(slots)}", part.unit, stamp=used[place]))
            text += f"(?P<{slots[-1].column}>{part.pattern})"
        else:
            text += part.pattern
    return text, slots


def _parts(pieces: Sequence[Piece]) -> Iterator[tuple[tuple[int, int], FieldPart | str]]:
    for index, piece in enumerate(pieces):
        for number, part in enumerate((piece,) if isinstance(piece, str) else piece.parts):
            yield (index, number), part


def _stamp(timed: Sequence[_Timed], used: Sequence[_Used], separation: Separation) -> Stamp | None:
    """How to find the minute of a line: the cells up to the last one that tells it, as pieces of one
    template whose patterns are those of the cells."""
    pieces: list[Piece] = []
    patterns: list[str] = []
    places: dict[tuple[int, int], str] = {}
    for number, cell in enumerate(timed):
        between = "\x1f" if number == 1 and separation.dated else separation.between
        parts: list[tuple[Piece, str]] = [("", between)] if number else []
        start = len(pieces) + len(parts) + 1
        if cell is None:
            parts.append((Field("", 0, kind="cell"), separation.cell))
        else:
            texts = [quoted(piece) if isinstance(piece, str) else "" for piece in cell]
            parts += [("", separation.mark), *zip(cell, texts, strict=True), ("", separation.mark)]
        places |= {(start + index, part): of for (index, part), of in used[number].items()}
        pieces += [piece for piece, _ in parts]
        patterns += [pattern for _, pattern in parts]
    return stamp(pieces, places, full=patterns, tight=patterns)
