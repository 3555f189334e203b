"""A server that writes its log, and a look at it as a pass takes one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from forensics.model import Case, LeakedFile, Log
from forensics.scan.engines.engine import serial
from forensics.watch.following import catching_up, evidence, streams, troubles
from forensics.watch.following.logs import Followed, Follower

__all__ = ["NOW", "Look", "line"]

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
_AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def line(number: int, path: str = "/leak.xlsx", status: int = 200, size: int = 5000) -> bytes:
    """A line of a combined log; each number has an address and a second of its own."""
    time = NOW + timedelta(seconds=number)
    return (
        f'192.0.2.{number % 250} - - [{time:%d/%b/%Y:%H:%M:%S} +0000] "GET {path} HTTP/1.1" {status} {size} "-"'
        f' "{_AGENT}"\n'
    ).encode()


class Look:
    """Looks at the logs of a folder again and again."""

    def __init__(self, folder: Path, pattern: str = "access.log*", *names: str) -> None:
        self.folder = folder
        self.names = names or ("leak.xlsx",)
        self.pattern = pattern
        self.case: Case | None = None  # in place of the one that names and pattern make
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        for owner in (streams, evidence, catching_up, troubles):
            self.connection.executescript(owner.TABLES)

    @contextmanager
    def step(self) -> Iterator[None]:
        """All or nothing."""
        self.connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def __call__(self, now: datetime = NOW, absent_at: dict[str, datetime | None] | None = None) -> Followed:
        """One pass."""
        files = tuple(map(LeakedFile, self.names))
        case = self.case or Case(id="w", files=files, windows=(), logs=(Log(self.pattern),), folder=self.folder)
        return Follower(
            connection=self.connection,
            step=self.step,
            case=case,
            engine=serial,
            now=now,
        ).follow(absent_at or {})

    def lines(self) -> list[bytes]:
        """What was found, in the order of the times in it."""
        time = "coalesce(json_extract(fields, '$.start'), json_extract(fields, '$.end'))"
        found = self.connection.execute(f"SELECT line FROM requests ORDER BY {time}, line")  # noqa: S608 - ours
        return [line + b"\n" for (line,) in found]
