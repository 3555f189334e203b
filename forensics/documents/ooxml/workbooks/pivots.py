"""Records that a workbook keeps for its pivot tables: a copy of their source as it was when somebody refreshed them.

ECMA-376 part 1, 18.10. What the source no longer holds, because its sheet is gone, lies elsewhere, or was emptied
since, is in the copy all the same, and a double click on the table shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from forensics.documents.contents import Author, Piece, Row, State, Table
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits
from forensics.documents.markup import Element, Names, elements, pieces
from forensics.documents.numbers import iso_text, number_text, truth_text
from forensics.documents.ooxml.workbooks.attributes import decimal_of, number_of
from forensics.documents.ooxml.workbooks.book import Book
from forensics.documents.ooxml.workbooks.names import SPREADSHEET
from forensics.documents.ooxml.workbooks.origins import Origin
from forensics.documents.package import Package
from forensics.documents.places import Area, area
from forensics.language.statement import state, state_many
from forensics.model.document import Hidden

__all__ = ["Cache", "Field", "Source", "definition", "items", "records", "resolved", "told_cache"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the source."""

    name: str
    items: Sequence[str]  # that records name by number
    recorded: bool = True  # a field that the pivot works out has no place in the records
    kind: str = "s"  # of values without a number, in binary: "s", "n", "d"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the records came from."""

    sheet: str = ""
    reference: str = ""
    name: str = ""  # of a table or of cells, in place of both
    elsewhere: bool = False  # another workbook, a database, several ranges
    area: Area | None = None  # the reference, where it is no text


@dataclass(slots=True)
class Cache:
    """What the definition of a cache says."""

    part: str
    fields: list[Field] = field(default_factory=list)
    source: Source = field(default_factory=Source)
    refreshed_by: str = ""
    records: str = ""  # the part that holds them; empty: only the items of each field are kept


_ITEMS = {"x:s", "x:n", "x:d", "x:b", "x:e", "x:m"}
_WANTED = {"x:cacheField", "x:worksheetSource", "x:cacheSource", "x:pivotCacheDefinition", *_ITEMS}


def definition(package: Package, part: str, limits: Limits) -> Cache:
    """Of an XML part, without where its records are. Raises NotInspectableError."""
    cache = Cache(part)
    items: list[str] = []
    for element in elements(package.blocks(part), Names(SPREADSHEET), _WANTED, limits):
        found = element.attributes
        if element.name in _ITEMS:
            if element.parent == "x:sharedItems":
                items.append(_text(element.name, found))
        elif element.name == "x:cacheField":
            recorded = found.get("databaseField") not in ("0", "false")
            cache.fields.append(Field(found.get("name", ""), items, recorded))
            items = []
        elif element.name == "x:pivotCacheDefinition":
            cache.refreshed_by = found.get("refreshedBy", "")
        else:
            _take_source(cache, element)
    return cache


def _take_source(cache: Cache, element: Element) -> None:
    found = element.attributes
    if element.name == "x:worksheetSource":
        outside = "r:id" in found
        cache.source = Source(found.get("sheet", ""), found.get("ref", ""), found.get("name", ""), outside)
    elif found.get("type") != "worksheet":
        cache.source = Source(elsewhere=True)


def _text(name: str, attributes: Mapping[str, str]) -> str:
    value = attributes.get("v", "")
    match name:
        case "x:n":
            return number_text(decimal_of(value, 0.0)) if value else ""
        case "x:d":
            return iso_text(value)
        case "x:b":
            return truth_text(value)
        case "x:m":
            return ""
    return value


class _Records:
    def __init__(self, fields: Sequence[Field]) -> None:
        self.found: list[list[str]] = []
        self._names = Names(SPREADSHEET)
        self._items = [each.items for each in fields]
        self._values: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        known = self._names[name]
        if known == "x:x":
            self._values.append(self._item(number_of(attributes.get("v"), -1)))
        elif known in _ITEMS:
            self._values.append(_text(known, attributes))

    def _item(self, number: int) -> str:
        place = len(self._values)
        items = self._items[place] if place < len(self._items) else ()
        return items[number] if 0 <= number < len(items) else ""

    def end(self, name: str) -> None:
        if self._names[name] == "x:r":
            self.found.append(self._values)
            self._values = []

    def text(self, data: str) -> None:
        pass


