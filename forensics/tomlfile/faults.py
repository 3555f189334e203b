"""What is wrong in a TOML file: found in any order, told in the order of the file, in plain words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from forensics.errors import ForensicsError, Problem
from forensics.model.zones import parse_time
from forensics.tomlfile.kind import FileKind, Names
from forensics.tomlfile.lines import Place, line_of, written
from forensics.tomlfile.table import Table

__all__ = ["Faults", "Place", "fitting_tables", "kind_of", "shown"]

Root = TypeVar("Root", bound=Table)

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_REASONS = {
    "string_type": "is {kind}; text in quotes is needed",
    "string_too_short": "is empty",
    "string_unicode": "is not UTF-8",
    "string_pattern_mismatch": "holds a NUL character",
    "bool_type": "is {kind}; true or false is needed, without quotes",
    "date_type": "is {kind}; a date is needed, without quotes and without a time of day",
    "date_from_datetime_inexact": "is {kind}; a date is needed, without a time of day",
    "int_type": "is {kind}; a whole number is needed, without quotes",
    "list_type": "is {kind}; a list in square brackets is needed",
    "dict_type": "is {kind}; a table in braces is needed",
    "model_type": "is {kind}; a table is needed",
    "literal_error": "is {input}; {expected} is needed",
    "greater_than": "is {input}; a number above {gt} is needed",
    "greater_than_equal": "is {input}; {ge} or more is needed",
    "less_than": "is {input}; a number below {lt} is needed",
    "less_than_equal": "is {input}; {le} or less is needed",
    "too_short": "holds {actual_length}; {min_length} are needed",
    "too_long": "holds {actual_length}; no more than {max_length} are needed",
}


class Faults:
    """The problems of one file of a kind; `raw` is its content, which gives their order, `text` gives their lines."""

    def __init__(self, kind: FileKind[Any], raw: Mapping[str, Any], text: str = "") -> None:
        self.kind = kind
        self.raw = raw
        self._text = text
        self._found: list[tuple[Place, Problem]] = []

    def add(self, place: Place, reason: str, value: object = None, *, like: Place | None = None) -> None:
        """Note that the value at `place` is wrong.

        `value` would do there, by default the example of the key; `like` is the key that was meant.
        """
        self._found.append((place, Problem(_key(place), reason, _example(self.kind, like or place, value))))

    def pass_on(self, place: Place, error: ForensicsError) -> None:
        """Note what is wrong in what the value at `place` names: each fault of a file, with its own example."""
        if not error.problems:
            self.add(place, "; ".join(filter(None, (str(error), error.hint))))
        for one in error.problems:
            there = f"{error.where}: {one.place}"
            self._found.append((place, Problem(_key(place), one.reason, one.example, within=there)))

    def touch(self, place: Place) -> bool:
        """Whether something is wrong at that place, inside it, or in a table around it."""
        return any(place[: len(found)] == found or found[: len(place)] == place for found, _ in self._found)

    def problems(self) -> tuple[Problem, ...]:
        """All of them, in the order of the file; a missing key comes after the keys of its table."""
        ranked = sorted(self._found, key=lambda found: self._rank(found[0]))
        places = written(self._text) if ranked else {}
        return tuple(replace(problem, line=line_of(place, places)) for place, problem in ranked)

    def _rank(self, place: Place) -> tuple[int, ...]:
        here: Any = self.raw
        rank = []
        for part in place:
            if isinstance(part, int):
                rank.append(part)
            else:
                rank.append(list(here).index(part) if part in here else len(here))
            here = here[part] if isinstance(part, int) or part in here else {}
        return tuple(rank)


def fitting_tables(kind: FileKind[Root], faults: Faults) -> Root:
    """The tables of a file of that kind as far as their keys and types are right; the rest goes to `faults`."""
    tables = _validated(kind, faults)
    for place, table in list(_each(tables)):
        for key in table.required:
            if not getattr(table, key) and not faults.touch((*place, key)):
                faults.add((*place, key), _missing(kind, (*place, key)))
    return tables


def _validated(kind: FileKind[Root], faults: Faults) -> Root:
    """What is right. A list or a table may lack something only because a part of it is wrong: that is told once."""
    kept, told = deepcopy(dict(faults.raw)), False
    while True:
        try:
            return kind.root.model_validate(kept)
        except ValidationError as error:
            for wrong in error.errors(include_url=False):
                if not told:
                    _tell(wrong, faults)
                _take_out(kind, kept, wrong["loc"])
            told = True


def shown(value: object) -> str:
    """A value as TOML writes it, cut to 60 characters."""
    text = _toml(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _toml(value: object) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_bare(name)} = {_toml(part)}" for name, part in value.items()) + " }"
    return str(value)


def _bare(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _key(place: Place) -> str:
    """The place as a person writes it: windows[0].end."""
    text = ""
    for part in place:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{_bare(part)}" if text else _bare(part)
    return text


def _names(place: Place) -> Names:
    return tuple(part for part in place if isinstance(part, str))


def _example(kind: FileKind[Any], place: Place, value: object) -> str:
    names = _names(place)
    if names in kind.tables:
        return kind.header(names)
    if names[:-1] not in kind.tables:  # a name of the writer's own: the example of the key that holds it
        return f"{names[-2]} = {_toml(kind.fields(names[:-2])[names[-2]])}"
    usual = kind.fields(names[:-1])[names[-1]]
    if isinstance(place[-1], int):  # an element of a list: what would do in its place
        return _toml(usual[0] if value is None else value)
    return f"{names[-1]} = {_toml(usual if value is None else value)}"


def _tell(error: ErrorDetails, faults: Faults) -> None:
    """Put pydantic's finding into plain words."""
    place, value = error["loc"], error["input"]
    if error["type"] == "extra_forbidden":
        _tell_unknown(place, faults)
    elif error["type"] == "datetime_type":
        faults.add(place, *_not_a_time(value))
    elif _names(place) in faults.kind.tables and isinstance(value, dict | list):
        one, two = "one pair of brackets", "two pairs of brackets"
        given, needed = (two, one) if isinstance(value, list) else (one, two)
        faults.add(place, f"stands in {given}; it takes {needed}")
    else:
        words = {"kind": kind_of(value), "input": shown(value), **error.get("ctx", {})}
        reasons = {**_REASONS, **faults.kind.reasons}
        faults.add(place, reasons[error["type"]].format(**words))


