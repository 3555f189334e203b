"""Places of octets and texts in a block are those that a plain search finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import octets

FEW = st.lists(st.sampled_from([b"a", b"b", b'"', b"ab", b'"a"', b"\x00", b"\n", b"%", b"\xc3\xa9"]), max_size=120)


@given(FEW, st.integers(4, 12), st.integers(0, 100), st.sampled_from([64, 128, octets.PIECE]))
def test_a_text_is_found_wherever_it_stands(parts: list[bytes], size: int, at: int, piece: int) -> None:
    """At any place, over itself, and over the borders of pieces."""
    data = b"".join(parts)
    text = (data[at % (len(data) + 1) :] + b"ababababab'ab")[:size]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(octets, "PIECE", piece)
        found = octets.find_all(data + text, text).tolist()
    assert found == [one.start() for one in re.finditer(b"(?=" + re.escape(text) + b")", data + text)]


@given(FEW, st.sampled_from([64, 128, octets.PIECE]))
def test_octets_that_are_no_plain_text(parts: list[bytes], piece: int) -> None:
    """Controls, octets above ASCII, and those that are asked for."""
    data = b"".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(octets, "PIECE", piece)
        found = octets.places(data, b"%\\").tolist()
    assert found == [at for at, octet in enumerate(data) if octet < 0x20 or octet >= 0x80 or octet in b"%\\"]
