"""The command line: options, one library call, print; exit codes and streams that scripts rely on."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from forensics import __version__
from forensics.cli import main
from forensics.report.document import json_schema
from tests.small_case import CASE, SIZE, entry, listing, write_case

#: Programs find the package wherever they are started.
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
COMMANDS = sorted(main.commands)
WINDOW = ["--from", "2026-06-09T10:00:00", "--to", "2026-06-09T11:00:00", "--zone", "Europe/Amsterdam"]
FORMAT = ["--format", "nginx_combined"]


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    """The command, in this process; a traceback fails the test."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin, prog_name="forensics")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def program(*arguments: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a program of its own, run in that folder."""
    command = [sys.executable, "-m", "forensics", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder, env=ENVIRONMENT | environment
    )


def numbers(result: Result | subprocess.CompletedProcess[str]) -> dict[str, object]:
    """The downloads over all windows of the one file in a JSON answer."""
    found: dict[str, object] = json.loads(result.stdout)["files"][0]["total"]["downloads"]
    return found


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


def test_exit_codes_are_in_the_help() -> None:
    """Where somebody who writes a script looks first."""
    for code in ("0 answered", "1 error", "2 wrong use", "3 answered", "4 the answer differs"):
        assert code in " ".join(run("--help").stdout.split())


def test_version() -> None:
    """The one that reports carry."""
    assert run("--version").stdout == f"forensics, version {__version__}\n"


def test_help_does_not_wait_for_a_data_frame_library() -> None:
    """Only what a command needs is imported."""
    code = "import sys; from forensics.cli import main; main(['-h'], standalone_mode=False); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENVIRONMENT)
    assert {"polars", "pydantic", "rich", "matplotlib"}.isdisjoint(found.stdout.splitlines()[-1].split())


# ---- investigate -----------------------------------------------------------------------------------


def test_investigate(tmp_path: Path) -> None:
    """The answer on stdout, where the report lies on stderr, and the report itself."""
    case, folder = write_case(tmp_path), tmp_path / "report"
    result = run("investigate", case, "-o", folder)
    assert result.exit_code == 0
    assert "handed over “leak.xlsx” 3 times to 2 addresses" in " ".join(result.stdout.split())
    assert str(folder) not in result.stdout
    assert f"Report: {folder / 'report.html'}" in result.stderr
    assert (folder / "report.html").is_file()


def test_investigate_as_json(tmp_path: Path) -> None:
    """Stdout holds the findings alone, the same as the file; stderr the rest."""
    result = run("investigate", write_case(tmp_path), "-o", tmp_path / "report", "--json", "-v")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert list(Draft202012Validator(json_schema()).iter_errors(found)) == []
    assert result.stdout == (tmp_path / "report" / "findings.json").read_text()
    assert numbers(result) == {"at_least": 3, "headline": 3, "at_most": 4, "open_ended": False}
    assert "s2 logs/web2/access.log: nginx_combined" in result.stderr


def test_quiet(tmp_path: Path) -> None:
    """Not a word on stderr."""
    assert run("investigate", write_case(tmp_path), "-o", tmp_path / "report", "-q").stderr == ""