def records(package: Package, cache: Cache, limits: Limits) -> Iterator[list[str]]:
    """The values of each record of an XML part, in the order of the fields. Raises NotInspectableError."""
    fields = [each for each in cache.fields if each.recorded]
    return pieces(package.blocks(cache.records), _Records(fields), limits)


_PLACE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^\s'!,()+*/=&<>-]+))!(\$?[A-Z]{1,3}\$?\d*:\$?[A-Z]{1,3}\$?\d*)?", re.IGNORECASE
)


def resolved(source: Source, book: Book, tables: Mapping[str, tuple[int, Area]]) -> tuple[int, Area | None] | None:
    """The sheet from which the records came, from 0, and its cells where those can be told; None where it is not, or
    no longer, in the workbook."""
    if source.elsewhere:
        return None
    sheets = {sheet.name.casefold(): number for number, sheet in enumerate(book.sheets)}
    if source.sheet and source.reference:
        number = sheets.get(source.sheet.casefold())
        return None if number is None else (number, source.area or area(source.reference))
    name = source.name.casefold()
    if name in tables:
        return tables[name]
    text = next((each.text for each in book.names if each.name.casefold() == name), "")
    found = _PLACE.search(text)
    number = sheets.get((found[1] or found[2]).replace("''", "'").casefold()) if found else None
    if found is None or number is None:
        return None
    whole = found[3] is not None and found.end() == len(text)
    return number, area(found[3]) if whole else None


def told_cache(
    cache: Cache, found: Iterable[list[str]], origin: Origin | None, *, source_hidden: bool
) -> Iterator[Piece]:
    """What a cache keeps: as a table, what its source does not hold; and how much of either."""
    if cache.refreshed_by:
        yield Author(cache.part, cache.refreshed_by)
    kept = gone = 0
    for values in found:
        if not any(values):
            continue
        kept += 1
        if origin is None or not origin.holds(values):
            if not gone:
                header = tuple(each.name for each in cache.fields if each.recorded)
                yield Table(cache.part, State.HIDDEN, header)
            gone += 1
            yield _row(kept + 1, values)
    yield from _findings(cache, kept, gone, present=origin is not None, source_hidden=source_hidden)


def _row(number: int, values: list[str]) -> Row:
    held = [(column, value) for column, value in enumerate(values) if value]
    return Row(number, State.VISIBLE, [column for column, _ in held], [value for _, value in held],
               [State.VISIBLE] * len(held))  # fmt: skip


def _findings(cache: Cache, kept: int, gone: int, *, present: bool, source_hidden: bool) -> Iterator[Hidden]:
    if gone:
        text = (
            state_many("{count} record that its source no longer holds is kept for a pivot table.",
                       "{count} records that their source no longer holds are kept for a pivot table.", gone)
            if present
            else state_many("{count} record is kept for a pivot table; its source is not in the workbook.",
                            "{count} records are kept for a pivot table; their source is not in the workbook.", gone)
        )  # fmt: skip
        yield hidden("X4", cache.part, gone, text)
    if kept > gone:
        count = kept - gone
        text = state_many("{count} record is kept for a pivot table, as its source has it.",
                          "{count} records are kept for a pivot table, as their source has them.", count)  # fmt: skip
        yield hidden("X4", cache.part, count, text, "H" if source_hidden else "I")
    if cache.refreshed_by:
        yield hidden("X8", cache.part, 1, state("The workbook names who last refreshed a pivot table."))


def items(cache: Cache, origin: Origin | None) -> Iterator[Piece]:
    """What a cache without records keeps: of each field the different values, as a table of its own each."""
    if cache.refreshed_by:
        yield Author(cache.part, cache.refreshed_by)
        yield hidden("X8", cache.part, 1, state("The workbook names who last refreshed a pivot table."))
    gone = 0
    for each in cache.fields:
        values = [value for value in each.items if value and not (origin and origin.holds([value]))]
        if values:
            gone += len(values)
            yield Table(cache.part, State.HIDDEN, (each.name,), is_copy=True)
            yield from (_row(number, [value]) for number, value in enumerate(values, 2))
    if gone:
        text = state_many("{count} value that no sheet shows is kept for a pivot table.",
                          "{count} values that no sheet shows are kept for a pivot table.", gone)  # fmt: skip
        yield hidden("X4", cache.part, gone, text)
