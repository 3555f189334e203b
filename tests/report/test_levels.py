"""report.html at each disclosure level and in each language: no more than the level holds, no word untranslated."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest

from forensics.language.catalogue import language
from forensics.language.languages import LANGUAGES
from forensics.model import Findings
from forensics.model.schema import VERDICTS
from forensics.report.citations import citations
from forensics.report.disclosure import LEVELS, disclose
from forensics.report.page.html import render
from forensics.report.plots.draw import Plot, draw
from forensics.rulebook.vocabulary import FLAGS, GRADES
from tests.support.catalogued import bracketed, marked, unmarked
from tests.support.page_reader import ATTRIBUTES, TAGS, Page
from tests.support.report_fixture import findings
from tests.support.report_lines import LINES

LOWER = LEVELS[1:]
KEY = bytes(range(32))

#: Words that are the same in every language: names, units and formats of the world, and of this tool's own files.
NAMES = (
    "GDPR SHA UTC HEAD GET AS IPv UTF MiB coa sha hmac gzip truncated nginx apache combined isp log parser proven"
    " protocol bytes minutes hours June and Germany Netherlands"
)


def at_level(made: Findings, level: str) -> Findings:
    """Those findings as a reader of that level may see them."""
    return disclose(made, level, key=KEY)


@cache
def _page(level: str, code: str) -> Page:
    made, spoken = at_level(findings(), level), language(code)
    return Page(render(made, draw(made, spoken), spoken))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("level", LEVELS)
def test_every_version_is_a_whole_page(level: str, code: str) -> None:
    """Known tags only, one title, no heading skipped, links that arrive, its language told; no table without rows."""
    page = _page(level, code)
    assert {tag.strip("/") for tag, _ in page.elements} <= TAGS
    assert {name for _, attrs in page.elements for name, _ in attrs} <= ATTRIBUTES
    assert ("html", (("lang", code),)) in page.elements
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {href[1:] for href in page.values("href")} <= set(page.values("id"))
    tags = [tag for tag, _ in page.elements]
    assert ("tbody", "/tbody") not in pairwise(tags)
    assert ("ul", "/ul") not in pairwise(tags)
    assert all(page.values("alt"))


@pytest.mark.parametrize("level", LOWER)
def test_lower_levels_show_no_address(level: str) -> None:
    """Neither an address nor a line of a log; the reader is told for whom the version is and what it lacks."""
    text = "".join(_page(level, "en").text)
    for line in LINES:
        assert line.client not in text
        assert line.agent[0] not in text
    assert "from=news" not in text
    assert "are left out" in text
    assert not re.search("None(?! of it)", text)


def test_regulator_sees_labels_and_tokens() -> None:
    """Visitors by label with the linking id under it; each request without its line."""
    text = "".join(_page("regulator", "en").text)
    made = at_level(findings(), "regulator")
    assert made.files[0].addresses[0].token is not None
    for recipient in made.files[0].addresses:
        assert recipient.address in text
        assert str(recipient.token) in text
    assert all(line.row in text for line in LINES)
    assert "Annex A" in text


def test_public_sees_counts_only() -> None:
    """No visitor, no request, no file of a log and no hash of one; the numbers and days stay."""
    text = "".join(_page("public", "en").text)
    assert "Visitor" not in text
    assert "Annex A" not in text
    assert "No file is damaged" not in text
    assert not any(line.row in text for line in LINES)
    assert "logs/web1" not in text
    assert findings().sources[0].sha256 not in text
    assert "8 June 2020" in text
    assert "by /64" not in list(_page("public", "en").text)


def test_addresses_that_were_asked_for() -> None:
    """A regulator's version with addresses says so, and calls them addresses."""
    made = disclose(findings(), "regulator", key=KEY, with_addresses="asked for in a letter")
    text = "".join(Page(render(made, [], language("en"))).text)
    assert "with IP addresses" in text
    assert LINES[1].client in text
    assert "Visitor " not in text


@pytest.mark.parametrize("level", LEVELS)
def test_every_word_comes_from_the_catalogue(level: str) -> None:
    """What a reader sees or hears is a message, a value of the case (here in its own brackets), or a name."""
    made = at_level(findings(bracketed), level)
    pictures = [Plot(name, "", "", "", b"") for name in ("timeline-1", "coverage", "definitions-1")]
    shown = re.sub("<style>.*?</style>", "", render(made, pictures, marked()), flags=re.DOTALL)
    page = Page(shown)
    ids = [cited.id for cited in citations(made)]
    codes = " ".join([*VERDICTS, *FLAGS, *GRADES, *(limit.code for limit in made.limitations), *ids])
    assert unmarked("\n".join([*page.text, *page.values("aria-label")])) <= unmarked(codes) | unmarked(NAMES)
