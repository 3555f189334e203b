"""The everyday traffic of an invented website: people, robots, scanners, a monitor.

Chance comes from Random.random() and the four basic operations alone: the only things that give the
same numbers in every version of Python and on every system.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar

from servers import APACHE, Request

__all__ = ["Rhythm", "Visitor", "background", "page_view"]

T = TypeVar("T")
Item = tuple[str, int]  # path, bytes

_LINES_PER_VISIT = 5.9  # of `_person`, on average
_ROBOTS_PER_HOUR = 9
_MONITOR_PER_HOUR = 12
#: Not a request but the start of a TLS handshake, escaped as both servers do.
_TLS_HELLO = r"\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Lines per hour of a working day; a weekend has the share `weekend` of it; never below `floor`."""

    hours: tuple[int, ...]
    weekend: float
    floor: int


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: address, agent, and the protocol they speak with this server."""

    address: str
    agent: str
    protocol: str = "HTTP/1.1"


@dataclass(frozen=True, slots=True)
class _Website:
    """What website.toml holds."""

    origin: str
    pages: tuple[Item, ...]
    assets: tuple[Item, ...]
    images: tuple[Item, ...]
    documents: tuple[Item, ...]
    not_found: int
    referers: tuple[str, ...]
    browsers: tuple[str, ...]
    monitor: Visitor
    robots: tuple[Visitor, ...]
    scanners: tuple[str, ...]
    scans: tuple[str, ...]


@cache
def _website() -> _Website:
    table = tomllib.loads(Path(__file__).with_name("website.toml").read_text(encoding="utf-8"))
    return _Website(
        origin=table["origin"],
        pages=tuple(map(tuple, table["pages"])),
        assets=tuple(map(tuple, table["assets"])),
        images=tuple(map(tuple, table["images"])),
        documents=tuple(map(tuple, table["documents"])),
        not_found=table["not_found"],
        referers=tuple(table["referers"]),
        browsers=tuple(table["browsers"]),
        monitor=Visitor(*table["monitor"]),
        robots=tuple(Visitor(*robot) for robot in table["robots"]),
        scanners=tuple(table["scanners"]),
        scans=tuple(table["scans"]),
    )


def _one(rng: Random, choices: Sequence[T]) -> T:
    return choices[int(rng.random() * len(choices))]


def _early(rng: Random, choices: Sequence[T]) -> T:
    """One of the choices, the first ones more often."""
    return choices[int(rng.random() * rng.random() * len(choices))]


def _request(
    visitor: Visitor, at: float, item: Item, *, seconds: float, status: int = 200, referer: str = "-"
) -> Request:
    path, size = item
    return Request(at, seconds, visitor.address, path, status, size, visitor.agent, referer, protocol=visitor.protocol)


def _visitors(rng: Random, server: str, reserved: Sequence[str]) -> list[Visitor]:
    """Some 1,300 people, none of them at an address of the story, in random order.

    Apache alone does not speak HTTP/2 with them.
    """
    nets = ("192.0.2", "198.51.100", "203.0.113")
    addresses = [f"{net}.{host}" for net in nets for host in range(16, 255)]
    for _ in range(560):
        subnet = f"2001:db8:{int(rng.random() * 4000) + 16:x}:{int(rng.random() * 250) + 1:x}"
        if rng.random() < 0.5:
            addresses.append(f"{subnet}::{int(rng.random() * 65000) + 2:x}")
        else:
            groups = (f"{int(rng.random() * 60000) + 4096:x}" for _ in range(4))
            addresses.append(f"{subnet}:{':'.join(groups)}")
    addresses += [f"100.64.{int(rng.random() * 256)}.{int(rng.random() * 254) + 1}" for _ in range(12)]
    taken = {*reserved, *(robot.address for robot in _website().robots)}
    shuffled = sorted((rng.random(), address) for address in sorted(set(addresses) - taken))
    protocol = "HTTP/1.1" if server == APACHE else "HTTP/2.0"
    return [Visitor(address, _early(rng, _website().browsers), protocol) for _, address in shuffled]


def page_view(rng: Random, at: float, visitor: Visitor, page: Item, *, referer: str = "-") -> Iterator[Request]:
    """A page and what its first view loads: style sheet, script, logo, fonts; some have it in store."""
    site = _website()
    yield _request(visitor, at, page, seconds=0.05 + rng.random() / 2, referer=referer)
    stored = rng.random() < 0.35
    for index, (path, size) in enumerate(site.assets[: 1 + int(rng.random() * len(site.assets))]):
        yield _request(
            visitor,
            at + 0.6 + index * 0.07,
            (path, 0 if stored else size),
            seconds=0.02 + rng.random() / 8,
            status=304 if stored else 200,
            referer=site.origin + page[0],
        )


def _person(rng: Random, at: float, visitor: Visitor) -> Iterator[Request]:
    """A visit of one to four pages, images, documents, a form, a stale link."""
    site = _website()
    page = _early(rng, site.pages)
    yield from page_view(rng, at, visitor, page, referer=_one(rng, site.referers))
    for _ in range(int(rng.random() * 4)):
        at += 6 + rng.random() * 70
        referer = site.origin + page[0]
        kind = rng.random()
        if kind < 0.12:
            document = _one(rng, site.documents)
            rate = 250_000 + rng.random() * 3_000_000
            yield _request(visitor, at, document, seconds=document[1] / rate, referer=referer)
        elif kind < 0.42:
            yield _request(visitor, at, _one(rng, site.images), seconds=0.1 + rng.random(), referer=referer)
        elif kind < 0.46:
            sent = _request(visitor, at, ("/contact/", 145), seconds=0.3, status=302, referer=referer)
            yield replace(sent, method="POST")
        elif kind < 0.5:
            stale = (page[0] + "index.aspx", site.not_found)
            yield _request(visitor, at, stale, seconds=0.1, status=404, referer=referer)
        else:
            page = _early(rng, site.pages)
            yield _request(visitor, at, page, seconds=0.05 + rng.random() / 3, referer=referer)


def _robot(rng: Random, at: float) -> Request:
    robot = _one(rng, _website().robots)
    if rng.random() < 0.08:
        return _request(robot, at, ("/robots.txt", 214), seconds=0.02)
    path, size = _one(rng, _website().pages)
    if rng.random() < 0.3:
        return _request(robot, at, (path, 0), seconds=0.02, status=304)
    return _request(robot, at, (path, size), seconds=0.1)


def _scanner(rng: Random, at: float, address: str) -> Iterator[Request]:
    """A burst of guesses at weak spots, now and then a connection that is no HTTP at all."""
    site = _website()
    scanner = Visitor(address, _one(rng, site.scanners))
    if rng.random() < 0.2:
        hello = _request(Visitor(address, "-"), at, (_TLS_HELLO, 157), seconds=0.01, status=400)
        yield replace(hello, method="")
        return
    for index in range(2 + int(rng.random() * 6)):
        guess = _request(scanner, at + index * 0.8, (_one(rng, site.scans), site.not_found), seconds=0.03, status=404)
        yield replace(guess, method="POST") if guess.target == "/xmlrpc.php" else guess


def _spread(rng: Random, hour: int, count: int) -> Iterator[float]:
    """Moments in an hour, one in each of `count` equal parts: random, yet without long silences."""
    for index in range(count):
        yield hour * 3600 + (index + rng.random()) * 3600 / count


def _hour(rng: Random, hour: int, lines: int, visitors: Sequence[Visitor]) -> Iterator[Request]:
    """About `lines` requests: the monitor every five minutes, robots, and people for the rest."""
    for index in range(_MONITOR_PER_HOUR):
        at = hour * 3600 + index * 3600 / _MONITOR_PER_HOUR + 7.5
        yield replace(_request(_website().monitor, at, ("/", 0), seconds=0.01), method="HEAD")
    for at in _spread(rng, hour, _ROBOTS_PER_HOUR):
        yield _robot(rng, at)
    if rng.random() < 0.3:
        yield from _scanner(rng, (hour + rng.random()) * 3600, _one(rng, visitors).address)
    people = (lines - _MONITOR_PER_HOUR - _ROBOTS_PER_HOUR) / _LINES_PER_VISIT
    for at in _spread(rng, hour, max(1, round(people))):
        yield from _person(rng, at, _early(rng, visitors))


def background(
    server: str, first_day: datetime, *, days: int, rhythm: Rhythm, seed: int, reserved: Sequence[str]
) -> Iterator[Request]:
    """All requests of `days` days to one server, none of which has to do with the leaked file."""
    rng = Random(seed)
    visitors = _visitors(rng, server, reserved)
    for hour in range(days * 24):
        weekend = (first_day.weekday() + hour // 24) % 7 >= 5
        lines = rhythm.hours[hour % 24] * (rhythm.weekend if weekend else 1) * (0.9 + rng.random() / 5)
        for request in _hour(rng, hour, max(rhythm.floor, round(lines)), visitors):
            if request.end < days * 86400:
                yield request
