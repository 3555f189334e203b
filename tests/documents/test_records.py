"""Records by state, blank rows, blocks of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.documents.contents import Piece, Row, State, Table
from forensics.model.document import Records
from tests.support.documents.handmade import counted, row, sheet

VISIBLE, COSMETIC, HIDDEN = State.VISIBLE, State.COSMETIC, State.HIDDEN
HEADER = ("Naam", "BSN", "Plaats")
JAN, PIET = ("Jan Jansen", 123456782, "Ede"), ("Piet Smit", 111222333, "Zeist")


def _records(*lines: Sequence[object] | None) -> Records:
    return counted(sheet(lines)).records


@pytest.mark.parametrize(
    ("table", "own", "cells", "expected"),
    [
        (VISIBLE, VISIBLE, (VISIBLE, VISIBLE, VISIBLE), Records(visible=1)),
        (HIDDEN, VISIBLE, (VISIBLE, VISIBLE, VISIBLE), Records(hidden=1)),
        (VISIBLE, HIDDEN, (VISIBLE, VISIBLE, VISIBLE), Records(hidden=1)),
        (VISIBLE, VISIBLE, (HIDDEN, HIDDEN, HIDDEN), Records(hidden=1)),
        (VISIBLE, VISIBLE, (HIDDEN, HIDDEN, VISIBLE), Records(visible=1)),
        (VISIBLE, VISIBLE, (HIDDEN, COSMETIC, HIDDEN), Records(cosmetic=1)),
        (VISIBLE, VISIBLE, (COSMETIC, VISIBLE, HIDDEN), Records(visible=1)),
        (VISIBLE, COSMETIC, (VISIBLE, HIDDEN, VISIBLE), Records(cosmetic=1)),
        (COSMETIC, HIDDEN, (VISIBLE, VISIBLE, VISIBLE), Records(hidden=1)),
    ],
)
def test_state_of_a_record(table: State, own: State, cells: tuple[State, ...], expected: Records) -> None:
    """Hidden if its table, its row or all its cells are; cosmetic if none of it is visible, some drawn."""
    assert counted([Table("S", table), row(1, HEADER), row(2, JAN, own, *cells)]).records == expected


def test_a_header_in_a_hidden_row_is_a_header() -> None:
    """It is no record, hidden or not."""
    assert counted([Table("S"), row(1, HEADER, HIDDEN), row(2, JAN)]).records == Records(visible=1)


def test_header_that_the_format_keeps_apart() -> None:
    """Every row is a record, also one that looks like a header."""
    table = Table("cache", HIDDEN, header=HEADER)
    assert counted([table, row(1, ("Naam", "Nummer", "Plaats")), row(2, JAN)]).records == Records(hidden=2)


def test_rows_that_are_elsewhere_too_make_no_records() -> None:
    """Nor cells, nor people: the finding alone tells of them."""
    found = counted([Table("cache", HIDDEN, header=HEADER, is_copy=True), row(1, JAN)])
    assert (found.records, found.cells, found.people, found.categories) == (Records(), Records(), None, {})


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([HEADER, JAN, None, None, PIET, None], Records(visible=2, blank=2)),
        ([HEADER, None, JAN], Records(visible=1, blank=1)),
        ([HEADER, JAN, *[None] * 50, PIET], Records(visible=2, blank=50)),
        ([HEADER, JAN, *[None] * 51, PIET], Records(visible=2)),
        ([HEADER, *[None] * 60, *[JAN, PIET] * 30], Records(visible=60, blank=60)),
        ([HEADER, JAN, PIET, None, None, ("Bron: registratie",)], Records(visible=2)),
        ([HEADER, JAN, None, ("Kenteken", "Merk", "Type"), ("12-AB-34", "Fiat", 500)], Records(visible=2)),
        ([("Lijst",), None, HEADER, JAN, PIET], Records(visible=2)),
        ([HEADER, JAN, None, ("Deel twee",), HEADER, PIET], Records(visible=2)),
        ([HEADER, JAN, HEADER, PIET], Records(visible=2)),
        ([(12, 3), None, (4, 5)], Records(visible=2, blank=1)),
    ],
    ids=["between", "below the header", "longest gap", "remote", "as many as records", "note", "another header",
         "title", "titled block", "header again", "no header"],
)  # fmt: skip
def test_blank_rows(lines: list[Sequence[object] | None], expected: Records) -> None:
    """Rows among the records that hold nothing; gaps between blocks, before notes and before remote cells are none."""
    assert _records(*lines) == expected


def test_absent_rows_are_as_empty_ones() -> None:
    """The count does not depend on what the format writes."""
    absent: list[Piece] = [Table("S"), row(1, HEADER), row(2, JAN), row(5, PIET)]
    empty = [*absent[:3], row(3, (None, None, None), HIDDEN), row(4, ()), *absent[3:]]
    assert counted(absent).records == counted(empty).records == Records(visible=2, blank=2)


def test_a_section_title_does_not_end_a_table() -> None:
    """The columns below it are those above it."""
    found = counted(sheet([HEADER, JAN, None, ("Afdeling Zorg",), None, PIET]))
    assert found.categories["bsn"].visible == 2


def test_a_hidden_line_of_a_form_is_told_with_its_values() -> None:
    """Labels at the left: what is hidden is a field."""
    lines = [("Naam", "Jan Jansen"), ("Geboortedatum", "1980-02-03"), ("BSN", 123456782)]
    rows = [row(n, line, HIDDEN if n == 3 else VISIBLE) for n, line in enumerate(lines, 1)]
    found = counted([Table("S"), *rows])
    assert found.records == Records(visible=1)
    assert (found.categories["bsn"].hidden, found.categories["name"].visible) == (1, 1)


STATES = st.sampled_from(State)
VALUES = st.one_of(st.none(), st.sampled_from(["Jan", "x", "12", "2020-01-01", "a@example.org", "Naam", "123456782"]))
ROWS = st.lists(
    st.tuples(STATES, st.lists(st.tuples(VALUES, STATES), max_size=3), st.integers(1, 3)), max_size=12
)  # fmt: skip


@given(ROWS)
def test_every_value_is_counted_once(lines: list[tuple[State, list[tuple[str | None, State]], int]]) -> None:
    """Whatever the rows are: no cell is lost or counted twice, and there are no more records than rows."""
    number, rows = 0, list[Row]()
    for state, cells, step in lines:
        number += step
        rows.append(row(number, [value for value, _ in cells], state, *[own for _, own in cells]))
    found = counted([Table("S"), *rows])
    values = list(chain.from_iterable(each.values for each in rows))
    assert found.cells.visible + found.cells.hidden + found.cells.cosmetic == len(values)
    records = found.records.visible + found.records.hidden + found.records.cosmetic
    assert records <= max(len(rows), max((len(each.values) for each in rows), default=0))
    for category in found.categories.values():
        assert category.visible + category.hidden + category.cosmetic <= len(values)
