"""`forensics purge` and `forget-key`: what identifies visitors goes, a record of it stays, nothing else is touched."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from forensics.cli import main
from forensics.custody import log as custody
from forensics.custody.purge import late
from forensics.language.catalogue import language
from forensics.report.disclosure import disclose
from forensics.report.disclosure.tokens import key_of
from forensics.report.folder import write_reports
from forensics.report.plots import draw as plots
from forensics.report.plots.draw import Plot
from tests.support.as_nobody import posix
from tests.support.command import refused, run
from tests.support.disclosure_fixture import hostile
from tests.support.small_case import listing

EVERYTHING = {
    "downloads.csv", "downloads.parquet", "events.jsonl", "findings.json", "findings.sha256", "report.html",
    "requests.csv", "requests.parquet", "timeline.jsonl", "plots/window-1-1.svg", "plots/window-1-1.png",
    "evidence.xlsx", "evidence.sqlite",
}  # fmt: skip

_RETAINED = '{"case": {"retain_until": X}}'


@pytest.fixture(autouse=True)
def _drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """One picture stands for all: they take their time."""
    monkeypatch.setattr(plots, "draw", lambda *_: (Plot("window-1-1", "title", "text", "<svg/>", b"png"),))


def _report(tmp_path: Path, level: str = "investigator") -> Path:
    """A report of that level with its custody log, and a key beside it."""
    folder = tmp_path / "coa-2020"
    found = disclose(hostile(), level, key=bytes(32))
    log = custody.extend(b"", [custody.act("write report", "leak-2", actor="A. Voorbeeld")])
    write_reports(found, folder, language=language("en"), custody=log)
    key_of(tmp_path / "coa-2020.key", never_in=[])
    return folder


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _log(folder: Path) -> list[dict[str, object]]:
    log = custody.kept(folder)
    assert custody.faults(log) == ()
    return [json.loads(line) for line in log.splitlines()]


def test_of_a_report_for_investigators_the_record_stays(tmp_path: Path) -> None:
    """With size and hash of all that was deleted, and of the key, which gives nothing back."""
    folder = _report(tmp_path)
    assert _names(folder) == EVERYTHING | {"custody.jsonl"}
    before = {name: (folder / name).read_bytes() for name in EVERYTHING}
    key = bytes.fromhex((tmp_path / "coa-2020.key").read_text())
    result = run("purge", folder, "--yes")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(f"Purged: {folder}, {len(EVERYTHING)} files deleted\nForgotten: ")
    assert _names(folder) == {"custody.jsonl"}
    assert [path.name for path in tmp_path.iterdir()] == ["coa-2020"]
    *_, purged, forgotten = _log(folder)
    assert (purged["action"], forgotten["action"]) == ("purge", "forget key")
    listed = purged["details"]["files"]  # type: ignore[index] # details is a dict
    assert {(one["path"], one["bytes"], one["sha256"]) for one in listed} == {
        (name, len(content), hashlib.sha256(content).hexdigest()) for name, content in before.items()
    }
    assert forgotten["details"] == {"sha256": hashlib.sha256(key).hexdigest()}


@pytest.mark.parametrize(
    ("level", "gone"),
    [("regulator", {"requests.csv", "downloads.csv", "evidence.xlsx", "evidence.sqlite"}), ("public", set())],
)
def test_of_other_reports_the_report_stays(level: str, gone: set[str], tmp_path: Path) -> None:
    """Without its tables of single requests; the public's holds none."""
    folder = _report(tmp_path, level)
    before = _names(folder)
    assert run("purge", folder, "--yes").exit_code == 0
    assert before - _names(folder) == gone
    assert {"report.html", "findings.json", "plots/window-1-1.svg"} <= _names(folder)
    assert not (tmp_path / "coa-2020.key").exists()


def test_twice_is_once(tmp_path: Path) -> None:
    """There is nothing to delete and nothing to enter."""
    folder = _report(tmp_path)
    run("purge", folder, "--yes")
    before = listing(tmp_path)
    result = run("purge", folder, "--yes")
    assert (result.exit_code, result.stdout) == (0, f"Purged: {folder}, 0 files deleted\n")
    assert listing(tmp_path) == before


def test_what_was_purged_is_told(tmp_path: Path) -> None:
    """No report can be made from it; a new investigation may go there and goes on with the record."""
    folder = _report(tmp_path)
    run("purge", folder, "--yes")
    refused(run("report", folder), "was purged at", "investigate")
    log = custody.kept(folder)
    write_reports(hostile(), folder, language=language("en"), custody=log)
    assert custody.kept(folder) == log


def test_an_interrupted_purge_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file that could not be deleted nothing is lost: the next purge takes it and what followed."""
    folder = _report(tmp_path)
    unlink = Path.unlink

    def stuck(self: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 as the method has it
        if self.name == "events.jsonl":
            raise PermissionError(13, "Permission denied", str(self))
        unlink(self, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", stuck)
        refused(run("purge", folder, "--yes"), "events.jsonl", "not everything could be deleted", "again")
    assert {"events.jsonl", "findings.json"} <= _names(folder) < EVERYTHING | {"custody.jsonl"}
    assert run("purge", folder, "--yes").exit_code == 0
    assert _names(folder) == {"custody.jsonl"}


@pytest.mark.parametrize("name", ["thesis.txt", "plots/notes.txt", "plots/Photo.png", "plots/below/x.png", "data/x"])
def test_what_is_not_ours_is_left_alone(name: str, tmp_path: Path) -> None:
    """With everything beside it."""
    folder = _report(tmp_path)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("mine")
    before = listing(tmp_path)
    refused(run("purge", folder, "--yes"), str(folder), "nothing was deleted" if "below" not in name else "")
    assert listing(tmp_path) == before


@posix
@pytest.mark.parametrize("name", ["requests.csv", "plots/x-1.png", "plots"])
def test_links_are_not_followed(name: str, tmp_path: Path) -> None:
    """What they lead to is somebody else's."""
    folder, other = _report(tmp_path), tmp_path / "other"
    other.mkdir()
    (other / "x.png").write_text("mine")
    path = folder / name
    if path.is_dir():
        path.rename(tmp_path / "plots")
    path.unlink(missing_ok=True)
    path.symlink_to(other if name == "plots" else other / "x.png")
    before = listing(tmp_path)
    refused(run("purge", folder, "--yes"), name)
    assert listing(tmp_path) == before
    (tmp_path / "way").symlink_to(folder)
    refused(run("purge", tmp_path / "way", "--yes"), "not a folder")


