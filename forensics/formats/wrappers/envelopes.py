"""Objects that carry a whole log line as one of their values, whatever its key: which values may be that line.

Every store and shipper names the key its own way (message, log, line, _raw, event.original, textPayload, Body ...). So
each text that stands at the same place in most objects of a log is tried, and `unwrapping` takes the one whose lines
can be read. What a client may have filled is never tried.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator

import polars as pl

from forensics.formats.grammars.records.json_path import json_path
from forensics.formats.wrapper import Wrapper
from forensics.language.statement import state

__all__ = ["cell", "envelopes"]

_LOOKED_AT, _MOSTLY, _DEEPEST, _TRIED = 100, 0.5, 5, 4
#: A line of an access log is longer, and holds a blank or another object.
_SHORTEST = 20
#: Keys of values that a client fills.
_OF_CLIENTS = re.compile(
    r"(?i)agent|referr?er|cookie|user|quer|forwarded|ur[il]|path|header|accept|title|^request|args"
)

Path = tuple[str | int, ...]


def envelopes(texts: pl.Series) -> tuple[Wrapper, ...]:
    """A wrapper for each place at which a line may stand, the place of most objects first."""
    objects = texts.filter(texts.str.contains(r"^\s*[\[{]").fill_null(value=False)).head(_LOOKED_AT).to_list()
    if len(objects) < len(texts.head(_LOOKED_AT)) * _MOSTLY:
        return ()
    places = Counter(path for line in objects for path in dict.fromkeys(_places(line)))
    likely = [path for path, count in places.most_common() if count >= len(objects) * _MOSTLY]
    return tuple(_wrapper(path) for path in likely[:_TRIED])


def cell(name: str) -> tuple[Wrapper, ...]:
    """The wrappers of a cell that a user names: a key or column of that name, an inner key if the name has dots, or
    a JSONPath. Raises FormatError for what is no path."""
    path = json_path(name)
    if name.startswith("$"):
        return (_at(path, name),)
    paths: dict[Path, None] = dict.fromkeys(((name,), tuple(name.split("."))))
    return tuple(_wrapper(path) for path in paths)


def _places(line: str) -> Iterator[Path]:
    try:
        yield from _texts(json.loads(line, strict=False), ())
    except (ValueError, RecursionError):
        return


def _texts(value: object, path: Path) -> Iterator[Path]:
    """The places of texts that may be a line."""
    if isinstance(value, str):
        if (
            len(value) >= _SHORTEST
            and (" " in value or "\t" in value or value.startswith("{"))
            and not _of_client(path)
        ):
            yield path
    elif len(path) < _DEEPEST and isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value[:_DEEPEST]):
            if "'" not in str(key):
                yield from _texts(inner, (*path, key))


def _of_client(path: Path) -> bool:
    return any(isinstance(key, str) and _OF_CLIENTS.search(key) for key in path)


def _wrapper(path: Path) -> Wrapper:
    where = "$" + "".join(f"['{part}']" if isinstance(part, str) else f"[{part}]" for part in path)
    return _at(where, ".".join(map(str, path)))


def _at(where: str, key: str) -> Wrapper:
    """The wrapper of what stands at a JSONPath, which people call `key`."""
    return Wrapper(
        f"envelope:{key}",
        state("an object that holds the line under “{key}”", key=key),
        "json",
        r"^\s*[\[{]",
        "the log itself",
        "",
        key=where,
    )
