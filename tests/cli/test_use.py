"""The command line as a program among others: help, wrong use, terminals, pipes, interrupts."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from forensics import __version__
from forensics.cli import main
from forensics.cli.choices import Choice
from forensics.cli.progress_bar import _BarProgress, progress_bar
from tests.support.as_nobody import posix
from tests.support.command import ENVIRONMENT, program, python, run
from tests.support.small_case import CASE, entry, write_case

COMMANDS = sorted(main.commands)


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_shows_an_example_of_each_command(command: str | None, option: str) -> None:
    """A line that could be typed as it stands, with the command's own name."""
    result = run(*([command] if command else []), option)
    assert result.exit_code == 0
    assert re.search(rf"^ *Example:\n +forensics {command or 'new'}\b", result.stdout, re.MULTILINE)
    assert result.stdout.startswith(f"Usage: forensics {command or '[OPTIONS] COMMAND'} ")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_and_argument_is_explained(command: str) -> None:
    """No option without help, no argument without a name that speaks."""
    for parameter in main.commands[command].params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter.name


@pytest.mark.parametrize("command", COMMANDS)
def test_every_choice_says_which_word_was_meant(command: str) -> None:
    """Of any option that takes one of a few words, whichever command it belongs to."""
    for parameter in main.commands[command].params:
        assert not isinstance(parameter.type, click.Choice) or isinstance(parameter.type, Choice), parameter.name


def test_exit_codes_are_in_the_help() -> None:
    """Where somebody who writes a script looks first."""
    for code in ("0 answered", "1 error", "2 wrong use", "3 answered", "4 the answer differs"):
        assert code in " ".join(run("--help").stdout.split())


def test_version() -> None:
    """The one that reports carry, and that of what reads markup."""
    assert re.fullmatch(rf"forensics, version {re.escape(__version__)} \(Expat \d[\d.]*\)\n", run("--version").stdout)


def test_help_does_not_wait_for_a_data_frame_library() -> None:
    """Only what a command needs is imported."""
    code = "import sys; from forensics.cli import main; main(['-h'], standalone_mode=False); print(*sys.modules)"
    found = python(code)
    assert {"polars", "pydantic", "rich", "matplotlib"}.isdisjoint(found.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("name", "options", "unused"),
    [
        ("leak.xlsx", ["--json"], {"babel", "rich"}),
        ("leak.xlsx", [], {"pydantic.type_adapter"}),
        ("nonesuch.pdf", ["--json"], {"apache_log_parser", "crawleruseragents", "ua_parser"}),
    ],
    ids=["JSON", "terminal", "no evidence"],
)
def test_a_count_imports_what_it_uses(name: str, options: Sequence[str], unused: set[str], tmp_path: Path) -> None:
    """Nothing of the report, of the notification, of databases or of stores; no list of agents without an agent."""
    write_case(tmp_path)
    arguments = ["count", name, str(tmp_path / "logs"), "--quiet", *options]
    code = f"import sys; from forensics.cli import main; main({arguments}, standalone_mode=False)"
    found = python(f"try:\n    {code}\nexcept SystemExit:\n    print(*sys.modules)")
    imported = found.stdout.splitlines()[-1].split()
    assert "forensics.investigation" in imported
    never = {"fsspec", "http.client", "jinja2", "matplotlib", "maxminddb", "ssl", "typst", "user_agents"}
    assert (never | unused).isdisjoint(imported)
    rooms = {".".join(module.split(".")[:3]) for module in imported if module.startswith("forensics.")}
    assert {"forensics.custody", "forensics.notification", "forensics.rulebook"}.isdisjoint(rooms)
    assert {"forensics.report.page", "forensics.report.pdf", "forensics.report.plots"}.isdisjoint(rooms)


@pytest.mark.parametrize(
    "arguments",
    [
        ["investigate"],
        ["investigate", "case.toml", "--jobs", "0"],
        ["investigate", "case.toml", "--colour"],
        ["count", "leak.xlsx"],
        ["count", "leak.xlsx", "access.log", "--size", "big"],
        ["count", "leak.xlsx", "access.log", "--size-field", "header"],
        ["explain", "nonesuch"],
        [],
    ],
    ids=" ".join,
)
def test_wrong_use_exits_with_2(arguments: Sequence[str]) -> None:
    """Told on stderr, with the way to the help; stdout is for answers."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage:" in result.stderr


def test_the_bar_adds_up_all_logs() -> None:
    """Bytes of all logs together; without a total where one has no size."""
    for sizes, total in (({"a": 70, "b": 30}, 100), ({"a": 70, "-": None}, None)):
        with progress_bar(shown=True) as progress:
            assert isinstance(progress, _BarProgress)
            progress.advance("a", 1)  # before it began: nothing to show
            progress.begin(sizes)
            for source, position in (("a", 20), ("b", 5), ("a", 60)):
                progress.advance(source, position)
            [task] = progress._bar.tasks
            assert (task.total, task.completed) == (total, 65)


def test_no_bar_where_none_is_wanted(capfd: pytest.CaptureFixture[str]) -> None:
    """Not a byte on either stream."""
    with progress_bar(shown=False) as progress:
        progress.begin({"a": 1})
        progress.advance("a", 1)
    assert capfd.readouterr() == ("", "")


def test_a_terminal_of_another_encoding(tmp_path: Path) -> None:
    """What it cannot show becomes an escape, never a traceback."""
    write_case(tmp_path, CASE.replace('"one"', '"één\\u200b"'))
    environment = {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"}
    result = program("check", "case.toml", folder=tmp_path, **environment)
    assert result.returncode == 0, result.stderr
    result = program("count", "lék.xlsx", "logs", folder=tmp_path, **environment)
    assert (result.returncode, result.stderr) == (0, "")
    assert "l\\xe9k.xlsx" in result.stdout


def test_a_reader_that_stops_reading() -> None:
    """`forensics formats | head -1` ends without a traceback."""
    command = [sys.executable, "-m", "forensics", "formats"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert b"Traceback" not in child.stderr.read()


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_a_scan(jobs: str) -> None:
    """Ctrl-C in the middle of a log: at once, with code 130, no answer and no traceback."""
    command = [sys.executable, "-m", "forensics", "count", "leak.xlsx", "-", "--jobs", jobs]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=ENVIRONMENT) as child:
        assert child.stdin is not None
        child.stdin.write(entry(0).encode() * 5000)  # more than a pipe holds: it is being read by now
        child.stdin.flush()
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
    assert child.returncode == 130
    assert out == b""
    assert err == b"forensics: interrupted; no half-written report was left\n"