def _not_a_time(value: object) -> tuple[str, object]:
    if isinstance(value, str) and (meant := parse_time(value)):
        return "is in quotes; a time stands without them", meant
    if isinstance(value, date):
        return "is a date without a time of day", datetime.combine(value, time())
    if isinstance(value, time):
        return "is a time of day without a date", None
    given = shown(value) if isinstance(value, str) else kind_of(value)
    return f"is {given}; a date with a time of day is needed, without quotes", None


def kind_of(value: object) -> str:
    """What a value is, in words."""
    kinds: tuple[tuple[type, str], ...] = (
        (bool, "true or false"),
        (str, "text"),
        (int, "a whole number"),
        (float, "a number with a fraction"),
        (datetime, "a time"),
        (date, "a date"),
        (time, "a time of day"),
        (list, "a list"),
    )
    return next((words for kind, words in kinds if isinstance(value, kind)), "a table")


def _tell_unknown(place: Place, faults: Faults) -> None:
    """Name the key that was meant: one of this table, or the same one of another table."""
    kind = faults.kind
    table, key = _names(place)[:-1], str(place[-1])
    known = list(kind.fields(table))
    at_top = "table" if all((name,) in kind.tables for name in known) else "key"
    here = f"is not a key of {kind.header(table)}" if table else f"is not a {at_top} of {kind.name}"
    alike = [kind.meant[key]] if kind.meant.get(key) in known else get_close_matches(key.casefold(), known, n=1)
    elsewhere = [names for names in kind.tables if key in kind.fields(names)]
    if alike:
        faults.add(place, f"{here}; was {alike[0]} meant?", like=(*table, alike[0]))
    elif elsewhere:
        belongs = " or ".join(kind.header(names) if names else "the top" for names in elsewhere)
        faults.add(place, f"{here}; it belongs to {belongs}", like=(*elsewhere[0], key))
    else:
        faults.add(place, f"{here}; known are {', '.join(known)}", like=(*table, known[0]))


def _take_out(kind: FileKind[Any], raw: dict[str, Any], place: Place) -> None:
    """Remove the key that holds a wrong value; an entry that is no table becomes an empty one."""
    here: Any = raw
    holder, key = raw, place[0]
    for depth, part in enumerate(place, 1):
        if isinstance(here, dict):
            if part not in here:
                return  # taken out before, with another value of the same list
            holder, key = here, part
        elif depth == len(place) and _names(place) in kind.tables:
            here[part] = {}
            return
        here = here[part]
    del holder[str(key)]


def _each(table: Table, place: Place = ()) -> Iterator[tuple[Place, Table]]:
    """The table itself and every table in it, with its place."""
    yield place, table
    for name, value in table:
        if isinstance(value, Table):
            yield from _each(value, (*place, name))
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                if isinstance(entry, Table):
                    yield from _each(entry, (*place, name, index))


def _missing(kind: FileKind[Any], place: Place) -> str:
    names = _names(place)
    if names not in kind.tables:
        return "is missing"
    required = " and ".join(kind.tables[names].required)
    return f"is missing; {'at least one' if names in kind.lists else 'it'} is needed, with {required}"
