"""What a leaked file gave away, in the report: at every level, in every language, on the terminal."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pytest
from rich.console import Console

from forensics.documents.hidden import CHECKS, hidden
from forensics.language.catalogue import language
from forensics.language.languages import LANGUAGES
from forensics.language.statement import state, state_many
from forensics.model import Findings
from forensics.model.document import CategoryCount, Document, People, Records
from forensics.report.disclosure import LEVELS, disclose
from forensics.report.given_away import given_away
from forensics.report.page.html import render
from forensics.report.plots.draw import draw
from forensics.report.saved.document import as_json
from forensics.report.terminal import print_findings
from tests.support.page_reader import Page
from tests.support.report_fixture import findings
from tests.support.report_tables import FILE

KEY = bytes(range(32))
SHEET = "Secret <sheet> of Nadia"
SPOKEN = language("en")
_DOCUMENT = Document(
    path="leak.xlsx",
    kind="xlsx",
    bytes=183_296,
    sha256="ab" * 32,
    state="hidden",
    records=Records(visible=87, hidden=1098, cosmetic=2),
    people=People(1098, 1185, state("At least: different values of {identifier}.", identifier="V-number")),
    items=9253,
    categories={"name": CategoryCount(hidden=1098, blank=87), "health": CategoryCount(visible=1)},
    findings=(
        hidden("X2", SHEET, 1098, state_many("{count} row is hidden.", "{count} rows are hidden.", 1098)),
        hidden("X8", "docProps/core.xml", 2, state_many("{count} property.", "{count} properties.", 2)),
    ),
    file=FILE,
)


def _made(*documents: Document) -> Findings:
    return replace(findings(), documents=documents)


def _at(level: str, *documents: Document) -> Findings:
    return disclose(_made(*documents or (_DOCUMENT,)), level, key=KEY)


@cache
def _page(level: str, code: str) -> tuple[str, Page]:
    """Source and elements of the page with the document."""
    made, spoken = _at(level), language(code)
    text = render(made, draw(made, spoken), spoken)
    return text, Page(text)


def _words(level: str, code: str = "en") -> str:
    return " ".join(" ".join(_page(level, code)[1].text).split())


def test_downloads_times_records() -> None:
    """Hidden are those that a click shows and those that are drawn unseen."""
    [given] = given_away(_made(_DOCUMENT))
    downloads = _made().files[0].total.downloads.headline
    assert downloads > 1
    assert SPOKEN.say(given.product) == f"{downloads} downloads \N{MULTIPLICATION SIGN} 1,100 hidden records"
    assert given.document is _DOCUMENT


@pytest.mark.parametrize(
    "document",
    [replace(_DOCUMENT, records=Records(visible=87)), replace(_DOCUMENT, file="another.xlsx")],
    ids=["nothing hidden", "another file"],
)
def test_no_product_without_both(document: Document) -> None:
    """Nothing times something says nothing."""
    [given] = given_away(_made(document))
    assert given.product == ""


def test_no_product_without_a_download() -> None:
    """A file that nobody got gave nothing away."""
    made = _made(_DOCUMENT)
    none = replace(made.files[0].total, downloads=replace(made.files[0].total.downloads, at_least=0, headline=0))
    [given] = given_away(replace(made, files=(replace(made.files[0], total=none),)))
    assert given.product == ""


def test_without_a_document_nothing_is_said() -> None:
    """Neither on the page nor on the terminal."""
    made = _made()
    assert list(given_away(made)) == []
    assert "gave away" not in render(made, draw(made, SPOKEN), SPOKEN)


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_is_told_the_counts(level: str) -> None:
    """Records, people, categories and codes; and downloads times hidden records."""
    text = _words(level)
    for part in ("87 of 1,187 records shown", "1,100 hidden records", "People: 1,098 to 1,185", "Health", "X2",
                 str(CHECKS["X2"].title)):  # fmt: skip
        assert part in text


@pytest.mark.parametrize("level", LEVELS)
def test_only_the_investigator_is_told_where(level: str) -> None:
    """The name of a sheet may be that of a person; whoever sees it sees it escaped."""
    source, _ = _page(level, "en")
    assert ("Nadia" in source) == (level == "investigator")
    assert ("docProps" in source) == (level == "investigator")
    assert ("1,098 rows are hidden." in source) == (level == "investigator")
    assert "<sheet>" not in source
    assert ("Nadia" in as_json(_at(level))) == (level == "investigator")


@pytest.mark.parametrize("level", LEVELS)
def test_a_column_that_is_never_filled_is_not_there(level: str) -> None:
    """Who is not told where gets no column for it."""
    section = _words(level).partition("How it was hidden")[2][:60]
    assert section.startswith(" Severity Check Where" if level == "investigator" else " Severity Check What")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("level", LEVELS)
def test_the_page_stays_a_page(level: str, code: str) -> None:
    """With the document in it, every table has rows and the sentence stands in the language of the page."""
    page = _page(level, code)[1]
    tags = [tag for tag, _ in page.elements]
    assert tags.count("table") == tags.count("/table") > 2
    spoken = language(code)
    [given] = given_away(_at(level))
    assert spoken.say(given.sentence) in _words(level, code)
    assert spoken.say(CHECKS["X2"].title) in _words(level, code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_terminal_says_it_in_two_lines(code: str) -> None:
    """The sentence of the document, then the product."""
    spoken, out = language(code), io.StringIO()
    made = _made(_DOCUMENT)
    print_findings(made, Console(file=out, width=400), spoken)
    lines = out.getvalue().splitlines()
    [given] = given_away(made)
    at = next(number for number, line in enumerate(lines) if line == f"{FILE}: {spoken.say(given.sentence)}")
    assert lines[at + 1] == f"  {spoken.say(given.product)}"


def test_a_hostile_name_leaves_the_terminal_as_it_was() -> None:
    """No escape of a document reaches it."""
    out = io.StringIO()
    made = _made(replace(_DOCUMENT, file="\x1b[31mleak"))
    print_findings(made, Console(file=out, width=400), SPOKEN)
    assert "\x1b" not in out.getvalue()


def test_of_several_documents_each_has_its_part() -> None:
    """In the order of the case."""
    other = replace(_DOCUMENT, file="other.xlsx", records=Records(visible=3), findings=(), state="nothing_hidden")
    assert [given.document.file for given in given_away(_made(_DOCUMENT, other))] == [FILE, "other.xlsx"]


def test_a_document_that_was_not_inspected_is_not_clean() -> None:
    """The reason is told to the investigator; nobody is told that nothing was found."""
    unread = Document(path="x", kind="encrypted", bytes=9, sha256="", state="not_inspected",
                      reason=state("It is encrypted."), file=FILE)  # fmt: skip
    for level in LEVELS:
        made = _at(level, unread)
        text = " ".join(Page(render(made, draw(made, SPOKEN), SPOKEN)).text)
        assert "Not inspected" in text, level
        assert "othing hidden" not in text, level
