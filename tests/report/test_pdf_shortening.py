"""Tables that are too long for a PDF: the first rows of each, and where all of them are."""

from __future__ import annotations

from typing import Any

from forensics.report.pdf.content import content
from forensics.report.pdf.page_tree import Element, read
from forensics.report.pdf.shortening import LEAST, MOST, shortened


def _table(rows: int, name: str, *, bodies: bool = False, note: str = "") -> str:
    between = "</tbody>\n<tbody>" if bodies else ""
    body = between.join(
        f'<tr id="r{name}{n}"><th>{n}</th><td><a href="#r{name}{n}">{name}</a></td></tr>' for n in range(rows)
    )
    return (
        f'<details>\n<summary>{name}</summary>\n<div class="box">\n<table class="rows {name}">\n'
        f"<thead><tr><th>No</th><th>Name</th></tr></thead>\n<tbody>{body}</tbody>\n</table>\n</div>\n</details>\n{note}"
    )


def _page(*tables: str, lang: str = "en") -> Element:
    body = "<p>next</p>".join(f"<section>{table}</section>" for table in tables)
    return read(f'<html lang="{lang}"><head><title>A</title></head><body>{body}</body></html>')


def _rows(page: Element) -> list[int]:
    return [sum(1 for part in table.every("tbody") for _ in part.every("tr")) for table in page.every("table")]


def _notes(page: Element) -> list[str]:
    return [part.text() for part in page.every("p") if "note" in part.classes]


def _cut(shown: int, count: str, file: str) -> str:
    return (
        f"This document shows only the first {shown} of these rows; report.html shows {count}, and {file} holds all of"
        " them."
    )


def test_a_page_that_fits_stays_as_it_is() -> None:
    """The very same."""
    page = _page(_table(MOST - 7, "requests"), _table(7, "downloads", bodies=True))
    assert shortened(page) is page


def test_long_tables_have_the_same_number_of_rows() -> None:
    """Short ones all of theirs; behind each that was cut, and the note it has, stands what it shows and which file has
    all."""
    told = '\n<p class="note">The first 2,000 of 3,000 rows; requests.csv holds all of them.</p>'
    page = shortened(
        _page(_table(2000, "requests", bodies=True, note=told), _table(900, "downloads"), _table(100, "other"))
    )
    assert _rows(page) == [700, 700, 100]
    assert _notes(page) == [
        "The first 2,000 of 3,000 rows; requests.csv holds all of them.",
        _cut(700, "2,000", "requests.csv"),
        _cut(700, "900", "downloads.csv"),
    ]
    assert [table.text().count("requests") for table in page.every("table")] == [700, 0, 0]


def test_of_hundreds_of_tables_each_has_some_rows() -> None:
    """Of each as many as of the others."""
    page = shortened(_page(*(_table(30, "requests") for _ in range(200))))
    assert _rows(page) == [LEAST] * 200
    assert len(_notes(page)) == 200


def test_a_table_keeps_its_caption() -> None:
    """It is still all that its fold holds."""
    blocks = content(shortened(_page(_table(2 * MOST, "requests"))))
    found: list[dict[str, Any]] = [part for block in blocks for part in block["body"]]
    assert [part["kind"] for part in found] == ["box", "paragraph"]
    assert found[0]["body"][0]["body"][0]["caption"] == ["requests"]
