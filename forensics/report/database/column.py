"""Columns and tables of evidence.sqlite: how each is declared, what it shows at a level, how a value is written.

A column knows of which field of the findings it is made, so that a level which hides the field (report.disclosure)
has no such column, and its text is that of the JSON Schema of findings.json: nothing is explained twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from operator import attrgetter
from typing import Any, Literal

from forensics.language.untrusted import for_terminal, from_bytes
from forensics.model import Findings
from forensics.report.disclosure.fields import HIDDEN, shown_as
from forensics.report.saved.schema import json_schema

__all__ = [
    "AFTER",
    "Column",
    "Kind",
    "Table",
    "Value",
    "about",
    "exact",
    "file_name",
    "made",
    "moment",
    "moments",
    "numbers",
    "reals",
    "seconds",
    "stamp",
    "text_of",
    "texts",
    "truths",
    "within",
]

Kind = Literal["TEXT", "INTEGER", "REAL"]
Value = str | int | float | None
#: What the exact time beside each text is called: the name of the column, and this.
AFTER = "_us"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type in SQL, what it means, how it is had from a row, and of which field of the findings it is.

    An empty `part` is one that no level hides. `more` is what follows the type in SQL.
    """

    name: str
    kind: Kind
    about: str
    value: Callable[[Any], Value]
    part: str = ""
    field: str = ""
    more: str = ""

    def shown(self, level: str) -> bool:
        """Whether readers of that level may see it."""
        return not self.part or shown_as(self.part, self.field, level) != HIDDEN


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, its rows, what SQL says after its columns, and the columns with an index.

    It is left out at a level that hides one of the fields in `needs`.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Findings], Iterable[Any]]
    needs: tuple[tuple[str, str], ...] = ()
    constraints: tuple[str, ...] = ()
    indices: tuple[tuple[str, ...], ...] = ()

    def at(self, level: str) -> Table | None:
        """The table as that level shows it; None: not at all."""
        if any(shown_as(part, field, level) == HIDDEN for part, field in self.needs):
            return None
        return replace(self, columns=tuple(column for column in self.columns if column.shown(level)))

    def cells(self, findings: Findings) -> Iterator[tuple[Value, ...]]:
        """Its rows, ready for the database."""
        values = [column.value for column in self.columns]
        return (tuple(value(row) for value in values) for row in self.rows(findings))


@cache
def _parts() -> dict[str, Any]:
    parts: dict[str, Any] = json_schema()["$defs"]
    return parts


def about(part: str, field: str) -> str:
    """What a field of the findings means, on one line; "observed.first_gone" is a key of one. Empty of a field that is
    newer than the schema, which is generated."""
    found = _parts().get(part, {})
    for name in field.split("."):
        found = found.get("properties", {}).get(name, {})
    return " ".join(str(found.get("description", "")).split())


def text_of(value: object) -> str | None:
    """A text, several, or bytes as one text on which no reader acts: controls are escapes, backslashes doubled."""
    if value is None:
        return None
    if isinstance(value, bytes):
        return for_terminal(from_bytes(value))
    if isinstance(value, tuple):
        return " ".join(for_terminal(str(each)) for each in value)
    return for_terminal(str(value))


def stamp(time: datetime | None) -> int | None:
    """Microseconds since 1970 in UTC."""
    return None if time is None else (time - _EPOCH) // timedelta(microseconds=1)


def seconds(time: datetime | None) -> str | None:
    """ISO 8601 in UTC, cut to the second, so that texts sort and compare as the times do."""
    return None if time is None else f"{time.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()}Z"


def _int(value: int | None) -> int | None:
    return None if value is None else int(value)


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)


def _each(part: str, names: str, kind: Kind, change: Callable[[Any], Value]) -> tuple[Column, ...]:
    def column(name: str) -> Column:
        get = attrgetter(name)
        return Column(name, kind, about(part, name), lambda row: change(get(row)), part, name)

    return tuple(column(name) for name in names.split())


def texts(part: str, names: str) -> tuple[Column, ...]:
    """Fields of a part of the findings that are texts; null where one is empty."""
    return _each(part, names, "TEXT", lambda value: text_of(value) or None)


def numbers(part: str, names: str) -> tuple[Column, ...]:
    """Fields that are whole numbers."""
    return _each(part, names, "INTEGER", _int)


def truths(part: str, names: str) -> tuple[Column, ...]:
    """Fields that are true (1) or false (0)."""
    return _each(part, names, "INTEGER", _int)


def reals(part: str, names: str) -> tuple[Column, ...]:
    """Fields that are shares or other fractions."""
    return _each(part, names, "REAL", _float)


def made(name: str, kind: Kind, about: str, value: Callable[[Any], Value], *, of: str = "", more: str = "") -> Column:
    """A column of its own; `of` is the field that it tells of, as "Part.field"."""
    part, _, field = of.partition(".")
    return Column(name, kind, about, value, part, field, more)


def moments(part: str, *names: str, get: Callable[[Any, str], datetime | None] = getattr) -> tuple[Column, ...]:
    """Times, each as text and as exact number; `get` has one out of a row, by its name."""
    return tuple(column for name in names for column in moment(name, about(part, name), get, of=f"{part}.{name}"))


def moment(name: str, told: str, get: Callable[[Any, str], datetime | None], *, of: str) -> tuple[Column, Column]:
    """A time that tells of the field `of`, as text and as exact number."""
    return (
        made(name, "TEXT", told, lambda row: seconds(get(row, name)), of=of),
        made(f"{name}{AFTER}", "INTEGER", exact(name), lambda row: stamp(get(row, name)), of=of),
    )


def exact(name: str) -> str:
    """What the number beside a time is."""
    return f"The same, exact, in microseconds since 1970: {name}."


def file_name(of: str = "") -> Column:
    """The name of the file that a row is about; the row is its findings."""
    told, more = "Name of the leaked file.", "NOT NULL REFERENCES files (name)"
    return made("file", "TEXT", told, lambda file: text_of(file.name), of=of, more=more)


def within(place: int, columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns of what stands at that place of a row."""

    def moved(column: Column) -> Column:
        value = column.value
        return replace(column, value=lambda row: value(row[place]))

    return tuple(map(moved, columns))
