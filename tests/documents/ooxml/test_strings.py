"""Strings that cells share: few in a list, many packed, and the same either way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.documents.limits import Limits
from forensics.documents.markup import pieces
from forensics.documents.ooxml.workbooks import strings
from tests.support.documents.workbook_parts import MAIN


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


ITEMS = st.lists(
    st.sampled_from(
        [
            "<si><t>een</t></si>",
            '<si><t xml:space="preserve">  </t></si>',
            "<si><t></t></si>",
            "<si/>",
            "\n",
            "<t>x</t>",
            "<si><t>&lt;b&gt;</t></si>",
            "<si><r><t>tw</t></r><r><t>ee</t></r></si>",
            "<si><t>regel\r\nregel</t></si>",
            "<si><rPh><t>nee</t></rPh></si>",
            "<!-- <si><t>x</t></si> -->",
            "<si><si><t>in</t></si></si>",
            "<x><si><t>é</t></si></x>",
            "<si><t><![CDATA[<si><t>a</t></si>]]></t></si>",
            "<sst><si><t>nog</t></si></sst>",
            "<rPh><si><t>a</t></si></rPh>",
        ]
    ),
    max_size=9,
)


@given(ITEMS, st.sampled_from(["", "x:"]), st.sampled_from([40, 1 << 20]))
def test_the_pattern_finds_the_strings_that_expat_finds(items: list[str], prefix: str, block: int) -> None:
    """Of whatever form, in blocks of any size."""
    named = "".join(items).replace("<si", f"<{prefix}si").replace("</si", f"</{prefix}si")
    named = named.replace("<t", f"<{prefix}t").replace("</t", f"</{prefix}t").replace("rPh", f"{prefix}rPh")
    space = f"xmlns{prefix and ':x'}"
    content = f'<{prefix}sst {space}="{MAIN}" count="9">{named}</{prefix}sst>'.encode()
    blocks = [content[at : at + block] for at in range(0, len(content), block)]
    found = list(strings._pieces(blocks, strings._Strings(), Limits()))
    assert found == list(pieces([content], strings._Strings(), Limits()))
