"""The report in a real Chromium: wide, narrow, dark, printed, and cut off from everything."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # has no types
from playwright.sync_api import Browser, Page, sync_playwright

from forensics.language.catalogue import language
from forensics.language.languages import LANGUAGES
from forensics.report.disclosure import LEVELS, disclose
from forensics.report.page.html import render
from forensics.report.plots.draw import draw
from forensics.watch.state import looked_into
from forensics.watch.status import status_of
from forensics.watch.status.files import write_status
from forensics.watch.trouble import Trouble
from tests.support.programs import needs
from tests.support.report_fixture import crowd, findings
from tests.support.report_lines import HOSTILE
from tests.support.status_fixture import NOW, a_pass, hides, site

CSS = Path(__file__).parents[2] / "forensics/report/page/templates/report.css"

ENGLISH = language("en")

#: CSS pixels between the side margins of the printed page.
A4_TEXT = 680


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
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Reports on disk, by name: the invented case, the same with hostile text, a crowd, nobody."""
    folder = tmp_path_factory.mktemp("pages")
    long = HOSTILE[0] + HOSTILE[6] + "A" * 300
    made = {
        "plain": findings(),
        "hostile": findings(text=lambda text: text + long),
        "crowd": crowd(120, 40),
        "nobody": crowd(0, 1),
    }
    for name, found in made.items():
        (folder / f"{name}.html").write_text(render(found, draw(found, ENGLISH), ENGLISH), encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in made}


@pytest.fixture(scope="module", params=list(product(LEVELS, LANGUAGES)), ids="-".join)
def version(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The invented case at one level, in one language."""
    level, code = request.param
    found, spoken = disclose(findings(), level, key=bytes(32)), language(code)
    path = tmp_path_factory.mktemp("versions") / f"{level}-{code}.html"
    path.write_text(render(found, draw(found, spoken), spoken), encoding="utf-8")
    return path.as_uri()


def _open(browser: Browser, url: str, *, width: int, **options: Any) -> tuple[Page, list[str]]:
    """A page, and what it said or asked for that it should not have."""
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("dialog", lambda dialog: trouble.append(dialog.message))
    page.on("request", lambda request: None if request.url.startswith((url, "data:")) else trouble.append(request.url))
    page.goto(url)
    return page, trouble


@pytest.mark.parametrize(
    ("name", "width"), list(product(["plain", "hostile", "crowd", "nobody"], [1280, 320])), ids=str
)
def test_page_fits_the_window(browser: Browser, pages: dict[str, str], name: str, width: int) -> None:
    """Nothing scrolls sideways but tables and pictures in their own boxes; nothing is asked for or complained about."""
    page, trouble = _open(browser, pages[name], width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not trouble
    page.context.close()


def test_pictures_are_shown(browser: Browser, pages: dict[str, str]) -> None:
    """The browser accepts each picture under the page's own policy."""
    page, _ = _open(browser, pages["plain"], width=1280)
    widths = page.evaluate("[...document.images].map(image => image.complete ? image.naturalWidth : 0)")
    assert len(widths) == 2 * 6  # each for wide and for narrow screens
    assert all(width > 300 for width in widths)
    assert page.evaluate("[...document.images].filter(image => image.offsetWidth).length") == 6
    page.context.close()


def test_links_lead_to_the_line(browser: Browser, pages: dict[str, str]) -> None:
    """A click on a line reference arrives at that line, and opens what it is folded in."""
    page, _ = _open(browser, pages["plain"], width=1280)
    page.click("summary:has-text('Downloads and possible downloads') >> nth=0")
    page.click("table.downloads a:text-is('s1:1311') >> nth=0")
    assert page.evaluate("document.querySelector('details[open] tbody:target th').textContent") == "s1:1311"
    page.context.close()


@pytest.mark.parametrize("name", ["plain", "hostile"])
def test_page_prints(browser: Browser, pages: dict[str, str], name: str) -> None:
    """On paper nothing is wider than the text, and a PDF of several pages comes out."""
    page, trouble = _open(browser, pages[name], width=A4_TEXT)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 5
    assert not trouble
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_has_both_schemes(browser: Browser, pages: dict[str, str], scheme: str) -> None:
    """Light where the reader likes it light, dark where dark, and always light on paper."""
    page, _ = _open(browser, pages["plain"], width=1280, color_scheme=scheme)
    brightness = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number).reduce((a, b) => a + b)"
    assert (page.evaluate(brightness) > 600) == (scheme == "light")
    page.emulate_media(media="print")
    assert page.evaluate(brightness) == 3 * 255
    page.context.close()


