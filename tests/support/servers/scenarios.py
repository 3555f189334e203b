"""What the scripted client does: one scenario per loopback address, so the address names the scenario."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tests.support.servers.client import Answer, Interval, Request, intervals, send, union
from tests.support.servers.server import LEAK, Server

__all__ = ["SCENARIOS", "Scenario", "Truth", "play"]

_UA = "User-Agent: Firefox/126"
_LAST = LEAK - 1


@dataclass(frozen=True, slots=True)
class Scenario:
    """Requests of one client for one file."""

    name: str
    requests: tuple[Request, ...]
    file: str = "leak.xlsx"


@dataclass(frozen=True, slots=True)
class Truth:
    """What the client of a scenario received: the answers' statuses, and the bytes of the file it holds."""

    address: str
    statuses: tuple[int | None, ...]
    held: tuple[Interval, ...]
    got: str  # whole | part | nothing


def _get(path: str = "/docs/leak.xlsx", *headers: str, reset_after: int | None = None) -> Request:
    return Request(f"GET {path} HTTP/1.1", (_UA, *headers), reset_after)


def _range(text: str, path: str = "/docs/leak.xlsx") -> Request:
    return _get(path, f"Range: bytes={text}")


_LEAVE_LATE = replace(_get(reset_after=4_000), reset_late=True)

SCENARIOS = (
    Scenario("full", (_get(),)),
    Scenario("head", (Request("HEAD /docs/leak.xlsx HTTP/1.1", (_UA,)),)),
    Scenario("big full", (_get("/docs/big.zip"),), "big.zip"),
    Scenario("big abort", (_get("/docs/big.zip", reset_after=100_000),), "big.zip"),
    Scenario(
        "big resume",
        (
            _get("/docs/big.zip", reset_after=8_000_000),  # more than fits the buffers of "big abort"
            _get("/docs/big.zip", "Range: bytes={held}-", "If-Range: {etag}"),
        ),
        "big.zip",
    ),
    Scenario(
        "keep-alive, then reset",
        (_get("/docs/leak.xlsx", "Connection: keep-alive", reset_after=LEAK),),
    ),
    Scenario("small abort", (_LEAVE_LATE,)),
    Scenario("small resume", (_LEAVE_LATE, _get("/docs/leak.xlsx", "Range: bytes={held}-"))),
    Scenario("quarters", tuple(_range(f"{at}-{at + 499_999}") for at in range(0, LEAK, 500_000))),
    Scenario("one quarter four times", (_range("0-499999"),) * 4),
    Scenario("probe 0-1", (_range("0-1"),)),
    Scenario("probe then all", (_range("0-1"), _range("0-"))),
    Scenario("two ranges", (_range("0-999,500000-500999"),)),
    Scenario("suffix", (_range("-500000"),)),
    Scenario("beyond the end", (_get(), _range(f"{LEAK}-"))),
    Scenario("range not understood", (_get("/docs/leak.xlsx", "Range: pages=1-2"),)),
    Scenario("if-range mismatch", (_get("/docs/leak.xlsx", "Range: bytes=0-99", 'If-Range: "other"'),)),
    Scenario("not modified", (_get(), _get("/docs/leak.xlsx", "If-None-Match: {etag}"))),
    Scenario("not modified, first seen", (_get("/docs/leak.xlsx", "If-Modified-Since: {modified}"),)),
    Scenario("slashes", (_get("//docs///leak.xlsx"),)),
    Scenario("dot segments", (_get("/x/../docs/leak.xlsx"),)),
    Scenario("percent", (_get("/%64ocs/le%61k.xlsx"),)),
    Scenario("encoded slash", (_get("/docs%2fleak.xlsx"),)),
    Scenario("query", (_get("/docs/leak.xlsx?utm_source=mail"),)),
    Scenario("absolute", (_get("http://www.example.org/docs/leak.xlsx"),)),
    Scenario("missing", (_get("/old/leak.xlsx"),)),
    Scenario("post", (Request("POST /docs/leak.xlsx HTTP/1.1", (_UA, "Content-Length: 0")),)),
    Scenario("options", (Request("OPTIONS /docs/leak.xlsx HTTP/1.1", (_UA,)),)),
    Scenario("http 1.0", (Request("GET /docs/leak.xlsx HTTP/1.0", (_UA,)),)),
    Scenario("http 0.9", (Request("GET /docs/leak.xlsx"),)),
    Scenario("name in the query", (_get("/docs/?next=/docs/leak.xlsx"),)),
    Scenario("name in the referer", (_get("/docs/", "Referer: http://www.example.org/docs/leak.xlsx"),)),
    Scenario("forged forwarding", (_get("/docs/leak.xlsx", "X-Forwarded-For: 203.0.113.9"),)),
    Scenario("forged tail", (Request("GET /docs/leak.xlsx HTTP/1.1", ('User-Agent: a" 200 2000000 "b',)),)),
    Scenario("csv", (_get("/docs/data.csv"),), "data.csv"),
    Scenario("csv gzip", (_get("/docs/data.csv", "Accept-Encoding: gzip"),), "data.csv"),
)


def play(server: Server) -> Mapping[str, Truth]:
    """Every scenario played against `server`, each from its own address, one request after the other."""
    lines = itertools.count(1)
    head = Request("HEAD /docs/leak.xlsx HTTP/1.1")
    known: dict[str, object] = {"modified": _send(server, head, "127.0.0.1", {}, lines).headers["last-modified"]}
    return {
        scenario.name: _played(server, scenario, f"127.0.1.{number}", known, lines)
        for number, scenario in enumerate(SCENARIOS, start=1)
    }


def _played(
    server: Server, scenario: Scenario, address: str, known: Mapping[str, object], lines: Iterator[int]
) -> Truth:
    content = (server.site / "docs" / scenario.file).read_bytes()
    known = {**known, "held": 0}
    statuses: list[int | None] = []
    held: tuple[Interval, ...] = ()
    for request in scenario.requests:
        answer = _send(server, request, address, known, lines)
        held = union([*held, *intervals(answer, content)])
        known |= {"held": held[-1][1] + 1 if held else 0, "etag": answer.headers.get("etag", "")}
        statuses.append(answer.status)
    return Truth(address, tuple(statuses), held, _got(held, len(content)))


def _send(server: Server, request: Request, address: str, known: Mapping[str, object], lines: Iterator[int]) -> Answer:
    line = next(lines)
    return send(request, address=address, port=server.port, known=known, logged=lambda: server.wait_for_lines(line))


def _got(held: tuple[Interval, ...], size: int) -> str:
    if held == ((0, size - 1),):
        return "whole"
    return "part" if held else "nothing"
