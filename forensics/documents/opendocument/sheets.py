"""Spreadsheets: sheets, rows and cells, and what a reader does not see of them (ODF 1.3 part 3, 9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forensics.documents.concealed import Drawn
from forensics.documents.contents import Author, Passage, Piece, Row, State, Table, laid_out
from forensics.documents.limits import NotInspectableError
from forensics.documents.opendocument.cells import Cell, Column, drawn_of, state_of
from forensics.documents.opendocument.names import NAMES, attribute
from forensics.documents.opendocument.sheet import Sheet, each_column, told
from forensics.documents.opendocument.styles import Styles, points
from forensics.documents.places import LAST_COLUMN, LAST_ROW, Areas
from forensics.language.statement import state

__all__ = ["Sheets"]

_NAME, _STYLE = attribute("table:name"), attribute("table:style-name")
_VISIBILITY, _DISPLAY = attribute("table:visibility"), attribute("table:display")
_ROWS, _COLUMNS = attribute("table:number-rows-repeated"), attribute("table:number-columns-repeated")
_DEFAULT = attribute("table:default-cell-style-name")
_THIN_ROW, _THIN_COLUMN = 2.0, 2.0  # points
#: Values that repeated rows and cells may come to: more than anybody has typed or computed.
_MOST_VALUES = 30_000_000
_CONCEALED = ("collapse", "filter")
#: What stands in a cell beside its value.
_BESIDE = frozenset({"office:annotation", "draw:frame", "draw:custom-shape", "table:detective", "draw:g"})


class Sheets:
    """A handler of the body of a spreadsheet: tables, rows, comments and shapes as pieces."""

    def __init__(self, styles: Styles, painted: Mapping[str, Areas], found: list[Piece]) -> None:
        self.found = found
        self._styles, self._painted = styles, painted
        self._sheet: Sheet | None = None
        self._row: Mapping[str, str] = {}
        self._cells: list[Cell] = []
        self._cell: Cell | None = None
        self._folded: list[bool] = []  # groups of rows or columns around what is read
        self._beside: list[str] = []
        self._texts: list[str] | None = None
        self._note: list[str] = []
        self._values = 0
        self._begin: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "table:table": self._begin_sheet,
            "table:table-column": self._take_column,
            "table:table-row-group": self._fold,
            "table:table-column-group": self._fold,
            "table:table-row": self._begin_row,
            "table:table-cell": self._begin_cell,
            "table:covered-table-cell": self._begin_covered,
            "text:p": self._begin_text,
            "dc:creator": self._begin_text,
            "text:s": self._blank,
            "text:tab": self._blank,
            "text:line-break": self._blank,
        }
        self._finish: Mapping[str, Callable[[], None]] = {
            "table:table": self._end_sheet,
            "table:table-row-group": self._unfold,
            "table:table-column-group": self._unfold,
            "table:table-row": self._end_row,
            "table:table-cell": self._end_cell,
            "table:covered-table-cell": self._end_cell,
            "text:p": self._end_text,
            "dc:creator": self._end_author,
            "office:annotation": self._end_comment,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """As `markup.Handler`."""
        known = NAMES[name]
        if known in _BESIDE:
            self._beside.append(known)
        action = self._begin.get(known)
        if action:
            action(attributes)

    def end(self, name: str) -> None:
        """As `markup.Handler`."""
        known = NAMES[name]
        action = self._finish.get(known)
        if action:
            action()
        if self._beside and self._beside[-1] == known:
            self._beside.pop()

    def text(self, data: str) -> None:
        """As `markup.Handler`."""
        if self._texts is not None:
            self._texts.append(data)

    def _begin_sheet(self, attributes: Mapping[str, str]) -> None:
        if self._sheet is not None:  # a chart or a shape has brought one along
            return
        name = attributes.get(_NAME, "")
        is_cache = "'#" in name
        shown = self._styles.value("table", attributes.get(_STYLE, ""), "table:display") != "false"
        seen = State.VISIBLE if shown and not is_cache else State.HIDDEN
        self._sheet = Sheet(name, seen, is_cache)
        self.found.append(Table(name, seen))

    def _take_column(self, attributes: Mapping[str, str]) -> None:
        sheet = self._sheet
        if sheet is None or self._row:
            return
        width = points(self._styles.value("table-column", attributes.get(_STYLE, ""), "style:column-width") or "")
        concealed = attributes.get(_VISIBILITY) in _CONCEALED or any(self._folded) or width == 0
        thin = width is not None and 0 < width < _THIN_COLUMN
        sheet.columns.append(
            Column(_times(attributes.get(_COLUMNS), LAST_COLUMN + 1), concealed, thin, attributes.get(_DEFAULT, ""))
        )

    def _fold(self, attributes: Mapping[str, str]) -> None:
        self._folded.append(attributes.get(_DISPLAY) == "false")

    def _unfold(self) -> None:
        self._folded.pop()

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._row, self._cells = attributes, []

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        if not self._beside:
            self._cell = Cell(attributes, covered=False)

    def _begin_covered(self, attributes: Mapping[str, str]) -> None:
        if not self._beside:
            self._cell = Cell(attributes, covered=True)

    def _end_cell(self) -> None:
        if self._cell is not None and not self._beside:
            self._cells.append(self._cell)
            self._cell = None

    def _begin_text(self, _: Mapping[str, str]) -> None:
        if self._texts is None:
            self._texts = []

    def _blank(self, _: Mapping[str, str]) -> None:
        if self._texts is not None:
            self._texts.append(" ")

    def _taken(self) -> str:
        texts, self._texts = self._texts or [], None
        return "".join(texts)

    def _end_text(self) -> None:
        text = self._taken()
        if "office:annotation" in self._beside:
            self._note.append(text)
        elif self._beside or self._cell is None:
            where = self._sheet.name if self._sheet else ""
            self.found.append(Passage(where, self._sheet.state if self._sheet else State.VISIBLE, text))
        else:
            self._cell.paragraphs.append(text)

    def _end_author(self) -> None:
        name = self._taken()
        if name and self._sheet is not None:
            self.found.append(Author(self._sheet.name, name))

    def _end_comment(self) -> None:
        text, self._note = "\n".join(self._note), []
        if self._sheet is not None and text.strip():
            self._sheet.comments.append(text)

    def _end_row(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        times = _times(self._row.get(_ROWS), LAST_ROW)
        columns, values, drawn = self._expanded(sheet, times)
        concealed = self._row.get(_VISIBILITY)
        height = points(self._styles.value("table-row", self._row.get(_STYLE, ""), "style:row-height") or "")
        if concealed not in _CONCEALED and (any(self._folded) or height == 0):
            concealed = "collapse"
        if values:
            thin = height is not None and 0 < height < _THIN_ROW
            for number in range(sheet.row + 1, sheet.row + times + 1):
                self._hand_on(sheet, number, columns, values, drawn, concealed, thin=thin)
        elif concealed in _CONCEALED:
            sheet.concealed.empty += min(times, LAST_ROW - sheet.row) if times < LAST_ROW // 2 else 1
        sheet.row += times
        self._row, self._cells = {}, []

    def _expanded(self, sheet: Sheet, times: int) -> tuple[list[int], list[str], list[tuple[Drawn, Column]]]:
        """The cells with a value: columns, values, and how each is drawn."""
        columns: list[int] = []
        values: list[str] = []
        drawn: list[tuple[Drawn, Column]] = []
        place = 0
        layout = each_column(sheet.columns)
        for cell in self._cells:
            count = _times(cell.attributes.get(_COLUMNS), LAST_COLUMN + 1)
            value = cell.value()
            if value:
                self._refuse_many(count * times)
                for at in range(place, place + count):
                    column = layout(at)
                    columns.append(at)
                    values.append(value)
                    drawn.append((drawn_of(cell, column, self._styles), column))
            place += count
        return columns, values, drawn

    def _refuse_many(self, count: int) -> None:
        self._values += count
        if self._values > _MOST_VALUES:
            raise NotInspectableError(state("It repeats cells more often than any spreadsheet does."))

    def _hand_on(
        self, sheet: Sheet, number: int, columns: list[int], values: list[str], drawn: list[tuple[Drawn, Column]],
        concealed: str | None, *, thin: bool,
    ) -> None:  # fmt: skip
        counts = sheet.concealed
        if concealed == "filter":
            counts.by_filter += 1
        elif concealed == "collapse":
            counts.by_hand += 1
        painted = self._painted[sheet.name].of_row(number) if sheet.name in self._painted else []
        states: list[State] = []
        for at, (how, column) in zip(columns, drawn, strict=True):
            why = how
            if why is Drawn.COLOUR and any(area.holds(number, at) for area in painted):
                counts.under_paint += 1
                why = Drawn.SEEN
            elif why is Drawn.SEEN and thin:
                why = Drawn.THIN
            if column.is_hidden:
                counts.column_cells += 1
            elif why:
                counts.drawn[why] += 1
            states.append(state_of(why, column))
        sheet.filled.update(columns)
        sheet.rows += 1
        sheet.cells += len(values)
        sheet.distance.take(number, len(values))
        seen = State.HIDDEN if concealed in _CONCEALED else State.VISIBLE
        layout = laid_out(columns, states)
        self.found.append(Row(number, seen, layout[0], values, layout[1]))

    def _end_sheet(self) -> None:
        sheet = self._sheet
        if sheet is None or self._beside:
            return
        self._sheet, self._folded = None, []
        place = 0
        for column in sheet.columns:
            if column.is_hidden:
                last = min(place + column.count, LAST_COLUMN + 1)
                filled = sum(1 for at in sheet.filled if place <= at < last)
                sheet.concealed.columns += filled
                # All columns to the right of the last one are nothing that anybody has hidden one by one.
                sheet.concealed.empty_columns += last - place - filled if last <= LAST_COLUMN else 0
            place += column.count
        self.found.extend(told(sheet))


def _times(text: str | None, most: int) -> int:
    """How often something is repeated: at least once, and no more often than there is room."""
    try:
        return min(max(int(text or 1), 1), most)
    except ValueError:
        return 1
