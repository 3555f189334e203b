"""The sheets of a workbook in their order, also those that nothing shows, and those that only lie in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from posixpath import dirname

from forensics.documents.colours import BLACK, RGB
from forensics.documents.contents import Piece, Unread
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.ooxml import properties
from forensics.documents.ooxml.parts import told
from forensics.documents.ooxml.web import Web
from forensics.documents.ooxml.workbooks import comments, drawings, form, pivots
from forensics.documents.ooxml.workbooks.book import Book
from forensics.documents.ooxml.workbooks.colours import Palette, palette_colour, theme_colours
from forensics.documents.ooxml.workbooks.drawings import Drawing
from forensics.documents.ooxml.workbooks.frame import Frame
from forensics.documents.ooxml.workbooks.origins import Origin
from forensics.documents.ooxml.workbooks.sheet import Spread
from forensics.documents.ooxml.workbooks.sheet import read as read_sheet
from forensics.documents.ooxml.workbooks.strings import Shared
from forensics.documents.ooxml.workbooks.styles import TINY, Style, made, palette_of
from forensics.documents.ooxml.workbooks.values import Values
from forensics.documents.package import Package
from forensics.documents.places import Area
from forensics.language.statement import state

__all__ = ["Sheets"]

#: Kinds of relationships that lead from the workbook to a sheet.
_KINDS = {"worksheet", "chartsheet", "dialogsheet", "xlmacrosheet", "macrosheet", "xlintlmacrosheet"}
#: LibreOffice writes text on dark ground that it may read; Office draws text without a colour in black.
_ADAPTS = "libreoffice"
_DEFINITION = "pivotcachedefinition"
#: Of a part with places of rows in a binary sheet.
_INDEX = "binaryindex"


class Sheets:
    """Of one workbook. Raises NotInspectableError where the workbook itself cannot be read."""

    def __init__(self, package: Package, part: str, limits: Limits) -> None:
        self.package, self.part, self._limits = package, part, limits
        self.web = Web(package, limits)
        self.reached = self.web.reached("")
        self.form = form.of(part)
        self.book: Book = self.form.book(package, part, limits)
        self.parts = [self.web.target(part, sheet.relationship) for sheet in self.book.sheets]
        self.tables: dict[str, tuple[int, Area]] = {}
        self.caches: list[tuple[pivots.Cache, int | None, Origin | None]] = []
        self.concealed: set[str] = set()  # pictures that are hidden, by names in lower case
        self._seen: set[str] | None = None
        self._frames: dict[str, Frame] = {}

    def hidden_sheet(self, number: int) -> bool:
        """Whether nobody sees the sheet."""
        return self._state(number) != "visible"

    def _state(self, number: int) -> str:
        book = self.book
        found = book.sheets[number].state
        return "hidden" if found == "visible" and 0 < book.windows == book.windows_hidden else found

    def read(self) -> Iterator[Piece]:
        """The sheets, and what hangs on each."""
        strings = Shared((), {})
        styles: list[Style] = []
        palette = Palette((), (), None)
        try:
            strings = self.form.strings(self.package, self.web.one(self.part, "sharedStrings"), self._limits)
        except NotInspectableError as error:
            yield Unread("sharedStrings", error.reason)
        try:
            styles, palette = self._styles()
        except NotInspectableError as error:
            yield Unread("styles", error.reason)
        values = Values(strings.texts, _runs(strings, palette), macintosh=self.book.macintosh)
        yield from self._prepare()
        for number, sheet in enumerate(self.book.sheets):
            where, part = sheet.name or state("sheet {number}", number=number + 1), self.parts[number]
            if not part:
                yield Unread(where, state("Its part is not in the file."))
                continue
            yield from self._sheet(where, part, self._state(number), number, styles, values)
        for part in self._orphans():
            yield from self._sheet(part, part, "orphan", -1, styles, values)

    def _styles(self) -> tuple[list[Style], Palette]:
        found = self.form.styles(self.package, self.web.one(self.part, "styles"), self._limits)
        theme = theme_colours(self.package, self.web.one(self.part, "theme"), self._limits)
        adapts = properties.application(self.package, self.web, self._limits).casefold().startswith(_ADAPTS)
        palette = palette_of(found, theme, None if adapts else BLACK)
        return made(found, palette), palette

    def _prepare(self) -> Iterator[Piece]:
        """Reads what has to be known before rows: tables, and from which sheets pivots were made."""
        for number, part in enumerate(self.parts):
            for table in self.web.all(part, "table") if part else ():
                yield from told(table, self._table(number, table))
        for part in self._definitions():
            yield from told(part, self._cache(part))

    def _table(self, number: int, part: str) -> Iterator[Piece]:
        name, area_, found = self.form.table(self.package, part, self._limits)
        if area_ is not None:
            self.tables[name.casefold()] = number, area_
        whole = self._frames.setdefault(self.parts[number], Frame())
        whole.filters += found.filters
        whole.painted += found.painted
        yield from ()

    def _definitions(self) -> Iterable[str]:
        """Of caches: those that the workbook names, those that a table leads to, and those that are left over."""
        named = (self.web.target(self.part, number) for number in self.book.caches)
        reached = (each.target for each in self.reached.values() if each.kind == "pivotCacheDefinition")
        left = (name for name in self.package.names if _DEFINITION in name and not name.endswith(".rels"))
        found: dict[str, str] = {}
        for part in (*named, *reached, *left):
            found.setdefault(part.casefold(), part)
        return [part for part in found.values() if part]

    def _cache(self, part: str) -> Iterator[Piece]:
        cache = self.form.cache(self.package, part, self._limits)
        cache.records = self.web.one(part, "pivotCacheRecords")
        place = pivots.resolved(cache.source, self.book, self.tables)
        if place is None or not self.parts[place[0]]:
            self.caches.append((cache, None, None))
            return
        number, area_ = place
        self.caches.append((cache, number, Origin(area_, by_rows=bool(cache.records))))
        yield from ()

    def _sheet(
        self, where: str, part: str, shown: str, number: int, styles: list[Style], values: Values
    ) -> Iterator[Piece]:
        try:
            whole = self.form.frame(self.package, part, self._limits)
        except NotInspectableError:
            # Its rows will say what is wrong, and show what came before that.
            whole = Frame()
        tables = self._frames.get(part, Frame())
        whole.filters += tables.filters
        whole.painted += tables.painted
        drawn = [(each, *self._drawing(each)) for each in self.web.all(part, "drawing")]
        spans = [span for _, found, _ in drawn for span in found.spans]
        origins = [origin for _, of, origin in self.caches if of == number and origin is not None]
        rows = partial(self.form.rows, self.package, part, self._limits)
        yield from read_sheet(Spread(where, shown, whole, spans, origins), styles, values, rows)
        for _, found, unread in drawn:
            yield from unread
            yield from drawings.told_drawing(where, found)
        for each in self.web.all(part, "comments"):
            yield from told(where, self.form.notes(self.package, each, where, self._limits))
        for each in self.web.all(part, "threadedComment"):
            yield from told(where, comments.threads(self.package, each, where, self._limits))

    def _drawing(self, part: str) -> tuple[Drawing, list[Unread]]:
        try:
            found = drawings.drawing(self.package, part, self._limits)
        except NotInspectableError as error:
            return Drawing(), [Unread(part, error.reason)]
        self.concealed |= {self.web.target(part, number).casefold() for number in found.concealed}
        return found, []

    def read_parts(self) -> set[str]:
        """Names, in lower case, of parts that were read although nothing leads to them."""
        caches = [cache for cache, _, _ in self.caches]
        return {
            *self._orphans(),
            *(each.part.casefold() for each in caches),
            *(each.records.casefold() for each in caches),
        }

    def seen(self) -> set[str]:
        """Names, in lower case, of the parts to which a sheet leads that somebody sees."""
        if self._seen is None:
            shown = [part for number, part in enumerate(self.parts) if part and not self.hidden_sheet(number)]
            self._seen = {name for part in shown for name in self.web.reached(part)}
        return self._seen

    def _orphans(self) -> list[str]:
        """Parts that lie where sheets lie and that nothing leads to."""
        folders = {dirname(part).casefold() for part in self.parts if part} | {"xl/worksheets"}
        left = [name for name in self.package.names if name not in self.reached and dirname(name) in folders]
        return [name for name in left if name.endswith((".xml", ".bin")) and _INDEX not in name]


def _runs(strings: Shared, palette: Palette) -> dict[int, list[RGB | None]]:
    """As `Values` takes them."""
    found: dict[int, list[RGB | None]] = {}
    for number, fonts in strings.fonts.items():
        tiny: list[RGB | None] = [None for font in fonts if 0 < font.size <= TINY]
        colours = [palette_colour(font.colour, palette) for font in fonts]
        found[number] = tiny + [colour for colour in colours if colour is not None]
    return found
