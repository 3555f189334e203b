"""The progress bar of what is counted by the piece: how many of how many, how many a second, remaining time.

On a terminal only. Imported late, for rich is slow to load.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from forensics.cli.screen import screen

__all__ = ["counted"]

T = TypeVar("T")


class _Rate(ProgressColumn):
    """So many a second, once that is known."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:,.1f}/s", style="progress.data.speed")


def counted(items: Iterable[T], total: int, doing: str) -> Iterator[T]:
    """The items as they come, with a bar on stderr that goes when they end."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=screen(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=total)
        for item in items:
            bar.advance(task)
            yield item
