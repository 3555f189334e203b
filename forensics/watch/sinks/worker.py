"""A thread for each sink, so that one that hangs holds up neither the others nor the pass.

It is handed messages, and tells what became of them. When its time is over it is left alone: it ends with the process,
and what it may still deliver is delivered again, under the same id.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Final

from forensics.watch.sinks.message import About, Fault, Message, Opener, UndeliveredError
from forensics.watch.watched import Sink

__all__ = ["Outcome", "Worker", "is_busy"]

#: How often a failed sink is told of an error that this program did not foresee.
_UNFORESEEN: Final = "it failed in a way that was not foreseen"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of messages: how many were taken; if not all, why."""

    sink: str
    sent: int
    reason: str = ""
    fault: Fault = "down"


class Worker:
    """The thread of one sink, from its first messages on."""

    def __init__(self, sink: Sink, opened: Opener, about: About, outcomes: SimpleQueue[Outcome]) -> None:
        self._sink = sink
        self._opened = opened
        self._about = about
        self._outcomes = outcomes
        self._tasks: SimpleQueue[Sequence[Message] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=_name(about.watch, sink.name), daemon=True)
        self._begun = False

    def hand(self, messages: Sequence[Message]) -> None:
        """The next messages; one outcome follows."""
        self._tasks.put(messages)
        if not self._begun:
            self._begun = True
            self._thread.start()

    def leave(self) -> None:
        """There is nothing more; it ends when it can."""
        self._tasks.put(None)

    def wait(self, seconds: float) -> None:
        """For its end."""
        if self._begun:
            self._thread.join(seconds)

    def _run(self) -> None:
        told = Outcome(self._sink.name, 0, _UNFORESEEN)
        waiting = True
        try:
            with self._opened(self._sink, self._about) as send:
                while (messages := self._tasks.get()) is not None:
                    waiting = True
                    send(messages)
                    self._outcomes.put(Outcome(self._sink.name, len(messages)))
                    waiting = False
        except UndeliveredError as error:
            told = Outcome(self._sink.name, error.sent, error.reason, error.fault)
        finally:
            if waiting:
                self._outcomes.put(told)


def is_busy(watch: str, sink: str) -> bool:
    """Whether the thread of an earlier pass of this process still hangs."""
    return any(thread.name == _name(watch, sink) for thread in threading.enumerate())


def _name(watch: str, sink: str) -> str:
    return f"watch {watch}, sink {sink}"
