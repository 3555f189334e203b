"""`forensics watch`: help, wrong use, streams and exit codes, as those of the other commands."""

from __future__ import annotations

import json
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import click
import pytest
from jsonschema import Draft202012Validator

from forensics.casefile import load_case
from forensics.cli.watching import watch
from forensics.investigation import investigate
from forensics.watch.status.saved import json_schema as status_schema
from forensics.watch.watch_file import load_watch
from forensics.watch.written import json_schema as event_schema
from tests.support.as_nobody import posix
from tests.support.command import ENVIRONMENT, python, refused, run
from tests.support.small_case import listing
from tests.support.status_fixture import site

PARTS = sorted(watch.commands)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site that no pass has looked at."""
    site(tmp_path)
    return tmp_path


# ---- help and wrong use ----------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("name", PARTS)
def test_help_shows_an_example_of_each_part(name: str, option: str) -> None:
    """A line that could be typed as it stands, and that its options understand."""
    result = run("watch", name, option)
    assert result.exit_code == 0
    example = re.search(r"Example:\n +(forensics watch .*)", result.stdout)
    assert example
    words = shlex.split(example[1])[2:]
    assert name == "run" or words.pop(0) == name
    watch.commands[name].make_context(name, words)


@pytest.mark.parametrize("name", PARTS)
def test_every_option_and_argument_is_explained(name: str) -> None:
    """No option without help, no argument that its help does not name."""
    command = watch.commands[name]
    text = command.get_help(click.Context(command))
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
        else:
            assert str(parameter.metavar).strip("[]").partition(".")[0] in (command.help or text)


def test_help_of_the_command_has_the_options_of_a_pass() -> None:
    """What is typed most is not hidden behind the name of a part."""
    text = run("watch", "--help").stdout
    for option in ("--follow", "--status", "--json", "--jobs", "--quiet"):
        assert option in text
    for code in ("0 nothing new", "4 something new", "3 something could not be read", "1 error", "2 wrong use"):
        assert code in " ".join(text.split())


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["watch.toml", "--colour"],
        ["--colour"],
        ["--follow"],
        ["watch.toml", "--json"],
        ["watch.toml", "--once", "--status"],
        ["watch.toml", "--follow", "--once"],
        ["watch.toml", "--status", "--jobs", "0"],
        ["watch.toml", "other.toml"],
        ["new", "--conf", "x"],
        ["new", "a", "b"],
        ["case"],
        ["case", "a", "b", "c"],
        ["schema", "x"],
        ["schema", "--all"],
    ],
    ids=" ".join,
)
def test_wrong_use_exits_with_2(arguments: list[str]) -> None:
    """Told on stderr, with the way to the help; stdout is for answers."""
    result = run("watch", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage:" in result.stderr


@pytest.mark.parametrize("options", [[], ["--status"], ["--follow"]], ids=["pass", "status", "follow"])
def test_a_watch_file_that_is_none(folder: Path, options: list[str]) -> None:
    """Every fault, with its key; nothing is begun."""
    refused(run("watch", folder / "none.toml", *options), "none.toml")
    (folder / "watch.toml").write_text("[watch]\n[[roots]]\n", encoding="utf-8")
    refused(run("watch", folder / "watch.toml", *options), "watch.id", "roots[0].path")
    assert not (folder / "state").exists()


# ---- a pass ----------------------------------------------------------------------------------------


def test_one_pass_and_the_next(folder: Path) -> None:
    """Events alone on stdout, each of the schema; the second time there is nothing new."""
    result = run("watch", folder / "watch.toml", "--jobs", "1")
    assert result.exit_code == 4
    events = [json.loads(line) for line in result.stdout.splitlines()]
    judged = Draft202012Validator(event_schema())
    assert [error for event in events for error in judged.iter_errors(event)] == []
    assert {event["event"] for event in events} >= {"published", "flagged", "download", "incomplete"}
    assert "pass 1: files: 3" in result.stderr
    again = run("watch", folder / "watch.toml", "--jobs", "1", "-q")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "")
    assert (folder / "status" / "status.html").is_file()


def test_nothing_is_written_beside_what_is_watched(folder: Path) -> None:
    """Names, modes, times of change and bytes of logs and documents stay as they were."""
    before = [listing(folder / name) for name in ("public", "logs")]
    run("watch", folder / "watch.toml", "--jobs", "1")
    assert [listing(folder / name) for name in ("public", "logs")] == before


def test_a_status_that_cannot_be_written(folder: Path) -> None:
    """It is told though all else is quiet, and the pass is as whole as ever."""
    (folder / "status").write_text("", encoding="utf-8")
    result = run("watch", folder / "watch.toml", "--jobs", "1", "-q")
    assert result.exit_code == 4
    assert "the status cannot be written" in result.stderr
    assert result.stdout.count("\n") > 4


def test_a_log_that_cannot_be_read(folder: Path) -> None:
    """Exit code 3, of the pass and of the status, and again while it lasts; told as an event once."""
    (folder / "logs" / "access.log").write_bytes(b"no line of a log\n" * 20)
    result = run("watch", folder / "watch.toml", "--jobs", "1")
    assert result.exit_code == 3
    assert "not whole: " in result.stderr
    assert "none of its lines could be read" in result.stderr
    again = run("watch", folder / "watch.toml", "--jobs", "1")
    assert (again.exit_code, again.stdout) == (3, "")
    status = run("watch", folder / "watch.toml", "--status")
    assert status.exit_code == 3
    assert "! Not whole: " in status.stdout


# ---- its status ------------------------------------------------------------------------------------


def test_status(folder: Path) -> None:
    """Without a state an error; then text or one object, while nothing is written and no lock is taken."""
    refused(run("watch", folder / "watch.toml", "--status"), "there is no state yet", "run a pass first")
    run("watch", folder / "watch.toml", "--jobs", "1")
    before = (folder / "state" / "state.holder").stat().st_mtime_ns
    text = run("watch", folder / "watch.toml", "--status")
    assert (text.exit_code, text.stderr) == (0, "")
    assert text.stdout.startswith("Watch www: all is well")
    found = json.loads(run("watch", "--status", folder / "watch.toml", "--json").stdout)
    assert [*Draft202012Validator(status_schema()).iter_errors(found)] == []
    assert (found["well"], found["documents"]["flagged"][0]["downloads"]) == (True, 3)
    assert (folder / "state" / "state.holder").stat().st_mtime_ns == before


def test_a_status_that_is_overdue(folder: Path) -> None:
    """Exit code 3, for whoever asks every hour whether passes still come."""
    run("watch", folder / "watch.toml", "--jobs", "1")
    watched = load_watch(folder / "watch.toml")
    with closing(sqlite3.connect(watched.state / "state.sqlite", isolation_level=None)) as connection:
        connection.execute("UPDATE passes SET began = began - 7200000000, ended = ended - 7200000000")
    result = run("watch", folder / "watch.toml", "--status")
    assert result.exit_code == 3
    assert "Overdue: no pass has come to its end for 2 h" in result.stdout


# ---- the ways in and out ---------------------------------------------------------------------------


def test_a_new_watch_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is where it was wanted, it says what is to be done next, and a second one is refused."""
    monkeypatch.chdir(tmp_path)
    result = run("watch", "new", "--config", tmp_path / "none.conf")
    assert result.exit_code == 1
    (tmp_path / "nginx.conf").write_text(
        "events {}\nhttp { server { listen 80; root /srv/www; access_log /var/log/nginx/access.log combined; } }\n",
        encoding="utf-8",
    )
    result = run("watch", "new", "--config", tmp_path / "nginx.conf", "--zone", "Europe/Amsterdam")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "watch.toml" in result.stdout
    text = (tmp_path / "watch.toml").read_text(encoding="utf-8")
    refused(run("watch", "new", "--config", tmp_path / "nginx.conf"), "watch.toml", "exists")
    assert (tmp_path / "watch.toml").read_text(encoding="utf-8") == text


