"""Kept scans: the same report with them and without, and never one that answers something else."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forensics import cache as module
from forensics.cache import Cache
from forensics.case import load_case
from forensics.errors import OutputError
from forensics.investigation import investigate
from forensics.jobs import jobs
from forensics.model import FileVersion, LeakedFile, Log
from forensics.report.document import as_json
from tests.archive_fixture import tar_of, zip_of
from tests.command import ENVIRONMENT, refused, run
from tests.small_case import CASE, SIZE, entry, listing, write_case

_LEAK = entry(5, "/docs/leak.xlsx", size=SIZE).encode()
_DAMAGED = "is damaged: the log was scanned again"


def _case(tmp_path: Path, text: str = CASE) -> Path:
    (tmp_path / "case").mkdir()
    return write_case(tmp_path / "case", text)


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def _ask(case: Path, folder: Path) -> Cache:
    """A run that keeps scans there and uses what is kept. Its answer is the one without it."""
    cache = Cache(folder)
    assert as_json(investigate(load_case(case), recall=cache)) == as_json(investigate(load_case(case)))
    return cache


def _log(case: Path) -> Path:
    return case.parent / "logs" / "web1" / "access.log"


def test_the_second_run_scans_nothing_and_reports_the_same(tmp_path: Path) -> None:
    """Every file of the report has the same bytes; what was not scanned is told beside it."""
    case, cache = _case(tmp_path), tmp_path / "cache"
    before = listing(case.parent)
    told, reports = [], []
    for name, options in (("without", []), ("first", ["--cache", cache]), ("second", ["--cache", cache])):
        out = tmp_path / name
        result = run("investigate", case, "-o", out, *options)
        told.append([line for line in result.stderr.splitlines() if "--cache" in line])
        reports.append({path.name: path.read_bytes() for path in out.rglob("*.*")} | {"": result.stdout.encode()})
    assert told == [[], [_told(0, 2)], [_told(2, 2)]]
    assert reports[0] == reports[1] == reports[2]
    assert listing(case.parent) == before


def _told(reused: int, logs: int) -> str:
    return f"{reused} of {logs} logs were hashed and not scanned again (--cache)"


def test_quiet_says_nothing_of_it(tmp_path: Path) -> None:
    """As of every other note."""
    log = tmp_path / "access.log"
    log.write_bytes(_LEAK)
    result = run("count", "leak.xlsx", log, "--cache", tmp_path / "cache", "--quiet")
    assert result.stderr == ""
    assert len(_entries(tmp_path / "cache")) == 1


def test_a_kept_scan_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the hash of a file is asked for; it is told which file had which."""
    case = _case(tmp_path)
    _ask(case, tmp_path / "cache")
    monkeypatch.setattr("forensics.scan.scan_source", None)
    cache = Cache(tmp_path / "cache")
    findings = investigate(load_case(case), recall=cache)
    assert cache.reused == tuple((source.path, source.sha256) for source in findings.sources)


