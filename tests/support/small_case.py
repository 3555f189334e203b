"""A small case on disk for the tests of the command line and of reports: one file, one window, two logs."""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["CASE", "SIZE", "entry", "listing", "write_case"]

SIZE = 2_000_000
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"

CASE = """\
[case]
id = "leak-1"
zone = "Europe/Amsterdam"
[[files]]
name = "leak.xlsx"
size = 2000000
[[windows]]
label = "one"
start = 2026-06-09T10:00:00
end = 2026-06-09T11:00:00
[[logs]]
path = "logs/web*/access.log*"
format = "nginx_combined"
"""


def entry(
    minute: int, target: str = "/index.html", *, status: int = 200, size: int = 512, peer: str = "192.0.2.10"
) -> str:
    """A line of nginx's combined log, so many minutes after 10 o'clock in Amsterdam."""
    time = f"09/Jun/2026:{10 + minute // 60:02}:{minute % 60:02}:00 +0200"
    return f'{peer} - - [{time}] "GET {target} HTTP/1.1" {status} {size} "-" "{FIREFOX}"\n'


def write_case(folder: Path, text: str = CASE) -> Path:
    """The case file, with its logs beside it: three downloads from two addresses, one part; nothing is missing."""
    background = [entry(minute, peer="198.51.100.9") for minute in range(-60, 180)]
    first = [
        entry(5, "/docs/leak.xlsx", size=SIZE),
        entry(20, "/docs/leak.xlsx", size=SIZE, peer="192.0.2.11"),
        entry(21, "/search?q=leak.xlsx"),
    ]
    second = [
        entry(30, "/docs/le%61k.xlsx", size=SIZE, peer="192.0.2.11"),
        entry(40, "/docs/leak.xlsx", size=731_240, peer="192.0.2.12"),
        entry(90, "/docs/leak.xlsx", status=404, size=153),
    ]
    for name, lines in (("web1", first), ("web2", second)):
        path = folder / "logs" / name / "access.log"
        path.parent.mkdir(parents=True)
        path.write_text("".join([*background, *lines]), encoding="utf-8", newline="")
    case = folder / "case.toml"
    case.write_text(text, encoding="utf-8", newline="")
    return case


def listing(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Everything below a folder: mode, time of change and hash of each file."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mode,
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in sorted(folder.rglob("*"))
    }
