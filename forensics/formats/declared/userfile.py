"""A user's own format as a TOML file: a declaration like those of the built-in formats, without code.

docs/own-format.md describes the keys and the fields.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from forensics.errors import FormatError
from forensics.formats.declared import declare
from forensics.formats.format import Format
from forensics.formats.reading import parse
from forensics.formats.templates.template import require
from forensics.formats.wrappers.envelopes import cell
from forensics.model.zones import find_zone

__all__ = ["load"]

#: The keys that hold the declaration itself, one of them a file, and those that go with it.
_KINDS: dict[str, tuple[type, tuple[str, ...]]] = {
    "line": (str, ("escape",)),
    "cells": (list, ("delimiter", "quotes", "least", "heading", "open_ended")),
    "keys": (dict, ("needs",)),
    "fields": (dict, ("marks",)),
    "format": (str, ()),
}
#: Keys of any format, with their type and, where there are few, their values.
_KEYS: dict[str, tuple[type, tuple[str, ...]]] = {
    "title": (str, ()),
    "server": (str, ("apache", "nginx", "iis")),
    "zone": (str, ()),
    "cell": (str, ()),
    "note": (str, ()),
    "examples": (list, ()),
    "escape": (str, ("backslash", "hash", "none")),
    "delimiter": (str, ()),
    "quotes": (str, ("double", "backslash", "plain", "none")),
    "least": (int, ()),
    "heading": (str, ()),
    "open_ended": (bool, ()),
    "needs": (list, ()),
    "marks": (list, ()),
}
_HINT = "an example: line = '{peer} [{start:%d/%b/%Y:%H:%M:%S %z}] \"{request}\" {status} {body_bytes}'"


def load(path: Path, resolve: Callable[[str, Path], Format | None]) -> Format:
    """The format that the file declares; every example in it must be readable. `resolve` gives the format of the
    lines in a cell by its name or string.

    Raises FormatError with the file and what is wrong in it, all at once.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        reason = error.strerror or "not readable"
        raise FormatError(f"cannot read the format: {reason}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise FormatError("the file is not UTF-8 text", where=str(path)) from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"not TOML: {error}", where=str(path), hint=_HINT) from error
    wrong = _wrong(table)
    if wrong:
        raise FormatError("; ".join(wrong), where=str(path), hint=_HINT)
    try:
        found = _declared(table, lambda text: resolve(text, path.parent))
        require(found.grammar.slots)
    except FormatError as error:
        raise FormatError(error.message, where=str(path), hint=error.hint) from error
    _check_examples(found, path)
    return found


def _wrong(table: Mapping[str, Any]) -> list[str]:
    """What is wrong with the keys and their values."""
    kinds = [kind for kind in _KINDS if kind in table]
    if len(kinds) != 1:
        return [f"one of {', '.join(_KINDS)} says how a line is read; there are {len(kinds)} of them"]
    expected, companions = _KINDS[kinds[0]]
    general = {key for key in _KEYS if not any(key in others for _, others in _KINDS.values())}
    wrong = (
        [] if isinstance(table[kinds[0]], expected) and table[kinds[0]] else [f"{kinds[0]} is empty or of another type"]
    )
    for key, value in table.items():
        if key == kinds[0]:
            wrong += _wrong_templates(key, value)
        elif key not in general and key not in companions:
            wrong.append(f"{key} is no key of a format with {kinds[0]}")
        else:
            wrong += _wrong_value(key, value)
    if "format" in table and "cell" not in table:
        wrong.append('format names how the line in a cell is read: say which cell = "..." holds it')
    if isinstance(table.get("least"), int) and not 0 < table["least"] <= len(table.get("cells", ())):
        wrong.append(f"least must be from 1 to the number of cells, {len(table.get('cells', ()))}")
    return wrong


def _wrong_templates(key: str, value: object) -> list[str]:
    """Templates that are not text; under one key of an object several may stand."""
    if isinstance(value, dict):
        several = [one for entry in value.values() for one in (entry if isinstance(entry, list) else [entry])]
        return [f"{key}: {one!r} is not text" for one in several if not isinstance(one, str)]
    texts = value if isinstance(value, list) else [value]
    return [f"{key}: {one!r} is not text" for one in texts if not isinstance(one, str)]


def _wrong_value(key: str, value: object) -> list[str]:
    kind, values = _KEYS[key]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return [f"{key} must be {_NAMES[kind]}, not {value!r}"]
    if isinstance(value, list) and not all(isinstance(one, str) for one in value):
        return [f"{key} must be a list of texts"]
    if values and value not in values:
        return [f"{key} must be one of {', '.join(values)}, not {value!r}"]
    if key == "heading" and not _is_pattern(str(value)):
        return [f"heading {value!r} is not a regular expression"]
    if key == "zone" and find_zone(str(value)) is None:
        return [f"zone {value!r} is not in the IANA database; an example: Europe/Amsterdam"]
    return []


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


_NAMES = {str: "a text", int: "a whole number", bool: "true or false", list: "a list of texts"}


def _declared(table: Mapping[str, Any], resolve: Callable[[str], Format | None]) -> Format:
    rest = {
        "family": "own",
        "examples": tuple(table.get("examples", ())),
        "wrappers": cell(table["cell"]) if "cell" in table else (),
        **{key: table[key] for key in ("server", "zone", "note") if key in table},
    }
    name, title = "custom", table.get("title", "a format of the user")
    if "format" in table:
        found = resolve(table["format"])
        if found is None:
            raise FormatError("the format of the line in a cell cannot be auto: the log without a file tries them all")
        return replace(found, **{key: value for key, value in rest.items() if value and key != "family"})
    if "line" in table:
        return declare.text(name, title, table["line"], escape=table.get("escape", "backslash"), **rest)
    if "cells" in table:
        options = {key: table[key] for key in _KINDS["cells"][1] if key in table}
        return declare.delimited(name, title, tuple(table["cells"]), **options, **rest)
    if "keys" in table:
        keys = {key: tuple(one) if isinstance(one, list) else one for key, one in table["keys"].items()}
        return declare.json_lines(name, title, keys, needs=table.get("needs", ()), **rest)
    return declare.w3c(name, title, table["fields"], marks=table.get("marks", ()), **{"zone": None, **rest})


def _check_examples(found: Format, path: Path) -> None:
    for number, example in enumerate(found.examples, start=1):
        _, read = parse(found, pl.Series(example.split("\n")), zone="UTC")
        if not read[-1]:
            hint = "compare the line with the template, character by character"
            raise FormatError(f"example {number} cannot be read by the format: {example!r}", where=str(path), hint=hint)
