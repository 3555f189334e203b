"""Sentences of the tool with values in them, which can be said in another language later.

A statement is its English text, so whatever prints, compares or stores it as a string goes on to work; and it
remembers its message and values, so that `Language.say` finds the translation. Saved with the findings, it is
read again by `from_json`.

    state("{log}: {lines} could not be read", log="s1", lines=state_many("{count} line", "{count} lines", 3))

Values are text, whole numbers, shares, statements, or tuples of these, which are written one after the other with
commas. Text that came from a log or a case is a value, never a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

__all__ = [
    "Statement",
    "first_of",
    "forms",
    "from_json",
    "joined",
    "listed",
    "message",
    "state",
    "state_many",
    "to_json",
]

_LISTED = 20


class Statement(str):
    """A text in English that knows its message, its plural (None: it has none) and its values."""

    message: str
    many: str | None
    values: Mapping[str, Any]

    __slots__ = ("many", "message", "values")

    def __new__(cls, message: str, many: str | None, values: Mapping[str, Any]) -> Self:
        """The statement whose count, if it has a plural, is the value "count"."""
        shown = message if many is None or values["count"] == 1 else many
        self = super().__new__(cls, shown.format(**{name: _english(value) for name, value in values.items()}))
        self.message, self.many, self.values = message, many, values
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Statement, (self.message, self.many, dict(self.values))


def message(text: str) -> str:
    """The text itself: marks a constant for the catalogue, to be translated where it is used."""
    return text


def forms(one: str, many: str) -> tuple[str, str]:
    """The two forms themselves: marks them for the catalogue, to go to `state_many` or `plural` where they are used."""
    return one, many


def state(message: str, **values: object) -> Statement:
    """The message, with its {placeholders} filled in."""
    return Statement(message, None, values)


def state_many(one: str, many: str, count: int, **values: object) -> Statement:
    """The form that goes with `count`, which also fills {count}."""
    return Statement(one, many, {"count": count, **values})


def joined(*parts: str, by: str = "") -> Statement:
    """The parts one after the other, each said in the language of the whole."""
    values = {f"part{number}": part for number, part in enumerate(parts)}
    return Statement(by.join(f"{{{name}}}" for name in values), None, values)


def listed(values: tuple[Any, ...]) -> Statement:
    """The first twenty, and how many more there are."""
    return first_of(values, _LISTED)


def first_of(values: tuple[Any, ...], shown: int) -> Statement:
    """So many of the values, and how many more there are."""
    if len(values) <= shown:
        return state("{values}", values=values)
    return state("{values} and {count} more", values=values[:shown], count=len(values) - shown)


def _english(value: object) -> str:
    """A value as English writes it."""
    if isinstance(value, tuple):
        return ", ".join(map(_english, value))
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)


def to_json(text: str) -> dict[str, Any] | None:
    """What a saved statement is read again from; None for a plain text."""
    if not isinstance(text, Statement):
        return None
    values = {name: _saved(value) for name, value in text.values.items()}
    return {"message": text.message, **({} if text.many is None else {"many": text.many}), "values": values}


def _saved(value: object) -> object:
    if isinstance(value, tuple):
        return [_saved(part) for part in value]
    return to_json(value) if isinstance(value, Statement) else value


def from_json(saved: Mapping[str, Any]) -> Statement:
    """The statement that `to_json` saved. Raises KeyError, IndexError or ValueError for anything else."""
    values = {name: _loaded(value) for name, value in saved["values"].items()}
    return Statement(saved["message"], saved.get("many"), values)


def _loaded(value: object) -> object:
    if isinstance(value, list):
        return tuple(_loaded(part) for part in value)
    return from_json(value) if isinstance(value, dict) else value
