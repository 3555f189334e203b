"""A case as far as the logs and somebody's answers tell it, before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from forensics.model import FileVersion, NearName, SizeSeen, Window
from forensics.survey.entries import LogEntry
from forensics.survey.found import Passed
from forensics.survey.layers import Behind
from forensics.survey.names import AskedFile
from forensics.survey.presence import Presence
from forensics.survey.proxies import Proxy

__all__ = ["Draft", "FileDraft", "Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """A path at which a file was asked for, with the host where the log says it: the requests, and those answered with
    the file or part of it."""

    path: str
    host: str | None
    requests: int
    answered: int


@dataclass(frozen=True, slots=True)
class FileDraft:
    """What the logs show of one file: lines that name it (None: not counted), names near it, where it was asked for,
    the stretches of answers with it and the windows proposed (over all logs where there is no such stretch), sizes, and
    versions with the sizes that the logs support; `confirmed`: somebody said that these are right; `stated`: that the
    windows are."""

    asked: AskedFile
    named: int | None = None
    near: tuple[NearName, ...] = ()
    places: tuple[Place, ...] = ()
    presences: tuple[Presence, ...] = ()
    windows: tuple[Window, ...] = ()
    sizes: tuple[SizeSeen, ...] = ()
    versions: tuple[FileVersion, ...] = ()
    confirmed: bool = False
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """The case: `offsets` are those that the logs write, `span` is from the first to the last line of all logs, `read`
    whether every line of them was read, `behind` the entries whose logs lie behind others; `titled` and `zoned` whether
    somebody said so."""

    target: Path
    title: str
    titled: bool
    zone: str
    offsets: tuple[str, ...]
    entries: tuple[LogEntry, ...]
    passed: tuple[Passed, ...]
    files: tuple[FileDraft, ...]
    span: tuple[datetime, datetime] | None
    read: bool
    id: str = ""
    zoned: bool = False
    proxies: tuple[Proxy, ...] = ()
    behind: Mapping[int, Behind] = field(default_factory=dict)
