"""A report in one language has the case's own words in that language, wherever they stand."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from forensics.language.catalogue import language
from forensics.language.statement import listed, state
from forensics.model import Findings, Gap, KnownParty, Limitation
from forensics.report.disclosure import disclose
from forensics.report.page.html import render
from forensics.report.plots.draw import draw
from forensics.report.saved.document import as_json, parsed
from forensics.report.spoken import in_language
from forensics.report.terminal import print_findings
from tests.support.report_fixture import findings

ENGLISH, DUTCH = language("en"), language("nl")
LABELS = {"first publication": "eerste publicatie", "second publication": "tweede publicatie"}


def _both() -> Findings:
    """The findings of the fixture, of a case with words in two languages."""
    made = findings()
    windows = tuple(replace(window, labels={"nl": LABELS[window.label]}) for window in made.case.windows)
    known = (KnownParty("requester", (), {"nl": "verzoeker"}),)
    case = replace(
        made.case,
        title="The list",
        titles={"nl": "De lijst"},
        windows=windows,
        parties=replace(made.case.parties, known=known),
    )
    gap = Gap(windows[0].start, windows[0].end, windows[0].label, state("of a test"))
    told = state("lost lines may fall into {windows}", windows=listed((windows[0].label, windows[1].label)))
    return replace(
        made,
        case=case,
        coverage=tuple(replace(series, gaps=(gap,)) for series in made.coverage),
        limitations=(Limitation("gap", told, incomplete=True),),
    )


def test_every_place_of_a_label_is_changed() -> None:
    """Windows, tallies, gaps, sentences with lists in them, both tables, and the names of parties."""
    said = in_language(_both(), DUTCH)
    assert said.case.title == "De lijst"
    assert [window.label for window in said.case.windows] == list(LABELS.values())
    assert [tally.label for tally in said.files[0].windows] == list(LABELS.values())
    assert {gap.window for series in said.coverage for gap in series.gaps} == {"eerste publicatie"}
    assert "eerste publicatie, tweede publicatie" in said.limitations[0].text
    for table in (said.requests, said.downloads):
        assert set(table["window"].drop_nulls()) == set(LABELS.values())
        assert "requester" not in set(table["party"].drop_nulls() if "party" in table.columns else ())
    assert "verzoeker" in {recipient.party for recipient in said.files[0].addresses}


def test_a_file_of_the_name_of_a_label_keeps_it() -> None:
    """Only values that name windows are labels."""
    told = state("{file} in {window}", file="first publication", window="first publication")
    said = in_language(replace(_both(), limitations=(Limitation("gap", told),)), DUTCH)
    assert said.limitations[0].text == "first publication in eerste publicatie"


def test_nothing_changes_in_the_language_of_the_case() -> None:
    """English stands for all, so English is as it was."""
    said = in_language(_both(), ENGLISH)
    assert said.requests.equals(_both().requests)
    assert said.downloads.equals(_both().downloads)
    assert as_json(said) == as_json(_both())


@pytest.mark.parametrize("level", ["investigator", "regulator", "public"])
def test_the_page_holds_the_words_of_its_language_alone(level: str) -> None:
    """At each level: the title, every label, and no word of the other language."""
    made = disclose(_both(), level, key=bytes(32))
    dutch, english = render(made, [], DUTCH), render(made, [], ENGLISH)
    assert "De lijst" in dutch
    assert "eerste publicatie" in dutch
    assert "The list" in english
    for text in ("The list", *LABELS, "requester"):
        assert text not in dutch
    for text in ("De lijst", *LABELS.values(), "verzoeker"):
        assert text not in english


def test_the_terminal_and_the_pictures_too() -> None:
    """The table of windows, and what a picture says of itself."""
    out = io.StringIO()
    print_findings(_both(), Console(file=out, width=100, highlight=False), DUTCH)
    assert "eerste publicatie" in out.getvalue()
    assert "first publication" not in out.getvalue()
    drawn = draw(_both(), DUTCH)
    assert any("eerste publicatie: " in picture.title for picture in drawn)
    assert not any("first publication" in picture.svg + picture.alt for picture in drawn)


def test_windows_without_a_label_have_one_in_each_language() -> None:
    """What the tool calls them itself."""
    made = findings()
    windows = tuple(replace(window, label=f"window {n}") for n, window in enumerate(made.case.windows, 1))
    said = in_language(replace(made, case=replace(made.case, windows=windows)), DUTCH)
    assert [window.label for window in said.case.windows] == ["periode 1", "periode 2"]


def test_the_words_are_saved_with_the_findings() -> None:
    """They are there again when a report is made from saved findings; the key of English stays a text."""
    text = as_json(_both())
    again = parsed(text.encode())
    assert (again.case.title, again.case.titles) == ("The list", {"nl": "De lijst"})
    assert [window.labels for window in again.case.windows] == [{"nl": label} for label in LABELS.values()]
    assert '"titles"' not in as_json(findings())


def test_the_public_gets_no_words_that_its_level_hides() -> None:
    """Who asked for it is not for the public, in no language."""
    made = _both()
    case = replace(made.case, requested_by="a person", requesters={"nl": "een persoon"})
    shown = as_json(disclose(replace(made, case=case), "public", key=bytes(32)))
    assert "een persoon" not in shown
    assert "verzoeker" not in shown
