"""Events on stdout, one JSON object a line: written, flushed, then marked."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import IO, Final

from forensics.watch.state import State, outbox

__all__ = ["Printed", "print_pending"]

#: Events that are marked together: so many are printed again after a kill, with the same ids.
_BATCH: Final = 200
#: What the system says where the reader of a pipe is gone; on Windows it is an invalid argument.
_GONE: Final = frozenset({errno.EPIPE, errno.EINVAL})


@dataclass(frozen=True, slots=True)
class Printed:
    """How many events were printed and marked; whether the reader went away before the end."""

    count: int
    closed: bool = False
    failures: tuple[str, ...] = ()


def print_pending(state: State, out: IO[str]) -> Printed:
    """Everything that was not printed yet, in order."""
    count, at = 0, outbox.reader(state.connection, outbox.STDOUT).reached
    while events := outbox.pending(state.connection, at, _BATCH):
        try:
            for event in events:
                # Each line by itself: a line is torn by a kill only where the system tears it.
                out.write(f"{event.event}\n")
                out.flush()
        except OSError as error:
            if error.errno in _GONE:
                return Printed(count, closed=True)
            return Printed(count, failures=(f"The events could not be printed: {error.strerror}.",))
        at = events[-1].sequence
        with state.step() as connection:
            outbox.mark(connection, outbox.STDOUT, at)
        count += len(events)
    return Printed(count)
