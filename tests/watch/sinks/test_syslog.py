"""RFC 5424 over a socket of the system, UDP and TCP."""

from __future__ import annotations

import json
import re
import socket
import threading
from pathlib import Path

import pytest

from forensics.watch.sinks import syslog
from forensics.watch.sinks.message import Message, UndeliveredError
from forensics.watch.watched import Sink
from tests.support.as_nobody import posix
from tests.support.watch_events import about, download, event, message

_FORM = re.compile(
    rb"<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([!-~]{1,255}) forensics - ([a-z]{1,32}) - (\{.*\})",
    re.DOTALL,
)
HOSTILE = message(download(agent='x\r\n<0>1 - - evil - - "\x00', because="\x1b[31m"))


def _send(target: str, *messages: Message) -> None:
    with syslog.opened(Sink("s", "syslog", target), about()) as send:
        send(messages)


def _read(text: bytes) -> dict[str, object]:
    match = _FORM.fullmatch(text)
    assert match, text
    assert all(32 <= octet < 127 for octet in text)
    found: dict[str, object] = json.loads(match[5])
    return found | {"_priority": int(match[1]), "_time": match[2].decode(), "_kind": match[4].decode()}


@pytest.mark.parametrize("scheme", ["udp://", ""])
def test_udp(scheme: str) -> None:
    """One datagram an event; nothing in it begins another."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(5)
        _send(f"{scheme}127.0.0.1:{server.getsockname()[1]}", message(event(1, "flagged")), HOSTILE)
        first, second = (_read(server.recv(65536)) for _ in range(2))
    assert (first["_priority"], first["_kind"], first["_time"]) == (84, "flagged", "2026-06-09T10:00:00.000000Z")
    assert (second["_priority"], second["id"]) == (85, HOSTILE.id)


def test_a_datagram_that_is_too_large_is_cut() -> None:
    """To what every event has; it says so."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(5)
        _send(f"udp://127.0.0.1:{server.getsockname()[1]}", message(event(1, findings=["x" * 70_000])))
        told = _read(server.recv(65536))
    assert told["cut"] is True
    assert told["id"] == event(1).id


def test_tcp() -> None:
    """Framed by their length; over when the other side has closed too."""
    got: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_take, args=(server, got))
        thread.start()
        _send(f"tcp://127.0.0.1:{server.getsockname()[1]}", *(message(event(number)) for number in range(3)), HOSTILE)
        thread.join(5)
    texts, rest = [], b"".join(got)
    while rest:
        length, _, rest = rest.partition(b" ")
        texts.append(_read(rest[: int(length)]))
        rest = rest[int(length) :]
    assert [told["id"] for told in texts] == [*(event(number).id for number in range(3)), HOSTILE.id]


def _take(server: socket.socket, got: list[bytes]) -> None:
    connection, _ = server.accept()
    with connection:
        while data := connection.recv(1000):
            got.append(data)


def test_a_host_that_breaks_off_has_nothing() -> None:
    """All of it is sent again: a stream that broke may have lost any part."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def reset() -> None:
            connection, _ = server.accept()
            connection.recv(10)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.close()

        thread = threading.Thread(target=reset)
        thread.start()
        with pytest.raises(UndeliveredError) as caught:
            _send(f"tcp://127.0.0.1:{server.getsockname()[1]}", *(message(event(number)) for number in range(50)))
        thread.join(5)
    assert (caught.value.sent, caught.value.fault) == (0, "down")


@posix
@pytest.mark.parametrize("kind", ["SOCK_DGRAM", "SOCK_STREAM"])
def test_the_socket_of_the_system(tmp_path: Path, kind: str) -> None:
    """Of either kind."""
    with socket.socket(socket.AF_UNIX, getattr(socket, kind)) as server:
        server.bind(str(tmp_path / "log"))
        got: list[bytes] = []
        if kind == "SOCK_STREAM":
            server.listen()
            thread = threading.Thread(target=_take, args=(server, got))
            thread.start()
        _send(str(tmp_path / "log"), HOSTILE)
        if kind == "SOCK_STREAM":
            thread.join(5)
        else:
            got.append(server.recv(65536))
    text = b"".join(got)
    assert _read(text.removesuffix(b"\n"))["id"] == HOSTILE.id
    assert text.endswith(b"\n") == (kind == "SOCK_STREAM")


@pytest.mark.parametrize("target", ["tcp://127.0.0.1:1", "/nowhere/log", "udp://:99999", "udp://no.invalid:1"])
def test_what_cannot_be_reached_is_told(target: str) -> None:
    """As a failure of the sink."""
    with pytest.raises(UndeliveredError):
        _send(target, message(event(1)))
