"""From the rows of a table to records by state: which rows are records, and which of them hold no value any more.

A record is a row below a header that holds a value (`layout` finds the header; without one every row is a record).
It is hidden if its table, its row or all its cells are; cosmetic if none of it is visible and some of it is drawn so
that nobody sees it; else visible.

Blank are the rows between the header and the last record of a block that hold no value, whether the file leaves them
out or has them with empty cells. A gap before rows that begin with a header of their own separates two blocks and
holds no blank rows; neither does one that is longer than 50 rows and than the block has records (remote cells), nor
one before single words at the end of a table (notes).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from forensics.documents.contents import Row, State, Table
from forensics.documents.layout import Layout, is_label, layout_of, turned
from forensics.documents.personal.columns import Cells, Column, States
from forensics.documents.personal.decision import decided
from forensics.documents.personal.distinct import Distinct

__all__ = ["Block", "TableCount"]

#: Rows that are looked at to find the header, and rows that are counted at a time.
_SEEN, _BATCH = 64, 1024
#: Rows after a gap among which a header is looked for, and titles above one.
_SOON, _TITLES = 4, 4
#: Gaps in a row without a header after them, after which no other is looked for.
_PATIENCE = 200
#: Rows without a value that may lie in any table.
_GAP = 50
#: Cells of kinds of rows (which columns are filled) that are told apart in one block.
_KINDS_OF_ROWS = 100_000


class Block:
    """The records below one header."""

    def __init__(self, names: Mapping[int, str], last: int | None, base: State, *, wants_examples: bool) -> None:
        self.records: States = [0, 0, 0]
        self.columns = {place: Column(name, wants_examples=wants_examples) for place, name in names.items()}
        self.filled: Counter[tuple[int, tuple[int, ...]]] = Counter()  # records by state and columns with a value
        self.names, self.births = Distinct(), Distinct()  # names; names with dates of birth
        self.named, self.born = 0, 0  # records that have them
        self._names = dict(names)
        self._header = frozenset(names.values())
        self._last = last
        self._gaps: Counter[int] = Counter()
        self._base = base
        self._rows: list[Row] = []
        self._room = _KINDS_OF_ROWS
        self._wants_examples = wants_examples
        self._people: tuple[frozenset[int], frozenset[int]] | None = None

    def add(self, row: Row) -> bool:
        """Counts a record; False: it is the header again, and none."""
        if self._last is not None and row.number > self._last + 1:
            self._gaps[row.number - self._last - 1] += 1
        self._last = row.number
        if row.values[0] in self._header and dict(zip(row.columns, row.values, strict=True)) == self._names:
            return False
        self._rows.append(row)
        if len(self._rows) >= _BATCH:
            self.count()
        return True

    @property
    def blank(self) -> int:
        """Rows among the records that hold no value."""
        longest = max(_GAP, sum(self.records))
        return sum(gap * count for gap, count in self._gaps.items() if gap <= longest)

    @property
    def width(self) -> float:
        """Cells with a value of a record, on average."""
        self.count()
        return sum(sum(column.values) for column in self.columns.values()) / max(sum(self.records), 1)

    def count(self) -> None:
        """Counts what has not been counted yet."""
        rows, self._rows = self._rows, []
        if not rows:
            return
        cells: dict[int, Cells] = {}
        alike = _alike(rows)
        for group in alike:
            self._count(group, cells)
        for place, values in cells.items():
            if place not in self.columns:
                self.columns[place] = Column("", wants_examples=self._wants_examples)
            self.columns[place].add(values, partial(_values, rows, place))
        self._people = self._people or self._columns_of_people()
        for group in alike:
            self._tell_apart(group, *self._people)

    def _count(self, rows: Sequence[Row], cells: dict[int, Cells]) -> None:
        """Counts rows that are alike, and puts their values to those of their columns."""
        first = rows[0]
        states = _states(first, max(self._base, first.state))
        state = min(states)
        self.records[state] += len(rows)
        self._note(state, tuple(first.columns), len(rows))
        columns = zip(*[row.values for row in rows], strict=True)
        for place, own, values in zip(first.columns, states, columns, strict=True):
            found = cells.get(place)
            if found is None:
                found = cells[place] = ([], [], [])
            found[own].extend(values)

    def _note(self, state: int, columns: tuple[int, ...], count: int) -> None:
        kind = (state, columns)
        if kind not in self.filled:
            self._room -= len(columns) + 1
            if self._room < 0:
                kind = (state, ())
        self.filled[kind] += count

    def _tell_apart(self, rows: Sequence[Row], names: frozenset[int], births: frozenset[int]) -> None:
        """Notes the names of people, with their dates of birth, of rows that are alike."""
        named = _joined(rows, names)
        self.named += len(named)
        self.names.add_all(named)
        born = _joined(rows, births) if named else []
        self.born += len(born)
        self.births.add_all(zip(named, born, strict=True) if born else ())

    def _columns_of_people(self) -> tuple[frozenset[int], frozenset[int]]:
        found = decided(self.columns)
        return tuple(  # type: ignore[return-value]
            frozenset(
                place
                for place, column in self.columns.items()
                if found.get(place, next(iter(column.heading.categories), "")) == name
            )
            for name in ("name", "date_of_birth")
        )


def _states(row: Row, base: int) -> Sequence[int]:
    if base == State.VISIBLE:
        return row.states
    return [base] * len(row.states) if base == State.HIDDEN else [max(base, own) for own in row.states]


def _alike(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that share their columns and states, which readers hand on as the same objects."""
    found: defaultdict[tuple[int, int, int], list[Row]] = defaultdict(list)
    for row in rows:
        found[id(row.columns), id(row.states), row.state].append(row)
    return list(found.values())


