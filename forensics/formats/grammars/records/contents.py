"""What stands at JSONPaths in many lines, each line parsed once.

The texts are those of polars' `json_path_match`, which parses a line anew for every path: a number as it prints it, an
object or an array as JSON. Python's parser is as fast, and tells numbers as they were written and keys that stand
twice; a line of which the two parsers could think otherwise is left to polars.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from forensics.formats.grammars.records.objects import HALF, whole_characters
from forensics.model.schema import absent

__all__ = ["Contents", "contents", "last_key"]

#: Lines held as objects at one time: so few that they stay in the processor's cache.
_AT_ONCE = 500
#: Of these first lines one or another spells most keys that are found at all.
_LOOKED_AT = 10
_KEY, _INDEX = r"\['([^'\\]*)'\]", r"\[([0-9]{1,6})\]"
#: What stands beside a name in a list of objects.
_NAMED = rf"\[\?\(@{_KEY}=='([A-Za-z][^'\\]*)'\)\]{_KEY}"
_STEP = re.compile(rf"{_KEY}|{_INDEX}|{_NAMED}")
#: A path that is walked here.
_PATH = re.compile(rf"\$(?:{_KEY}|{_INDEX})+(?:{_NAMED})?")
#: polars reads objects and arrays in 126 others and numbers up to 1.8e308, Python more: both are kept well away from.
_DEEPEST, _LARGEST = 100, 1e300
#: Digits of a whole number that is printed as it was written.
_LONG = 18
#: A variable without value that nginx has written without quotes: `"time":-` or `"time":`.
_MISSING = r'([^\\]":\s*)-?\s*([,}])'

#: What stands at one path, line by line, as Python has it.
_Column = list[object]
_Step = str | int | tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Contents:
    """The texts at each path, line by line; null where nothing stands there, or the line is no JSON."""

    texts: Mapping[str, pl.Series]
    once: pl.Series  # lines that were read, and in which for certain no key stands twice

    def put(self, rows: pl.Series, others: Contents) -> Contents:
        """The same with those of other lines in the places of these rows."""
        texts = {path: column.scatter(rows, others.texts[path]) for path, column in self.texts.items()}
        return Contents(texts, self.once.scatter(rows, others.once))


def contents(lines: pl.Series, wanted: pl.Series, paths: Sequence[str]) -> Contents:
    """What stands at the paths in the wanted lines; of the others nothing is told.

    A line that only nginx's "-" or nothing for a missing number keeps from being JSON is mended. A key that no line
    spells as its path does is in none.
    """
    found = _by_python(lines, wanted, paths)
    rest = (wanted & ~found.once).arg_true()
    if len(rest):
        found = found.put(rest, _mended(lines.gather(rest), paths))
    begin = "\n".join(line or "" for line in lines.head(_LOOKED_AT).to_list())
    texts = {path: _spelled(column, last_key(path), lines, begin) for path, column in found.texts.items()}
    return Contents(texts, found.once)


def last_key(path: str) -> str:
    """The last key of a path as JSON writes it."""
    return json.dumps(re.findall(r"\['([^']*)'\]", path)[-1], ensure_ascii=False)


def _spelled(texts: pl.Series, key: str, lines: pl.Series, begin: str) -> pl.Series:
    if texts.null_count() == len(lines) or key in begin or lines.str.contains(key, literal=True).any():
        return texts
    return absent(len(lines), pl.String)


def _mended(lines: pl.Series, paths: Sequence[str]) -> Contents:
    """What lines hold of which Python's parser could not tell: as they are, or with what is missing put in."""
    mended = lines.str.replace_all(_MISSING, "${1}null${2}")
    # Of a line with nginx's own escapes it is not only what is missing that others would mend: see `leaves_of`.
    likely = (mended != lines) & ~lines.str.contains(r"\x", literal=True)
    found = _by_python(mended, likely.fill_null(value=False), paths)
    rest = (~found.once).arg_true()
    return found.put(rest, _by_polars(lines.gather(rest), mended.gather(rest), paths)) if len(rest) else found


def _same(lines: pl.Series) -> pl.Series:
    """Lines that mean the same to both parsers as far as a look from outside tells."""
    line = pl.col("line")
    same = ~line.str.contains(HALF) & (line.str.count_matches(r"[\[{]") <= _DEEPEST)
    return lines.to_frame("line").select(same.fill_null(value=False)).to_series()


# ---- by Python's parser -----------------------------------------------------------------------------


class _Odd(Exception):  # noqa: N818 - no error: the other parser reads such a line
    """The line may mean another thing to polars, or holds a key twice."""


class _Number(str):
    """A number as it was written, which polars may print otherwise."""

    __slots__ = ()


