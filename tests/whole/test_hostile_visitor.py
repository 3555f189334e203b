"""One visitor adds up to 100 lines of its choice to a log: what others did is counted as before.

`HOSTILE_EXAMPLES=50 pytest tests/whole/test_hostile_visitor.py -s` tries more on each log and prints how many lines.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from ipaddress import ip_address, ip_network
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import strategies as st

from forensics.casefile import load_case
from forensics.investigation import investigate
from tests.support.reference.exchange import Exchange
from tests.support.reference.servers import SERVERS, Server
from tests.support.reference.traffic import traffic
from tests.support.reference.tricks import HOSTILE, tricks
from tests.support.reference.visitors import BEHAVIOURS, Scene
from tests.support.reference.world import PROXY

_LOGS = int(os.environ.get("HOSTILE_LOGS", "18"))
_EXAMPLES = int(os.environ.get("HOSTILE_EXAMPLES", "2"))
_DAY = datetime(2026, 6, 9, tzinfo=timezone(timedelta(hours=2)))
_SIZES = (48_213, 2_000_000, 60_000_000)
_NETWORKS = (ip_network(HOSTILE[0]), ip_network(f"{HOSTILE[1]}/64"))


@dataclass(frozen=True)
class Site:
    """A server, its file and a day of its traffic, with what others did to the file."""

    server: Server
    size: int
    proxy: str
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True)
class Count:
    """What must not move: headline, at least, and who of the others has downloads; `at_most` may rise."""

    headline: int
    at_least: int | None
    others: tuple[str, ...]
    at_most: int


@cache
def _site(seed: int) -> Site:
    rng = Random(seed)
    server, size = SERVERS[seed % len(SERVERS)], rng.choice(_SIZES)
    proxy = PROXY if server.forwarded and rng.random() < 0.6 else ""
    exchanges = traffic(rng, _DAY, _DAY + timedelta(days=1), 4)
    for number in range(rng.choice([1, 3, 6, 10])):
        at = _DAY + timedelta(hours=8, minutes=70 * number)
        scene = Scene(rng, at, size, f"192.0.2.{10 + number}", size * 85 // 100)
        exchanges += rng.choices(list(BEHAVIOURS), list(BEHAVIOURS.values()))[0](scene).exchanges
    if proxy:
        exchanges = [_forwarded(exchange, proxy) for exchange in exchanges]
    return Site(server, size, proxy, tuple(exchanges))


def _forwarded(exchange: Exchange, proxy: str) -> Exchange:
    changed = exchange.__dict__ | {"peer": proxy, "forwarded": exchange.peer}
    return Exchange(**changed)


def _count(site: Site, added: list[Exchange]) -> Count:
    """What the tool counts in the log of the site with those lines among the others."""
    ordered = sorted([*site.exchanges, *added], key=lambda exchange: exchange.end)
    with TemporaryDirectory() as name:
        folder = Path(name)
        text = site.server.heading + "".join(f"{site.server.write(exchange)}\n" for exchange in ordered)
        (folder / "access.log").write_bytes(text.encode("utf-8", "surrogatepass"))
        (folder / "case.toml").write_text(_case(site), encoding="utf-8")
        findings = investigate(load_case(folder / "case.toml"))
    file = findings.files[0]
    others = tuple(sorted(one.address for one in file.addresses if one.downloads and not _is_hostile(one.address)))
    bounds = file.total.downloads
    return Count(bounds.headline, bounds.at_least, others, bounds.at_most)


def _case(site: Site) -> str:
    form = f"format = '{site.server.format}'\n" if site.server.format else ""
    proxies = f'[parties]\ntrusted_proxies = ["{site.proxy}"]\n' if site.proxy else ""
    return (
        '[case]\nid = "visited"\nzone = "Europe/Amsterdam"\n[[files]]\nname = "leak.xlsx"\n'
        f'paths = ["/docs/leak.xlsx"]\nsize = {site.size}\n[[windows]]\nstart = {_DAY.isoformat()}\n'
        f'end = {(_DAY + timedelta(days=1)).isoformat()}\n[[logs]]\npath = "access.log"\n{form}{proxies}'
    )


def _is_hostile(address: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-f.:]+", address)) and any(ip_address(address) in network for network in _NETWORKS)


@cache
def _before(seed: int) -> Count:
    return _count(_site(seed), [])


def _moved(before: Count, after: Count) -> bool:
    """A number of others is another one, or the ceiling has sunk."""
    same = (after.headline, after.at_least, after.others) == (before.headline, before.at_least, before.others)
    return not same or after.at_most < before.at_most


def _fewest(site: Site, lines: list[Exchange], before: Count) -> list[Exchange]:
    """A smaller part of the lines that still moves an answer: halves of halves."""
    step = len(lines) // 2
    while step:
        for start in range(0, len(lines), step):
            fewer = lines[:start] + lines[start + step :]
            if fewer and _moved(before, _count(site, fewer)):
                lines = fewer
                break
        else:
            step //= 2
        step = min(step, len(lines) // 2)
    return lines


@pytest.fixture(scope="module")
def tried() -> Iterator[Counter[str]]:
    """Logs, lines and answers that moved; printed at the end."""
    counted: Counter[str] = Counter()
    yield counted
    print(
        f"\nhostile visitor: {counted['logs']} logs, {counted['lines']} lines tried, {counted['moved']} answers moved"
    )


@pytest.mark.parametrize("seed", range(_LOGS))
def test_visitor_moves_no_number_of_others(seed: int, tried: Counter[str]) -> None:
    """Headline, at least and the others' addresses stay; the ceiling does not sink."""
    site, before = _site(seed), _before(seed)
    tried["logs"] += 1

    @settings(
        max_examples=_EXAMPLES,
        phases=(Phase.generate,),  # what fails is made smaller by `_fewest`
        verbosity=Verbosity.quiet,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(added=tricks(_DAY + timedelta(hours=7), site.size, site.proxy), more=st.integers(0, 3))
    def visited(added: list[Exchange], more: int) -> None:
        lines = added * (1 + more) if len(added) < 25 else added
        after = _count(site, lines)
        tried["lines"] += len(lines)
        if _moved(before, after):
            tried["moved"] += 1
            few = _fewest(site, lines, before)
            shown = "\n".join(site.server.write(exchange)[:400] for exchange in few[:8])
            pytest.fail(f"{site.server.name}, S {site.size}: {before} became {_count(site, few)} by\n{shown}")

    visited()
