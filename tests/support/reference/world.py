"""Logs with a known truth: what a server handed over is decided first, its logs are written from that.

`python -m tests.support.reference.world SEED FOLDER` writes one world for a look at it.
"""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

from tests.support.reference.damage import cut_file, without_hours
from tests.support.reference.exchange import Exchange, Visit
from tests.support.reference.incident import Log, World
from tests.support.reference.servers import SERVERS, Server
from tests.support.reference.traffic import traffic
from tests.support.reference.visitors import BEHAVIOURS, Scene
from tests.support.reference.wrappers import WRAPPERS, Line, wrapped

__all__ = ["OWN", "PROXY", "write_world"]

_ZONE = timezone(timedelta(hours=2))
PROXY, OWN = "10.0.0.5", "192.0.2.250"
_SIZES = (48_213, 183_296, 2_000_000, 6_291_456, 60_000_000)
#: A visit lasts at most so long, and an episode ends so long after it (counting.md 3.6.1).
_APART = timedelta(minutes=65)


# -- what happened ---------------------------------------------------------------------------------


def _period(rng: Random) -> tuple[datetime, datetime]:
    first = datetime(2026, 6, rng.randrange(1, 20), tzinfo=_ZONE)
    return first, first + timedelta(days=rng.choice([2, 2, 3, 4]))


def _windows(rng: Random, first: datetime, last: datetime) -> list[tuple[datetime, datetime]]:
    start, end = first + timedelta(hours=rng.randrange(6, 14)), last - timedelta(hours=rng.randrange(6, 14))
    if rng.random() < 0.75:
        return [(start, end)]
    middle = start + (end - start) / 2
    return [(start, middle - timedelta(hours=2)), (middle + timedelta(hours=2), end)]


def _moments(rng: Random, world: World, count: int) -> list[datetime]:
    """Times of visits: by day, and not where a visit would cross the edge of a window."""
    first, last = world.windows[0][0] - timedelta(hours=4), world.windows[-1][1] + timedelta(hours=4)
    edges = [edge for window in world.windows for edge in window]
    found = []
    while len(found) < count:
        at = first + timedelta(seconds=rng.randrange(int((last - first).total_seconds())))
        if 7 <= at.hour < 23 and not any(edge - _APART < at < edge + timedelta(minutes=5) for edge in edges):
            found.append(at)
    return sorted(found)


def _visits(rng: Random, world: World) -> list[Visit]:
    count = rng.choice([0, 1, 3, 6, 10, 16])
    found = []
    for number, at in enumerate(_moments(rng, world, count)):
        address = (
            f"192.0.2.{10 + number}" if rng.random() < 0.85 else f"2001:db8:{number + 16:x}::{rng.randrange(1, 9999):x}"
        )
        scene = Scene(rng, at, world.size, address, world.encoded)
        behaviour = rng.choices(list(BEHAVIOURS), list(BEHAVIOURS.values()))[0]
        found.append(behaviour(scene))
    return found


def _monitor(rng: Random, world: World) -> list[Visit]:
    """The organisation's own check of the file, declared as its own network."""
    at = world.windows[0][0] + timedelta(minutes=70 + rng.randrange(100))
    scene = Scene(rng, at, world.size, OWN, world.encoded)
    return [scene.visit("own", scene.get(agent="UptimeMonitor/1"), wholes=1)]


def _behind_proxy(rng: Random, exchange: Exchange) -> Exchange:
    chain = exchange.peer if rng.random() < 0.9 else f"1.2.3.4, {exchange.peer}"
    return replace(exchange, peer=PROXY, forwarded=chain)


# -- what was logged -------------------------------------------------------------------------------


def _lines(exchanges: list[Exchange], server: Server) -> list[Line]:
    """In the order in which the server writes them: when each ended."""
    ordered = sorted(exchanges, key=lambda exchange: exchange.end)
    return [(exchange.end, server.write(exchange)) for exchange in ordered]


