"""The JSON grammar: one object a line, read through a key map.

A key map says, for each JSONPath, what stands there as a template: "$['request']['uri']" holds
"$request_uri". The first template of a path that fits its value is the one that counts. So a JSON
format is data, in the words of the dialects that `template` compiles.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import polars as pl

from forensics.errors import FormatError
from forensics.formats.grammars.grammar import Grammar
from forensics.formats.grammars.records.contents import contents, last_key
from forensics.formats.grammars.records.objects import leaves_of
from forensics.formats.grammars.records.records import record_in
from forensics.formats.templates.classes import quoted
from forensics.formats.templates.pieces import ASKED, Field, Slot
from forensics.formats.templates.stamps import Stamp
from forensics.formats.templates.template import Template, compiled, cut_each, lexed

__all__ = ["JsonLines", "KeyMap", "key_map", "keys_of"]

#: Marks a field inside the JSON text of a log_format; no such character stands in a configuration.
_MARK = re.compile("\ue000([0-9]+)\ue001")
#: Roles of which a line may say nothing under a name that a map of usual names has not.
_DECISIVE = ("time", "request", "target", "stem", "path", "method", "status", "peer", "body", "total", "size")


@dataclass(frozen=True)
class JsonLines(Grammar):
    """One object a line, whose values stand under the keys of a map."""

    dialect: str  # of the templates: "nginx" or "fields"
    keys: tuple[tuple[str, str], ...]  # JSONPath, template; of several for one path the first that fits counts
    needs: tuple[str, ...] = ()  # JSONPaths without which a line is of another format
    usual: tuple[str, ...] = ()  # what a map of usual names stands for: no other name may say anything decisive

    name: ClassVar[str] = "jsonl"
    of_objects: ClassVar[bool] = True

    @property
    def _map(self) -> KeyMap:
        return key_map(self.dialect, self.keys)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Those of all keys."""
        return self._map.slots

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """The stamp of each key that holds a time; () where date and time of day stand under two."""
        return self._map.stamps

    @property
    def needed(self) -> tuple[str, ...]:
        """The longest of the keys that all lines hold."""
        return (max(map(last_key, self.needs), key=len).casefold(),) if self.needs else ()

    def cut(self, lines: pl.Series) -> pl.DataFrame:
        """What stands under the keys, of lines in which it is certain and enough."""
        keys = self._map
        paths = tuple(dict.fromkeys((*(path for path, _ in keys.templates), *self.needs)))
        found = contents(lines, self._likely(lines), paths)
        raw = cut_each([(template, found.texts[path]) for path, template in keys.templates])
        read = self._understood(raw)
        for path in self.needs:
            read &= found.texts[path].is_not_null()
        rows = (read if self.usual else read & ~found.once).arg_true()
        read = read.scatter(rows, _certain(lines.gather(rows), keys, usual=self.usual))
        return raw.select(pl.when(read).then(pl.all()))

    def matches(self, lines: pl.Series) -> pl.Series:
        """Lines in which one of the keys for the time, one for the request and one for the status are there, and
        all needed keys."""
        found = self._likely(lines)
        rows = found.arg_true()
        if not len(rows):
            return found
        raw = self.cut(lines.gather(rows))
        timed = [slot.column for slot in self.slots if slot.role in ("minute", "epoch")]
        return found.scatter(rows, raw.select(pl.any_horizontal(pl.col(timed).is_not_null())).to_series())

    def _likely(self, lines: pl.Series) -> pl.Series:
        """Which lines begin as an object does and hold all the keys without which they are of another format."""
        line = pl.col("line")
        spelled = (line.str.contains(last_key(path), literal=True) for path in self.needs)
        likely = pl.all_horizontal(line.str.contains(r"^\s*\{"), *spelled)
        return lines.to_frame("line").select(likely.fill_null(value=False)).to_series()

    def _understood(self, raw: pl.DataFrame) -> pl.Series:
        """Where it is known what was asked for and how it was answered, of all that the map can tell (counting.md
        4b.1)."""
        asked = [slot.column for slot in self.slots if slot.role in ASKED]
        status = [slot.column for slot in self.slots if slot.role == "status"]
        known = [pl.any_horizontal(pl.col(columns).is_not_null()) for columns in (asked, status) if columns]
        return raw.select(pl.all_horizontal(known)).to_series()


