"""One short story in the forms in which dashboards, shells and shippers hand it on: 3 downloads by 2 addresses."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from forensics.investigation import investigate
from forensics.model import Case, FileVersion, Findings, LeakedFile, Log, Window

__all__ = ["ASKED", "counted", "lines", "told"]

SIZE = 200_000
_ZONE = timezone(timedelta(hours=2))
#: Minute of 9 June 2026 from 10:00 on, address, method, path, status, size.
_STORY = (
    (0, "203.0.113.20", "GET", "/", 200, 5120),
    (2, "192.0.2.10", "GET", "/docs/leak.xlsx", 200, SIZE),
    (3, "203.0.113.5", "HEAD", "/docs/leak.xlsx", 200, 0),
    (5, "198.51.100.7", "GET", "/docs/leak.xlsx", 200, SIZE),
    (7, "203.0.113.22", "GET", "/contact", 304, 0),
    (60, "203.0.113.9", "GET", "/docs/leak.xls", 404, 153),
    (185, "198.51.100.7", "GET", "/docs/leak.xlsx", 200, SIZE),
    (190, "203.0.113.23", "GET", "/img/b.png", 200, 90_211),
)

#: The requests of the story: when, and what.
ASKED: tuple[tuple[datetime, str, str, str, int, int], ...] = tuple(
    (datetime(2026, 6, 9, 10, tzinfo=_ZONE) + timedelta(minutes=minute), *rest) for minute, *rest in _STORY
)  # type: ignore[assignment]


def lines() -> list[str]:
    """The story as nginx writes it."""
    return [
        f'{ip} - - [{when:%d/%b/%Y:%H:%M:%S %z}] "{method} {path} HTTP/1.1" {status} {size} "-" "curl/8.7.1"'
        for when, ip, method, path, status, size in ASKED
    ]


def told(folder: Path, data: str | bytes, name: str = "log", **log: Any) -> Findings:
    """The findings on one log that holds this."""
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    file = LeakedFile("leak.xlsx", versions=(FileVersion(SIZE),), size_source="case")
    day = datetime(2026, 6, 9, tzinfo=_ZONE)
    windows = (Window("day", day, day + timedelta(days=1), ("leak.xlsx",)),)
    case = Case(id="export", files=(file,), windows=windows, logs=(Log(name, **log),), folder=folder)
    return investigate(case)


def counted(folder: Path, data: str | bytes, **log: Any) -> tuple[int, int, int, bool]:
    """Downloads, their addresses, at most, and whether every line that names the file could be read."""
    findings = told(folder, data, **log)
    total = findings.files[0].total
    codes = {limit.code for limit in findings.limitations if limit.incomplete}
    return total.downloads.headline, total.addresses.headline, total.downloads.at_most, "unreadable-line" not in codes
