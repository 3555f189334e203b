"""Charts: what one shows, what it keeps of series that were filtered out, and how much more the workbook below it holds
(ECMA-376 part 1, 21.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from forensics.documents.contents import Embedded, Passage, Piece, Row, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.kinds import kind_of
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.markup import pieces
from forensics.documents.ooxml.vocabulary import NAMES
from forensics.documents.ooxml.web import Web
from forensics.documents.package import Package
from forensics.documents.readers import reader_of
from forensics.language.statement import state, state_many

__all__ = ["chart"]

_VALUES = frozenset(("c:v", "c15:v", "cx:pt", "cx:v"))
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_BOOKS = frozenset(("package", "oleObject"))
#: The corner of the table, and the hint that Office writes beside it.
_USUAL = 3


@dataclass(slots=True)
class _Chart:
    """Reads the part of a chart."""

    found: list[Passage] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    filtered: int = 0  # values of series and categories that are not drawn
    where: str = ""
    seen: State = State.VISIBLE
    within: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def start(self, name: str, _: dict[str, str]) -> None:
        self.within.append(NAMES[name])
        self.texts.clear()

    def text(self, data: str) -> None:
        self.texts.append(data)

    def end(self, _: str) -> None:
        short, text = self.within.pop(), "".join(self.texts)
        self.texts.clear()
        if not text.strip() or short not in _VALUES | {"a:t"}:
            return
        if any(each.startswith("c15:filtered") for each in self.within):
            self.filtered += 1
            self.found.append(Passage(self.where, State.HIDDEN, text))
        else:
            self.shown.add(_plain(text))
            self.found.append(Passage(self.where, self.seen, text))


def chart(package: Package, part: str, web: Web, seen: State, code: str, limits: Limits) -> Iterator[Piece]:
    """A chart and its workbook, told as findings of the check `code`."""
    handler = _Chart(where=part, seen=seen)
    try:
        words = list(pieces(package.blocks(part), handler, limits))
    except NotInspectableError as error:
        yield Unread(part, error.reason)
        return
    if handler.filtered:
        told = state_many("{count} value of a chart is filtered out.", "{count} values of a chart are filtered out.",
                          handler.filtered)  # fmt: skip
        yield hidden(code, part, handler.filtered, told)
    books = [each for each in web.of(part) if each.kind in _BOOKS and not each.external]
    # With its workbook a chart is a copy of some of its cells.
    yield from words if not books else (each for each in words if each.state != seen)
    for book in books:
        yield from _book(package, book.target, handler.shown, seen, code, limits)


def _book(package: Package, part: str, shown: set[str], seen: State, code: str, limits: Limits) -> Iterator[Piece]:
    try:
        content = package.content(part)
    except NotInspectableError as error:
        yield Unread(part, error.reason)
        return
    more = _more(content, shown, limits)
    if more is not None and more <= max(_USUAL, len(shown) // 20):
        yield Embedded(part, seen, content)
        return
    if more is None:
        yield hidden(code, part, 1, state("A workbook lies below a chart."))
    else:
        told = state_many("The workbook below a chart holds {count} value that the chart does not show.",
                          "The workbook below a chart holds {count} values that the chart does not show.",
                          more)  # fmt: skip
        yield hidden(code, part, more, told)
    yield Embedded(part, State.HIDDEN, content)


def _more(content: bytes, shown: set[str], limits: Limits) -> int | None:
    """How many values of the workbook the chart does not show; None where that cannot be told."""
    file = BytesIO(content)
    read = reader_of(kind_of(file))
    if read is None:
        return None
    try:
        rows = [piece for piece in read(file, Limits(limits.left, 0)) if isinstance(piece, Row)]
    except NotInspectableError:
        return None
    return sum(_plain(value) not in shown for row in rows for value in row.values)


def _plain(value: str) -> str:
    """A value as the cache of a chart and a reader of workbooks both have it: numbers to nine digits, dates as the
    days since 1899-12-30."""
    found = _DATE.fullmatch(value)
    try:
        number = float((date(*map(int, found.groups())) - date(1899, 12, 30)).days) if found else float(value)
    except ValueError:
        return value.strip()
    return f"{number:.9g}"
