"""Being woken when something happens in the folders of a watch, also while a pass is under way."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from forensics.sources import Url
from forensics.watch.following.lying import lying_logs
from forensics.watch.watched import Watch

__all__ = ["Waker", "waker"]

#: Seconds between two looks where the system does not tell.
_LOOK: Final = 1.0
#: Milliseconds in which changes are gathered before they wake, and in which it is seen that we are to stop.
_GATHER, _STEP, _STOP = 200, 50, 500


class Waker:
    """Knows whether something changed since it was last asked to forget."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._changed = threading.Event()

    def forget(self) -> None:
        """What happened so far is seen by the pass that begins now."""
        self._changed.clear()

    def wake(self) -> None:
        """Something happened."""
        self._changed.set()

    def wait(self, seconds: float) -> bool:
        """Until something happened, at most so long; false where we are to stop."""
        if not self._stop.is_set():
            self._changed.wait(seconds)
        return not self._stop.is_set()


@contextmanager
def waker(watch: Watch, stop: threading.Event) -> Iterator[Waker]:
    """Woken by changes of logs and published folders, from now on until the block ends; who sets `stop` wakes it too.

    With the extra `watch` the system tells; without it, it is looked each second whether a log grew.
    """
    woken, ended = Waker(stop), threading.Event()
    thread = threading.Thread(target=_listen, args=(watch, woken, ended), daemon=True)
    thread.start()
    try:
        yield woken
    finally:
        ended.set()
        thread.join()


def _listen(watch: Watch, woken: Waker, ended: threading.Event) -> None:
    folders = sorted({folder for folder in _folders(watch) if folder.is_dir()})
    try:
        from watchfiles import watch as changes  # noqa: PLC0415 - of the extra
    except ImportError:
        folders = []
    if not folders:
        _look(watch, woken, ended)
        return
    ours = tuple(map(os.fspath, _written(watch)))
    for _ in changes(
        *folders,
        watch_filter=lambda _, path: not path.startswith(ours),
        debounce=_GATHER,
        step=_STEP,
        rust_timeout=_STOP,
        stop_event=ended,
        raise_interrupt=False,
        ignore_permission_denied=True,
    ):
        woken.wake()


def _folders(watch: Watch) -> Iterator[Path]:
    """The folders that are published, and those where logs lie."""
    yield from (root.path for root in watch.roots)
    found, _ = lying_logs(watch.logs, watch.folder)
    yield from (one.path.parent for one in found if not isinstance(one.path, Url))


def _written(watch: Watch) -> Iterator[Path]:
    """What passes write, which must not wake the next."""
    yield watch.state
    if watch.status is not None:
        yield watch.status
    yield from (Path(sink.target) for sink in watch.sinks if sink.kind == "file")


def _look(watch: Watch, woken: Waker, ended: threading.Event) -> None:
    before = _seen(watch)
    while not ended.wait(_LOOK):
        if (now := _seen(watch)) != before:
            before = now
            woken.wake()


def _seen(watch: Watch) -> list[tuple[str, int, int]]:
    found, _ = lying_logs(watch.logs, watch.folder)
    roots = [(os.fspath(root.path), 0, _changed(root.path)) for root in watch.roots]
    return [*((str(one.path), one.size, one.mtime_ns) for one in found), *roots]


def _changed(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0
