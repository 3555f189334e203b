"""What is looked through is what was written: the database as it lies, or built anew where it is not."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from forensics.errors import SourceError
from forensics.explore.opened import open_report
from forensics.report import tables
from forensics.report.database.writer import evidence_sqlite
from forensics.report.disclosure import disclose
from forensics.report.files import CHECKSUMS, DATABASE, FINDINGS
from tests.support.explore_fixture import asking, lay_out
from tests.support.report_fixture import findings
from tests.support.samples import sample
from tests.support.saved_fixture import content
from tests.support.small_case import listing

pytest.importorskip("datasette")


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report, to be copied."""
    return lay_out(sample("coa-2020"), tmp_path_factory.mktemp("laid") / "report")


@pytest.fixture
def report(laid: Path, tmp_path: Path) -> Path:
    """A copy of it, in a folder whose name is hard on addresses of files."""
    return Path(shutil.copytree(laid, tmp_path / "a report #1 100% ?"))


def test_the_database_is_taken_as_it_lies(report: Path) -> None:
    """Where its checksum holds; nothing is told, and nothing in the folder changes."""
    before = listing(report)
    opened = open_report(report)
    assert (opened.database, opened.notes, opened.case) == (report / DATABASE, (), "coa-2020")
    with asking(report) as (_, ask):
        assert "Lijst signalen.xlsx" in ask().text
        assert ask("evidence/requests.csv?_stream=on").status_code == 200
    assert listing(report) == before


@pytest.mark.parametrize("how", ["missing", "not stated", "changed", "link", "other version"])
def test_it_is_built_anew_where_it_is_not(report: Path, how: str) -> None:
    """From the tables, whose checksums hold; the reader is told, on the page as well."""
    path, content = report / DATABASE, (report / DATABASE).read_bytes()
    if how == "not stated":
        kept = [line for line in (report / CHECKSUMS).read_text("ascii").splitlines() if DATABASE not in line]
        (report / CHECKSUMS).write_text("\n".join(kept) + "\n", "ascii")
    elif how == "other version":
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE meta SET value = 'forensics.evidence/0' WHERE key = 'schema'")
        _state(report)
    else:
        path.unlink()
        if how == "changed":
            path.write_bytes(content.replace(b"not_modified", b"not_modifieD"))
        elif how == "link":
            (report.parent / "elsewhere").write_bytes(content)
            path.symlink_to(report.parent / "elsewhere")
    opened = open_report(report)
    assert opened.database == content
    [note] = opened.notes
    expected = {"missing": "is not in the folder", "not stated": "does not name", "changed": "was changed",
                "link": "is not in the folder", "other version": "another version"}  # fmt: skip
    assert expected[how] in note
    with asking(report) as (_, ask):
        assert expected[how] in ask().text
        assert ask("evidence/requests.json?_shape=array").json()[0]["verdict"]


def _state(report: Path) -> None:
    """Checksums of what lies there now."""
    there = {path.name: path.read_bytes() for path in report.iterdir() if path.name != CHECKSUMS}
    (report / CHECKSUMS).write_bytes(tables.checksums(there))


def test_a_report_that_was_changed_is_refused(report: Path) -> None:
    """There is nothing left that holds."""
    (report / FINDINGS).write_bytes((report / FINDINGS).read_bytes().replace(b"11", b"12"))
    with pytest.raises(SourceError, match="changed or damaged"):
        open_report(report)


def test_a_changed_table_beside_a_changed_database(report: Path) -> None:
    """It is not built from that."""
    (report / DATABASE).unlink()
    (report / "requests.parquet").write_bytes(b"PAR1")
    with pytest.raises(SourceError, match="changed or damaged"):
        open_report(report)


@pytest.mark.parametrize("level", ["regulator", "public"])
def test_reports_for_others_are_refused(tmp_path: Path, level: str) -> None:
    """With the way to what they hold."""
    found = disclose(findings(), level, key=bytes(32))
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / FINDINGS).write_bytes(content(found)[FINDINGS])
    (tmp_path / "r" / DATABASE).write_bytes(evidence_sqlite(found))
    with pytest.raises(SourceError, match=f"of level {level}") as caught:
        open_report(tmp_path / "r")
    assert DATABASE in str(caught.value.hint)


def test_what_is_no_report(tmp_path: Path) -> None:
    """A folder of something else, nothing, findings that are none."""
    with pytest.raises(SourceError, match="no report"):
        open_report(tmp_path / "none")
    (tmp_path / FINDINGS).write_text("{")
    with pytest.raises(SourceError, match="no report"):
        open_report(tmp_path)
