"""What lies in a workbook beside its sheets: pivots, links, connections, charts, pictures, files, names, paths."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from forensics.documents.contents import Author, Embedded, Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits
from forensics.documents.ooxml import custom_xml, properties
from forensics.documents.ooxml.leftovers import leftovers
from forensics.documents.ooxml.parts import told
from forensics.documents.ooxml.workbooks import caches, comments, drawings, pivots, revisions
from forensics.documents.ooxml.workbooks.book import Name
from forensics.documents.ooxml.workbooks.origins import Origin
from forensics.documents.ooxml.workbooks.sheets import Sheets
from forensics.documents.package import Package
from forensics.documents.properties import gone
from forensics.language.statement import forms, state, state_many
from forensics.model.document import Hidden, Severity

__all__ = ["read"]


def read(package: Package, sheets: Sheets, limits: Limits) -> Iterator[Piece]:
    """Everything that hangs on no single sheet."""
    for cache, number, origin in sheets.caches:
        yield from told(cache.part, _cache(package, sheets, cache, number, origin, limits))
    yield from _names(sheets)
    yield from _book(sheets)
    for each in sheets.reached.values():
        yield from told(each.target, _part(package, sheets, each.kind.casefold(), each.target, limits))
    yield from _counted(sheets)
    yield from leftovers(package, sheets.web, limits, known=sheets.read_parts())
    yield from told(sheets.part, _titles(package, sheets, limits))


def _cache(
    package: Package, sheets: Sheets, cache: pivots.Cache, number: int | None, origin: Origin | None, limits: Limits
) -> Iterator[Piece]:
    if not cache.records:
        return pivots.items(cache, origin)
    found = sheets.form.records(package, cache, limits)
    concealed = number is not None and sheets.hidden_sheet(number)
    return pivots.told_cache(cache, found, origin, source_hidden=concealed)


def _part(package: Package, sheets: Sheets, kind: str, part: str, limits: Limits) -> Iterator[Piece]:
    """What one part holds, by the kind of relationship that leads to it."""
    if kind in _PLAIN:
        return _PLAIN[kind](package, part, limits)
    match kind:
        case "externallink":
            return sheets.form.link(package, sheets.web, part, limits)
        case "connections":
            return sheets.form.connections(package, part, limits)
        case "chart" | "chartex":
            names = frozenset(sheet.name.casefold() for sheet in sheets.book.sheets)
            return drawings.chart(package, part, names, limits)
        case "powerpivotdata":
            return caches.model(part)
    return _embedded(package, sheets, kind, part) if kind in _FILES else iter(())


def _custom(package: Package, part: str, limits: Limits) -> Iterator[Piece]:
    queries = list(caches.queries(package, part, limits))
    return iter(queries) if queries else custom_xml.read(package, part, "X6", limits)


_PLAIN: dict[str, Callable[[Package, str, Limits], Iterator[Piece]]] = {
    "customxml": _custom,
    "person": comments.persons,
    "rdrichvalue": caches.data_types,
    "revisionheaders": revisions.users,
    "revisionlog": revisions.log,
    "slicercache": caches.slicers,
    "usernames": revisions.users,
}


#: Kinds of relationships that lead to files of other kinds.
_FILES = ("image", "oleobject", "package")


def _embedded(package: Package, sheets: Sheets, kind: str, part: str) -> Iterator[Piece]:
    if kind == "image":
        seen = part.casefold() in sheets.seen() and part.casefold() not in sheets.concealed
        yield Embedded(part, State.VISIBLE if seen else State.HIDDEN, package.content(part))
        return
    yield hidden("X6", part, 1, state("A file lies in the workbook, of which at most a picture is shown."), "L")
    yield Embedded(part, State.HIDDEN, package.content(part))


#: Names that programs make for themselves, in every workbook in which they were used.
_MADE = re.compile(r"_xl|_?solver_|_ftn|_filterdatabase|print_|_amo_|z_[0-9a-f]{8}_", re.IGNORECASE)
_CONSTANT = re.compile(r'\s*=?\s*(?:"((?:[^"]|"")+)"|\{(.+)\})\s*', re.DOTALL)


def _names(sheets: Sheets) -> Iterator[Piece]:
    own = [name for name in sheets.book.names if not _MADE.match(name.name)]
    counts: Counter[str] = Counter()
    for name in own:
        constant = _constant(name)
        if constant:
            yield Passage(sheets.part, State.HIDDEN, constant)
        counts["value" if name.hidden and constant else "hidden" if name.hidden else "shown"] += 1
    for key, (one, many), severity in _NAMED:
        if counts[key]:
            yield hidden("X7", sheets.part, counts[key], state_many(one, many, counts[key]), severity)


_NAMED: tuple[tuple[str, tuple[str, str], Severity | None], ...] = (
    ("value", forms("{count} hidden name holds a value.", "{count} hidden names hold values."), None),
    ("hidden", forms("{count} name of cells or formulas is hidden.", "{count} names of cells or formulas are hidden."),
     "L"),
)  # fmt: skip


def _constant(name: Name) -> str:
    found = _CONSTANT.fullmatch(name.text)
    return (found[1] or found[2] or "") if found else ""


def _book(sheets: Sheets) -> Iterator[Piece]:
    book, part = sheets.book, sheets.part
    if book.saved_at:
        yield Passage(part, State.HIDDEN, book.saved_at)
        yield hidden("X8", part, 1, state("The workbook says where it was saved."))
    if book.reserved_by:
        yield Author(part, book.reserved_by)
    for name in book.views:
        yield Passage(part, State.HIDDEN, name)
    if book.views:
        count = len(book.views)
        text = state_many("{count} view has the name of who kept it.", "{count} views have the names of who kept them.",
                          count)  # fmt: skip
        yield hidden("X7", part, count, text, "L")
    if book.no_tabs and len(book.sheets) > 1:
        yield hidden("X1", part, len(book.sheets), state("The tabs of the sheets are not shown."), "I")


_COUNTED: dict[str, tuple[Severity, tuple[str, str]]] = {
    "printersettings": (
        "L",
        forms("{count} part holds the name and settings of a printer.",
              "{count} parts hold the name and settings of a printer."),
    ),
    "vbaproject": ("I", forms("{count} part holds macros.", "{count} parts hold macros.")),
    "querytable": ("I", forms("{count} range is filled by a query.", "{count} ranges are filled by queries.")),
}  # fmt: skip


def _counted(sheets: Sheets) -> Iterator[Hidden]:
    counts = Counter(each.kind.casefold() for each in sheets.reached.values())
    for kind, (severity, (one, many)) in _COUNTED.items():
        if counts[kind]:
            yield hidden("X8", sheets.part, counts[kind], state_many(one, many, counts[kind]), severity)


def _titles(package: Package, sheets: Sheets, limits: Limits) -> Iterator[Piece]:
    known = {sheet.name for sheet in sheets.book.sheets} | {name.name for name in sheets.book.names}
    return gone(sheets.part, properties.titles(package, sheets.web, limits), known)
