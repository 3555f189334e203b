"""One JSON object as what it holds: every value by its path, and which keys stand in it twice.

Of two values under one key RFC 8259 (section 4) leaves open which counts, and readers differ: such a key is no value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

__all__ = ["HALF", "Object", "doubtful", "from_octets", "keys_in", "leaves_of", "whole_characters"]

#: A key path, outermost first, as the object spells it.
Path = tuple[str, ...]

_DEEPEST = 6
#: nginx writes a byte so in text that is not meant to be JSON.
_HEX = re.compile(r"(?:\\x[0-9A-Fa-f]{2})+")
#: A variable without value that nginx has written without quotes.
_MISSING = re.compile(r'([^\\]":\s*)-?\s*([,}])')
_BYTE = "(?:1?[0-9]?[0-9]|2[0-4][0-9]|25[0-5])"
_BYTES = re.compile(rf"\[{_BYTE}(?:,{_BYTE})*\]")
_NO_UTF8 = re.compile("[\udc80-\udcff]")
#: Half of a surrogate pair, or one of a pair, as JSON escapes it.
HALF = r"\\u[dD][89a-fA-F]"
#: A backslash or surrogate pair that stays (group 1), or half a pair.
_SURROGATE = re.compile(r"(\\\\|\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w)|\\u[dD][89a-fA-F]\w\w")


@dataclass(frozen=True, slots=True)
class Object:
    """The values of an object as text; numbers as they were written."""

    values: Mapping[Path, str]
    twice: Mapping[Path, bool]  # keys that stand there twice with different values, and whether one holds others
    paths: tuple[Path, ...]  # of both, in their order


@dataclass(frozen=True, slots=True)
class _Twice:
    """Stands for the value of a key that has two; `holds` tells whether one of them holds values itself."""

    holds: bool


def leaves_of(line: str) -> Object | None:
    """What a line that is one JSON object holds; None for any other line."""
    document = _loaded(line)
    if not isinstance(document, dict):
        return None
    leaves: list[tuple[Path, object]] = []
    _gather(document, (), leaves)
    values = {path: value for path, value in leaves if isinstance(value, str)}
    twice = {path: value.holds for path, value in leaves if isinstance(value, _Twice)}
    return Object(values, twice, tuple(path for path, _ in leaves))


def whole_characters(line: str) -> str:
    r"""The line with U+FFFD for each half of a surrogate pair that is escaped without the other: no character, though
    writers in Python and JavaScript write it for what a client sent."""
    return _SURROGATE.sub(lambda found: found[1] or r"\ufffd", line)


def keys_in(line: str) -> tuple[str, ...]:
    """The keys of the object that a line is, with dots; those of the object inside where a text in it is one. ()
    for any other line."""
    found = leaves_of(line)
    if found is None:
        return ()
    inner = next((names for text in found.values.values() if (names := keys_in(text))), ())
    return inner or tuple(map(".".join, found.paths))


def doubtful(lines: pl.Series, path: str) -> pl.Series:
    """Which lines hold a key of a JSONPath twice with different values. Only a line in which the last of them stands
    twice, or some key may be written with escapes, has to be looked at."""
    keys = re.findall(r"\['([^']*)'\]", path)
    if not keys:
        return lines.is_null() & False
    key = re.escape(json.dumps(keys[-1], ensure_ascii=False))
    odd = (lines.str.count_matches(rf"{key}\s*:") > 1) | lines.str.contains(
        r'\\u00[2-7][0-9A-Fa-f](?:[^"\\]|\\.)*"\s*:'
    )
    odd = odd.fill_null(value=False)
    rows = odd.arg_true()
    found = (leaves_of(line) for line in lines.gather(rows))
    told = [one is not None and any(path == tuple(keys[: len(path)]) for path in one.twice) for one in found]
    return odd.scatter(rows, pl.Series(told, dtype=pl.Boolean))


def from_octets(array: str | None) -> str | None:
    """Text that came as an array of its bytes; what is not UTF-8 becomes SUB, as in a log read as it lies."""
    if array is None or not _BYTES.fullmatch(array):
        return None
    text = bytes(map(int, array[1:-1].split(","))).decode("utf-8", "surrogateescape")
    return _NO_UTF8.sub("\x1a", text)


def _loaded(line: str) -> object:
    text = whole_characters(line.strip())
    if not text.startswith("{"):
        return None
    for mend in (str, _mended):
        try:
            return _decoded(mend(text))
        except (ValueError, RecursionError):
            continue
    return None


def _mended(text: str) -> str:
    return _MISSING.sub(r"\1null\2", _HEX.sub(_character, text))


def _character(found: re.Match[str]) -> str:
    octets = bytes.fromhex(found[0].replace("\\x", ""))
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        text = octets.decode("latin-1")
    return json.dumps(text)[1:-1]


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        for key in found:
            several = [value for name, value in pairs if name == key]
            if any(value != several[0] for value in several):
                found[key] = _Twice(any(isinstance(value, dict | list | _Twice) for value in several))
    return found


_decoded = json.JSONDecoder(object_pairs_hook=_once, parse_int=str, parse_float=str, strict=False).decode


def _gather(document: Mapping[str, object], outer: Path, leaves: list[tuple[Path, object]]) -> None:
    """Each value that is text, a number, or stands there twice; a list of one value is that value."""
    for key, value in document.items():
        inner = value[0] if isinstance(value, list) and len(value) == 1 else value
        if isinstance(inner, str | _Twice):
            leaves.append(((*outer, key), inner))
        elif isinstance(inner, dict) and len(outer) < _DEEPEST - 1:
            _gather(inner, (*outer, key), leaves)
