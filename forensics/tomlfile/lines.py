"""In which line of a TOML file a value stands, which tomllib does not tell.

A statement, a key with its value or the head of a table, ends with the first line at which what stands there since the
end of the one before is TOML by itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Place", "Written", "line_of", "written"]

#: The keys and list indices that lead to a value: ("windows", 0, "end").
Place = tuple[str | int, ...]
#: One of these stands in the last line of a value that takes several.
_ENDS = ("]", "}", '"""', "'''")
#: Elements of a longer list than this are told by the line in which it begins.
_LONG = 1000


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a file: its lines, the number of the first, and what they say by themselves."""

    first: int
    lines: tuple[str, ...]
    content: Mapping[str, Any]

    @property
    def opens(self) -> bool:
        """Whether it is the head of a table."""
        return self.lines[0].lstrip().startswith("[")


@dataclass(frozen=True, slots=True)
class Written:
    """Where a value is written: in which statement, and where in what that says."""

    statement: Statement
    inner: Place

    @property
    def line(self) -> int:
        """The line in which it begins; of an element of an element that of the outer one."""
        lines = self.statement.lines
        number = next((part for part in self.inner if isinstance(part, int)), None)
        if number is None or not 1 < len(lines) <= _LONG:
            return self.statement.first
        return self.statement.first + _lines_before(lines, number)


def line_of(place: Place, places: Mapping[Place, Written]) -> int | None:
    """The line of a value, or of what should hold it; None for what is missing at the top."""
    held = (places.get(place[:length]) for length in range(len(place), 0, -1))
    return next((written.line for written in held if written is not None), None)


def written(text: str) -> dict[Place, Written]:
    """Where every table, key and element of a list is written; `text` is TOML."""
    found: dict[Place, Written] = {}
    entries: dict[Place, int] = {}
    head: Place = ()
    for statement in _each(text):
        if statement.opens:
            head = _opened(statement.content, entries)
            for length in range(1, len(head) + 1):
                found.setdefault(head[:length], Written(statement, ()))
        else:
            for place in _places(statement.content):
                found.setdefault((*head, *place), Written(statement, place))
    return found


def _each(text: str) -> Iterator[Statement]:
    held: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not held and line.strip()[:1] in ("", "#"):
            continue
        held.append(line)
        if len(held) > 1 and not any(mark in line for mark in _ENDS):
            continue
        content = _said(held)
        if content is not None:
            yield Statement(number - len(held) + 1, tuple(held), content)
            held = []


def _opened(content: Mapping[str, Any], entries: dict[Place, int]) -> Place:
    """The place of the table that a head opens; `entries` counts those of which there are several."""
    place: Place = ()
    here: Any = content
    while here:
        (name, here), *_ = here.items()
        place = (*place, name)
        if isinstance(here, list):
            entries[place] = entries.get(place, 0) + 1
            here = here[0]
        if place in entries:
            place = (*place, entries[place] - 1)
    return place


def _places(value: object, place: Place = ()) -> Iterator[Place]:
    """The place of every value in a value."""
    if place:
        yield place
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from _places(one, (*place, key))


def _lines_before(lines: Sequence[str], number: int) -> int:
    """How many lines of a list stand before the one in which an element begins."""
    before = 0
    for count in range(1, len(lines)):
        content = _said([*lines[:count], "]"])
        while isinstance(content, dict):
            content = next(iter(content.values()))
        if content is not None and len(content) > number:
            break
        before = before if content is None else count
    while lines[before].strip()[:1] in ("", "#"):
        before += 1
    return before


def _said(lines: Sequence[str]) -> Any:  # noqa: ANN401 - whatever TOML can hold
    """What the lines say; None where they are no TOML by themselves."""
    try:
        return tomllib.loads("\n".join([*lines, ""]))
    except tomllib.TOMLDecodeError:
        return None
