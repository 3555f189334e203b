"""The glossary: every term in every language, the same in the report, the command and the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forensics.language.catalogue import language
from forensics.language.languages import LANGUAGES
from forensics.report.disclosure import LEVELS, disclose
from forensics.report.page.html import render
from forensics.rulebook.glossary import GLOSSARY, glossary
from forensics.rulebook.index import explain
from tests.support.command import run
from tests.support.report_fixture import findings

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_term_once_and_in_order(code: str) -> None:
    """No word stands for two things; a meaning is at most three sentences, and says more than the word."""
    told = glossary(LEVELS[0], language(code))
    words = [word.casefold() for word, _ in told]
    assert words == sorted(set(words))
    assert len(words) == len(GLOSSARY)
    for _, says in told:
        assert says.endswith(".")
        assert len(re.findall(r"[.](?: |$)", says)) <= 3


def test_terms_are_those_of_the_language() -> None:
    """No meaning is left in English, and the words that readers see are the ones of the report."""
    dutch = dict(glossary(LEVELS[0], language("nl")))
    assert not {term.says for term in GLOSSARY} & set(dutch.values())
    assert {"vastgesteld", "minimaal", "maximaal", "proefverzoek", "periode", "IP-adres"} <= set(dutch)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("level", LEVELS)
def test_the_report_explains_its_terms(level: str, code: str) -> None:
    """Each with its meaning; the public gets no words of single requests."""
    shown = render(disclose(findings(), level, key=bytes(32)), [], language(code))
    told = glossary(level, language(code))
    for word, _ in told:
        assert f"<dt>{word}</dt>" in shown
    assert (f"<dt>{language(code).text('referer')}</dt>" in shown) == (level != "public")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_command_says_the_same(code: str) -> None:
    """By its name in either language."""
    spoken = language(code)
    for term in GLOSSARY:
        for name in (term.word, spoken.say(term.word)):
            found = [one for one in explain(name, spoken) if one.kind == "term"]
            assert [text.says for one in found for text in one.texts] == [term.says], name


def test_the_command_on_a_terminal() -> None:
    """A word with a blank in it needs no quotes; its own word comes first in another language."""
    assert run("explain", "quiet", "stretch").stdout.startswith("Term quiet stretch\n  A silence that is rare")
    assert run("explain", "bewijsketen", "--lang", "nl").stdout.startswith("Begrip chain of custody: bewijsketen\n")


def test_the_page_holds_all_languages() -> None:
    """docs/glossary.md, which tests/project/test_docs.py compares with the code."""
    text = PAGE.read_text(encoding="utf-8")
    for code in LANGUAGES:
        for word, _ in glossary(LEVELS[0], language(code)):
            assert re.search(rf"\| (<a id=\"[^\"]+\"></a>)?{re.escape(word)} \|", text), word