def test_the_report_goes_to_a_folder_named_by_the_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the working folder, not beside the case or the logs."""
    (tmp_path / "desk").mkdir()
    (tmp_path / "case").mkdir()
    case = write_case(tmp_path / "case")
    monkeypatch.chdir(tmp_path / "desk")
    assert run("investigate", case).exit_code == 0
    assert (tmp_path / "desk" / "reports" / "leak-1" / "report.html").is_file()


@pytest.mark.parametrize("command", ["investigate", "check", "count", "detect"])
def test_nothing_is_written_beside_the_evidence(tmp_path: Path, command: str) -> None:
    """Names, modes, times of change and bytes stay as they were."""
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    case = write_case(evidence)
    before = listing(evidence)
    arguments = {
        "investigate": [case, "-o", tmp_path / "report", "--json"],
        "check": [case],
        "count": ["leak.xlsx", evidence / "logs", *FORMAT, "--json"],
        "detect": [evidence / "logs"],
    }[command]
    assert run(command, *arguments).exit_code == 0
    assert listing(evidence) == before


def test_the_number_of_jobs_changes_no_byte(tmp_path: Path) -> None:
    """Same inputs, same bytes, whatever runs side by side; also where the working folder differs."""
    case = write_case(tmp_path)
    folders = [tmp_path / name / "report" for name in ("one", "two")]
    outputs = []
    for jobs, folder in enumerate(folders, 1):
        folder.parent.mkdir()
        result = program("investigate", case, "-o", folder, "--jobs", str(jobs), "--json", folder=folder.parent)
        outputs.append(result.stdout)
        assert result.returncode == 0, result.stderr
    first, second = ({name: found[2] for name, found in listing(folder).items()} for folder in folders)
    assert first == second
    assert len(first) > 10
    assert outputs[0] == outputs[1]


def test_an_incomplete_answer_exits_with_3(tmp_path: Path) -> None:
    """A gap inside the window: the answer is there, and it is "or more"."""
    case = write_case(tmp_path)
    log = tmp_path / "logs" / "web1" / "access.log"
    early = [line for line in log.read_text().splitlines(keepends=True) if "2026:09:" in line]
    log.write_text("".join(early))
    result = run("investigate", case, "-o", tmp_path / "report")
    assert result.exit_code == 3
    assert "or more" in result.stdout
    assert "The evidence is incomplete:" in result.stdout
    assert "logs/web1/access.log has no line from" in result.stdout
    assert json.loads((tmp_path / "report" / "findings.json").read_text())["complete"] is False


# ---- count -----------------------------------------------------------------------------------------


def test_count_gives_the_same_answer_as_the_case(tmp_path: Path) -> None:
    """Without a case file: the same numbers, downloads and addresses."""
    case = run("investigate", write_case(tmp_path), "-o", tmp_path / "report", "--json")
    logs = [tmp_path / "logs" / "web1" / "access.log", tmp_path / "logs" / "web2" / "access.log*"]
    count = run("count", "leak.xlsx", *logs, *WINDOW, *FORMAT, "--size", str(SIZE), "--json")
    assert count.exit_code == 0
    one, other = (json.loads(result.stdout)["files"][0] for result in (case, count))
    assert one["total"] == other["total"]
    assert one["addresses"] == other["addresses"]


def test_count_without_a_window_takes_the_whole_log(tmp_path: Path) -> None:
    """All of time, and no gap before the first or after the last line."""
    write_case(tmp_path)
    result = run("count", "leak.xlsx", tmp_path / "logs", *FORMAT, "--json")
    assert result.exit_code == 0
    window = json.loads(result.stdout)["files"][0]["windows"][0]
    assert (window["start"], window["end"]) == (None, None)
    assert window["downloads"]["headline"] == 3


def test_count_infers_the_size_and_says_so(tmp_path: Path) -> None:
    """Two addresses got the same full body."""
    write_case(tmp_path)
    result = run("count", "leak.xlsx", tmp_path / "logs", *WINDOW, *FORMAT)
    assert result.exit_code == 0
    assert "3 times" in result.stdout
    assert "inferred from the logs" in " ".join(result.stdout.split())


@pytest.mark.parametrize("compress", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_dash_is_standard_input(tmp_path: Path, compress: type[bytes]) -> None:
    """Compressed or not."""
    write_case(tmp_path)
    content = (tmp_path / "logs" / "web2" / "access.log").read_bytes()
    result = run("count", "leak.xlsx", "-", *WINDOW, *FORMAT, "--size", str(SIZE), "--json", stdin=compress(content))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["sources"][0]["path"] == "-"
    assert numbers(result)["headline"] == 1
    assert run("detect", "-", stdin=compress(content)).stdout.startswith("-: combined")


def test_a_format_of_ones_own(tmp_path: Path) -> None:
    """As it stands in the server's configuration, for every log."""
    line = "192.0.2.10|09/Jun/2026:10:05:00 +0200|GET /leak.xlsx HTTP/1.1|200|2000000|bytes=0-\n"
    (tmp_path / "access.log").write_text(line)
    template = "$remote_addr|$time_local|$request|$status|$body_bytes_sent|$http_range"
    result = run("count", "leak.xlsx", tmp_path / "access.log", "--format", template, "--size", str(SIZE), "--json")
    assert numbers(result)["headline"] == 1


