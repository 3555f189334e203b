"""The log files that a watch names, as they lie now."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from forensics.errors import SourceError
from forensics.model import Log
from forensics.sources import Url, locate
from forensics.sources.rotation import series
from forensics.watch.trouble import Trouble

__all__ = ["Lying", "beside", "looked_at", "lying_logs", "shown"]


@dataclass(frozen=True, slots=True)
class Lying:
    """One log file. `identity` is that of its file system: a file that is renamed keeps it."""

    path: Path | Url
    log: int  # its entry among the logs of the watch
    identity: str
    size: int  # -1: not known
    mtime_ns: int


def lying_logs(logs: Iterable[Log], folder: Path) -> tuple[list[Lying], list[Trouble]]:
    """The files of all entries, each once, and what hinders finding them. Empty files are none."""
    found: dict[Path | Url, Lying] = {}
    troubles: list[Trouble] = []
    for number, log in enumerate(logs):
        try:
            paths = locate(log, folder)
        except SourceError as error:
            troubles.append(Trouble("log", log.path, error.message, "located"))
            continue
        for path in paths:
            real = path if isinstance(path, Url) else path.absolute()
            if real not in found and (one := looked_at(real, number)) is not None:
                found[real] = one
    return [one for one in found.values() if one.size], troubles


def looked_at(path: Path | Url, log: int) -> Lying | None:
    """The file as it lies now; None for what is no file, or is gone."""
    if isinstance(path, Url):
        return Lying(path, log, "", -1 if path.size is None else path.size, 0)
    try:
        found = path.stat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return Lying(path, log, f"{found.st_dev}:{found.st_ino}", found.st_size, found.st_mtime_ns)


def beside(path: Path, log: int, known: Iterable[Path | Url]) -> Iterator[Lying]:
    """Files of the same folder and series as a log that no entry names: where its rotations went."""
    passed, of = set(known), series(path)
    try:
        names = sorted(entry.name for entry in os.scandir(path.parent) if entry.is_file())
    except OSError:
        return
    for name in names:
        other = path.parent / name
        if other not in passed and series(other) == of and (one := looked_at(other, log)) is not None and one.size:
            yield one


def shown(lying: Lying) -> str:
    """Where it lies, without what is secret in a URL."""
    return lying.path.shown if isinstance(lying.path, Url) else os.fspath(lying.path)
