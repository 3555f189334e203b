"""The progress bar of long scans, on a terminal only: bytes, rate, remaining time, for all logs together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from forensics.scan.progress import Progress, quiet

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

__all__ = ["progress_bar"]


class _BarProgress:
    """Adds up the positions of all sources into one bar; total is unknown while a size is. It is full only
    when every source was read, though one may have grown meanwhile."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task: TaskID | None = None
        self._total: int | None = None
        self._sizes: dict[str, int | None] = {}
        self._read: dict[str, int] = {}

    def begin(self, sizes: Mapping[str, int | None]) -> None:
        self._sizes = dict(sizes)
        known = [size for size in sizes.values() if size is not None]
        total = sum(known) if len(known) == len(sizes) else None
        self._total = total
        logs = f"{len(sizes)} logs" if len(sizes) != 1 else "1 log"
        self._task = self._bar.add_task(f"Reading {logs}", total=total)

    def advance(self, source: str, position: int) -> None:
        size = self._sizes.get(source)
        self._read[source] = position if size is None else min(position, size)
        if self._task is not None:
            read = sum(self._read.copy().values())
            self._bar.update(self._task, completed=read, description="Counting" if read == self._total else None)


@contextmanager
def progress_bar(*, shown: bool) -> Iterator[Progress]:
    """A bar on stderr, or silence."""
    if not shown:
        yield quiet
        return
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    from forensics.cli.screen import screen

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Bar(*columns, TimeRemainingColumn(), console=screen(stderr=True), transient=True) as bar:
        yield _BarProgress(bar)
