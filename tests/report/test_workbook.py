"""evidence.xlsx: what each sheet holds at each level, read back by openpyxl, LibreOffice and our own inspection."""

from __future__ import annotations

import csv
import io
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import polars as pl
import pytest

from forensics.language.catalogue import language
from forensics.language.languages import LANGUAGES
from forensics.model import Findings, Why
from forensics.model.schema import UTC as TIME
from forensics.report.citations import citations
from forensics.report.disclosure import LEVELS, columns, disclose
from forensics.report.disclosure.fields import HIDDEN, shown_as
from forensics.report.tables import downloads_csv, requests_csv
from forensics.rulebook.columns import COLUMNS
from tests.support.documents.inspected import inspected
from tests.support.programs import needs
from tests.support.report_fixture import findings
from tests.support.workbook_reader import Read, made, parts, read, row

ZONE = "Europe/Amsterdam"
TABLES = ("downloads", "requests", "addresses", "coverage", "sources")
EVERYTHING = ["summary", *TABLES, "rules", "columns"]


@pytest.fixture(scope="module")
def workbook() -> bytes:
    """That of the invented case."""
    return made(findings())


@pytest.fixture(scope="module")
def sheets(workbook: bytes) -> dict[str, Read]:
    """Its sheets."""
    return read(workbook)


def _at(level: str) -> Findings:
    return disclose(findings(), level, key=bytes(32))


def test_a_sheet_for_each_thing(sheets: dict[str, Read]) -> None:
    """In the order in which a reader wants them."""
    assert list(sheets) == EVERYTHING
    for name in TABLES:
        assert [heading for heading in sheets[name].headings if "(" not in heading] == [*COLUMNS[name], "sanitised"]


@pytest.mark.parametrize(("name", "table"), [("requests", requests_csv), ("downloads", downloads_csv)])
def test_the_tables_are_those_of_the_csv_files(sheets: dict[str, Read], name: str, table: object) -> None:
    """Row by row and column by column: the same text, numbers as numbers, truth values as such, times twice."""
    found = findings()
    frame: pl.DataFrame = getattr(found, name)
    wanted = list(csv.DictReader(io.StringIO(table(frame), newline="")))  # type: ignore[operator] # one of the two
    assert len(sheets[name].rows) == len(wanted) == frame.height > 10
    for cells, told, raw in zip(sheets[name].rows, wanted, frame.iter_rows(named=True), strict=True):
        for column, text in told.items():
            cell, value = cells[column], raw.get(column)
            if isinstance(cell, bool):
                assert (str(cell).lower(), type(value)) == (text, bool) or column == "sanitised"
            elif isinstance(cell, int):
                assert (cell, str(cell)) == (value, text)
            else:
                assert (cell or "") == text
        for column in (column for column, kind in frame.schema.items() if kind == TIME):
            local = cells[f"{column} ({ZONE})"]
            assert local == (raw[column] and raw[column].astimezone(ZoneInfo(ZONE)).replace(tzinfo=None))


def test_the_summary_holds_the_answer_and_every_number(sheets: dict[str, Read]) -> None:
    """The sentence first; below the facts each number that can be cited, with its id."""
    found, summary = findings(), sheets["summary"]
    assert "11 times" in summary.above[0][0]
    assert ["evidence", "incomplete"] in [line[:2] for line in summary.above]
    told = [line[:2] for line in summary.above]
    assert [[limit.code, str(limit.text)] in told for limit in found.limitations] == [True, True]
    numbers = {line["id"]: (line["number"], line["or more"]) for line in summary.rows}
    assert numbers == {
        each.id: ("not known" if each.value is None else each.value, each.open_ended) for each in citations(found)
    }
    assert numbers["1.W.D.est"] == (11, False)


def test_the_summary_says_why_the_numbers_lie_apart() -> None:
    """In the sentences of the report, below that of the answer."""
    found = findings()
    file = replace(found.files[0], floor=Why((), "At least is 9 for this."), ceiling=Why((), "At most is 13 for that."))
    above = read(made(replace(found, files=(file,))))["summary"].above
    assert [line[:2] for line in above[1:3]] == [[None, "At least is 9 for this."], [None, "At most is 13 for that."]]


def test_the_other_sheets_are_the_findings(sheets: dict[str, Read]) -> None:
    """Visitors, series with their gaps, sources with their damage, and what the rules say."""
    found = findings()
    assert [line["address"] for line in sheets["addresses"].rows] == [r.address for r in found.files[0].addresses]
    assert sum(line["downloads"] for line in sheets["addresses"].rows) == found.files[0].total.downloads.headline
    assert [line["kind"] for line in sheets["coverage"].rows] == ["series", "gap", "series"]
    gap = row(sheets["coverage"], kind="gap")
    assert gap[f"first ({ZONE})"] == datetime(2020, 6, 13, 3)  # noqa: DTZ001 - a cell has no zone
    assert (gap["first"], gap["expected"]) == ("2020-06-13T01:00:00Z", 140.2)
    assert [line["bytes"] for line in sheets["sources"].rows] == [source.bytes for source in found.sources]
    assert "after line 66,718: the archive ends" in row(sheets["sources"], id="s2")["damage"]
    rules = {(line["kind"], line["name"]) for line in sheets["rules"].rows}
    numbers = {part for rule in found.requests["rule"].drop_nulls() for part in rule.split(", ")}
    explained = {name for kind, name in rules if kind in {"Rule", "Section"}}
    assert numbers <= explained | {"9.9"}
    assert {("Verdict", "complete"), ("Grade", "G2"), ("Limitation", "abort-blind"), ("Flag", "abort-blind")} <= rules