def test_nothing_keeps_a_reader_out(browser: Browser, version: str) -> None:
    """axe-core finds no violation of WCAG or good practice; in the dark, where only colours differ, contrast holds."""
    page, _ = _open(browser, version, width=1280, bypass_csp=True)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.emulate_media(color_scheme="dark")
    found = Axe().run(page, options={"runOnly": ["color-contrast", "link-in-text-block"]})
    assert found.violations_count == 0, found.generate_report()
    page.context.close()


def test_answer_is_one_printed_page(browser: Browser, version: str) -> None:
    """Whatever the level and the language, a director reads one sheet; and on a telephone nothing is cut off."""
    page, _ = _open(browser, version, width=320)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert _sheet(page, "#main") == 1
    assert _sheet(page, "#authority") == 2
    page.context.close()


def _sheet(page: Page, place: str) -> int:
    """On which sheet of A4 a place of the page is printed, from 1."""
    with pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True, format="A4"))) as printed:
        numbers = {sheet.objgen: number for number, sheet in enumerate(printed.pages, 1)}
        return numbers[printed.Root.Dests[place.replace("#", "/")][0].objgen]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The status of a watch after a pass, with a long hostile name, as a page."""
    watch = site(tmp_path_factory.mktemp("watch"))
    (watch.roots[0].path / ("A" * 150 + ".ods")).write_bytes(hides())
    a_pass(watch)
    with looked_into(watch.state, watch.id) as connection:
        status = status_of(watch, connection, NOW)
    write_status(replace(status, troubles=(Trouble("log", HOSTILE[0], HOSTILE[6], ""),)), watch.folder)
    return (watch.folder / "status.html").as_uri()


def test_status_page(browser: Browser, watched: str) -> None:
    """On a telephone, a tablet, a desk and paper nothing is wider than it, nothing is asked for; nobody is kept out."""
    page, trouble = _open(browser, watched, width=390, bypass_csp=True)
    for width in (390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.emulate_media(color_scheme="dark")
    found = Axe().run(page, options={"runOnly": ["color-contrast"]})
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": A4_TEXT, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not trouble
    page.context.close()


def test_keyboard_reaches_the_answer(browser: Browser, pages: dict[str, str]) -> None:
    """The first stop is a link to the answer, seen once it has the focus; every box that scrolls is a stop."""
    page, _ = _open(browser, pages["plain"], width=375)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    scrolling = "[...document.querySelectorAll('body *')].filter(e => e.scrollWidth > e.clientWidth + 1"
    assert page.evaluate(f"{scrolling} && getComputedStyle(e).overflowX === 'auto').every(e => e.tabIndex === 0)")
    page.context.close()


def _luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb (WCAG 2.2)."""
    digits = colour.lstrip("#")
    pairs = [digits[i : i + 2] for i in (0, 2, 4)] if len(digits) == 6 else [digit * 2 for digit in digits]
    parts = [int(pair, 16) / 255 for pair in pairs]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", range(3), ids=["light", "dark", "print"])
def test_text_has_contrast(scheme: int) -> None:
    """Every colour of text on every ground: 4.5 to 1 or more."""
    blocks = re.findall(r":root \{(.*?)\}", CSS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 3
    colours = dict(re.findall(r"--(\w+): (#\w+);", blocks[scheme]))
    for text, ground in product(["ink", "quiet", "accent", "strong"], ["paper", "surface", "warm"]):
        low, high = sorted(_luminance(colours[name]) for name in (text, ground))
        assert (high + 0.05) / (low + 0.05) >= 4.5, f"{text} on {ground}"
