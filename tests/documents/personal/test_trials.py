"""What is left out of the tests of values makes no difference to what they find."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.documents.personal import free_text
from forensics.documents.personal.birth_dates import date_form
from forensics.documents.personal.columns import Column, Trial
from forensics.documents.personal.decision import counts_of, decided
from forensics.documents.personal.proofs import BELOW, FORMS, LENGTHS, SAMPLED, forms_of, possible, shape_of_any

SAMPLES = (
    "111222333",
    "123.456.782",
    "44051401359",
    "12345678Z",
    "Jan Jansen",
    "J. Jansen",
    "Israel",
    "Guinea-Bissau",
    "Syrische",
    "1980-02-29",
    "1981-02-29",
    "3-4-1980",
    "jan@example.org",
    "06-12345678",
    "+31 6 12345678",
    "NL91ABNA0417164300",
    "12-AB-CD",
    "1234 AB",
    "x",
    "12",
    "3.14",
    "Jan\nJansen",
    "1980-01-01\nx",
    "\u0661" * 9,
    "woorden " * 9,
    "woorden " * 8 + "jan@example.org",
    "M",
    "2020-01-01T10:00:00",
)
SIGNS = st.text("019aAzZ -./@+(,\n\u0661\u00e9&", max_size=66)
VALUES = st.one_of(st.sampled_from(SAMPLES), SIGNS.filter(bool))
HEADERS = (
    "",
    "Naam",
    "Naam e-mail",
    "Voornaam",
    "Geboren",
    "Datum",
    "BSN",
    "Aantal",
    "Product naam",
    "Telefoon",
    "Land",
)


@given(VALUES)
def test_the_quick_look_lets_through_what_has_a_shape(value: str) -> None:
    """And, of values that are not long, nothing else."""
    for name in FORMS:
        fits = shape_of_any(frozenset({name})).fullmatch(value) is not None
        if name in forms_of(value):
            assert fits
            assert possible(frozenset({name}), {len(value)}, with_at="@" in value)
        elif len(value) <= 60:
            assert not fits


def test_lengths_are_those_of_the_shapes() -> None:
    """A value that is one shorter or longer than what is said has not the shape."""
    for name, (least, most) in LENGTHS.items():
        alone = shape_of_any(frozenset({name}))
        for sign in "019aAzZ -./":
            assert not alone.fullmatch(sign * (least - 1))
            assert not alone.fullmatch(sign * (most + 1)) or most == 60


@given(st.lists(SIGNS, max_size=5))
def test_texts_are_worth_a_look_together_if_one_is(texts: list[str]) -> None:
    """By bytes as by letters."""
    slow = [re.search(r"@|[A-Z]{2}\d\d|\d[\d. \-]{5}\d", text) is not None for text in texts]
    assert free_text.worth_a_look("\n".join(texts)) == any(slow)
    assert [free_text.worth_a_look(text) for text in texts] == slow


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_days_as_they_are_written(year: int, month: int, day: int) -> None:
    """A day in ISO 8601 is itself if there is such a day."""
    value = f"{year:04}-{month:02}-{day:02}"
    assert (
        date_form(value)
        == date_form(f"{value}T00:00")
        == date_form(f"{day:02}-{month:02}-{year:04}" if month <= 12 else value)
    )


def _put_by_form(column: Column, value: str) -> None:
    for name in forms_of(value):
        if name not in column.by_form:
            found = column.by_form[name] = Trial(FORMS[name], 2.0 if name in SAMPLED else 0.2)
            found.over = name in column.by_header and not column.heading.doubtful
        if not column.by_form[name].over:
            column.by_form[name].put([(value, 1)], 0)


def _every_test(header: str, batches: Sequence[Sequence[str]]) -> Column:
    """The column with every value put to every test that its header or its shape asks for."""
    column = Column(header)
    for values in batches:
        column.values[0] += len(values)
        for trial in column.by_header.values():
            if not trial.over:
                trial.put(((value, 1) for value in values), 0)
        for value in values:
            _put_by_form(column, value)
            for name, _ in free_text.proved(value) if len(value) > 40 else ():
                column.texts.setdefault(name, [0, 0, 0])[0] += 1
        for trial in (*column.by_header.values(), *column.by_form.values()):
            trial.pause(sum(column.values))
    return column


@given(
    st.lists(st.sampled_from(HEADERS), min_size=1, max_size=3),
    st.lists(st.lists(VALUES, min_size=1, max_size=6), min_size=1, max_size=3),
    st.sampled_from([1, 90]),
)
def test_a_column_is_decided_as_if_every_test_was_made(
    headers: list[str], batches: list[list[str]], times: int
) -> None:
    """Beside others, whatever came first and however often."""
    slow, quick = {}, {}
    for place, header in enumerate(headers):
        turned = [[*batch[place:], *batch[:place]] * times for batch in batches]
        slow[place], quick[place] = _every_test(header, turned), Column(header)
        for values in turned:
            quick[place].add((values, [], []), lambda values=values: values)  # type: ignore[misc]
    found = decided(quick)
    assert found == decided(slow)
    for place, column in quick.items():
        assert column.texts == slow[place].texts
        if place in found:
            assert counts_of(column, found[place]) == counts_of(slow[place], found[place])


def test_every_category_has_a_test() -> None:
    """Below its header or by form."""
    assert set(FORMS) <= set(BELOW)


LATE = {
    "names below a header that things have": (
        "Naam",
        ["ab&c"] * 540,
        [f"Jan Jansen{'abcdefgh'[n % 8]}" for n in range(2000)],
        "name",
    ),
    "another category than the header says": (
        "BSN",
        ["111222333"] * 100,
        [f"06-1234567{n % 10}" for n in range(540)],
        "phone",
    ),
}


@pytest.mark.parametrize(("header", "first", "then", "category"), LATE.values(), ids=LATE)
def test_what_comes_late_is_found(header: str, first: list[str], then: list[str], category: str) -> None:
    """The first values do not close what the later ones decide."""
    quick = Column(header)
    for values in (first, then):
        quick.add((values, [], []), lambda values=values: values)  # type: ignore[misc]
    assert decided({0: quick}) == decided({0: _every_test(header, [first, then])}) == {0: category}
