"""Tables with a heading, as spreadsheets, dashboards and shells export them, as records.

A row becomes a JSON object of its cells by their names. A table with the names of IIS (cs-uri-stem, sc-status) becomes
what it was: W3C rows under a `#Fields` directive. Quoted cells may hold delimiters and line ends (RFC 4180).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from forensics.dates import NUMBERED, day_order
from forensics.language.statement import Statement, state
from forensics.sources.frames.frame import Span

__all__ = ["Table", "Titled", "titled"]

#: A cell of a heading: a name, no address, number, time or request. A unit or a type may stand behind it.
_NAME = re.compile(r"[@_#$]?[^\W\d_][\w@ .:/()\[\]{}$-]{0,79}")
#: Words that stand in the headings of logs; without one of them a row of words is no heading.
_TELLING = re.compile(
    r"(?i)(?:time|date|tijd|datum|when|content|text|entry|body|ts$|message|msg|log|line|_raw|raw|event|status|code|method|verb|uri|url|path|request"
    r"|(?:^|[ _.-])ip$|addr|bytes)"
)
#: A request, as a cell of the rows under a heading holds it.
_REQUEST = re.compile(r"\b[A-Z]{3,8} /\S* HTTP/[0-9]")
_W3C = re.compile(r"(?:date|time|[a-z]{1,2}-[\w-]+|[a-z]{1,2}\([\w-]+\)|time-taken)$")
_ASKED = ("cs-uri-stem", "cs-uri")
_DELIMITERS = (",", ";", "\t", "|")
_STATED_DAY = re.compile(r"(?m)^#Date:\W*([0-9]{4})-([0-9]{2})-([0-9]{2})")
_CLOCK = re.compile(r"[0-9]:[0-9]{2}:[0-9]{2}")
#: Rows of the beginning that decide the order of day and month, and that must have as many cells as the heading.
_LOOKED_AT, _ALIKE = 2000, 5
#: A line that W3C readers take for a directive.
_ASIDE = "#Comment: "


@dataclass(frozen=True, slots=True)
class Titled:
    """What the beginning of a table says of it."""

    delimiter: str
    before: int  # lines before the heading
    names: tuple[str, ...]
    order: str  # of day and month in dates: "dmy", "mdy", or "" where it is not told


class Table:
    """The records of a table; see the module."""

    def __init__(self, titled: Titled) -> None:
        self.line_end = ""
        self.title: Statement = state("a table with a heading (CSV), its rows one by one")
        self._titled = titled
        self._left = titled.before + 1
        self._w3c = _is_w3c(titled.names)

    def cut(self, text: str, *, last: bool) -> tuple[list[Span], int]:
        """See `Frame.cut`. A row ends with the first line end outside quotes: there the quotes so far are even."""
        spans: list[Span] = []
        at = end = 0
        quotes = 0
        while (found := text.find("\n", end)) >= 0 or (last and end < len(text)):
            after = found + 1 if found >= 0 else len(text)
            quotes += text.count('"', end, after)
            end = after
            if quotes % 2 == 0 or (last and end == len(text)):
                row = text[at:end].rstrip("\r\n")
                spans.append((at, at + len(row), self._line(row)))
                at, quotes = end, 0
        return spans, at

    def _line(self, row: str) -> str:
        if self._left:
            self._left -= 1
            return self._heading() if not self._left else _aside(row, self._titled.delimiter)
        if not row.strip():
            return ""
        cells = _row(row, self._titled.delimiter, len(self._titled.names))
        if len(cells) != len(self._titled.names):
            return row.replace("\n", " ")
        if tuple(cells) == self._titled.names:  # tables that were joined
            return self._heading()
        return self._directive(cells) if self._w3c else _object(self._titled.names, cells)

    def _heading(self) -> str:
        names = self._titled.names
        return "#Fields: " + " ".join(names) if self._w3c else _ASIDE + ", ".join(names)

    def _directive(self, cells: Sequence[str]) -> str:
        """A row as the server wrote it, but for tabs between its fields."""
        parts = []
        for name, cell in zip(self._titled.names, cells, strict=True):
            mend = _MENDED.get(name)
            parts.append(mend(cell, self._titled.order) if mend else cell.replace("\t", " ") or "-")
        return "\t".join(parts)


def _cells(row: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(row, newline=""), delimiter=delimiter), [])
    except csv.Error:  # a cell of more than 128 KiB
        return []


def _row(row: str, delimiter: str, count: int) -> list[str]:
    """The cells of a row; as many as the heading has, if empty ones at the end can go, or if some that are more were
    parted by a delimiter inside brackets, as a browser names itself (X11; Linux)."""
    cells = _cells(row, delimiter)
    while len(cells) > count and not cells[-1]:
        cells.pop()
    if len(cells) <= count or '"' in row:
        return cells
    whole: list[str] = []
    for cell in cells:
        if whole and whole[-1].count("(") > whole[-1].count(")"):
            whole[-1] += delimiter + cell
        else:
            whole.append(cell)
    return whole


def _object(names: Sequence[str], cells: Sequence[str]) -> str:
    """A row as a JSON object; names that stand twice stay twice."""
    pairs = (f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(cell, ensure_ascii=False)}"
             for name, cell in zip(names, cells, strict=True) if cell)  # fmt: skip
    return "{" + ",".join(pairs) + "}"


def _aside(row: str, delimiter: str) -> str:
    """A line before the heading: a W3C directive as it was, anything else as a remark."""
    return row.rstrip(delimiter) if row.startswith("#") and ":" in row else _ASIDE + row


# ---- what spreadsheets do to a W3C row ------------------------------------------------------------


def _as_date(cell: str, order: str) -> str:
    found = NUMBERED.fullmatch(cell)
    if not found or not order:
        return cell or "-"
    first, _, second, year = found.groups()
    day, month = (first, second) if order == "dmy" else (second, first)
    return f"{year}-{month:0>2}-{day:0>2}"


def _as_clock(cell: str, _: str) -> str:
    return ("0" + cell if _CLOCK.fullmatch(cell) else cell) or "-"


_MENDED: dict[str, Callable[[str, str], str]] = {"date": _as_date, "time": _as_clock}


# ---- headings ---------------------------------------------------------------------------------------


def _is_w3c(names: Sequence[str]) -> bool:
    return any(name in names for name in _ASKED) and all(_W3C.match(name) for name in names)


def titled(head: str) -> Titled | None:
    """The table that text begins with; None if it does not begin with a heading and rows under it."""
    lines = head.lstrip("\ufeff").splitlines()
    for before, line in enumerate(lines[:20]):
        if found := _heading(line, lines[before + 1 :]):
            delimiter, names = found
            return Titled(delimiter, before, names, _order(names, delimiter, lines[before + 1 :], head))
        if not line.startswith(("#", "sep=", '"#', '"sep=')) and line.strip(" ,;\t"):
            return None
    return None


def _order(names: Sequence[str], delimiter: str, rows: Sequence[str], head: str) -> str:
    at = next((index for index, name in enumerate(names) if name == "date"), None)
    if at is None:
        return ""
    cells = (_cells(row, delimiter) for row in rows[:_LOOKED_AT])
    stated = {(int(month), int(day)) for _, month, day in _STATED_DAY.findall(head)}
    return day_order([row[at] for row in cells if len(row) > at], stated)


def _heading(line: str, rows: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    text = line.removeprefix("#Fields:") if line.startswith("#Fields:") else line
    for delimiter in _DELIMITERS if text == line else _DELIMITERS[:2]:
        names = _cells(text.strip(delimiter + " \r"), delimiter)
        if len(names) < 2 or len(set(names)) == 1 or not all(map(_NAME.fullmatch, names)):
            continue
        telling = any(map(_TELLING.search, names)) or any(map(_REQUEST.search, rows[:_ALIKE]))
        if telling and _fits(rows, delimiter, len(names)):
            return delimiter, tuple(names)
    return None


def _fits(lines: Sequence[str], delimiter: str, count: int) -> bool:
    """Whether the rows right under a heading have its cells; the last line may be cut."""
    rows = islice(_rows(lines[:-1] or lines), _ALIKE)
    counts = [len(_row(row, delimiter, count)) for row in rows]
    return bool(counts) and max(counts) == count


def _rows(lines: Sequence[str]) -> Iterator[str]:
    """Lines joined to rows: a line end inside quotes is a part of the row."""
    row = ""
    for line in lines:
        row = f"{row}\n{line}" if row else line
        if row.strip() and row.count('"') % 2 == 0:
            yield row
            row = ""
