"""The time stamp of a template: which parts make it, and how to find its minute in a line cheaply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forensics.formats.templates import months
from forensics.formats.templates.classes import quoted
from forensics.formats.templates.pieces import FieldPart, Piece

__all__ = ["Stamp", "stamp", "used_parts"]

_DATES = ({"month", "day"}, {"month_name", "day"}, {"day_of_year"})
#: Units that do not name the minute of a line.
_BELOW_MINUTE = ("second", "fraction")


@dataclass(frozen=True, slots=True)
class Stamp:
    """How to find the time stamp of a line without reading the rest of it.

    `tight` and `full` capture the texts that name the minute in unnamed groups; `tight` misses
    lines with a blank or an escape in free text before the stamp, and is several times as fast.
    `key` reads those texts, joined by newlines, as named groups of units. `head` and `body` are `tight` in two, at
    the first unit, the body in its elements: those of units below the minute capture, and no other.
    """

    tight: str
    full: str
    key: str
    head: str
    body: tuple[str, ...]


def every_part(pieces: Sequence[Piece]) -> dict[tuple[int, int], str]:
    """All parts of times, as (piece, part) -> moment, whether they make a complete stamp or not."""
    return {place: moment for place, moment, _ in _units(pieces)}


def _units(pieces: Sequence[Piece]) -> Iterator[tuple[tuple[int, int], str, str]]:
    """Place, moment and unit of each part of a time."""
    for index, piece in enumerate(pieces):
        for number, part in enumerate(() if isinstance(piece, str) else piece.parts):
            if not isinstance(piece, str) and isinstance(part, FieldPart) and part.unit:
                yield (index, number), piece.moment, part.unit


def used_parts(pieces: Sequence[Piece]) -> dict[tuple[int, int], str]:
    """The parts that make complete time stamps, as (piece, part) -> moment ("start" or "end").

    A unit counts where it first stands, so several directives can make one stamp. Seconds since
    1970 stand in for a calendar date that is incomplete or has no offset.
    """
    places: dict[str, dict[str, tuple[int, int]]] = {}
    for (index, number), moment, unit in _units(pieces):
        places.setdefault(moment, {}).setdefault(unit, (index, number))
    return {
        place: moment
        for moment, units in places.items()
        for unit, place in units.items()
        if unit in _chosen(set(units))
    }


def _chosen(units: set[str]) -> set[str]:
    """The units that make the stamp; none if it is incomplete."""
    dated = {"year", "year_2"} & units and any(date <= units for date in _DATES)
    timed = "minute" in units and ("hour" in units or {"hour_12", "half"} <= units)
    if "epoch" in units and not (dated and timed and "offset" in units):
        return {"epoch", "fraction"}
    return units - {"epoch"} if dated and timed else set()


def stamp(
    pieces: Sequence[Piece], used: Mapping[tuple[int, int], str], *, full: Sequence[str], tight: Sequence[str]
) -> Stamp | None:
    """The first complete time stamp of a template; None if there is none. `full` and `tight` are the
    patterns of the pieces."""
    if not used:
        return None
    moment = used[min(used)]
    wanted = {place for place, of in used.items() if of == moment}
    whole, key = _until(pieces, wanted, full)
    short = _until(pieces, wanted, tight)[0].replace(months.NAME, months.ENGLISH)
    head, body = _parted(pieces, wanted, tight)
    return Stamp(short, whole, key, head, tuple(part.replace(months.NAME, months.ENGLISH) for part in body))


def _until(pieces: Sequence[Piece], wanted: set[tuple[int, int]], texts: Sequence[str]) -> tuple[str, str]:
    """The pattern up to the literal after the stamp, and the pattern of the key.

    Neighbouring units share a group, with the literals between them.
    """
    pattern, key, literals = "^", "", ""
    is_open = False
    for regex, unit in _elements(pieces[: max(wanted)[0] + 2], wanted, texts):
        if unit is None:
            literals += regex
            continue
        kept = bool(unit) and unit not in _BELOW_MINUTE
        if kept:
            key += (literals if is_open else "\n" if key else "") + f"(?P<{unit}>{regex})"
        between = literals if is_open == kept else f"){literals}" if is_open else f"{literals}("
        pattern, literals, is_open = pattern + between + regex, "", kept
    return pattern + (")" if is_open else "") + literals, f"^{key}$"


def _parted(pieces: Sequence[Piece], wanted: set[tuple[int, int]], texts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The pattern before the first unit, and the elements from there up to the literal after the stamp."""
    head = "^"
    body: list[str] = []
    for regex, unit in _elements(pieces[: max(wanted)[0] + 2], wanted, texts):
        if not (body or unit):
            head += regex
        elif regex:
            body.append(f"({regex})" if unit in _BELOW_MINUTE else f"(?:{regex})")
    return head, tuple(body)


def _elements(
    pieces: Sequence[Piece], wanted: set[tuple[int, int]], texts: Sequence[str]
) -> Iterator[tuple[str, str | None]]:
    """Each literal, field and part as a pattern, with None for a literal, else its wanted unit or ""."""
    for index, piece in enumerate(pieces):
        if isinstance(piece, str):
            yield texts[index], None
        elif piece.kind != "time":
            yield texts[index], ""
        for number, part in enumerate(() if isinstance(piece, str) else piece.parts):
            if isinstance(part, str):
                yield quoted(part), None
            else:
                yield part.pattern, part.unit if (index, number) in wanted else ""
