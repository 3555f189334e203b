"""A table in a Word document: its rows and cells as they come, and what lies behind the text of a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forensics.documents.contents import Passage, Piece, Row, State, Table
from forensics.documents.ooxml.texts.looks import Styles
from forensics.documents.ooxml.vocabulary import is_on

__all__ = ["ANYTHING", "Grid"]

#: What lies behind is not known, and may be light or dark.
ANYTHING = ("000000", "ffffff")
_MOST_COLUMNS = 16_384
_LOOKS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200,
          "noVBand": 0x400}  # fmt: skip
#: Conditions of a table style -> the switch that turns them on, or off.
_SWITCHES = {"lastRow": "lastRow", "firstCol": "firstColumn", "lastCol": "lastColumn"}
_BANDS = {"band1Horz": "noHBand", "band2Horz": "noHBand", "band1Vert": "noVBand", "band2Vert": "noVBand"}


@dataclass(slots=True)
class _Cell:
    column: int
    texts: list[tuple[State, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    state: State = State.VISIBLE
    cells: list[_Cell] = field(default_factory=list)
    width: int = 0


@dataclass(slots=True)
class Grid:
    """One table. One that only places things on a page, in a single row or column or with tables in its cells, is
    text, and its rows are no records."""

    rows: list[_Line] = field(default_factory=list)
    style: str | None = None
    looks: dict[str, bool] = field(default_factory=dict)
    behind: str | None = None  # shading of the cell that is open
    holds_tables: bool = False

    def begin_row(self) -> None:
        """A row, of which nothing is known yet."""
        self.rows.append(_Line())

    def hide_row(self) -> None:
        """The row that is open is not shown."""
        if self.rows:
            self.rows[-1].state = State.HIDDEN

    def begin_cell(self) -> None:
        """A cell right of the one before."""
        if not self.rows:
            self.begin_row()
        row = self.rows[-1]
        row.cells.append(_Cell(row.width))
        row.width += 1
        self.behind = None

    def span(self, columns: int | None) -> None:
        """The cell that is open, or the gap before the first, is so wide."""
        if self.rows and columns:
            self.rows[-1].width += min(max(columns - bool(self.rows[-1].cells), 0), _MOST_COLUMNS)

    def look(self, attributes: Mapping[str, str]) -> None:
        """Which conditions of its style apply: a `w:tblLook`."""
        value = attributes.get("w:val", "")
        try:
            bits = int(value, 16)
        except ValueError:
            bits = 0
        self.looks = {name: is_on(attributes.get(f"w:{name}")) or bool(bits & bit) for name, bit in _LOOKS.items()}

    def add(self, state: State, text: str) -> None:
        """Text of the cell that is open."""
        if not self.rows or not self.rows[-1].cells:
            self.begin_cell()
        self.rows[-1].cells[-1].texts.append((state, text))

    @property
    def in_hidden_row(self) -> bool:
        """Whether the row that is open is not shown."""
        return bool(self.rows) and self.rows[-1].state == State.HIDDEN

    def backgrounds(self, styles: Styles, around: tuple[str, ...]) -> tuple[str, ...]:
        """The colours that may lie behind the cell that is open."""
        if self.behind:
            return (self.behind,)
        chain = list(styles.chain(self.style))
        own = next((each.behind for each in chain if each.behind), None)
        conditions = {name: colour for each in reversed(chain) for name, colour in each.conditions.items()}
        is_first = len(self.rows) <= 1 and self.looks.get("firstRow", False)
        if is_first and "firstRow" in conditions:
            colour = conditions["firstRow"]
            return (colour,) if colour else ANYTHING
        colours = [colour for name, colour in conditions.items() if self._applies(name)]
        if None in colours:
            return ANYTHING
        return ((own,) if own else around) + tuple(colour for colour in colours if colour)

    def _applies(self, name: str) -> bool:
        if name in _BANDS:
            return not self.looks.get(_BANDS[name], False)
        return name in _SWITCHES and self.looks.get(_SWITCHES[name], False)

    def pieces(self, where: str, base: State) -> Iterator[Piece]:
        """The table, or the text of one that is none."""
        if self.holds_tables or len(self.rows) < 2 or max(row.width for row in self.rows) < 2:
            for row in self.rows:
                for cell in row.cells:
                    yield from (Passage(where, max(state, row.state), text) for state, text in cell.texts)
            return
        yield Table(where, base)
        for number, row in enumerate(self.rows, 1):
            yield from _row(where, number, row)


def _row(where: str, number: int, row: _Line) -> Iterator[Piece]:
    """A row; what a cell hides beside what it shows is a passage of its own."""
    cells = [(cell.column, *_shown(cell.texts)) for cell in row.cells if cell.texts]
    yield Row(number, row.state, [column for column, _, _ in cells], [text for _, _, text in cells],
              [state for _, state, _ in cells])  # fmt: skip
    for cell in row.cells:
        least = min((state for state, _ in cell.texts), default=State.VISIBLE)
        yield from (Passage(where, max(state, row.state), text) for state, text in cell.texts if state != least)


def _shown(texts: list[tuple[State, str]]) -> tuple[State, str]:
    least = min(state for state, _ in texts)
    return least, " ".join(text.strip() for state, text in texts if state == least)
