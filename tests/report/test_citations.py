"""Citations: one short id for each number, the same in every language and at every level, and the lines behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import polars as pl
import pytest
from markupsafe import escape

from forensics.findings.reasons.why import floor
from forensics.language.catalogue import language
from forensics.model import Findings, Reason
from forensics.report.citations import Cited, citations, place_of
from forensics.report.disclosure import LEVELS, disclose
from forensics.report.page.html import render
from tests.support.page_reader import Page
from tests.support.report_fixture import crowd, findings
from tests.support.samples import sample

_ID = re.compile(r"(?:\d+|doc-\d+)(?:\.[A-Za-z0-9_-]+)+")


def _sample() -> Findings:
    return sample("coa-2020")


def _by_id(found: Findings) -> dict[str, Cited]:
    return {cited.id: cited for cited in citations(found)}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("make", [_sample, findings, lambda: crowd(60, 40)], ids=["sample", "made", "crowd"])
def test_an_id_names_one_number(make: object, level: str) -> None:
    """And holds no text of a log, a case or a document, but letters, digits, dots, hyphens and underscores."""
    found = disclose(make(), level)  # type: ignore[operator] # one of the three above
    ids = [cited.id for cited in citations(found)]
    assert len(ids) == len(set(ids)) > 30
    assert [name for name in ids if not _ID.fullmatch(name)] == []


@pytest.mark.parametrize("level", LEVELS[1:])
def test_an_id_means_the_same_at_every_level(level: str) -> None:
    """Whoever reads another version of the report finds the same number under it, or none."""
    whole = _by_id(_sample())
    for name, cited in _by_id(disclose(_sample(), level)).items():
        if "few-visitors" in name:  # joined: there at this level alone
            continue
        assert (cited.value, cited.open_ended) == (whole[name].value, whole[name].open_ended), name


def test_the_lines_behind_a_number_are_those_of_the_tables() -> None:
    """Of downloads in each of the three numbers, of requests by verdict, of a window and of all."""
    found = _sample()
    cited, placed = _by_id(found), pl.col("window").is_not_null()
    for bound, column in (("min", "in_at_least"), ("est", "in_headline")):
        rows = found.downloads.filter(placed, pl.col(column))["rows"].explode().to_list()
        assert sorted(cited[f"1.W.D.{bound}"].rows or ()) == sorted(rows)
        assert sorted(cited[f"1.W.A.{bound}"].rows or ()) == sorted(rows)
    failed = found.requests.filter(placed, pl.col("verdict") == "error")
    assert set(cited["1.W.R.error"].rows or ()) == set(failed["row"])
    assert cited["1.W.R.error"].value == failed.height
    known = set(found.requests["row"])
    assert all(known.issuperset(each.rows) for each in cited.values() if each.rows is not None)


def test_requests_have_as_many_lines_as_they_count() -> None:
    """A request is one line."""
    for name, cited in _by_id(_sample()).items():
        if re.fullmatch(r"1\.[WX]\d*\.R(\.\w+)?", name):
            assert len(cited.rows or ()) == cited.value, name


def test_a_bound_of_another_reading_has_no_lines() -> None:
    """What must hold for two readings of the logs is not the number of the lines of one."""
    found = _sample()
    file = found.files[0]
    lower = replace(file.total.downloads, at_least=3)
    other = replace(found, files=(replace(file, total=replace(file.total, downloads=lower)),))
    cited = _by_id(other)
    assert (cited["1.W.D.min"].value, cited["1.W.D.min"].rows) == (3, None)
    assert cited["1.W.A.min"].rows is None
    assert cited["1.W.D.est"].rows


def test_the_public_gets_no_lines() -> None:
    """There are none in its report."""
    assert {cited.rows for cited in citations(disclose(_sample(), "public"))} == {None}


def test_a_place_is_said_in_every_language() -> None:
    """But the label of a window stays as the case has it, also where it is a word of the tool."""
    cited = _by_id(_sample())
    assert place_of(cited["1.W1.D.est"], language("nl")) == "first publication"
    assert place_of(cited["1.W.D.est"], language("nl")) == language("nl").text("all windows")
    assert place_of(cited["1.lines"], language("en")) == ""
    assert place_of(replace(cited["1.W1.D.est"], window="browser"), language("nl")) == "browser"


def test_open_ended_is_told_with_the_ceiling_alone() -> None:
    """What reads "13 or more" is 13, and more."""
    found = _sample()
    file = found.files[0]
    more = replace(file.total.downloads, open_ended=True)
    cited = _by_id(replace(found, files=(replace(file, total=replace(file.total, downloads=more)),)))
    assert [name for name, each in cited.items() if each.open_ended] == ["1.W.D.max"]


@cache
def _page(level: str) -> Page:
    return Page(render(disclose(_sample(), level), [], language("en")))


@pytest.mark.parametrize("level", LEVELS)
def test_numbers_of_the_page_carry_their_ids(level: str) -> None:
    """Each anchor is that of a number that can be cited, stands once, and shows its value."""
    shown = _shown(level)
    cited = _by_id(disclose(_sample(), level))
    assert len(shown) > 60
    for name, text in shown.items():
        value = cited[name].value
        wanted = "not determinable from these logs" if value is None else language("en").number(value)
        assert text == (f"{wanted} or more" if cited[name].open_ended else wanted), name


def _shown(level: str) -> dict[str, str]:
    html = render(disclose(_sample(), level), [], language("en"))
    found = re.findall(r'<(?:a|span) class="n" id="n-([^"]+)" title="([^"]+)"[^>]*>(.*?)</(?:a|span)>', html)
    assert all(name == title for name, title, _ in found)
    assert len(found) == len({name for name, _, _ in found})
    return {name: re.sub("<[^>]+>", "", text) for name, _, text in found}


@pytest.mark.parametrize("level", LEVELS)
def test_every_link_of_the_page_arrives(level: str) -> None:
    """Those of the big numbers too: to the lines behind them; in a report without lines to how they are counted."""
    page = _page(level)
    ids = list(page.values("id"))
    aims = {href[1:] for href in page.values("href") if href}
    assert len(ids) == len(set(ids))
    assert aims <= set(ids)
    assert ("c-1.W.D.est" in aims) == (level != "public")
    assert level != "public" or "section-3.7" in aims


@pytest.mark.parametrize("level", LEVELS)
def test_an_annex_lists_every_number(level: str) -> None:
    """With its id, but for those that are 0 and those of single addresses."""
    found = disclose(_sample(), level)
    listed = {name.removeprefix("c-") for name in _page(level).values("id") if name and name.startswith("c-")}
    assert listed == {each.id for each in citations(found) if each.value and ".visitor-" not in each.id}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("code", ["en", "nl"])
def test_first_page_and_chapter_6_say_the_same(level: str, code: str) -> None:
    """Both say why the numbers lie apart in one and the same sentence, and chapter 6 claims no more downloads with
    every byte handed over than are at least."""
    found, spoken = disclose(_sample(), level), language(code)
    file = found.files[0]
    html = render(found, [], spoken)
    first, _, rest = html.partition('<section id="authority">')
    chapter = rest.partition('<section id="interpretation">')[2].partition("</section>")[0]
    for why in (file.floor, file.ceiling):
        said = str(escape(spoken.say(why.text)))
        assert said in first
        assert said in chapter
    assert "every byte was handed over in" not in html


def test_the_public_is_told_no_reason_of_few_visitors() -> None:
    """What fewer than k of them did is another reason; what a log holds or lacks is nobody's."""
    found = _sample()
    file = found.files[0]
    assert {reason.code for reason in (*file.floor.reasons, *file.ceiling.reasons)} == {"inferred", "parts"}
    shown = disclose(found, "public").files[0]
    assert {reason.code for reason in (*shown.floor.reasons, *shown.ceiling.reasons)} == {"few-visitors"}
    assert "parts" not in shown.floor.text + shown.ceiling.text
    assert [reason.addresses for reason in shown.floor.reasons] == [None]
    assert disclose(found, "public", k=1).files[0].floor == file.floor
    proxied = replace(file, floor=floor([Reason("proxied", 2, 1)], file.total.downloads))
    told = disclose(replace(found, files=(proxied,)), "public").files[0].floor
    assert told.reasons == (Reason("proxied", 2, None),)
