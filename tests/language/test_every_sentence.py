"""No sentence is shown that the catalogue does not hold: it would stand in English in a Dutch report."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from forensics.findings.limitations.limitations import KINDS
from forensics.language.catalogue import language
from forensics.language.statement import Statement, listed, state
from forensics.notification.composed import composed
from forensics.notification.markdown import as_markdown
from forensics.report.disclosure import LEVELS, disclose
from forensics.report.plots.draw import draw
from forensics.report.terminal import print_findings
from forensics.rulebook.index import KINDS as EXPLAINED
from forensics.rulebook.index import entries
from tests.findings.test_limitations import TOLD, Told, limits
from tests.support.catalogued import KNOWN, bracketed, lacking, marked, unmarked
from tests.support.notification_fixture import notification
from tests.support.report_fixture import findings


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.code)
def test_every_limitation_is_in_the_catalogue(told: Told) -> None:
    """In each state it can have, with every sentence in it."""
    assert [message for limit in limits(told) for message in lacking(limit.text)] == []


def test_every_explanation_is_in_the_catalogue() -> None:
    """Sections, rules, words and terms, their titles and labels."""
    told = {text for one in entries() for part in one.texts for text in (part.says, part.label)}
    said = told | {one.title for one in entries()} | set(EXPLAINED.values())
    said |= {text for kind in KINDS for text in (kind.meaning, kind.incomplete)}
    plain = {text for text in said if not isinstance(text, Statement) and re.search(r"[^\W\d_]{2}", text)}
    assert plain - KNOWN == set()
    assert [message for text in said - plain for message in lacking(text)] == []


@pytest.mark.parametrize("level", LEVELS)
def test_the_terminal_says_nothing_else(level: str) -> None:
    """Only values of the case and the logs stand beside messages."""
    out = io.StringIO()
    made = disclose(findings(bracketed), level, key=bytes(32))
    print_findings(made, Console(file=out, width=10_000), marked())
    assert unmarked(out.getvalue()) <= unmarked(" ".join(limit.code for limit in made.limitations))


def test_the_pictures_say_nothing_else() -> None:
    """Their titles, and what is read out in their place."""
    for picture in draw(findings(bracketed), marked()):
        assert unmarked(f"{picture.title} {picture.alt}") <= {"UTC", "June", "Jun"}, picture.name


def test_long_lists_end_in_the_language() -> None:
    """What is cut off is counted in its words."""
    told = state("{values}", values=listed(tuple("abcdefghijklmnopqrstuvwxyz")))
    assert language("nl").say(told).endswith("t en nog 6")


def test_the_notification_has_no_english_sentence() -> None:
    """Of the Dutch form: no message of the catalogue stands in it as it is in English."""
    text = as_markdown(composed(notification("ap", "nl")))
    english = {message for message in KNOWN if len(message) > 25 and "{" not in message and "%(" not in message}
    same = {message for message in english if language("nl").say(message) == message}
    assert {message for message in english - same if message in text} == set()


def test_what_the_catalogue_lacks_is_found() -> None:
    """The check itself: a message of nobody, wherever it stands."""
    inner = state("no message of ours")
    assert lacking(state("{file}", file=(inner, "plain text"))) == ["no message of ours"]
    assert unmarked(f"{marked().say(inner)} {marked().text('Sources')} {bracketed('data')}") == {
        "no", "message", "of", "ours",
    }  # fmt: skip
