"""Cells of evidence.xlsx: hostile text stays text, long text and long tables are told, the bytes are the same."""

from __future__ import annotations

import errno
import io
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.errors import OutputError
from forensics.language.catalogue import language
from forensics.language.spelling import unescaped
from forensics.language.untrusted import for_csv
from forensics.report.disclosure import disclose
from forensics.report.folder import write_reports
from forensics.report.workbook import book
from forensics.report.workbook.book import write_book
from forensics.report.workbook.harmless import LONGEST, fitted, harmless
from forensics.report.workbook.sheet import Cell, Column, Sheet
from tests.support.as_nobody import posix
from tests.support.report_fixture import findings
from tests.support.workbook_reader import made, parts, read, values

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1+1", " =1+1", '=HYPERLINK("x")']
ACTIVE = [
    *("http://example.org/", "mailto:a@example.org", "internal:'x'!A1", "external:c:\\x", "ftp://example.org"),
    *("007", "1e5", "2020-06-08", "TRUE", "{=1}", "<r>bold</r>", "<r><t>x</t></r></is></c></row><f>1</f>"),
    *("_x0041_", "_x005F_", "\ufffe", "\uffff", "\x00\x1b[2J\x7f", "\u202e", "]]>", "&amp;<!--", "\udcff", "a\nb"),
]


def _book(tmp_path: Path, *rows: Cell, columns: int = 1) -> bytes:
    """A workbook of one sheet with these cells, a row each."""
    path = tmp_path / f"{len(list(tmp_path.iterdir()))}.xlsx"
    headings = tuple(Column(f"c{place}", "") for place in range(columns))
    write_book(path, [Sheet("s", headings, ([cell] for cell in rows))], title="t", cut=" (cut)")
    return path.read_bytes()


def _cells(content: bytes) -> list[Cell]:
    return [row["c0"] for row in read(content)["s"].rows]


@pytest.mark.parametrize("text", [*FORMULAS, *ACTIVE], ids=ascii)
def test_a_text_is_a_text(text: str, tmp_path: Path) -> None:
    """Nothing is computed, linked or guessed, and it stands there as in the CSV files, or as an escape of its own."""
    [cell] = _cells(content := _book(tmp_path, text))
    assert cell == harmless(text)
    if not text.startswith(("<r>", "_x", "\ufffe", "\uffff")):
        assert cell == for_csv(text)
    assert unescaped(str(cell).removeprefix("'")) == text
    assert "<f" not in parts(content)["xl/worksheets/sheet1.xml"]
    for name, part in parts(content).items():
        assert ET.fromstring(part) is not None, name  # noqa: S314 - of our own making


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=20))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """Read back and unescaped, it is what the log held."""
    cells = _cells(_book(tmp_path_factory.mktemp("any"), *texts, "end"))
    told = ["" if cell is None else str(cell) for cell in cells]
    assert told == [*map(harmless, texts), "end"]


def test_hostile_findings_leave_the_sheets_as_they_are() -> None:
    """In every text that a log or a case could hold: the same sheets, columns and number of rows."""
    plain = read(made(findings()))
    for text in ("=1+1", "<r>x</r>", "\x00\ufffe\u202e"):
        hostile = read(made(findings(text=lambda known, text=text: text + known + text)))
        assert {name: sheet.headings for name, sheet in hostile.items()} == {
            name: sheet.headings for name, sheet in plain.items()
        }
        for name in ("requests", "downloads", "addresses", "sources"):
            assert len(hostile[name].rows) == len(plain[name].rows)
            assert {row["sanitised"] for row in hostile[name].rows} == {True}
    assert {row["sanitised"] for row in plain["requests"].rows} == {False}


def test_a_long_text_is_cut_and_says_so() -> None:
    """As much as a cell holds, with where the whole stands; the row is all there."""
    found = findings()
    long = b"GET /" + b"a" * 50_000
    table = found.requests.head(1).with_columns(line=pl.lit(long))
    [row] = read(made(replace(found, requests=table)))["requests"].rows
    assert len(row["line"]) == LONGEST
    assert row["line"].endswith("(cut here; the whole text is in findings.json or evidence.sqlite)")
    assert row["verdict"]


