"""The layout of lines that are in no known format, worked out from the lines themselves.

A server's administrator adds fields where the known formats have none: a cache status before the request, times and
ports, a list of addresses. A line that holds one time, one request line and one status is still certain, as long as
nothing in it can be read in two ways. So the fields of many lines are laid over each other, those whose values speak
for themselves are named, all others are read past, and what comes out is a template as a user could have written it,
which every line must fit to its end. What stays open is left unread and told: a size is one only where a single
number follows the status.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from forensics.errors import FormatError
from forensics.formats.declared.declare import text
from forensics.formats.detection.layout_columns import (
    Column,
    column,
    is_addresses,
    is_host,
    is_integers,
    is_request,
    is_status,
)
from forensics.formats.format import Format
from forensics.formats.templates.template import require
from forensics.language.statement import state

__all__ = ["NAME", "worked_out"]

NAME = "worked_out"
#: Lines laid over each other, and the share of them that must have one layout.
_LAID, _ALIKE = 300, 0.9
_FEWEST = 3
_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?(?: [+-][0-9]{4}\b)?"
#: Blanks stand in a word inside quotes and brackets, in a time and behind the comma of a list.
_WORD = re.compile(rf'(?:{_MOMENT}|\\"|"(?:[^"\\]|\\.)*"|\[[^\]"]*\]|, (?=[^\s"\[])|[^\s"\[])+')
#: Where a line may go on with anything, a server that does not escape quotes lets a client write a second request
#: line before its own: then two readings are possible.
_ONCE = r'HTTP/[0-9.]+"? "?[0-9]{3}\b'


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of a line and the blanks between them."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]

    def shape(self, length: int) -> tuple[str, ...]:
        """How the first words look: in quotes, in brackets or bare; and the blanks between them."""
        return tuple(word[0] if word[0] in '"[' else "" for word in self.words[:length]) + self.gaps[: length - 1]


def worked_out(texts: pl.Series) -> Format | None:
    """The format of most of the lines; None where time, request or status do not stand out in them."""
    lines = [line for line in map(_cut, texts.gather_every(len(texts) // _LAID + 1)) if line]
    if len(lines) < max(_FEWEST, _ALIKE * min(len(texts), _LAID) / 2):
        return None
    length, whole = _common(lines)
    shape = Counter(line.shape(length) for line in lines if len(line.words) >= length).most_common(1)
    alike = [line for line in lines if shape and line.shape(length) == shape[0][0]]
    if len(alike) < max(_FEWEST, len(lines) / 2):
        return None
    columns = [column([line.words[at] for line in alike]) for at in range(length)]
    return _declared(columns, alike[0].gaps, whole=whole)


def _cut(line: str) -> _Line | None:
    """The words of a line; None for one whose quotes do not close."""
    stripped = line.strip(" \t\r")
    words, gaps, at = [], [], 0
    for found in _WORD.finditer(stripped):
        gap = stripped[at : found.start()]
        if gap.strip(" \t"):
            return None
        gaps.append(gap)
        words.append(found.group())
        at = found.end()
    return _Line(tuple(words), tuple(gaps[1:])) if words and at == len(stripped) else None


def _common(lines: Sequence[_Line]) -> tuple[int, bool]:
    """How many words most lines have in common, and whether those are all they have."""
    lengths = Counter(len(line.words) for line in lines)
    length, count = max(lengths.items(), key=lambda item: (item[1], item[0]))
    if count >= _ALIKE * len(lines):
        return length, True
    return min(length for length in lengths if lengths[length] >= len(lines) / 20), False


def _declared(columns: Sequence[Column], gaps: Sequence[str], *, whole: bool) -> Format | None:
    """The format of these columns, which are the `whole` line or its beginning."""
    named = _named(columns)
    if named is None or _two_peers(columns, named) or not (whole or _status_follows(named)):
        return None
    template = columns[0].template(named.get(0, ""))
    for at, gap in enumerate(gaps[: len(columns) - 1], start=1):
        template += gap + columns[at].template(named.get(at, ""))
    template += "" if whole else "{rest}"
    sized = "planned_bytes" in named.values()
    several = state("several numbers follow the status, and nothing tells which of them is the size")
    none = state("no number follows the status")
    numbers = any(is_integers(one) for one in columns[_place(named, "status") :])
    fmt = text(
        NAME,
        "A format worked out from the lines themselves",
        template,
        family="Worked out",
        ambiguous=sized,
        lenient=True,
        once="" if whole else _ONCE,
        size_because="" if sized else several if numbers else none,
    )
    try:
        require(fmt.grammar.slots)
    except FormatError:  # two fields that nothing parts
        return None
    return fmt


def _two_peers(columns: Sequence[Column], named: dict[int, str]) -> bool:
    """Whether two addresses that both change stand before the time: which of them asked, nothing tells."""
    before = columns[: _place(named, "time")]
    return sum(one.address and len(set(one.values)) > 1 for one in before) > 1


def _status_follows(named: dict[int, str]) -> bool:
    """Whether the status stands right behind the request."""
    return named.get(_place(named, "status") - 1) in ("request", "protocol")


def _place(named: dict[int, str], field: str) -> int:
    return next((at for at, name in named.items() if name == field), 0)


def _named(columns: Sequence[Column]) -> dict[int, str] | None:
    """What the columns hold that speak for themselves, by their place; None without time, request and status."""
    times = [at for at, one in enumerate(columns) if one.time]
    asked = _asked(columns)
    if not times or asked is None:
        return None
    status = _status(columns, max(asked))
    if status is None:
        return None
    time = next((at for at in times if columns[at].time.startswith("[")), times[0])
    named = {**asked, time: "time", status: "status"}
    named |= _size(columns, max(status, *asked))
    named |= _who(columns, named, min(time, *asked))
    named |= _pages(columns, status, named)
    return named | _chain(columns, named)


def _asked(columns: Sequence[Column]) -> dict[int, str] | None:
    """The request line, in quotes or in three words; None if there is none, or more than one could be it."""
    lines = [at for at, one in enumerate(columns) if is_request(one)]
    words = [
        at
        for at in range(len(columns) - 2)
        if columns[at].all(r"[A-Z]{3,16}|-")
        and columns[at + 1].all(r"[/*h-]\S*")
        and columns[at + 2].all(r"HTTP/[0-9.]+|-")
    ]
    if len(lines) + len(words) != 1:
        return None
    if lines:
        return {lines[0]: "request"}
    return {words[0]: "method", words[0] + 1: "target", words[0] + 2: "protocol"}


def _status(columns: Sequence[Column], asked: int) -> int | None:
    """The status: right behind the request, or the only one that it could be, or several that say the same."""
    could = [at for at, one in enumerate(columns) if is_status(one)]
    if asked + 1 in could:
        return asked + 1
    behind = [at for at in could if at > asked] or could
    same = len({columns[at].values for at in behind}) == 1
    return behind[0] if same else None


def _size(columns: Sequence[Column], last: int) -> dict[int, str]:
    """The only whole number in the run of numbers behind status and request."""
    run = []
    for at in range(last + 1, len(columns)):
        if not columns[at].all(r'"?(?:-|[0-9.]+)"?'):
            break
        run.append(at)
    whole = [at for at in run if is_integers(columns[at])]
    return {whole[0]: "planned_bytes"} if len(whole) == 1 else {}


def _who(columns: Sequence[Column], named: dict[int, str], end: int) -> dict[int, str]:
    """Who asked: an address before time and request, or the only one; a list of them, a host before it, a user."""
    free = [at for at in range(len(columns)) if at not in named]
    lists = [at for at in free if at < end and columns[at].listed and is_addresses(columns[at])]
    addresses = [at for at in free if columns[at].address and at not in lists]
    found = {lists[0]: "forwarded"} if len(lists) == 1 else {}
    first = next((at for at in addresses if at < end), addresses[0] if len(addresses) == 1 and not lists else None)
    if first is None:
        return found
    found[first] = "peer"
    if first == 1 and is_host(columns[0]):
        found[0] = "host"
    if first + 3 == end and columns[first + 1].all("-"):
        found[first + 2] = "user"
    return found


def _pages(columns: Sequence[Column], status: int, named: dict[int, str]) -> dict[int, str]:
    """Referer and agent: the first two fields in quotes behind the status, if the one can be an address of a page."""
    in_quotes = [at for at in range(status + 1, len(columns) - 1) if columns[at].in_quotes and at not in named]
    at = next(iter(in_quotes), None)
    if at is None or not columns[at + 1].in_quotes or not columns[at].all(r'"(?:-|[a-z-]+:.*|)"'):
        return {}
    return {at: "referer", at + 1: "agent"}


def _chain(columns: Sequence[Column], named: dict[int, str]) -> dict[int, str]:
    """The list of forwarded addresses, unless it was found: the only other field that holds addresses."""
    if "forwarded" in named.values():
        return {}
    lists = [at for at, one in enumerate(columns) if at not in named and is_addresses(one)]
    return {lists[0]: "forwarded"} if len(lists) == 1 else {}
