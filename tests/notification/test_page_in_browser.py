"""The notification in a real Chromium: read by axe, wide and narrow, with hostile text, and cut off from everything."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # has no types
from playwright.sync_api import sync_playwright

from forensics.notification.composed import composed
from forensics.notification.page import as_html
from tests.support.notification_fixture import changed, notification
from tests.support.programs import needs

_LONG = "A" * 300 + "</style><script>document.title = 1</script>"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What axe, the console, the network and the edges of the window say, for two pages at three widths."""
    chromium = needs("chromium")
    folder = tmp_path_factory.mktemp("pages")

    def poison(found: dict[str, Any]) -> None:
        found["case"]["title"] = _LONG
        found["files"][0]["windows"][0]["label"] = _LONG

    papers = [composed(notification("ap", "nl")), composed(notification("ico", "en", of=changed(folder, poison)))]
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"] if root else [])
        for number, paper in enumerate(papers):
            path = Path(folder) / f"{number}.html"
            path.write_text(as_html(paper), encoding="utf-8")
            for width in (1280, 768, 390):
                page = browser.new_page(viewport={"width": width, "height": 900})
                asked: list[str] = []
                page.on("console", lambda said, asked=asked: asked.append(said.text))
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.goto(path.as_uri())
                broken = [one["id"] for one in Axe().run(page).response["violations"]] if width == 1280 else []
                cut = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                found.append(
                    {"asked": asked, "broken": broken, "cut": cut, "title": page.title(), "url": path.as_uri()}
                )
                page.close()
        browser.close()
    return found


def test_nothing_keeps_people_from_reading_it(seen: list[dict[str, Any]]) -> None:
    """Axe finds no violation, and nothing is cut off at either side."""
    assert [one["broken"] for one in seen] == [[]] * 6
    assert [one["cut"] for one in seen] == [0] * 6


def test_it_asks_for_nothing_and_runs_nothing(seen: list[dict[str, Any]]) -> None:
    """The page alone is loaded; hostile text has not become a script."""
    assert [one["asked"] for one in seen] == [[one["url"]] for one in seen]
    assert {one["title"] for one in seen} == {"Melding van een datalek", "Report of a personal data breach"}