def test_every_column_is_explained(sheets: dict[str, Read]) -> None:
    """On the last sheet, by the sheet that it stands on."""
    explained = {(line["sheet"], line["column"]) for line in sheets["columns"].rows if line["what it holds"]}
    assert explained == {(name, heading) for name in EVERYTHING[:-1] for heading in sheets[name].headings}


@pytest.mark.parametrize(("level", "code"), list(product(LEVELS, LANGUAGES)))
def test_nothing_but_text_numbers_and_times(level: str, code: str) -> None:
    """No formula, no link, no comment, nothing hidden; headings stay in sight and have a filter."""
    content = made(_at(level) if level != LEVELS[0] else findings(), code)
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n", "b", "d", "inlineStr"}
        assert sheet.sheet_state == "visible"
        assert not any(kept.hidden for kept in (*sheet.column_dimensions.values(), *sheet.row_dimensions.values()))
        assert sheet.auto_filter.ref
        assert sheet.freeze_panes == (None if sheet.max_row and sheet.cell(2, 1).value is None else "B2")
        assert all(8 <= kept.width <= 62 for kept in sheet.column_dimensions.values())
    for name, text in parts(content).items():
        assert not any(mark in text for mark in ("<f>", "<f ", "<hyperlink", "<comment", 'TargetMode="External"')), name


def test_what_is_hidden_in_it() -> None:
    """Our own inspection finds nothing that a reader is not meant to see."""
    assert [
        finding.code for finding in inspected(made(findings()), "evidence.xlsx").findings if finding.severity != "I"
    ] == []


def test_a_regulator_gets_the_columns_of_the_level() -> None:
    """The columns that the lists of the level name, and visitors by label."""
    found = _at("regulator")
    told = read(made(found))
    assert list(told) == EVERYTHING
    for name in ("requests", "downloads"):
        shown = [heading for heading in told[name].headings if "(" not in heading]
        assert set(shown) == columns(name, "regulator") | {"sanitised"}
    assert {line["address"] for line in told["addresses"].rows} <= {f"Visitor {number}" for number in range(1, 30)}
    shown = [name for name in COLUMNS["sources"] if shown_as("SourceReport", name, "regulator") != HIDDEN]
    assert [heading for heading in told["sources"].headings if "(" not in heading] == [*shown, "sanitised"]
    dutch = read(made(found, "nl"))
    assert {line["address"] for line in dutch["adressen"].rows} == {
        line["address"].replace("Visitor", "Bezoeker") for line in told["addresses"].rows
    }


def test_the_public_gets_no_row_of_a_visitor() -> None:
    """Summary, coverage and rules alone; a log is a number, a time a day."""
    told = read(made(_at("public")))
    assert list(told) == ["summary", "coverage", "rules", "columns"]
    assert {line["log"] for line in told["coverage"].rows} == {"Log 1", "Log 2"}
    assert {line["first"] for line in told["coverage"].rows if line["kind"] == "series"} == {"2020-05-31T22:00:00Z"}
    assert "because" not in told["coverage"].headings
    assert not [line for line in told["rules"].rows if line["kind"] in {"Rule", "Flag"}]


def test_it_speaks_the_language_of_the_report() -> None:
    """Reasons and names of sheets; names of columns stay."""
    told = read(made(findings(), "nl"))
    assert "verzoeken" in told
    assert told["verzoeken"].headings == read(made(findings()))["requests"].headings
    assert row(told["verzoeken"], row="s1:1311")["because"] == language("nl").say(
        findings().requests.filter(row="s1:1311")["because"].item()
    )


def test_times_are_exact() -> None:
    """Microseconds, the hour that occurs twice, a time that no spreadsheet has."""
    moments = [
        datetime(2020, 10, 25, 0, 30, 0, 123456, UTC),
        datetime(2020, 10, 25, 1, 30, tzinfo=UTC),
        datetime(1899, 5, 1, tzinfo=UTC),
    ]
    found = findings()
    table = found.requests.head(3).with_columns(pl.Series("start", moments, TIME))
    told = read(made(replace(found, requests=table)))["requests"].rows
    assert [line["start"] for line in told] == [
        "2020-10-25T00:30:00.123456Z", "2020-10-25T01:30:00Z", "1899-05-01T00:00:00Z",
    ]  # fmt: skip
    first, second, third = (line[f"start ({ZONE})"] for line in told)
    assert abs((first - datetime(2020, 10, 25, 2, 30, 0, 123456)).total_seconds()) < 0.001  # noqa: DTZ001
    assert second == datetime(2020, 10, 25, 2, 30)  # noqa: DTZ001
    assert third.startswith("1899-05-01 00:")


def test_a_spreadsheet_program_opens_it(workbook: bytes, tmp_path: Path) -> None:
    """LibreOffice reads every sheet without a complaint; saved as CSV, the rows are those of requests.csv."""
    program = needs("libreoffice")
    (tmp_path / "evidence.xlsx").write_bytes(workbook)
    done = subprocess.run(
        [
            *(program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"),
            *("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "evidence.xlsx"),
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "rror" not in done.stdout + done.stderr
    assert {path.stem.removeprefix("evidence-") for path in tmp_path.glob("*.csv")} == set(EVERYTHING)
    with (tmp_path / "evidence-requests.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = list(csv.DictReader(io.StringIO(requests_csv(findings().requests), newline="")))
    texts = ("row", "line", "start", "agent", "verdict", "because", "flags", "status")
    assert [[line[name] for name in texts] for line in rows] == [[line[name] for name in texts] for line in wanted]
