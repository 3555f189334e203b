"""What happened to a leaked file, event by event, as story.toml has it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from servers import APACHE, Request, Rotation
from traffic import Rhythm, Visitor, page_view

__all__ = ["Event", "Period", "Server", "Story", "load", "to_requests"]


@dataclass(frozen=True, slots=True)
class Event:
    """One request of the story. `at` is the time the log shows: start for Apache, end for nginx.

    `verdict` is that of counting.md 3.4; `counts` is what the download that ends with this line adds
    to at least, headline and at most.
    """

    key: str  # "E1", "E2", ...
    server: str
    at: datetime
    who: str
    address: str
    agent: str
    target: str
    status: int
    body: int
    verdict: str
    what: str
    why: str
    counts: tuple[int, int, int]
    method: str
    referer: str
    protocol: str
    seconds: float  # until the last byte left
    visit: bool  # the visitor looked at the page with the link before
    raw: bytes | None  # the line as it stands, where it is no request
    lost: bool  # happened, but stands in no line that can be read
    through: str  # the server behind that was asked; empty: none
    fetched: int | None  # bytes of the body that the server behind sent; None: as many as the client got
    result: str  # what CloudFront calls its answer
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Period:
    """A window of the case: start <= t < end."""

    label: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Server:
    """One server, its rotated files, and what went wrong with them."""

    software: str
    seed: int
    rotations: tuple[Rotation, ...]
    silences: tuple[tuple[datetime, datetime], ...]  # nothing was logged in between
    copies: Mapping[str, str]  # rotation -> the name of a second copy of it
    missing: tuple[str, ...]  # rotations that were not handed over
    cut: Mapping[str, float]  # gzipped rotation -> the share of its bytes that is left
    behind: str = ""  # the server that asks this one; empty: clients do
    asked_from: tuple[str, ...] = ()  # addresses of that server


@dataclass(frozen=True, slots=True)
class Story:
    """Everything from which the logs of one case are made."""

    title: str
    intro: str
    outro: str
    first_day: datetime
    days: int
    page: tuple[str, int]  # the page with the link, and its size
    rhythm: Rhythm
    periods: tuple[Period, ...]
    servers: Mapping[str, Server]
    events: tuple[Event, ...]

    @property
    def reserved(self) -> tuple[str, ...]:
        """The addresses of the story, which the background leaves alone."""
        return tuple(event.address for event in self.events)


def _server(table: Mapping[str, Any]) -> Server:
    return Server(
        software=table["software"],
        seed=table["seed"],
        rotations=tuple(Rotation(entry["name"], entry.get("until")) for entry in table["rotations"]),
        silences=tuple((start, end) for start, end in table.get("silences", ())),
        copies=table.get("copies", {}),
        missing=tuple(table.get("missing", ())),
        cut=table.get("cut", {}),
        behind=table.get("behind", ""),
        asked_from=tuple(table.get("asked_from", ())),
    )


def _event(number: int, entry: Mapping[str, Any], story: Mapping[str, Any]) -> Event:
    """One [[events]] entry; who did it is looked up in [people], absent values are the usual ones."""
    person = story["people"].get(entry.get("who"), {})
    low, middle, high = entry.get("counts", (0, 0, 0))
    return Event(
        key=f"E{number}",
        server=entry["server"],
        at=entry["at"],
        who=entry.get("who", ""),
        address=person.get("address", ""),
        agent=entry.get("agent", person.get("agent", "-")),
        target=entry.get("target", story["target"]),
        status=entry.get("status", 0),
        body=entry.get("body", 0),
        verdict=entry["verdict"],
        what=entry["what"],
        why=entry["why"],
        counts=(low, middle, high),
        method=entry.get("method", "GET"),
        referer=entry.get("referer", "-"),
        protocol=entry.get("protocol", person.get("protocol", "HTTP/1.1")),
        seconds=entry.get("seconds", 0.4),
        visit=entry.get("visit", False),
        raw=entry["raw"].encode("latin-1") if "raw" in entry else None,
        lost=entry.get("lost", False),
        through=entry.get("through", ""),
        fetched=entry.get("fetched"),
        result=entry.get("result", "Hit"),
        span=tuple(entry["span"]) if "span" in entry else None,
    )


def load(path: Path) -> Story:
    """The story in a story.toml; all its times are local times of the servers."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Story(
        title=table["title"],
        intro=table["intro"],
        outro=table["outro"],
        first_day=table["first_day"],
        days=table["days"],
        page=(table["page"]["path"], table["page"]["size"]),
        rhythm=Rhythm(tuple(table["rhythm"]["hours"]), table["rhythm"]["weekend"], table["rhythm"]["floor"]),
        periods=tuple(Period(entry["label"], entry["start"], entry["end"]) for entry in table["windows"]),
        servers={name: _server(entry) for name, entry in table["servers"].items()},
        events=tuple(_event(number, entry, table) for number, entry in enumerate(table["events"], 1)),
    )


def to_requests(story: Story, server: str) -> Iterator[Request]:
    """The events on one server as requests, and the page views that came before some of them."""
    rng = Random(story.servers[server].seed + 1)
    software = story.servers[server].software
    for event in story.events:
        if event.server != server:
            continue
        # A whole second means its middle, so that no rounding can move the stamp.
        logged = (event.at - story.first_day).total_seconds() + (0 if event.at.microsecond else 0.5)
        # Bytes that are no request are written at the very moment.
        seconds = 0 if event.raw else event.seconds
        start = logged if software == APACHE else logged - seconds
        yield Request(
            start, seconds, event.address, event.target, event.status, event.body, event.agent, event.referer,
            method=event.method, protocol=event.protocol, note=event.key, raw=event.raw,
            through=event.through, result=event.result, span=event.span,
        )  # fmt: skip
        if event.visit:
            visitor = Visitor(event.address, event.agent, event.protocol)
            yield from page_view(rng, start - 25, visitor, story.page)
