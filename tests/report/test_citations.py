"""Citations: one short id for each number, the same in every language and at every level, and the lines behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from forensics.language.catalogue import language
from forensics.model import Findings
from forensics.report.citations import Cited, citations, place_of
from forensics.report.disclosure import LEVELS, disclose
from forensics.report.saved.reopen import reopen
from tests.support.report_fixture import crowd, findings

_SAMPLE = Path(__file__).parents[2] / "reports" / "coa-2020"
_ID = re.compile(r"(?:\d+|doc-\d+)(?:\.[A-Za-z0-9_-]+)+")


@cache
def _sample() -> Findings:
    return reopen(_SAMPLE)


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
    """ "13 or more" is 13, and more."""
    found = _sample()
    file = found.files[0]
    more = replace(file.total.downloads, open_ended=True)
    cited = _by_id(replace(found, files=(replace(file, total=replace(file.total, downloads=more)),)))
    assert [name for name, each in cited.items() if each.open_ended] == ["1.W.D.max"]
