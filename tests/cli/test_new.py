"""`forensics new` as somebody meets it: at a terminal, in a script, with something missing."""

from __future__ import annotations

import os
import select
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from forensics.casefile import load_case
from forensics.casefile.identity import new_id
from forensics.survey import first_pass
from tests.support import surveyed
from tests.support.as_nobody import posix
from tests.support.command import ENVIRONMENT, run
from tests.support.surveyed import NAME


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """Two servers behind a proxy."""
    return surveyed.two_behind_proxy(tmp_path / "logs", per_day=30)


def test_without_a_terminal_the_defaults_are_taken_and_that_is_said(logs: Path, tmp_path: Path) -> None:
    """As with --yes, which says nothing."""
    told = run("new", tmp_path / "a.toml", "--file", NAME, "--logs", logs)
    assert (told.exit_code, "no terminal to ask at" in told.stderr) == (0, True)
    quiet = run("new", tmp_path / "b.toml", "--file", NAME, "--logs", logs, "--yes")
    assert (quiet.exit_code, quiet.stderr) == (0, "")
    texts = [(tmp_path / name).read_text(encoding="utf-8") for name in ("a.toml", "b.toml")]
    assert texts[0].replace("a.toml", "b.toml").replace('id = "a"', 'id = "b"') == texts[1]


@pytest.mark.parametrize("given", [["--file", NAME], ["--logs", "."]])
def test_what_has_no_default_must_be_given(given: Sequence[str], tmp_path: Path) -> None:
    """Wrong use, and nothing is written."""
    result = run("new", tmp_path / "a.toml", *given, "--yes")
    assert (result.exit_code, "is missing" in result.stderr) == (2, True)
    assert not (tmp_path / "a.toml").exists()


def test_nothing_is_read_for_a_file_that_exists(tmp_path: Path) -> None:
    """It is told at once, and left as it is."""
    (tmp_path / "a.toml").write_text("mine")
    result = run("new", tmp_path / "a.toml", "--file", NAME, "--logs", tmp_path / "nonesuch", "-y")
    assert (result.exit_code, "exists and is left" in result.stderr) == (1, True)


@pytest.mark.parametrize("more", [[], ["--file", NAME, "--logs", "."]])
def test_a_zone_that_is_none(more: Sequence[str], tmp_path: Path) -> None:
    """With the one that was meant."""
    result = run("new", tmp_path / "a.toml", "--zone", "Europe/Amsterdm", *more)
    assert result.exit_code == 1
    assert "--zone Europe/Amsterdam" in result.stderr.replace('"', "")


def test_the_template_takes_title_and_zone(tmp_path: Path) -> None:
    """Where they stand in it."""
    assert run("new", tmp_path / "a.toml", "--title", 'Een "zaak"', "--zone", "Europe/Amsterdam").exit_code == 0
    case = tomllib.loads((tmp_path / "a.toml").read_text(encoding="utf-8"))["case"]
    assert case == {"id": "Een-zaak", "title": 'Een "zaak"', "zone": "Europe/Amsterdam"}


def test_no_two_cases_have_one_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither beside another case nor beside a report."""
    monkeypatch.chdir(tmp_path)
    assert new_id(tmp_path / "lek.toml") == "lek"
    assert new_id(tmp_path / "lek.toml", "Été: één lek!") == "Ete-een-lek"
    folder = tmp_path / "Zaak 7"
    folder.mkdir()
    assert new_id(folder / "case.toml") == "Zaak-7"
    (folder / "other.toml").write_text('[case]\nid = "zaak-7"\n')
    assert new_id(folder / "case.toml") == "Zaak-7-2"
    (tmp_path / "reports" / "Zaak-7-2").mkdir(parents=True)
    assert new_id(folder / "case.toml") == "Zaak-7-3"
    assert new_id(folder / "x.toml", "con") == "case-con"


def test_logs_too_large_to_be_read_twice(logs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was counted, the window is all the time that they span, and the file says so."""
    monkeypatch.setattr(first_pass, "_CHEAP", 0)
    assert run("new", tmp_path / "a.toml", "--file", NAME, "--logs", logs, "-y").exit_code == 0
    text = (tmp_path / "a.toml").read_text(encoding="utf-8")
    assert "too large to be read twice" in text
    [window] = load_case(tmp_path / "a.toml").windows
    assert window.start < surveyed.FIRST < surveyed.LAST < window.end
    assert run("check", tmp_path / "a.toml").exit_code == 0


# ---- at a terminal -------------------------------------------------------------------------------


@posix
def test_at_a_terminal_it_asks(logs: Path, tmp_path: Path) -> None:
    """An answer that cannot be is asked again; an empty one takes the default; what was said stands in the case."""
    answers = ["Europe/Amsterdm", "Europe/Amsterdam", "1", "", "2026-06-08 09:00", "2026-06-12 17:00", "y", "Het lek"]
    shown = _session(["new", "lek.toml", "--file", NAME, "--logs", str(logs)], answers, tmp_path)
    assert "close to it: Europe/Amsterdam" in shown
    case = load_case(tmp_path / "lek.toml")
    assert (case.title, case.zone, case.id) == ("Het lek", "Europe/Amsterdam", "Het-lek")
    assert [window.label for window in case.windows] == ["exposure"]
    assert case.windows[0].start.isoformat() == "2026-06-08T07:00:00+00:00"
    assert {log.size_field for log in case.logs} == {"body"}
    assert case.files[0].versions[0].size == surveyed.SIZE
    assert len(case.parties.trusted_proxies) == 1


def _session(arguments: Sequence[str], answers: Sequence[str], folder: Path) -> str:
    """What a terminal shows, where each question gets the next answer."""
    import pty  # noqa: PLC0415 - there is none on Windows

    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        os.execve(sys.executable, [sys.executable, "-m", "forensics", *arguments], ENVIRONMENT)  # noqa: S606 - ours
    left, shown = list(answers), ""
    for text in _read(terminal):
        shown += text
        if left and shown.rstrip(" ").endswith(":") and text:
            os.write(terminal, f"{left.pop(0)}\n".encode())
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, shown
    assert not left, shown
    return shown


def _read(terminal: int) -> Iterator[str]:
    """What comes, until the program ends."""
    give_up = time.monotonic() + 120
    while time.monotonic() < give_up:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            data = os.read(terminal, 65_536)
        except OSError:  # the other side is closed
            return
        if not data:
            return
        yield data.decode("utf-8", "replace")