def _values(rows: Sequence[Row], column: int) -> Iterator[str]:
    """Those of one column, row by row."""
    for row in rows:
        for place, value in zip(row.columns, row.values, strict=True):
            if place == column:
                yield value


def _joined(rows: Sequence[Row], columns: frozenset[int]) -> list[str]:
    """Of each of some rows that are alike what it has in these columns; nothing where they have none of them."""
    places = [place for place, column in enumerate(rows[0].columns) if column in columns]
    if not places:
        return []
    cells = zip(*[[row.values[place] for row in rows] for place in places], strict=True)
    return [text.casefold() for text in map("\n".join, cells)]


class TableCount:
    """Counts one table while its rows pass; its blocks are there once it is closed."""

    def __init__(self, table: Table, *, wants_examples: bool) -> None:
        self.blocks: list[Block] = []
        self.others: States = [0, 0, 0]  # cells of headers, titles and notes
        self._state = table.state
        self._wants_examples = wants_examples
        self._begun: list[Row] | None = []  # rows of which it is not known yet how they are to be read
        self._last = 0
        self._vain = 0 if table.header is None else _PATIENCE  # gaps after which no header was found
        if table.header is not None:
            self._begin(dict(enumerate(table.header)), None)
            self._begun = None

    def add(self, row: Row) -> None:
        """Counts a row."""
        if not row.values:
            return
        gap = row.number > self._last + 1
        self._last = row.number
        if gap and self._vain < _PATIENCE and all(map(is_label, row.values)):
            self._begin_anew()
        if self._begun is None:
            self._record(row)
            return
        self._begun.append(row)
        if len(self._begun) >= _SEEN:
            self._settle(is_whole=False)

    def close(self) -> None:
        """Counts what is left: there are no more rows."""
        self._settle(is_whole=True)
        for block in self.blocks:
            block.count()

    def _begin_anew(self) -> None:
        """After a gap, labels may be the header of another block. What was begun is settled, unless it is a row or some
        titles, to which they belong."""
        if self._begun and not self._may_go_on(self._begun):
            self._settle(is_whole=True)
        self._begun = self._begun or []

    def _may_go_on(self, rows: Sequence[Row]) -> bool:
        titles = not self.blocks or all(len(row.values) == 1 for row in rows)
        return len(rows) == 1 or (len(rows) <= _TITLES and titles and not self._layout(is_whole=True).is_sure)

    def _layout(self, *, is_whole: bool) -> Layout:
        """Of the rows begun. Within a sheet a header comes soon after a gap."""
        rows = self._begun or []
        return layout_of(rows, _SOON, is_whole=is_whole) if self.blocks else layout_of(rows, is_whole=is_whole)

    def _settle(self, *, is_whole: bool) -> None:
        if not self._begun:
            return
        layout, rows = self._layout(is_whole=is_whole), self._begun
        self._begun = None
        self._vain = 0 if layout.is_sure else self._vain + 1
        if self.blocks and not layout.is_sure:
            self._go_on(rows, is_whole=is_whole)
        elif layout.is_turned:
            self._begin(layout.names, None)
            for row in turned(rows):
                self._record(row)
            self._set_aside(_first_cells(rows))
        else:
            self._divide(rows, layout.names, layout.first)

    def _go_on(self, rows: Sequence[Row], *, is_whole: bool) -> None:
        """Rows after a gap that have no header of their own."""
        is_note = is_whole and all(len(row.values) == 1 for row in rows) and self.blocks[-1].width > 2
        if is_note:
            self._set_aside(rows)
            return
        for row in rows:
            self._record(row)

    def _divide(self, rows: Sequence[Row], names: dict[int, str], first: int) -> None:
        """Titles and header, and the records below; rows above a header that are as wide as it are records too."""
        header = max(first - 1, 0)
        above = [row for row in rows[:header] if len(row.values) >= max(2, len(names) / 2)]
        if not self.blocks and (len(above) <= 2 or len(above) * 2 <= header):
            above = []
        elif above and not self.blocks:
            self._begin({}, None)
        for row in above:
            self._record(row)
        self._set_aside([row for row in rows[:first] if row not in above])
        self._begin(names, rows[first - 1].number if first else None)
        for row in rows[first:]:
            self._record(row)

    def _record(self, row: Row) -> None:
        if not self.blocks[-1].add(row):
            self._set_aside([row])

    def _begin(self, names: Mapping[int, str], last: int | None) -> None:
        self.blocks.append(Block(names, last, self._state, wants_examples=self._wants_examples))

    def _set_aside(self, rows: Sequence[Row]) -> None:
        """Counts the cells of rows that are no records."""
        for row in rows:
            for state in row.states:
                self.others[max(self._state, row.state, state)] += 1


def _first_cells(rows: Sequence[Row]) -> list[Row]:
    return [Row(row.number, row.state, row.columns[:1], row.values[:1], row.states[:1]) for row in rows]
