"""Passes tell what an investigation of the whole finds, each download once, wherever the passes cut the logs."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.model import Case, FileVersion, Log
from forensics.sources import open_source
from forensics.watch import judging
from forensics.watch.event import Event
from forensics.watch.judging import judge_new
from tests.support.following_fixture import Look, line

COA = Path(__file__).parents[2] / "sample_logs" / "coa-2020"


def _told(look: Look, case: Case) -> list[Event]:
    """Look, and what the rows amount to."""
    look.case = case
    look()
    files = {file.name: file for file in case.files}
    with look.step():
        return judge_new(look.connection, files, lambda some: replace(case, files=tuple(some)), ()) or []


def _look(folder: Path) -> Look:
    look = Look(folder)
    look.connection.executescript(judging.TABLES)
    return look


def _all_lines(folder: Path) -> list[bytes]:
    found = b""
    rotations = [path for path in folder.iterdir() if path.suffix != ".gzip"]  # which is a copy of another
    for path in sorted(rotations, reverse=folder.name == "web1"):  # access.log.2, access.log.1, access.log
        with open_source(path) as source:
            found += b"".join(chunk.raw for chunk in source)
    return found.splitlines(keepends=True)


@pytest.mark.parametrize("seed", range(2))
def test_the_model_case_in_passes(seed: int, tmp_path: Path) -> None:
    """Both servers' logs grow by some lines from pass to pass."""
    case = load_case(COA / "case.toml")
    logs = tuple(replace(log, path=f"{number}.log") for number, log in enumerate(case.logs))
    written = [_all_lines(COA / "logs" / name) for name in ("web1", "web2")]
    made, look = random.Random(seed), _look(tmp_path)
    cuts = [[*sorted(made.sample(range(len(lines)), 6)), len(lines)] for lines in written]
    told: list[Event] = []
    for at in range(7):
        for number, lines in enumerate(written):
            begin = cuts[number][at - 1] if at else 0
            with (tmp_path / f"{number}.log").open("ab") as file:
                file.write(b"".join(lines[begin : cuts[number][at]]))
        told += _told(look, replace(case, logs=logs, folder=tmp_path))
    found = investigate(case).downloads.to_dicts()
    replaced = {event.details.get("replaces") for event in told}
    standing = [event for event in told if event.id not in replaced]
    assert len({event.id for event in told}) == len(told)
    assert Counter((event.details["kind"], event.time, event.details["client"]) for event in standing) == Counter(
        (row["kind"], row["first"], row["client"]) for row in found
    )
    downloads = [event for event in standing if event.kind == "download"]
    assert sum(event.details["in_headline"] and not event.details["own"] and bool(event.details["window"])
               for event in downloads) == 11  # fmt: skip
    assert {event.version.bytes for event in downloads if event.version} == {183296}


def _case(folder: Path, *logs: str) -> Case:
    case = load_case(COA / "case.toml")
    file = replace(case.files[0], name="leak.xlsx", paths=(), hosts=(), versions=(), other_paths=())
    return replace(case, files=(file,), windows=(), logs=tuple(map(Log, logs)), folder=folder)


def test_a_part_becomes_a_download(tmp_path: Path) -> None:
    """Its second half comes with a later pass, and takes the place of the part."""
    case = _case(tmp_path, "access.log")
    case = replace(case, files=(replace(case.files[0], size_source="case", versions=(FileVersion(5000),)),))
    look, log = _look(tmp_path), tmp_path / "access.log"
    other = [line(number, "/index.html", size=number * 7) for number in range(300, 340)]
    log.write_bytes(b"".join(other) + line(400, status=206, size=3000))
    (first,) = _told(look, case)
    with log.open("ab") as file:
        file.write(line(400, status=206, size=2000).replace(b":00 +0000", b":05 +0000"))
    second = _told(look, case)
    assert (first.kind, first.details["kind"]) == ("partial", "partial")
    assert [event.kind for event in second] in (["download"], [])
    assert all(event.details["replaces"] == first.id for event in second)


def test_equal_lines_are_different_downloads(tmp_path: Path) -> None:
    """Of one second, by one client: each has an id of its own, also where the state is built anew."""
    case, log = _case(tmp_path, "access.log"), tmp_path / "access.log"
    log.write_bytes(line(1) * 2 + line(2))
    first = _told(_look(tmp_path), case)
    again = _told(_look(tmp_path), case)
    assert [event.id for event in first] == [event.id for event in again]
    assert len({event.id for event in first}) == 3


def test_a_line_of_another_server_is_no_other_download(tmp_path: Path) -> None:
    """The server behind the proxy tells of the same requests in a later pass."""
    case = _case(tmp_path, "edge.log", "origin.log")
    look = _look(tmp_path)
    lines = [line(number, size=5000) for number in range(0, 60, 3)]
    (tmp_path / "edge.log").write_bytes(b"".join(lines))
    (tmp_path / "origin.log").write_bytes(line(500, "/x"))
    first = _told(look, case)
    with (tmp_path / "origin.log").open("ab") as file:
        file.write(b"".join(lines))
    second = _told(look, case)
    assert (len(first), second) == (20, [])


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A line that names the file may be a download."""
    case = _case(tmp_path, "access.log")
    (tmp_path / "access.log").write_bytes(b"".join(map(line, range(30))) + b'"GET /leak.xlsx broken\n')
    events = [event for event in _told(_look(tmp_path), case) if event.kind == "incomplete"]
    assert [(event.details["of"], event.details["line_no"]) for event in events] == [("line", 31)]
