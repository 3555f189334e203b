"""Strings that cells share: few in a list, many packed, and the same either way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.documents.ooxml.workbooks import strings


@given(st.lists(st.text(max_size=9), max_size=40), st.integers(1, 9))
def test_packed_strings_are_the_same(texts: list[str], few: int) -> None:
    """By place, by length, by slice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strings, "FEW", few)
        found = strings.packed(texts)
    assert isinstance(found, list) == (len(texts) < few)
    assert [found[place] for place in range(len(found))] == texts
    assert found[1:3] == texts[1:3]
    with pytest.raises(IndexError):
        found[len(texts)]
