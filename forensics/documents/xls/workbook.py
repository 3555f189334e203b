"""A workbook of Excel 5 to 2003: its sheets by xlrd, then what xlrd does not tell, and what lies beside the stream."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO

from forensics.documents.contents import Author, Piece, Row, Unread
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.ooxml.origins import Origin
from forensics.documents.places import Area
from forensics.documents.xls import beside, links, names, pivots, sheet
from forensics.documents.xls.container import FAULTS, Container, opened
from forensics.documents.xls.pivots import Cache
from forensics.documents.xls.styles import Styles
from forensics.documents.xls.surroundings import Around, Surroundings, is_encrypted, surroundings
from forensics.language.statement import state, state_many

__all__ = ["read"]

_STREAMS = ("workbook", "book")
_MACROS, _CHART = 1, 2


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """As `contents.Reader`."""
    container = opened(file, limits)
    found = [name for kind in _STREAMS for name in container.names if name.casefold() == kind]
    if not found:
        raise NotInspectableError(state("It has no part that begins a workbook."))
    workbook = _Workbook(container, found[0], limits)
    yield from workbook.pieces()
    for name in found[1:]:
        yield Unread(name, state("It holds the workbook a second time, for an older Excel."))
    yield from beside.read(container, limits, _nested, workbook.names())


def _nested(container: Container, name: str, limits: Limits) -> Iterator[Piece]:
    """A workbook that is embedded as a storage of its own."""
    return _Workbook(container, name, limits).pieces()


class _Workbook:
    """One stream, and the pivots that belong to it. Raises NotInspectableError where it cannot be read."""

    def __init__(self, container: Container, name: str, limits: Limits) -> None:
        self._container = container
        self._folder = name.rpartition("/")[0]
        stream = container.content(name)
        if is_encrypted(stream):
            raise NotInspectableError(state("It is encrypted."))
        self._book = _opened(stream)
        self._around: Surroundings = surroundings(stream)
        self._limits = limits
        self._caches, self._unread = self._pivots()
        self._origins = {source.stream: (source.sheet.casefold(), Origin(source.area, by_rows=True))
                         for source in self._around.sources if source.area is not None}  # fmt: skip

    def names(self) -> set[str]:
        """Of its sheets and of cells in them."""
        sheets = {str(name) for name in self._book.sheet_names()} | {each.name for each in self._around.beyond}
        return sheets | {str(name.name) for name in self._book.name_obj_list}

    def pieces(self) -> Iterator[Piece]:
        """All that is in it."""
        styles = Styles(self._book)
        filters = names.filters(self._book)
        for number in range(self._book.nsheets):
            yield from self._sheet(number, styles, filters.get(number, []))
        yield from self._beyond()
        yield from self._unread
        for cache in self._caches:
            yield from self._told(cache)
        yield from links.told(self._around.links)
        yield from names.told(self._book)
        yield from self._users()
        if self._around.damaged:
            yield Unread("", state_many("{count} record of the workbook is damaged.",
                                        "{count} records of the workbook are damaged.",
                                        self._around.damaged))  # fmt: skip

    def _sheet(self, number: int, styles: Styles, filters: list[Area]) -> Iterator[Piece]:
        found = self._around.sheets
        around = found[number] if number < len(found) else Around()
        try:
            whole = self._book.sheet_by_index(number)
        except (*FAULTS, import_module("xlrd").XLRDError):
            name = str(self._book.sheet_names()[number])
            yield Unread(name, state("This sheet is damaged and cannot be read."))
            return
        spread = sheet.Spread(whole, around, filters, styles, bool(self._book.datemode))
        origins = [each for sheet_, each in self._origins.values() if sheet_ == spread.where.casefold()]
        for piece in sheet.read(spread):
            if isinstance(piece, Row):
                for origin in origins:
                    origin.take(piece)
            yield piece
        self._book.unload_sheet(number)

    def _beyond(self) -> Iterator[Piece]:
        """Sheets without cells of the usual kind; what a chart shows stands in other sheets."""
        for each in self._around.beyond:
            if each.kind == _MACROS:
                yield Unread(each.name, state("A sheet of macros is not looked into."))
            elif each.kind == _CHART and each.is_hidden:
                yield hidden("X1", each.name, 1, state("The sheet is hidden: it is a chart."), "L")

    def _pivots(self) -> tuple[list[Cache], list[Unread]]:
        prefix = f"{self._folder}/_sx_db_cur/".lstrip("/").casefold()
        found, unread = [], []
        for name in self._container.names:
            if name.casefold().startswith(prefix):
                try:
                    number = int(name.rpartition("/")[2], 16)
                    found.append(pivots.cache(number, self._container.content(name)))
                except FAULTS:
                    unread.append(Unread(name, state("Records of a pivot table are damaged.")))
                except NotInspectableError as error:
                    unread.append(Unread(name, error.reason))
        return found, unread

    def _told(self, cache: Cache) -> Iterator[Piece]:
        name, origin = self._origins.get(cache.number, ("", None))
        seen = {str(name).casefold(): number for number, name in enumerate(self._book.sheet_names())}
        number = seen.get(name)
        if number is None:
            origin = None
        concealed = number is not None and bool(self._book.sheet_by_index(number).visibility & 3)
        yield from pivots.told(cache, origin, source_hidden=concealed)

    def _users(self) -> Iterator[Piece]:
        for name in dict.fromkeys(self._around.writers):
            yield Author("", name)
        if self._around.views:
            count = self._around.views
            text = state_many("{count} view has the name of who kept it.",
                              "{count} views have the names of who kept them.", count)  # fmt: skip
            yield hidden("X7", "", count, text, "L")


def _opened(stream: bytes) -> Any:  # noqa: ANN401 - xlrd tells no types
    """As xlrd has it: sheets are read when they are asked for. Raises NotInspectableError."""
    library = import_module("xlrd")
    try:
        return library.open_workbook(
            file_contents=stream, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
    except (*FAULTS, library.XLRDError) as error:
        raise NotInspectableError(state("It is damaged, or of a kind of workbook that cannot be read.")) from error
