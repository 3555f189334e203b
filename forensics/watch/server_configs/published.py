"""What a web server's configuration says that it publishes and logs, each finding with its file and line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Origin", "Published", "PublishedLog", "PublishedRoot", "Remark"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something stands in a configuration."""

    file: Path
    line: int  # 1-based; 0: the file as a whole
    directive: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{place}, {self.directive}" if self.directive else place


@dataclass(frozen=True, slots=True)
class PublishedRoot:
    """A folder, and the URL under which it is served."""

    path: str  # as the server resolves it, absolute
    url: str  # decoded; begins and ends with "/"
    hosts: tuple[str, ...]  # empty: any
    of_path: Origin
    of_url: Origin
    of_hosts: Origin
    notes: tuple[str, ...] = ()  # what a reader must know of it


@dataclass(frozen=True, slots=True)
class PublishedLog:
    """An access log."""

    paths: tuple[str, ...]  # globs that its rotations fit too; several where one would take in another log
    format: str  # as [[logs]] takes it
    host: str | None  # of a format that does not log it, where one host alone writes this log
    of_path: Origin
    of_format: Origin
    notes: tuple[str, ...] = ()
    refused: str = ""  # why its lines cannot be read; empty: they can


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was not understood, or that only a person can judge."""

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class Published:
    """All that was found."""

    roots: tuple[PublishedRoot, ...] = ()
    logs: tuple[PublishedLog, ...] = ()
    remarks: tuple[Remark, ...] = ()
    read: tuple[Path, ...] = field(default=())  # the configurations that were begun with
