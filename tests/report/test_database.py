"""evidence.sqlite holds the findings and their tables: all of them, typed, explained, the same bytes on every run."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import fields, replace
from pathlib import Path

import polars as pl
import pytest

from forensics.custody.verify.level import check_level
from forensics.language.spelling import unescaped
from forensics.model import Findings
from forensics.model.schema import DOWNLOAD, LABELLED
from forensics.report.citations import citations
from forensics.report.database import writer
from forensics.report.database.comparison import unlike
from forensics.report.database.writer import APPLICATION, columns, evidence_sqlite
from forensics.report.disclosure import LEVELS, disclose
from forensics.report.disclosure import columns as shown_columns
from forensics.rulebook.columns import COLUMNS
from tests.support.disclosure_fixture import hostile
from tests.support.report_fixture import findings
from tests.support.report_lines import HOSTILE
from tests.support.samples import sample
from tests.support.saved_fixture import odd

ROOT = Path(__file__).parents[2]
QUESTIONS = re.findall(
    r"```sql\n(.*?)```\n\n```text\n(.*?)\n```", (ROOT / "docs" / "database.md").read_text("utf-8"), re.DOTALL
)
each_level = pytest.mark.parametrize("level", LEVELS)


@contextmanager
def opened(content: bytes) -> Iterator[sqlite3.Connection]:
    """A database out of its bytes."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        yield database


@contextmanager
def database_of(found: Findings) -> Iterator[sqlite3.Connection]:
    """The database of these findings."""
    with opened(evidence_sqlite(found)) as database:
        yield database


def _column(database: sqlite3.Connection, query: str) -> list[object]:
    return [row[0] for row in database.execute(query)]


def _names(database: sqlite3.Connection, kind: str) -> list[str]:
    return [str(name) for name in _column(database, f"SELECT name FROM sqlite_master WHERE type = '{kind}'")]  # noqa: S608


@each_level
def test_it_is_sound(level: str) -> None:
    """Whole, with every reference met, strict, and no view that cannot be shown; of hostile findings too."""
    odd_texts = replace(findings(text=lambda text: text + HOSTILE[0]), level=level)
    for found in (*(disclose(each, level, key=bytes(32)) for each in (sample("coa-2020"), hostile())), odd_texts):
        with database_of(found) as database:
            assert _column(database, "PRAGMA integrity_check") == ["ok"]
            assert _column(database, "PRAGMA foreign_key_check") == []
            assert _column(database, "PRAGMA application_id") == [APPLICATION]
            assert _column(database, "PRAGMA freelist_count") == [0]
            for name in _names(database, "view"):
                database.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
            tables = database.execute('SELECT name, "strict" FROM pragma_table_list WHERE schema = ?', ["main"])
            kinds = dict(tables.fetchall())
            assert {name for name in _names(database, "table") if not kinds[name]} == set()


@each_level
def test_every_column_is_explained(level: str) -> None:
    """In the table of columns, and in the statement that made the table; nothing is there that is not told."""
    with database_of(disclose(sample("coa-2020"), level, key=bytes(32))) as database:
        for name in _names(database, "table"):
            there = _column(database, f"SELECT name FROM pragma_table_info('{name}')")  # noqa: S608
            told = dict(database.execute('SELECT "column", about FROM columns WHERE name = ?', [name]).fetchall())
            assert [column for column in told if column] == there
            assert all(told.values())
            [statement] = _column(database, f"SELECT sql FROM sqlite_master WHERE name = '{name}'")  # noqa: S608
            assert all(f"-- {about}" in str(statement) for about in told.values())
        for name in _names(database, "view"):
            [about] = _column(database, f"SELECT about FROM columns WHERE name = '{name}'")  # noqa: S608
            [statement] = _column(database, f"SELECT sql FROM sqlite_master WHERE name = '{name}'")  # noqa: S608
            assert f"-- {about}\n" in str(statement)


def test_every_column_of_the_tables_has_a_meaning() -> None:
    """A column that somebody adds is explained before it is written."""
    assert set(COLUMNS["requests"]) == set(LABELLED)
    assert set(COLUMNS["downloads"]) == set(DOWNLOAD)


@each_level
def test_a_level_shows_its_columns_alone(level: str) -> None:
    """Those of requests and downloads are those of the CSV files; the public has neither table."""
    with database_of(disclose(sample("coa-2020"), level, key=bytes(32))) as database:
        for name, schema in (("requests", LABELLED), ("downloads", DOWNLOAD)):
            allowed = {"investigator": set(schema), "public": set()}.get(level) or shown_columns(name, level)
            there = {str(column) for column in _column(database, f"SELECT name FROM pragma_table_info('{name}')")}  # noqa: S608
            made = {"number", "at", "at_local", "first_local"}
            plain = {column.removesuffix("_us") for column in there} - made
            assert plain == (set() if level == "public" else set(allowed) - {"rows"})
        assert all(name.partition(".")[0] in _names(database, "table") for name in columns(level))


