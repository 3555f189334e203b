"""A client over raw sockets that records which bytes of the file it really received."""

from __future__ import annotations

import gzip
import re
import select
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Answer", "Interval", "Request", "intervals", "send", "union"]

Interval = tuple[int, int]  # first and last byte of the file, both included

_PATIENCE = 10.0  # seconds
_MOMENT = 1.0  # seconds
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: on, zero seconds


@dataclass(frozen=True, slots=True)
class Request:
    """One request: `{held}`, `{etag}` and `{modified}` in a header stand for what earlier answers gave."""

    line: str
    headers: tuple[str, ...] = ()
    reset_after: int | None = None  # bytes of the answer's body; None: read to the end
    reset_late: bool = False  # hold still until the server has handed everything over, and reset then


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `body` without chunking and compression."""

    status: int | None  # None: HTTP/0.9, a body alone
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def send(
    request: Request,
    *,
    address: str,
    port: int,
    known: Mapping[str, object],
    logged: Callable[[], None],
) -> Answer:
    """The answer to `request` sent from the loopback address `address` over a connection of its own.

    `logged` returns when the server has logged the request: it has handed over what it had to.
    """
    with socket.create_connection(("127.0.0.1", port), _PATIENCE, (address, 0)) as connection:
        connection.sendall(_wire(request, known))
        raw = _read(connection, request.reset_after)
        if request.reset_late:
            logged()
        if request.reset_after is not None:
            select.select([connection], [], [], _MOMENT)  # who leaves early leaves something unread
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    logged()
    return _answer(raw)


def _is_simple(request: Request) -> bool:
    return " HTTP/" not in request.line


def _wire(request: Request, known: Mapping[str, object]) -> bytes:
    if _is_simple(request):
        return f"{request.line}\r\n".encode()
    headers = ["Host: www.example.org", *request.headers]
    if not any(header.startswith("Connection:") for header in headers):
        headers.append("Connection: close")
    filled = [header.format_map(known) for header in headers]
    return "\r\n".join([request.line, *filled, "", ""]).encode()


def _read(connection: socket.socket, body_bytes: int | None) -> bytes:
    """Everything until the server closes, or the head and the first `body_bytes` of the body."""
    received = bytearray()
    while True:
        head = received.find(b"\r\n\r\n")
        wanted = 65536
        if body_bytes is not None:
            wanted = 1 if head < 0 else head + 4 + body_bytes - len(received)
            if wanted <= 0:
                return bytes(received)
        block = connection.recv(min(wanted, 65536))
        if not block:
            return bytes(received)
        received += block


def _answer(raw: bytes) -> Answer:
    if not raw.startswith(b"HTTP/"):
        return Answer(None, {}, raw)
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if headers.get("transfer-encoding") == "chunked":
        body = _unchunk(body)
    if headers.get("content-encoding") == "gzip" and body:
        body = gzip.decompress(body)
    return Answer(int(first.split()[1]), headers, body)


def _unchunk(body: bytes) -> bytes:
    parts = []
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        if length == 0:
            break
        parts.append(rest[:length])
        body = rest[length + 2 :]
    return b"".join(parts)


def intervals(answer: Answer, content: bytes) -> tuple[Interval, ...]:
    """The stretches of the file `content` that the answer holds, each compared byte for byte."""
    kind = answer.headers.get("content-type", "")
    if kind.startswith("multipart/byteranges"):
        boundary = kind.partition("boundary=")[2].strip('"').encode()
        pieces = [part.strip(b"\r\n").partition(b"\r\n\r\n") for part in answer.body.split(b"--" + boundary)]
        claims = [(_claimed(head.decode("latin-1")), body) for head, _, body in pieces if body]
    else:
        claims = [(_claimed(answer.headers.get("content-range", "")), answer.body)]
    return union(
        [
            (first, first + len(body) - 1)
            for first, body in claims
            if body and content[first : first + len(body)] == body
        ]
    )


def _claimed(content_range: str) -> int:
    match = re.search(r"bytes (\d+)-", content_range)
    return int(match[1]) if match else 0


def union(pieces: Sequence[Interval]) -> tuple[Interval, ...]:
    """The same bytes as few, sorted stretches."""
    joined: list[Interval] = []
    for first, last in sorted(pieces):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)
