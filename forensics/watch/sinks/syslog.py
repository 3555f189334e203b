"""The log of the system, here or on another host: RFC 5424, with the event as JSON for its message.

Target: nothing or a path for the socket of this system, `udp://host:port` or `tcp://host:port`; `host:port` is UDP.
A datagram is sent and not answered: what the network loses is lost. Over TCP messages are framed by their length
(RFC 6587, 3.4.1), and the connection is closed our way first, so that a host that is gone is noticed.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from forensics.watch.sinks.message import About, Message, Send, UndeliveredError
from forensics.watch.sinks.priority import severity
from forensics.watch.watched import Sink
from forensics.watch.written import line_of

__all__ = ["opened"]

_LOCAL: Final = "/dev/log"
_FACILITY: Final = 10 * 8  # authpriv: for few eyes
_PORT: Final = 514
#: What fits a datagram, less what stands before the event.
_DATAGRAM: Final = 65_000
#: Seconds in which a host that has read everything closes the connection too.
_CLOSING: Final = 2.0
_CORE: Final = ("event", "id", "time", "file", "path", "version", "watch", "schema")


@contextmanager
def opened(sink: Sink, about: About) -> Iterator[Send]:
    """A connection for each batch, so that each is known to have been taken."""
    yield lambda messages: _send(sink.target or _LOCAL, messages, about)


def _send(target: str, messages: Sequence[Message], about: About) -> None:
    sent, stream = 0, False
    try:
        with closing(_connected(target, about)) as connection:
            stream = connection.type == socket.SOCK_STREAM
            for message in messages:
                connection.settimeout(about.left)
                connection.sendall(_framed(message, about, connection))
                sent += 1
            if stream and not target.startswith("/"):
                _finish(connection)
    except OSError as error:
        # What a stream took before it broke may not have arrived.
        reason = f"it cannot be reached: {error.strerror or error}"
        raise UndeliveredError(reason, sent=0 if stream else sent) from error


def _connected(target: str, about: About) -> socket.socket:
    if target.startswith("/"):
        return _local(target, about)
    url = urlsplit(target if "://" in target else f"udp://{target}")
    try:
        host, port = url.hostname or "", url.port or _PORT
    except ValueError as error:
        raise UndeliveredError("its target has a port that is none") from error
    if url.scheme == "tcp":
        return socket.create_connection((host, port), timeout=about.left)
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    return _tried(family, kind, protocol, address, about)


def _local(path: str, about: About) -> socket.socket:
    """The socket of this system, which is of one kind or the other."""
    family = getattr(socket, "AF_UNIX", None)
    if family is None:
        raise UndeliveredError("this system has no such socket; give host:port")
    with suppress(OSError):
        return _tried(family, socket.SOCK_DGRAM, 0, path, about)
    return _tried(family, socket.SOCK_STREAM, 0, path, about)


def _tried(family: int, kind: int, protocol: int, address: object, about: About) -> socket.socket:
    made = socket.socket(family, kind, protocol)
    try:
        made.settimeout(about.left)
        made.connect(address)  # type: ignore[arg-type] # as getaddrinfo gave it
    except OSError:
        made.close()
        raise
    return made


def _framed(message: Message, about: About, connection: socket.socket) -> bytes:
    """One message of RFC 5424. The event holds no octet below 32 and none above 126."""
    datagram = connection.type == socket.SOCK_DGRAM
    line = message.line
    if datagram and len(line) > _DATAGRAM:
        line = line_of({key: message.told.get(key) for key in _CORE} | {"cut": True})
    head = f"<{_FACILITY + severity(message.kind)}>1 {_time(message, about)} {_host()} forensics - {message.kind} -"
    text = f"{head} {line}".encode("ascii", "backslashreplace")
    if datagram:
        return text
    return text + b"\n" if connection.family not in (socket.AF_INET, socket.AF_INET6) else b"%d %b" % (len(text), text)


def _time(message: Message, about: About) -> str:
    """The time of the event, or now where it is not known or is a day."""
    told = message.told.get("time")
    if isinstance(told, str) and "T" in told:
        with suppress(ValueError):
            return datetime.fromisoformat(told).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return about.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _host() -> str:
    return re.sub(r"[^!-~]", "", socket.gethostname())[:255] or "-"


def _finish(connection: socket.socket) -> None:
    """Says that this was all, and waits a moment for the other side to close; OSError if it is gone instead."""
    connection.settimeout(_CLOSING)
    connection.shutdown(socket.SHUT_WR)
    with suppress(TimeoutError):
        while connection.recv(4096):
            pass
