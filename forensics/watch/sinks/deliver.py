"""The end of a pass: what the outbox holds goes to stdout and to each sink, in order, and then marked."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, Final

from forensics.language.untrusted import for_terminal
from forensics.watch.sinks.key import key_of
from forensics.watch.sinks.kinds import KINDS
from forensics.watch.sinks.message import About, Fault, Message
from forensics.watch.sinks.stdout import Printed, print_pending
from forensics.watch.sinks.worker import Outcome, Worker, is_busy
from forensics.watch.state import State, outbox
from forensics.watch.watched import Sink, Watch
from forensics.watch.written import line_of

__all__ = ["SECONDS", "Delivered", "deliver"]

_Show = Callable[[Mapping[str, Any]], dict[str, Any] | None]

#: How long the sinks of one pass may take, all together: they are served side by side.
SECONDS: Final = 30.0
#: The part of it after which nothing more is handed over: a slow sink is no failed one, and has the rest for its last.
_ENOUGH: Final = 2 / 3
#: Time until a sink that failed is tried again: doubled each time, to an hour at most.
_FIRST, _LONGEST = timedelta(seconds=30), timedelta(hours=1)
#: When an event is put aside: after so many tries and so much time since the first of them.
_PATIENCE: Final[Mapping[Fault, tuple[int, timedelta]]] = {
    "refused": (5, timedelta(0)),
    "unclear": (20, timedelta(hours=72)),
}
#: Events that are put aside without one that is taken in between: then it is the sink that is wrong.
_ASIDE: Final = 10


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the events of this pass and of those before it that were waiting."""

    printed: int = 0
    closed: bool = False  # whether the reader of stdout went away
    sent: Mapping[str, int] = field(default_factory=dict)  # sink -> events that it took
    waiting: Mapping[str, int] = field(default_factory=dict)  # sink -> events that lie before it
    failures: tuple[str, ...] = ()  # sentences; no secret, nothing from a log


def deliver(state: State, watch: Watch, now: datetime, out: IO[str], *, seconds: float = SECONDS) -> Delivered:
    """Prints and sends what is due. `now`: when this begins. Raises StateError where the state cannot be written.

    What is wrong with stdout or a sink is no error: it is told, and tried again by the next pass.
    """
    with state.step() as connection:
        gone = outbox.enrol(connection, [sink.name for sink in watch.sinks])
    failures = [
        f"The sink {_quoted(name)} is gone; it did not get {count} events." for name, count in gone.items() if count
    ]
    printed: Printed = print_pending(state, out)
    courses = _served(state, watch, now, seconds) if watch.sinks else []
    with state.step() as connection:
        outbox.forget_told(connection)
        waiting = {sink.name: outbox.waiting(connection, sink.name) for sink in watch.sinks}
    return Delivered(
        printed.count,
        printed.closed,
        {course.sink.name: course.sent for course in courses},
        waiting,
        (*failures, *printed.failures, *(failure for course in courses for failure in course.failures)),
    )


def _served(state: State, watch: Watch, now: datetime, seconds: float) -> list[_Course]:
    """All sinks side by side, until each has everything, failed, or has no time left."""
    begun = time.monotonic()
    about, enough = About(watch.id, now, begun + seconds), begun + seconds * _ENOUGH
    outcomes: SimpleQueue[Outcome] = SimpleQueue()
    shown = {sink.name: _shown(sink, watch.zone, state.folder) for sink in watch.sinks}
    courses = {sink.name: _Course(state, sink, shown[sink.name], about, enough) for sink in watch.sinks}
    busy = [course for course in courses.values() if course.begin(outcomes)]
    while busy:
        try:
            outcome = outcomes.get(timeout=max(0.0, about.until - time.monotonic()))
        except Empty:
            break
        course = courses[outcome.sink]
        if not course.go_on(outcome):
            busy.remove(course)
    for course in courses.values():
        course.end(hanging=course in busy)
    return list(courses.values())


def _shown(sink: Sink, zone: str, folder: Path) -> _Show:
    """What the sink gets to see of an event; None: nothing."""
    if sink.level == "investigator":
        return dict
    from forensics.watch.sinks.level import Shown  # noqa: PLC0415 - the lists of a report bring half of the house along

    return Shown(sink.level, zone, key_of(folder)).of


