"""requests.csv, downloads.csv and requests.parquet: every number is a filter over them."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from forensics.model.schema import DOWNLOAD, LABELLED, empty
from forensics.report.tables import downloads_csv, requests_csv, requests_parquet
from tests.support.report_fixture import findings

NOON = datetime(2026, 6, 8, 12, tzinfo=UTC)


def requests(*rows: dict[str, Any]) -> pl.DataFrame:
    """LABELLED rows; what they do not name is null."""
    return pl.DataFrame(list(rows), schema=dict(LABELLED), orient="row")


def read(text: str) -> list[dict[str, str]]:
    """The rows as any reader of RFC 4180 sees them; every one has each column once."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_columns_are_those_of_the_schema() -> None:
    """A column has the same name in the code, the tables and the documentation."""
    header = requests_csv(empty(LABELLED)).strip().replace('"', "").split(",")
    assert header == [*LABELLED, "sanitised"]
    header = downloads_csv(empty(DOWNLOAD)).strip().replace('"', "").split(",")
    assert header == [*DOWNLOAD, "sanitised"]


def test_cells() -> None:
    """Times in UTC with their zone, lists by blanks, null as nothing, bytes as text."""
    row = {
        "row": "s1:7",
        "start": NOON,
        "status": 200,
        "own": False,
        "flags": ["abort-blind", "edge"],
        "line": b"GET /a",
        "rule": "11",
    }
    [cells] = read(requests_csv(requests(row)))
    expected = {
        "row": "s1:7",
        "start": "2026-06-08T12:00:00Z",
        "end": "",
        "status": "200",
        "own": "false",
        "flags": "abort-blind edge",
        "line": "GET /a",
        "sanitised": "false",
    }
    assert {name: cells[name] for name in expected} == expected


@pytest.mark.parametrize("column", ["agent", "line", "flags"])
def test_sanitised_tells_that_a_cell_was_changed(column: str) -> None:
    """A row whose text had to be disarmed says so, whichever cell it was."""
    text = "=1+1"
    value: Any = {"agent": text, "line": text.encode(), "flags": [text]}[column]
    [cells] = read(requests_csv(requests({"row": "s1:1", column: value})))
    assert cells[column] == "'=1+1"
    assert cells["sanitised"] == "true"


def test_a_line_that_is_not_utf_8_is_shown_as_escapes() -> None:
    """The CSV is valid UTF-8 whatever bytes the log held."""
    text = requests_csv(requests({"row": "s1:1", "line": b"caf\xe9 \x1b[2J"}))
    [cells] = read(text.encode().decode())
    assert cells["line"] == "caf\\udce9 \\x1b[2J"
    assert cells["sanitised"] == "true"


@given(st.binary(max_size=60), st.text(max_size=60))
def test_any_bytes_leave_the_columns_as_they_are(raw: bytes, text: str) -> None:
    """Quotes, commas, line ends and NUL in a field never shift another field."""
    row = {"row": "s1:1", "line": raw, "agent": text, "referer": raw.decode("latin-1"), "rule": "11"}
    [cells] = read(requests_csv(requests(row)))
    assert cells["row"] == "s1:1"
    assert cells["rule"] == "11"
    assert cells["sanitised"] in ("true", "false")


def test_a_text_that_no_cell_holds_is_cut() -> None:
    """A spreadsheet would begin another cell with the rest of it, and readers refuse what is longer still."""
    [row] = read(requests_csv(requests({"agent": "A" * 32_767 + "=1+1" + "\x01" * 50_000})))
    assert len(row["agent"]) == 32_767
    assert row["agent"].endswith("(cut: evidence.sqlite holds all of it)")
    assert row["sanitised"] == "true"


def test_downloads_of_a_whole_case() -> None:
    """As many rows as downloads, and the headline is a filter."""
    answer = findings()
    rows = read(downloads_csv(answer.downloads))
    assert len(rows) == answer.downloads.height
    counted = [row for row in rows if row["in_headline"] == "true" and row["window"]]
    assert len(counted) == answer.files[0].total.downloads.headline


def test_parquet_holds_the_original() -> None:
    """Types and bytes as they are, nothing escaped."""
    table = requests({"row": "s1:1", "line": b"=\xff\x00", "start": NOON, "flags": ["edge"]})
    assert_frame_equal(pl.read_parquet(io.BytesIO(requests_parquet(table))), table)


def test_parquet_has_the_same_bytes_each_time() -> None:
    """Same input, same bytes."""
    table = findings().requests
    assert requests_parquet(table) == requests_parquet(table.clone())
