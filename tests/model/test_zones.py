"""A time is never read in a zone that nobody has stated, and no abbreviation is taken for a zone (K9)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forensics.model.zones import find_zone, fixed_zone, zones_of
from tests.support.command import refused, run

LINE = '192.0.2.10 - - [09/Jun/2026:{time}{offset}] "GET /docs/leak.xlsx HTTP/1.1" 200 200000 "-" "Firefox"\n'


def _log(folder: Path, offset: str = " +0200", name: str = "access.log") -> Path:
    path = folder / name
    path.write_text("".join(LINE.format(time=f"10:0{minute}:00", offset=offset) for minute in range(3)))
    return path


@pytest.mark.parametrize("option", ["--from", "--to"])
@pytest.mark.parametrize(
    ("offset", "told"), [(" +0200", "+02:00"), (" -0330", "-03:30"), (" +0545", "+05:45"), (" +0000", "+00:00")]
)
def test_a_time_without_offset_is_refused_with_those_of_the_logs(
    tmp_path: Path, option: str, offset: str, told: str
) -> None:
    """Read as UTC it would move the window by hours; both ways to say it are named."""
    result = run("count", "leak.xlsx", _log(tmp_path, offset), option, "2026-06-09T10:00:00")
    refused(result, f"  {option}", f"the logs write {told}", f"{option} 2026-06-09T10:00:00{told}", "--zone")


def test_the_offsets_of_all_logs_are_named(tmp_path: Path) -> None:
    """Servers in two countries; the offset of most lines first."""
    logs = [_log(tmp_path), _log(tmp_path, name="b.log"), _log(tmp_path, " +0100", "c.log")]
    refused(run("count", "leak.xlsx", *logs, "--from", "2026-06-09 10:00"), "the logs write +02:00, +01:00")


def test_a_log_that_cannot_be_looked_at_hides_no_other_fault(tmp_path: Path) -> None:
    """The time is wrong whether the log is there or not."""
    result = run("count", "leak.xlsx", tmp_path / "none.log", "--from", "2026-06-09T10:00:00")
    refused(result, "  --from", "the logs write none")


@pytest.mark.parametrize(
    ("start", "zone", "downloads"),
    [
        ("2026-06-09T10:01:00", ["--zone", "Europe/Amsterdam"], 2),
        ("2026-06-09T10:01:00+02:00", [], 2),
        ("2026-06-09T08:01:00Z", [], 2),
        ("2026-06-09T08:01:00", ["--zone", "UTC"], 2),
        ("2026-06-09T10:01:00", ["--zone", "UTC"], 0),
    ],
)
def test_the_zone_that_is_stated_counts(tmp_path: Path, start: str, zone: list[str], downloads: int) -> None:
    """An offset, or a zone, places the window."""
    result = run("count", "leak.xlsx", _log(tmp_path), "--size", "200000", "--from", start, *zone, "--json")
    [file] = json.loads(result.stdout)["files"]
    assert file["total"]["downloads"]["headline"] == downloads


def test_a_log_without_offsets_is_told_where_the_zone_matters(tmp_path: Path) -> None:
    """With a window the answer hangs on the zone: exit 3; without one only the times that are shown do."""
    path = _log(tmp_path, "")
    form = '%h %l %u [%{%d/%b/%Y:%H:%M:%S}t] "%r" %>s %b "%{Referer}i" "%{User-Agent}i"'
    command = ["count", "leak.xlsx", path, "--size", "200000", "--format", form]
    windowed = run(*command, "--from", "2026-06-09T00:00:00+02:00")
    assert (windowed.exit_code, "no zone was stated" in windowed.stdout) == (3, True)
    whole = run(*command)
    assert (whole.exit_code, "no zone was stated" in " ".join(whole.stdout.split())) == (0, True)
    stated = run(*command, "--from", "2026-06-09T00:00:00+02:00", "--zone", "Europe/Amsterdam")
    assert "no zone was stated" not in " ".join(stated.stdout.split())


def test_local_times_of_a_case_without_a_zone_are_told(tmp_path: Path) -> None:
    """The case file reads them as UTC, as its documentation says; the answer says so too."""
    _log(tmp_path)
    (tmp_path / "case.toml").write_text(
        '[case]\nid = "c"\n[[files]]\nname = "leak.xlsx"\nsize = 200000\n[[windows]]\n'
        'start = 2026-06-09T07:00:00\nend = 2026-06-09T12:00:00\n[[logs]]\npath = "access.log"\n'
    )
    result = run("investigate", tmp_path / "case.toml", "-o", tmp_path / "report")
    assert result.exit_code == 3
    assert "windows[0].start, windows[0].end: written without an offset" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("CEST", "Europe/Amsterdam"),
        ("cest", "Europe/Amsterdam"),
        ("IST", "Asia/Kolkata"),
        ("PST", "America/Los_Angeles"),
        ("EDT", "America/New_York"),
        ("BST", "Europe/London"),
        ("AEST", "Australia/Sydney"),
    ],
)
def test_an_abbreviation_names_zones_that_use_it(tmp_path: Path, name: str, meant: str) -> None:
    """CEST is not nearly EST."""
    assert meant in zones_of(name)
    result = run("count", "leak.xlsx", _log(tmp_path), "--zone", name)
    refused(result, "is not an IANA time zone", meant)
    assert "EST," not in result.stderr


@pytest.mark.parametrize(
    ("offset", "zone"),
    [("+02:00", "Etc/GMT-2"), ("-5", "Etc/GMT+5"), ("UTC+1", "Etc/GMT-1"), ("+05:30", None), ("+99", None)],
)
def test_an_offset_has_a_zone_that_never_changes(offset: str, zone: str | None) -> None:
    """Whole hours alone; POSIX counts them the other way round."""
    assert fixed_zone(offset) == zone
    assert zone is None or find_zone(zone) is not None
