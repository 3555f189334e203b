"""A document is watched from when a version of it that hides something could be there."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

from forensics.scan.engines.engine import serial
from forensics.watch.run import Means, run_pass
from forensics.watch.state import looked_into, opened
from forensics.watch.watch_file import load_watch
from forensics.watch.watched_files import watched_files

SAMPLES = Path(__file__).parents[2] / "sample_logs" / "coa-2020" / "evidence"
_WATCH = """\
[watch]
id = "w"
state = "state"
[[roots]]
path = "www"
url = "/docs/"
[[files]]
flagged = true
"""
NOW = datetime(2020, 6, 1, 12, tzinfo=UTC)


def _pass(folder: Path, now: datetime) -> dict[str, datetime | None]:
    """The watched files after a pass, each with when it was absent."""
    watch = load_watch(folder / "watch.toml")
    with opened(watch.state, watch.id) as state:
        run_pass(watch, state, Means(serial, 1, (), lambda: now), StringIO())
    with looked_into(watch.state, watch.id) as connection:
        return {one.file.name: one.absent_at for one in watched_files(watch, connection)}


def test_an_earlier_version_that_hid_nothing_does_not_count(tmp_path: Path) -> None:
    """Of what was there before the first pass nobody knows since when."""
    (tmp_path / "www" / "old").mkdir(parents=True)
    (tmp_path / "watch.toml").write_text(_WATCH, encoding="utf-8")
    for name in ("list.xlsx", "old/list.xlsx"):
        (tmp_path / "www" / name).write_text("number;place\n1;Utrecht\n", encoding="utf-8")
    assert _pass(tmp_path, NOW) == {}
    shutil.copy(SAMPLES / "Lijst signalen.xlsx", tmp_path / "www" / "list.xlsx")
    assert _pass(tmp_path, NOW + timedelta(hours=1)) == {"list.xlsx": NOW}
    shutil.copy(SAMPLES / "Lijst signalen.xlsx", tmp_path / "www" / "old" / "list.xlsx")
    found = _pass(tmp_path, NOW + timedelta(hours=2))
    assert found == {"list.xlsx": NOW, "/docs/old/list.xlsx": NOW + timedelta(hours=1)}


def test_what_was_there_from_the_first_is_sought_from_the_first(tmp_path: Path) -> None:
    """None: since when is not known."""
    (tmp_path / "www").mkdir()
    (tmp_path / "watch.toml").write_text(_WATCH, encoding="utf-8")
    shutil.copy(SAMPLES / "Lijst signalen.xlsx", tmp_path / "www" / "list.xlsx")
    assert _pass(tmp_path, NOW) == {"list.xlsx": None}
