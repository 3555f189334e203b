"""Kept scans: the same report with them and without, and never one that answers something else."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.model import FileVersion, LeakedFile, Log
from forensics.scan.cache import cache as module
from forensics.scan.cache.cache import Cache
from forensics.scan.jobs import jobs
from tests.support.archive_fixture import tar_of, zip_of
from tests.support.cache_fixture import LEAK, ask, case_in, entries, first_log, told
from tests.support.command import run
from tests.support.small_case import CASE, SIZE, entry, listing


def test_the_second_run_scans_nothing_and_reports_the_same(tmp_path: Path) -> None:
    """Every file of the report has the same bytes; what was not scanned is told beside it."""
    case, cache = case_in(tmp_path), tmp_path / "cache"
    before = listing(case.parent)
    notes, reports = [], []
    for name, options in (("without", []), ("first", ["--cache", cache]), ("second", ["--cache", cache])):
        out = tmp_path / name
        result = run("investigate", case, "-o", out, *options)
        notes.append([line for line in result.stderr.splitlines() if "--cache" in line])
        (out / "custody.jsonl").unlink()  # it tells when each run was
        reports.append({path.name: path.read_bytes() for path in out.rglob("*.*")} | {"": result.stdout.encode()})
    assert notes == [[], [told(0, 2)], [told(2, 2)]]
    assert reports[0] == reports[1] == reports[2]
    assert listing(case.parent) == before


def test_quiet_says_nothing_of_it(tmp_path: Path) -> None:
    """As of every other note."""
    log = tmp_path / "access.log"
    log.write_bytes(LEAK)
    result = run("count", "leak.xlsx", log, "--cache", tmp_path / "cache", "--quiet")
    assert result.stderr == ""
    assert len(entries(tmp_path / "cache")) == 1


def test_a_kept_scan_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the hash of a file is asked for; it is told which file had which."""
    case = case_in(tmp_path)
    ask(case, tmp_path / "cache")
    monkeypatch.setattr("forensics.scan.scan.scan_source", None)
    cache = Cache(tmp_path / "cache")
    findings = investigate(load_case(case), recall=cache)
    assert cache.reused == tuple((source.path, source.sha256) for source in findings.sources)


def test_a_changed_log_is_scanned_again(tmp_path: Path) -> None:
    """Also one of the same size and time: only its hash counts."""
    case = case_in(tmp_path)
    ask(case, tmp_path / "cache")
    log = first_log(case)
    times = log.stat().st_atime_ns, log.stat().st_mtime_ns
    log.write_bytes(log.read_bytes().replace(b"192.0.2.11", b"192.0.2.77"))
    os.utime(log, ns=times)
    assert [shown for shown, _ in ask(case, tmp_path / "cache").reused] == ["logs/web2/access.log"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"leak.xlsx"', '"annex.xlsx"'),
        ("2000000", "2000001"),
        ("nginx_combined", "auto"),
    ],
)
def test_another_question_is_not_answered_by_a_kept_scan(tmp_path: Path, old: str, new: str) -> None:
    """Another name, place or size of the file, or another way to read the log."""
    case = case_in(tmp_path)
    ask(case, tmp_path / "cache")
    case.write_text(CASE.replace(old, new), encoding="utf-8", newline="")
    assert ask(case, tmp_path / "cache").reused == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("T11:00:00", "T10:15:00"),
        ("[[windows]]", '[parties]\nown = ["192.0.2.11/32"]\n[[windows]]'),
        ("[[windows]]", "[counting]\nepisode_minutes = 5\n[[windows]]"),
    ],
)
def test_a_question_about_the_same_lines_uses_a_kept_scan(tmp_path: Path, old: str, new: str) -> None:
    """What is asked of the requests once they are found does not need the logs again."""
    case = case_in(tmp_path)
    ask(case, tmp_path / "cache")
    case.write_text(CASE.replace(old, new), encoding="utf-8", newline="")
    assert len(ask(case, tmp_path / "cache").reused) == 2


