"""Two web servers as their logs show them: requests in, rotated log files out."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

__all__ = ["APACHE", "NGINX", "Request", "Rotation", "compress", "render", "rotate", "size_field"]

APACHE = "apache"  # combined as Debian ships it: time is the start, size is %O
NGINX = "nginx"  # combined: time is the end, size is $body_bytes_sent

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OFFSET = "+0200"  # Amsterdam in summer; both cases lie between the clock changes
_TLS_RECORD = 16384
_TLS_OVERHEAD = 29  # bytes that TLS adds to each record


@dataclass(frozen=True, slots=True)
class Request:
    """One request. Times are seconds since the first midnight of the case, local time."""

    start: float
    seconds: float  # until the last byte was handed to the operating system
    address: str
    target: str
    status: int
    body: int  # bytes of the body that left
    agent: str
    referer: str = "-"
    method: str = "GET"
    protocol: str = "HTTP/1.1"
    note: str = ""  # key of the event in the story; empty for background traffic
    raw: bytes | None = None  # written as it is, in place of a rendered line

    @property
    def end(self) -> float:
        """When the server writes the line."""
        return self.start + self.seconds


@dataclass(frozen=True, slots=True)
class Rotation:
    """One log file: its name, and the requests written to it before `until` (None: the rest)."""

    name: str
    until: datetime | None


@lru_cache(maxsize=4096)
def _hour(first_day: datetime, hour: int) -> str:
    """`01/Jun/2020:13`, without strftime, whose month names follow the locale."""
    moment = first_day + timedelta(hours=hour)
    return f"{moment.day:02d}/{_MONTHS[moment.month - 1]}/{moment.year}:{moment.hour:02d}"


def _stamp(first_day: datetime, seconds: float) -> str:
    whole = int(seconds)
    return f"{_hour(first_day, whole // 3600)}:{whole // 60 % 60:02d}:{whole % 60:02d} {_OFFSET}"


def size_field(request: Request, server: str) -> int:
    """The size as logged: the body for nginx; for Apache's `%O` body, headers and TLS records."""
    if server == NGINX:
        return request.body
    headers = 196 if request.status == 304 else 288 + len(request.target) % 23
    total = headers + request.body
    return total + _TLS_OVERHEAD * (total // _TLS_RECORD + 1)


def render(request: Request, server: str, first_day: datetime) -> bytes:
    """The log line of a request, with its line end."""
    if request.raw is not None:
        return request.raw
    stamp = _stamp(first_day, request.start if server == APACHE else request.end)
    line = f"{request.method} {request.target} {request.protocol}" if request.method else request.target
    return (
        f'{request.address} - - [{stamp}] "{line}" {request.status} {size_field(request, server)}'
        f' "{request.referer}" "{request.agent}"\n'
    ).encode()


def rotate(
    requests: Iterable[Request], rotations: Sequence[Rotation], first_day: datetime
) -> list[tuple[str, list[Request]]]:
    """The requests of each file, in the order in which the server finished them."""
    ordered = sorted(requests, key=lambda request: request.end)
    files = []
    at = 0
    for rotation in rotations:
        begin = at
        limit = None if rotation.until is None else (rotation.until - first_day).total_seconds()
        while at < len(ordered) and (limit is None or ordered[at].end < limit):
            at += 1
        files.append((rotation.name, ordered[begin:at]))
    return files


def compress(content: bytes) -> bytes:
    """Gzip without name and time in the header; the compressed bytes still depend on zlib's version."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as stream:
        stream.write(content)
    return buffer.getvalue()
