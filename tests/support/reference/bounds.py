"""The three numbers of counting.md 3.7, from what `counter` found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_network

from tests.support.reference.counter import File, Unit, distinct, judge, units
from tests.support.reference.lines import Request, Unread

__all__ = ["Answer", "count"]

_MERGE = timedelta(seconds=30)


@dataclass
class Answer:
    """The three numbers, the addresses of the headline, and how many more the rules would allow there."""

    at_least: int | None
    headline: int
    at_most: int
    addresses: int
    allowed: int
    units: list[Unit] = field(default_factory=list)


def _network(address: str) -> str:
    return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address


def _least(found: list[Unit], file: File) -> int | None:
    """At least: handed over and proven, not by the organisation itself, once for an address in half a minute."""
    if file.kind == "planned":
        return None
    counted, last = 0, dict[str, datetime]()
    for unit in sorted((unit for unit in found if unit.whole and unit.proven), key=lambda unit: unit.time):
        if unit.client in file.own:
            continue
        network = _network(unit.client)
        if network not in last or unit.time - last[network] > _MERGE:
            counted += 1
        last[network] = unit.time
    return counted


def count(lines: Iterable[Request | Unread], file: File, windows: list[tuple[datetime, datetime]]) -> Answer:
    """The answer for all windows together; a line that could not be read is in the ceiling."""
    every = list(lines)
    requests = distinct(line for line in every if isinstance(line, Request))
    unread = sum(line.names for line in every if isinstance(line, Unread))
    rows = [judged for request in requests if (judged := judge(request, file))]
    found = [unit for unit in units(rows, file) if any(start <= unit.time < end for start, end in windows)]
    whole = [unit for unit in found if unit.whole]
    return Answer(
        _least(found, file),
        len(whole),
        unread + sum(1 if unit.whole else unit.most for unit in found),
        len({unit.client for unit in whole}),
        sum(unit.open for unit in found),
        found,
    )
