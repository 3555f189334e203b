"""report.html: one fixed structure whatever the text, everything that an examiner asks for, the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.downloads.rules import RULES
from forensics.language.catalogue import language
from forensics.language.untrusted import for_terminal
from forensics.model import Bounds, Findings, SecondReader
from forensics.model.schema import VERDICTS
from forensics.report.page import view
from forensics.report.page.html import render
from forensics.report.plots.canvas import Plot
from forensics.rulebook.vocabulary import FLAGS, MEANINGS
from tests.support.page_reader import ATTRIBUTES, TAGS, Page
from tests.support.report_fixture import crowd, findings
from tests.support.report_lines import HOSTILE, LINES
from tests.support.report_tables import FILE

PICTURE = Plot(
    "timeline-1", "Deliveries", "Timeline with 11 downloads.", "<svg xmlns='http://www.w3.org/2000/svg'/>", b""
)

ENGLISH = language("en")

CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def _read(made: Findings) -> Page:
    return Page(render(made, [PICTURE], ENGLISH))


@pytest.fixture(scope="module")
def plain() -> Page:
    """The page of the invented case, taken apart."""
    return _read(findings())


def test_page_uses_known_tags_only(plain: Page) -> None:
    """No script, no link, no form, no frame, no object, no event: an allow-list of tags and attributes."""
    assert {tag.strip("/") for tag, _ in plain.elements} <= TAGS
    assert {name for _, attrs in plain.elements for name, _ in attrs} <= ATTRIBUTES
    assert not plain.odd


def test_page_needs_nothing_else(plain: Page) -> None:
    """Links stay in the page, pictures are in it, and a policy says so to the browser."""
    assert all(value.startswith("#") for value in plain.values("href"))
    assert all(value.startswith("data:image/svg+xml;base64,") for value in plain.values("src"))
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in list(plain.values("content"))
    style = render(findings(), [], ENGLISH).partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(payload: str, plain: Page) -> None:
    """In every field at once: the same tags with the same attributes, and the text is there to be read."""
    page = _read(findings(text=lambda text: text + payload))
    assert page.elements == plain.elements
    assert not page.odd
    text = "".join(page.text)
    assert not CONTROLS.search(text)
    assert text.count(for_terminal(FILE + payload)) >= 5


@given(payload=st.text(max_size=40))
@settings(max_examples=15)
def test_any_text_leaves_the_structure(payload: str, plain: Page) -> None:
    """Whatever the characters, the structure is that of harmless text."""
    page = _read(findings(text=lambda text: text + payload))
    assert page.elements == plain.elements


def test_names_of_files_need_not_be_text() -> None:
    """A log whose name is not UTF-8 (a lone surrogate in Python) can be written down."""
    made = findings()
    odd = replace(made.sources[0], path="logs/\udcff.log")
    page = render(replace(made, sources=(odd, *made.sources[1:])), [], ENGLISH)
    assert page.encode()
    assert "logs/\\udcff.log" in page


def test_same_findings_give_the_same_page() -> None:
    """Nothing in the page depends on when or how often it is made."""
    assert render(findings(), [PICTURE], ENGLISH) == render(findings(), [PICTURE], ENGLISH)


def test_headings_are_in_order(plain: Page) -> None:
    """One title, and no level skipped on the way down."""
    levels = [int(tag[1]) for tag, _ in plain.elements if re.fullmatch(r"h\d", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_links_arrive(plain: Page) -> None:
    """Ids are unique, and each link in the page has its target."""
    ids = list(plain.values("id"))
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in plain.values("href")} <= set(ids)
    assert set(plain.values("aria-labelledby")) <= set(ids)


def test_line_of_two_files_has_two_places() -> None:
    """A line that stands for two files is shown with both, under ids of their own."""
    made = findings()
    other = replace(made.files[0], name="annex.xlsx")
    tables = (
        pl.concat([table, table.with_columns(file=pl.lit("annex.xlsx"))]) for table in (made.requests, made.downloads)
    )
    requests, downloads = tables
    page = _read(replace(made, files=(made.files[0], other), requests=requests, downloads=downloads))
    ids = list(page.values("id"))
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("href")} <= set(ids)


def test_tables_can_be_read_aloud(plain: Page) -> None:
    """Every table has a caption, or the summary over it; each header cell a scope, each picture a text."""
    tags = [tag for tag, _ in plain.elements]
    folded = [attrs for tag, attrs in plain.elements if tag == "table" and "aria-labelledby" in dict(attrs)]
    assert tags.count("table") - len(folded) == tags.count("caption") > 20
    assert len(folded) > 5
    assert all(any(name == "scope" for name, _ in attrs) for tag, attrs in plain.elements if tag == "th")
    assert list(plain.values("alt")) == [PICTURE.alt]
    assert ("html", (("lang", "en"),)) in plain.elements


def test_sections_follow_the_skeleton(plain: Page) -> None:
    """The answer, then the parts in their order."""
    sections = [dict(attrs)["id"] for tag, attrs in plain.elements if tag == "section"]
    assert " ".join(filter(None, sections)) == (
        "answer authority conclusion sources coverage findings interpretation limits"
        " method custody verify records words citations"
    )


def test_every_request_is_there(plain: Page) -> None:
    """Each kept line has its row id, its raw text and its reason; each source both hashes; each rule its place."""
    text = "".join(plain.text)
    for line in LINES:
        assert line.row in text
        assert line.because[1:] in text
    assert all(f"{line.client} - - [" in text for line in LINES)
    for source in findings().sources:
        assert source.sha256 in text
        assert source.compression == "none" or source.stream_sha256 in text
    assert all(rule.because in text for rule in RULES)


def test_numbers_of_the_answer_stand_on_top() -> None:
    """Before the contents: the sentence, the bounds, what is uncertain."""
    top = render(findings(), [PICTURE], ENGLISH).partition("<nav")[0]
    sentence = "” 11 times to 7 IP addresses while it was exposed (established: 11; at least 9, at most 13)."
    assert sentence in re.sub("<[^>]+>", "", top)
    told = (
        "evidence is incomplete",
        "outside every window",
        "could name the file",
        "requester",
        "Netherlands",
        "browser",
    )
    assert [words for words in told if words not in top] == []


def _with_total(**numbers: Bounds) -> Callable[[Findings], Findings]:
    def change(made: Findings) -> Findings:
        file = made.files[0]
        return replace(made, files=(replace(file, total=replace(file.total, **numbers)),))  # type: ignore[arg-type]

    return change


def test_missing_lower_bound_is_not_zero() -> None:
    """Where no log can prove a delivery the page says so, in words."""
    page = render(_with_total(downloads=Bounds(None, 2, 3, open_ended=True))(findings()), [], ENGLISH)
    assert page.count("not determinable from these logs") >= 4
    assert "or more<" in page


def test_nothing_seen() -> None:
    """A case without downloads makes a page, with the coverage beside the zero."""
    page = render(crowd(0, 1), [], ENGLISH)
    assert "No downloads of “" in page
    assert "100% of the exposure windows" in page
    assert "Nobody fetched the file; or it was fetched where these logs do not look" in page


def test_empty_findings() -> None:
    """No logs, no definitions, no second reader: every section says so instead of failing."""
    made = crowd(0, 1)
    bare = replace(
        made,
        coverage=(),
        definitions=(),
        sources=(),
        limitations=(),
        second_reader=SecondReader(),
        complete=True,
    )
    text = "".join(_read(bare).text)
    for words in (
        "No log covers any time",
        "None was computed",
        "No line was given to a second reader",
        "None was found",
    ):
        assert words in text


def test_long_lists_say_what_they_leave_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit the table names the rest and where it is; no link leads to a row that is not there."""
    monkeypatch.setattr(view, "LISTED", 3)
    page = _read(findings())
    assert "The first 3 of 11 rows; requests.csv holds all of them." in "".join(page.text)
    assert {href[1:] for href in page.values("href")} <= set(page.values("id"))


def test_window_without_bounds() -> None:
    """A window that nobody stated is shown as such, not as the years 1970 and 9998."""
    made = findings()
    start, end = datetime(1970, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)
    windows = tuple(replace(window, start=start, end=end) for window in made.case.windows)
    tallies = tuple(replace(tally, start=start, end=end) for tally in made.files[0].windows)
    files = (replace(made.files[0], windows=tallies),)
    text = "".join(_read(replace(made, case=replace(made.case, windows=windows), files=files)).text)
    assert "9998" not in text
    assert "1970" not in text
    assert "in the time of these logs" in text


def test_every_verdict_has_its_words() -> None:
    """A new verdict cannot reach a page unexplained; flags of the sample are explained too."""
    assert tuple(MEANINGS) == VERDICTS
    assert {flag for line in LINES for flag in line.flags} <= set(FLAGS)
