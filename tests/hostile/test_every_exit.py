"""One case that is hostile in every field, through every exit: each output is read by a reader of its kind."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, sync_playwright

from forensics.cli import main
from tests.support.as_nobody import posix
from tests.support.hostility.case import FILE, write_case
from tests.support.hostility.payloads import PAYLOADS
from tests.support.hostility.readers import (
    in_csv,
    in_docx,
    in_json,
    in_markdown,
    in_page,
    in_svg,
    in_terminal,
    in_workbook,
)
from tests.support.programs import needs

pytestmark = posix  # other systems refuse such names of files, and so cannot meet them

_Faults = Callable[[bytes], Iterator[str]]


def _csv(content: bytes) -> Iterator[str]:
    text = content.decode()
    return in_csv(text, len(next(csv.reader(io.StringIO(text, newline="")))))


def _lines(content: bytes) -> Iterator[str]:
    return (fault for line in content.decode().split("\n")[:-1] for fault in in_json(line))


_READERS = MappingProxyType[str, _Faults](
    {
        ".csv": _csv,
        ".docx": in_docx,
        ".html": lambda content: in_page(content.decode()),
        ".json": lambda content: in_json(content.decode()),
        ".jsonl": _lines,
        ".md": lambda content: in_markdown(content.decode()),
        ".sha256": lambda content: in_terminal(content.decode()),
        ".svg": lambda content: in_svg(content.decode()),
        ".xlsx": in_workbook,
    }
)
#: Read by tests of their own here, or pictures.
_OTHERS = (".parquet", ".png", ".sqlite")


def _told(*arguments: str | Path) -> Result:
    """The command as on a terminal that knows colours: nothing is taken out on the way."""
    result = CliRunner().invoke(main, [str(each) for each in arguments], color=True, prog_name="forensics")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Result]]:
    """The folder of the case with all that was written from it, and what each command told."""
    folder = tmp_path_factory.mktemp("hostile")
    case, report = write_case(folder), folder / "report"
    with chdir(folder):  # where a name that is taken for a command would do what it says
        told = [
            _told("investigate", case, "-o", report, "--verbose", "--jobs", "1"),
            _told("check", case, "--lang", "nl"),
            _told("detect", folder / "logs" / "w3c.log", folder / "logs" / "packed.tar.gz"),
            _told("inspect", folder / "leak.xlsx"),
            _told("report", report, "--level", "regulator", "--lang", "nl", "-o", folder / "regulator"),
            _told("notify", report, "--profile", "ap", "--format", "md", "--format", "html", "--format", "docx",
                  "-o", folder / "notification"),
            _told("new", folder / "new.toml", "--file", FILE, "--logs", folder / "logs" / "named", "--yes"),
            _told("verify", report, "--allow-unsigned"),
        ]  # fmt: skip
    return folder, told


def test_commands_answer_and_tell_it_in_plain_characters(answered: tuple[Path, list[Result]]) -> None:
    """Also in what they say of troubles; and none ends for the sake of a text."""
    _, told = answered
    assert [result.exit_code for result in told if result.exit_code not in (0, 3)] == [
        4
    ]  # `inspect` has found something
    assert [list(in_terminal(result.stdout)) + list(in_terminal(result.stderr)) for result in told] == [[]] * len(told)


def test_every_file_is_read_as_what_it_is(answered: tuple[Path, list[Result]]) -> None:
    """Pages, tables, workbooks, letters, pictures and lines; under names that are ours."""
    folder, _ = answered
    written = [
        path
        for name in ("report", "regulator", "notification")
        for path in (folder / name).rglob("*")
        if path.is_file()
    ]
    faults = {
        path.relative_to(folder).as_posix(): found[:5]
        for path in written
        if path.suffix not in _OTHERS and (found := list(_READERS[path.suffix](path.read_bytes())))
    }
    assert faults == {}
    assert {path.suffix for path in written} == {*_READERS, *_OTHERS}
    assert [path.name for path in written if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", path.name)] == []


def test_nothing_was_done(answered: tuple[Path, list[Result]]) -> None:
    """No shell, no template and no archive has made a file anywhere."""
    folder, _ = answered
    known = {"case.toml", "leak.xlsx", "logs", "new.toml", "notification", "regulator", "report", "report.key"}
    assert {path.name for path in folder.iterdir()} - known == set()
    assert list(folder.parent.rglob("owned*")) == []


def test_texts_are_there_to_be_read(answered: tuple[Path, list[Result]]) -> None:
    """Nothing is left out for being hostile: the events hold each agent as it came."""
    folder, _ = answered
    lines = (folder / "report" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    agents = {json.loads(line).get("user_agent", {}).get("original") for line in lines}
    lost = [
        name for name, text in PAYLOADS.items()
        if text.strip() not in {(agent or "").strip() for agent in agents} and "\ud800" not in text
    ]  # fmt: skip
    assert lost == []


def test_database_holds_texts_alone(answered: tuple[Path, list[Result]]) -> None:
    """Tables and columns are ours, and it is whole."""
    folder, _ = answered
    with sqlite3.connect(f"file:{folder / 'report' / 'evidence.sqlite'}?mode=ro", uri=True) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema")]
        [requests] = connection.execute("SELECT count(*) FROM requests").fetchone()
    connection.close()
    assert [name for name in names if not re.fullmatch(r"[a-z0-9_]+", name)] == []
    assert requests > len(PAYLOADS)


def test_drafted_case_is_one(answered: tuple[Path, list[Result]]) -> None:
    """The tables that a case has, and no other; every file name stands in it as a text."""
    folder, _ = answered
    drafted = tomllib.loads((folder / "new.toml").read_text(encoding="utf-8"))
    assert set(drafted) <= {"case", "files", "windows", "logs", "parties", "notification", "counting"}
    assert drafted["files"][0]["name"] == FILE


def test_page_is_as_dead_in_a_browser(answered: tuple[Path, list[Result]]) -> None:
    """No script has run, no request has left, no dialog has opened, and the title is ours."""
    chromium = needs("chromium")
    folder, _ = answered
    pages = (folder / "report" / "report.html", folder / "notification" / "notification.html")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        heard = [word for path in pages for word in _heard(browser, path)]
        browser.close()
    assert heard == []


#: What a page of ours has none of.
_ALIVE = "script, iframe, object, embed, form, base, input, svg, audio, video, link"


def _heard(browser: Browser, path: Path) -> list[str]:
    """Dialogs, messages, requests and titles that are none of the page's own, and elements that could act."""
    page, heard = browser.new_page(), list[str]()
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("console", lambda said: heard.append(said.text))
    page.on("request", lambda asked: heard.append(asked.url))
    page.goto(path.as_uri())
    heard += page.evaluate(f"[...document.querySelectorAll('{_ALIVE}')].map(e => e.tagName)")
    heard += [page.title()] * (page.title() == "owned")
    page.close()
    return [word for word in heard if word != path.as_uri() and not word.startswith("data:image/svg+xml;base64,")]
