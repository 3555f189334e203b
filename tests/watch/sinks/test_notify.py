"""Mail and chat by apprise, which posts to a server here."""

from __future__ import annotations

import json
import sys

import pytest

from forensics.watch.sinks import notify
from forensics.watch.sinks.message import Message, UndeliveredError
from forensics.watch.watched import Sink
from tests.support.watch_events import about, event, message, served

pytest.importorskip("apprise", reason="the extra watch")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of modules that apprise loads


def _send(target: str, *messages: Message) -> None:
    with notify.opened(Sink("n", "notify", target), about()) as send:
        send(messages)


def test_a_message_in_sentences() -> None:
    """One for all events; what looks like an escape or markup stays letters."""
    with served() as site:
        hostile = event(3)
        odd = message(hostile).told | {"path": "/<b>@here\\n[x](http://y)"}
        _send(f"json://{site.url.removeprefix('http://')}/", message(event(1)), Message(2, "x", "published", odd, "{}"))
    (got,) = site.got
    told = json.loads(got.body)
    assert told["title"] == "Watch w1: 2 new"
    assert told["message"].splitlines() == [
        "/docs/1.xlsx was published at 2026-06-09T10:00:00Z.",
        "/%3Cb%3E%40here%5Cn%5Bx%5D%28http%3A//y%29 was published at 2026-06-09T10:00:00Z.",
    ]


def test_a_service_that_fails() -> None:
    """It is no fault of the event, as far as can be told."""
    with served(lambda _: 500) as site, pytest.raises(UndeliveredError, match="did not take") as caught:
        _send(f"json://{site.url.removeprefix('http://')}/", message(event(1)))
    assert caught.value.fault == "unclear"


@pytest.mark.parametrize("target", ["", "nothing://x", "json://"])
def test_a_target_that_is_none(target: str) -> None:
    """Told without the target, in which a password may stand."""
    with pytest.raises(UndeliveredError, match="no URL that apprise knows"):
        _send(target, message(event(1)))


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason names it."""
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(UndeliveredError, match=r"accesslog-forensics\[watch\]"):
        _send("json://127.0.0.1:1/", message(event(1)))
