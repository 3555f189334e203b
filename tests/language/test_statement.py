"""Statements: English as strings, their parts kept, said again in another language."""

from __future__ import annotations

import copy
import json

import pytest

from forensics.language.catalogue import language
from forensics.language.statement import Statement, from_json, joined, listed, state, state_many, to_json

LINES = state_many("{count} line", "{count} lines", 1200)
NESTED = state("{log}: {lines} in {windows}", log="s1 {odd}", lines=LINES, windows=("first", "second"))


def test_a_statement_is_its_english_text() -> None:
    """Numbers in groups, lists with commas, values never taken for messages."""
    assert NESTED == "s1 {odd}: 1,200 lines in first, second"
    assert state_many("{count} line", "{count} lines", 1) == "1 line"


@pytest.mark.parametrize("again", [copy.deepcopy, lambda s: from_json(_saved(s))])
def test_a_statement_survives_being_sent_and_saved(again: object) -> None:
    """Between processes and in the findings: text, message and values come back."""
    found = again(NESTED)  # type: ignore[operator]
    assert isinstance(found, Statement)
    assert (found, found.message, found.values["windows"]) == (str(NESTED), NESTED.message, ("first", "second"))
    assert isinstance(found.values["lines"], Statement)


def _saved(statement: Statement) -> dict[str, object]:
    return json.loads(json.dumps(to_json(statement)))  # type: ignore[no-any-return]


def test_a_plain_text_is_not_saved_as_a_statement() -> None:
    """Nothing more is known of it than its text."""
    assert to_json("a text") is None


def test_another_language_writes_the_values_in_its_own_way() -> None:
    """A Dutch number has points; parts are said in the language of the whole."""
    assert language("nl").say(joined("s1", state("{count}", count=1200), by=": ")) == "s1: 1.200"


def test_a_long_list_tells_how_many_it_leaves_out() -> None:
    """Twenty are shown."""
    assert listed(tuple(f"s1:{n}" for n in range(23))).endswith("s1:19 and 3 more")
    assert listed(("a", "b")) == "a, b"
