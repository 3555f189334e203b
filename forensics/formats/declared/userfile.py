"""A user's own format as a TOML file: a declaration like those of the built-in formats, without code.

docs/own-format.md describes the keys and the fields, `format_file` is their shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from forensics.errors import FormatError, SourceError
from forensics.formats.declared import declare
from forensics.formats.declared.format_file import FORMAT_FILE, KINDS, FormatFile
from forensics.formats.format import Format
from forensics.formats.grammars.cell_layout import layout
from forensics.formats.grammars.records.json_path import json_path
from forensics.formats.grammars.separation import Separation
from forensics.formats.reading import parse
from forensics.formats.templates.template import compiled, require
from forensics.formats.wrappers.envelopes import cell
from forensics.tomlfile.document import read_document
from forensics.tomlfile.faults import Faults, Place, fitting_tables, kind_of, shown
from forensics.tomlfile.zone import zone_named

__all__ = ["load"]

#: The format of a name or a string, for the line in a cell; None for "auto". Raises FormatError.
_Resolve = Callable[[str], Format | None]


def load(path: Path, resolve: Callable[[str, Path], Format | None]) -> Format:
    """The format that the file declares; every example in it must be readable. `resolve` gives the format of the
    lines in a cell by its name or string.

    Raises FormatError with the file and everything that is wrong in it.
    """
    try:
        document = read_document(path, FORMAT_FILE)
    except SourceError as error:
        raise FormatError(f"cannot read the format: {error.message}", where=str(path), hint=error.hint) from error
    faults = Faults(FORMAT_FILE, document.content, document.text)
    table = fitting_tables(FORMAT_FILE, faults)
    found = _checked(table, faults, lambda text: resolve(text, path.parent))
    problems = faults.problems()
    if found is None or problems:
        raise FORMAT_FILE.refuse(str(path), problems)
    return found


def _checked(table: FormatFile, faults: Faults, resolve: _Resolve) -> Format | None:
    """The format, as far as it can be made of what is right; None where something is wrong with how a line is read."""
    kind = _kind(faults)
    _check_values(table, faults)
    if kind is None:
        return None
    _check_companions(kind, faults)
    _check_templates(table, faults)
    if any(faults.touch((key,)) for key in (kind, *KINDS[kind])):
        return None
    unfit = [key for key in ("zone", "cell") if faults.touch((key,))]
    table = table.model_copy(update=dict.fromkeys(unfit))
    try:
        found = _declared(table, resolve)
        require(found.grammar.slots)
    except FormatError as error:
        faults.pass_on((kind,), error)
        return None
    _check_examples(found, faults)
    return found


# ---- what is wrong --------------------------------------------------------------------------------


def _kind(faults: Faults) -> str | None:
    """The key that says how a line is read."""
    kinds = [key for key in faults.raw if key in KINDS]
    if not kinds:
        faults.add(("line",), f"is missing; one of {', '.join(KINDS)} says how a line is read")
        return None
    for other in kinds[1:]:
        faults.add((other,), f"says how a line is read, as {kinds[0]} does; one of them is needed")
    return kinds[0]


def _check_companions(kind: str, faults: Faults) -> None:
    """Keys that go with another kind of format; the cell goes with any, and with `format` it is needed."""
    theirs = {key: other for other, keys in KINDS.items() if other not in (kind, "format") for key in keys}
    for key in faults.raw:
        if key in theirs and key not in KINDS[kind] and not faults.touch((key,)):
            faults.add((key,), f"is no key of a format with {kind}; it goes with {theirs[key]}")
    if kind == "format" and "cell" not in faults.raw:
        faults.add(("cell",), "is missing; format names how the line in a cell is read: say which cell holds it")


def _check_values(table: FormatFile, faults: Faults) -> None:
    if table.least and table.cells and table.least > len(table.cells):
        reason = f"is {table.least}, but there are {len(table.cells)} cells"
        faults.add(("least",), reason, len(table.cells))
    if table.heading and not _is_pattern(table.heading):
        faults.add(("heading",), f"{shown(table.heading)} is not a regular expression")
    if table.zone:
        zone_named(table.zone, ("zone",), faults)
    for place, text in ((("cell",), table.cell), *((("needs", n), text) for n, text in enumerate(table.needs or ()))):
        if text:
            _check_path(place, text, faults)


def _check_path(place: Place, text: str, faults: Faults) -> None:
    try:
        json_path(text)
    except FormatError as error:
        faults.pass_on(place, error)


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


def _check_templates(table: FormatFile, faults: Faults) -> None:
    """Each template by itself, so that every wrong one is told by its own line."""
    for place, text in _templates(table):
        if not isinstance(text, str) or not text:
            dotted = "; a key with dots stands in quotes" if isinstance(text, dict) else ""
            what = "is empty" if text == "" else f"is {kind_of(text)}; text in quotes is needed{dotted}"
            faults.add(place, what)
            continue
        try:
            _compile(place, text, table)
        except FormatError as error:
            faults.pass_on(place, error)


def _templates(table: FormatFile) -> Iterator[tuple[Place, object]]:
    """Every template with its place; of cells only those that are kept."""
    if table.line:
        yield ("line",), table.line
    for index, text in enumerate(table.cells or ()):
        if text:
            yield ("cells", index), text
    for key, one in (table.keys or {}).items():
        for index, text in enumerate(one if isinstance(one, list) else ()):
            yield ("keys", key, index), text
        if not isinstance(one, list) or not one:
            yield ("keys", key), one
    for key, text in (table.fields or {}).items():
        yield ("fields", key), text


def _compile(place: Place, text: str, table: FormatFile) -> None:
    """Raises FormatError for a template that cannot be compiled."""
    if place[0] == "line":
        compiled("fields", text, escape=table.escape or "backslash")
    elif place[0] == "keys":
        json_path(str(place[1]))
        compiled("fields", text, escape="decoded", part=True)
    elif text.startswith('"') and (place[0] == "fields" or table.quotes == "none"):
        raise FormatError("the template stands in quotes, but no quote means anything there")
    else:
        layout((text,), Separation(" ", "double", 1))


def _check_examples(found: Format, faults: Faults) -> None:
    for index, example in enumerate(found.examples):
        _, read = parse(found, pl.Series(example.split("\n")), zone="UTC")
        if not read[-1]:
            reason = (
                f"cannot be read by the format: {shown(example)}; compare it with the template, character by character"
            )
            faults.add(("examples", index), reason)


# ---- the format ---------------------------------------------------------------------------------------


def _declared(table: FormatFile, resolve: _Resolve) -> Format:
    rest: dict[str, Any] = {
        "family": "own",
        "examples": tuple(table.examples or ()),
        "wrappers": cell(table.cell) if table.cell else (),
        **_given(table, ("server", "zone", "note")),
    }
    name, title = "custom", table.title or "a format of the user"
    if table.format:
        found = resolve(table.format)
        if found is None:
            raise FormatError("the format of the line in a cell cannot be auto: the log without a file tries them all")
        return replace(found, **{key: value for key, value in rest.items() if value and key != "family"})
    if table.line:
        return declare.text(name, title, table.line, escape=table.escape or "backslash", **rest)
    if table.cells:
        return declare.delimited(name, title, tuple(table.cells), **_given(table, KINDS["cells"]), **rest)
    if table.keys:
        keys = {key: tuple(one) if isinstance(one, list) else one for key, one in table.keys.items()}
        return declare.json_lines(name, title, keys, needs=table.needs or (), **rest)
    return declare.w3c(name, title, table.fields or {}, marks=table.marks or (), **{"zone": None, **rest})


def _given(table: FormatFile, keys: Collection[str]) -> dict[str, Any]:
    """Those of the keys that the file gives."""
    return {key: value for key in keys if (value := getattr(table, key)) is not None}
