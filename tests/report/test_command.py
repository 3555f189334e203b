"""`forensics report` writes a saved report again for other readers; nothing shows more than it should, or is lost."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from forensics.cli import reports
from forensics.custody import log as custody
from forensics.custody.derived import folder_for
from forensics.custody.retention import overdue
from forensics.language.catalogue import language
from forensics.report.disclosure import LEVELS, disclose
from forensics.report.folder import write_reports
from forensics.report.plots import draw as plots
from tests.support.as_nobody import posix
from tests.support.command import refused, run
from tests.support.disclosure_fixture import CASE, hostile, write_hostile
from tests.support.small_case import listing


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report for investigators of the hostile case, with its custody log."""
    folder = tmp_path_factory.mktemp("reports") / "leak-2"
    log = custody.extend(b"", [custody.act("write report", "leak-2", actor="A. Voorbeeld")])
    write_reports(hostile(), folder, language=language("en"), custody=log)
    return folder


@pytest.fixture
def report(saved: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    folder = tmp_path / "leak-2"
    for path in sorted(saved.rglob("*")):
        target = folder / path.relative_to(saved)
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return folder


@pytest.fixture(autouse=True)
def _drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures take their time, and are the same to all these tests."""
    monkeypatch.setattr(plots, "draw", lambda *_: ())


def _told(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "custody.jsonl").read_text().splitlines()]


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("name", ["leak-2", "leak-2-bundle", "leak-2-investigator-nl", "leak-2-public-nl-bundle"])
def test_where_a_report_goes(name: str, tmp_path: Path) -> None:
    """Beside the other, by the name of the case: a bundle or a translation adds none of its own."""
    assert folder_for(tmp_path / name, "regulator", language("en")) == tmp_path / "leak-2-regulator"
    assert folder_for(tmp_path / name, "public", language("nl")) == tmp_path / "leak-2-public-nl"


def test_from_a_bundle(report: Path) -> None:
    """Under the same key as from the report; what is sealed stays as it is."""
    run("report", report)
    run("seal", report, "-q")
    bundle, made = report.with_name("leak-2-bundle"), report.with_name("leak-2-regulator")
    before, first = listing(bundle), (made / "findings.json").read_bytes()
    assert run("report", bundle).exit_code == 3
    assert (made / "findings.json").read_bytes() == first
    assert listing(bundle) == before
    assert not report.with_name("leak-2-bundle.key").exists()


def test_the_names_are_those_of_the_library() -> None:
    """They stand in the command too, so that help is quick."""
    assert reports._LEVELS == LEVELS


def test_a_report_for_a_regulator(report: Path) -> None:
    """The default: beside the other, with the key beside both, the sentence on stdout and the place on stderr."""
    result = run("report", report)
    assert result.exit_code == 3  # a line could not be read
    assert result.stdout.startswith("The server handed over")
    folder = report.with_name("leak-2-regulator")
    assert f"Report: {folder / 'report.html'}" in result.stderr
    assert _names(folder) == {
        "report.html",
        "findings.json",
        "requests.csv",
        "downloads.csv",
        "evidence.xlsx",
        "evidence.sqlite",
        "plots",
        "custody.jsonl",
    }
    found = json.loads((folder / "findings.json").read_bytes())
    assert found["level"] == "regulator"
    assert {len(one["token"]) for one in found["files"][0]["addresses"]} == {64}
    key = report.with_name("leak-2.key")
    assert len(key.read_bytes()) == 65
    head = (folder / "requests.csv").read_text().splitlines()[0]
    assert '"client"' in head
    assert not {'"line"', '"agent"', '"user"', '"query"', '"referer"'} & set(head.split(","))


def test_a_report_for_the_public_in_dutch(report: Path) -> None:
    """No tables, and no key is made for what holds no linking ids."""
    result = run("report", report, "--level", "public", "--lang", "nl", "--k", "3")
    assert result.exit_code == 3, result.stderr
    folder = report.with_name("leak-2-public-nl")
    assert _names(folder) == {
        "report.html",
        "findings.json",
        "evidence.xlsx",
        "evidence.sqlite",
        "plots",
        "custody.jsonl",
    }
    assert '<html lang="nl"' in (folder / "report.html").read_text(encoding="utf-8")
    assert not report.with_name("leak-2.key").exists()


def test_the_same_report_twice_is_the_same(report: Path) -> None:
    """But for the custody log, which holds the time."""
    run("report", report)
    first = {name: found[2] for name, found in listing(report.with_name("leak-2-regulator")).items()}
    run("report", report)
    second = {name: found[2] for name, found in listing(report.with_name("leak-2-regulator")).items()}
    assert first.pop("custody.jsonl") != second.pop("custody.jsonl")
    assert first == second


def test_both_custody_logs_tell(report: Path) -> None:
    """Of what was made, from what, for whom and why; the chain holds; no address, key or account in the new one."""
    before = (report / "findings.json").read_bytes()
    run("report", report, "--with-addresses", "asked for on 1 July")
    folder = report.with_name("leak-2-regulator")
    (mine,) = _told(folder)
    last = _told(report)[-1]
    assert mine["action"] == last["action"] == "disclose"
    details, shown = last["details"], mine["details"]
    assert isinstance(details, dict)
    assert isinstance(shown, dict)
    assert {name for name in details if shown.get(name) != details[name]} == {"findings", "custody_head"}
    assert (details["level"], details["language"], details["reason"]) == ("regulator", "en", "asked for on 1 July")
    assert details["findings"] == custody._sha256(before)
    assert custody.faults(custody.kept(report)) == custody.faults(custody.kept(folder)) == ()
    key = report.with_name("leak-2.key").read_text().strip()
    text = (folder / "custody.jsonl").read_text()
    assert key not in text
    assert custody.operator() not in text
    assert "192.0.2.10" in (folder / "findings.json").read_text()
    assert "asked for on 1 July" in (folder / "report.html").read_text(encoding="utf-8")
    run("report", report, "--level", "public")
    assert _told(report.with_name("leak-2-public"))[0]["actor"] == "not named"


def test_for_investigators_in_another_language(report: Path) -> None:
    """All of it, beside the first or in its place."""
    assert run("report", report, "--level", "investigator", "--lang", "nl").exit_code == 3
    assert _names(report.with_name("leak-2-investigator-nl")) == _names(report)
    findings = (report / "findings.json").read_bytes()
    assert run("report", report, "--level", "investigator", "--lang", "nl", "-o", report).exit_code == 3
    assert (report / "findings.json").read_bytes() == findings
    assert '<html lang="nl"' in (report / "report.html").read_text(encoding="utf-8")
    assert [entry["action"] for entry in _told(report)] == ["write report", "disclose", "disclose"]


def test_from_public_to_public(report: Path) -> None:
    """The same in another language; nothing else can be made from it, or from a regulator's."""
    run("report", report, "--level", "public")
    run("report", report)
    public, regulator = report.with_name("leak-2-public"), report.with_name("leak-2-regulator")
    assert run("report", public, "--level", "public", "--lang", "nl").exit_code == 3
    assert report.with_name("leak-2-public-nl").is_dir()
    for there, level in ((public, "regulator"), (public, "investigator")):
        refused(run("report", there, "--level", level), "of level public", "forensics investigate")
    refused(run("report", regulator, "--level", "public"), "regulator", "for investigators")


def test_a_lower_level_never_takes_the_place_of_another_report(report: Path, tmp_path: Path) -> None:
    """Of the one that it is made from, one of another level, another case, or anything else."""
    before = listing(report)
    refused(run("report", report, "-o", report), "cannot lie in the one", "-o")
    refused(run("report", report, "-o", report / "below"), "cannot lie in the one")
    run("report", report, "--level", "public")
    refused(run("report", report, "-o", report.with_name("leak-2-public")), "another report", "level public")
    other = tmp_path / "other"
    write_hostile(tmp_path / "case", CASE.replace("leak-2", "leak-3"))
    (other).mkdir()
    (other / "findings.json").write_text('{"case": {"id": "leak-3"}, "level": "regulator"}')
    refused(run("report", report, "-o", other), "another report: case leak-3")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "thesis.txt").write_text("mine")
    refused(run("report", report, "-o", tmp_path / "notes"), "not a report")
    after = listing(report)
    assert {name for name in after if after[name] != before[name]} == {"custody.jsonl"}