@pytest.mark.parametrize("text", ["a" * LONGEST, "a" * (LONGEST + 1), "\U0001f4a3" * LONGEST, "\U0001f4a3" * 16_383])
def test_length_is_that_of_utf_16(text: str) -> None:
    """What fits stays; what does not is cut between characters."""
    cell = fitted(text, "!")
    units = len(cell.encode("utf-16-le")) // 2
    assert units <= LONGEST
    assert (cell == text) == (len(text.encode("utf-16-le")) // 2 <= LONGEST)
    assert cell == text or (cell.endswith("!") and units >= LONGEST - 1)


@pytest.mark.parametrize(("room", "pages"), [(9, [8, 8, 6]), (12, [11, 11]), (23, [22])])
def test_a_long_table_goes_on_in_another_sheet(
    room: int, pages: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the same headings; no row is lost at the seam, and no sheet is empty."""
    monkeypatch.setattr(book, "ROWS", room)
    found = findings()
    write_book(tmp_path / "x.xlsx", [values(found, "requests")], title="t", cut="")
    told = read((tmp_path / "x.xlsx").read_bytes())
    assert list(told) == ["requests", "requests 2", "requests 3"][: len(pages)]
    assert [len(sheet.rows) for sheet in told.values()] == pages
    assert [row["row"] for sheet in told.values() for row in sheet.rows] == found.requests["row"].to_list()
    assert len({tuple(sheet.headings) for sheet in told.values()}) == 1


def test_a_number_that_a_spreadsheet_would_round_is_a_text() -> None:
    """Beyond 2^53; up to there it is a number."""
    found = findings()
    table = found.requests.head(2).with_columns(pl.Series("body_bytes", [2**53, 2**53 + 1], pl.Int64))
    rows = read(made(replace(found, requests=table)))["requests"].rows
    assert [row["body_bytes"] for row in rows] == [2**53, str(2**53 + 1)]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has no tzset")
def test_the_same_bytes_at_any_time_in_any_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the clock, the zone of the machine and the umask."""
    first = made(findings())
    before = os.umask(0)
    try:
        with monkeypatch.context() as patched:
            patched.setenv("TZ", "America/St_Johns")
            time.tzset()
            assert made(findings()) == first
    finally:
        os.umask(before)
        time.tzset()
    with ZipFile(io.BytesIO(first)) as packed:
        assert {part.date_time[0] for part in packed.infolist()} == {1980}


@posix
def test_it_is_its_owners_alone(tmp_path: Path) -> None:
    """Whatever the umask says."""
    before = os.umask(0)
    try:
        write_book(tmp_path / "x.xlsx", [Sheet("s", (Column("c", ""),), [["a"]])], title="t", cut="")
    finally:
        os.umask(before)
    assert (tmp_path / "x.xlsx").stat().st_mode & 0o777 == 0o600


def test_a_full_disk_leaves_no_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when it is full in the middle of the workbook; its own files are gone too."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("xlsxwriter.workbook.os.utime", full)
    with pytest.raises(OutputError, match=os.strerror(errno.ENOSPC)):
        write_reports(disclose(findings(), "public"), tmp_path / "report", language=language("en"), pictures=lambda: ())
    assert list(tmp_path.iterdir()) == []


def test_rows_are_not_kept(tmp_path: Path) -> None:
    """They are read one by one, while they are written."""
    seen: list[int] = []

    def rows() -> Iterator[list[Cell]]:
        for number in range(300):
            seen.append(number)
            yield [number]

    sheet = Sheet("s", (Column("c", ""),), rows())
    assert seen == []
    write_book(tmp_path / "x.xlsx", [sheet], title="t", cut="")
    assert len(seen) == 300