_OTHERS: dict[type, dict[str, object]] = {
    LeakedFile: {
        "name": "annex.xlsx",
        "paths": ("/docs/leak.xlsx",),
        "hosts": ("www.example.org",),
        "document": Path("leak.xlsx"),
        "versions": (FileVersion(3_000_000),),
        "size_source": "case",
        "encoded_sizes": (731_240,),
        "page_sizes": (153,),
        "other_paths": ("/docs/annual.xlsx",),
        "written": "annex%2Exlsx",
    },
    Log: {
        "path": "elsewhere",
        "format": "common",
        "zone": "Asia/Tokyo",
        "size_field": "planned",
        "host": "www.example.org",
        "layer": "origin",
        "server": "iis",
        "covers": (datetime(2026, 6, 9, tzinfo=UTC), datetime(2026, 6, 10, tzinfo=UTC)),
    },
}


@pytest.mark.parametrize("kind", _OTHERS)
def test_a_scan_cannot_depend_on_what_is_not_in_its_key(tmp_path: Path, kind: type) -> None:
    """Of every field of a file and a log: either another value is another question, or the scan never sees it."""
    assert {field.name for field in fields(kind)} == set(_OTHERS[kind])
    job = jobs(load_case(case_in(tmp_path)))[0]
    unseen = []
    for name, value in _OTHERS[kind].items():
        change = {name: value}
        other = (
            replace(job, log=replace(job.log, **change))
            if kind is Log
            else replace(job, files=(replace(job.files[0], **change),))
        )
        one, two = module._asked(job), module._asked(other)
        if one.question == two.question:
            assert one.job == two.job
            unseen.append(name)
    assert unseen == (
        ["path", "layer", "covers"]
        if kind is Log
        else ["document", "size_source", "encoded_sizes", "page_sizes", "written"]
    )


def test_logs_that_have_got_other_names_are_known(tmp_path: Path) -> None:
    """A rotation, and a new log before the others: every source has another id, path and place in the case."""
    case = case_in(tmp_path)
    ask(case, tmp_path / "cache")
    log = first_log(case)
    log.rename(log.with_name("access.log.1"))
    log.write_bytes(entry(200, "/docs/leak.xlsx", size=SIZE, peer="192.0.2.99").encode())
    (case.parent / "first.log").write_bytes(entry(1).encode())
    text = CASE.replace("[[logs]]", '[[logs]]\npath = "first.log"\nformat = "nginx_combined"\n[[logs]]')
    case.write_text(text, encoding="utf-8", newline="")
    reused = [shown for shown, _ in ask(case, tmp_path / "cache").reused]
    assert reused == ["logs/web1/access.log.1", "logs/web2/access.log"]


@pytest.mark.parametrize("pack", [zip_of, tar_of])
def test_members_of_an_archive_are_known(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    """With the ones that were not read, and under the name that the archive has now."""
    case = case_in(tmp_path, CASE.replace("logs/web*/access.log*", "week*"))
    logs = sorted((case.parent / "logs").rglob("access.log"))
    members = {f"{log.parent.name}/access.log": log.read_bytes() for log in logs}
    (case.parent / "week1").write_bytes(pack(members | {"inner.zip": zip_of({"access.log": LEAK})}))
    assert ask(case, tmp_path / "cache").reused == ()
    (case.parent / "week1").rename(case.parent / "week2")
    assert [shown for shown, _ in ask(case, tmp_path / "cache").reused] == ["week2"]


def test_lines_that_cannot_be_read_are_kept_byte_for_byte(tmp_path: Path) -> None:
    """The samples of a report hold what stood in the log, whatever it was."""
    case = case_in(tmp_path)
    first_log(case).write_bytes(
        first_log(case).read_bytes() + b'\xff\x00 {"time": "leak.xlsx"}\n' + entry(100).encode()
    )
    ask(case, tmp_path / "cache")
    assert len(ask(case, tmp_path / "cache").reused) == 2


def test_another_version_of_the_program_scans_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or another version of a library: what reads a log may read it otherwise."""
    job = jobs(load_case(case_in(tmp_path)))[0]
    program, asked = dict(module.program(*module._LIBRARIES)), module._asked(job)
    assert set(program) == {"forensics", "Python", "polars", "isal", "zstandard", "tzdata"}
    assert all(program.values())
    for name in program:
        monkeypatch.setattr(module, "program", lambda *_, name=name: program | {name: "another"})
        assert module._asked(job).prefix != asked.prefix
