"""A small watch file, and what the tests of watch files do with one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from forensics.errors import Problem, WatchError
from forensics.watch.watch_file import load_watch
from forensics.watch.watched import Watch

__all__ = ["DOCS", "WATCH", "fill", "load", "private", "problems"]

DOCS = Path(__file__).parents[2] / "docs" / "watch-file.md"

WATCH = """\
[watch]
id = "www"
zone = "Europe/Amsterdam"
state = "state"
[[roots]]
path = "public"
url = "/docs"
hosts = ["WWW.example.org"]
[[roots]]
path = "public/old"
url = "/"
[[logs]]
path = "logs/access.log*"
[[files]]
flagged = true
[[files]]
name = "leak.xlsx"
[[sinks]]
kind = "journald"
[[sinks]]
kind = "webhook"
target = "https://alerts.example.org/"
secret = "webhook.key"
"""


def load(folder: Path, text: str = WATCH) -> Watch:
    """The watch of that text, written into the folder, beside a key."""
    private(folder / "webhook.key", "key")
    path = folder / "watch.toml"
    path.write_text(text, encoding="utf-8", newline="")
    return load_watch(path)


def problems(folder: Path, text: str) -> tuple[Problem, ...]:
    """The problems for which that text, written into the folder, is refused."""
    with pytest.raises(WatchError) as caught:
        load(folder, text)
    return caught.value.problems


def private(path: Path, text: str) -> None:
    """A file that its owner alone can read."""
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    with open(path, "x", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(text)


def fill(folder: Path) -> Path:
    """The folder, now with the files that the documentation's example and the template name."""
    for name in ("geo/GeoLite2-Country.mmdb", "ranges/googlebot.json"):
        (folder / name).parent.mkdir()
        (folder / name).write_bytes(b"\0")
    (folder / "evidence").mkdir()
    (folder / "evidence" / "annex.pdf").write_bytes(bytes(48_304))
    (folder / "accepted.toml").write_text("", encoding="utf-8")
    private(folder / "secrets" / "mail.url", "mailtos://desk:secret@mail.example.org\n")
    private(folder / "secrets" / "webhook.url", "https://alerts.example.org/T0/B0\n")
    private(folder / "secrets" / "webhook.key", "key")
    return folder
