"""A bad case file or bad arguments: every problem at once, by file and key or line (issue 2)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.command import refused, run
from tests.support.small_case import CASE, write_case


def test_a_case_with_ten_errors(tmp_path: Path) -> None:
    """All at once, each with its key, what is wrong and an example."""
    case = write_case(
        tmp_path,
        """\
[case]
id = "../leak"
zone = "Europe/Atlantis"
colour = "red"
[[files]]
size = -5
[[windows]]
start = 2026-06-11T10:00:00Z
end = 2026-06-09T10:00:00Z
files = ["other.xlsx"]
[[logs]]
path = "logs"
format = "nginx_combinde"
layer = "middle"
size_field = "header"
[parties]
own = ["192.0.2.0/99"]
""",
    )
    result = run("investigate", case, "-o", tmp_path / "report")
    keys = (
        "case.id",
        "case.zone",
        "case.colour",
        "files[0].name",
        "files[0].size",
        "windows[0].end",
        "logs[0].format",
        "logs[0].layer",
        "logs[0].size_field",
        "parties.own",
    )
    refused(result, str(case), "10 problems", *(f"  {key}" for key in keys))
    assert result.stderr.count("for example:") == 10
    assert not (tmp_path / "report").exists()
    assert run("check", case).stderr == result.stderr


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("end = 2026-06-09T11:00:00", "end = 2026-06-09T09:00:00", ("windows[0].end", "does not lie after the start")),
        ("end = 2026-06-09T11:00:00", "end = 2026-06-09T10:00:00", ("windows[0].end",)),
        ("start = 2026-06-09T10:00:00", "start = 2026-03-29T02:30:00", ("windows[0].start", "does not exist")),
        (
            "end = 2026-06-09T11:00:00",
            "end = 2026-10-25T02:30:00",
            ("windows[0].end", "occurs twice", "+02:00", "+01:00"),
        ),
        ("end = 2026-06-09T11:00:00", "end = 2026-06-31T11:00:00", ("line 10",)),
        ('id = "leak-1"', 'id = "leak-1', ("line 2",)),
        ("size = 2000000", 'size = "2 MB"', ("files[0].size",)),
        ('zone = "Europe/Amsterdam"', 'zone = "Mars/Olympus\\u001b[31m"', ("case.zone", "u001b[31m")),
        ('format = "nginx_combined"', 'format = "$remote_addr [$time"', ("logs[0].format",)),
        ('format = "nginx_combined"', 'format = "missing.conf#main"', ("missing.conf",)),
        ('format = "nginx_combined"', 'zone = "Nowhere"', ("logs[0].zone",)),
        ("size = 2000000", 'document = "gone.xlsx"', ("files[0].document", "gone.xlsx")),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_one_thing_wrong_in_a_case(tmp_path: Path, old: str, new: str, parts: tuple[str, ...]) -> None:
    """Named by file and key, or by file and line where it is no TOML."""
    case = write_case(tmp_path, CASE.replace(old, new))
    refused(run("investigate", case, "-o", tmp_path / "report"), str(case), *parts)


def test_wrong_lists_of_the_command(tmp_path: Path) -> None:
    """All at once, as they were typed."""
    case = write_case(tmp_path)
    wrong = ("googlebot", "=x.json", "a b=case.toml", "bingbot=gone.json", "bingbot=")
    result = run("investigate", case, "-o", tmp_path / "report", *(f"--ranges={text}" for text in wrong))
    refused(result, "7 problems", '"googlebot" is not NAME=FILE', '"a b" is not the name', 'no file "gone.json"')
    assert result.stderr.count("for example: --ranges googlebot=") == 7
    assert "folder of the case" not in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "parts"),
    [
        ("googlebot.json", '{"prefixes": [{"ipv4Prefix": "192.0.2.0/99"}]}', ("prefixes[0]", "192.0.2.0/99")),
        ("googlebot.json", "{", ("line 1", "not JSON")),
        ("exits", "192.0.2.9\n<html>", ("line 2", "<html>")),
    ],
)
def test_a_wrong_list_is_told_before_the_scan(tmp_path: Path, name: str, content: str, parts: tuple[str, ...]) -> None:
    """Named by file and key or line; the logs need not even be there."""
    case = write_case(tmp_path, CASE.replace("logs/web*", "none/web*") + f'[parties]\nranges = {{ any = "{name}" }}\n')
    (tmp_path / name).write_text(content, encoding="utf-8")
    refused(run("investigate", case, "-o", tmp_path / "report"), str(tmp_path / name), *parts, "download it again")


def test_a_wrong_database_is_told_before_the_scan(tmp_path: Path) -> None:
    """No long scan for nothing."""
    case = write_case(tmp_path, CASE.replace("logs/web*", "none/web*") + '[parties]\ndatabases = ["a.mmdb"]\n')
    (tmp_path / "a.mmdb").write_bytes(b"no database")
    refused(run("investigate", case, "-o", tmp_path / "report"), str(tmp_path / "a.mmdb"), "damaged")


def test_windows_that_overlap(tmp_path: Path) -> None:
    """A download in both would count twice."""
    second = '[[windows]]\nlabel = "two"\nstart = 2026-06-09T10:30:00\nend = 2026-06-09T12:00:00\n'
    case = write_case(tmp_path, CASE.replace("[[logs]]", second + "[[logs]]"))
    refused(run("investigate", case, "-o", tmp_path / "report"), "windows[1]", "one", "two", "overlap")


@pytest.mark.parametrize("command", ["investigate", "check"])
def test_a_case_file_that_cannot_be_read(tmp_path: Path, command: str) -> None:
    """Missing, a folder, no text."""
    (tmp_path / "binary.toml").write_bytes(b"\x00\xff\xfe")
    refused(run(command, tmp_path / "gone.toml"), "gone.toml")
    refused(run(command, tmp_path), str(tmp_path))
    refused(run(command, tmp_path / "binary.toml"), "binary.toml")


def test_wrong_arguments_of_count_are_named_as_options(tmp_path: Path) -> None:
    """All at once, as they were typed."""
    write_case(tmp_path)
    result = run(
        "count", "docs/leak.xlsx", tmp_path / "logs", "--from", "yesterday", "--to", "2026-02-30", "--zone", "Nowhere"
    )
    refused(result, "  NAME", "  --from", "  --to", "  --zone", "for example: --from 20")


def test_messages_end_in_a_way_out(tmp_path: Path) -> None:
    """Where it is, what is wrong, what to do: three lines at most, in words."""
    (tmp_path / "access.log").write_text("")
    result = run("count", "leak.xlsx", tmp_path / "gone.log")
    where, hint = result.stderr.splitlines()
    assert re.fullmatch(r"forensics: .*gone\.log: no log matches this path", where)
    assert str(tmp_path) in hint


def test_values_that_lie_in_each_other(tmp_path: Path) -> None:
    """So deep that no reader of TOML follows them: told, as any other fault of the file."""
    case = tmp_path / "case.toml"
    case.write_text(f"deep = {'[' * 20_000}{']' * 20_000}\n", encoding="utf-8")
    refused(run("check", case), "case.toml", "too deep")
