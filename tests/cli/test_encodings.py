"""Answers on consoles of old code pages and in pipes of any encoding: escapes for what they lack, never a failure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forensics.cli import main
from tests.support.command import program
from tests.support.small_case import CASE, write_case

#: In Dutch, with a name that no code page has whole, and what a terminal would act on.
_NAME = "wöb\u202e ☃😀 één.xlsx"
_CASE = CASE.replace("leak.xlsx", _NAME).replace('label = "one"', 'label = "período één ①"')

CODECS = ("cp850", "cp1252", "cp437")
_TEXTS = frozenset({".csv", ".html", ".json", ".jsonl", ".sha256", ".svg"})


def _in(codec: str, *arguments: str | Path) -> Result:
    """The command, printing in that encoding, and failing where a character has none, as streams do by themselves."""
    result = CliRunner(charset=codec).invoke(main, [str(each) for each in arguments], prog_name="forensics")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize(
    ("arguments", "codecs"),
    [
        (["check", "case.toml", "--lang", "nl"], CODECS[2:]),
        (["investigate", "case.toml", "--lang", "nl", "-o", "report"], CODECS[:1]),
        (["count", "nowhere ☃ 😀.xlsx", "logs", "--lang", "nl"], CODECS[1:2]),
        (["detect", "logs"], CODECS[:1]),
        (["explain", "3.6.1", "--lang", "nl"], CODECS[:2]),
    ],
    ids=lambda value: str(value[0]) if isinstance(value, list) else "",
)
def test_every_code_page_has_the_same_answer(
    arguments: Sequence[str | Path], codecs: Sequence[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As UTF-8 would print it, with escapes for the characters that are not there."""
    write_case(tmp_path, _CASE)
    monkeypatch.chdir(tmp_path)
    whole = _in("utf-8", *arguments)
    assert whole.stdout
    for codec in codecs:
        found = _in(codec, *arguments)
        assert found.exit_code == whole.exit_code
        assert found.stdout_bytes == whole.stdout.encode(codec, "backslashreplace")


@pytest.mark.parametrize(("arguments", "code"), [(["check", "☃.toml"], 1), (["☃"], 2)], ids=["of ours", "of click"])
def test_errors_in_any_encoding(arguments: Sequence[str], code: int) -> None:
    """What was typed is shown as an escape; the code is the same."""
    found = program(*arguments, PYTHONIOENCODING="cp850", PYTHONUTF8="0")
    assert (found.returncode, "\\u2603" in found.stderr) == (code, True)


def test_files_and_json_are_the_same_everywhere(tmp_path: Path) -> None:
    """JSON is ASCII whatever the pipe, for an escape of ours would be none of JSON; lines end with LF, in CSV with CR
    and LF (RFC 4180)."""
    done = _in("cp1252", "investigate", write_case(tmp_path, _CASE), "-q", "--json", "-o", tmp_path / "report")
    assert json.loads(done.stdout_bytes.decode("ascii"))["files"][0]["name"] == _NAME
    texts = {path.name: path.read_bytes() for path in (tmp_path / "report").rglob("*") if path.suffix in _TEXTS}
    assert len(texts) > 8
    assert {name for name, text in texts.items() if b"\r" in text} <= {"requests.csv", "downloads.csv"}


@pytest.mark.parametrize("arguments", [["--help"], ["help", "investigate"], ["completion", "powershell"]])
def test_what_no_command_prints(arguments: Sequence[str]) -> None:
    """Help is printed by click, whose streams fail where a character is not there."""
    found = program(*arguments, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (found.returncode, found.stderr) == (0, "")
