"""`forensics inspect`: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import refused, run
from tests.support.documents.open_document import row, sheet, spreadsheet

HIDES = 'table:visibility="filter"'
NAMES = ("Ada Example", "Bob Example", "Cas Example", "Dirk Example", "Eva Example", "Finn Example")
HIDDEN = spreadsheet(
    sheet(row("Name", "City"), *(row(name, "X", attributes=HIDES if at else "") for at, name in enumerate(NAMES)))
)
CLEAN = spreadsheet(sheet(row("Name", "City"), *(row(name, "X") for name in NAMES)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site: a page, a clean document, one that hides something."""
    site = tmp_path / "site"
    (site / "docs").mkdir(parents=True)
    (site / "index.html").write_text("<p>page</p>", encoding="utf-8")
    (site / "clean.ods").write_bytes(CLEAN)
    (site / "docs" / "hides.ods").write_bytes(HIDDEN)
    return site


def test_the_first_line_tells_what_is_shown_and_what_is_there(folder: Path) -> None:
    """Before all else (R2)."""
    result = run("inspect", folder / "docs" / "hides.ods")
    assert result.exit_code == 4
    assert "1 of 6 records shown; 5 hidden and recoverable" in result.stdout.splitlines()[0]
    assert "Ada" not in result.stdout
    assert "X2" in result.stdout


def test_a_gate(folder: Path) -> None:
    """Nothing hidden: 0; something: 4; something that was not inspected: 3."""
    assert run("inspect", folder / "clean.ods").exit_code == 0
    assert run("inspect", folder).exit_code == 4
    (folder / "docs" / "hides.ods").unlink()
    assert run("inspect", folder).exit_code == 0
    (folder / "what.bin").write_bytes(b"\x00\x01\xfe" * 2000)
    assert run("inspect", folder).exit_code == 3


def test_files_that_are_no_documents_are_counted(folder: Path) -> None:
    """A site has pages; nothing is passed over in silence."""
    assert "1 file is no document" in run("inspect", folder).stderr
    assert json.loads(run("inspect", "--json", folder).stdout)["passed_over"] == 1


def test_a_named_file_is_always_answered(folder: Path) -> None:
    """A page has been asked for: it was not inspected."""
    result = run("inspect", folder / "index.html")
    assert result.exit_code == 3
    assert "not inspected" in result.stdout.casefold()


def test_json_is_a_contract(folder: Path) -> None:
    """The keys that scripts rely on."""
    whole = json.loads(run("inspect", "--json", folder / "docs" / "hides.ods").stdout)
    assert whole["schema"] == "forensics.documents/1"
    [document] = whole["documents"]
    assert document["state"] == "hidden"
    assert document["records"] == {"visible": 1, "hidden": 5, "cosmetic": 0, "blank": 0}
    assert document["people"]["from"] == 6
    assert document["people"]["to"] == 6
    assert document["categories"]["name"]["hidden"] == 5
    assert {"code", "severity", "where", "count", "text"} <= set(document["findings"][0])
    assert document["reason"] is None
    assert "accepted" not in document["findings"][0]


def test_accepted_findings_open_the_gate(folder: Path, tmp_path: Path) -> None:
    """They are told all the same, with their reason."""
    accepted = tmp_path / "accepted.toml"
    accepted.write_text(
        '[[accepted]]\npath = "docs/hides.ods"\ncodes = ["X2"]\nreason = "as agreed"\nuntil = 9999-01-01\n',
        encoding="utf-8",
    )
    result = run("inspect", "--baseline", accepted, folder)
    assert result.exit_code == 0
    assert "as agreed" in result.stdout
    entry = json.loads(run("inspect", "--baseline", accepted, "--json", folder / "docs" / "hides.ods").stdout)
    assert entry["documents"][0]["findings"][0]["accepted"] == {"reason": "as agreed", "until": "9999-01-01"}


def test_a_wrong_baseline_is_refused(folder: Path, tmp_path: Path) -> None:
    """With the key and an example."""
    accepted = tmp_path / "accepted.toml"
    accepted.write_text('[[accepted]]\npath = "x"\n', encoding="utf-8")
    refused(run("inspect", "--baseline", accepted, folder), "reason")


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    """A gate that looks at nothing must not open."""
    refused(run("inspect", tmp_path / "gone"), "gone")


def test_samples_are_masked_and_asked_for(folder: Path) -> None:
    """None without being asked."""
    shown = run("inspect", "--sample", folder / "clean.ods").stdout
    assert "A**" in shown
    assert "Ada" not in shown
    assert "A**" not in run("inspect", folder / "clean.ods").stdout
    entry = json.loads(run("inspect", "--sample", "--json", folder / "clean.ods").stdout)["documents"][0]
    assert entry["samples"]["name"]


def test_two_versions(folder: Path) -> None:
    """What the second one hides that the first did not."""
    result = run("inspect", "--against", folder / "clean.ods", folder / "docs" / "hides.ods")
    assert result.exit_code == 4
    assert "New:" in result.stdout
    assert run("inspect", "--against", folder / "clean.ods", folder, folder).exit_code == 2


def test_a_second_run_reads_nothing_again(folder: Path, tmp_path: Path) -> None:
    """And says the same."""
    first = run("inspect", "--cache", tmp_path / "kept", folder)
    second = run("inspect", "--cache", tmp_path / "kept", folder)
    assert first.stdout == second.stdout
    assert first.exit_code == second.exit_code == 4


def test_sarif(folder: Path, tmp_path: Path) -> None:
    """For code hosts: one rule for each check, one result for each finding."""
    run("inspect", "--sarif", tmp_path / "out.sarif", folder / "docs" / "hides.ods")
    log = json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))
    [part] = log["runs"]
    assert log["version"] == "2.1.0"
    rules = {rule["id"] for rule in part["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in part["results"]} <= rules
    assert part["results"][0]["level"] == "error"


@pytest.mark.parametrize("option", ["--html", "--sarif"])
def test_a_file_that_cannot_be_written(folder: Path, tmp_path: Path, option: str) -> None:
    """Is named."""
    refused(run("inspect", option, tmp_path / "no" / "folder" / "x", folder), "folder")


def test_the_page(folder: Path, tmp_path: Path) -> None:
    """A row for each document; nothing in it acts."""
    (folder / "<script>alert(1)<script>.ods").write_bytes(HIDDEN)
    run("inspect", "--html", tmp_path / "page.html", folder)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert page.count("hides.ods") >= 2
    assert "Ada" not in page


def test_in_dutch(folder: Path) -> None:
    """The words of the answer are those of the reader."""
    assert "verborgen" in run("inspect", "--lang", "nl", folder / "docs" / "hides.ods").stdout
