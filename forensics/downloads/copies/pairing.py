"""Which requests of one log are those of another, told by what a request is (counting.md 3.8 and 4b.2).

Second, client, method, target and status make a request, and what else both logs hold of it: query, host, size,
range. A value that the client may choose freely (a request id, an agent, a referer) is not asked. Each request of
one log pairs with at most one of the other: two of one second are two in both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import floor
from typing import Any
from urllib.parse import unquote

from forensics.parties.addresses import canonical

__all__ = ["Ask", "Slack", "ask_of", "paired", "same_line"]

#: What headers and framing add to a body, see `delivery` (counting.md 3.3).
_SHARE, _HEADERS = 1.005, 16 * 1024
#: What must be alike where both logs hold it.
_ALIKE = ("status", "query", "host", "range", "content_range")
#: So many requests that may be the same one are compared; a flood of one client costs no more.
_LOOKED_AT = 64
_SIZES = ("body_bytes", "planned_bytes", "total_bytes")


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as it is compared: `index` is its place in the table, `hop` the client that its peer named."""

    index: int
    source: str
    start: float | None  # seconds since 1970
    end: float | None
    client: str | None
    hop: str | None
    method: str | None
    target: str
    alike: Mapping[str, Any]
    size: tuple[str, int] | None  # column and bytes
    line: bytes

    @property
    def time(self) -> float | None:
        """As the log stamps it."""
        return self.end if self.start is None else self.start

    @property
    def times(self) -> tuple[float, ...]:
        """Its start and its end, as far as they are known."""
        return tuple(time for time in (self.start, self.end) if time is not None)


@dataclass(frozen=True, slots=True)
class Slack:
    """How far the stamp of the other log may lie from that of the one, in seconds: whole seconds are compared."""

    before: int = 0
    after: int = 0


def ask_of(index: int, row: Mapping[str, Any]) -> Ask:
    """A row of REQUEST with its client, as it is compared."""
    target = row["file"] if row["match"] == "target" else unquote(row["path"] or row["target"] or "")
    hops = (row["forwarded"] or "").split(",")
    return Ask(
        index=index,
        source=row["source"],
        start=None if row["start"] is None else row["start"].timestamp(),
        end=None if row["end"] is None else row["end"].timestamp(),
        client=row["client"],
        hop=canonical(hops[-1]) or None,
        method=row["method"],
        target=target,
        alike={name: row[name] for name in _ALIKE if row[name] is not None},
        size=next(((name, row[name]) for name in _SIZES if row[name] is not None), None),
        line=row["line"],
    )


@dataclass(slots=True)
class _Shelf:
    """Requests that differ in time and in what not every log holds, by second; those before `free` are taken."""

    seconds: list[int]
    asks: list[Ask]
    free: int = 0


def paired(ones: Sequence[Ask], others: Sequence[Ask], *, slack: Slack, clients: bool = True) -> list[tuple[Ask, Ask]]:
    """The requests that two logs share, each with its like; of the ways to compare their times the one that pairs
    most. Without `clients` it does not matter who asked: one of the logs names the server in front of it."""
    found: list[tuple[Ask, Ask]] = []
    for stamps in _stamps(ones, others):
        pairs = _paired(ones, others, stamps, slack, clients=clients)
        found = max(found, pairs, key=len)
        if len(found) == min(len(ones), len(others)):
            break
    return found


def _paired(
    ones: Sequence[Ask], others: Sequence[Ask], stamps: tuple[str, str], slack: Slack, *, clients: bool
) -> list[tuple[Ask, Ask]]:
    ours, theirs = stamps
    shelves = _shelved(others, theirs, clients=clients)
    taken: set[int] = set()
    found = []
    for one in sorted(ones, key=lambda ask: (_second(ask, ours), ask.index)):
        free = (_free(shelves.get(key), taken, one, _second(one, ours), slack) for key in _keys(one, clients=clients))
        like = next((best for best in free if best is not None), None)
        if like is not None:
            taken.add(like.index)
            found.append((one, like))
    return found


