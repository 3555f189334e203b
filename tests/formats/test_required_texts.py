"""A text that a pattern fits holds one of the texts which the pattern requires."""

from __future__ import annotations

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.formats import could_read, matches, registry
from forensics.parties.agent_families import patterns
from forensics.parties.agents import robots
from forensics.required_texts import could_fit, required_texts

AGENTS = sorted({agent for entry in robots() for agent in entry["instances"]})


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("Nutch", ("nutch",)),
        (r"(?:Nutch|Ant)-v(\d+)", ("nutch", "ant")),
        (r"/(\d+)\.(\d+)", ("/",)),
        (r"Opera/9\.8+0(?i:Mobile)?", ("opera/9.8",)),
        (r"a?b*c{0,3}defg[hi]j", ("defg",)),
        (r"(ab|)cd", ("cd",)),
        (r"(ab|)", ()),
        (r"a|b?", ()),
        (r"x[]|]yz\[w", ("yz[w",)),
        (r"x[^]|]yz", ("yz",)),
        (r"^(?P<name>Wget)+\$", ("wget",)),
        (r"\w\s.", ()),
        (r"\x1bab\x{feff}cde\p{L}fg\pLh", ("cde",)),
        (r"\u00e9abc", ("abc",)),
        (r"[[:alpha:]_]abc", ("abc",)),
        (r"[a[bc]]abc", ()),
        (r"(?x) a b c", ()),
        (r"(?s:abc)d", ("d",)),
        (r"(?i)abc", ("abc",)),
        (r"(?P<n>abc)|(?<m>de)", ("abc", "de")),
        (r"STRASSE\b", ("strasse",)),
    ],
)
def test_texts_of_a_pattern(pattern: str, texts: tuple[str, ...]) -> None:
    """The longest stretch of plain text that nothing makes optional, or one of each alternative."""
    assert required_texts(pattern) == texts


def test_no_agent_fits_a_pattern_without_its_texts() -> None:
    """Every pattern of the lists, tried on every robot of the other list."""
    agents = pl.DataFrame({"agent": AGENTS})
    folded = [agent.casefold() for agent in AGENTS]
    narrow = 0
    for pattern in patterns():
        texts = required_texts(pattern)
        holds = pl.Series([not texts or any(text in agent for text in texts) for agent in folded])
        fits = agents["agent"].str.contains(pattern)
        assert not (fits & ~holds).any(), pattern
        narrow += holds.mean() < 0.1
    assert narrow > len(patterns()) * 0.9


@pytest.mark.parametrize(
    ("pattern", "text", "possible"),
    [
        (r"Mozilla.{1,200}(GSA)/(\d+)", "Mozilla/5.0 gsa/7", [0]),
        (r"Mozilla.{1,200}(GSA)/(\d+)", "Mozilla/5.0 (Windows)", []),
        (r"(?:Mozilla (\d) Win|Opera)", "opera", [0]),
        (r"(?:Mozilla (\d) Win|Opera)", "win", []),
        (r"(?:Mozilla (\d) Win)?Opera", "opera", [0]),
        (r"ab+cd", "abbcd", [0]),
        (r"\d", "", [0]),
    ],
)
def test_all_that_a_pattern_requires_must_be_there(pattern: str, text: str, possible: list[int]) -> None:
    """Of several stretches of plain text each; of alternatives one is enough."""
    assert could_fit([pattern], [text]) == possible


def test_a_long_text_is_no_other() -> None:
    """Whether what is required stands at its head, far behind, across the border between, or nowhere."""
    asked = ["abc", "de.fg", "hi", r"\d"]
    for at in (0, 29_998, 29_999, 30_000, 50_000):
        text = " " * at + "abc" + " " * 40_000 + "deXfg"
        assert could_fit(asked, [text]) == [0, 1, 3]
    assert could_fit([r"\d", r"^[\s-]*$"], [" " * 50_000]) == [0, 1]


def test_no_agent_fits_a_pattern_that_could_not_fit() -> None:
    """Every pattern of both lists, one by one and, where the text is long, all at once."""
    listed = [*patterns(), *(entry["pattern"] for entry in robots())]
    agents = pl.Series(AGENTS)
    assert len("".join(AGENTS)) > 30_000
    fitting = {pattern: set(agents.filter(agents.str.contains(pattern))) for pattern in listed}
    for chosen in (AGENTS, *(AGENTS[at : at + 3] for at in range(0, len(AGENTS), 97))):
        possible = could_fit(listed, chosen)
        assert all(fitting[pattern].isdisjoint(chosen) for i, pattern in enumerate(listed) if i not in possible)
    assert len(possible) < len(listed) / 10


def test_every_example_of_a_refused_format_holds_a_text_of_it() -> None:
    """And most of their patterns have one, or nothing is gained."""
    refused = [fmt for fmt in registry() if fmt.refused and not fmt.grammar.headed]
    for fmt in refused:
        for example in fmt.examples:
            assert all(could_read(fmt, [line]) for line in example.split("\n") if matches(fmt, pl.Series([line])).any())
    assert sum(bool(fmt.grammar.needed) for fmt in refused) > len(refused) * 0.7


def test_every_line_that_a_template_reads_holds_its_texts_in_order() -> None:
    """Each format with texts between its fields, tried on the examples of all formats."""
    lines = sorted({line for fmt in registry() for example in fmt.examples for line in example.splitlines()})
    templates = [fmt for fmt in registry() if fmt.grammar.literals]
    for fmt in templates:
        read = [line for line, fits in zip(lines, matches(fmt, pl.Series(lines)), strict=True) if fits]
        assert read
        assert all(could_read(fmt, [line]) for line in read), fmt.name
    assert len(templates) > 80


_PIECES = st.recursive(
    st.sampled_from([r"\.", r"\d", ".", "[ab]", "[^c]", "a", "b", "cd", " "]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{2}"])).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
    ),
    max_leaves=8,
)


@given(_PIECES, st.text("abcd. 1", max_size=12))
def test_whatever_a_pattern_fits_holds_one_of_its_texts(pattern: str, text: str) -> None:
    """For patterns of every shape that the lists have."""
    texts = required_texts(pattern)
    if re.search(pattern, text):
        assert not texts or any(needed in text for needed in texts)
        assert could_fit([pattern], [text]) == [0]
