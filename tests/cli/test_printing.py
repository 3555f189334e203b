"""How answers are printed: into pipes whose reader goes, with and without colours, with chosen fields, and the hints
of what was meant."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from forensics.cli import main
from forensics.cli.answers import UNREAD
from forensics.cli.choices import meant
from forensics.cli.nearby import close_to
from forensics.cli.screen import screen
from tests.support.command import ENVIRONMENT, python, readable, run
from tests.support.small_case import write_case

_GOLDEN = Path(__file__).parents[2] / "reports" / "coa-2020"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["formats"],
        ["explain"],
        ["count", "leak.xlsx", "logs"],
    ],
    ids=" ".join,
)
@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_who_has_enough(arguments: Sequence[str], tmp_path: Path) -> None:
    """`| head` ends it without a word, whatever prints, and with one code of its own."""
    write_case(tmp_path)
    command = [sys.executable, "-m", "forensics", *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT, cwd=tmp_path
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == UNREAD


#: Windows has no `poll`, and calls a pipe without a reader an invalid argument.
_AS_WINDOWS = """
import io, os, select, stat, sys
if hasattr(select, "poll"):
    del select.poll

class Gone(io.RawIOBase):
    def writable(self): return True
    def fileno(self): return 1
    def write(self, block):
        if stat.S_ISFIFO(os.fstat(1).st_mode):
            raise OSError(22, "Invalid argument")
        return len(block)

sys.stdout = io.TextIOWrapper(io.BufferedWriter(Gone()), encoding="cp850")
from forensics.cli import main
"""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["formats"], ["explain", "3.6.1"]], ids=" ".join)
def test_a_reader_who_has_enough_on_windows(arguments: Sequence[str]) -> None:
    """As `| Select-Object -First 1` is: without a word, and with the same code."""
    found = python(f"{_AS_WINDOWS}\nsys.argv[1:] = {arguments}\nmain()")
    assert (found.stderr, found.returncode) == ("", UNREAD)


@pytest.mark.parametrize(
    "error",
    ["OSError(22, 'Invalid argument', 'a?b.log')", "OSError(28, 'No space left')", "PermissionError(13, 'Denied')"],
)
def test_other_errors_of_windows_are_told(error: str) -> None:
    """A name that no file can have is an invalid argument too; it must not pass for a reader who had enough."""
    code = f"{_AS_WINDOWS}\nfrom forensics.cli.answers import is_unread\nsys.exit(3 if is_unread({error}) else 5)"
    assert python(code).returncode == 5


def test_another_broken_pipe_is_an_error() -> None:
    """Of a worker or a connection: what is not about the reader is never passed over in silence."""
    code = (
        "from forensics.cli.answers import answers\n@answers\ndef broken():\n    raise BrokenPipeError(32, 'worker')\n"
        "try:\n    broken()\nexcept BrokenPipeError as error:\n    print('told:', error)"
    )
    assert python(code).stdout == "told: [Errno 32] worker\n"


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"CLICOLOR_FORCE": "0"}, False),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
        ({"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, True),
    ],
    ids=str,
)
def test_colours(environment: Mapping[str, str], *, coloured: bool, capsys: pytest.CaptureFixture[str]) -> None:
    """None into a pipe unless they are asked for; never where they are unwanted."""
    console = screen(environment=environment)
    console.print("at least 9", style="red")
    assert ("\x1b[31m" in capsys.readouterr().out) is coloured


def test_no_summary_is_cut() -> None:
    """Every word of it, wrapped where the line ends; and each command in the list."""
    text = run("--help").stdout
    assert "..." not in text.partition("\n")[2]
    assert {line.split()[0] for line in text.splitlines() if line.startswith("  ")} >= set(main.commands)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["investgate"], "Did you mean 'investigate'?"),
        (["report", "x", "--levle", "public"], "'--level'"),
        (["report", "x", "--level", "regulater"], "Did you mean 'regulator'?"),
        (["count", "x", "y", "--lang", "nld"], "Did you mean 'nl'?"),
        (["formats", "--fields", "titel"], "Did you mean 'title'"),
        (["watch", "staus"], "Did you mean '--status'?"),
        (["watch", "schma"], "Did you mean 'schema'?"),
        (["help", "watch", "cas"], "Did you mean 'case'?"),
        (["explain", "3.6.99"], "close to it: 3.6.8"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_was_meant(arguments: Sequence[str], hint: str) -> None:
    """Of a word that is wrong, the one that is close; wrong use all the same."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert hint in " ".join(result.stderr.split())


def test_nothing_is_close() -> None:
    """No hint is better than a wild one."""
    assert meant("zebra", ["en", "nl"]) == ""


def test_files_that_were_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with a slip, a folder with another case of letters; nothing for what exists or is no path."""
    (tmp_path / "reports" / "coa-2020").mkdir(parents=True)
    (tmp_path / "case.toml").touch()
    monkeypatch.chdir(tmp_path)
    assert close_to("cases.toml") == ["case.toml"]
    assert close_to(str(tmp_path / "Reports" / "coa-2020" / "findings.json")) == [str(tmp_path / "reports")]
    assert close_to("reports/coa2020/findings.json") == ["reports/coa-2020"]
    for other in ("case.toml", "", "windows[0].end", "a\0b", "n" * 300):
        assert close_to(other) == []
    result = run("check", "cases.toml")
    assert (result.exit_code, "did you mean case.toml?" in result.stderr) == (1, True)


def test_chosen_fields() -> None:
    """In the order given, and JSON without --json; all of them where none is chosen."""
    chosen = json.loads(run("formats", "--fields", "title, name").stdout)
    whole = json.loads(run("formats", "--json").stdout)
    assert chosen == [{"title": each["title"], "name": each["name"]} for each in whole]
    assert list(chosen[0]) == ["title", "name"]
    assert run("formats", "--fields", "").exit_code == 2
    assert json.loads(run("explain", "3.6.1", "--fields", "kind").stdout) == [{"kind": "section"}]


def test_a_report_that_was_never_sealed_is_told_first() -> None:
    """Before any check, and as JSON by the first of them."""
    result = run("verify", _GOLDEN, "-q", "--jobs", "1")
    assert result.exit_code == 3
    assert result.stdout.startswith(f"{_GOLDEN} was never sealed: ")
    first, *_ = json.loads(run("verify", _GOLDEN, "-q", "--jobs", "1", "--fields", "check,state").stdout)
    assert first == {"check": "manifests", "state": "not checked"}


def test_help_by_its_other_name() -> None:
    """As --help prints it, also of a command below another."""
    for words in ([], ["investigate"], ["watch", "case"]):
        assert run("help", *words).stdout == run(*words, "--help").stdout


def test_an_argument_too_many_is_shown_as_text() -> None:
    """A pattern of the shell may have found a name that a terminal acts on."""
    result = CliRunner().invoke(main, ["formats", "\x1b]0;t\x07\u202e\n"], color=True)
    assert result.exit_code == 2
    assert "\\x1b]0;t\\x07\\u202e\\x0a" in result.stderr
    readable(result.stderr)