def _stamps(ones: Sequence[Ask], others: Sequence[Ask]) -> Iterator[tuple[str, str]]:
    """The times to compare: what both logs hold of every request; else each as it is stamped. The one stamp of a
    line may be the start or the end, which its format does not always tell (Apache's combined format is nginx's)."""
    ours, theirs = ([name for name in ("start", "end") if _all_hold(asks, name)] for asks in (ones, others))
    alike = [(name, name) for name in ours if name in theirs]
    yield from alike or [("time", "time")]
    yield from ((one, other) for one in ours for other in theirs if one != other)


def _all_hold(asks: Sequence[Ask], name: str) -> bool:
    return all(getattr(ask, name) is not None for ask in asks)


def _second(ask: Ask, stamp: str) -> int:
    """The second of a request; one without a time pairs with another without (0)."""
    return floor(getattr(ask, stamp) or 0)


def _keys(ask: Ask, *, clients: bool) -> list[tuple[str | None, str, str | None]]:
    """What a request goes by: with its client, and with the one that its peer named last."""
    if not clients:
        return [(ask.method, ask.target, None)]
    return [(ask.method, ask.target, who) for who in dict.fromkeys((ask.client, ask.hop)) if who or who == ask.client]


def _shelved(asks: Iterable[Ask], stamp: str, *, clients: bool) -> dict[tuple[str | None, str, str | None], _Shelf]:
    shelves: dict[tuple[str | None, str, str | None], _Shelf] = {}
    for ask in sorted(asks, key=lambda ask: (_second(ask, stamp), ask.index)):
        for key in _keys(ask, clients=clients):
            shelf = shelves.setdefault(key, _Shelf([], []))
            shelf.seconds.append(_second(ask, stamp))
            shelf.asks.append(ask)
    return shelves


def _free(shelf: _Shelf | None, taken: set[int], one: Ask, second: int, slack: Slack) -> Ask | None:
    """The best request of a shelf that is not taken: of the same size if there is one, then the nearest in time."""
    if shelf is None:
        return None
    while shelf.free < len(shelf.asks) and shelf.asks[shelf.free].index in taken:
        shelf.free += 1
    first = max(shelf.free, bisect_left(shelf.seconds, second - slack.before))
    last = bisect_right(shelf.seconds, second + slack.after)
    near = islice((n for n in range(first, last) if shelf.asks[n].index not in taken), _LOOKED_AT)
    fits = [
        (_number(one) != _number(shelf.asks[n]), abs(shelf.seconds[n] - second), n)
        for n in near
        if _compatible(one, shelf.asks[n])
    ]
    return shelf.asks[min(fits)[-1]] if fits else None


def _number(ask: Ask) -> int | None:
    return None if ask.size is None else ask.size[1]


def same_line(one: Ask, other: Ask) -> bool:
    """One line stands within the other: a wrapper stands around it, in JSON with a backslash before its quotes."""
    less, more = sorted((one.line, other.line), key=len)
    return less in more or less.replace(b'"', b'\\"') in more


def _compatible(one: Ask, other: Ask) -> bool:
    """Nothing that both logs hold contradicts that they are one request; one that cannot be read has only its line."""
    if one.method is None and other.method is None and not same_line(one, other):
        return False
    shared = one.alike.keys() & other.alike.keys()
    if one.client != other.client:  # a server in front may ask under a name of its own
        shared -= {"host"}
    return all(one.alike[name] == other.alike[name] for name in shared) and _sizes_fit(one.size, other.size)


def _sizes_fit(one: tuple[str, int] | None, other: tuple[str, int] | None) -> bool:
    """Sizes of one meaning are equal; a body is not larger than what was planned, nor than the total of it."""
    if one is None or other is None:
        return True
    if one[0] == other[0]:
        return one[1] == other[1]
    (_, less), (name, more) = sorted((one, other), key=lambda size: _SIZES.index(size[0]))
    if name == "planned_bytes":
        return less <= more
    return one[0] == "planned_bytes" or other[0] == "planned_bytes" or less <= more <= less * _SHARE + _HEADERS
