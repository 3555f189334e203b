"""Passes of the scheduled scan, one or one after the other, and how its watch stands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from forensics.cli.answers import DIFFERS, INCOMPLETE, note
from forensics.cli.fields import chosen

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

    from forensics.watch.run import Passed
    from forensics.watch.state import State
    from forensics.watch.waking import Waker
    from forensics.watch.watched import Watch

__all__ = ["say_status", "take_passes"]

#: Seconds after which a pass is taken though nothing woke it: documents are accepted until a day, sinks come back.
_LONGEST = 60


def take_passes(watched: Watch, jobs: int | None, *, follow: bool, quiet: bool) -> int:
    """One, or one after the other; the exit code is that of the last."""
    import os
    from datetime import UTC, datetime

    from forensics.parties.prefix_lists import read_ranges
    from forensics.scan.engines.engine import pool
    from forensics.watch.run import Means, run_pass
    from forensics.watch.state import opened

    workers = jobs or os.cpu_count() or 1
    lists = read_ranges(watched.parties.ranges)
    means = Means(pool(workers), workers, lists, lambda: datetime.now(UTC))
    with opened(watched.state, watched.id, wait=_LONGEST if follow else 0.0) as state:
        for text in state.notes:
            note(text, quiet=quiet)
        for _ in _turns(watched, follow=follow):
            passed = run_pass(watched, state, means, sys.stdout)
            _note(passed, quiet=quiet)
            _write_status(watched, state)
            if passed.delivered.closed:
                break
    return INCOMPLETE if passed.troubles else DIFFERS if passed.news else 0


def _turns(watched: Watch, *, follow: bool) -> Iterator[None]:
    """One; or one after the other, each as soon as something changed since the last began."""
    import threading

    from forensics.watch.waking import waker

    if not follow:
        yield
        return
    stop = threading.Event()
    with waker(watched, stop) as woken:
        _stop_by_signals(stop, woken)
        going = True
        while going:
            woken.forget()
            yield
            going = woken.wait(_LONGEST)


def _stop_by_signals(stop: threading.Event, woken: Waker) -> None:
    """When the process is asked to end, the pass under way is taken to its end."""
    import signal

    def end(*_: object) -> None:
        stop.set()
        woken.wake()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, end)


def _note(passed: Passed, *, quiet: bool) -> None:
    for trouble in passed.troubles:
        note(f"not whole: {trouble.where}: {trouble.reason}", quiet=quiet)
    for failure in passed.delivered.failures:
        note(failure, quiet=quiet)
    files, logs = f"files: {passed.documents:,}", f"logs: {passed.logs:,}"
    note(f"pass {passed.number}: {files}, {logs}, new events: {passed.news:,}", quiet=quiet)


def say_status(watched: Watch, fields: str | None, *, as_json: bool) -> int:
    """Read while a pass may run; nothing is written."""
    import json
    from datetime import UTC, datetime

    from forensics.watch.state import looked_into
    from forensics.watch.status import saved, status_of, terminal

    with looked_into(watched.state, watched.id) as connection:
        status = status_of(watched, connection, datetime.now(UTC))
    if fields is not None:
        click.echo(json.dumps(chosen(saved.as_object(status), fields), indent=2))
    else:
        for line in (saved.as_json(status),) if as_json else terminal.lines(status):
            click.echo(line)
    return 0 if status.is_well else INCOMPLETE


def _write_status(watched: Watch, state: State) -> None:
    """What cannot be written is told, whatever else is, for nobody would see it elsewhere; the pass is whole."""
    if watched.status is None:
        return
    from datetime import UTC, datetime

    from forensics.errors import OutputError
    from forensics.watch.status import status_of
    from forensics.watch.status.files import write_status

    try:
        write_status(status_of(watched, state.connection, datetime.now(UTC)), watched.status)
    except OutputError as error:
        note(f"{error} ({error.hint})", quiet=False)
