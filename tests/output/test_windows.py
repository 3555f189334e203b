"""Reports under the rules of Windows: what another program has open is told, waited for, and never half replaced."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from forensics.custody.bundle.sealing import _refuse_without_room
from forensics.errors import OutputError
from forensics.output.folder import claimed, os_errors_as_output_errors, staged
from forensics.output.patience import is_too_long, patiently
from forensics.output.private import replace_file, write_file
from forensics.report.place import refuse_foreign
from tests.support.command import refused, run
from tests.support.like_windows import cannot_be, in_use, names_made, windows_rules
from tests.support.small_case import write_case

made = pytest.fixture(names_made)


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with its report, made before the rules hold."""
    folder = tmp_path_factory.mktemp("counted")
    assert run("investigate", write_case(folder), "-o", folder / "report", "-q").exit_code == 0
    return folder


@pytest.fixture(autouse=True)
def _rules(counted: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - made before
    windows_rules(monkeypatch)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A folder that was put down."""
    with staged(tmp_path / "r") as staging:
        write_file(staging / "evidence.xlsx", b"old")
    return tmp_path / "r"


def _put(place: Path) -> None:
    hint = "give another folder"
    with os_errors_as_output_errors("the report", place, hint), staged(place) as staging:
        write_file(staging / "evidence.xlsx", b"new")


def _there(place: Path) -> list[str]:
    """What lies around, but for locks, which Windows removes."""
    return sorted(path.name for path in place.parent.iterdir() if path.suffix != ".lock")


def test_a_report_takes_the_place_of_another(report: Path) -> None:
    """By two renames, where two folders cannot change places; nothing is left of the first."""
    _put(report)
    assert (report / "evidence.xlsx").read_bytes() == b"new"
    assert _there(report) == ["r"]


def test_a_report_that_is_open_stays(report: Path) -> None:
    """As Excel holds it: that is told with a way out, the report stays whole, and later the new one takes its place."""
    with (report / "evidence.xlsx").open("rb"), pytest.raises(OutputError, match="Permission denied") as caught:
        _put(report)
    assert "close that" in caught.value.hint
    assert (report / "evidence.xlsx").read_bytes() == b"old"
    assert _there(report) == ["r"]
    _put(report)
    assert (report / "evidence.xlsx").read_bytes() == b"new"


def test_an_earlier_report_that_cannot_go_is_named(report: Path) -> None:
    """What is left of it is open: nothing is put over it, and nothing is lost."""
    left = report.with_name(".r.old")
    shutil.copytree(report, left)
    with (left / "evidence.xlsx").open("rb"), pytest.raises(OutputError, match=r"\.r\.old, an earlier report"):
        _put(report)
    assert (report / "evidence.xlsx").read_bytes() == b"old"
    _put(report)
    assert _there(report) == ["r"]


def test_a_run_that_was_ended_between_two_renames(report: Path) -> None:
    """The report is back before anything is read."""
    report.rename(report.with_name(".r.old"))
    with claimed(report):
        assert (report / "evidence.xlsx").read_bytes() == b"old"


@pytest.mark.parametrize(("busy", "tries"), [(0, 1), (3, 4), (6, 7)])
def test_scanners_are_waited_for(busy: int, tries: int) -> None:
    """A step is tried again as long as the file is in use."""
    calls: list[int] = []

    def step() -> str:
        calls.append(1)
        if len(calls) <= busy:
            raise in_use("evidence.xlsx")
        return "done"

    assert (patiently(step), len(calls)) == ("done", tries)


@pytest.mark.parametrize(
    ("error", "tries"),
    [(in_use("a"), 7), (PermissionError(13, "Permission denied"), 1), (FileNotFoundError(2, "No such file"), 1)],
    ids=["in use for good", "of POSIX", "not there"],
)
def test_other_errors_are_not_waited_for(error: OSError, tries: int) -> None:
    """And a file that stays in use is told."""
    calls: list[int] = []

    def step() -> None:
        calls.append(1)
        raise error

    with pytest.raises(type(error)):
        patiently(step)
    assert len(calls) == tries


def test_a_file_is_replaced_or_stays(tmp_path: Path) -> None:
    """Nothing half-written, no other file left."""
    path = tmp_path / "status.html"
    replace_file(path, b"one")
    replace_file(path, b"two")
    with path.open("rb"), pytest.raises(OSError, match="Permission denied"):
        replace_file(path, b"three")
    assert (path.read_bytes(), _there(path)) == (b"two", ["status.html"])


@pytest.mark.parametrize(
    ("number", "length", "long"), [(206, 10, True), (3, 260, True), (3, 30, False), (5, 300, False), (None, 300, False)]
)
def test_paths_that_are_too_long(number: int | None, length: int, *, long: bool) -> None:
    """Windows says of a path that is too long that it was not found."""
    error = OSError(2, "The system cannot find the path specified", "C:\\" + "r" * (length - 3))
    error.winerror = number  # type: ignore[attr-defined]  # as Windows has it
    assert is_too_long(error) is long
    with pytest.raises(OutputError) as caught, os_errors_as_output_errors("the report", Path("r"), "make room"):
        raise error
    assert ("long paths" in caught.value.hint) is long


def test_the_commands(counted: Path, tmp_path: Path, made: set[str]) -> None:
    """A report over an earlier one, one for a regulator, a bundle: no file is renamed or removed while it is open, and
    each could be made on Windows under its name."""
    report = shutil.copytree(counted / "report", tmp_path / "report")
    for arguments in (
        ["investigate", counted / "case.toml", "-o", report, "-q"],
        ["report", report, "--level", "regulator", "-o", tmp_path / "authority"],
        ["notify", report, "--profile", "ap"],
        ["seal", report, "-o", tmp_path / "bundle", "--include-sources"],
        ["purge", tmp_path / "authority", "--yes"],
    ):
        assert run(*arguments).exit_code == 0, arguments
    assert "evidence.sqlite" in made
    assert [name for name in made if cannot_be(name)] == []


def test_an_open_workbook_is_told_by_the_command(counted: Path) -> None:
    """With the folder, and what to do."""
    case, report = counted / "case.toml", counted / "report"
    with (report / "evidence.xlsx").open("rb"):
        refused(run("investigate", case, "-o", report, "-q"), str(report), "another program", "as Excel does")


@pytest.mark.parametrize(
    ("name", "impossible"),
    [
        ("a:b", True),
        ("aux.xlsx", True),
        ("COM1", True),
        ("x.", True),
        ("x ", True),
        ("console", False),
        ("a b.c", False),
    ],
)
def test_the_rule_for_names(name: str, *, impossible: bool) -> None:
    """The rule that the test above goes by."""
    assert cannot_be(name) is impossible


def test_a_drive_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, before any log is read; only on Windows is there a place without anything above it."""
    monkeypatch.setattr(Path, "exists", lambda _: False)
    with pytest.raises(OutputError, match="no such drive or share"):
        refuse_foreign(tmp_path / "r")
    with pytest.raises(OutputError, match="no such drive or share"):
        _refuse_without_room(tmp_path / "bundle", [])
