"""Events, watches and a local web server for the tests of the scheduled scan's state and sinks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from typing import Any

from forensics.watch.event import Event, EventKind, Version, event_id
from forensics.watch.sinks import Delivered, deliver
from forensics.watch.sinks.message import About, Message
from forensics.watch.state import State, begin_pass, outbox
from forensics.watch.watched import Sink, Watch
from forensics.watch.written import as_line, as_object

__all__ = ["NOW", "Answers", "Got", "about", "download", "event", "keep", "message", "sent_by", "served", "watch"]

NOW = datetime(2026, 6, 9, 10, 0, tzinfo=UTC)


def event(number: int, kind: EventKind = "published", /, **details: Any) -> Event:
    """One of many that differ by their number."""
    path = f"/docs/{number}.xlsx"
    return Event(kind, event_id(kind, path), NOW, f"{number}.xlsx", path, Version(f"{number:064x}", number), details)


def download(**changes: Any) -> Event:
    """A download with every column, with those changes."""
    columns = {
        "download": "d1",
        "file": "1.xlsx",
        "size": 1,
        "kind": "complete",
        "proof": "single",
        "grade": "G3",
        "client": "192.0.2.77",
        "client_64": "192.0.2.77",
        "party": None,
        "own": False,
        "agent": "Needle/9 (jdejong)",
        "agent_class": "browser",
        "robot": False,
        "first": NOW,
        "last": NOW + timedelta(seconds=2),
        "bytes": 1,
        "window": None,
        "edge_window": None,
        "flags": ["viewer"],
        "because": "all bytes left",
        "rows": ["s1:12"],
        "in_at_least": True,
        "in_headline": True,
        "in_at_most": True,
        "at_most": 1,
        "exposure": {"sha256": "a" * 64, "bytes": 1, "from": NOW, "to": None},
    }
    return event(1, "download", **(columns | changes))


def watch(folder: Path, *sinks: Sink) -> Watch:
    """A watch with these sinks."""
    return Watch(id="w1", digest="0" * 64, zone="Europe/Amsterdam", state=folder, sinks=sinks)


def keep(state: State, *events: Event) -> int:
    """A pass that found these; its number."""
    with state.step() as connection:
        number = begin_pass(connection, NOW)
        outbox.add(connection, events, number)
    return number


def sent_by(state: State, *sinks: Sink, now: datetime = NOW, seconds: float = 10.0) -> tuple[Delivered, list[str]]:
    """The end of a pass: what was told, and what was printed."""
    out = StringIO()
    told = deliver(state, watch(state.folder, *sinks), now, out, seconds=seconds)
    return told, out.getvalue().splitlines()


def message(of: Event, sequence: int = 1) -> Message:
    """The event as a sink of level investigator is handed it."""
    return Message(sequence, of.id, of.kind, as_object(of, "w1"), as_line(of, "w1"))


def about(seconds: float = 5.0) -> About:
    """What sinks are told, with so much time."""
    return About("w1", NOW, time.monotonic() + seconds)


@dataclass
class Got:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


Answers = Callable[[Got], int]


@dataclass
class Served:
    """A web server on loopback: what it got, and what it answers."""

    answer: Answers = lambda _: 204
    got: list[Got] = field(default_factory=list)
    headers: Sequence[tuple[str, str]] = ()
    url: str = ""


@contextmanager
def served(answer: Answers = lambda _: 204) -> Iterator[Served]:
    """The server, until the end of the block."""
    site = Served(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            got = Got(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            site.got.append(got)
            self.send_response(site.answer(got))
            for name, value in site.headers:
                self.send_header(name, value)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    yield site
    server.shutdown()
    thread.join()
    server.server_close()