# ---- check, new, detect, formats ---------------------------------------------------------------------


def test_check(tmp_path: Path) -> None:
    """What each log is, and that nothing is missing."""
    result = run("check", write_case(tmp_path))
    assert result.exit_code == 0
    assert "case leak-1: valid; 1 file(s), 1 window(s), 2 log(s)" in result.stdout
    assert "logs/web1/access.log: nginx_combined\n" in result.stdout
    assert "2026-06-09 09:00:00 +02:00 to 2026-06-09 12:59:00 +02:00" in result.stdout


def test_check_tells_what_is_missing(tmp_path: Path) -> None:
    """A window that the logs do not reach, a log in no known format, no size."""
    case = write_case(tmp_path, CASE.replace("end = 2026-06-09", "end = 2026-06-29").replace("size = 2000000", ""))
    case.write_text(case.read_text() + '[[logs]]\npath = "odd.log"\n')
    (tmp_path / "odd.log").write_text("nothing that is known\n")
    result = run("check", case)
    assert result.exit_code == 3
    assert "missing: no sample reaches over the whole of window “one”" in result.stdout
    assert "missing: the size of “leak.xlsx”" in result.stdout
    assert "odd.log: no known format" in result.stdout


def test_new_passes_check_after_the_obvious_edits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The five lines marked EDIT, and nothing else."""
    write_case(tmp_path)
    monkeypatch.chdir(tmp_path)
    result = run("new", "mine.toml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "forensics check mine.toml" in result.stdout
    edits = {
        "zone = ": 'zone = "Europe/Amsterdam"',
        "name = ": 'name = "leak.xlsx"',
        "start = ": "start = 2026-06-09T10:00:00",
        "end = ": "end = 2026-06-09T11:00:00",
        "path = ": 'path = "logs"',
    }
    lines = Path("mine.toml").read_text(encoding="utf-8").splitlines()
    edited = [
        next(new for old, new in edits.items() if line.startswith(old)) if "# EDIT" in line else line for line in lines
    ]
    assert sum("# EDIT" in line for line in lines) == len(edits)
    Path("mine.toml").write_text("\n".join(edited), encoding="utf-8")
    assert run("check", "mine.toml").exit_code == 0


def test_new_overwrites_nothing(tmp_path: Path) -> None:
    """A case file is work."""
    (tmp_path / "case.toml").write_text("mine")
    result = run("new", tmp_path / "case.toml")
    assert result.exit_code == 1
    assert "exists" in result.stderr
    assert (tmp_path / "case.toml").read_text() == "mine"


def test_detect(tmp_path: Path) -> None:
    """Which format, why, and what its sizes mean; 1 where one log is not known."""
    (tmp_path / "access.log").write_text(entry(0) * 3)
    (tmp_path / "odd.log").write_text("nothing that is known\n")
    result = run("detect", tmp_path / "access.log")
    assert result.exit_code == 0
    assert "3 of 3 lines read as combined" in result.stdout
    assert "size field: planned (assumed)" in result.stdout
    result = run("detect", tmp_path / "odd.log", tmp_path / "access.log", "--json")
    assert result.exit_code == 1
    odd, known = json.loads(result.stdout)
    assert (odd["format"], odd["sampled"], odd["matched"]) == (None, 1, 0)
    assert (known["format"], known["matched"], known["size_field"]) == ("combined", 3, "planned")


def test_formats() -> None:
    """Every format with its name, and an example line that is read as it."""
    listed = json.loads(run("formats", "--json").stdout)
    text = run("formats").stdout
    assert {"combined", "nginx_combined", "debian_combined", "nginx_json"} <= {fmt["name"] for fmt in listed}
    for fmt in listed:
        assert f"{fmt['name']}: {fmt['title']}\n" in text
        assert fmt["examples"]


# ---- wrong use, and the world outside ------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["investigate"],
        ["investigate", "case.toml", "--jobs", "0"],
        ["investigate", "case.toml", "--colour"],
        ["count", "leak.xlsx"],
        ["count", "leak.xlsx", "access.log", "--size", "big"],
        ["count", "leak.xlsx", "access.log", "--size-field", "header"],
        ["explain"],
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


@pytest.mark.skipif(os.name != "posix", reason="no SIGINT to send")
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