class _Course:
    """One sink in one pass: where it is, and what it is busy with."""

    def __init__(self, state: State, sink: Sink, shown: _Show, about: About, enough: float) -> None:
        self.sink = sink
        self.sent = 0
        self.failures: list[str] = []
        self._state = state
        self._shown = shown
        self._about = about
        self._enough = enough  # by the monotonic clock
        self._reader = outbox.reader(state.connection, sink.name)
        self._worker: Worker | None = None
        self._handed: list[Message] = []
        self._reached = 0  # the last event that was looked at for what is handed

    def begin(self, outcomes: SimpleQueue[Outcome]) -> bool:
        """Hands over the first messages, if it is time and there are any; whether an outcome follows."""
        if self._resting():
            return False
        if is_busy(self._about.watch, self.sink.name):
            self._tell("is still busy with an earlier pass")
            return False
        self._worker = Worker(self.sink, KINDS[self.sink.kind].opened, self._about, outcomes)
        return self._hand()

    def go_on(self, outcome: Outcome) -> bool:
        """Notes what became of the messages, and hands over the next; whether another outcome follows."""
        self.sent += outcome.sent
        if outcome.sent:
            whole = outcome.sent == len(self._handed)
            self._mark(self._reached if whole else self._handed[outcome.sent - 1].sequence)
        if outcome.reason:
            self._failed(outcome)
            return False
        return self._hand()

    def end(self, *, hanging: bool) -> None:
        """What is left waits for the next pass."""
        if hanging:
            self._failed(Outcome(self.sink.name, 0, "it did not answer in time"))
        if self._worker is not None:
            self._worker.leave()
            self._worker.wait(0.0 if hanging else 1.0)

    def _resting(self) -> bool:
        """Whether it failed so short a time ago that it is not tried; a clock that was set back does not count."""
        again = self._reader.again
        if again is None or not self._about.now < again <= self._about.now + _LONGEST:
            return False
        self._tell(f"is not tried before {again.isoformat(' ', 'seconds')}: {self._reader.reason}")
        return True

    def _hand(self) -> bool:
        """The next events that are for this sink; those that are not are passed over."""
        # After a failure one at a time, so that it is known which event is refused.
        limit = 1 if self._reader.tries or self._reader.aside else KINDS[self.sink.kind].batch
        while time.monotonic() < self._enough:
            events = outbox.pending(self._state.connection, self._reader.reached, limit)
            if not events:
                return False
            self._reached = events[-1].sequence
            self._handed = [message for event in events if (message := self._message(event)) is not None]
            if self._handed and self._worker is not None:
                self._worker.hand(self._handed)
                return True
            self._pass_over(self._reached)
        return False

    def _message(self, event: outbox.Pending) -> Message | None:
        found = json.loads(event.event)
        if self.sink.events and found["event"] not in self.sink.events:
            return None
        told = self._shown(found)
        return None if told is None else Message(event.sequence, str(told["id"]), found["event"], told, line_of(told))

    def _mark(self, reached: int) -> None:
        with self._state.step() as connection:
            outbox.mark(connection, self.sink.name, reached)
            self._reader = outbox.reader(connection, self.sink.name)

    def _pass_over(self, reached: int) -> None:
        with self._state.step() as connection:
            outbox.pass_over(connection, self.sink.name, reached)
            self._reader = outbox.reader(connection, self.sink.name)

    def _failed(self, outcome: Outcome) -> None:
        now, tries = self._about.now, self._reader.tries
        reason = for_terminal(outcome.reason)
        with self._state.step() as connection:
            if self._is_hopeless(outcome, now):
                first = self._handed[outcome.sent]
                outbox.put_aside(connection, self.sink.name, now, sequence=first.sequence, reason=reason)
                self._tell(f"did not take the event {first.id}, which was put aside after {tries + 1} tries: {reason}")
            else:
                after = min(_FIRST * 2 ** min(tries, 10), _LONGEST)
                outbox.failed(connection, self.sink.name, now, reason=reason, after=after)
                self._tell(f"failed: {reason}")

    def _is_hopeless(self, outcome: Outcome, now: datetime) -> bool:
        """Whether it is this event, and not the sink, that is wrong, as far as can be told."""
        reader = self._reader
        if outcome.fault not in _PATIENCE or len(self._handed) != 1 or reader.aside >= _ASIDE:
            return False
        tries, since = _PATIENCE[outcome.fault]
        return reader.tries + 1 >= tries and now - (reader.since or now) >= since

    def _tell(self, what: str) -> None:
        self.failures.append(f"The sink {_quoted(self.sink.name)} {what}.")


def _quoted(name: str) -> str:
    return f"“{for_terminal(name)}”"
