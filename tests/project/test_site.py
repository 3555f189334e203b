"""The site that `make docs` builds: whole, as GitHub shows its pages, and without a word to anybody else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import sync_playwright

from tests.support.programs import needs

ROOT = Path(__file__).parents[2]
#: What readers see as a block of its own, and what it becomes.
BLOCKS = ("li", "pre", "td", "h2", "h3", "img", "blockquote")
#: Attributes by which a page loads something, by tag.
LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "object": "data"}


class _Page(HTMLParser):
    """What the part of a page that is its text consists of, what the page loads, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.blocks: Counter[str] = Counter()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.names: list[str] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag, counted if it belongs to the text."""
        found = {name: value or "" for name, value in attrs}
        self._inside |= tag == "article"
        if self._inside and tag in BLOCKS:
            self.blocks[tag] += 1
        if tag in LOADED and found.get("rel") not in ("canonical", "next", "prev"):
            self.loaded.append(found.get(LOADED[tag], ""))
        self.links += [found["href"]] if tag == "a" and "href" in found else []
        self.names += [found["id"]] if "id" in found else []

    def handle_endtag(self, tag: str) -> None:
        """The end of the text, where it is one."""
        self._inside &= tag != "article"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` does it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, _Page]:
    """Every page of the site by its path; a report that lies in it is none."""
    found = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    kept = {name: path for name, path in found.items() if not name.startswith("reports/") and name != "404.html"}
    return {name: _Page(path.read_text(encoding="utf-8")) for name, path in kept.items()}


def _source(page: str) -> Path | None:
    """The Markdown that a page was made from; None for one that lists a folder."""
    stem = page.removesuffix(".html")
    names = ["README"] if stem == "index" else [f"docs/{stem}", stem, f"{stem.removesuffix('index')}README"]
    paths = (ROOT / f"{name}.md" for name in names)
    return next((path for path in paths if path.exists()), None)


def test_every_page_of_the_repository_is_in_the_site(pages: dict[str, _Page]) -> None:
    """README.md, and all of docs/, whoever wrote it."""
    sources = {_source(page) for page in pages}
    assert {ROOT / "README.md", *(ROOT / "docs").glob("*.md")} <= sources


def test_pages_have_the_blocks_that_github_shows(pages: dict[str, _Page]) -> None:
    """Lists, code, tables and pictures: two readers of Markdown find as many of each."""
    reader = MarkdownIt("gfm-like", {"linkify": False})
    differ = {}
    for name, page in pages.items():
        if source := _source(name):
            here = _Page(f"<article>{reader.render(source.read_text(encoding='utf-8'))}</article>").blocks
            differ[name] = {tag: (here[tag], page.blocks[tag]) for tag in BLOCKS if here[tag] != page.blocks[tag]}
    assert len(differ) > 20
    assert {name: blocks for name, blocks in differ.items() if blocks} == {}


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[str, _Page]) -> None:
    """Scripts, styles, fonts and pictures lie beside the pages."""
    loaded = {name: [place for place in page.loaded if urlsplit(place).netloc] for name, page in pages.items()}
    assert {name: places for name, places in loaded.items() if places} == {}
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert re.findall(r"@import|url\(\s*[\"']?(?:https?:)?//[^)]*", styles) == []


def test_every_link_leads_somewhere(site: Path, pages: dict[str, _Page]) -> None:
    """To a file of the site, and on a page to a place that is there."""
    astray = []
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (site / name).parent / unquote(parts.path) if parts.path else site / name
            place = target.resolve().relative_to(site.resolve()).as_posix()
            known = not parts.fragment or place not in pages or unquote(parts.fragment) in pages[place].names
            astray += [] if target.is_file() and known else [(name, link)]
    assert astray == []


def test_search_works_on_a_page_that_was_opened_as_a_file(site: Path) -> None:
    """In a browser without a server or a network: a word leads to the page that tells of it."""
    chromium = needs("chromium")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        args = ["--no-sandbox"] if root else []
        browser = playwright.chromium.launch(executable_path=chromium, args=args)
        page = browser.new_page()
        trouble: list[str] = []
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith("file:") else trouble.append(request.url))
        page.goto((site / "benchmarks" / "index.html").as_uri())
        page.keyboard.press("/")
        page.keyboard.type("linking ids")
        results = page.locator(".md-search-result__link")
        results.first.wait_for(timeout=10_000)
        assert any("disclosure.html" in (link.get_attribute("href") or "") for link in results.all())
        assert trouble == []
        browser.close()
