"""A watch after a pass over real files, and what a status of it holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

from forensics.scan.engines.engine import serial
from forensics.watch.run import Means, run_pass
from forensics.watch.state import State, opened
from forensics.watch.watch_file import load_watch
from forensics.watch.watched import Watch
from tests.support.documents.open_document import row, sheet, spreadsheet
from tests.support.following_fixture import line

__all__ = ["HOSTILE_NAME", "NOW", "a_pass", "hides", "site"]

NOW = datetime(2026, 6, 1, 13, tzinfo=UTC)
#: A name that a page, a terminal and a label would each stumble over.
HOSTILE_NAME = '<img src=x onerror=alert(1)>"\\\x1b[31m\u202e.xlsx'

_WATCH = """\
[watch]
id = "www"
zone = "Europe/Amsterdam"
state = "state"
status = "status"
[[roots]]
path = "public"
url = "/docs/"
[[logs]]
path = "logs/access.log*"
format = "combined"
[[files]]
flagged = true
[[files]]
name = "other.pdf"
[[sinks]]
kind = "file"
name = "desk"
target = "out/events.jsonl"
"""


def hides(records: int = 5) -> bytes:
    """A spreadsheet of which one record is shown."""
    hidden = (row(f"Ada {number}", "X", attributes='table:visibility="filter"') for number in range(records - 1))
    return spreadsheet(sheet(row("Name", "City"), row("Eva Example", "X"), *hidden))


def site(folder: Path) -> Watch:
    """A published folder (a page, a document that hides something, a broken one) and a log with three downloads."""
    for name in ("public", "logs", "out"):
        (folder / name).mkdir(parents=True)
    (folder / "public" / "index.html").write_text("<p>page</p>", encoding="utf-8")
    (folder / "public" / "leak.ods").write_bytes(hides())
    (folder / "public" / "broken.xlsx").write_bytes(b"PK\x03\x04" + b"?" * 400)
    size = len(hides())
    lines = (line(number, "/docs/leak.ods", 200, size) for number in (1, 2, 200))
    (folder / "logs" / "access.log").write_bytes(b"".join(lines))
    (folder / "watch.toml").write_text(_WATCH, encoding="utf-8")
    return load_watch(folder / "watch.toml")


def a_pass(watch: Watch, now: datetime = NOW) -> None:
    """One that takes half a minute."""
    times = iter([now, *[now + timedelta(seconds=30)] * 10_000])
    with opened(watch.state, watch.id) as state:
        _run(watch, state, lambda: next(times))


def _run(watch: Watch, state: State, clock: Callable[[], datetime]) -> None:
    run_pass(watch, state, Means(serial, 1, (), clock), StringIO())
