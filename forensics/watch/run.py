"""One pass: what lies in the folders, what hides something, what the logs gained, what it amounts to, and who is told.

Each of these is kept by itself, so that a pass which is killed at any moment is taken up again by the next one, and
nothing is lost, or told under two ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from forensics.documents.baseline import load_baseline
from forensics.documents.cache import readers_digest
from forensics.parties.prefix_lists import PrefixList
from forensics.scan.engines.engine import Engine
from forensics.watch import spells
from forensics.watch.event import Event
from forensics.watch.flags import judge_again
from forensics.watch.following.logs import Followed, Follower
from forensics.watch.inspections import forget_rules, inspect_batch
from forensics.watch.inventory import Inventory, take_inventory
from forensics.watch.judging import judge_new
from forensics.watch.sinks.deliver import Delivered, deliver
from forensics.watch.state import State, outbox
from forensics.watch.state.passes import begin_pass, end_pass
from forensics.watch.trouble import Trouble
from forensics.watch.watched import Root, Watch
from forensics.watch.watched_files import case_of, dated_case, watched_files

__all__ = ["Means", "Passed", "run_pass"]


@dataclass(frozen=True, slots=True)
class Means:
    """What a pass works with, beside the watch and its state."""

    engine: Engine
    jobs: int  # documents that are looked into at once
    lists: Sequence[PrefixList]  # of the addresses that services publish
    clock: Callable[[], datetime]  # UTC


@dataclass(frozen=True, slots=True)
class Passed:
    """What a pass came to."""

    number: int
    outcome: str  # incomplete: something could not be read whole; news; nothing
    documents: int
    logs: int
    news: int  # events that were not told before
    delivered: Delivered
    troubles: tuple[Trouble, ...]  # what could not be read whole, for as long as it holds


class _Telling:
    """Puts events into the outbox, and counts those that are new."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.news = 0

    def add(self, state: State, events: Iterable[Event]) -> None:
        """Within a step."""
        self.news += outbox.add(state.connection, events, self.number)


def run_pass(watch: Watch, state: State, means: Means, out: IO[str]) -> Passed:
    """Takes one pass, and prints its events on `out`, a line each. Raises StateError where the state cannot be
    written."""
    now = means.clock()
    with state.step() as connection:
        telling = _Telling(begin_pass(connection, now))
    inventory = _take_inventory(watch, state, means, now, telling)
    _inspect(watch, state, means, inventory.number, now, telling)
    followed = _follow(watch, state, means, now)
    _judge(watch, state, means, telling)
    troubles = (*map(_of_root, inventory.unread), *followed.troubles)
    with state.step() as connection:
        telling.add(state, spells.begun(connection, followed.troubles, now))
    outcome = "incomplete" if troubles else "news" if telling.news else "nothing"
    counts = {
        "documents": inventory.documents,
        "hashed": inventory.hashed,
        "logs": followed.logs,
        "lines": followed.lines,
        "bytes": followed.bytes + inventory.hashed_bytes,
        "events": telling.news,
        "troubles": len(troubles),
    }
    with state.step() as connection:
        end_pass(connection, telling.number, means.clock(), outcome=outcome, counts=counts)
    delivered = deliver(state, watch, means.clock(), out)
    return Passed(telling.number, outcome, inventory.documents, followed.logs, telling.news, delivered, troubles)


def _take_inventory(watch: Watch, state: State, means: Means, now: datetime, telling: _Telling) -> Inventory:
    with state.step() as connection:
        inventory = take_inventory(watch.roots, connection, now, clock=means.clock)
        telling.add(state, inventory.events)
    return inventory


def _inspect(watch: Watch, state: State, means: Means, inventory: int, now: datetime, telling: _Telling) -> None:
    """Looks into what is new, so many documents a step; and again at what was accepted until yesterday."""
    baseline = load_baseline(watch.accepted) if watch.accepted else ()
    rules = readers_digest()
    while True:
        with state.step() as connection:
            batch = inspect_batch(connection, now, baseline=baseline, rules=rules, inventory=inventory, jobs=means.jobs)
            telling.add(state, batch.events)
        if not batch.exposures:
            break
    with state.step() as connection:
        telling.add(state, judge_again(connection, now, baseline=baseline, rules=rules))
        forget_rules(connection, rules)


def _follow(watch: Watch, state: State, means: Means, now: datetime) -> Followed:
    """Reads what the logs gained, for every file that is watched by now."""
    if not watch.logs:
        return Followed()
    found = watched_files(watch, state.connection)
    case = case_of(watch, [one.file for one in found])
    follower = Follower(
        connection=state.connection,
        step=state.step,
        case=case,
        engine=means.engine,
        now=now,
        clock=means.clock,
    )
    return follower.follow({one.file.name: one.absent_at for one in found})


def _judge(watch: Watch, state: State, means: Means, telling: _Telling) -> None:
    """Some files a step."""
    files = {one.file.name: one.file for one in watched_files(watch, state.connection)}
    while True:
        with state.step() as connection:
            events = judge_new(connection, files, lambda some: dated_case(watch, connection, some, None), means.lists)
            if events is None:
                return
            telling.add(state, events)


def _of_root(root: Root) -> Trouble:
    """Its event comes with the inventory."""
    return Trouble("root", str(root.path), "the folder could not be read", "unread")