def test_a_case_from_a_watch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It can be investigated as it stands; a name that nobody knows is refused with one that is known."""
    refused(run("watch", "case", "leak.ods", folder / "watch.toml", "-o", folder / "case.toml"), "no state yet")
    run("watch", folder / "watch.toml", "--jobs", "1")
    monkeypatch.chdir(folder)
    result = run("watch", "case", "leak.ods")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Written: case.toml" in result.stdout
    (answer,) = investigate(load_case(folder / "case.toml")).files
    assert answer.total.downloads.headline == 3
    refused(run("watch", "case", "leak.ods"), "case.toml", "exists")
    refused(run("watch", "case", "none.ods", "-o", "other.toml"), "knows no file", "leak.ods")
    assert not (folder / "other.toml").exists()


def test_the_schema_is_one() -> None:
    """Of the events, or of the status."""
    for options, known in (([], event_schema()), (["--status"], status_schema())):
        result = run("watch", "schema", *options)
        assert (result.exit_code, result.stderr) == (0, "")
        found = json.loads(result.stdout)
        Draft202012Validator.check_schema(found)
        assert found == known


def test_help_and_status_import_what_they_use(folder: Path) -> None:
    """No data frames for the help; no page, no picture and no network for a status."""
    run("watch", folder / "watch.toml", "--jobs", "1")
    code = f"""
import sys
from forensics.cli import main
for arguments in (["watch", "-h"], ["watch", {str(folder / "watch.toml")!r}, "--status"]):
    try:
        main(arguments, standalone_mode=False)
    except SystemExit:
        pass
    print(*sys.modules)
"""
    helped, status = [line.split() for line in python(code).stdout.splitlines() if " forensics.cli " in line]
    assert {"polars", "pydantic", "jinja2", "sqlite3"}.isdisjoint(helped)
    assert {"jinja2", "matplotlib", "rich", "apprise", "ssl"}.isdisjoint(status)


@posix
def test_follow_ends_when_it_is_asked(folder: Path) -> None:
    """SIGTERM, as systemd sends it: no pass is cut short, and the exit code is that of the last."""
    command = [sys.executable, "-m", "forensics", "watch", str(folder / "watch.toml"), "--follow", "--jobs", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as child:
        assert child.stderr is not None
        assert b"pass 1: files: 3, logs: 1" in next(line for line in child.stderr if line.startswith(b"pass"))
        child.send_signal(signal.SIGTERM)
        out, err = child.communicate(timeout=60)
    assert (child.returncode, err) == (4, b"")
    assert len(out.splitlines()) > 4
    assert "all is well" in run("watch", folder / "watch.toml", "--status").stdout