def _store(path: Path, lines: list[Line], heading: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (heading + "".join(f"{line}\n" for _, line in lines)).encode()
    path.write_bytes(gzip.compress(text, mtime=0) if path.suffix == ".gz" else text)


def _rotated(rng: Random, world: World, lines: list[Line], name: str) -> None:
    """A file a day, the newest without a number, older ones compressed; now and then with lines twice."""
    if not lines:
        return
    days = sorted({moment.astimezone(_ZONE).date() for moment, _ in lines})
    for age, day in enumerate(reversed(days)):
        own = [line for line in lines if line[0].astimezone(_ZONE).date() == day]
        if world.copies == "overlap" and age + 1 < len(days):
            before = [line for line in lines if line[0].astimezone(_ZONE).date() < day]
            own = before[-rng.randrange(3, 40) :] + own
        path = world.folder / "logs" / (name if not age else f"{name}.{age}{'.gz' if age > 1 else ''}")
        _store(path, own, world.server.heading)
        world.logs.append(Log(path, world.server, world.wrapper))


def _write_logs(rng: Random, world: World, lines: list[Line]) -> None:
    around = wrapped(lines, world.wrapper)
    world.written.update((line.encode(), moment) for moment, line in around)
    if world.wrapper or rng.random() < 0.4:
        path = world.folder / "logs" / "access.log"
        _store(path, around, "" if world.wrapper else world.server.heading)
        world.logs.append(Log(path, world.server, world.wrapper))
    else:
        _rotated(rng, world, lines, "access.log")


def _write_copies(world: World, exchanges: list[Exchange], lines: list[Line]) -> None:
    server, name, wrapper = world.server, "", ""
    if world.copies == "shipped":
        name, wrapper = "central.log", "syslog"
    elif world.copies == "twin":
        name, server = "access.json", next(server for server in SERVERS if server.name == "json")
        lines = _lines(exchanges, server)
    elif world.copies == "renamed":
        name = "access.log-copy.gz"
    if name:
        path = world.folder / "copies" / name
        _store(path, wrapped(lines, wrapper), "" if wrapper else server.heading)
        world.logs.append(Log(path, server, wrapper))


def _write_case(world: World) -> None:
    size = f"size = {world.size}\n" if world.size_given else ""
    encoded = f"encoded_sizes = [{world.encoded}]\n" if world.encoded_given else ""
    windows = "".join(
        f"[[windows]]\nstart = {start.isoformat()}\nend = {end.isoformat()}\n" for start, end in world.windows
    )
    groups = sorted({log.path.parent.name for log in world.logs})
    form = f"format = {json.dumps(world.server.format)}\n" if world.server.format else ""
    logs = "".join(
        f'[[logs]]\npath = "{group}/*"\n{form if group == "logs" or world.copies != "twin" else ""}' for group in groups
    )
    proxies = f'trusted_proxies = ["{PROXY}"]\n' if world.proxy == "declared" else ""
    world.case.write_text(
        f'[case]\nid = "world-{world.seed}"\nzone = "Europe/Amsterdam"\n[[files]]\nname = "leak.xlsx"\n'
        f'paths = ["/docs/leak.xlsx"]\n{size}{encoded}{windows}{logs}[parties]\nown = ["{OWN}"]\n{proxies}',
        encoding="utf-8",
    )


def _draw(seed: int, folder: Path, rng: Random) -> tuple[World, datetime, datetime]:
    first, last = _period(rng)
    server = rng.choice(SERVERS)
    size = rng.choice(_SIZES)
    plain = not server.heading and server.name != "json"
    world = World(
        seed, folder, server, size, _windows(rng, first, last), [],
        encoded=size * 85 // 100, size_given=rng.random() < 0.92, encoded_given=rng.random() < 0.5,
        proxy=rng.choice(["declared", "undeclared"]) if server.forwarded and rng.random() < 0.5 else "",
        wrapper=rng.choice(list(WRAPPERS)) if plain and not server.format and rng.random() < 0.35 else "",
        busy=rng.random() < 0.7,
    )  # fmt: skip
    if not world.wrapper and rng.random() < 0.35:
        kinds = ["overlap", "renamed", *(["shipped"] if plain and not server.format else [])]
        world.copies = rng.choice([*kinds, *(["twin"] if server.name == "nginx" else [])])
    return world, first, last


def write_world(seed: int, folder: Path) -> World:
    """The world of that seed, its logs and case written into the folder."""
    rng = Random(seed)
    world, first, last = _draw(seed, folder, rng)
    world.visits = _visits(rng, world) + (_monitor(rng, world) if rng.random() < 0.2 else [])
    asked = [exchange for visit in world.visits for exchange in visit.exchanges]
    exchanges = traffic(rng, first, last, rng.uniform(18, 30) if world.busy else rng.uniform(2, 8)) + asked
    if world.proxy:
        exchanges = [_behind_proxy(rng, exchange) for exchange in exchanges]
    lines = _lines(exchanges, world.server)
    damaged = rng.random() < 0.22
    if damaged and world.busy and rng.random() < 0.5:
        world.copies = ""
        lines = without_hours(rng, world, lines)
    _write_logs(rng, world, lines)
    _write_copies(world, exchanges, lines)
    if damaged and not world.damage and not world.copies:
        cut_file(rng, world)
    _write_case(world)
    return world


def _show(seed: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    world = write_world(seed, folder)
    print(f"{world.server.name} S={world.size} proxy={world.proxy} wrapper={world.wrapper} copies={world.copies}")
    print(f"damage={world.damage or 'none'}; truth {len(world.wholes())}: {world.wholes()}; {world.kinds()}")


if __name__ == "__main__":
    _show(int(sys.argv[1]), Path(sys.argv[2]))