def _by_python(lines: pl.Series, wanted: pl.Series, paths: Sequence[str]) -> Contents:
    """What stands in the wanted lines that mean the same to both parsers."""
    same = wanted & _same(lines) if all(map(_PATH.fullmatch, paths)) else wanted & False
    starts = range(0, max(len(lines), 1), _AT_ONCE)
    parts = [_part(lines.slice(at, _AT_ONCE), same.slice(at, _AT_ONCE), paths) for at in starts]
    texts = {path: pl.concat(part.texts[path] for part in parts) for path in paths}
    return Contents(texts, pl.concat(part.once for part in parts))


def _part(lines: pl.Series, same: pl.Series, paths: Sequence[str]) -> Contents:
    documents = [_document(line) if fit else None for line, fit in zip(lines.to_list(), same.to_list(), strict=True)]
    columns = _columns(documents, tuple(paths))
    return Contents(
        {path: _texts(column, path, lines) for path, column in zip(paths, columns, strict=True)},
        pl.Series([document is not None for document in documents], dtype=pl.Boolean),
    )


def _document(line: str) -> object:
    try:
        return _decoded(line)
    except (ValueError, _Odd):
        return None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Odd
    return found


def _number(text: str) -> str:
    if -_LARGEST < float(text) < _LARGEST:
        return _Number(text)
    raise _Odd


def _whole(text: str) -> str:
    return text if len(text) <= _LONG and text != "-0" else _number(text)


def _constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are no JSON


_decoded = json.JSONDecoder(
    object_pairs_hook=_once, parse_float=_number, parse_int=_whole, parse_constant=_constant
).decode


def _columns(documents: _Column, paths: tuple[str, ...]) -> list[_Column]:
    """What stands at each path; an outer key is looked up once for all paths that begin with it."""
    steps, ends = _route(paths)
    found = [documents]
    for before, step in steps:
        found.append(_inside(found[before], step))
    return [found[end] for end in ends]


@functools.lru_cache(maxsize=256)
def _route(paths: tuple[str, ...]) -> tuple[tuple[tuple[int, _Step], ...], tuple[int, ...]]:
    """Steps, each from what an earlier one has found (0 is the whole object), and at which of them each path ends."""
    places: dict[tuple[_Step, ...], int] = {(): 0}
    steps: list[tuple[int, _Step]] = []
    ends = []
    for path in paths:
        keys = tuple(map(_step, _STEP.finditer(path)))
        for end in range(1, len(keys) + 1):
            if keys[:end] not in places:
                steps.append((places[keys[: end - 1]], keys[end - 1]))
                places[keys[:end]] = len(steps)
        ends.append(places[keys])
    return tuple(steps), tuple(ends)


def _step(found: re.Match[str]) -> _Step:
    key, index, *named = found.groups()
    if index is not None:
        return int(index)
    return (named[0], named[1], named[2]) if key is None else key


def _inside(values: _Column, step: _Step) -> _Column:
    if isinstance(step, str):
        return [value.get(step) if type(value) is dict else None for value in values]
    if isinstance(step, int):
        return [value[step] if type(value) is list and len(value) > step else None for value in values]
    return [_beside(value, *step) if isinstance(value, dict | list) else None for value in values]


def _beside(value: object, name_key: str, name: str, key: str) -> object:
    """What stands beside a name in a list of objects. Any other is given as it is: polars knows a meaning for it."""
    if isinstance(value, list) and all(type(one) is dict for one in value):
        return next((one[key] for one in value if one.get(name_key) == name and key in one), None)
    return value


def _texts(values: _Column, path: str, lines: pl.Series) -> pl.Series:
    """The values as polars prints them."""
    kinds = set(map(type, values))
    if kinds <= {str, type(None)}:
        return pl.Series(path, values, dtype=pl.String)
    texts = pl.Series(path, list(map(_text, values)), dtype=pl.String)
    if _Number in kinds:
        rows = [row for row, value in enumerate(values) if type(value) is _Number]
        texts = texts.scatter(rows, texts.gather(rows).str.json_path_match("$"))
    if kinds & {dict, list}:
        rows = [row for row, value in enumerate(values) if isinstance(value, dict | list)]
        texts = texts.scatter(rows, lines.gather(rows).str.json_path_match(path))
    return texts


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else None


# ---- by polars --------------------------------------------------------------------------------------


def _by_polars(lines: pl.Series, mended: pl.Series, paths: Sequence[str]) -> Contents:
    """What stands in lines, in their mended form where only that is JSON."""
    broken = lines.str.json_path_match("$").is_null().arg_true()
    others = pl.Series(map(whole_characters, mended.gather(broken).fill_null("")), dtype=pl.String)
    read = lines.clone().scatter(broken, others)
    return Contents({path: read.str.json_path_match(path) for path in paths}, lines.is_null() & False)