def test_the_same_bytes_on_every_run() -> None:
    """In another process with another hash seed and zone too; what SQLite tells of itself is constant."""
    found = findings()
    content = evidence_sqlite(found)
    assert evidence_sqlite(found) == content
    script = (
        "import hashlib; from tests.support.report_fixture import findings;"
        "from forensics.report.database.writer import evidence_sqlite;"
        "print(hashlib.sha256(evidence_sqlite(findings())).hexdigest())"
    )
    environment = {"PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert done.stdout.decode().strip() == hashlib.sha256(content).hexdigest()
    words = {place: int.from_bytes(content[place : place + 4], "big") for place in (24, 28, 40, 92, 96)}
    assert words == {24: 1, 28: len(content) // 4096, 40: 1, 92: 1, 96: 3_037_000}


def test_an_older_sqlite_writes_the_same_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the word STRICT, which it does not know."""
    found = findings()
    with database_of(found) as database:
        strict = list(database.iterdump())
    monkeypatch.setattr(writer.sqlite3, "sqlite_version_info", (3, 34, 1))
    with database_of(found) as database:
        assert [line.replace("\n) STRICT", "\n)") for line in strict] == list(database.iterdump())


@pytest.mark.parametrize("name", ["sample", "odd", "hostile"])
def test_the_tables_can_be_had_back(name: str, tmp_path: Path) -> None:
    """Every cell of requests and downloads, the bytes of each line among them, and every time to the microsecond."""
    found = {"sample": lambda: sample("coa-2020"), "odd": lambda: odd(tmp_path), "hostile": hostile}[name]()
    with database_of(found) as database:
        for kind, table in (("requests", found.requests), ("downloads", found.downloads)):
            rows = database.execute(f'SELECT * FROM "{kind}"')  # noqa: S608
            heads = [head[0] for head in rows.description]
            back = [dict(zip(heads, row, strict=True)) for row in rows]
            assert len(back) == table.height
            for row, made_of in zip(back, table.iter_rows(named=True), strict=True):
                for column, value in made_of.items():
                    if column != "rows":
                        assert _back(row, column, table.schema[column]) == value, column
        pairs = database.execute("SELECT download, row FROM download_requests").fetchall()
    listed = found.downloads.select("download", "rows").explode("rows", empty_as_null=False, keep_nulls=False)
    assert sorted(pairs) == sorted(listed.iter_rows())


def _back(row: dict[str, object], column: str, dtype: pl.DataType) -> object:
    """The value that a cell was made of."""
    if isinstance(dtype, pl.Datetime):
        exact = row[f"{column}_us"]
        text = str(row[column]).replace("T", " ").removesuffix("Z")
        assert exact is None or str(pl.from_epoch(pl.Series([exact]), "us")[0])[:19] == text
        return None if exact is None else pl.Series([exact]).cast(pl.Datetime("us", "UTC"))[0]
    value = row[column]
    if value is None:
        return None
    if dtype == pl.Boolean:
        return bool(value)
    if isinstance(dtype, pl.List):
        return [part for part in str(value).split(" ") if part]
    if dtype == pl.Binary:
        return unescaped(str(value)).encode("utf-8", "surrogateescape")
    return unescaped(value) if isinstance(value, str) else value


def test_no_text_acts_on_a_terminal() -> None:
    """Whatever a client wrote: no control, no bidirectional mark, no byte that is not UTF-8."""
    for mark in HOSTILE:
        with database_of(findings(text=lambda text, mark=mark: text + mark)) as database:
            for line in database.iterdump():
                assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ud800-\udfff]", line)


def test_views_say_what_the_findings_say() -> None:
    """The answer, each window, and every line is either in an established download or told why not."""
    found = sample("coa-2020")
    [file] = found.files
    with database_of(found) as database:
        told = file.total.downloads
        assert database.execute("SELECT at_least, established, at_most FROM answer").fetchall() == [
            (told.at_least, told.headline, told.at_most)
        ]
        windows = database.execute("SELECT window, established FROM by_window WHERE number").fetchall()
        assert windows == [(tally.label, tally.downloads.headline) for tally in file.windows]
        assert _column(database, "SELECT sum(established) FROM by_hour") == [told.headline]
        assert _column(database, "SELECT sum(established) FROM by_address") == [told.headline]
        assert _column(database, "SELECT sum(at_least) FROM by_address") == [told.at_least]
        assert _column(database, "SELECT sum(requests) FROM by_address") == [found.requests.height]
        left = set(_column(database, "SELECT row FROM not_counted"))
        lines = "SELECT row FROM downloads_lines WHERE in_headline AND window NOT NULL"
        [why] = _column(database, "SELECT why FROM not_counted WHERE row = 's9:6867'")
        assert str(why).endswith("; it belongs to d3, which counts without it")
        counted = set(_column(database, lines))
        assert left.isdisjoint(counted)
        assert left | counted == set(found.requests["row"])
        assert None not in _column(database, "SELECT why FROM not_counted")


def test_definitions_name_their_lines() -> None:
    """As many as the table of definitions says."""
    found = sample("coa-2020")
    with database_of(found) as database:
        for definition in found.definitions:
            query = "SELECT counted_by, row FROM definition_lines WHERE definition = ?"
            rows = database.execute(query, [definition.name]).fetchall()
            assert tuple(row for by, row in rows if by == "definition") == definition.only_here
            assert tuple(row for by, row in rows if by == "established") == definition.only_headline


def test_numbers_have_their_citations_and_lines() -> None:
    """What is quoted by an id is the number of the findings, and the lines are those behind it."""
    found = sample("coa-2020")
    cited = {each.id: each for each in citations(found)}
    with database_of(found) as database:
        rows = database.execute("SELECT id, value, open_ended FROM citations").fetchall()
        assert rows == [(each.id, each.value, each.open_ended) for each in cited.values()]
        lines = _column(database, "SELECT row FROM citation_lines WHERE citation = '1.W.D.est'")
        assert tuple(lines) == cited["1.W.D.est"].rows
        bounds = "SELECT sum(downloads) FROM reasons WHERE bound = 'at_least'"
        told = found.files[0].total.downloads
        assert told.at_least is not None
        assert _column(database, bounds) == [told.headline - told.at_least]


@pytest.mark.parametrize(("query", "answer"), QUESTIONS, ids=lambda text: text.partition("\n")[0][:40])
def test_the_questions_of_the_page_are_answered_as_it_says(query: str, answer: str) -> None:
    """Each query of docs/database.md, as written, on the sample."""
    with database_of(sample("coa-2020")) as database:
        asked = database.execute(query)
        rows = [[head[0] for head in asked.description], *asked.fetchall()]
    assert "\n".join("|".join("" if cell is None else str(cell) for cell in row) for row in rows) == answer


def test_every_query_has_its_answer_on_the_page() -> None:
    """None is left out of the test above."""
    text = (ROOT / "docs" / "database.md").read_text("utf-8")
    assert text.count("```sql") == len(QUESTIONS) > 8


def test_a_database_of_another_level_is_found(tmp_path: Path) -> None:
    """That of the investigator, put into a report for somebody else."""
    found = sample("coa-2020")
    path = tmp_path / "evidence.sqlite"
    path.write_bytes(evidence_sqlite(disclose(found, "regulator", key=bytes(32))))
    assert check_level(tmp_path, {"level": "regulator"}, None).state == "as sealed"
    path.write_bytes(evidence_sqlite(found))
    told = check_level(tmp_path, {"level": "regulator"}, None)
    assert told.state == "differs"
    assert "requests.line" in told.sentences[0]
    path.write_bytes(b"SQLite format 3\0" + b"x" * 500)
    assert check_level(tmp_path, {"level": "public"}, None).sentences == ("evidence.sqlite: cannot be read",)


def test_what_is_left_out_of_the_sources_is_meant() -> None:
    """Parts of a log's report that have no column: lists of their own, and keyed hashes, which findings.json holds."""
    with database_of(sample("coa-2020")) as database:
        there = _column(database, "SELECT name FROM pragma_table_info('sources')")
    [source, *_] = sample("coa-2020").sources
    left = {each.name for each in fields(source)} - {str(name) for name in there}
    assert left == {
        "unread", "more_unread", "more_lost", "formats_seen", "refused_lines", "holes", "rejected", "size_signs",
        "header_bytes", "sha256_keyed", "stream_sha256_keyed",
    }  # fmt: skip


def test_two_databases_are_compared_by_their_rows(tmp_path: Path) -> None:
    """Linking ids and words aside: another line, another table, and what is no database."""
    found, path = sample("coa-2020"), tmp_path / "evidence.sqlite"
    path.write_bytes(evidence_sqlite(disclose(found, "regulator", key=bytes(32))))
    again = evidence_sqlite(disclose(found, "regulator"))
    assert path.read_bytes() != again
    assert list(unlike(path, again)) == []
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE requests SET verdict = 'complete' WHERE row = 's5:305'")
        database.execute("UPDATE words SET says = 'in other words'")
        database.execute("DELETE FROM download_requests WHERE download = 'd1'")
        database.execute("CREATE TABLE notes (text)")
    assert list(unlike(path, again)) == ["requests", "download_requests", "notes"]
    path.write_bytes(b"no database")
    with pytest.raises(sqlite3.Error):
        list(unlike(path, again))
