"""Bad logs and odd names: a message that names the place and the way out, and nothing lost (issue 2)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import Result

from tests.support.as_nobody import AS_NOBODY, locked, posix, reachable_folder
from tests.support.command import python, readable, refused, run
from tests.support.small_case import CASE, SIZE, entry, write_case


def count(folder: Path, *options: str) -> Result:
    """The answer for the small case, without writing its report."""
    span = ["--from", "2026-06-09T10:00:00+02:00", "--to", "2026-06-09T11:00:00+02:00", "--size", str(SIZE)]
    logs = [folder / "logs" / name for name in ("web1", "web2")]
    return run("count", "leak.xlsx", *logs, *span, "--format", "nginx_combined", *options)


# ---- the logs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["logs/*.gz", "gone/access.log", "logs/web1/access.log/x", "../*/nothing*"])
def test_no_log_matches(tmp_path: Path, path: str) -> None:
    """The path as written, and up to where it exists."""
    case = write_case(tmp_path, CASE.replace("logs/web*/access.log*", path))
    refused(run("investigate", case, "-o", tmp_path / "report"), path)
    refused(run("check", case), path)
    refused(run("count", "leak.xlsx", tmp_path / path), path.rpartition("/")[2])
    refused(run("detect", tmp_path / path), path.rpartition("/")[2])


def test_a_folder_without_logs(tmp_path: Path) -> None:
    """It is there, and empty."""
    (tmp_path / "empty").mkdir()
    refused(run("count", "leak.xlsx", tmp_path / "empty"), "empty", "no log found")
    # What is missing is named, not the folder in which nothing lies.
    refused(run("count", "leak.xlsx", tmp_path / "empty" / "gone.log"), "gone.log", "no log matches this path")


@posix
@pytest.mark.parametrize(
    ("command", "path"),
    [("investigate", "logs"), ("investigate", "logs/web2"), ("check", "logs/web2/access.log"), ("check", "case.toml")],
)
def test_without_permission(command: str, path: str) -> None:
    """A folder that may not be listed or entered, a file that may not be read: named, not passed over."""
    with reachable_folder() as folder:
        case = write_case(folder)
        with locked(folder / path):
            found = python(AS_NOBODY, command, case, *(["-o", folder / "report"] if command == "investigate" else []))
        assert not (folder / "report").exists()
    refused(found, str(folder / path), "ermission")


def test_empty_logs(tmp_path: Path) -> None:
    """No downloads seen is not none: the window is not covered, code 3."""
    write_case(tmp_path)
    for log in tmp_path.glob("logs/*/*"):
        log.write_bytes(b"")
    result = count(tmp_path)
    assert result.exit_code == 3
    answer = " ".join(result.stdout.split())
    assert answer.startswith("No line of these logs names “leak.xlsx”; 0 or more downloads while it was exposed")
    assert "covers 0% of" in answer
    found = json.loads(count(tmp_path, "--json").stdout)
    total = found["files"][0]["total"]["downloads"]
    assert (total["headline"], total["open_ended"], found["complete"]) == (0, True, False)


@pytest.mark.parametrize("content", [b"", b"\n \n\n", b"#Fields: date time cs-uri-stem sc-status\n"])
def test_logs_without_a_line_give_no_answer(tmp_path: Path, content: bytes) -> None:
    """Where no window says what they should have covered, nothing was looked at: no count, code 1."""
    (tmp_path / "access.log").write_bytes(content)
    refused(run("count", "leak.xlsx", tmp_path / "access.log"), "access.log", "no log holds a request")


def test_one_of_two_logs_is_empty(tmp_path: Path) -> None:
    """The other is counted; the empty one leaves a gap."""
    write_case(tmp_path)
    (tmp_path / "logs" / "web2" / "access.log").write_bytes(b"")
    result = count(tmp_path, "--json")
    assert result.exit_code == 3
    found = json.loads(result.stdout)
    assert found["files"][0]["total"]["downloads"]["headline"] == 2
    assert [limit["code"] for limit in found["limitations"] if limit["incomplete"]] == ["gap"]


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 400,
        b"\x7fELF" + bytes(4096),
        b"just text\nof somebody\n" * 100,
        b"7z\xbc\xaf\x27\x1c" + bytes(99),
    ],
    ids=["any bytes", "a program", "prose", "a 7z archive"],
)
def test_a_log_in_which_no_line_can_be_read(tmp_path: Path, content: bytes) -> None:
    """Binary or prose: no answer, code 1, and what to do about it."""
    (tmp_path / "access.log").write_bytes(content)
    result = run("count", "leak.xlsx", tmp_path / "access.log")
    refused(result, "access.log", "could be read")
    assert ("unpack it" if content.startswith(b"7z") else "`forensics detect`") in result.stderr
    assert run("detect", tmp_path / "access.log").exit_code == 1


def test_an_unreadable_log_beside_a_readable_one(tmp_path: Path) -> None:
    """The answer stands, incomplete, and says which log it is without."""
    write_case(tmp_path)
    (tmp_path / "logs" / "web2" / "access.log").write_bytes(bytes(range(256)) * 400)
    result = count(tmp_path, "--json")
    assert result.exit_code == 3
    found = json.loads(result.stdout)
    assert found["files"][0]["total"]["downloads"]["headline"] == 2
    assert found["files"][0]["total"]["downloads"]["open_ended"] is True
    [limit] = [limit for limit in found["limitations"] if limit["code"] == "unreadable-source"]
    assert "logs/web2/access.log" in limit["text"]


def test_a_line_that_cannot_be_read_but_names_the_file(tmp_path: Path) -> None:
    """Rule 1: it may be a download, so it counts in at_most and makes the answer incomplete."""
    write_case(tmp_path)
    log = tmp_path / "logs" / "web1" / "access.log"
    log.write_text(log.read_text() + entry(50, "/docs/leak.xlsx")[:75])
    result = count(tmp_path, "--json")
    assert result.exit_code == 3
    found = json.loads(result.stdout)
    assert found["files"][0]["total"]["downloads"] == {"at_least": 3, "headline": 3, "at_most": 5, "open_ended": False}
    assert found["sources"][0]["unparsed_candidates"] == 1


# ---- names ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        'a "quoted" one.xlsx',
        "it's [final] (1).xlsx",
        "100%.xlsx",
        "%ff.xlsx",
        "Übersicht, dé lijst.xlsx",
        "名簿.xlsx",
        "n" * 300 + ".xlsx",
        "=cmd|' !A0.xlsx",
        "<script>alert(1)<script>.xlsx",
        "^.*$.xlsx",
        "$HOME `id`.xlsx",
    ],
    ids=lambda name: ascii(name[:20]),
)
def test_odd_names_of_the_leaked_file(tmp_path: Path, name: str) -> None:
    """Quote, bracket, percent sign, non-ASCII, 300 characters: counted like any other."""
    encoded = "".join(f"%{octet:02X}" for octet in name.encode())
    lines = entry(5, f"/docs/{encoded}", size=SIZE) + entry(6, "/other.html")
    (tmp_path / "access.log").write_text(lines, encoding="utf-8")
    result = run("count", name, tmp_path / "access.log", "--format", "nginx_combined", "--size", str(SIZE), "--json")
    assert result.exit_code == 0
    file = json.loads(result.stdout)["files"][0]
    assert file["name"] == name
    assert file["total"]["downloads"]["headline"] == 1


@posix
@pytest.mark.parametrize(
    "name",
    [
        b"\x1b[2J\x07.log",
        b"caf\xe9.log",
        b"line\nbreak.log",
        "\u202etxt.log".encode(),
        b'[x] %41 "q".log',
        b"-rf",
        b"a" * 250,
    ],
    ids=ascii,
)
def test_odd_names_of_logs(tmp_path: Path, name: bytes) -> None:
    """Read, or refused by a message that no terminal acts on."""
    log = Path(os.fsdecode(bytes(tmp_path) + b"/" + name))
    try:
        log.write_text(entry(5, "/docs/leak.xlsx", size=SIZE))
    except OSError:
        pytest.skip("this file system takes no such name")
    result = run("count", "leak.xlsx", tmp_path, "-v", "--format", "nginx_combined", "--size", str(SIZE))
    assert result.exit_code == 0
    readable(result.stdout)
    assert "1 time to 1 IP address" in " ".join(result.stdout.split())
    result = run("detect", "--", log)
    assert result.exit_code == 0
    readable(result.stdout)
    result = run("count", "leak.xlsx", "--", log)
    readable(result.stdout)
    if b"\xe9" in name:
        refused(result, "LOG: is not UTF-8")  # a glob that matches it will do
    else:
        assert result.exit_code == 0
    log.write_bytes(b"nothing\n")
    refused(run("count", "leak.xlsx", tmp_path), "could be read")
