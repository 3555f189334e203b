"""Texts in findings.json: fit for any reader, and the same again when they are read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.language.spelling import loaded, saved, unescaped
from forensics.language.statement import Statement, joined, listed, state, state_many
from forensics.language.untrusted import for_terminal, from_bytes

TEXTS = st.text(st.characters(exclude_categories=()), max_size=40)
VALUES = st.one_of(TEXTS, st.integers(0, 10**12), st.lists(TEXTS, max_size=3).map(tuple))


def again(text: str) -> str:
    """The text after a way through JSON."""
    return loaded(json.loads(json.dumps(saved("key", text))), "key")


@given(TEXTS)
def test_any_text_comes_back(text: str) -> None:
    """Also one with lone surrogates, and one that looks as if it had been escaped."""
    for one in (text, text.encode("utf-8", "backslashreplace").decode()):
        assert again(one) == one


@given(VALUES, VALUES, st.integers(0, 3))
def test_any_statement_comes_back(first: object, second: object, count: int) -> None:
    """As a statement, with its values as they were, at any depth."""
    inner = state_many("{count} line of {log}", "{count} lines of {log}", count, log=first)
    text = joined(state("{what}: {lines}", what=second, lines=listed((inner, inner))), "end", by=" ")
    found = again(text)
    assert isinstance(found, Statement)
    assert (found, found.message, found.values) == (str(text), text.message, text.values)


@given(TEXTS)
def test_no_reader_of_json_meets_a_lone_surrogate(text: str) -> None:
    """Neither in the text nor in what stands beside it."""
    for one in (text, state("{text}", text=text)):
        json.dumps(saved("key", one), ensure_ascii=False).encode()


def test_a_plain_text_is_saved_once() -> None:
    """What stands beside it is for texts that need it."""
    assert saved("key", "a text") == {"key": "a text"}
    assert saved("key", None) == {"key": None}


@given(st.binary(max_size=60))
def test_a_line_comes_back_byte_for_byte(line: bytes) -> None:
    """From what a report shows of it."""
    assert unescaped(for_terminal(from_bytes(line))).encode("utf-8", "surrogateescape") == line


@pytest.mark.parametrize(
    "entries",
    [
        {"key": 5},
        {"key": "a", "key_escaped": "b"},
        {"key": "a", "key_escaped": 5},
        {"key": "a", "key_escaped": "\\q"},
        {"key": "a", "key_said": "a"},
        {"key": "a", "key_said": []},
        {"key": "a", "key_said": {"message": "a"}},
        {"key": "a", "key_said": {"message": "b", "values": {}}},
        {"key": "a", "key_said": {"message": "{missing}", "values": {}}},
        {"key": "a", "key_said": {"message": "{0}", "values": {}}},
        {"key": "a", "key_said": {"message": "{", "values": {}}},
        {"key": "str", "key_said": {"message": "{x.__class__}", "values": {"x": "a"}}},
        {"key": "a", "key_said": {"message": "{x:>999999999999}", "values": {"x": "a"}}},
        {"key": "a", "key_said": {"message": "a", "many": "as", "values": {"count": "1"}}},
        {"key": "a", "key_said": {"message": "{x}", "values": {"x": None}}},
        {"key": "a", "key_said": {"message": "{x}", "values": {"x": {"message": "{y!r}", "values": {"y": "a"}}}}},
        {"key": "\\", "key_said": {"message": "{x}", "values": {"x": "\\"}, "escaped": True}},
    ],
    ids=str,
)
def test_what_was_not_saved_so_is_refused(entries: dict[str, Any]) -> None:
    """Contradictions, and sentences that would do more than be said."""
    with pytest.raises(ValueError, match=r"is not|differ|holds|Single"):
        loaded(entries, "key")