@dataclass(frozen=True, slots=True)
class KeyMap:
    """A compiled key map: a template for each JSONPath, and the time stamps that `minute` looks for."""

    templates: tuple[tuple[str, Template], ...]
    stamps: tuple[Stamp, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots of all templates; the stamp of each key is one of its own."""
        return tuple(slot for _, template in self.templates for slot in template.slots)


@functools.lru_cache(maxsize=256)
def key_map(dialect: str, keys: tuple[tuple[str, str], ...]) -> KeyMap:
    """The compiled key map of pairs of JSONPath and template; a path may stand in several.

    Date and time of day may stand under two keys. Raises FormatError for a template that cannot be
    compiled.
    """
    templates = []
    stamps = []
    for number, (path, text) in enumerate(keys):
        template = compiled(dialect, text, escape="decoded", prefix=f"k{number}_")
        if not template.slots:
            template = compiled(dialect, text, escape="decoded", prefix=f"k{number}_", part=True)
        if not template.slots:
            continue
        whole = template.stamp is not None
        own = tuple(replace(s, stamp=f"{s.stamp}:{number}") if s.stamp and whole else s for s in template.slots)
        templates.append((path, replace(template, slots=own)))
        if template.stamp is not None:
            stamps.append(_in_line(template.stamp, path))
    return KeyMap(tuple(templates), tuple(stamps))


def _in_line(stamp: Stamp, path: str) -> Stamp:
    """The same stamp, found behind its key in a whole line; no value can hold an unescaped quote."""
    key = quoted(last_key(path))
    return replace(
        stamp,
        tight=rf'{key}\s*:\s*"?{stamp.tight.removeprefix("^")}',
        full=rf'{key}\s*:\s*"?{stamp.full.removeprefix("^")}',
        head=rf'{key}\s*:\s*"?{stamp.head.removeprefix("^")}',
    )


def _certain(lines: pl.Series, keys: KeyMap, *, usual: Collection[str] = ()) -> pl.Series:
    """Which lines hold no key twice with different values that the map reads, or that holds others. Of a map of
    `usual` names, also which lines say nothing decisive of a request under any other name."""
    read = {tuple(re.findall(r"\['([^']*)'\]", path)) for path, _ in keys.templates}
    return pl.Series([_is_certain(line, read, usual) for line in lines], dtype=pl.Boolean)


def _is_certain(line: str | None, read: Collection[tuple[str, ...]], usual: Collection[str]) -> bool:
    found = None if line is None else leaves_of(line)
    if found is None or any(holds or path in read for path, holds in found.twice.items()):
        return False
    if not usual:
        return True
    record = record_in(found)
    return record is not None and all(
        record.paths.get(role, ("",)) in read for role in _DECISIVE if role in record.paths
    )


def keys_of(template: str) -> tuple[tuple[str, str], ...] | None:
    """The key map of a log_format string that writes one JSON object; None if it writes anything else."""
    fields: list[Field] = []
    marked = ""
    for piece in lexed("nginx", template):
        if isinstance(piece, str):
            marked += piece
            continue
        mark = f"\ue000{len(fields)}\ue001"
        marked += mark if _inside_string(marked) else f'"{mark}"'
        fields.append(piece)
    try:
        document = json.loads(marked)
    except json.JSONDecodeError:
        return None
    return tuple(_leaves(document, "$", fields)) if isinstance(document, dict) else None


def _inside_string(text: str) -> bool:
    return len(re.findall(r'(?<!\\)(?:\\\\)*"', text)) % 2 == 1


def _leaves(value: object, path: str, fields: Sequence[Field]) -> Iterator[tuple[str, str]]:
    """The JSONPath and template of every value that holds a variable."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if "'" in key:
                raise FormatError(f"the key {key} holds a single quote", hint="give the key another name")
            yield from _leaves(inner, f"{path}['{key}']", fields)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{index}]", fields)
    elif isinstance(value, str) and _MARK.search(value):
        yield path, _MARK.sub(lambda mark: fields[int(mark.group(1))].text, value)
