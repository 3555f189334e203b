"""A report of very many rows: a page that a browser opens, sheets that a program opens, and all rows in the tables."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from forensics.language.catalogue import language
from forensics.model import Findings
from forensics.report.page import html, view
from forensics.report.workbook import parts, tables
from forensics.report.workbook.records import Reader
from tests.support.report_fixture import findings

_ENGLISH = language("en")


@pytest.fixture(scope="module")
def found() -> Findings:
    """A report with some requests."""
    return findings()


def _room(found: Findings, rows: int, monkeypatch: pytest.MonkeyPatch) -> tuple[view.FilePage, ...]:
    monkeypatch.setattr(view, "ALL_LISTED", rows)
    return view.file_pages(found, _ENGLISH)


def _parts(pages: tuple[view.FilePage, ...]) -> list[view.ReportPart]:
    return [part for page in pages for part in (*page.windows, page.outside)]


def test_a_page_lists_so_many_rows_of_all_parts_together(found: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first parts have theirs, the others as many as there is room for; each says how many are left out."""
    whole = _parts(view.file_pages(found, _ENGLISH))
    every = sum(len(part.requests) for part in whole)
    cut = _parts(_room(found, every - 2, monkeypatch))
    assert sum(len(part.requests) for part in cut) == every - 2
    for mine, other in zip(cut, whole, strict=True):
        assert len(mine.requests) + mine.left_out == len(other.requests) + other.left_out
        assert len(mine.downloads) + mine.downloads_left_out == len(other.downloads) + other.downloads_left_out
        assert mine.verdicts == other.verdicts


def test_what_a_page_leaves_out_is_said(found: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of a part of which no row is listed, with the file that holds all of them."""
    _room(found, 1, monkeypatch)
    page = html.render(found, [], _ENGLISH)
    assert "The first 0 of" in page
    assert "<code>requests.csv</code> holds all of them" in page
    assert "<code>downloads.csv</code> holds all of them" in page


@pytest.mark.parametrize("name", ["requests", "downloads"])
def test_a_sheet_holds_so_many_rows(name: str, found: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says above them how many there are, and where."""
    table: pl.DataFrame = getattr(found, name)
    reader = Reader(_ENGLISH, ZoneInfo("UTC"))
    make = getattr(tables, name)
    assert make(found, reader).above == ()
    monkeypatch.setattr(tables, "MOST_ROWS", 1)
    sheet = make(found, reader)
    assert table.height > len(list(sheet.rows)) == 1
    assert sheet.above == ((f"The first 1 of {table.height} rows; {name}.csv holds all of them.",),)


def test_a_sheet_of_addresses_holds_so_many(found: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them stand in findings.json."""
    file = found.files[0]
    many = replace(found, files=(replace(file, addresses=file.addresses * 9),))
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    monkeypatch.setattr(parts, "MOST_ROWS", 2)
    sheet = parts.addresses(many, Reader(_ENGLISH, ZoneInfo("UTC")))
    assert len(list(sheet.rows)) == 2
    assert sheet.above == ((f"The first 2 of {9 * len(file.addresses)} rows; findings.json holds all of them.",),)
