"""Waiting for something to happen in the folders of a watch, or for a time to pass."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from forensics.sources import Url
from forensics.watch.following.lying import lying_logs
from forensics.watch.watched import Watch

__all__ = ["wait"]

#: Seconds between two looks where nothing wakes us.
_LOOK: Final = 1.0
#: Milliseconds in which changes are gathered before they wake.
_GATHER: Final = 200


def wait(watch: Watch, seconds: float, stop: threading.Event) -> None:
    """Returns when a log or a published folder changed, after so many seconds, or when `stop` is set.

    With the extra `watch` the system wakes us; without it, and on file systems that do not tell, each second is looked
    whether a log grew.
    """
    folders = sorted({folder for folder in _folders(watch) if folder.is_dir()})
    try:
        from watchfiles import watch as changes  # noqa: PLC0415 - of the extra
    except ImportError:
        _look(watch, seconds, stop)
        return
    if not folders:
        stop.wait(seconds)
        return
    ended = threading.Event()
    timer = threading.Timer(seconds, ended.set)
    timer.start()
    try:
        for _ in changes(
            *folders,
            watch_filter=None,
            debounce=_GATHER,
            step=50,
            rust_timeout=500,
            yield_on_timeout=True,
            stop_event=_Either(stop, ended),
            raise_interrupt=True,
            ignore_permission_denied=True,
        ):
            if _ or stop.is_set() or ended.is_set():
                return
    finally:
        timer.cancel()


class _Either:
    """Set as soon as one of two events is."""

    def __init__(self, *events: threading.Event) -> None:
        self._events = events

    def is_set(self) -> bool:
        """As an event has it."""
        return any(event.is_set() for event in self._events)


def _folders(watch: Watch) -> Iterator[Path]:
    """What is looked at: the folders that are published, and those where logs lie."""
    yield from (root.path for root in watch.roots)
    found, _ = lying_logs(watch.logs, watch.folder)
    yield from (one.path.parent for one in found if not isinstance(one.path, Url))


def _look(watch: Watch, seconds: float, stop: threading.Event) -> None:
    before = _seen(watch)
    for _ in range(max(round(seconds / _LOOK), 1)):
        if stop.wait(_LOOK) or _seen(watch) != before:
            return


def _seen(watch: Watch) -> list[tuple[str, int, int]]:
    found, _ = lying_logs(watch.logs, watch.folder)
    roots = [(os.fspath(root.path), 0, _changed(root.path)) for root in watch.roots]
    return [*((str(one.path), one.size, one.mtime_ns) for one in found), *roots]


def _changed(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0
