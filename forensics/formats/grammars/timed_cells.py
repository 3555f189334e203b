"""Cells that hold a time: the pattern of each, and how a line of cells tells its minute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from forensics.errors import FormatError
from forensics.formats.grammars.separation import Separation
from forensics.formats.templates.classes import quoted
from forensics.formats.templates.pieces import Field, FieldPart, Piece, Slot
from forensics.formats.templates.stamps import Stamp, stamp, used_parts
from forensics.formats.templates.template import lexed

__all__ = ["TimedCell", "UsedParts", "parts_used", "pattern_and_slots", "pieces_if_timed", "stamp_of"]

#: A time that stands alone in its cell, as pieces; None for any other cell.
TimedCell = tuple[Piece, ...] | None

#: The parts of times that make complete stamps, as (piece, part) -> moment.
UsedParts = Mapping[tuple[int, int], str]


def pieces_if_timed(text: str) -> TimedCell:
    """The pieces of a cell's template if it is a time. Raises FormatError where it holds something else too."""
    pieces = lexed("fields", text)
    fields = [piece for piece in pieces if isinstance(piece, Field)]
    times = [field for field in fields if field.kind == "time"]
    if times and len(times) < len(fields):
        raise FormatError(f"the cell {text} holds a time and something else", hint="a time stands in a cell of its own")
    return pieces if times else None


def parts_used(timed: Sequence[TimedCell]) -> list[UsedParts]:
    """What each cell gives to complete stamps: date and time may stand in two cells."""
    used = used_parts([piece for pieces in timed for piece in pieces or ()])
    result: list[UsedParts] = []
    start = 0
    for pieces in timed:
        end = start + len(pieces or ())
        result.append({(index - start, part): of for (index, part), of in used.items() if start <= index < end})
        start = end
    return result


def pattern_and_slots(pieces: Sequence[Piece], used: UsedParts, prefix: str) -> tuple[str, list[Slot]]:
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


def stamp_of(timed: Sequence[TimedCell], used: Sequence[UsedParts], separation: Separation) -> Stamp | None:
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
