"""The pages in a real Chromium: from the answer to the lines, why one is not counted, definitions, the export."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # has no types
from playwright.sync_api import Browser, Page, sync_playwright

from tests.explore.test_server import served
from tests.support.explore_fixture import lay_out
from tests.support.programs import needs
from tests.support.report_fixture import findings
from tests.support.report_lines import HOSTILE
from tests.support.samples import sample

pytest.importorskip("datasette")

_EVIL = "https://evil.example.org/x"
_LEADS_OUT = """
[...document.querySelectorAll('[href],[src],[action]')].map(it => it.href?.baseVal ?? it.href ?? it.src ?? it.action)
    .map(to => new URL(to, location.href).href)
    .filter(to => !to.startsWith(location.origin + '/' + location.pathname.split('/')[1] + '/') && to !== 'data:,')
"""


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
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The sample, and a report whose texts do all they can, each served."""
    folder = tmp_path_factory.mktemp("reports")
    made = {
        "sample": sample("coa-2020"),
        "hostile": findings(text=lambda text: text + "".join(HOSTILE)),
        "links": findings(text=lambda _: _EVIL),
    }
    with ExitStack() as stack:
        yield {name: stack.enter_context(served(lay_out(found, folder / name)))[1] for name, found in made.items()}


def opened(browser: Browser, address: str, path: str = "") -> tuple[Page, list[str]]:
    """A page, and what it said or asked for that it should not have."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("dialog", lambda dialog: trouble.append(dialog.message))
    page.on("request", lambda request: None if request.url.startswith(address) else trouble.append(request.url))
    page.goto(f"{address}{path}")
    return page, trouble


def test_from_the_answer_to_the_lines_of_a_bar(browser: Browser, addresses: dict[str, str]) -> None:
    """The first page tells the answer; a bar of the timeline leads to as many lines as it says, of its time."""
    page, trouble = opened(browser, addresses["sample"])
    assert [cell.inner_text() for cell in page.locator("table.numbers >> nth=0 >> td").all()] == ["9", "11", "13", "7"]
    bar = page.locator("svg.timeline a[aria-label^='2020-06-10']")
    label = str(bar.get_attribute("aria-label"))
    bar.click()
    times = page.locator("td.col-at_local").all_inner_texts()
    assert len(times) == int(label.partition(": ")[2].partition(" ")[0]) == 9
    assert {time[:10] for time in times} == {"2020-06-10"}
    assert trouble == []
    page.context.close()


def test_lines_are_filtered_and_exported(browser: Browser, addresses: dict[str, str]) -> None:
    """By the form, then by a facet; CSV and JSON hold the rows that are shown."""
    page, trouble = opened(browser, addresses["sample"])
    page.select_option("select[name=window]", "first publication")
    page.fill("input[name=from]", "2020-06-10T00:00:00")
    page.fill("input[name=agent]", "Chrome")
    page.click("input[value='Show lines']")
    shown = page.locator("td.col-row").all_inner_texts()
    assert len(shown) > 2
    page.click(".facet-results a:text-is('partial')")
    shown = page.locator("td.col-row").all_inner_texts()
    assert shown
    assert set(page.locator("td.col-verdict").all_inner_texts()) == {"partial"}
    for kind, read in (("CSV", _of_csv), ("json", _of_json)):
        link = page.locator(f".export-links a:text-is('{kind}')")
        answer = page.request.get(str(link.evaluate("link => link.href")))
        assert [row["row"] for row in read(answer.text())] == shown
    assert trouble == []
    page.context.close()


def _of_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _of_json(text: str) -> list[dict[str, str]]:
    found = json.loads(text)
    return [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]


def test_why_a_line_is_not_counted(browser: Browser, addresses: dict[str, str]) -> None:
    """Asked on the first page; one that counts says in what; one that is not there, how lines are named."""
    page, _ = opened(browser, addresses["sample"])
    for row, told in (
        ("s5:305", "Not counted: the same line stands in another log file and is counted there."),
        ("s9:6868", "Counted: it is part of d3, which is established and counts in at least."),
    ):
        page.goto(addresses["sample"])
        page.fill("input[name=row]", row)
        page.click("input[value=Explain]")
        assert page.inner_text("p.verdict") == told
        assert "GET /wob/2020/" in page.inner_text("pre.line")
    page.goto(f"{addresses['sample']}line?row=s5:1")
    assert "No line with this id names the file" in page.inner_text("main")
    page.context.close()


def test_definitions_stand_side_by_side(browser: Browser, addresses: dict[str, str]) -> None:
    """Each with its numbers; a number of lines leads to as many, and a mark to the line."""
    page, trouble = opened(browser, addresses["sample"], "definitions")
    row = page.locator("table.definitions tr", has_text="Status 200").first
    assert row.locator("td.count").all_inner_texts() == ["17", "10", "7", "5"]
    assert page.locator("table.lines tbody tr").count() > 10
    row.locator("a").first.click()
    assert page.locator("td.col-row").count() == 7
    page.locator("td.col-row a").first.click()
    assert page.inner_text("h1").startswith("Line s")
    assert trouble == []
    page.context.close()


PLACES = ("", "definitions", "evidence/requests", "evidence/not_counted", "evidence/downloads", "evidence/by_address",
          "evidence", "evidence/requests/1", "line?row=s1:1311", "evidence?sql=select+*+from+requests")  # fmt: skip


@pytest.mark.parametrize("name", ["hostile", "links"])
def test_text_of_a_log_does_nothing(browser: Browser, addresses: dict[str, str], name: str) -> None:
    """No script, no picture, no frame, and no link that leads out of the report; nothing is asked for elsewhere."""
    page, trouble = opened(browser, addresses[name])
    for place in PLACES:
        page.goto(f"{addresses[name]}{place}")
        assert page.evaluate(_LEADS_OUT) == []
        assert page.evaluate("document.querySelectorAll('script,img,iframe,object,embed,base').length") == 0
        assert page.evaluate("document.querySelectorAll('[onerror],[onload],[onmouseover]').length") == 0
    assert trouble == []
    page.context.close()


def test_another_page_gets_nothing(browser: Browser, addresses: dict[str, str], tmp_path: Path) -> None:
    """One that knows the address all the same: neither by fetch, nor in a frame, nor by a form, nor as a style."""
    address = addresses["sample"]
    (tmp_path / "evil.html").write_text(
        f"<iframe src='{address}'></iframe><link rel=stylesheet href='{address}-/static/app.css'>"
        f"<form method=post action='{address}evidence'><button>go</button></form>"
    )
    page = browser.new_context().new_page()
    page.goto((tmp_path / "evil.html").as_uri())
    script = "to => fetch(to).then(answer => answer.text()).catch(error => 'refused')"
    assert page.evaluate(script, address) == "refused"
    assert page.evaluate("to => fetch(to, {mode: 'no-cors'}).then(it => it.type).catch(() => 'refused')", address) in (
        "opaque", "refused",
    )  # fmt: skip
    framed = [frame for frame in page.frames if frame.parent_frame]
    assert all("Established" not in frame.content() for frame in framed)
    page.click("button")
    assert page.inner_text("body").strip() == "refused"
    page.context.close()


@pytest.mark.parametrize("path", ["", "definitions", "line?row=s9:6867"])
def test_nothing_keeps_a_reader_out(browser: Browser, addresses: dict[str, str], path: str) -> None:
    """axe-core finds no violation in the pages of our own."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()
    page.goto(f"{addresses['sample']}{path}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.context.close()


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_the_pages_fit_the_window(browser: Browser, addresses: dict[str, str], width: int) -> None:
    """Nothing scrolls sideways but tables in their own boxes."""
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    for path in ("", "definitions", "line?row=s9:6867"):
        page.goto(f"{addresses['sample']}{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.context.close()