def test_kept_scans_are_private(tmp_path: Path) -> None:
    """They hold log lines: a folder that only its owner enters, files that only he reads, and nothing unfinished."""
    folder = tmp_path / "new" / "cache"
    _ask(_case(tmp_path), folder)
    assert [path.suffix for path in _entries(folder)] == [".scan", ".scan"]
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in _entries(folder)} == {0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o755, 0o770, 0o702])
def test_a_folder_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    """Whoever writes there could change the answer."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache").chmod(mode)
    refused(run("investigate", _case(tmp_path), "--cache", tmp_path / "cache"), "others may", "chmod 700")


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    """Before anything is scanned."""
    (tmp_path / "cache").write_text("")
    with pytest.raises(OutputError, match="scans cannot be kept here"):
        Cache(tmp_path / "cache")


def test_a_changed_log_is_scanned_again(tmp_path: Path) -> None:
    """Also one of the same size and time: only its hash counts."""
    case = _case(tmp_path)
    _ask(case, tmp_path / "cache")
    log = _log(case)
    times = log.stat().st_atime_ns, log.stat().st_mtime_ns
    log.write_bytes(log.read_bytes().replace(b"192.0.2.11", b"192.0.2.77"))
    os.utime(log, ns=times)
    assert [shown for shown, _ in _ask(case, tmp_path / "cache").reused] == ["logs/web2/access.log"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"leak.xlsx"', '"annex.xlsx"'),
        ('"leak.xlsx"', '"leak.xlsx"\npaths = ["/docs/leak.xlsx"]'),
        ('"leak.xlsx"', '"leak.xlsx"\nhosts = ["www.example.org"]'),
        ("2000000", "2000001"),
        ("nginx_combined", "auto"),
        ('format = "nginx_combined"', 'format = "nginx_combined"\nhost = "www.example.org"'),
        ('format = "nginx_combined"', 'format = "nginx_combined"\nzone = "UTC"'),
        ('format = "nginx_combined"', 'format = "nginx_combined"\nsize_field = "planned"'),
        ('format = "nginx_combined"', 'format = "nginx_combined"\nserver = "iis"'),
    ],
)
def test_another_question_is_not_answered_by_a_kept_scan(tmp_path: Path, old: str, new: str) -> None:
    """Another name, place or size of the file, or another way to read the log."""
    case = _case(tmp_path)
    _ask(case, tmp_path / "cache")
    case.write_text(CASE.replace(old, new), encoding="utf-8", newline="")
    assert _ask(case, tmp_path / "cache").reused == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("T11:00:00", "T10:15:00"),
        ("[[windows]]", '[parties]\nown = ["192.0.2.11/32"]\n[[windows]]'),
        ("[[windows]]", '[counting]\nepisode = "5m"\n[[windows]]'),
        ('"leak.xlsx"', '"leak.xlsx"\nencoded_sizes = [731240]'),
        ('format = "nginx_combined"', 'format = "nginx_combined"\nlayer = "origin"'),
    ],
)
def test_a_question_about_the_same_lines_uses_a_kept_scan(tmp_path: Path, old: str, new: str) -> None:
    """What is asked of the requests once they are found does not need the logs again."""
    case = _case(tmp_path)
    _ask(case, tmp_path / "cache")
    case.write_text(CASE.replace(old, new), encoding="utf-8", newline="")
    assert len(_ask(case, tmp_path / "cache").reused) == 2


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
    },
    Log: {
        "path": "elsewhere",
        "format": "common",
        "zone": "Europe/Amsterdam",
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
    job = jobs(load_case(_case(tmp_path)))[0]
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
        ["path", "layer", "covers"] if kind is Log else ["document", "size_source", "encoded_sizes", "page_sizes"]
    )


def test_logs_that_have_got_other_names_are_known(tmp_path: Path) -> None:
    """A rotation, and a new log before the others: every source has another id, path and place in the case."""
    case = _case(tmp_path)
    _ask(case, tmp_path / "cache")
    log = _log(case)
    log.rename(log.with_name("access.log.1"))
    log.write_bytes(entry(200, "/docs/leak.xlsx", size=SIZE, peer="192.0.2.99").encode())
    (case.parent / "first.log").write_bytes(entry(1).encode())
    text = CASE.replace("[[logs]]", '[[logs]]\npath = "first.log"\nformat = "nginx_combined"\n[[logs]]')
    case.write_text(text, encoding="utf-8", newline="")
    reused = [shown for shown, _ in _ask(case, tmp_path / "cache").reused]
    assert reused == ["logs/web1/access.log.1", "logs/web2/access.log"]


@pytest.mark.parametrize("pack", [zip_of, tar_of])
def test_members_of_an_archive_are_known(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    """With the ones that were not read, and under the name that the archive has now."""
    case = _case(tmp_path, CASE.replace("logs/web*/access.log*", "week*"))
    logs = sorted((case.parent / "logs").rglob("access.log"))
    members = {f"{log.parent.name}/access.log": log.read_bytes() for log in logs}
    (case.parent / "week1").write_bytes(pack(members | {"inner.zip": zip_of({"access.log": _LEAK})}))
    assert _ask(case, tmp_path / "cache").reused == ()
    (case.parent / "week1").rename(case.parent / "week2")
    assert [shown for shown, _ in _ask(case, tmp_path / "cache").reused] == ["week2"]


def test_lines_that_cannot_be_read_are_kept_byte_for_byte(tmp_path: Path) -> None:
    """The samples of a report hold what stood in the log, whatever it was."""
    case = _case(tmp_path)
    _log(case).write_bytes(_log(case).read_bytes() + b'\xff\x00 {"time": "leak.xlsx"}\n' + entry(100).encode())
    _ask(case, tmp_path / "cache")
    assert len(_ask(case, tmp_path / "cache").reused) == 2


def _flipped(data: bytes, place: int) -> bytes:
    place %= len(data)
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"notes about the leak\n",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data + b"\n",
        lambda data: _flipped(data, 3),
        lambda data: _flipped(data, 40),
        lambda data: _flipped(data, len(data) // 2),
        lambda data: _flipped(data, -1),
    ],
)
def test_a_damaged_entry_is_ignored_told_and_replaced(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    """And what another program put under its name."""
    case = _case(tmp_path)
    _ask(case, tmp_path / "cache")
    one = _entries(tmp_path / "cache")[0]
    one.write_bytes(damage(one.read_bytes()))
    second = _ask(case, tmp_path / "cache")
    assert len(second.reused) == 1
    assert _DAMAGED in second.told[0]
    assert _ask(case, tmp_path / "cache").told == (_told(2, 2),)


def test_entries_that_have_changed_places_are_ignored(tmp_path: Path) -> None:
    """An entry says itself which file it is about."""
    case = _case(tmp_path)
    _ask(case, tmp_path / "cache")
    one, other = _entries(tmp_path / "cache")
    one.write_bytes(other.read_bytes())
    assert _DAMAGED in _ask(case, tmp_path / "cache").told[0]


def test_what_cannot_be_kept_is_told_and_changes_no_answer(tmp_path: Path) -> None:
    """Here a folder stands under the name of an entry."""
    case = _case(tmp_path)
    _ask(case, tmp_path / "cache")
    one = _entries(tmp_path / "cache")[0]
    one.unlink()
    one.mkdir()
    told = _ask(case, tmp_path / "cache").told
    assert ["cannot be read" in told[0], "could not be kept" in told[1], told[2]] == [True, True, _told(1, 2)]
    assert len(_entries(tmp_path / "cache")) == 2


def test_damaged_logs_and_standard_input_are_not_kept(tmp_path: Path) -> None:
    """What was wrong with a file may be another thing the next time."""
    log = tmp_path / "access.log.gz"
    log.write_bytes(gzip.compress(_LEAK * 200)[:-9])
    for name, stdin in ((log, None), (log, None), ("-", _LEAK), ("-", _LEAK)):
        result = run("count", "leak.xlsx", name, "--cache", tmp_path / "cache", stdin=stdin)
        assert _told(0, 1) in result.stderr
    assert _entries(tmp_path / "cache") == []


def test_another_version_of_the_program_scans_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or another version of a library: what reads a log may read it otherwise."""
    job = jobs(load_case(_case(tmp_path)))[0]
    program, asked = dict(module._program()), module._asked(job)
    assert set(program) == {"forensics", "Python", "polars", "isal", "zstandard", "tzdata"}
    assert all(program.values())
    for name in program:
        monkeypatch.setattr(module, "_program", lambda name=name: program | {name: "another"})
        assert module._asked(job).prefix != asked.prefix


def test_two_runs_side_by_side(tmp_path: Path) -> None:
    """Both give the answer, and leave whole entries."""
    case = _case(tmp_path)
    log = _log(case)
    command = [sys.executable, "-m", "forensics", "count", "leak.xlsx", log, "--json", "--cache", tmp_path / "cache"]
    pipe = subprocess.PIPE
    started = [subprocess.Popen(command, env=ENVIRONMENT, stdout=pipe, stderr=pipe) for _ in range(2)]
    answers = {process.communicate()[0] for process in started}
    assert [process.returncode for process in started] == [0, 0]
    assert answers == {run("count", "leak.xlsx", log, "--json").stdout_bytes}
    assert [path.suffix for path in _entries(tmp_path / "cache")] == [".scan"]