def test_other_folders_are_refused(tmp_path: Path) -> None:
    """One without findings, a file, nothing, a bundle, and findings that are none of ours."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "report.html").write_text("mine")
    refused(run("purge", tmp_path / "a", "--yes"), "not a report", "findings.json is missing")
    refused(run("purge", tmp_path / "a" / "report.html", "--yes"), "not a folder")
    refused(run("purge", tmp_path / "none", "--yes"), "not a folder")
    for text in ("{", "[]", '{"level": "secret"}'):
        (tmp_path / "a" / "findings.json").write_text(text)
        refused(run("purge", tmp_path / "a", "--yes"), "findings.json")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "bagit.txt").write_text("BagIt-Version: 1.0\n")
    refused(run("purge", tmp_path / "b", "--yes"), "sealed bundle")
    assert (tmp_path / "a" / "report.html").read_text() == "mine"


def test_what_lies_beside_is_named(tmp_path: Path) -> None:
    """Bundles and reports of other levels are somebody's decision."""
    folder = _report(tmp_path)
    (tmp_path / "coa-2020-bundle").mkdir()
    (tmp_path / "coa-20200").mkdir()
    result = run("purge", folder, "--yes")
    assert result.stderr == "not purged, and of the same case by its name: coa-2020-bundle\n"


def test_nothing_is_deleted_unasked(tmp_path: Path) -> None:
    """Where nobody can be asked, --yes is needed; it is wrong use without."""
    folder = _report(tmp_path)
    before = listing(tmp_path)
    result = run("purge", folder)
    assert result.exit_code == 2
    assert "--yes" in result.stderr
    assert listing(tmp_path) == before
    assert "purge" in main.commands
    refused(run("purge", tmp_path / "nosuch"), "nosuch", "this is not a folder")  # nothing there to ask about


def test_the_purge_is_entered_before_it_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be recorded is not done."""
    folder = _report(tmp_path)
    before = _names(folder)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    refused(run("purge", folder, "--yes"), "cannot be entered in the custody log", "nothing was deleted")
    assert before <= _names(folder)
    assert (tmp_path / "coa-2020.key").exists()


@pytest.mark.parametrize("by", ["folder", "file"])
def test_a_key_is_forgotten(by: str, tmp_path: Path) -> None:
    """By its report or by its own name; the report stays and its log tells; twice is once."""
    folder, key = _report(tmp_path), tmp_path / "coa-2020.key"
    before = _names(folder)
    target = folder if by == "folder" else key
    result = run("forget-key", target, "--yes")
    assert result.stdout.startswith(f"Forgotten: {key}. Reports can no longer be linked")
    assert not key.exists()
    assert _names(folder) == before
    entry = _log(folder)[-1]
    assert (entry["action"], entry["subject"], entry["actor"]) == ("forget key", "leak-2", "A. Voorbeeld")
    result = run("forget-key", target, "--yes")
    assert (result.exit_code, result.stdout) == (0, f"No key: {key} is not there.\n")
    assert _log(folder)[-1] == entry


def test_a_key_is_not_forgotten_unasked(tmp_path: Path) -> None:
    """Where nobody can be asked, --yes is needed: wrong use, and the key is still there."""
    key = tmp_path / "coa-2020.key"
    key_of(key, never_in=[])
    before = key.read_bytes()
    result = run("forget-key", key)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "give --yes" in result.stderr
    assert key.read_bytes() == before


def test_a_key_without_its_report(tmp_path: Path) -> None:
    """The report was deleted, the key was not; or it was kept elsewhere."""
    key_of(tmp_path / "coa-2020.key", never_in=[])
    key_of(tmp_path / "elsewhere", never_in=[])
    assert run("forget-key", tmp_path / "coa-2020", "--yes").exit_code == 0
    assert run("forget-key", tmp_path / "elsewhere", "--yes").exit_code == 0
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "thesis.key").write_text("mine")
    refused(run("forget-key", tmp_path / "thesis.key", "--yes"), "no key")
    assert (tmp_path / "thesis.key").read_text() == "mine"


def test_verify_warns_of_a_report_past_its_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sealed one too; where no day can be read there is no warning."""
    found = hostile()
    until = datetime(2027, 1, 1, tzinfo=UTC)
    folder = tmp_path / "report"
    write_reports(replace(found, case=replace(found.case, retain_until=until)), folder, language=language("en"))
    run("seal", folder, "-q")
    for place in (folder, tmp_path / "report-bundle"):
        for now, warned in ((until - timedelta(days=1), False), (until, True)):
            monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{now.timestamp():.0f}")
            assert ("was to be kept until 2027-01-01" in run("verify", place).stderr) is warned
    for text in (
        "{",
        "[]",
        "{}",
        '{"case": {"retain_until": null}}',
        '{"case": {"retain_until": "2020-01-01T00:00:00"}}',
    ):
        (folder / "findings.json").write_text(text)
        assert late(folder) is None
