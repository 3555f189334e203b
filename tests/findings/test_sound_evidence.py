"""Sound logs as people hand them over are complete, and every loss is told (exit 0 and 3)."""

from __future__ import annotations

import gzip
import shutil
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forensics import investigate, load_case
from forensics.model import Findings
from tests.support.rhythms import HOUR, Site, seconds

SITE = Site("handed over", date(2026, 6, 1), 12, 40.0, weekend=0.3, robots=3)
NIGHTLY = Site("closed", date(2026, 6, 1), 12, 30.0, "shut", weekend=0.0)
CASE = """\
[case]
id = "sound"
zone = "Europe/Amsterdam"
[[files]]
name = "leak.xlsx"
size = 200000
[[windows]]
label = "w"
start = 2026-06-03T09:00:00
end = 2026-06-11T17:00:00
[[logs]]
path = "logs/**/*"
"""
LINE = '192.0.2.{peer} - - [{time}] "GET /{path} HTTP/1.1" 200 {size} "-" "Firefox/126"\n'
DAY = 24 * HOUR
Logs = dict[str, str]


def local(second: int) -> datetime:
    """The time of a line on the clock of its site."""
    return datetime.fromtimestamp(second, SITE.zone)


def line(second: int) -> str:
    """A line of the combined log; one in fifty minutes asks for the file."""
    leaked = second // 60 % 50 == 0 and second % 7 == 0
    path, size = ("docs/leak.xlsx", 200_000) if leaked else ("index.html", 512 + second % 97)
    return LINE.format(peer=second % 250, time=f"{local(second):%d/%b/%Y:%H:%M:%S %z}", path=path, size=size)


def daily(made: Site = SITE, seed: int = 1) -> Logs:
    """A file for each day, and the last as it is being written."""
    days: dict[date, list[str]] = defaultdict(list)
    for second in seconds(made, seed):
        days[local(second).date()].append(line(second))
    last = max(days)
    return {"access.log" if day == last else f"access.log-{day:%Y%m%d}": "".join(lines) for day, lines in days.items()}


def numbered() -> Logs:
    """access.log, access.log.1, ..."""
    newest_first = [text for _, text in sorted(daily().items(), key=lambda item: (item[0] != "access.log", item[0]))]
    newest_first[1:] = newest_first[:0:-1]
    return {f"access.log.{number}" if number else "access.log": text for number, text in enumerate(newest_first)}


def weekly() -> Logs:
    """Two files."""
    days = daily()
    names = sorted(days, key=lambda name: (name == "access.log", name))
    return {"access.log.1": "".join(days[n] for n in names[:7]), "access.log": "".join(days[n] for n in names[7:])}


def nodes() -> Logs:
    """Two servers behind one name."""
    return {f"web{seed}/{name}": text for seed in (1, 2) for name, text in daily(SITE, seed).items()}


def at_end() -> Logs:
    """Lines written when their transfers end: one in three hundred stands a quarter of an hour too late."""
    delayed = sorted((second + (900 if second % 300 == 0 else 0), second) for second in seconds(SITE, 1))
    return {"access.log": "".join(line(second) for _, second in delayed)}


def iis() -> Logs:
    """IIS, in UTC, a file for each UTC day."""
    days: dict[str, list[str]] = defaultdict(list)
    for second in seconds(SITE, 1):
        time = datetime.fromtimestamp(second, UTC)
        path = "/docs/leak.xlsx" if second % 2001 == 0 else "/index.html"
        days[f"u_ex{time:%y%m%d}.log"].append(
            f"{time:%Y-%m-%d %H:%M:%S} GET {path} 192.0.2.{second % 250} 200 0 0 200334\n"
        )
    heading = "#Fields: date time cs-method cs-uri-stem c-ip sc-status sc-substatus sc-win32-status sc-bytes\n"
    return {name: heading + "".join(lines) for name, lines in days.items()}


def with_notes() -> Logs:
    """A reader's note, checksums and an error log lie beside."""
    error = "[Tue Jun 09 10:00:00.123456 2026] [core:error] [pid 7:tid 8] [client 192.0.2.1:999] AH00126: Invalid URI\n"
    return (
        daily()
        | {"error.log": error * 50}
        | {"README.txt": "The logs of web1,\nas asked for.\n", "SHA256SUMS": f"{'ab' * 32}  access.log\n"}
    )


def answer(folder: Path, logs: Logs, damage: Callable[[Path], None] | None = None, *, packed: bool = False) -> Findings:
    """What the tool makes of these logs."""
    for name, text in logs.items():
        path = folder / "logs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        if packed and name != "access.log":
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(text.encode(), 1))
            path.unlink()
    if damage:
        damage(folder / "logs")
    (folder / "case.toml").write_text(CASE, encoding="utf-8")
    return investigate(load_case(folder / "case.toml"))


SOUND: dict[str, Callable[[], Logs]] = {
    "daily": daily,
    "numbered": numbered,
    "weekly": weekly,
    "two nodes": nodes,
    "end order": at_end,
    "iis": iis,
    "notes beside": with_notes,
    "closed at night": lambda: daily(NIGHTLY),
}


@pytest.mark.parametrize("layout", SOUND)
def test_sound_logs_are_complete(tmp_path: Path, layout: str) -> None:
    """Nothing is missing, and nothing is said to be."""
    found = answer(tmp_path, SOUND[layout](), packed=layout == "daily")
    assert [limit.text for limit in found.limitations if limit.incomplete] == []
    assert not found.files[0].total.downloads.open_ended
    assert found.files[0].total.downloads.headline > 0


def _rotation(logs: Path) -> None:
    (logs / "access.log-20260605").unlink()


def _number(logs: Path) -> None:
    for number in (3, 4):
        (logs / f"access.log.{number}").unlink()


def _truncated(logs: Path) -> None:
    path = logs / "access.log-20260605.gz"
    path.write_bytes(path.read_bytes()[:-2000])


def _hours(logs: Path) -> None:
    path = logs / "access.log-20260605"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(each for each in lines if ":10:" not in each[:40] and ":11:" not in each[:40]))


def _begins_late(logs: Path) -> None:
    for day in ("01", "02", "03", "04"):
        (logs / f"access.log-202606{day}").unlink()


def _unreadable(logs: Path) -> None:
    shutil.copy(logs / "access.log", logs / "other.log")
    (logs / "other.log").write_bytes(bytes(range(1, 200)) * 50)


DAMAGED: dict[str, tuple[Callable[[], Logs], Callable[[Path], None], str]] = {
    "a rotation by date": (daily, _rotation, "missing-rotation"),
    "two rotations by number": (numbered, _number, "missing-rotation"),
    "a truncated gzip": (daily, _truncated, "damaged-source"),
    "two hours": (daily, _hours, "gap"),
    "the first days": (daily, _begins_late, "gap"),
    "a log in no format": (daily, _unreadable, "unreadable-source"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_every_loss_is_told(tmp_path: Path, damage: str) -> None:
    """What is missing may hold downloads: "or more", and incomplete."""
    layout, done, code = DAMAGED[damage]
    found = answer(tmp_path, layout(), done, packed=damage == "a truncated gzip")
    assert code in {limit.code for limit in found.limitations if limit.incomplete}
    assert found.files[0].total.downloads.open_ended


def test_a_day_without_lines_has_no_file(tmp_path: Path) -> None:
    """With notifempty of logrotate: the Saturday of a site that is closed then is missing from a daily series."""
    logs = daily(NIGHTLY)
    assert "access.log-20260606" not in logs
    found = answer(tmp_path, logs)
    assert "missing-rotation" not in {limit.code for limit in found.limitations}
    assert found.complete
