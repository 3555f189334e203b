"""Where a table begins: which of its first rows is the header, and whether it lies on its side.

The header is, among the first rows, the one with the most words that are usual above columns; without such words, the
first row of labels that is about as wide as the rows below it, if what stands below is of another kind (numbers, dates)
or is text that does not repeat it. Rows above it are titles. A row of labels right below it that is as much of a
header is its second line. Where every row begins with such a word, the labels stand at the left, and each column is a
record. A table without any of that has no header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from forensics.documents.contents import Row, State
from forensics.documents.personal.headers import heading_of
from forensics.documents.personal.names import like_a_person, nationality_form

__all__ = ["Layout", "is_label", "layout_of", "turned"]

_CANDIDATES, _BELOW = 20, 30
#: A header is at least so wide, of the rows below it.
_WIDE = 0.6
_LONGEST, _SHORT, _DIGITS = 80, 40, 4
#: Columns that are looked at.
_COLUMNS = 256
_PERIOD = re.compile(r"(?:Q[1-4] |[a-z]{3,9}\.? )?(?:19|20)\d\d(?:[-/]\d\d)?(?: ?\*| Q[1-4])?", re.IGNORECASE)
#: Of the cells of a header so many are labels; the others may be "<10", and are no numbers, dates or addresses.
_MOSTLY = 0.6
_VALUE = re.compile(r"(?!(?:19|20)\d\d$)[-+(]?[\d.,: ]*\d[)%]?|\d{1,4}[-/.]\d\d?[-/.]\d{1,4}.*|.*@.*", re.DOTALL)
_NUMBERED = "0123456789 .#"
#: Labels that a form has at least, and of its rows.
_FIELDS, _SHARE = 3, 0.6


@dataclass(frozen=True, slots=True)
class Layout:
    """How the first rows of a table are to be read."""

    names: dict[int, str]  # column -> header; empty: there is none
    first: int = 0  # place of the first record among the rows
    is_sure: bool = False  # words or kinds of values tell, not the place alone
    is_turned: bool = False  # labels at the left


def layout_of(rows: Sequence[Row], candidates: int = _CANDIDATES, *, is_whole: bool) -> Layout:
    """The layout of a table that begins with these rows, none of which is empty; `is_whole`: there are no more. The
    header is one of so many candidates."""
    places = [place for place in range(min(len(rows), candidates)) if _may_be_header(rows, place)]
    worded = next((place for place in places if _is_worded(rows, place)), None)
    if is_whole and _is_form(rows, worded):
        return Layout(_left_labels(rows), is_sure=True, is_turned=True)
    if worded is not None:
        return _with_second_line(rows, worded)
    contrasting = next((place for place in places if _contrasts(rows, place)), None)
    if contrasting is not None:
        return _with_second_line(rows, contrasting)
    return _unsure(rows, places[0]) if places else Layout({})


def turned(rows: Sequence[Row]) -> list[Row]:
    """The same cells with what was a column as a row; what was a hidden row is hidden cells."""
    cells: dict[int, list[tuple[int, str, State]]] = {}
    for place, row in enumerate(rows):
        for column, value, state in zip(row.columns, row.values, row.states, strict=True):
            cells.setdefault(column, []).append((place, value, max(state, row.state)))
    first = min((row.columns[0] for row in rows), default=0)
    return [
        Row(column + 1, State.VISIBLE, *map(list, zip(*found, strict=True)))
        for column, found in sorted(cells.items())
        if column != first
    ]


def _is_form(rows: Sequence[Row], worded: int | None) -> bool:
    """More rows begin with a usual word than columns do, and no row has nothing else."""
    if rows and len(rows[0].values) > 1 and all(map(_is_known, rows[0].values)):
        return False
    words = 0 if worded is None else sum(map(_is_known, rows[worded].values))
    # "Person 1", "Person 2" are a list, not the labels of a form.
    left = [(place, label) for place, label in _left_labels(rows).items() if _is_known(label)]
    known = len({label.rstrip(_NUMBERED).casefold() if label[-1].isdigit() else place for place, label in left})
    filled = sum(len(row.values) > 1 for row in rows)
    return known > max(_FIELDS - 1, words) and known >= _SHARE * len(rows) and filled >= _FIELDS


def _left_labels(rows: Sequence[Row]) -> dict[int, str]:
    first = min((row.columns[0] for row in rows), default=0)
    return {
        place: row.values[0].strip().rstrip(":")
        for place, row in enumerate(rows)
        if row.columns[0] == first and is_label(row.values[0])
    }


def is_label(value: str) -> bool:
    """Whether the value may be a word above a column: no number, no date, no long text."""
    if len(value) > _LONGEST or "@" in value:
        return False
    letters, digits = sum(map(str.isalpha, value)), sum(map(str.isdigit, value))
    if letters >= max(digits, 1) or _is_period(value):
        return True
    return value[:1].isalpha() and digits <= _DIGITS  # "x_001"


def _is_known(value: str) -> bool:
    return len(value) <= _SHORT and heading_of(value).known


def _is_worded(rows: Sequence[Row], place: int) -> bool:
    """Whether at least half of its columns, or two of them, have a usual word above them and others below."""
    row = rows[place]
    if place + 1 == len(rows) and any(len(above.values) > 1 for above in rows[:place]):
        return False
    known = sum(
        _is_known(value) and 2 * sum(map(_is_known, found)) < max(len(found), 1)
        for value, found in zip(row.values, _below(rows, place).values(), strict=False)
    )
    return known >= 2 or (known > 0 and 2 * known >= len(row.values))


def _below(rows: Sequence[Row], place: int) -> dict[int, list[str]]:
    """Of the first columns of a row: what stands below."""
    found: dict[int, list[str]] = {column: [] for column in rows[place].columns[:_COLUMNS]}
    for row in rows[place + 1 : place + 1 + _BELOW]:
        for column, value in zip(row.columns[:_COLUMNS], row.values, strict=False):
            if column in found:
                found[column].append(value)
    return found


def _may_be_header(rows: Sequence[Row], place: int) -> bool:
    row, below = rows[place], rows[place + 1 : place + 1 + _BELOW]
    labels = sum(map(is_label, row.values))
    if labels < _MOSTLY * len(row.values) or any(map(_VALUE.fullmatch, row.values)) or all(map(_is_period, row.values)):
        return False
    return len(row.values) >= _WIDE * median([len(each.values) for each in below] or [1])


def _contrasts(rows: Sequence[Row], place: int) -> bool:
    """Whether at least half of its columns, or two of them, hold something else than labels."""
    other = sum(_of_another_kind(rows, place))
    return other >= 2 or (other > 0 and other * 2 >= len(rows[place].columns))


def _of_another_kind(rows: Sequence[Row], place: int) -> list[bool]:
    """Of each of its first columns, whether what stands below is of another kind."""
    pairs = zip(rows[place].values, _below(rows, place).values(), strict=False)
    return [_differs(above, values) for above, values in pairs]


def _differs(above: str, values: Sequence[str]) -> bool:
    # Years stand above numbers, and below words.
    other = [value for value in values if not is_label(value) or (_is_period(value) and not _is_period(above))]
    return bool(values) and len(other) >= _SHARE * len(values)


def _is_period(value: str) -> bool:
    return _PERIOD.fullmatch(value.strip()) is not None


def _unsure(rows: Sequence[Row], place: int) -> Layout:
    """All text: its first row is the header unless it looks like one of the rows below."""
    row = rows[place]
    pairs = list(zip(row.columns, row.values, strict=True))
    again = any(value in found for value, found in zip(row.values, _below(rows, place).values(), strict=False))
    of_people = any(like_a_person(value) or nationality_form(value) for value in row.values)
    long = any(len(value) > _SHORT for value in row.values)
    if again or of_people or long or place + 1 == len(rows) or len(pairs) < 2:
        return Layout({})
    return Layout(dict(pairs), place + 1)


def _with_second_line(rows: Sequence[Row], place: int) -> Layout:
    names = dict(zip(rows[place].columns, rows[place].values, strict=True))
    first = place + 1
    if first < len(rows) - 1 and _is_second_line(rows, first):
        for column, value in zip(rows[first].columns, rows[first].values, strict=True):
            names[column] = f"{names.get(column, '')} {value}".strip()
        first += 1
    return Layout(dict(sorted(names.items())), first, is_sure=True)


def _is_second_line(rows: Sequence[Row], place: int) -> bool:
    """Labels where a record would have values; no record below has just its columns, or it is wider than
    the line above, or every record differs from it."""
    row, below = rows[place], rows[place + 1 : place + 1 + _BELOW]
    if not all(map(is_label, row.values)) or any(map(like_a_person, row.values)):
        return False
    alike = any(list(other.columns) == list(row.columns) for other in below)
    if alike and len(row.values) <= len(rows[place - 1].values) and not _contrasts_all(rows, place):
        return False
    return _is_worded(rows, place) or _contrasts(rows, place)


def _contrasts_all(rows: Sequence[Row], place: int) -> bool:
    return len(rows[place].columns) > 1 and all(_of_another_kind(rows, place))