def test_an_address_in_the_name_of_the_folder(report: Path) -> None:
    """Names of files are read too; with a reason, which both custody logs keep, it may stand there."""
    folder = report.with_name("report-192.0.2.10")
    refused(run("report", report, "--level", "public", "-o", folder), "-o", "like an address", "--allow '-o=REASON'")
    assert run("report", report, "--level", "public", "-o", folder, "--allow", "-o=our own").exit_code == 3
    assert [_told(one)[-1]["details"]["allowed"] for one in (report, folder)] == [{"-o": "our own"}] * 2  # type: ignore[index]


def test_an_address_in_the_title(tmp_path: Path) -> None:
    """For the public refused by its key, with nothing written; for a regulator masked, and told on stderr."""
    case = write_hostile(tmp_path, CASE.replace("A list that", "What 192.0.2.10 got: a list that"))
    report = tmp_path / "report"
    run("investigate", case, "-o", report, "--jobs", "1", "-q")
    refused(run("report", report, "--level", "public"), "case.title: ", "level public shows none", "--allow")
    assert not (tmp_path / "report-public").exists()
    told = run("report", report)
    assert told.exit_code == 3
    assert "case.title: a word in it" in told.stderr
    found = json.loads((tmp_path / "report-regulator" / "findings.json").read_bytes())
    assert found["case"]["title"].startswith("What … got: a list")
    run("report", report, "--allow", "case.title=it is in the question")
    found = json.loads((tmp_path / "report-regulator" / "findings.json").read_bytes())
    assert found["case"]["title"].startswith("What 192.0.2.10 got")
    assert run("report", report, "--with-addresses", "asked for").exit_code == 3


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--level", "public", "--key", "x"), "--key is for"),
        (("--level", "public", "--with-addresses", "x"), "regulator"),
        (("--k", "7"), "--k is for"), (("--with-addresses", " "), "reason"), (("--level", "public", "--k", "1"), "--k"),
        (("--previous", "x"), "--previous is for"), (("--allow", "case.title"), "a place and a reason"),
        (("--level", "investigator", "--allow", "case.title=x"), "--allow is for"),
        (("--level", "secret"), "secret"), (("--lang", "fr"), "fr"),
    ],
)  # fmt: skip
def test_options_that_do_nothing_are_refused(report: Path, options: tuple[str, ...], said: str) -> None:
    """Whoever gives them expects something."""
    result = run("report", report, *options)
    assert result.exit_code == 2
    assert said in result.stderr


