"""What a sink is handed, and how it says that it did not take it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from forensics.watch.watched import Sink

__all__ = ["About", "Fault", "Message", "Opener", "Send", "UndeliveredError"]

#: Why an event was not taken. down: the sink is not to be reached, or wrong as it is set up: it is tried until it is
#: mended. unclear: it answered that something went wrong. refused: it does not want this event.
Fault = Literal["down", "unclear", "refused"]


@dataclass(frozen=True, slots=True)
class Message:
    """One event as the level of the sink shows it."""

    sequence: int
    id: str
    kind: str
    told: Mapping[str, Any]  # JSON
    line: str  # the same on one line, ASCII


@dataclass(frozen=True, slots=True)
class About:
    """What every sink is told beside the events."""

    watch: str  # its id
    now: datetime
    until: float  # by the monotonic clock: what is not delivered then waits for the next pass

    @property
    def left(self) -> float:
        """Seconds, at least a tenth: zero would mean something else to a socket."""
        return max(0.1, self.until - time.monotonic())


class UndeliveredError(Exception):
    """The sink did not take the messages but the first `sent`; the reason is a sentence's end, without any secret."""

    def __init__(self, reason: str, fault: Fault = "down", *, sent: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fault = fault
        self.sent = sent


Send = Callable[[Sequence[Message]], None]


class Opener(Protocol):
    """Makes a sink ready. It and what it gives raise UndeliveredError."""

    def __call__(self, sink: Sink, about: About) -> AbstractContextManager[Send]:
        """What takes messages, in their order."""
