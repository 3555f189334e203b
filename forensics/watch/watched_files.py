"""The files that a watch looks for: those that it names, and those that inspection flagged; each with its versions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from forensics.model import Case, LeakedFile
from forensics.watch import exposure_windows
from forensics.watch.exposures import Exposure
from forensics.watch.flags import flagged
from forensics.watch.inventory.url_paths import escaped
from forensics.watch.watched import Watch

__all__ = ["WatchedFile", "case_of", "dated_case", "watched_files"]


@dataclass(frozen=True, slots=True)
class WatchedFile:
    """One file, and a time at which it was not published yet; None: from the beginning of the logs it may have been."""

    file: LeakedFile
    absent_at: datetime | None = None


def watched_files(watch: Watch, connection: sqlite3.Connection) -> list[WatchedFile]:
    """All of them, each under a name of its own. Of sizes nothing is sought: that another path was as long is for an
    investigation to weigh."""
    found = [WatchedFile(replace(file, versions=())) for file in watch.files]
    if watch.flagged:
        found += _flagged(connection, [one.file for one in found])
    return found


def case_of(watch: Watch, files: Sequence[LeakedFile]) -> Case:
    """A case of these files, in the logs of the watch."""
    return Case(
        id=watch.id,
        digest=f"sha256:{watch.digest}",
        zone=watch.zone,
        files=tuple(files),
        windows=(),
        logs=watch.logs,
        parties=watch.parties,
        counting=watch.counting,
        folder=watch.folder,
    )


def dated_case(watch: Watch, connection: sqlite3.Connection, files: Sequence[LeakedFile], now: datetime | None) -> Case:
    """The same with their versions and windows, as far as the inventory knows them; what is there still has a window
    that ends now, or None: never."""
    dated = [_dated(watch, connection, file) for file in files]
    windows = [window for file in dated for window in exposure_windows.windows(connection, file, now)]
    return replace(case_of(watch, dated), windows=tuple(windows))


def _dated(watch: Watch, connection: sqlite3.Connection, file: LeakedFile) -> LeakedFile:
    """The file with its versions: as the watch states them, else as they lay in the folders."""
    stated = next((one for one in watch.files if one.name == file.name), None)
    if stated is not None and stated.versions:
        return stated
    found = exposure_windows.versions(connection, file)
    return replace(file, versions=found, size_source="document" if found else "unknown")


def _flagged(connection: sqlite3.Connection, named: Sequence[LeakedFile]) -> Iterator[WatchedFile]:
    """Each path of a document that hides something once, unless it is watched by name. Of several of one name the first
    keeps it, and the others go by their paths."""
    by_name = {file.name for file in named if not file.paths}
    paths = {path for file in named for path in file.paths}
    taken = {file.name for file in named}
    found: dict[str, list[Exposure]] = {}
    for each in flagged(connection):
        if each.exposure.name not in by_name and escaped(each.exposure.url) not in paths:
            found.setdefault(each.exposure.url, []).append(each.exposure)
    for url, hiding in found.items():
        name = url.rpartition("/")[2]
        file = LeakedFile(url if name in taken else name, paths=(escaped(url),), hosts=_hosts(hiding))
        taken.add(file.name)
        yield WatchedFile(file, _absent_at(hiding))


def _hosts(found: Sequence[Exposure]) -> tuple[str, ...]:
    """That serve any of them; empty: any host."""
    if not all(each.hosts for each in found):
        return ()
    return tuple(sorted({host for each in found for host in each.hosts}))


def _absent_at(hiding: Sequence[Exposure]) -> datetime | None:
    """When no version that hides something was there yet; None: not known."""
    known = [each.earliest_start for each in hiding if each.earliest_start is not None]
    return min(known) if len(known) == len(hiding) else None