@posix
def test_a_key_that_others_can_read(report: Path) -> None:
    """Nothing is written then."""
    key = report.with_name("leak-2.key")
    key.write_bytes(b"ab" * 32 + b"\n")
    key.chmod(0o644)
    refused(run("report", report), str(key), "others can read", "chmod 600")
    refused(run("report", report, "--key", report / "x.key"), "inside")
    assert not report.with_name("leak-2-regulator").exists()


def test_a_pdf_without_typst(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command says what to install; nothing half-written is left."""
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    refused(run("report", report, "--level", "public", "--pdf"), "typst", "pip install")
    assert not report.with_name("leak-2-public").exists()


def test_what_is_no_report(tmp_path: Path) -> None:
    """A folder without findings, and none at all."""
    for folder in (tmp_path, tmp_path / "none"):
        refused(run("report", folder), "findings.json")


@posix
def test_a_custody_log_that_cannot_be_extended(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new report is there, and who made it is told what is missing."""
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if self.name == ".custody.jsonl.new" and self.parent == report:
            raise PermissionError(13, os.strerror(13))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    result = run("report", report, "--level", "public")
    assert result.exit_code == 3
    assert f"not entered in the custody log of {report}" in result.stderr


def test_what_should_be_gone_by_now() -> None:
    """From the day itself on, and never without a day."""
    found = disclose(hostile(), "public")
    assert found.case.retain_until is None
    day = custody.now()
    assert overdue(None, day) is None
    assert overdue(day, day.replace(year=day.year - 1, day=1)) is None
    assert f"{day:%Y-%m-%d}" in (overdue(day, day) or "")


def test_a_report_past_its_day_warns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On stderr; the report itself does not know what day it is."""
    case = write_hostile(tmp_path, CASE.replace('zone = "Eu', 'retain_until = 2026-12-31T00:00:00\nzone = "Eu'))
    run("investigate", case, "-o", tmp_path / "report", "--jobs", "1", "-q")
    for now, late in (("1767222000", False), ("1830294000", True)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", now)
        result = run("report", tmp_path / "report", "--level", "public")
        assert ("was to be kept until 2026-12-3" in result.stderr) is late
        assert "forensics purge" not in (tmp_path / "report-public" / "report.html").read_text(encoding="utf-8")
