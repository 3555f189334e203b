"""Nothing of a report is cut off, however much it holds: on a telephone, a tablet, a desk and paper."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # has no types
from playwright.sync_api import Browser, Page, sync_playwright

from forensics.language.catalogue import language
from forensics.language.languages import LANGUAGES
from forensics.model import Findings
from forensics.report.disclosure import LEVELS, disclose
from forensics.report.page.html import render
from forensics.report.pdf import typeset
from forensics.report.plots.canvas import Plot
from forensics.report.plots.draw import draw, draw_some
from tests.support.crowded_case import crowded
from tests.support.programs import needs
from tests.support.report_fixture import crowd, findings
from tests.support.thorough import some

WIDTHS = (390, 768, 1280)
#: CSS pixels between the side margins of a sheet of A4.
A4_TEXT = 680

#: What is cut: a page or a box that has to be scrolled sideways, text that leaves its cell or the page, text that is
#: squeezed to a letter or two a line. `Range` measures text as it is drawn, whatever its element says.
CUTS = """() => {
  const cuts = [], root = document.documentElement, range = document.createRange();
  const name = e => e.tagName + '.' + e.className + ' in ' + (e.closest('[id]')?.id ?? '');
  for (const e of [root, ...document.querySelectorAll('.box, pre, details, figure, section')])
    if (e.scrollWidth > e.clientWidth + 1) cuts.push('wide ' + name(e) + ' ' + e.textContent.trim().slice(0, 60));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim(), parent = texts.currentNode.parentElement;
    if (!text || parent.closest('.skip')) continue;
    range.selectNodeContents(texts.currentNode);
    const lines = [...range.getClientRects()].filter(line => line.width > 1);
    if (!lines.length) continue;
    const box = parent.closest('td, th, dd, dt, li, p, pre, figcaption, caption, summary, h1, h2, h3, h4')
      ?.getBoundingClientRect();
    const left = Math.max(0, box?.left ?? 0), right = Math.min(root.clientWidth, box?.right ?? Infinity);
    if (lines.some(line => line.left < left - 1.5 || line.right > right + 1.5))
      cuts.push('over ' + name(parent) + ' ' + text.slice(0, 60));
    if (lines.length > 4 && text.length < 3 * lines.length)
      cuts.push('squeezed ' + name(parent) + ' ' + text.slice(0, 60));
  }
  return cuts;
}"""

#: Texts of a picture that leave it, or touch each other; `text_1` and so on is what matplotlib calls them.
CLASHES = """() => [...document.querySelectorAll('svg')].map(svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('g[id^=text_]')];
  const boxes = texts.map(text => text.getBoundingClientRect()).filter(box => box.width);
  return boxes.map(b => [b.left - frame.left, b.top - frame.top, b.right - frame.left, b.bottom - frame.top])
    .concat([[0, 0, frame.width, frame.height]]);
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests; inside a container its sandbox cannot start as root."""
    chromium = needs("chromium")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"] if root else [])
        yield started
        started.close()


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Findings]:
    """A case that strains the page, one as they are, one in which nobody got anything."""
    return {"crowded": crowded(tmp_path_factory.mktemp("crowded")), "plain": findings(), "nobody": crowd(0, 1)}


@pytest.fixture(scope="module")
def pictures(cases: Mapping[str, Findings]) -> Sequence[Plot]:
    """Those of the crowded case for the public; one picture is as wide as any other."""
    spoken = language("nl")
    return draw(disclose(cases["crowded"], "public", key=bytes(32)), spoken)


def _page(found: Findings, level: str, code: str, pictures: Sequence[Plot]) -> str:
    return render(disclose(found, level, key=bytes(32)), pictures, language(code))


def _cuts(page: Page) -> list[str]:
    """What is cut off at each width and on paper."""
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {cut}" for cut in page.evaluate(CUTS)]
    page.set_viewport_size({"width": A4_TEXT, "height": 900})
    page.emulate_media(media="print")
    return found + [f"paper: {cut}" for cut in page.evaluate(CUTS)]


def _laid_out() -> list[tuple[str, str, str]]:
    """Case, level and language; of the crowded case, which takes half a minute each, the one in longer words."""
    every = list(product(["crowded", "plain", "nobody"], LEVELS, LANGUAGES))
    return some([each for each in every if each[0] != "crowded" or each[2] == "nl"], every)


@pytest.mark.parametrize(("name", "level", "code"), _laid_out(), ids=str)
def test_nothing_is_cut_off(
    browser: Browser, cases: Mapping[str, Findings], pictures: Sequence[Plot], name: str, level: str, code: str
) -> None:
    """Folded up or open, at 390, 768 and 1280 pixels and on A4; no table has to be scrolled sideways."""
    page = browser.new_page()
    page.set_content(_page(cases[name], level, code, pictures))
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert _cuts(page) == []
    page.close()


def test_a_cut_is_found(browser: Browser) -> None:
    """What is measured would tell: a box that scrolls, a word over its cell, a column of letters."""
    page = browser.new_page(viewport={"width": 390, "height": 900})
    long = "W" * 90
    page.set_content(f"<p>{long}</p><div class=box style='overflow:auto;width:9rem'>{long}</div>")
    assert {cut.split()[0] for cut in page.evaluate(CUTS)} == {"wide", "over"}
    page.set_content("<p style='width:1ch;overflow-wrap:anywhere'>By window</p>")
    assert "squeezed P. in  By window" in page.evaluate(CUTS)
    page.close()


def test_annexes_are_folded(browser: Browser, cases: Mapping[str, Findings], tmp_path: Path) -> None:
    """Closed on a screen, each saying how many rows it has; a link opens what it leads into; all open on paper."""
    (tmp_path / "report.html").write_text(_page(cases["plain"], LEVELS[0], "en", ()), encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    assert page.locator("details").count() > 6
    assert page.locator("details[open]").count() == 0
    assert all(re.search(r"\d rows?$", text) for text in page.locator("summary").all_inner_texts())
    page.evaluate("location.hash = document.querySelector('#records tbody').id")
    assert page.locator("details[open] tbody:target").count() == 1
    page.emulate_media(media="print")
    assert page.evaluate("[...document.querySelectorAll('details > :last-child')].every(e => e.offsetHeight > 20)")
    printed = page.pdf(prefer_css_page_size=True, path=tmp_path / "printed.pdf")
    assert printed.startswith(b"%PDF")
    words = _told("pdftotext", tmp_path / "printed.pdf", "-")
    assert all(row in words for row in cases["plain"].requests["row"])
    page.close()


def test_nobody_is_kept_out_of_cards(browser: Browser, cases: Mapping[str, Findings]) -> None:
    """axe-core finds no violation on a telephone either, with everything unfolded."""
    page = browser.new_context(viewport={"width": 390, "height": 900}, bypass_csp=True).new_page()
    page.set_content(_page(cases["plain"], LEVELS[0], "nl", ()))
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.context.close()


def _overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 1 and down > 1


def _clashes(page: Page, svg: str) -> list[Any]:
    page.set_content(svg)
    [[*texts, frame]] = page.evaluate(CLASHES)
    outside = [t for t in texts if t[0] < -1 or t[1] < -1 or t[2] > frame[2] + 1 or t[3] > frame[3] + 1]
    return outside + [pair for pair in combinations(texts, 2) if _overlap(*pair)]


def test_no_text_of_a_picture_is_cut(browser: Browser, cases: Mapping[str, Findings], pictures: Sequence[Plot]) -> None:
    """None leaves its picture or touches another, wide or narrow: of twelve windows with long names, and of days."""
    ours = draw_some(cases["crowded"], language("nl"), slice(None, None, 15))
    page = browser.new_page()
    for each in (*pictures, *filter(None, ours), *draw(cases["plain"], language("nl"))):
        assert (each.name, _clashes(page, each.svg)) == (each.name, [])
        assert (each.name, _clashes(page, each.narrow)) == (each.name, [])
    page.close()


def test_letters_of_a_narrow_picture(pictures: Sequence[Plot]) -> None:
    """As wide as a telephone shows it, so that no letter is smaller than it was drawn."""
    assert all(re.search(r'width="268\.\d+pt"', each.narrow) for each in pictures)


def _told(program: str, *arguments: str | Path) -> str:
    """What a program of poppler or qpdf says of a document; it complains of nothing."""
    run = subprocess.run([needs(program), *arguments], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    return run.stdout


@pytest.mark.parametrize(("name", "level", "code"), [("crowded", "public", "nl"), ("plain", "investigator", "en")])
def test_pdf_opens_without_a_complaint(
    cases: Mapping[str, Findings], pictures: Sequence[Plot], name: str, level: str, code: str, tmp_path: Path
) -> None:
    """In poppler and qpdf; no page of it holds a line or two alone, and none ends with the heading of what follows."""
    path = tmp_path / "report.pdf"
    path.write_bytes(typeset.render(_page(cases[name], level, code, pictures)))
    _told("qpdf", "--check", path)
    _told("pdfinfo", path)
    _told("pdffonts", path)
    _told("pdftoppm", "-r", "10", path, tmp_path / "sheet")
    sheets = _told("pdftotext", "-layout", path, "-").split("\f")[:-1]
    assert len(sheets) > 5
    lines = [[line for line in sheet.splitlines() if line.strip()] for sheet in sheets]
    assert min(len(sheet) for sheet in lines) > 6  # of which the running title, a heading of a table and the number
    headings = {
        " ".join(found.split())
        for found in re.findall(r"<h[234][^>]*>([^<]+)<", "".join(_page(cases[name], level, code, ())))
    }
    assert not [sheet[-2] for sheet in lines if sheet[-2].strip() in headings]
