"""Where a table begins: title rows, headers of one and two lines, none at all, labels at the left."""

from __future__ import annotations

import pytest

from forensics.documents.layout import layout_of, turned
from tests.support.documents.handmade import row

PEOPLE = [("Jan Jansen", "1980-02-03", "Ede"), ("Piet Smit", "1971-05-06", "Zeist"), ("Sara Boer", "1990-01-01", "Ede")]


def _layout(*lines: tuple[object, ...]) -> tuple[list[str], int]:
    found = layout_of([row(number, line) for number, line in enumerate(lines, 1)], is_whole=True)
    return list(found.names.values()), found.first


@pytest.mark.parametrize(
    ("lines", "names", "first"),
    [
        ([("Naam", "Geboortedatum", "Woonplaats"), *PEOPLE], ["Naam", "Geboortedatum", "Woonplaats"], 1),
        ([("Lijst van bewoners",), ("Naam", "Geboortedatum", "Plaats"), *PEOPLE],
         ["Naam", "Geboortedatum", "Plaats"], 2),
        ([("Alfa", "Beta", "Gamma"), ("Links", 12, 3.5), ("Rechts", 7, 1.25)], ["Alfa", "Beta", "Gamma"], 1),
        ([("Regio", 2019, 2020), ("Noord", 12, 31), ("Zuid", 7, 12)], ["Regio", "2019", "2020"], 1),
        ([("Persoon", None, "Contact"), ("Naam", "Geboortedatum", "Woonplaats"), *PEOPLE],
         ["Persoon Naam", "Geboortedatum", "Contact Woonplaats"], 2),
        ([("rij", "x_001", "x_002"), (1, 0.5, 0.25), (2, 0.75, 0.5)], ["rij", "x_001", "x_002"], 1),
        ([("geloof", "<10", "10-20", "a", "b", "c"), ("x", 1, 2, 3, 4, 5), ("y", 1, 2, 3, 4, 5)],
         ["geloof", "<10", "10-20", "a", "b", "c"], 1),
        ([("Kleur", "Vorm"), ("rood", "rond"), ("blauw", "recht")], ["Kleur", "Vorm"], 1),
        ([("Type", "Status"), ("type a", "status 1"), ("type b", "status 2")], ["Type", "Status"], 1),
    ],
    ids=["words", "title above", "kinds of values", "years", "two lines", "codes", "ranges", "text only",
         "words below as well"],
)  # fmt: skip
def test_header_is_found(lines: list[tuple[object, ...]], names: list[str], first: int) -> None:
    """Its names, and where the records begin."""
    assert _layout(*lines) == (names, first)


@pytest.mark.parametrize(
    "lines",
    [
        [(12, 3.5), (7, 1.25), (9, 8)],
        PEOPLE,
        [("Jan Jansen", "Nederlandse"), ("Piet Smit", "Poolse")],
        [("rood", "rond"), ("rood", "recht"), ("blauw", "recht")],
        [("jan@example.org",), ("piet@example.org",)],
        [("Jan", 1985), ("Piet", 1990), ("Sara", 1991)],
        [],
    ],
    ids=["numbers", "dates", "people", "repeated", "addresses", "years of birth", "empty"],
)
def test_no_header_where_the_first_row_is_like_the_others(lines: list[tuple[object, ...]]) -> None:
    """Then every row is a record."""
    assert _layout(*lines) == ([], 0)


FORM = [("Naam:", "Jan Jansen", "Piet Smit"), ("Geboortedatum:", "1980-02-03", "1971-05-06"), ("BSN:", 123456782, None)]


def test_labels_at_the_left_make_columns_records() -> None:
    """A form, filled in twice."""
    found = layout_of([row(number, line) for number, line in enumerate(FORM, 1)], is_whole=True)
    assert (found.is_turned, list(found.names.values())) == (True, ["Naam", "Geboortedatum", "BSN"])
    rows = turned([row(number, line) for number, line in enumerate(FORM, 1)])
    assert [list(each.values) for each in rows] == [
        ["Jan Jansen", "1980-02-03", "123456782"],
        ["Piet Smit", "1971-05-06"],
    ]


def test_a_list_of_columns_is_no_form() -> None:
    """A codebook has a header of its own."""
    names, first = _layout(("Variabele naam", "Omschrijving"), ("naam", "Naam van wie het invulde"),
                           ("geboortedatum", "Dag"), ("bsn", "Nummer"))  # fmt: skip
    assert (names, first) == (["Variabele naam", "Omschrijving"], 1)


@pytest.mark.parametrize("head", ["Person", "Name"])
def test_numbered_people_are_no_labels(head: str) -> None:
    """Each row of such a list is a record."""
    lines = [(f"Person {number}", f"Utrecht {number}") for number in range(1, 11)]
    found = layout_of([row(number, line) for number, line in enumerate([(head, "Place"), *lines], 1)], is_whole=True)
    assert (found.is_turned, found.first) == (False, 1)
