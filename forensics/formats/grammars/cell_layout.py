"""A line of cells, compiled: its pattern, and the template that reads each cell."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from forensics.formats.grammars.separation import QUOTED, Separation
from forensics.formats.grammars.timed_cells import parts_used, pattern_and_slots, pieces_if_timed, stamp_of
from forensics.formats.templates.pieces import Slot
from forensics.formats.templates.stamps import Stamp
from forensics.formats.templates.template import Template, compiled

__all__ = ["Layout", "layout"]

#: Cells that may hold anything, and are not kept. Any other cell must be as its template says.
_ANY = ("", "{_}")
#: Cells whose template has brackets around it may hold any delimiter, but no bracket more.
_BRACKETED, _IN_BRACKETS = r"^\[.*\]$", r"\[[^\[\]]*\]"


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
    timed = [pieces_if_timed(text) for text in cells]
    used = parts_used(timed)
    columns: list[tuple[str, Template]] = []
    slots: list[Slot] = []
    patterns: list[str] = []
    for number, (text, pieces, cell) in enumerate(zip(cells, timed, kinds, strict=True)):
        if pieces is not None:
            pattern, found = pattern_and_slots(pieces, used[number], f"c{number}_")
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
        stamp=stamp_of(timed, used, separation),
        separation=separation,
    )


def _kind(text: str, separation: Separation) -> str:
    """The pattern of a cell where quotes are marked."""
    if text == '""':
        return separation.cell
    return f"(?:{QUOTED[separation.quotes]}|-|)" if text.startswith('"') else separation.bare


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
