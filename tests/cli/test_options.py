"""The commands: options, one library call, print; exit codes and streams that scripts rely on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from forensics.report.plots import draw as plots
from forensics.report.saved.schema import json_schema
from tests.support.command import program, run
from tests.support.small_case import CASE, SIZE, entry, listing, write_case

WINDOW = ["--from", "2026-06-09T10:00:00", "--to", "2026-06-09T11:00:00", "--zone", "Europe/Amsterdam"]
FORMAT = ["--format", "nginx_combined"]


@pytest.fixture
def _no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports without pictures, which take their time."""
    monkeypatch.setattr(plots, "draw", lambda *_: ())


quickly = pytest.mark.usefixtures("_no_pictures")


def numbers(result: Result) -> dict[str, object]:
    """The downloads over all windows of the one file in a JSON answer."""
    found: dict[str, object] = json.loads(result.stdout)["files"][0]["total"]["downloads"]
    return found


# ---- investigate -----------------------------------------------------------------------------------


def test_investigate(tmp_path: Path) -> None:
    """The answer on stdout, where the report lies on stderr, and the report itself."""
    case, folder = write_case(tmp_path), tmp_path / "report"
    result = run("investigate", case, "-o", folder)
    assert result.exit_code == 0
    assert "handed over “leak.xlsx” 3 times to 2 IP addresses" in " ".join(result.stdout.split())
    assert str(folder) not in result.stdout
    assert f"Report: {folder / 'report.html'}" in result.stderr
    assert (folder / "report.html").is_file()


@quickly
def test_investigate_as_json(tmp_path: Path) -> None:
    """Stdout holds the findings alone, the same as the file; stderr the rest."""
    result = run("investigate", write_case(tmp_path), "-o", tmp_path / "report", "--json", "-v")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert list(Draft202012Validator(json_schema()).iter_errors(found)) == []
    assert result.stdout == (tmp_path / "report" / "findings.json").read_text()
    assert numbers(result) == {"at_least": 3, "headline": 3, "at_most": 4, "open_ended": False}
    assert "s2 logs/web2/access.log: nginx_combined" in result.stderr


@quickly
def test_quiet(tmp_path: Path) -> None:
    """Not a word on stderr."""
    assert run("investigate", write_case(tmp_path), "-o", tmp_path / "report", "-q").stderr == ""


@quickly
def test_the_report_goes_to_a_folder_named_by_the_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the working folder, not beside the case or the logs."""
    (tmp_path / "desk").mkdir()
    (tmp_path / "case").mkdir()
    case = write_case(tmp_path / "case")
    monkeypatch.chdir(tmp_path / "desk")
    assert run("investigate", case).exit_code == 0
    assert (tmp_path / "desk" / "reports" / "leak-1" / "report.html").is_file()


@quickly
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
    assert first.pop("custody.jsonl") != second.pop("custody.jsonl")  # it tells when, where and by which command
    assert first == second
    assert len(first) > 10
    assert outputs[0] == outputs[1]


@quickly
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


@quickly
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
    case = write_case(tmp_path)
    result = run("check", case)
    assert result.exit_code == 0
    assert "case leak-1: valid; 1 file, 1 window, 2 logs in 2 series" in result.stdout
    assert "Nothing is left to decide." in result.stdout
    detailed = run("check", case, "--verbose").stdout
    assert detailed.startswith(result.stdout)
    assert "logs/web1/access.log: nginx_combined\n" in detailed
    assert "2026-06-09 09:00:00 +02:00 to 2026-06-09 12:59:00 +02:00" in detailed


def test_check_tells_what_is_missing(tmp_path: Path) -> None:
    """A window that the logs do not reach, a log in no known format, no size."""
    case = write_case(tmp_path, CASE.replace("end = 2026-06-09", "end = 2026-06-29").replace("size = 2000000", ""))
    case.write_text(case.read_text() + '[[logs]]\npath = "odd.log"\n')
    (tmp_path / "odd.log").write_text("nothing that is known\n")
    result = run("check", case)
    assert result.exit_code == 3
    told = " ".join(result.stdout.split())
    assert "no log reaches over the whole of window “one”" in told
    assert "the size of “leak.xlsx” is not known" in told
    assert '[[logs]] # path = "odd.log" format = "..."' in told
    (tmp_path / "odd.log").rename(tmp_path / "logs" / "web1" / "access.log")
    case.write_text(CASE.replace("web*", "web1").replace('format = "nginx_combined"', ""))
    assert "no log reaches" in run("check", case).stdout


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
    (tmp_path / "access.log").write_text(entry(0) * 3 + "www.example.org:443 " + entry(1))
    assert "also: vhost_combined (1 lines)" in run("detect", tmp_path / "access.log").stdout
    assert (known["format"], known["matched"], known["size_field"]) == ("combined", 3, "planned")


def test_formats() -> None:
    """Every format with its name, and an example line that is read as it."""
    listed = json.loads(run("formats", "--json").stdout)
    text = run("formats").stdout
    assert {"combined", "nginx_combined", "debian_combined", "nginx_json"} <= {fmt["name"] for fmt in listed}
    for fmt in listed:
        assert f"{fmt['name']}: {fmt['title']}\n" in text
        assert fmt["examples"]
