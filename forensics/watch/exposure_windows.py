"""When a file as a case names it was published: its versions, and the windows in which any of them was there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from unicodedata import normalize
from urllib.parse import unquote

from forensics.model import ALWAYS, FileVersion, LeakedFile, Window
from forensics.watch.exposures import Exposure, exposures_of
from forensics.watch.moments import micros, moment

__all__ = ["versions", "windows"]


def _of_file(connection: sqlite3.Connection, file: LeakedFile) -> list[Exposure]:
    """Exposures of a file as a case names it. A path with a query is a script's, of which no folder tells."""
    if not file.paths:
        names = dict.fromkeys((file.name, normalize("NFC", file.name), normalize("NFD", file.name)))
        found = [each for name in names for each in exposures_of(connection, name.rpartition("/")[2])]
    else:
        found = [each for path in file.paths for each in _at(connection, path)]
    mine = {each.id: each for each in found if _shares(each.hosts, file.hosts)}
    return [mine[number] for number in sorted(mine)]


def _at(connection: sqlite3.Connection, path: str) -> list[Exposure]:
    found = []
    if path.startswith("/"):
        found = exposures_of(connection, path) or exposures_of(connection, unquote(path))
    if not found and any(letter in path for letter in "*?["):
        urls = connection.execute("SELECT DISTINCT url FROM exposures ORDER BY url").fetchall()
        found = [each for (url,) in urls if fnmatchcase(url, path) for each in exposures_of(connection, url)]
    return found


def _shares(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return not some or not others or not set(some).isdisjoint(others)


@dataclass(slots=True)
class _Life:
    """A version, half-open."""

    start: datetime
    stop: datetime
    of: Exposure


def versions(connection: sqlite3.Connection, file: LeakedFile) -> tuple[FileVersion, ...]:
    """The versions of a file in the order of time, no two at once: one ends where the next is there for sure.

    Of versions that lay at two paths at once, the one that came later is given from then on.
    """
    lives = [_Life(*_window(each, None), each) for each in _of_file(connection, file)]
    lives.sort(key=lambda life: (life.start, life.of.latest_start, life.of.id))
    return tuple(
        FileVersion(
            life.of.bytes,
            life.of.sha256,
            None if life.start == ALWAYS[0] else life.start,
            None if life.stop == ALWAYS[1] else life.stop,
        )
        for life in _one_at_a_time(lives)
    )


def _one_at_a_time(lives: Iterable[_Life]) -> list[_Life]:
    """A version that goes on is one; what is left with no time is none."""
    found: list[_Life] = []
    for life in lives:
        last = found[-1] if found else None
        if last and life.start <= last.stop and life.of.sha256 == last.of.sha256:
            last.stop = max(last.stop, life.stop)
            continue
        if last and life.start < last.stop:
            last.stop = life.start = min(life.of.latest_start, last.stop)
        found.append(life)
    return [life for life in found if life.start < life.stop]


def windows(connection: sqlite3.Connection, file: LeakedFile, until: datetime | None = None) -> tuple[Window, ...]:
    """When any version of a file was or may have been there, in the order of time; those that touch are one.

    `until` is the end of one that goes on; None: it has none.
    """
    found = sorted(_window(each, until) for each in _of_file(connection, file))
    merged: list[tuple[datetime, datetime]] = []
    for start, stop in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], stop))
        else:
            merged.append((start, stop))
    return tuple(
        Window(f"exposure {number}", start, stop, (file.name,)) for number, (start, stop) in enumerate(merged, 1)
    )


def _window(each: Exposure, until: datetime | None) -> tuple[datetime, datetime]:
    """As long as it may have lasted: at `latest_end` itself it may have been there."""
    stop = until or ALWAYS[1] if each.latest_end is None else moment(micros(each.latest_end) + 1)
    start = each.earliest_start or ALWAYS[0]
    return start, max(start, stop)
